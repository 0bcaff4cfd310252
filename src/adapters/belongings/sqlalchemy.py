"""What belongs to somebody, in SQLite or PostgreSQL."""

from sqlalchemy import delete, func, select, update

from exact_transcription.adapters.database.account_schema import WebhookRow
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.database.schema import IdempotencyRow, JobRow, UploadRow, table_of
from exact_transcription.core.domain.job import ACTIVE_STATES
from exact_transcription.core.ports.belongings import Usage

JOBS = table_of(JobRow)
KEYS = table_of(IdempotencyRow)
VERSIONED = (JOBS, table_of(UploadRow), table_of(WebhookRow))


class SqlBelongings:
    """Every record that is handed over counts as changed, so that no concurrent change undoes it."""

    def __init__(self, *, database: Database) -> None:
        """Look into `database`, whose schema is there already."""
        self._database = database

    def usage(self, owner: str) -> Usage:
        """See `Belongings.usage`."""
        query = select(
            func.count(),
            func.count().filter(JOBS.c.state.in_(sorted(ACTIVE_STATES))),
            func.coalesce(func.sum(JOBS.c.recording_size), 0),
        ).where(JOBS.c.owner == owner)
        with self._database.reading() as connection:
            jobs, active, size = connection.execute(query).one()
        return Usage(jobs=int(jobs), active_jobs=int(active), recording_bytes=int(size))

    def hand_over(self, *, giver: str, taker: str) -> int:
        """See `Belongings.hand_over`."""
        with self._database.writing() as connection:
            # Keys make a request harmless that is sent again; its sender is now somebody else.
            connection.execute(delete(KEYS).where(KEYS.c.owner == giver))
            counts = [
                connection.execute(
                    update(table)
                    .where(table.c.owner == giver)
                    .values({"owner": taker, "version": table.c.version + 1})
                ).rowcount
                for table in VERSIONED
            ]
        return counts[0]
