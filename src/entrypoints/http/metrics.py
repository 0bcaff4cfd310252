"""`/metrics`: what was counted, and how the queue stands, for Prometheus."""

from collections.abc import Iterator

from flask import Blueprint, Response
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.errors import AccessDeniedError, ServiceUnavailableError
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.entrypoints.http.gate import from_this_machine
from exact_transcription.entrypoints.http.identity import identity, unguarded
from exact_transcription.entrypoints.metrics import CONTENT_TYPE, Metrics


class _Standing(Collector):
    """Looked up when asked for: every process finds the same."""

    def __init__(self, container: Container) -> None:
        self._container = container

    def collect(self) -> Iterator[Metric]:
        jobs = GaugeMetricFamily("exact_jobs", "Jobs by state.", labels=("state",))
        depth = GaugeMetricFamily("exact_queue_depth", "Messages that wait for a worker.")
        try:
            for state, count in self._container.jobs().count(JobFilter()).items():
                jobs.add_metric((state.value,), count)
            depth.add_metric((), self._container.queue().depth())
        except ServiceUnavailableError:
            # What does not answer is missing, which an alert can ask for; `/readyz` says which part it is.
            pass
        yield jobs
        yield depth


def metrics_of(container: Container, metrics: Metrics) -> Blueprint:
    """The view, which answers this machine, administrators, and with a setting everybody."""
    blueprint = Blueprint("metrics", __name__)
    public = container.settings().metrics_public

    @blueprint.get("/metrics")
    @unguarded
    def show() -> Response:
        if not public and not from_this_machine() and not identity().may(Scope.ADMIN):
            raise AccessDeniedError(
                "Metrics are for administrators.", hint="Use an administrator's key with the scope admin."
            )
        return Response(metrics.exposition([_Standing(container)]), content_type=CONTENT_TYPE)

    return blueprint
