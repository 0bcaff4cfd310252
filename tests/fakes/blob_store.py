"""Blobs in a dictionary."""

import contextlib
import hashlib
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from exact_transcription.adapters.blobs.keys import checked_key, checked_prefix
from exact_transcription.core.domain.errors import (
    LimitExceededError,
    NotFoundError,
    ServiceUnavailableError,
)
from exact_transcription.core.ports.blob_store import BlobInfo, StoredBlob


class FakeBlobStore:
    """`down` makes it not answer; `now` is when everything is stored; `public_address` signs addresses."""

    def __init__(self, now: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self.blobs: dict[str, tuple[bytes, datetime]] = {}
        self.now = now
        self.down = False
        self.public_address: str | None = None

    def put(self, key: str, stream: BinaryIO, *, limit: int | None = None) -> StoredBlob:
        self.check()
        data = b"".join(iter(lambda: stream.read(1024), b""))
        if limit is not None and len(data) > limit:
            raise LimitExceededError("too large")
        self.blobs[checked_key(key)] = data, self.now
        return StoredBlob(size=len(data), sha256=hashlib.sha256(data).hexdigest())

    def join(self, keys: tuple[str, ...], key: str) -> StoredBlob:
        data = b"".join(self.read(each) for each in keys)
        self.blobs[checked_key(key)] = data, self.now
        return StoredBlob(size=len(data), sha256=hashlib.sha256(data).hexdigest())

    def read(self, key: str) -> bytes:
        self.check()
        if checked_key(key) not in self.blobs:
            raise NotFoundError(key)
        return self.blobs[key][0]

    def chunks(self, key: str, *, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        data = self.read(key)[start:][:length]
        return iter([data] if data else [])

    @contextlib.contextmanager
    def local_copy(self, key: str) -> Iterator[Path]:
        data = self.read(key)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "copy"
            path.write_bytes(data)
            yield path

    def info(self, key: str) -> BlobInfo:
        data = self.read(key)
        return BlobInfo(key=key, size=len(data), modified=self.blobs[key][1])

    def signed_url(self, key: str, *, name: str, media_type: str, lifetime: timedelta) -> str | None:
        checked_key(key)
        if self.public_address is None:
            return None
        return f"{self.public_address}/{key}?seconds={lifetime.total_seconds():.0f}"

    def exists(self, key: str) -> bool:
        self.check()
        return checked_key(key) in self.blobs

    def list_blobs(self, prefix: str) -> Iterator[BlobInfo]:
        self.check()
        checked_prefix(prefix)
        return iter([self.info(key) for key in self.blobs if key.startswith(prefix)])

    def delete_prefix(self, prefix: str) -> int:
        gone = [blob.key for blob in self.list_blobs(prefix)]
        for key in gone:
            del self.blobs[key]
        return len(gone)

    def discard_incomplete(self, before: datetime) -> int:
        self.check()
        return 0

    def check(self) -> None:
        if self.down:
            raise ServiceUnavailableError("down")
