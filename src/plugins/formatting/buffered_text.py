"""Many small pieces of text on their way to a stream of bytes."""

from typing import BinaryIO, Self

_CHUNK = 1 << 15


class BufferedText:
    """Collects text and writes it as UTF-8 in large pieces, since each write to a stream costs a call.

    Unlike `io.TextIOWrapper` it leaves line ends as they are and never closes the stream.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._pieces: list[str] = []
        self._size = 0

    def write(self, text: str) -> int:
        """Add text; the length makes the csv module content."""
        self._pieces.append(text)
        self._size += len(text)
        if self._size >= _CHUNK:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Write what was collected."""
        if self._pieces:
            self._stream.write("".join(self._pieces).encode())
        self._pieces.clear()
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.flush()
