"""Blobs in anything that fsspec reaches: memory, S3, Google Cloud Storage."""

import contextlib
import io
import os
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import fsspec

from exact_transcription.adapters.blobs.copying import pieces, pour
from exact_transcription.adapters.blobs.errors import translated
from exact_transcription.adapters.blobs.joining import joiner
from exact_transcription.adapters.blobs.keys import checked_key, checked_prefix
from exact_transcription.adapters.blobs.signing import signed
from exact_transcription.adapters.scratch_folder import scratch_folder
from exact_transcription.core.domain.errors import NotFoundError
from exact_transcription.core.ports.blob_store import BlobInfo, StoredBlob

# Else gcsfs asks another API, over gRPC, what kind of bucket it is, and for a minute if none answers.
os.environ.setdefault("GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT", "false")

_UPLOAD_BLOCK = 8 * 1024 * 1024
"""Bytes sent at once; S3 allows 10,000 parts, so that blobs of 80 GB fit and memory stays flat."""

_DOWNLOAD_BLOCK = 8 * 1024 * 1024
"""Bytes asked for at once; every request takes some hundredths of a second, whatever it brings."""


class FsspecBlobStore:
    """Relies on the store to show an object only when all of it was written, as object stores do."""

    def __init__(
        self, *, url: str, scratch: Path | None = None, public: bool = False, **storage_options: Any
    ) -> None:
        """Keep blobs under `url`, e.g. `s3://bucket/folder`.

        Args:
            url: bucket and folder.
            scratch: folder for local copies.
            public: whether browsers reach the store, so that addresses may be signed for them.
            storage_options: of the store's fsspec file system.
        """
        self._scratch, self._public = scratch, public
        self._protocol, _, root = url.partition("://")
        self._options = _with_signature(storage_options) if self._protocol == "s3" else storage_options
        self._root = root.strip("/")

    @property
    def _fs(self) -> Any:
        # fsspec keeps instances by process and thread, and makes new ones after a fork.
        return fsspec.filesystem(self._protocol, **self._options)

    def put(self, key: str, stream: BinaryIO, *, limit: int | None = None) -> StoredBlob:
        """See `BlobStore.put`."""
        return self._write(key, pieces(stream), limit=limit)

    def join(self, keys: tuple[str, ...], key: str) -> StoredBlob:
        """See `BlobStore.join`."""
        join = joiner(self._protocol, self._fs, self._rewrite)
        if join is None or not keys:
            return self._write(key, (chunk for each in keys for chunk in self.chunks(each)), limit=None)
        # One request tells the sizes of a thousand.
        there = {blob.key: blob.size for blob in self.list_blobs(_folder_of(keys))}
        missing = [each for each in keys if each not in there]
        if missing:
            raise NotFoundError(f"There is no blob {missing[0]}.")
        with translated(key):
            join([(self._path(each), there[each]) for each in keys], self._path(key))
            self._fs.invalidate_cache()
        return StoredBlob(size=sum(there[each] for each in keys), sha256="")

    def read(self, key: str) -> bytes:
        """See `BlobStore.read`."""
        return b"".join(self.chunks(key))

    def chunks(self, key: str, *, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """See `BlobStore.chunks`."""
        size = self.info(key).size
        end = size if length is None else min(start + length, size)
        return self._range(key, start, end)

    @contextlib.contextmanager
    def local_copy(self, key: str) -> Iterator[Path]:
        """See `BlobStore.local_copy`."""
        chunks = self.chunks(key)
        with scratch_folder(self._scratch) as folder:
            path = folder / "recording"
            with path.open("wb") as file:
                pour(chunks, file, key)
            yield path

    def info(self, key: str) -> BlobInfo:
        """See `BlobStore.info`."""
        with translated(key):
            found = self._fs.info(self._path(key))
        if found["type"] != "file":
            raise NotFoundError(f"There is no blob {key}.")
        return self._info(found)

    def signed_url(self, key: str, *, name: str, media_type: str, lifetime: timedelta) -> str | None:
        """See `BlobStore.signed_url`."""
        path = self._path(key)
        if not self._public:
            return None
        with translated(key):
            return signed(self._fs, self._protocol, path, name=name, media_type=media_type, lifetime=lifetime)

    def exists(self, key: str) -> bool:
        """See `BlobStore.exists`."""
        try:
            self.info(key)
        except NotFoundError:
            return False
        return True

    def list_blobs(self, prefix: str) -> Iterator[BlobInfo]:
        """See `BlobStore.list_blobs`."""
        with translated(prefix):
            fs = self._fs
            fs.invalidate_cache()
            found = fs.find(self._folder(prefix), detail=True)
        return iter([self._info(each) for each in found.values()])

    def delete_prefix(self, prefix: str) -> int:
        """See `BlobStore.delete_prefix`."""
        keys = [blob.key for blob in self.list_blobs(prefix)] if prefix else []
        with translated(prefix):
            if keys:
                self._fs.rm([self._path(key) for key in keys])
        return len(keys)

    def discard_incomplete(self, before: datetime) -> int:  # noqa: ARG002 - the store's own matter
        """See `BlobStore.discard_incomplete`."""
        return 0

    def check(self) -> None:
        """See `BlobStore.check`."""
        with translated("check"):
            self._fs.pipe_file(self._path("check"), b"")

    def _write(self, key: str, source: Iterable[bytes], *, limit: int | None) -> StoredBlob:
        path = self._path(key)
        if self._protocol == "memory":
            # fsspec's memory, which is for tests, shows a file from its opening on.
            held = io.BytesIO()
            stored = pour(source, held, key, limit=limit)
            self._fs.pipe_file(path, held.getvalue())
            return stored
        with translated(key):
            file = self._fs.open(path, "wb", block_size=_UPLOAD_BLOCK, autocommit=False)
        try:
            stored = pour(source, file, key, limit=limit)
            with translated(key):
                file.close()
                file.commit()
        except BaseException:
            # Closing would send the rest; what was sent is thrown away instead.
            file.closed = True
            with contextlib.suppress(Exception):
                file.discard()
            raise
        return stored

    def _rewrite(self, paths: Sequence[str], target: str) -> None:
        fs = self._fs
        with fs.open(target, "wb", block_size=_UPLOAD_BLOCK) as file:
            for path in paths:
                file.write(fs.cat_file(path))

    def _range(self, key: str, start: int, end: int) -> Iterator[bytes]:
        with translated(key), self._fs.open(self._path(key), "rb", cache_type="none") as file:
            file.seek(start)
            while start < end and (chunk := file.read(min(_DOWNLOAD_BLOCK, end - start))):
                start += len(chunk)
                yield chunk

    def _path(self, key: str) -> str:
        return f"{self._root}/{checked_key(key)}"

    def _folder(self, prefix: str) -> str:
        return f"{self._root}/{checked_prefix(prefix)}"

    def _info(self, found: dict[str, Any]) -> BlobInfo:
        key = found["name"].lstrip("/").removeprefix(self._root).lstrip("/")
        return BlobInfo(key=key, size=found["size"], modified=_moment(found))


def _folder_of(keys: Sequence[str]) -> str:
    """The prefix that the keys have in common."""
    folder = posixpath.commonpath([posixpath.dirname(key) for key in keys])
    return f"{folder}/" if folder else ""


def _with_signature(options: dict[str, Any]) -> dict[str, Any]:
    """Addresses that are signed in the old way say neither when nor for how long; regions refuse them."""
    return {**options, "config_kwargs": {"signature_version": "s3v4", **options.get("config_kwargs", {})}}


def _moment(found: dict[str, Any]) -> datetime:
    """Every store names the time of writing differently."""
    for name in ("LastModified", "updated", "mtime", "created"):
        match found.get(name):
            case datetime() as moment:
                return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            case str() as text:
                return datetime.fromisoformat(text)
            case float() | int() as seconds:
                return datetime.fromtimestamp(seconds, UTC)
    return datetime.now(UTC)
