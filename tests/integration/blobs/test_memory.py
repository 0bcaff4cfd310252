"""A recording is stored in constant memory, however large it is."""

import io
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from exact_transcription.adapters.blobs.fsspec import FsspecBlobStore
from exact_transcription.adapters.blobs.local import LocalBlobStore
from exact_transcription.core.ports.blob_store import BlobStore
from tests.object_stores import s3_store

SIZE = int(os.environ.get("LARGE_BLOB_MB", "300")) * 1024 * 1024
WARM = 40 * 1024 * 1024


class _Endless(io.RawIOBase):
    """`SIZE` bytes that are nowhere."""

    def __init__(self) -> None:
        self._left = SIZE

    def read(self, size: int = -1) -> bytes:
        count = min(self._left, size)
        self._left -= count
        return bytes(count)


@pytest.fixture
def server() -> Iterator[str]:
    """An S3 server in a process of its own, whose memory is not counted here."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [Path(sys.executable).with_name("moto_server"), "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            assert time.monotonic() < end, "the server does not start"
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.fixture(params=["local", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    if request.param == "local":
        return LocalBlobStore(folder=tmp_path)
    url, options = s3_store(request.getfixturevalue("server"))
    return FsspecBlobStore(url=url, scratch=tmp_path, **options)


def test_storing_and_reading_a_large_recording_takes_little_memory(blobs: BlobStore) -> None:
    # Buffers of several parts, and what libraries keep for later, come with the first large blob.
    blobs.put("warm/up", io.BytesIO(bytes(WARM)))
    assert sum(len(chunk) for chunk in blobs.chunks("warm/up")) == WARM
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    stored = blobs.put("jobs/a/recording", _Endless())  # type: ignore[arg-type]
    assert stored.size == SIZE
    assert sum(len(chunk) for chunk in blobs.chunks("jobs/a/recording")) == SIZE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 * 1024
