"""Streams from one place to another in constant memory."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Protocol

from exact_transcription.adapters.blobs.errors import translated
from exact_transcription.core.domain.errors import LimitExceededError
from exact_transcription.core.ports.blob_store import StoredBlob

CHUNK = 1024 * 1024


class Sink(Protocol):
    """What can be written to."""

    def write(self, data: bytes, /) -> object:
        """Take all of `data`."""


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """All of a stream in chunks."""
    while chunk := stream.read(CHUNK):
        yield chunk


def pour(source: Iterable[bytes], sink: Sink, what: str, *, limit: int | None = None) -> StoredBlob:
    """Write everything to what is kept as `what`, counting and digesting it.

    What the source raises is passed on as it is: a client that went away is no failure of the store.

    Raises:
        LimitExceededError: there are more than `limit` bytes; some of them have been written then.
        StorageFullError: there is no room.
    """
    size, digest = 0, hashlib.sha256()
    for chunk in source:
        size += len(chunk)
        if limit is not None and size > limit:
            raise LimitExceededError(f"The recording is larger than the {limit} bytes that are allowed.")
        digest.update(chunk)
        with translated(what):
            sink.write(chunk)
    return StoredBlob(size=size, sha256=digest.hexdigest())
