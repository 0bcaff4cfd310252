"""Blobs as files of a local folder."""

import contextlib
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from exact_transcription.adapters.blobs.copying import CHUNK, pieces, pour
from exact_transcription.adapters.blobs.errors import translated
from exact_transcription.adapters.blobs.keys import checked_key, checked_prefix
from exact_transcription.core.domain.errors import NotFoundError, ServiceUnavailableError
from exact_transcription.core.ports.blob_store import BlobInfo, StoredBlob

_INCOMING = ".incoming"
"""Half-written blobs; keys cannot begin with a dot, so that nobody sees them."""


class LocalBlobStore:
    """A blob is written beside the others, flushed to disk, and then renamed into its place."""

    def __init__(self, *, folder: Path) -> None:
        """Keep blobs under `folder`, which is made when it is needed."""
        self._folder = folder

    def put(self, key: str, stream: BinaryIO, *, limit: int | None = None) -> StoredBlob:
        """See `BlobStore.put`."""
        return self._write(key, pieces(stream), limit=limit)

    def join(self, keys: tuple[str, ...], key: str) -> StoredBlob:
        """See `BlobStore.join`."""
        return self._write(key, (chunk for each in keys for chunk in self.chunks(each)), limit=None)

    def read(self, key: str) -> bytes:
        """See `BlobStore.read`."""
        with self._reading(key):
            return self._path(key).read_bytes()

    def chunks(self, key: str, *, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """See `BlobStore.chunks`."""
        with self._reading(key):
            file = self._path(key).open("rb")
        return _range(file, start, length)

    @contextlib.contextmanager
    def local_copy(self, key: str) -> Iterator[Path]:
        """The stored file itself: blobs are replaced, never changed."""
        path = self._path(key)
        with self._reading(key):
            if not path.is_file():
                raise FileNotFoundError(path)
        yield path

    def info(self, key: str) -> BlobInfo:
        """See `BlobStore.info`."""
        path = self._path(key)
        with self._reading(key):
            if path.is_dir():
                raise FileNotFoundError(path)
            return _info(key, path.stat())

    def signed_url(
        self,
        key: str,
        *,
        name: str,  # noqa: ARG002 - the port's signature
        media_type: str,  # noqa: ARG002
        lifetime: timedelta,  # noqa: ARG002
    ) -> str | None:
        """None: nobody but this process serves the folder."""
        checked_key(key)
        return None

    def exists(self, key: str) -> bool:
        """See `BlobStore.exists`."""
        return self._path(key).is_file()

    def list_blobs(self, prefix: str) -> Iterator[BlobInfo]:
        """See `BlobStore.list_blobs`."""
        root = self._folder / checked_prefix(prefix)
        for folder, folders, files in os.walk(root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for path in (Path(folder) / name for name in files):
                # Somebody may delete it between being listed and being asked for its size.
                with contextlib.suppress(FileNotFoundError):
                    yield _info(path.relative_to(self._folder).as_posix(), path.stat())

    def delete_prefix(self, prefix: str) -> int:
        """See `BlobStore.delete_prefix`."""
        count = sum(1 for _ in self.list_blobs(prefix)) if prefix else 0
        with translated(prefix), contextlib.suppress(FileNotFoundError):
            if prefix:
                shutil.rmtree(self._folder / prefix)
        return count

    def discard_incomplete(self, before: datetime) -> int:
        """See `BlobStore.discard_incomplete`; what is still being written was changed a moment ago."""
        count = 0
        with translated(_INCOMING):
            for path in (self._folder / _INCOMING).glob("*"):
                with contextlib.suppress(FileNotFoundError):
                    if path.stat().st_mtime < before.timestamp():
                        path.unlink()
                        count += 1
        return count

    def check(self) -> None:
        """See `BlobStore.check`."""
        with self._incoming() as path, translated("check"):
            path.write_bytes(b"")

    def _write(self, key: str, source: Iterable[bytes], *, limit: int | None) -> StoredBlob:
        target = self._path(key)
        with self._incoming() as path:
            with translated(key):
                file = path.open("wb")
            with file:
                stored = pour(source, file, key, limit=limit)
                with translated(key):
                    file.flush()
                    os.fsync(file.fileno())
            with translated(key):
                _move(path, target)
        return stored

    @contextlib.contextmanager
    def _incoming(self) -> Iterator[Path]:
        folder = self._folder / _INCOMING
        with translated(_INCOMING):
            folder.mkdir(parents=True, exist_ok=True)
        path = folder / uuid.uuid4().hex
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _reading(self, key: str) -> Iterator[None]:
        try:
            with translated(key):
                yield
        except NotFoundError as error:
            # Where the folder itself lost its contents, a disk is missing, and not the blob.
            if self._folder.is_dir() and not (self._folder / _INCOMING).is_dir():
                raise ServiceUnavailableError(
                    f"The folder {self._folder} does not hold the stored recordings and results.",
                    hint="Check that its disk is mounted; it is tried again by itself.",
                ) from error
            raise

    def _path(self, key: str) -> Path:
        return self._folder / checked_key(key)


def _move(path: Path, target: Path) -> None:
    # A folder may be deleted, being empty, just after it was made; then it is made again.
    for _ in range(3):
        target.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            path.replace(target)
            break
    else:
        path.replace(target)
    descriptor = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _range(file: BinaryIO, start: int, length: int | None) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = length
        while chunk := file.read(CHUNK if left is None else min(CHUNK, left)):
            left = None if left is None else left - len(chunk)
            yield chunk


def _info(key: str, facts: os.stat_result) -> BlobInfo:
    return BlobInfo(key=key, size=facts.st_size, modified=datetime.fromtimestamp(facts.st_mtime, UTC))
