"""What is over is deleted, everywhere, and nothing else."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exact_transcription.adapters.audit.sqlalchemy import SqlAuditLog
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.jobs.sqlalchemy import SqlJobRepository
from exact_transcription.adapters.uploads.sqlalchemy import SqlUploadRepository
from exact_transcription.adapters.webhooks.sqlalchemy import SqlWebhookRepository
from exact_transcription.core.domain.audit import AuditEvent
from exact_transcription.core.domain.job import JobState
from exact_transcription.core.domain.upload import Upload
from exact_transcription.core.ports.job_repository import IdempotencyKey
from exact_transcription.core.usecases.retention import ApplyRetention, RetentionPolicy, RetentionReport
from tests.fakes.blob_store import FakeBlobStore
from tests.fakes.clock import FakeClock
from tests.fakes.jobs import NOW, a_job

DAY = timedelta(days=1)


class Keeper:
    """Retention on a real database."""

    def __init__(self, database: Database) -> None:
        self.clock = FakeClock()
        self.jobs = SqlJobRepository(database=database)
        self.uploads = SqlUploadRepository(database=database)
        self.audit = SqlAuditLog(database=database)
        self.blobs = FakeBlobStore(now=self.clock.now())
        self.retention = ApplyRetention(
            jobs=self.jobs,
            blobs=self.blobs,
            uploads=self.uploads,
            webhooks=SqlWebhookRepository(database=database),
            audit=self.audit,
            clock=self.clock,
            policy=RetentionPolicy(audit=30 * DAY),
        )

    def put(self, key: str) -> None:
        self.blobs.put(key, io.BytesIO(b"x"))

    def after(self, days: float) -> RetentionReport:
        self.clock.move(days * 86_400)
        return self.retention.execute()


@pytest.fixture
def keeper(sqlite_database: Database) -> Keeper:
    return Keeper(sqlite_database)


def _finished(expires_after: timedelta | None) -> dict[str, Any]:
    expires = None if expires_after is None else NOW + expires_after
    return {"state": JobState.CANCELLED, "finished": NOW, "expires": expires}


def test_expired_jobs_go_with_everything_and_others_stay(keeper: Keeper) -> None:
    gone, stays, forever = (keeper.jobs.add(a_job(**_finished(after))) for after in (DAY, 3 * DAY, None))
    running = keeper.jobs.add(a_job(expires=NOW + DAY))
    for job in (gone, stays, forever, running):
        keeper.put(f"jobs/{job.id}/recording")
        keeper.put(f"jobs/{job.id}/stages/decode")
    assert keeper.after(0.5) == RetentionReport()
    assert keeper.after(1).jobs == 1
    assert set(keeper.jobs.get_many([gone.id, stays.id, forever.id, running.id])) == {
        stays.id,
        forever.id,
        running.id,
    }
    assert not any(gone.id in key for key in keeper.blobs.blobs)
    assert len(keeper.blobs.blobs) == 6


def test_blobs_without_a_record_go_when_they_are_old(keeper: Keeper) -> None:
    keeper.put("jobs/0123/recording")
    keeper.put("uploads/4567/1")
    assert keeper.after(0.9).orphans == 0
    keeper.blobs.now = keeper.clock.now()
    keeper.put("uploads/4567/2")  # it still grows
    assert keeper.after(0.5).orphans == 1
    assert sorted(keeper.blobs.blobs) == ["uploads/4567/1", "uploads/4567/2"]
    assert keeper.after(1).orphans == 1
    assert not keeper.blobs.blobs


def test_expired_uploads_go_with_their_parts(keeper: Keeper) -> None:
    upload = Upload(id="u1", owner="ada", size=9, created=NOW, expires=NOW + DAY)
    keeper.uploads.add(upload)
    keeper.uploads.add(replace(upload, id="u2", expires=NOW + 9 * DAY))
    for name in ("u1", "u2"):
        keeper.put(f"uploads/{name}/1")
    assert keeper.after(2).uploads == 1
    assert list(keeper.blobs.blobs) == ["uploads/u2/1"]


def test_old_keys_and_events_go(keeper: Keeper) -> None:
    keeper.jobs.add(a_job(), idempotency=IdempotencyKey(key="k", fingerprint="f"))
    keeper.audit.record(AuditEvent(at=NOW, actor="ada", action="session.created"))
    report = keeper.after(2)
    assert (report.idempotency_keys, report.audit_events) == (1, 0)
    assert keeper.after(30).audit_events == 1


def test_a_folder_of_blobs_is_emptied_for_real(sqlite_database: Database, tmp_path: Path) -> None:
    from exact_transcription.adapters.blobs.local import LocalBlobStore  # noqa: PLC0415

    keeper = Keeper(sqlite_database)
    blobs = LocalBlobStore(folder=tmp_path / "blobs")
    keeper.retention._delete._blobs = blobs
    keeper.retention._blobs = blobs
    job = keeper.jobs.add(a_job(**_finished(timedelta(0))))
    blobs.put(f"jobs/{job.id}/recording", io.BytesIO(b"x"))
    blobs.put(f"jobs/{job.id}/stages/x", io.BytesIO(b"x"))
    assert keeper.after(1).jobs == 1
    assert [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == []
