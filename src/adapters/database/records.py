"""Changing one row so that nobody else's change is lost."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Table, select, update

from exact_transcription.adapters.database.engine import Database
from exact_transcription.core.domain.errors import ConflictError, NotFoundError

T = TypeVar("T")

_MAX_COLLISIONS = 50


def change_record(
    database: Database,
    table: Table,
    record_id: str,
    change: Callable[[T], T],
    *,
    read: Callable[[Mapping[str, Any]], T],
    write: Callable[[T], Mapping[str, Any]],
) -> T:
    """Replace the row of `record_id` by what `change` makes of it; `table` has columns `id` and `version`.

    Raises:
        NotFoundError: there is no such row.
        ConflictError: it is changed by too many at once.
    """
    for _ in range(_MAX_COLLISIONS):
        with database.writing() as connection:
            row = connection.execute(select(table).where(table.c.id == record_id)).one_or_none()
            if row is None:
                raise NotFoundError("There is no record with that id.")
            before = read(row._asdict())
            after = change(before)
            if after is before:
                return before
            same = (table.c.id == record_id) & (table.c.version == row.version)
            values = dict(write(after)) | {"version": row.version + 1}
            if connection.execute(update(table).where(same).values(values)).rowcount == 1:
                return after
    raise ConflictError("The record is being changed by too many at once.", hint="Try again.")
