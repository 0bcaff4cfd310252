"""The ways in which English speakers read out numbers."""

from typing import TypeAlias

from num2words import num2words

Spoken: TypeAlias = tuple[str, ...]

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MOST_DIGITS = 15
_RATIO_SIGNS: tuple[Spoken, ...] = ((), ("slash",), ("over",), ("out", "of"), ("of",), ("by",))
_YEARS = range(1100, 2100)


def cardinal(digits: str) -> tuple[Spoken, ...]:
    """Readings of a whole number: as a quantity, a year, in pairs (`four fifteen`) or digit by digit."""
    value = int(digits)
    if len(digits) > _MOST_DIGITS:
        return one_by_one(digits)
    readings = [*_quantity(value)] if digits == str(value) else [*one_by_one(digits)]
    if len(digits) == 1:
        return tuple(readings)
    if value in _YEARS and len(digits) == 4:  # noqa: PLR2004 - years have four digits
        readings.append(_words(num2words(value, to="year")))
    if len(digits) in {3, 4}:
        readings += _pairs(digits)
    if len(digits) > 2:  # noqa: PLR2004 - `12` is not read `one two`
        readings += one_by_one(digits)
    return _distinct(readings)


def ordinal(value: int) -> tuple[Spoken, ...]:
    """`21` as `twenty first`."""
    if value >= 10**_MOST_DIGITS:
        return cardinal(str(value))
    return _with_and(_words(num2words(value, to="ordinal")))


def decade(value: int) -> tuple[Spoken, ...]:
    """`1990` (of `1990s`) as `nineteen nineties`, `90` as `nineties`."""
    return _distinct((*reading[:-1], _many(reading[-1])) for reading in cardinal(str(value)))


def decimal(whole: str, fraction: str) -> tuple[Spoken, ...]:
    """`3.25` as `three point two five` or `three point twenty five`."""
    before = cardinal(whole) if whole else ((), *one_by_one("0"))
    after = [*one_by_one(fraction)]
    if fraction[0] != "0" and len(fraction) == 2:  # noqa: PLR2004 - only of two digits
        after += _quantity(int(fraction))
    return _distinct((*a, "point", *b) for a in before for b in after)


def clock(hours: str, minutes: str) -> tuple[Spoken, ...]:
    """`3:30` as `three thirty`, `3:05` as `three oh five`, `3:00` as `three` or `three o'clock`."""
    hour = _quantity(int(hours))
    if int(minutes) == 0:
        return _distinct(
            h + rest for h in hour for rest in ((), ("o'clock",), ("hundred",), ("zero", "zero"))
        )
    if minutes[0] == "0":
        rests: tuple[Spoken, ...] = tuple((nought, _DIGITS[int(minutes[1])]) for nought in ("oh", "zero"))
    else:
        rests = _quantity(int(minutes))
    return _distinct(h + rest for h in hour for rest in rests)


def ratio(above: str, below: str) -> tuple[Spoken, ...]:
    """`3/4` as `three quarters`, `three fourths`, `three over four`, `three four`."""
    uppers, lowers = cardinal(above), cardinal(below)
    readings = [u + between + v for u in uppers for between in _RATIO_SIGNS for v in lowers]
    names = {"2": ("half", "halves"), "4": ("quarter", "quarters")}.get(below)
    parts = [names] if names else []
    if 3 <= int(below) <= 100:  # noqa: PLR2004 - beyond that nobody says `three hundredths`
        parts += [(last := ordinal(int(below))[0][-1], f"{last}s")]
    readings += [(*u, name) for u in uppers for part in parts for name in part]
    if above == "1":
        readings += [(article, part[0]) for part in parts for article in ("a", "an")]
    return _distinct(readings)


def money(whole: str, cents: str, unit: Spoken, small: Spoken) -> tuple[Spoken, ...]:
    """`$3.50` as `three fifty`, `three dollars (and) fifty (cents)`, `three point five ... dollars`."""
    amounts = cardinal(whole)
    if not cents or not int(cents):
        singular = tuple(word.removesuffix("s") for word in unit)
        return _distinct(a + after for a in amounts for after in (unit, singular, ()))
    minor = _quantity(int(cents))
    parts = [
        a + between + c + after
        for a in amounts[:2]
        for between in ((), unit, (*unit, "and"))
        for c in minor
        for after in ((), small)
    ]
    return _distinct([*parts, *(d + unit for d in decimal(whole, cents.rstrip("0") or "0"))])


def one_by_one(digits: str) -> tuple[Spoken, ...]:
    """Digit by digit, a nought being `zero` or `oh`."""
    plain = tuple(_DIGITS[int(digit)] for digit in digits)
    return _distinct([plain, tuple("oh" if word == "zero" else word for word in plain)])


def _pairs(digits: str) -> list[Spoken]:
    head, tail = digits[:-2], digits[-2:]
    if int(head) == 0:
        return []
    if tail == "00":
        return [(*h, "hundred") for h in _quantity(int(head))]
    ends = [_words(num2words(int(tail)))] if tail[0] != "0" else [("oh", _DIGITS[int(tail[1])])]
    return [h + end for h in _quantity(int(head)) for end in ends]


def _quantity(value: int) -> tuple[Spoken, ...]:
    return _with_and(_words(num2words(value)))


def _with_and(words: Spoken) -> tuple[Spoken, ...]:
    # num2words says `one hundred and five`; Americans often leave out the `and`.
    return _distinct([words, tuple(word for word in words if word != "and")])


def _words(text: str) -> Spoken:
    return tuple(text.replace("-", " ").replace(",", " ").split())


def _many(word: str) -> str:
    if word.endswith("y"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith("x") else f"{word}s"


def _distinct(readings: object) -> tuple[Spoken, ...]:
    return tuple(dict.fromkeys(readings))  # type: ignore[call-overload]
