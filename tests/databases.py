"""Empty databases with the present schema, as fixtures; a `conftest.py` imports them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from exact_transcription.adapters.database import account_schema, migrate
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.database.schema import Base
from tests.services import scratch_database

assert account_schema.UserRow.__table__ is not None


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    database = Database(url=f"sqlite:///{tmp_path}/jobs.db")
    migrate.upgrade(database)
    yield database
    database.close()


@pytest.fixture(scope="session")
def _migrated_postgresql() -> Iterator[Database]:
    with scratch_database() as url:
        database = Database(url=url)
        migrate.upgrade(database)
        yield database
        database.close()


@pytest.fixture
def postgresql_database(_migrated_postgresql: Database) -> Database:
    """One database for the whole run, emptied for every test: making one takes seconds."""
    names = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with _migrated_postgresql.writing() as connection:
        connection.execute(text(f"truncate {names} restart identity cascade"))
    return _migrated_postgresql
