"""New databases: SQLite's, opened by several programs at the same time, and PostgreSQL's without a locale."""

import threading
from pathlib import Path

from exact_transcription.adapters.database import migrate
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.jobs.sqlalchemy import SqlJobRepository
from tests.fakes.jobs import a_job
from tests.services import scratch_database

_ROUNDS, _PROGRAMS = 40, 4


def test_none_is_told_that_it_is_locked(tmp_path: Path) -> None:
    errors: list[Exception] = []

    def opened(path: Path, barrier: threading.Barrier) -> None:
        database = Database(url=f"sqlite:///{path}")
        barrier.wait()
        try:
            with database.writing():
                pass
        except Exception as error:  # noqa: BLE001 - shown below
            errors.append(error)
        database.close()

    for number in range(_ROUNDS):
        barrier = threading.Barrier(_PROGRAMS)
        threads = [
            threading.Thread(target=opened, args=(tmp_path / f"{number}.db", barrier))
            for _ in range(_PROGRAMS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert errors == []


def test_a_server_that_was_set_up_without_a_locale_keeps_all_letters() -> None:
    with scratch_database(like="encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0") as url:
        database = Database(url=url)
        migrate.upgrade(database)
        jobs = SqlJobRepository(database=database)
        job = jobs.add(a_job(title="Über Öl, 你好"))
        assert jobs.get(job.id).title == "Über Öl, 你好"
        database.close()
