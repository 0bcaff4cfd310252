"""Programs of two versions at work on the same records, as while workers and web processes are upgraded."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Inspector, inspect, text

from exact_transcription.adapters.database import migrate
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.jobs.options_column import options_of
from exact_transcription.adapters.jobs.sqlalchemy import SqlJobRepository
from exact_transcription.core.domain.errors import JobStateError
from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.domain.job_transitions import cancel_now, claim, fetched, renew, request_cancel
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.usecases.run_report import RunResult
from tests.fakes.jobs import NOW, a_job
from tests.unit.usecases.kit import BEAT, Kit


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found


@pytest.fixture
def newer(database: Database) -> Iterator[Database]:
    """A database whose schema a newer program has made."""
    _execute(database, "alter table jobs add column mood text")
    _execute(database, "update alembic_version set version_num = '9999'")
    yield database
    _execute(database, "update alembic_version set version_num = :head", head=migrate.head())
    _execute(database, "alter table jobs drop column mood")


def _execute(database: Database, statement: str, **values: object) -> None:
    with database.writing() as connection:
        connection.execute(text(statement), values)


def _value(database: Database, column: str, job: Job) -> Any:
    with database.reading() as connection:
        return connection.execute(text(f"select {column} from jobs where id = :id"), {"id": job.id}).scalar()  # noqa: S608


def _write(database: Database, job: Job, **values: str) -> None:
    for name, value in values.items():
        _execute(database, f"update jobs set {name} = :value where id = :id", value=value, id=job.id)  # noqa: S608


def test_an_older_program_accepts_a_newer_schema_and_leaves_it(newer: Database) -> None:
    migrate.require_current(newer)
    migrate.upgrade(newer)
    assert migrate.current(newer) == "9999"


def test_an_older_program_works_on_jobs_of_a_newer_one_and_keeps_what_it_does_not_know(
    newer: Database,
) -> None:
    jobs = SqlJobRepository(database=newer)
    job = jobs.add(a_job(options=TranscriptionOptions(language="de")))
    progress = '[{"stage": "decode", "fraction": 0.5, "seconds": null, "watts": 7}]'
    _write(newer, job, mood="calm", options='{"language": "de", "echo": "off"}', progress=progress)
    found = jobs.get(job.id)
    assert found.options.language == "de"
    assert found.progress.stages[0].fraction == 0.5
    after = jobs.update(job.id, lambda at: cancel_now(at, now=NOW))
    assert after.state is JobState.CANCELLED
    assert _value(newer, "mood", job) == "calm"
    assert "echo" in str(_value(newer, "options", job))
    assert jobs.add(a_job()).state is JobState.QUEUED


@pytest.mark.parametrize(
    ("kept", "name"), [('{"echo": "off"}', "echo"), ('{"task": "sing", "language": "de"}', "task")]
)
def test_a_job_that_asks_for_more_than_a_worker_knows_is_left_to_a_newer_one(
    newer: Database, kept: str, name: str
) -> None:
    jobs = SqlJobRepository(database=newer)
    job = jobs.add(a_job())
    _write(newer, job, options=kept)
    assert jobs.get(job.id).beyond == (name,)
    with pytest.raises(JobStateError, match=name):
        jobs.update(job.id, lambda at: claim(at, holder="old", now=NOW, lease=BEAT.lease))
    assert [each.id for each in jobs.claimable(NOW, limit=9)] == [job.id]
    assert jobs.update(job.id, lambda at: request_cancel(at, now=NOW)).state is JobState.CANCELLED


def test_a_recording_that_is_still_to_be_fetched_is_left_to_newer_workers_till_it_is_here(
    database: Database,
) -> None:
    jobs = SqlJobRepository(database=database)
    job = a_job(options=TranscriptionOptions(language="de"))
    here, url = job.recording, "https://example.org/a.wav?token=x"
    coming = jobs.add(replace(job, recording=replace(here, size=0, sha256="", url=url)))
    assert jobs.get(job.id) == coming
    # What a worker reads that knows nothing of fetching.
    kept = json.loads(str(_value(database, "options", job)).replace("'", '"'))
    assert options_of(kept)[1] == ("recording_url",)
    jobs.update(job.id, lambda at: claim(at, holder="w", now=NOW, lease=BEAT.lease))
    jobs.update(job.id, lambda at: fetched(at, holder="w", recording=here))
    kept = json.loads(str(_value(database, "options", job)).replace("'", '"'))
    assert options_of(kept) == (TranscriptionOptions(language="de"), ())
    assert "token" not in json.dumps(kept)


def test_an_older_worker_skips_such_a_job_and_takes_the_next() -> None:
    kit = Kit()
    difficult, easy = kit.submit(), kit.submit()
    kit.jobs.jobs[difficult.id] = a_job(id=difficult.id, beyond=("echo",))
    assert kit.run(difficult).result is RunResult.SKIPPED
    assert kit.run(easy).result is RunResult.SUCCEEDED
    assert kit.jobs.get(difficult.id).state is JobState.QUEUED


def test_a_newer_program_reads_records_of_an_older_one(database: Database) -> None:
    jobs = SqlJobRepository(database=database)
    job = jobs.add(a_job())
    # As the first version wrote them: all options of its time, whatever their values.
    old = '{"profile": "auto", "model": null, "language": "en", "diarize": true, "beam_size": 5}'
    _write(database, job, options=old, progress='[{"stage": "decode"}]')
    found = jobs.get(job.id)
    assert found.options == TranscriptionOptions(language="en")
    assert found.beyond == ()
    assert found.progress.stages[0].seconds is None


def test_what_has_its_default_is_not_kept_so_that_older_workers_take_the_job(database: Database) -> None:
    jobs = SqlJobRepository(database=database)
    job = jobs.add(a_job(options=TranscriptionOptions(beam_size=3)))
    assert str(_value(database, "options", job)).replace("'", '"') == '{"beam_size": 3}'
    assert jobs.get(job.id).options == TranscriptionOptions(beam_size=3)


def test_a_job_goes_on_while_another_program_upgrades_the_database(database: Database) -> None:
    jobs = SqlJobRepository(database=database)
    job = jobs.add(a_job())
    lease = BEAT.lease
    jobs.update(job.id, lambda at: claim(at, holder="w", now=NOW, lease=lease))
    other = Database(url=database._url.render_as_string(hide_password=False))
    thread = threading.Thread(target=migrate.upgrade, args=(other,))
    thread.start()
    for _ in range(20):
        jobs.update(
            job.id,
            lambda at: renew(at, holder="w", now=NOW, lease=lease, progress=at.progress.started("decode")),
        )
    thread.join()
    other.close()
    assert jobs.get(job.id).stage == "decode"


def test_migrations_only_add(tmp_path_factory: pytest.TempPathFactory) -> None:
    database = Database(url=f"sqlite:///{tmp_path_factory.mktemp('steps')}/jobs.db")
    steps = [script.revision for script in ScriptDirectory(str(migrate.SCRIPTS)).walk_revisions()][::-1]
    before: dict[str, dict[str, Any]] = {}
    for step in steps:
        migrate.upgrade(database, step)
        with database.reading() as connection:
            after = _columns(inspect(connection))
        for table, columns in before.items():
            for name, column in columns.items():
                assert after[table][name] == column, f"{step} changes {table}.{name}"
            for name in after[table].keys() - columns.keys():
                added = after[table][name]
                optional = added["nullable"] or added["default"] is not None
                assert optional, f"an older program cannot write {table}.{name} of {step}"
        before = after
    database.close()


def _columns(inspector: Inspector) -> dict[str, dict[str, Any]]:
    return {
        table: {
            column["name"]: {
                "type": str(column["type"]),
                "nullable": column["nullable"],
                "default": column["default"],
            }
            for column in inspector.get_columns(table)
        }
        for table in inspector.get_table_names()
    }
