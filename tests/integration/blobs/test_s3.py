"""The blob store on S3's protocol, spoken by a server in this process."""

import io
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from moto.server import ThreadedMotoServer

from exact_transcription.adapters.blobs.fsspec import FsspecBlobStore
from exact_transcription.core.domain.errors import (
    LimitExceededError,
    NotFoundError,
    ServiceUnavailableError,
)

KEYS: dict[str, Any] = {"key": "test", "secret": "test"}
BIG = bytes(range(256)) * 4096 * 20
"""20 MiB: more than one part of a multipart upload."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadedMotoServer(port=0)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def blobs(server: str, tmp_path: Path) -> FsspecBlobStore:
    bucket = f"test-{uuid.uuid4().hex}"
    options: dict[str, Any] = {"client_kwargs": {"endpoint_url": server}, **KEYS}
    fsspec.filesystem("s3", **options).mkdir(bucket)
    return FsspecBlobStore(url=f"s3://{bucket}/exact", scratch=tmp_path, **options)


class _Breaking(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        if not data:
            raise ConnectionResetError("client gone")
        return data


def test_large_and_small_blobs_come_back_whole_and_in_parts(blobs: FsspecBlobStore) -> None:
    for data in (b"", b"small", BIG):
        assert blobs.put("jobs/a/x", io.BytesIO(data)).size == len(data)
        assert blobs.read("jobs/a/x") == data
    assert (
        b"".join(blobs.chunks("jobs/a/x", start=10_000_000, length=3_000_000)) == BIG[10_000_000:13_000_000]
    )
    with blobs.local_copy("jobs/a/x") as path:
        assert path.read_bytes() == BIG


def test_an_upload_that_breaks_leaves_nothing_to_see(blobs: FsspecBlobStore) -> None:
    for data in (b"small", BIG):
        with pytest.raises(ConnectionResetError):
            blobs.put("jobs/a/x", _Breaking(data))
        assert not blobs.exists("jobs/a/x")
    with pytest.raises(LimitExceededError):
        blobs.put("jobs/a/x", io.BytesIO(BIG), limit=len(BIG) - 1)
    assert list(blobs.list_blobs("")) == []


def test_parts_are_joined_listed_and_deleted(blobs: FsspecBlobStore) -> None:
    blobs.put("uploads/u/1", io.BytesIO(BIG))
    blobs.put("uploads/u/2", io.BytesIO(b"end"))
    joined = blobs.join(("uploads/u/1", "uploads/u/2"), "jobs/a/recording")
    # Whoever reads it first tells the digest.
    assert (joined.size, joined.sha256) == (len(BIG) + 3, "")
    assert sorted(blob.key for blob in blobs.list_blobs("")) == [
        "jobs/a/recording",
        "uploads/u/1",
        "uploads/u/2",
    ]
    assert blobs.delete_prefix("uploads/u/") == 2
    assert [blob.key for blob in blobs.list_blobs("")] == ["jobs/a/recording"]
    with pytest.raises(NotFoundError):
        blobs.read("uploads/u/1")


def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    away = FsspecBlobStore(
        url="s3://bucket/exact",
        scratch=tmp_path,
        client_kwargs={"endpoint_url": "http://127.0.0.1:1"},
        config_kwargs={"retries": {"max_attempts": 1}, "connect_timeout": 1},
        **KEYS,
    )
    with pytest.raises(ServiceUnavailableError) as caught:
        away.put("jobs/a/x", io.BytesIO(b"x"))
    assert caught.value.hint
    with pytest.raises(ServiceUnavailableError):
        away.check()
