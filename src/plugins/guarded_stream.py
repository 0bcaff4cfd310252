"""The stream that a plugin is given instead of the caller's own."""

import io
import threading
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class GuardedStream(io.RawIOBase):
    """Passes bytes on and keeps a plugin from doing anything else with the caller's stream.

    Closing does nothing (a `TextIOWrapper` closes what it wraps when it is collected), seeking is refused,
    and once `revoke` returned nothing reaches the caller's stream, even from a thread that still runs.
    """

    def __init__(self, target: BinaryIO) -> None:
        super().__init__()
        self._target = target
        self._lock = threading.Lock()
        self._revoked = False
        self.written = 0
        self.failure: Exception | None = None
        """What the caller's own stream raised, e.g. because the disk is full: not the plugin's fault."""

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        """Pass bytes on.

        Raises:
            TypeError: it is something else than bytes.
        """
        if isinstance(data, str) or not isinstance(data, bytes | bytearray | memoryview):
            raise TypeError(f"an exporter writes bytes, not {type(data).__name__}")
        with self._lock:
            if self._revoked:
                raise ValueError("writing is over: the exporter has returned or was given up")
            try:
                self._target.write(data)
            except Exception as error:
                self.failure = error
                raise
            size = memoryview(data).nbytes
            self.written += size
            return size

    def readinto(self, _buffer: object, /) -> int:
        """Refuse, which also refuses `read`.

        Raises:
            UnsupportedOperation: always.
        """
        raise io.UnsupportedOperation("read: an exporter only writes")

    def tell(self) -> int:
        """How many bytes were written, which is also what `zipfile` asks."""
        return self.written

    def close(self) -> None:
        """Do nothing: the stream belongs to the caller."""

    def revoke(self) -> None:
        """Let nothing more through."""
        with self._lock:
            self._revoked = True
