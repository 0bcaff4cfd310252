"""`exact-transcription worker`: works on what the web service was handed."""

import click

from exact_transcription.entrypoints.cli.setup import container_for
from exact_transcription.entrypoints.leaving import leave_at_once, leave_at_the_latest
from exact_transcription.entrypoints.metrics import Metrics
from exact_transcription.entrypoints.realigning import Realigning
from exact_transcription.entrypoints.stretch_worker import StretchWorker
from exact_transcription.entrypoints.worker import Worker, stop_on_signals

SWEEP_SECONDS = 5.0
RETENTION_SECONDS = 3600.0
WEBHOOKS_SECONDS = 2.0
REALIGNMENT_SECONDS = 1.0


@click.command("worker")
@click.option(
    "--takes",
    type=click.Choice(["jobs", "recognition"]),
    default="jobs",
    show_default=True,
    help="Whole recordings, or what other workers hand over with EXACT_SPREAD_RECOGNITION.",
)
def command(*, takes: str) -> None:
    """Transcribe recordings that wait, until stopped; a recording that is begun is then handed back."""
    _work(takes)
    leave_at_once()


def _work(takes: str) -> None:
    stop = stop_on_signals(leave_at_the_latest)
    container = container_for()
    container.prepare()
    if takes == "recognition":
        StretchWorker(queue=container.stretch_queue(), run_stretch=container.run_stretch()).run(stop)
        return
    metrics = Metrics()
    address = container.settings().worker_metrics
    if address is not None:
        metrics.serve(address)
    worker = Worker(
        queue=container.queue(),
        run_job=container.run_job(),
        observe=metrics.execution,
        chores=(
            ("sweep", SWEEP_SECONDS, container.sweep_jobs().execute),
            ("retention", RETENTION_SECONDS, container.apply_retention().execute),
            ("webhooks", WEBHOOKS_SECONDS, container.send_webhooks().execute),
            ("realignment", REALIGNMENT_SECONDS, Realigning(container.realign(), stop)),
        ),
    )
    worker.run(stop)
