"""What every blob store does; run against the fake, a local folder, fsspec's memory, S3 and Google's."""

import hashlib
import io
import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exact_transcription.adapters.blobs.fsspec import FsspecBlobStore
from exact_transcription.adapters.blobs.local import LocalBlobStore
from exact_transcription.core.domain.errors import InvalidValueError, LimitExceededError, NotFoundError
from exact_transcription.core.ports.blob_store import BlobStore
from tests.fakes.blob_store import FakeBlobStore
from tests.object_stores import gcs_server, gcs_store, s3_server, s3_store

# gcsfs hands parts of 8 MiB to aiohttp as they are.
pytestmark = pytest.mark.filterwarnings("ignore:Sending a large body directly:ResourceWarning")

BIG = bytes(range(256)) * 4096 * 3
"""Three chunks."""


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with s3_server() as address:
        yield address


@pytest.fixture(scope="module")
def gcs() -> Iterator[str]:
    with gcs_server() as address:
        yield address


@pytest.fixture(params=["fake", "local", "memory", "s3", "gcs"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    match request.param:
        case "fake":
            return FakeBlobStore(now=datetime.now(UTC))
        case "local":
            return LocalBlobStore(folder=tmp_path / "blobs")
        case "memory":
            return FsspecBlobStore(url=f"memory://{uuid.uuid4().hex}/blobs")
        case "s3":
            url, options = s3_store(request.getfixturevalue("s3"))
        case _:
            url, options = gcs_store(request.getfixturevalue("gcs"))
    return FsspecBlobStore(url=url, scratch=tmp_path, public=False, **options)


def _put(blobs: BlobStore, key: str, data: bytes = b"hello") -> None:
    blobs.put(key, io.BytesIO(data))


class _Breaking(io.RawIOBase):
    """Gives some bytes and then fails, as a client does that goes away."""

    def __init__(self) -> None:
        self._given = False

    def read(self, _size: int = -1) -> bytes:
        if self._given:
            raise ConnectionResetError("client gone")
        self._given = True
        return b"half"


def test_what_was_put_is_read(blobs: BlobStore) -> None:
    stored = blobs.put("jobs/a/recording", io.BytesIO(BIG))
    assert (stored.size, stored.sha256) == (len(BIG), hashlib.sha256(BIG).hexdigest())
    assert blobs.read("jobs/a/recording") == BIG
    assert b"".join(blobs.chunks("jobs/a/recording")) == BIG


def test_an_empty_blob_is_a_blob(blobs: BlobStore) -> None:
    _put(blobs, "jobs/a/empty", b"")
    assert blobs.exists("jobs/a/empty")
    assert blobs.read("jobs/a/empty") == b""
    assert list(blobs.chunks("jobs/a/empty")) == []


@pytest.mark.parametrize(
    ("start", "length"), [(0, 1), (5, 7), (1024 * 1024 - 1, 2), (len(BIG) - 3, 100), (len(BIG), 5), (7, None)]
)
def test_a_range_is_read(blobs: BlobStore, start: int, length: int | None) -> None:
    _put(blobs, "jobs/a/recording", BIG)
    expected = BIG[start:][:length]
    assert b"".join(blobs.chunks("jobs/a/recording", start=start, length=length)) == expected


def test_putting_again_replaces(blobs: BlobStore) -> None:
    _put(blobs, "jobs/a/x", b"one one one")
    _put(blobs, "jobs/a/x", b"two")
    assert blobs.read("jobs/a/x") == b"two"


def test_a_stream_that_breaks_leaves_nothing(blobs: BlobStore) -> None:
    with pytest.raises(Exception, match="client gone"):
        blobs.put("jobs/a/x", _Breaking())  # type: ignore[arg-type]
    assert not blobs.exists("jobs/a/x")
    assert list(blobs.list_blobs("")) == []


def test_a_stream_that_breaks_leaves_what_was_there(blobs: BlobStore) -> None:
    _put(blobs, "jobs/a/x", b"before")
    with pytest.raises(Exception, match="client gone"):
        blobs.put("jobs/a/x", _Breaking())  # type: ignore[arg-type]
    assert blobs.read("jobs/a/x") == b"before"


def test_more_than_the_limit_is_refused_and_not_kept(blobs: BlobStore) -> None:
    with pytest.raises(LimitExceededError):
        blobs.put("jobs/a/x", io.BytesIO(BIG), limit=len(BIG) - 1)
    assert not blobs.exists("jobs/a/x")
    assert blobs.put("jobs/a/x", io.BytesIO(BIG), limit=len(BIG)).size == len(BIG)


def test_parts_are_joined_in_the_order_given(blobs: BlobStore) -> None:
    _put(blobs, "uploads/u/2", b"world")
    _put(blobs, "uploads/u/1", b"hello ")
    stored = blobs.join(("uploads/u/1", "uploads/u/2"), "jobs/a/recording")
    assert blobs.read("jobs/a/recording") == b"hello world"
    assert stored.size == 11
    assert stored.sha256 in {"", hashlib.sha256(b"hello world").hexdigest()}
    assert sorted(blob.key for blob in blobs.list_blobs("uploads/")) == ["uploads/u/1", "uploads/u/2"]


def test_many_parts_of_any_size_are_joined(blobs: BlobStore) -> None:
    sizes = [5 << 20, 3, 6 << 20, *[1] * 70, (5 << 20) + 1, 2]
    parts = [bytes([number]) * size for number, size in enumerate(sizes)]
    keys = tuple(f"uploads/u/{number:03d}-ab/bytes" for number in range(len(parts)))
    for key, part in zip(keys, parts, strict=True):
        _put(blobs, key, part)
    _put(blobs, "jobs/a/recording", b"before")
    assert blobs.join(keys, "jobs/a/recording").size == sum(sizes)
    assert blobs.read("jobs/a/recording") == b"".join(parts)
    assert sorted(blob.key for blob in blobs.list_blobs("uploads/")) == list(keys)
    assert blobs.join(keys[:1], "jobs/b/recording").size == sizes[0]
    assert blobs.read("jobs/b/recording") == parts[0]
    assert blobs.join((), "jobs/c/recording").size == 0
    assert blobs.read("jobs/c/recording") == b""


def test_a_missing_part_leaves_nothing(blobs: BlobStore) -> None:
    _put(blobs, "uploads/u/1")
    with pytest.raises(NotFoundError):
        blobs.join(("uploads/u/1", "uploads/u/2"), "jobs/a/recording")
    assert not blobs.exists("jobs/a/recording")


def test_a_local_copy_has_the_same_bytes(blobs: BlobStore) -> None:
    _put(blobs, "jobs/a/recording", BIG)
    with blobs.local_copy("jobs/a/recording") as path:
        assert path.read_bytes() == BIG


def test_size_and_time_are_known(blobs: BlobStore) -> None:
    _put(blobs, "jobs/a/x")
    info = blobs.info("jobs/a/x")
    assert (info.key, info.size) == ("jobs/a/x", 5)
    assert abs(datetime.now(UTC) - info.modified) < timedelta(minutes=1)


def test_a_prefix_lists_what_is_under_it(blobs: BlobStore) -> None:
    for key in ("jobs/a/x", "jobs/a/deep/y", "jobs/ab/z"):
        _put(blobs, key)
    assert sorted(blob.key for blob in blobs.list_blobs("jobs/a/")) == ["jobs/a/deep/y", "jobs/a/x"]
    assert len(list(blobs.list_blobs(""))) == 3
    assert list(blobs.list_blobs("jobs/none/")) == []


def test_deleting_a_prefix_takes_all_under_it_and_nothing_else(blobs: BlobStore) -> None:
    for key in ("jobs/a/x", "jobs/a/deep/y", "jobs/ab/z"):
        _put(blobs, key)
    assert blobs.delete_prefix("jobs/a/") == 2
    assert [blob.key for blob in blobs.list_blobs("")] == ["jobs/ab/z"]
    assert blobs.delete_prefix("jobs/a/") == 0


def test_what_is_not_there_is_not_found(blobs: BlobStore) -> None:
    _put(blobs, "jobs/a/x")
    for key in ("jobs/a/none", "jobs/a"):
        assert not blobs.exists(key)
        with pytest.raises(NotFoundError):
            blobs.read(key)
        with pytest.raises(NotFoundError):
            blobs.chunks(key)
        with pytest.raises(NotFoundError):
            blobs.info(key)
        with pytest.raises(NotFoundError), blobs.local_copy(key):
            pass


@pytest.mark.parametrize(
    "key", ["", "/etc/passwd", "../x", "a/../b", "a//b", "a/", ".x", "a/.x", "a\\b", "a\n"]
)
def test_keys_that_could_lead_elsewhere_are_refused(blobs: BlobStore, key: str) -> None:
    with pytest.raises(InvalidValueError):
        _put(blobs, key)
    with pytest.raises(InvalidValueError):
        blobs.read(key)
    if key:
        with pytest.raises(InvalidValueError):
            blobs.delete_prefix(f"{key}/" if not key.endswith("/") else "../")


def test_many_may_write_the_same_key_at_once(blobs: BlobStore) -> None:
    contents = [bytes([i]) * 300_000 for i in range(8)]
    threads = [threading.Thread(target=_put, args=(blobs, "jobs/a/x", data)) for data in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert blobs.read("jobs/a/x") in contents


def test_it_says_that_it_answers(blobs: BlobStore) -> None:
    blobs.check()


def test_there_is_no_address_where_nobody_reaches_the_store(blobs: BlobStore) -> None:
    lifetime = timedelta(minutes=15)
    assert blobs.signed_url("jobs/a/x", name="x", media_type="audio/wav", lifetime=lifetime) is None
    with pytest.raises(InvalidValueError):
        blobs.signed_url("../x", name="x", media_type="audio/wav", lifetime=lifetime)
