"""The audit log in SQLite or PostgreSQL."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, select

from exact_transcription.adapters.database.account_schema import AuditRow
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.database.schema import table_of
from exact_transcription.core.domain.audit import AuditEvent

EVENTS = table_of(AuditRow)
_COLUMNS = [column for column in EVENTS.c if column.name != "id"]


class SqlAuditLog:
    """One row an event."""

    def __init__(self, *, database: Database) -> None:
        """Keep the log in `database`, whose schema is there already."""
        self._database = database

    def record(self, event: AuditEvent) -> None:
        """See `AuditLog.record`."""
        with self._database.writing() as connection:
            connection.execute(insert(EVENTS).values(asdict(event)))

    def list_events(
        self, *, actor: str | None = None, subject: str | None = None, limit: int = 100
    ) -> Sequence[AuditEvent]:
        """See `AuditLog.list_events`."""
        query = select(*_COLUMNS).order_by(EVENTS.c.at.desc(), EVENTS.c.id.desc()).limit(limit)
        if actor is not None:
            query = query.where(EVENTS.c.actor == actor)
        if subject is not None:
            query = query.where(EVENTS.c.subject == subject)
        with self._database.reading() as connection:
            return [AuditEvent(**row._asdict()) for row in connection.execute(query)]

    def purge(self, before: datetime) -> int:
        """See `AuditLog.purge`."""
        with self._database.writing() as connection:
            return connection.execute(delete(EVENTS).where(EVENTS.c.at < before)).rowcount
