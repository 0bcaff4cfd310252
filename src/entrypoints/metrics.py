"""What is counted, in the web processes and in workers.

Processes of one machine that share the folder `PROMETHEUS_MULTIPROC_DIR` add up what they count; `serve` and
gunicorn's settings set it. It has to be set before prometheus-client is imported.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from exact_transcription.core.usecases.run_report import RunReport, RunResult

if TYPE_CHECKING:
    from prometheus_client.registry import Collector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)
_FACTORS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
_STAGE_SECONDS = (0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 180.0, 600.0, 1800.0, 7200.0)


def share(folder: Path) -> None:
    """Add up, in an empty `folder`, what this process and the ones that it starts count."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    os.environ[FOLDER] = str(folder)


class Metrics:
    """Counters of one process; `exposition` shows those of all that share a folder with it."""

    def __init__(self) -> None:
        """Count from nothing."""
        from prometheus_client import CollectorRegistry, Counter, Histogram  # noqa: PLC0415 - see above

        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "exact_http_requests",
            "Requests answered, by route.",
            ("method", "route", "status"),
            registry=registry,
        )
        self._request_seconds = Histogram(
            "exact_http_request_seconds",
            "Time until an answer begins.",
            ("method", "route"),
            buckets=_REQUEST_SECONDS,
            registry=registry,
        )
        self._executions = Counter(
            "exact_executions", "Executions of jobs, by how they ended.", ("result",), registry=registry
        )
        self._failures = Counter(
            "exact_failures", "Executions that failed, by the error's code.", ("code",), registry=registry
        )
        self._stage_seconds = Histogram(
            "exact_stage_seconds",
            "Time that a stage of the pipeline took.",
            ("stage",),
            buckets=_STAGE_SECONDS,
            registry=registry,
        )
        self._factor = Histogram(
            "exact_real_time_factor",
            "Seconds of work for a second of audio, of executions that succeeded.",
            buckets=_FACTORS,
            registry=registry,
        )
        self._audio_seconds = Counter(
            "exact_audio_seconds", "Audio of executions that succeeded.", registry=registry
        )
        self._work_seconds = Counter(
            "exact_work_seconds",
            "Time that executions took that succeeded; divided by the audio it is the real-time factor.",
            registry=registry,
        )

    def request(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer; `seconds` is the time until it began."""
        method = method if method in _METHODS else "other"
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(method, route).observe(seconds)

    def execution(self, report: RunReport) -> None:
        """Count what became of a delivery of a job's id."""
        self._executions.labels(report.result.value).inc()
        failure = report.job.failure if report.job else None
        if failure is not None and report.result in {RunResult.FAILED, RunResult.RETRIED}:
            self._failures.labels(failure.code).inc()
        for stage in report.progress.stages:
            if stage.seconds is not None:
                self._stage_seconds.labels(stage.stage).observe(stage.seconds)
        facts = report.job.transcript if report.job else None
        if report.result is RunResult.SUCCEEDED and facts is not None and facts.duration > 0:
            self._factor.observe(report.seconds / facts.duration)
            self._audio_seconds.inc(facts.duration)
            self._work_seconds.inc(report.seconds)

    def exposition(self, more: Iterable["Collector"] = ()) -> bytes:
        """Everything in Prometheus' text format, with what `more` finds out now."""
        from prometheus_client import CollectorRegistry, generate_latest  # noqa: PLC0415
        from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

        registry = self._registry
        if os.environ.get(FOLDER):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        found = CollectorRegistry()
        for collector in more:
            found.register(collector)
        return generate_latest(registry) + generate_latest(found)

    def serve(self, address: str) -> None:
        """Answer at `ADDRESS:PORT`, in a thread of its own, as a worker on another machine does."""
        from prometheus_client import start_http_server  # noqa: PLC0415

        host, _, port = address.rpartition(":")
        start_http_server(int(port), addr=host.strip("[]"), registry=self._registry)
