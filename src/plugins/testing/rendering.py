"""Running an exporter the way the plugin manager does, and noticing what it must not do."""

import contextlib
import hashlib
import io
import locale
import os
from collections.abc import Mapping
from typing import Any, BinaryIO, cast

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.exporter import Exporter
from exact_transcription.plugins.options import parse_options


class RecordingStream(io.RawIOBase):
    """Takes bytes in their order, and notes what an exporter should have left alone."""

    def __init__(self) -> None:
        super().__init__()
        self.data = bytearray()
        self.close_calls = 0

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any, /) -> int:
        """Append bytes.

        Raises:
            TypeError: it is something else than bytes.
        """
        if not isinstance(data, bytes | bytearray | memoryview):
            raise TypeError(f"an exporter writes bytes, not {type(data).__name__}")
        self.data += data
        return memoryview(data).nbytes

    def tell(self) -> int:
        """How many bytes were written."""
        return len(self.data)

    def close(self) -> None:
        """Note the attempt."""
        self.close_calls += 1


def render(
    exporter: Exporter[Any], transcript: Transcript, options: Mapping[str, object] | None = None
) -> bytes:
    """What the exporter writes.

    Raises:
        AssertionError: it printed, closed the stream, or changed the process around it.
    """
    stream = RecordingStream()
    parsed = parse_options(exporter.options, options or {}, owner=exporter.name)
    printed = io.StringIO()
    before = _surroundings()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        exporter.write(transcript, cast("BinaryIO", stream), parsed)
    if printed.getvalue():
        raise AssertionError(f"it printed {printed.getvalue()!r}")
    if stream.close_calls:
        raise AssertionError("it closed the stream, which is not its own")
    if _surroundings() != before:
        raise AssertionError("it changed the environment, the locale or the working directory")
    return bytes(stream.data)


def digest(data: bytes) -> str:
    """A short name for a content."""
    return hashlib.sha256(data).hexdigest()


def is_text(exporter: Exporter[Any]) -> bool:
    """Whether what it writes is text, which then has to be UTF-8."""
    kind = exporter.media_type
    return kind.startswith("text/") or kind.endswith(("json", "xml", "x-subrip"))


def _surroundings() -> tuple[object, ...]:
    return dict(os.environ), locale.setlocale(locale.LC_ALL), os.getcwd()  # noqa: PTH109 - compared, not used
