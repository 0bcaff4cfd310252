"""Text that is safe to put on one line, and how wide it is."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from exact_transcription.core.domain.text import LANGUAGES_WITHOUT_SPACES

_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_UNWRITABLE = re.compile(r"[\ud800-\udfff]")


def one_line(text: str) -> str:
    """Line breaks, tabs, control characters and runs of spaces become one space; ends are stripped.

    A lone surrogate, which has no UTF-8 form, becomes the replacement character.
    """
    if text.isalnum() and text.isascii():
        return text
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", text).strip())


def join_texts(texts: Sequence[str], language: str) -> str:
    """Words or sentences as running text: with spaces, or without in languages that are written so.

    Latin words and numbers inside a language without spaces keep a space between them, as in the core.
    """
    if language not in LANGUAGES_WITHOUT_SPACES:
        return " ".join(texts)
    pieces: list[str] = []
    last = ""
    for text in texts:
        if latin_meet(last, text):
            pieces.append(" ")
        pieces.append(text)
        last = text or last
    return "".join(pieces)


def latin_meet(before: str, after: str) -> bool:
    """Whether Latin letters or digits stand on both sides, between which a space is kept in any language."""
    left, right = before[-1:], after[:1]
    return left.isascii() and left.isalnum() and right.isascii() and right.isalnum()


def display_width(text: str) -> int:
    """Columns that a text takes on a screen: East-Asian wide characters two, combining marks none.

    Source: Unicode Standard Annex 11.
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


@lru_cache(maxsize=8192)
def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
