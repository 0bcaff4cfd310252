"""From English words as written to the words that are said.

`$5` is said as two words and `10-year-old` as three, `NASA` as one and `FBI` as three. Where several readings
are usual, all are given and the acoustic model chooses. The shape is a chain of pieces: each piece is a
choice between sequences of spoken words, and a written word is said by one choice from each piece in turn.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

from exact_transcription.adapters.alignment import spoken_numbers as numbers
from exact_transcription.adapters.alignment.spoken_signs import (
    ABBREVIATIONS,
    CURRENCIES,
    MAGNITUDES,
    SIGNS,
    UNITS,
)
from exact_transcription.core.domain.tokenization import SPOKEN_SIGNS

Piece: TypeAlias = tuple[tuple[str, ...], ...]

_PARTS = re.compile(
    r"""
      (?P<clock>\d{1,2}:\d\d)(?!\d)
    | (?P<ratio>\d+[/\u2044]\d+)(?![\d/])
    | (?P<currency>[$£€¥])(?P<amount>\d[\d,]*)(?:\.(?P<cents>\d\d?)(?!\d))?
    | (?P<whole>\d{1,3}(?:,\d{3})+|\d+)?\.(?P<fraction>\d+)
    | (?P<ordinal>\d+)(?:st|nd|rd|th)\b
    | (?P<decade>\d*0)'?s\b
    | (?P<number>\d{1,3}(?:,\d{3})+|\d+)
    | (?P<initials>(?:[a-z]\.){2,}(?:[a-z]\b)?)(?P<ending>'s\b)?
    | (?P<letters>[^\W\d_]+(?:'[^\W\d_]+)*'?)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_STRAIGHT = {0x2018: "'", 0x2019: "'", 0xDF: "ss"}
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z']+|[A-Z]+")
_AROUND = "\"'()[]{}<>,;:!?*_~… "
_NOT_SPEECH = re.compile(r"[(\[*].*[)\]*]\W*")
_INITIALISM_LENGTHS = range(2, 7)
_VOWELS = frozenset("aeiouy")


def spoken_form(word: str, known: Callable[[str], bool], *, previous: str = "") -> tuple[Piece, ...]:
    """How a written word may be said.

    Args:
        word: as written, with its punctuation.
        known: whether the dictionary has a lower-case word.
        previous: the written word before it: in `$5 million` the dollars are said after the million.

    Returns:
        The pieces of the word in order; none for a word of which nothing is said.
    """
    plain = _plain(word)
    bare = plain.strip(_AROUND).lower()
    pieces = _whole(plain, bare, known)
    if pieces is None:
        pieces = tuple(piece for match in _PARTS.finditer(plain) if (piece := _piece(match, plain, known)))
    if bare.rstrip(".") in MAGNITUDES and previous[:1] in CURRENCIES:
        pieces += (((), CURRENCIES[previous[0]][0]),)
    if len(pieces) == 1 and _NOT_SPEECH.fullmatch(plain):
        # `[laughs]` describes a sound more often than it is a word.
        pieces = ((*pieces[0], ()),)
    return pieces


def _plain(word: str) -> str:
    # The sharp s and ligatures are written out, accents dropped, curly apostrophes made straight.
    text = unicodedata.normalize("NFKD", word.translate(_STRAIGHT))
    return "".join(character for character in text if not unicodedata.combining(character))


def _whole(plain: str, bare: str, known: Callable[[str], bool]) -> tuple[Piece, ...] | None:
    if (full := ABBREVIATIONS.get(bare)) is not None:
        return (full,)
    if not any(c.isalpha() for c in bare) or any(c.isdigit() for c in bare):
        return None
    for form in (bare, bare.rstrip("."), bare.rstrip(".").strip("'")):
        if form and known(form):
            return (_choices((form,), _spelled(plain.strip(_AROUND + "."), known)),)
    return None


def _piece(match: re.Match[str], plain: str, known: Callable[[str], bool]) -> Piece | None:
    found = {name: text for name, text in match.groupdict().items() if text is not None}
    if "letters" in found:
        return _letters(found["letters"], plain[: match.start()], known)
    if "initials" in found:
        spoken = [f"{letter}." for letter in found["initials"].lower() if letter.isalpha()]
        return ((*spoken[:-1], spoken[-1] + found.get("ending", "")),)
    if "sign" in found:
        # At the edges of a word a full stop or a dash is punctuation, inside it may be read out.
        inside = match.start() > 0 and match.end() < len(plain.rstrip(f"{_AROUND}."))
        before_number = plain[match.end() : match.end() + 1].isdigit()
        return SIGNS.get(found["sign"]) if inside or before_number or found["sign"] in SPOKEN_SIGNS else None
    return _number(found)


def _number(found: dict[str, str]) -> Piece:  # noqa: PLR0911 - one way to read each kind of number
    digits = {name: text.replace(",", "") for name, text in found.items()}
    if "clock" in found:
        return numbers.clock(*found["clock"].split(":"))
    if "ratio" in found:
        return numbers.ratio(*re.split(r"\D", found["ratio"]))
    if "currency" in found:
        unit, small = CURRENCIES[found["currency"]]
        return numbers.money(digits["amount"], found.get("cents", ""), unit, small)
    if "fraction" in found:
        return numbers.decimal(digits.get("whole", ""), found["fraction"])
    if "ordinal" in found:
        return numbers.ordinal(int(digits["ordinal"]))
    if "decade" in found:
        return numbers.decade(int(digits["decade"]))
    return numbers.cardinal(digits["number"])


def _letters(text: str, before: str, known: Callable[[str], bool]) -> Piece:
    lower = text.lower()
    if (before[-1:].isdigit() or before.endswith("°")) and lower in UNITS:
        return UNITS[lower]
    spelled = _spelled(text, known)
    if not spelled and not known(lower) and not text.islower() and not text.istitle():
        words = [_word(part, known) for part in _CAMEL.findall(text)]
        return (tuple(word for choice in words for word in choice[-1]),)
    return _word(text, known)


def _word(text: str, known: Callable[[str], bool]) -> Piece:
    lower = text.lower()
    if not known(lower) and known(lower.strip("'")):
        lower = lower.strip("'")
    latin = re.sub("[^a-z']", "", lower)
    said = (latin,) if latin.strip("'") else ()
    return _choices(said, _spelled(text, known))


def _choices(*ways: tuple[str, ...]) -> Piece:
    return tuple(dict.fromkeys(way for way in ways if way)) or ((),)


def _spelled(text: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """Letter by letter, if it looks like initials: capitals only, or an unknown word without a vowel."""
    letters = text[:-1] if text[:-1].isupper() and text[-1] == "s" else text
    if len(letters) not in _INITIALISM_LENGTHS or not (letters.isascii() and letters.isalpha()):
        return ()
    if not letters.isupper() and (known(letters.lower()) or set(letters.lower()) & _VOWELS):
        return ()
    spoken = [f"{letter}." for letter in letters.lower()]
    return (*spoken[:-1], f"{spoken[-1]}'s") if letters != text else tuple(spoken)
