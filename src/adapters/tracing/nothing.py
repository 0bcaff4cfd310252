"""For installations that trace nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from exact_transcription.core.ports.tracing import Fact, SpanKind


class NoSpan:
    """Nobody looks at it."""

    context = ""

    def note(self, name: str, value: Fact) -> None:
        """See `Span.note`."""

    def failed(self, reason: str) -> None:
        """See `Span.failed`."""

    def end(self) -> None:
        """See `Span.end`."""


class NoTracer:
    """Makes spans that nobody looks at."""

    def begin(
        self,
        name: str,  # noqa: ARG002 - the port's signature
        *,
        parent: str,  # noqa: ARG002
        kind: SpanKind = SpanKind.INTERNAL,  # noqa: ARG002
        since: datetime | None = None,  # noqa: ARG002
    ) -> NoSpan:
        """See `Tracer.begin`."""
        return NoSpan()

    @contextmanager
    def span(self, name: str, *, parent: str, kind: SpanKind = SpanKind.INTERNAL) -> Iterator[NoSpan]:
        """See `Tracer.span`."""
        yield self.begin(name, parent=parent, kind=kind)

    def present(self) -> str:
        """See `Tracer.present`."""
        return ""
