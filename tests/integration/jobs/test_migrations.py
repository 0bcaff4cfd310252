"""The schema, up and down, on both databases."""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from exact_transcription.adapters.database import account_schema, migrate
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.database.schema import Base
from exact_transcription.adapters.jobs.sqlalchemy import SqlJobRepository
from exact_transcription.core.domain.errors import InvalidRequestError, ServiceUnavailableError
from exact_transcription.core.domain.revision import Revision, RevisionKind
from tests.fakes.jobs import NOW, a_job
from tests.services import scratch_database

assert account_schema.UserRow.__table__ is not None
TABLES = {table.name for table in Base.metadata.sorted_tables}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        database = Database(url=f"sqlite:///{tmp_path}/deep/folder/jobs.db")
        yield database
        database.close()
        return
    with scratch_database() as url:
        database = Database(url=url)
        yield database
        database.close()


def _tables(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_the_migrations_lead_to_the_schema_of_the_code(empty: Database) -> None:
    migrate.upgrade(empty)
    with empty.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert _tables(empty) == TABLES


def test_every_step_leads_up_and_down_again(empty: Database) -> None:
    steps = [script.revision for script in ScriptDirectory(str(migrate.SCRIPTS)).walk_revisions()][::-1]
    seen = []
    for step in steps:
        migrate.upgrade(empty, step)
        seen.append(_tables(empty))
        assert migrate.current(empty) == step
    for step, before in zip([*steps[:-1][::-1], "base"], [*seen[:-1][::-1], set()], strict=True):
        migrate.downgrade(empty, step)
        assert _tables(empty) == before
    migrate.upgrade(empty)
    assert _tables(empty) == TABLES


def test_upgrading_again_changes_nothing_and_keeps_what_is_there(empty: Database) -> None:
    migrate.upgrade(empty)
    jobs = SqlJobRepository(database=empty)
    job = jobs.add(a_job())
    migrate.upgrade(empty)
    assert jobs.get(job.id) == job


def test_going_back_a_step_and_forth_keeps_jobs_and_revisions(empty: Database) -> None:
    migrate.upgrade(empty)
    jobs = SqlJobRepository(database=empty)
    job = jobs.add(a_job())
    revision = Revision(
        job_id=job.id, number=1, kind=RevisionKind.EDITED, blob="b", sha256="0", author="a", created=NOW
    )
    kept = jobs.update(job.id, lambda at: replace(at, revision=1), revision=lambda _: revision, text="Hello")
    migrate.downgrade(empty, "0002")
    migrate.upgrade(empty)
    assert jobs.get(job.id) == kept
    assert jobs.revisions(job.id) == [revision]


def test_a_database_that_is_not_up_to_date_is_not_used(empty: Database) -> None:
    with pytest.raises(ServiceUnavailableError, match="db upgrade"):
        migrate.require_current(empty)
    migrate.upgrade(empty, "0001")
    with pytest.raises(ServiceUnavailableError, match="0001"):
        migrate.require_current(empty)
    migrate.upgrade(empty)
    migrate.require_current(empty)


def test_processes_that_start_together_upgrade_once(empty: Database) -> None:
    errors: list[Exception] = []
    barrier = threading.Barrier(4)

    def start() -> None:
        own = Database(url=empty._url.render_as_string(hide_password=False))
        barrier.wait()
        try:
            migrate.upgrade(own)
        except Exception as error:  # noqa: BLE001 - shown below
            errors.append(error)
        own.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert _tables(empty) == TABLES


def test_a_migration_that_fails_leaves_the_schema_as_it_was(empty: Database) -> None:
    with empty.writing() as connection:
        connection.exec_driver_sql("create table webhooks (id int)")  # in the way of the second migration
    with pytest.raises(Exception, match="webhooks"):
        migrate.upgrade(empty)
    assert _tables(empty) == {"webhooks"}
    assert migrate.current(empty) is None


def test_the_name_of_a_database_shows_no_password() -> None:
    assert "geheim" not in Database(url="postgresql://ada:geheim@db.example/jobs").url


def test_other_databases_are_refused() -> None:
    with pytest.raises(InvalidRequestError, match="mysql"):
        Database(url="mysql://x@y/z")


def test_a_server_that_is_not_there_is_named_with_what_to_do() -> None:
    database = Database(url="postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(ServiceUnavailableError) as caught:
        migrate.require_current(database)
    assert caught.value.hint


def test_sqlite_keeps_what_was_committed_and_lets_readers_read(sqlite_database: Database) -> None:
    with sqlite_database.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"pragma {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000}


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_has_connections_of_its_own(empty: Database) -> None:
    migrate.upgrade(empty)
    jobs = SqlJobRepository(database=empty)
    job = jobs.add(a_job())
    child = os.fork()
    if child == 0:
        # Nothing of pytest may run in the child, whatever happens.
        status = 1
        try:
            status = 0 if jobs.get(job.id) == job else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert jobs.get(job.id) == job
