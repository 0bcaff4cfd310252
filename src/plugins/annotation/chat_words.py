"""Words as CHAT allows them."""

import re
import unicodedata
from functools import lru_cache

_NOT_SPELLED = frozenset({"jw", "yue", "zh"})
_LONGEST = 15
"""Digits; a longer number is a code of some kind, which nobody says as one number."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UNDERSCORES = re.compile(r"_{2,}")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc`\u00b4", "'"))
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_JOINERS = "\u200c\u200d"


@lru_cache(maxsize=8192)
def chat_word(text: str, language: str) -> str:
    """The word with nothing but letters, marks, apostrophes, hyphens and underscores; empty if none is left.

    Everything else means something to CHAT. Numbers are spelled out, as the manual asks for; where nobody
    knows how, their digits stay.

    Source: MacWhinney, "The CHAT Transcription Format", chapters on words and on numbers.
    """
    plain = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).translate(_HYPHENS)
    spelled = _NUMBER.sub(lambda found: f"_{_spelled(found[0], language)}_", plain)
    if spelled.isalpha():
        return spelled
    kept = "".join(map(_kept, spelled))
    return _UNDERSCORES.sub("_", "_".join(part.strip("-_'") for part in kept.split())).strip("_-")


@lru_cache(maxsize=4096)
def _kept(character: str) -> str:
    allowed = (
        character in "'-_"
        or character in _JOINERS
        or unicodedata.category(character)[0] in "LM"
        or character.isdigit()
    )
    return character if allowed else " "


def _spelled(digits: str, language: str) -> str:
    from num2words import num2words  # noqa: PLC0415 - only transcripts with numbers need it

    whole = digits.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+", digits) else digits.replace(",", ".")
    if language in _NOT_SPELLED or whole.count(".") > 1 or len(whole) > _LONGEST:
        return digits
    try:
        words = num2words(float(whole) if "." in whole else int(whole), lang=language or "en")
    except (NotImplementedError, ArithmeticError, ValueError, TypeError, LookupError, AttributeError):
        return digits
    return re.sub(r"[\s,]+", "_", words.strip())
