"""Bytes that arrive in parts, on a real database and folder."""

import hashlib
import io
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from exact_transcription.adapters.blobs.local import LocalBlobStore
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.jobs.sqlalchemy import SqlJobRepository
from exact_transcription.adapters.uploads.sqlalchemy import SqlUploadRepository
from exact_transcription.core.domain.checksum import Checksum
from exact_transcription.core.domain.errors import (
    ChecksumMismatchError,
    ConflictError,
    EmptyMediaError,
    InvalidRequestError,
    LimitExceededError,
    NotFoundError,
    UploadExpiredError,
)
from exact_transcription.core.domain.upload import Upload
from exact_transcription.core.ports.job_repository import IdempotencyKey, JobFilter
from exact_transcription.core.usecases.dispatch import Dispatch
from exact_transcription.core.usecases.receive_upload import ReceiveRequest, ReceiveUpload
from exact_transcription.core.usecases.submit_job import SubmitJob
from exact_transcription.core.usecases.submit_upload import SubmitUpload, SubmitUploadRequest
from exact_transcription.core.usecases.uploads import CreateUploadRequest, UploadLimits, Uploads
from tests.fakes.clock import FakeClock
from tests.fakes.job_queue import FakeJobQueue

DATA = random.Random(4).randbytes(300_000)  # noqa: S311 - content
PART = 70_000


class BreakingStream(io.BytesIO):
    """A client that goes away after its bytes; `meanwhile` is done just before."""

    def __init__(self, data: bytes, meanwhile: Callable[[], object] = lambda: None) -> None:
        super().__init__(data)
        self._meanwhile = meanwhile

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        if not data:
            self._meanwhile()
            raise ConnectionResetError("gone")
        return data


class Desk:
    """All that has to do with uploads."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.clock = FakeClock()
        self.repository = SqlUploadRepository(database=database)
        self.jobs = SqlJobRepository(database=database)
        self.blobs = LocalBlobStore(folder=folder)
        limits = UploadLimits(max_bytes=400_000, max_open=3, part_bytes=PART)
        dispatch = Dispatch(jobs=self.jobs, queue=FakeJobQueue(), clock=self.clock)
        submit = SubmitJob(jobs=self.jobs, blobs=self.blobs, dispatch=dispatch, clock=self.clock)
        self.uploads = Uploads(uploads=self.repository, blobs=self.blobs, clock=self.clock, limits=limits)
        self._receive = ReceiveUpload(
            uploads=self.repository, blobs=self.blobs, clock=self.clock, limits=limits
        )
        self.submit = SubmitUpload(
            uploads=self.repository, jobs=self.jobs, blobs=self.blobs, submit=submit, clock=self.clock
        )

    def create(self, size: int | None = len(DATA), **metadata: str) -> Upload:
        return self.uploads.create(CreateUploadRequest(owner="ada", size=size, metadata=metadata))

    def send(
        self,
        upload: Upload,
        offset: int,
        data: bytes | io.BytesIO,
        *,
        size: int | None = None,
        checksum: Checksum | None = None,
    ) -> Upload:
        stream = io.BytesIO(data) if isinstance(data, bytes) else data
        return self._receive.execute(
            ReceiveRequest(
                upload_id=upload.id, owner="ada", offset=offset, stream=stream, size=size, checksum=checksum
            )
        )

    def kept(self, upload: Upload) -> bytes:
        return b"".join(self.blobs.read(key) for key in self.repository.get(upload.id).parts)


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> Desk:
    return Desk(sqlite_database, tmp_path / "blobs")


def _sha1(data: bytes) -> Checksum:
    return Checksum(algorithm="sha1", digest=hashlib.sha1(data, usedforsecurity=False).digest())


def test_large_chunks_become_several_parts_and_small_ones_one_each(desk: Desk) -> None:
    upload = desk.create()
    assert desk.send(upload, 0, DATA[:200_000]).offset == 200_000
    assert desk.send(upload, 200_000, DATA[200_000:200_010]).offset == 200_010
    done = desk.send(upload, 200_010, DATA[200_010:])
    assert done.complete
    assert len(done.parts) == 3 + 1 + 2
    assert desk.kept(upload) == DATA


def test_a_chunk_that_breaks_off_keeps_what_arrived(desk: Desk) -> None:
    upload = desk.create()
    assert desk.send(upload, 0, BreakingStream(DATA[:123_456])).offset == 123_456
    assert desk.send(upload, 123_456, DATA[123_456:]).complete
    assert desk.kept(upload) == DATA


def test_bytes_that_begin_elsewhere_are_refused(desk: Desk) -> None:
    upload = desk.create()
    desk.send(upload, 0, DATA[:1000])
    for offset in (0, 999, 1001):
        with pytest.raises(ConflictError, match="1000"):
            desk.send(upload, offset, b"x")
    assert desk.kept(upload) == DATA[:1000]


def test_of_two_that_write_at_the_same_place_one_wins_and_nothing_is_left_of_the_other(desk: Desk) -> None:
    upload = desk.create()
    slow = BreakingStream(b"slow", meanwhile=lambda: desk.send(upload, 0, b"quick"))
    with pytest.raises(ConflictError):
        desk.send(upload, 0, slow)
    assert desk.kept(upload) == b"quick"
    assert len(list(desk.blobs.list_blobs(upload.prefix))) == 1


def test_more_than_was_announced_is_refused(desk: Desk) -> None:
    upload = desk.create(size=10)
    with pytest.raises(LimitExceededError):
        desk.send(upload, 0, b"0123456789!")
    assert desk.send(upload, 0, b"0123456789").complete
    with pytest.raises(LimitExceededError):
        desk.send(upload, 10, b"!")


def test_limits_of_size_number_and_metadata(desk: Desk) -> None:
    with pytest.raises(LimitExceededError):
        desk.create(size=400_001)
    with pytest.raises(InvalidRequestError):
        desk.create(size=-1)
    with pytest.raises(InvalidRequestError):
        desk.create(filename="x" * 5_000)
    first = desk.create(size=None)
    with pytest.raises(LimitExceededError):
        desk.send(first, 0, bytes(400_001))
    desk.create()
    desk.create()
    with pytest.raises(LimitExceededError):
        desk.create()
    desk.uploads.delete(first.id, owner="ada")
    desk.create()
    assert list(desk.blobs.list_blobs("uploads/")) == []


def test_a_size_may_be_stated_later_and_once(desk: Desk) -> None:
    upload = desk.create(size=None)
    assert not desk.send(upload, 0, b"abc").complete
    with pytest.raises(ConflictError):
        desk.send(upload, 3, b"", size=2)
    assert desk.send(upload, 3, b"d", size=4).complete
    with pytest.raises(ConflictError):
        desk.send(upload, 4, b"", size=5)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
def test_a_right_checksum_is_taken(desk: Desk, algorithm: str) -> None:
    digest = hashlib.new(algorithm, DATA, usedforsecurity=False).digest()
    upload = desk.create()
    done = desk.send(upload, 0, DATA, checksum=Checksum(algorithm=algorithm, digest=digest))
    assert done.complete
    assert len(done.parts) == 5
    assert desk.kept(upload) == DATA


@pytest.mark.parametrize("stream", [io.BytesIO(DATA[:200_000]), BreakingStream(DATA[:200_000])])
def test_with_a_checksum_all_is_taken_or_nothing(desk: Desk, stream: io.BytesIO) -> None:
    upload = desk.create()
    if isinstance(stream, BreakingStream):
        assert desk.send(upload, 0, stream, checksum=_sha1(DATA)).offset == 0
    else:
        with pytest.raises(ChecksumMismatchError):
            desk.send(upload, 0, stream, checksum=_sha1(DATA))
    assert desk.repository.get(upload.id).offset == 0
    assert list(desk.blobs.list_blobs(upload.prefix)) == []


def test_a_checksum_that_is_not_one_is_refused() -> None:
    for text in ("crc32 AAAA", "sha1 not base64!", ""):
        with pytest.raises(InvalidRequestError):
            Checksum.parse(text)


def test_an_upload_ends_when_nothing_comes_for_its_lifetime(desk: Desk) -> None:
    upload = desk.create()
    desk.clock.move(timedelta(hours=23).total_seconds())
    desk.send(upload, 0, b"x")
    desk.clock.move(timedelta(hours=23).total_seconds())
    assert desk.uploads.find(upload.id, owner="ada").offset == 1
    desk.clock.move(timedelta(hours=2).total_seconds())
    with pytest.raises(UploadExpiredError):
        desk.send(upload, 1, b"y")


def test_somebody_elses_upload_is_not_there(desk: Desk) -> None:
    upload = desk.create()
    for upload_id, owner in ((upload.id, "eve"), ("0" * 32, "ada"), ("../x", "ada")):
        with pytest.raises(NotFoundError):
            desk.uploads.find(upload_id, owner=owner)
    with pytest.raises(NotFoundError):
        desk.submit.execute(SubmitUploadRequest(upload_id=upload.id, owner="eve"))


def test_an_upload_becomes_one_job_however_often_that_is_asked_for(desk: Desk) -> None:
    upload = desk.create(filename="Größe 1.wav")
    desk.send(upload, 0, DATA)
    request = SubmitUploadRequest(upload_id=upload.id, owner="ada", title="Talk")
    job = desk.submit.execute(request)
    assert (job.title, job.recording.name, job.recording.size) == ("Talk", "Größe 1.wav", len(DATA))
    assert job.recording.sha256 == hashlib.sha256(DATA).hexdigest()
    assert desk.blobs.read(job.recording.blob) == DATA
    assert list(desk.blobs.list_blobs("uploads/")) == []
    assert desk.submit.execute(request).id == job.id
    other = SubmitUploadRequest(
        upload_id=upload.id, owner="ada", idempotency=IdempotencyKey(key="k", fingerprint="f")
    )
    assert desk.submit.execute(other).id == job.id
    assert len(desk.jobs.list_jobs(JobFilter(), limit=9).jobs) == 1
    with pytest.raises(LimitExceededError):
        desk.send(upload, len(DATA), b"x")


def test_a_crash_between_job_and_upload_makes_no_second_job(desk: Desk) -> None:
    upload = desk.create()
    desk.send(upload, 0, DATA)
    request = SubmitUploadRequest(upload_id=upload.id, owner="ada")
    before = desk.repository.get(upload.id)
    job = desk.submit.execute(request)
    desk.repository.update(upload.id, lambda _: before)
    assert desk.submit.execute(request).id == job.id


def test_an_unfinished_or_empty_upload_becomes_no_job(desk: Desk) -> None:
    upload, empty = desk.create(), desk.create(size=0)
    desk.send(upload, 0, b"x")
    with pytest.raises(ConflictError, match="1 bytes of 300000"):
        desk.submit.execute(SubmitUploadRequest(upload_id=upload.id, owner="ada"))
    with pytest.raises(EmptyMediaError):
        desk.submit.execute(SubmitUploadRequest(upload_id=empty.id, owner="ada"))
