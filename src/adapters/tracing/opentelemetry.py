"""Spans for OpenTelemetry, sent to a collector with its protocol over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from exact_transcription.core.ports.tracing import Fact, SpanKind

_HEADER = "traceparent"
_KINDS = {
    SpanKind.SERVER: trace.SpanKind.SERVER,
    SpanKind.CONSUMER: trace.SpanKind.CONSUMER,
    SpanKind.INTERNAL: trace.SpanKind.INTERNAL,
}
_propagator = TraceContextTextMapPropagator()


class OpenTelemetrySpan:
    """A span of the SDK."""

    def __init__(self, span: trace.Span) -> None:
        """Stand for `span`."""
        self.span = span

    @property
    def context(self) -> str:
        """See `Span.context`."""
        return _written(trace.set_span_in_context(self.span, Context()))

    def note(self, name: str, value: Fact) -> None:
        """See `Span.note`."""
        self.span.set_attribute(name, value)

    def failed(self, reason: str) -> None:
        """See `Span.failed`."""
        self.span.set_status(trace.StatusCode.ERROR, reason)
        self.span.set_attribute("error.type", reason)

    def end(self) -> None:
        """See `Span.end`."""
        self.span.end()


class OpenTelemetryTracer:
    """Sends in batches from a thread of its own; while the collector does not answer, spans are lost."""

    def __init__(self, *, endpoint: str, version: str) -> None:
        """Send to the collector at `endpoint`; headers, sampling and more are OpenTelemetry's variables."""
        resource = Resource.create({SERVICE_VERSION: version})
        # OTEL_SERVICE_NAME of the operator comes first.
        if str(resource.attributes[SERVICE_NAME]).startswith("unknown_service"):
            resource = resource.merge(Resource({SERVICE_NAME: "exact-transcription"}))
        self._provider = TracerProvider(resource=resource)
        exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("exact_transcription", version)

    def begin(
        self,
        name: str,
        *,
        parent: str,
        kind: SpanKind = SpanKind.INTERNAL,
        since: datetime | None = None,
    ) -> OpenTelemetrySpan:
        """See `Tracer.begin`."""
        return OpenTelemetrySpan(
            self._tracer.start_span(
                name,
                context=_read(parent),
                kind=_KINDS[kind],
                start_time=None if since is None else round(since.timestamp() * 1e9),
            )
        )

    @contextmanager
    def span(
        self, name: str, *, parent: str, kind: SpanKind = SpanKind.INTERNAL
    ) -> Iterator[OpenTelemetrySpan]:
        """See `Tracer.span`."""
        span = self.begin(name, parent=parent, kind=kind)
        with trace.use_span(
            span.span, end_on_exit=True, record_exception=False, set_status_on_exception=False
        ):
            yield span

    def present(self) -> str:
        """See `Tracer.present`."""
        return _written(None)

    def close(self) -> None:
        """Send what has not been sent."""
        self._provider.shutdown()


def _read(context: str) -> Context:
    return _propagator.extract({_HEADER: context} if context else {}, context=Context())


def _written(context: Context | None) -> str:
    carrier: dict[str, Any] = {}
    _propagator.inject(carrier, context=context)
    return str(carrier.get(_HEADER, ""))
