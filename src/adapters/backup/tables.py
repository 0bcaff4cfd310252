"""All rows of the database as lines of JSON, the same for SQLite and PostgreSQL."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from exact_transcription.adapters.database import account_schema
from exact_transcription.adapters.database.columns import UtcDateTime
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.database.schema import Base

_AT_ONCE = 500

# Importing the module is what adds its tables.
assert account_schema.UserRow.__table__ in Base.metadata.sorted_tables  # noqa: S101


def tables() -> tuple[Table, ...]:
    """All tables, each after those that it refers to."""
    return tuple(Base.metadata.sorted_tables)


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """A view of the database in which nothing changes any more, whatever others do."""
    with database.reading() as connection:
        if not database.is_sqlite:
            connection.execute(text("set transaction isolation level repeatable read read only"))
        # SQLite's view begins with the first look.
        connection.execute(text("select 1 from alembic_version")).all()
        yield connection


def rows_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """A table's rows as lines."""
    found = connection.execution_options(stream_results=True, yield_per=_AT_ONCE).execute(select(table))
    for row in found.mappings():
        values = {name: _plain(value) for name, value in row.items()}
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def add_rows(connection: Connection, table: Table, lines: Iterable[bytes]) -> int:
    """Add rows from lines to a table that has none; returns how many.

    Columns that the lines do not name, because an older program wrote them, take their defaults.
    """
    batch: list[dict[str, Any]] = []
    count = 0
    for line in lines:
        batch.append(_typed(table, json.loads(line)))
        if len(batch) == _AT_ONCE:
            count += _add(connection, table, batch)
            batch = []
    return count + _add(connection, table, batch)


def count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number what comes next after what was added with numbers of its own."""
    for column in table.primary_key.columns:
        if connection.dialect.name == "postgresql" and column is table.autoincrement_column:
            sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
            highest = connection.scalar(select(func.max(column)))
            if sequence and highest is not None:
                connection.execute(select(func.setval(sequence, highest)))


def _add(connection: Connection, table: Table, batch: list[dict[str, Any]]) -> int:
    if batch:
        connection.execute(insert(table), batch)
    return len(batch)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _typed(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    times = {column.name for column in table.columns if isinstance(column.type, UtcDateTime)}
    return {
        name: datetime.fromisoformat(value) if name in times and value is not None else value
        for name, value in values.items()
    }
