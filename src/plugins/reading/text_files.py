"""Reading files of text."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from exact_transcription.core.domain.errors import InvalidRequestError, InvalidValueError


def read_text(stream: BinaryIO, encoding: str) -> str:
    r"""All of a file, without a byte order mark, its line ends `\n`.

    Raises:
        InvalidRequestError: it is not in that encoding, or there is no such encoding.
    """
    data = stream.read()
    try:
        text = data.decode("utf-8-sig" if encoding.lower() in {"utf-8", "utf8"} else encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise InvalidRequestError(
            f"The file is not {encoding} text: {error}.", hint="Name its encoding with the option 'encoding'."
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


@contextmanager
def in_line(number: int, line: str) -> Iterator[None]:
    """Say in which line something is wrong."""
    try:
        yield
    except (ValueError, OverflowError, InvalidValueError) as error:
        shown = line if len(line) <= 80 else f"{line[:79]}…"  # noqa: PLR2004 - what fits on a screen
        raise InvalidRequestError(f"Line {number} cannot be read: {error} in {shown!r}.") from error
