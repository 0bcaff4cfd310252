"""A full disk, a vanished database, a vanished broker: clear errors, and healing when they return."""

import io
import resource
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import psycopg
import pytest

from exact_transcription.adapters.blobs.local import LocalBlobStore
from exact_transcription.adapters.database import migrate
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.queue.huey import HueyJobQueue
from exact_transcription.core.domain.errors import (
    ServiceUnavailableError,
    StorageFullError,
)
from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.ports.blob_store import StoredBlob
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from exact_transcription.entrypoints.worker import Worker
from tests.faults.parts import SWEEP, Parts, Place
from tests.services import POSTGRES, scratch_database


def _until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not heal"
        time.sleep(0.05)


def _submit(parts: Parts, data: bytes = b"sound") -> Job:
    return parts.submit.execute(SubmitJobRequest(source=io.BytesIO(data), name="call.wav"))


@contextmanager
def _working(parts: Parts) -> Iterator[None]:
    stop = threading.Event()
    worker = Worker(queue=parts.queue, run_job=parts.run_job, chores=(("sweep", SWEEP, parts.sweep.execute),))
    thread = threading.Thread(target=worker.run, args=(stop,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(60)
        assert not thread.is_alive()


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = Parts(Place(database=f"sqlite:///{tmp_path}/jobs.db", folder=tmp_path))
    migrate.upgrade(made.database)
    yield made
    made.database.close()
    assert isinstance(made.queue, HueyJobQueue)
    made.queue.close()


@contextmanager
def _small_disk(limit: int) -> Iterator[None]:
    """No file may grow beyond `limit` bytes; the system then answers as it does for a full disk (EFBIG)."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_refuses_a_recording_keeps_nothing_of_it_and_heals(parts: Parts) -> None:
    with _small_disk(300_000), pytest.raises(StorageFullError) as caught:
        _submit(parts, bytes(1_000_000))
    assert caught.value.hint
    assert list(parts.blobs.list_blobs("")) == []
    assert not list((parts.blobs._folder / ".incoming").iterdir())
    assert _submit(parts, bytes(1_000_000)).state is JobState.QUEUED


def test_a_disk_without_any_room_refuses_as_clearly(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"file systems cannot be mounted here: {mounted.stderr.decode().strip()}")
    try:
        blobs = LocalBlobStore(folder=folder)
        with pytest.raises(StorageFullError):
            blobs.put("jobs/a/recording", io.BytesIO(bytes(3_000_000)))
        assert blobs.put("jobs/a/recording", io.BytesIO(bytes(500_000))).size == 500_000
        database = Database(url=f"sqlite:///{folder}/jobs.db")
        migrate.upgrade(database)
        with pytest.raises(StorageFullError):
            _fill(database)
        database.close()
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _fill(database: Database) -> None:
    for number in range(1000):
        with database.writing() as connection:
            connection.exec_driver_sql(f"create table filler_{number} as select zeroblob(10000) as x")


def test_a_full_database_disk_is_told_from_a_broken_one(parts: Parts) -> None:
    with _small_disk(350_000), pytest.raises(StorageFullError):
        _fill(parts.database)
    _submit(parts)


def test_a_job_waits_for_the_disk_to_have_room_again(parts: Parts) -> None:
    job = _submit(parts)
    with _working(parts):
        put, full = parts.blobs.put, True

        def filling(key: str, stream: BinaryIO, *, limit: int | None = None) -> StoredBlob:
            if full:
                raise StorageFullError("full")
            return put(key, stream, limit=limit)

        parts.blobs.put = filling  # type: ignore[method-assign]
        _until(lambda: parts.jobs.get(job.id).failure is not None)
        waiting = parts.jobs.get(job.id)
        assert waiting.failure is not None
        assert waiting.failure.code == "storage_full"
        full = False
        _until(lambda: parts.jobs.get(job.id).state is JobState.SUCCEEDED)


def test_a_vanished_database_is_named_and_work_goes_on_when_it_is_back(tmp_path: Path) -> None:
    with scratch_database() as url:
        name = url.rpartition("/")[2]
        with _outage_parts(url, tmp_path) as parts:
            first = _submit(parts)
            with _working(parts):
                _until(lambda: parts.jobs.get(first.id).stage == "recognition")
                with _refusing_connections(name):
                    with pytest.raises(ServiceUnavailableError) as caught:
                        _submit(parts)
                    assert caught.value.hint
                    time.sleep(1.5)
                second = _submit(parts)
                for job in (first, second):
                    _until(lambda job=job: parts.jobs.get(job.id).state is JobState.SUCCEEDED)  # type: ignore[misc]
                assert len(parts.jobs.revisions(first.id)) == 1


@contextmanager
def _outage_parts(url: str, folder: Path) -> Iterator[Parts]:
    parts = Parts(Place(database=url, folder=folder))
    migrate.upgrade(parts.database)
    try:
        yield parts
    finally:
        parts.database.close()
        assert isinstance(parts.queue, HueyJobQueue)
        parts.queue.close()


@contextmanager
def _refusing_connections(name: str) -> Iterator[None]:
    """The server throws everybody out of a database and lets nobody in."""
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f'alter database "{name}" allow_connections false'.encode())
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (name,)
        )
        try:
            yield
        finally:
            connection.execute(f'alter database "{name}" allow_connections true'.encode())


def test_a_database_without_its_tables_says_what_to_do(tmp_path: Path) -> None:
    parts = Parts(Place(database=f"sqlite:///{tmp_path}/new.db", folder=tmp_path))
    with pytest.raises(ServiceUnavailableError, match="db upgrade"):
        parts.jobs.check()
    parts.database.close()


def test_a_deleted_queue_file_costs_no_job(parts: Parts, tmp_path: Path) -> None:
    with _working(parts):
        _until(lambda: _done(parts, _submit(parts)))
        for path in tmp_path.glob("queue.db*"):
            path.unlink()
        job = _submit(parts)
        _until(lambda: parts.jobs.get(job.id).state is JobState.SUCCEEDED)


def _done(parts: Parts, job: Job) -> bool:
    _until(lambda: parts.jobs.get(job.id).state is JobState.SUCCEEDED)
    return True


def test_a_broker_that_is_away_is_named_and_the_job_is_done_when_it_is_back(parts: Parts) -> None:
    from exact_transcription.adapters.queue.celery import CeleryJobQueue  # noqa: PLC0415

    away = CeleryJobQueue(url="amqp://guest:guest@127.0.0.1:1", name="test-away")
    with pytest.raises(ServiceUnavailableError) as caught:
        away.enqueue("x", priority=5)
    assert caught.value.hint
    with pytest.raises(ServiceUnavailableError):
        away.depth()
    present, parts.dispatch._queue = parts.dispatch._queue, away
    job = _submit(parts)
    assert (job.state, job.enqueued) == (JobState.QUEUED, None)
    parts.dispatch._queue = present
    with _working(parts):
        _until(lambda: parts.jobs.get(job.id).state is JobState.SUCCEEDED)
    away.close()


def test_a_folder_that_is_not_there_for_a_while_only_delays(parts: Parts) -> None:
    job = _submit(parts)
    folder = parts.blobs._folder
    folder.rename(folder.with_suffix(".away"))
    folder.mkdir()  # the empty place where a disk was mounted
    with _working(parts):
        _until(lambda: parts.jobs.get(job.id).failure is not None)
        waiting = parts.jobs.get(job.id).failure
        assert waiting is not None
        assert waiting.code == "service_unavailable"
        folder.rmdir()
        folder.with_suffix(".away").rename(folder)
        _until(lambda: parts.jobs.get(job.id).state is JobState.SUCCEEDED)
