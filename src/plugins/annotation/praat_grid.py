"""Reading a TextGrid, long or short, into its tiers."""

from dataclasses import dataclass

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.plugins.annotation.labels import Label
from exact_transcription.plugins.annotation.praat_text import Values, decoded
from exact_transcription.plugins.formatting.plain_text import one_line
from exact_transcription.plugins.formatting.times import milliseconds

_BINARY = b"ooBinaryFile"
_CHRONOLOGICAL = "Praat chronological TextGrid text file"
_HINT = "Open it in Praat and choose Save as text file."
_MOST_TIERS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GridTier:
    """A tier of intervals, those without text left out."""

    name: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A TextGrid without its tiers of points, which hold no stretch of talk.

    Attributes:
        end: milliseconds.
        tiers: in their order.
    """

    end: int
    tiers: tuple[GridTier, ...]


def read_grid(data: bytes) -> Grid:
    """Read a text file as Praat does, by the order of its values.

    Raises:
        InvalidRequestError: it is not a TextGrid in the long or the short text form.
    """
    if data.startswith(_BINARY):
        raise InvalidRequestError("This TextGrid is in Praat's binary form.", hint=_HINT)
    text = decoded(data)
    if text.lstrip('"').startswith(_CHRONOLOGICAL):
        raise InvalidRequestError("This TextGrid is in Praat's chronological form.", hint=_HINT)
    values = Values(text)
    kind, name = values.text("the file type"), values.text("the object class")
    if not kind.startswith("ooTextFile") or name != "TextGrid":
        raise InvalidRequestError(f"This is not a TextGrid; it says of itself: {kind} {name}."[:200])
    values.number("the beginning")
    end = milliseconds(values.number("the end"))
    if values.flag("whether there are tiers") != "exists":
        return Grid(end=end, tiers=())
    tiers = (_tier(values) for _ in range(_count(values, "the number of tiers", _MOST_TIERS)))
    return Grid(end=end, tiers=tuple(tier for tier in tiers if tier is not None))


def _tier(values: Values) -> GridTier | None:
    kind, name = values.text("the class of a tier"), values.text("the name of a tier")
    values.number("the beginning of a tier")
    values.number("the end of a tier")
    size = _count(values, "the number of intervals")
    if kind == "IntervalTier":
        labels = [label for label in (_interval(values) for _ in range(size)) if label is not None]
        return GridTier(name=one_line(name), labels=tuple(labels))
    if kind != "TextTier":
        raise InvalidRequestError(f"The tier {name!r} is of an unknown class, {kind!r}.")
    for _ in range(size):
        values.number("the time of a point")
        values.text("the label of a point")
    return None


def _interval(values: Values) -> Label | None:
    start = milliseconds(values.number("the beginning of an interval"))
    end = milliseconds(values.number("the end of an interval"))
    text = one_line(values.text("the label of an interval"))
    if not 0 <= start <= end:
        raise InvalidRequestError(f"An interval goes from {start / 1000} to {end / 1000} s.")
    return Label(start=start, end=end, text=text) if text else None


def _count(values: Values, what: str, most: int | None = None) -> int:
    number = values.number(what)
    if number < 0 or number != int(number) or (most is not None and number > most):
        raise InvalidRequestError(f"{what.capitalize()} cannot be {number:g}.")
    return int(number)
