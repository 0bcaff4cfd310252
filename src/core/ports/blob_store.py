"""Where recordings, results of stages and transcripts are kept."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class BlobInfo:
    """One stored blob.

    Attributes:
        key: its name: segments of letters, digits, `.`, `_` and `-`, with `/` between them.
        size: bytes.
        modified: when it was stored, UTC.
    """

    key: str
    size: int
    modified: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBlob:
    """What was stored.

    Attributes:
        size: bytes.
        sha256: hexadecimal digest, or empty where nobody has read all bytes yet.
    """

    size: int
    sha256: str


class BlobStore(Protocol):
    """Keeps bytes under keys.

    All methods raise `ServiceUnavailableError` while the store does not answer, and `InvalidValueError` for a
    key that is not one.
    """

    def put(self, key: str, stream: BinaryIO, *, limit: int | None = None) -> StoredBlob:
        """Store all of `stream`, in constant memory; an earlier blob of that key is replaced.

        Until it is complete nobody sees it: readers find the earlier blob or none, also after a crash.

        Raises:
            LimitExceededError: the stream holds more than `limit` bytes.
            StorageFullError: there is no room; nothing of it is kept.
        """

    def join(self, keys: tuple[str, ...], key: str) -> StoredBlob:
        """Store the blobs of `keys`, one after the other, as one blob; they stay as they are.

        Where the store joins them itself, without their bytes coming through here, the digest is left empty.

        Raises:
            NotFoundError: one of them is not there.
        """

    def read(self, key: str) -> bytes:
        """A whole blob, for small ones.

        Raises:
            NotFoundError: there is no such blob.
        """

    def chunks(self, key: str, *, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes from `start`, at most `length` of them, in pieces of bounded size.

        Raises:
            NotFoundError: there is no such blob; raised by the call, not by the first piece.
        """

    def local_copy(self, key: str) -> AbstractContextManager[Path]:
        """A file with the blob's bytes, to be read only, there until the context ends.

        Raises:
            NotFoundError: there is no such blob.
            StorageFullError: there is no room for a copy.
        """

    def info(self, key: str) -> BlobInfo:
        """Size and time of a blob.

        Raises:
            NotFoundError: there is no such blob.
        """

    def signed_url(self, key: str, *, name: str, media_type: str, lifetime: timedelta) -> str | None:
        """An address from which everybody who knows it downloads the blob, until `lifetime` is over.

        It is not looked up whether there is such a blob.

        Args:
            key: of the blob.
            name: file name under which browsers save it.
            media_type: what the answer says that it is.
            lifetime: how long the address is good for.

        Returns:
            The address, or None where the store has none that can be reached from outside.
        """

    def exists(self, key: str) -> bool:
        """Whether there is such a blob."""

    def list_blobs(self, prefix: str) -> Iterator[BlobInfo]:
        """All blobs whose key begins with `prefix`, which is empty or ends with `/`, in no order."""

    def delete_prefix(self, prefix: str) -> int:
        """Delete all blobs whose key begins with `prefix`, which ends with `/`; returns how many."""

    def discard_incomplete(self, before: datetime) -> int:
        """Delete what writers left behind that were killed before that time; returns how many.

        Object stores do that by themselves, with a rule of their life cycle.
        """

    def check(self) -> None:
        """Return if the store can be written to.

        Raises:
            ServiceUnavailableError: it cannot.
        """
