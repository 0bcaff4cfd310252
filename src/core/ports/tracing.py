"""How one request is followed through all processes that work for it."""

from contextlib import AbstractContextManager
from datetime import datetime
from enum import StrEnum
from typing import Protocol

Fact = str | int | float | bool
"""What is noted about a span; never text of transcripts, titles or names of files."""


class SpanKind(StrEnum):
    """What a span is to those around it, in OpenTelemetry's words."""

    SERVER = "server"
    CONSUMER = "consumer"
    INTERNAL = "internal"


class Span(Protocol):
    """A piece of work with a beginning and an end."""

    @property
    def context(self) -> str:
        """W3C trace context (`traceparent`) for what belongs to it; empty where nothing is traced."""

    def note(self, name: str, value: Fact) -> None:
        """Note a fact."""

    def failed(self, reason: str) -> None:
        """Say that the work failed."""

    def end(self) -> None:
        """Say that the work is over."""


class Tracer(Protocol):
    """Makes spans; losing them must never harm the work itself, so nothing is ever raised."""

    def begin(
        self,
        name: str,
        *,
        parent: str,
        kind: SpanKind = SpanKind.INTERNAL,
        since: datetime | None = None,
    ) -> Span:
        """A span that goes on until it is ended.

        Args:
            name: of few different ones, so that spans of a kind can be compared.
            parent: W3C trace context of what it belongs to, or empty for the beginning of a trace.
            kind: what it is to others.
            since: when the work began, if not now.
        """

    def span(
        self, name: str, *, parent: str, kind: SpanKind = SpanKind.INTERNAL
    ) -> AbstractContextManager[Span]:
        """A span that is the present one of this thread as long as the context lasts, and ends with it."""

    def present(self) -> str:
        """W3C trace context of the present span of this thread, or empty."""
