"""A stretch of a stream that a client sends."""

from collections.abc import Callable
from typing import Protocol

_PIECE = 64 * 1024


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""


class PartStream:
    """Reads at most `limit` bytes of another stream, and takes a client that went away for its end.

    `broken` tells afterwards whether it was that.
    """

    def __init__(
        self, source: Readable, *, limit: int | None = None, observe: Callable[[bytes], None] | None = None
    ) -> None:
        """Read from `source`; `observe` sees all bytes that are read."""
        self._source, self._left, self._observe = source, limit, observe
        self._first = b""
        self.broken = False

    def begin(self) -> bool:
        """Read the first bytes; returns whether there are any."""
        self._first = self.read(_PIECE)
        return bool(self._first)

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end. See `BinaryIO.read`."""
        if self._first:
            data, self._first = self._first, b""
            return data
        wanted = _PIECE if size < 0 else min(size, _PIECE)
        if self._left is not None:
            wanted = min(wanted, self._left)
        if wanted == 0 or self.broken:
            return b""
        try:
            data = self._source.read(wanted)
        except OSError:
            self.broken = True
            return b""
        if self._left is not None:
            self._left -= len(data)
        if self._observe is not None:
            self._observe(data)
        return data
