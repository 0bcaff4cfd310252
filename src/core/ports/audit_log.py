"""Where it is kept who did what."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from exact_transcription.core.domain.audit import AuditEvent


class AuditLog(Protocol):
    """Only ever added to; raises `ServiceUnavailableError` while the database does not answer."""

    def record(self, event: AuditEvent) -> None:
        """Add an event."""

    def list_events(
        self, *, actor: str | None = None, subject: str | None = None, limit: int = 100
    ) -> Sequence[AuditEvent]:
        """Events, the newest first."""

    def purge(self, before: datetime) -> int:
        """Delete events before that time, as the operator's retention asks; returns how many."""
