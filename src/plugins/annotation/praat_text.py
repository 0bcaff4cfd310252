"""Reading Praat's text files: the values in them, whatever the words around them."""

import codecs
import re

from exact_transcription.core.domain.errors import InvalidRequestError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Praat reads what stands free between white space: numbers, quoted texts and <flags>. The rest is comment.
_VALUE = re.compile(
    r"""![^\n]*
    | "(?P<text>(?:[^"]|"")*)"
    | <(?P<flag>[a-z]+)>(?!\S)
    | (?<!\S)(?P<number>[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)(?!\S)
    | [^\s"]+""",
    re.VERBOSE,
)


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its byte order mark, or, failing that, ISO 8859-1."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


class Values:
    """The values of a text file one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._matches = (match for match in _VALUE.finditer(text) if match.lastgroup)

    def text(self, what: str) -> str:
        """The next value, a text; doubled quotes are single again.

        Raises:
            InvalidRequestError: it is something else, or there is none.
        """
        return self._next("text", what).replace('""', '"')

    def number(self, what: str) -> float:
        """The next value, a number.

        Raises:
            InvalidRequestError: it is something else, or there is none.
        """
        return float(self._next("number", what))

    def flag(self, what: str) -> str:
        """The next value, a flag such as `exists`.

        Raises:
            InvalidRequestError: it is something else, or there is none.
        """
        return self._next("flag", what)

    def _next(self, kind: str, what: str) -> str:
        match = next(self._matches, None)
        if match is None:
            raise InvalidRequestError(f"The file ends before {what}: it is not whole.")
        if match.lastgroup != kind:
            line = self._text.count("\n", 0, match.start()) + 1
            raise InvalidRequestError(f"Line {line}: {what} should stand here, not {match[0][:80]!r}.")
        return match[kind]
