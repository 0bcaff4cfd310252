"""`exact-transcription serve`: the web service and one worker, side by side."""

import os
import subprocess
import sys
import time
from threading import Event

import click
import structlog

from exact_transcription.entrypoints import metrics
from exact_transcription.entrypoints.cli.main import EXIT_SOME_FAILED
from exact_transcription.entrypoints.cli.setup import container_for
from exact_transcription.entrypoints.opening import open_service
from exact_transcription.entrypoints.worker import stop_on_signals

_log = structlog.get_logger("exact_transcription.serve")

_WORKER = [
    sys.executable,
    "-c",
    "from exact_transcription.entrypoints.cli.main import main; main()",
    "worker",
]
_WEB = [
    *(sys.executable, "-m", "gunicorn", "--config", "python:exact_transcription.entrypoints.http.serving"),
    "exact_transcription.entrypoints.http.wsgi:app",
]
_LOOK = 0.5
"""Seconds between looks whether both processes are alive."""

_PATIENCE = 9.0
"""Seconds that both processes have for stopping: who started this one may kill it after ten."""


@click.command("serve")
@click.option("--host", metavar="ADDRESS", help="Address to listen on. [127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Port to listen on. [8080]")
@click.option("--allow-remote", is_flag=True, help="Let other machines in, though there are no accounts.")
def command(*, host: str | None, port: int | None, allow_remote: bool) -> None:
    """Serve pages for handing in recordings and reading transcripts, and work on the recordings.

    Without users it is open to everybody on this machine, and to nobody else; `users add` ends that.
    """
    stop = stop_on_signals()
    container = container_for(host=host, PORT=port, allow_remote=allow_remote or None)
    settings = container.settings()
    open_service(container, local=settings.local_only)
    metrics.share(settings.data_dir / "metrics")
    address = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"Open http://{address}:{settings.port}/ in a browser; Ctrl+C stops.", err=True)
    environment = {
        **os.environ,
        "EXACT_HOST": settings.host,
        "PORT": str(settings.port),
        "EXACT_ALLOW_REMOTE": str(settings.allow_remote),
    }
    if not _run(_WEB, environment, stop):
        raise click.exceptions.Exit(EXIT_SOME_FAILED)


def _run(web: list[str], environment: dict[str, str], stop: Event) -> bool:
    """Keep both processes until `stop` is set; returns whether it was that, and not the web's end."""
    running: list[subprocess.Popen[bytes]] = []
    try:
        running = [_start(web, environment), _start(_WORKER, environment)]
        while not stop.wait(_LOOK):
            server, worker = running
            if server.poll() is not None:
                return False
            if worker.poll() is not None:
                # Most often memory ran out; the recording is tried again, and given up after some times.
                _log.error("worker_ended", code=worker.returncode)
                running[1] = _start(_WORKER, environment)
        return True
    finally:
        for process in running:
            process.terminate()
        end = time.monotonic() + _PATIENCE
        for process in running:
            _end(process, end)


def _start(command_line: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command_line, env=environment)  # noqa: S603 - nothing of it comes from outside


def _end(process: subprocess.Popen[bytes], end: float) -> None:
    try:
        process.wait(max(0.0, end - time.monotonic()))
    except subprocess.TimeoutExpired:
        # What it worked on is taken up again when its lease is over.
        process.kill()
        process.wait()
