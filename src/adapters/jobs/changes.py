"""When jobs changed, so that who follows all of them need not look at each."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from exact_transcription.adapters.database.schema import JobRow, table_of
from exact_transcription.core.domain.errors import InvalidRequestError

JOBS = table_of(JobRow)

_SLACK = timedelta(seconds=2)
"""A transaction shows its changes when it is over, and thus after others that began later."""


def stamp(connection: Connection) -> dict[str, Any]:
    """The time of a change, by the one clock that all who change jobs have in common: the database's."""
    return {"changed": _clock(connection)}


def now(connection: Connection) -> datetime:
    """That clock's time."""
    clock = _clock(connection)
    if isinstance(clock, datetime):
        return clock
    moment: datetime = connection.execute(select(clock)).scalar_one()
    return moment


def changed_since(moment: datetime, owner: str | None) -> Select[Any]:
    """Jobs that changed then or later, and a little earlier, in the order of their changes."""
    query = select(JOBS).where(JOBS.c.changed > moment - _SLACK).order_by(JOBS.c.changed, JOBS.c.id)
    return query if owner is None else query.where(JOBS.c.owner == owner)


def written(moment: datetime) -> str:
    """A moment as a cursor."""
    return moment.astimezone(UTC).isoformat()


def read(cursor: str) -> datetime:
    """The moment of a cursor.

    Raises:
        InvalidRequestError: it is not one.
    """
    try:
        moment = datetime.fromisoformat(cursor)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidRequestError(
            "The id is not one that these events had.", hint="Begin again without it."
        ) from error


def _clock(connection: Connection) -> ColumnElement[datetime] | datetime:
    # SQLite is on one machine, whose clock is as good as its own and finer.
    return datetime.now(UTC) if connection.dialect.name == "sqlite" else func.clock_timestamp()
