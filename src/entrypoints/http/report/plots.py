"""Where the bars of the report's plots are.

All places and lengths are per cent of the drawing, so that a drawing fills a phone's screen and a wide one
with writing of the same size; the template draws them as SVG.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from exact_transcription.core.domain.word import Provenance
from exact_transcription.entrypoints.http.report.measures import PAUSE_BINS, UNSURE, Part

SURE = 0.8
"""From here on a mean confidence is drawn as good."""

_FILLED = 0.78
"""How much of its place a bar takes; the rest is the space to the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar that stands on the lower edge.

    Attributes:
        x: its left edge.
        width: its width.
        height: its height.
        level: `good`, `fair`, `low`, or `none`.
        about: the part or the lengths that it stands for.
    """

    x: float
    width: float
    height: float
    level: str = "none"
    about: object = None

    @property
    def y(self) -> float:
        """Its upper edge."""
        return 100.0 - self.height

    @property
    def middle(self) -> float:
        """Between its left and right edge."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A part of a bar that is divided.

    Attributes:
        kind: what it stands for.
        x: its left edge.
        width: its width.
        count: how many it stands for.
    """

    kind: Provenance
    x: float
    width: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """Some lengths of pauses.

    Attributes:
        shortest: the shortest of them, in seconds; None where there is no limit.
        longest: they are shorter than that, in seconds; None where there is no limit.
        count: how many pauses are of these lengths.
    """

    shortest: float | None
    longest: float | None
    count: int


def confidence_bars(parts: Sequence[Part]) -> tuple[Bar, ...]:
    """A bar for each part of the recording in which somebody speaks, as high as its mean confidence."""
    step = 100.0 / max(1, len(parts))
    return tuple(
        Bar(
            x=number * step,
            width=step * _FILLED,
            height=100.0 * part.confidence,
            level=_level(part.confidence),
            about=part,
        )
        for number, part in enumerate(parts)
        if part.confidence is not None
    )


def pause_bars(counts: Sequence[int]) -> tuple[Bar, ...]:
    """A bar for each range of lengths; the highest takes all the height."""
    step, most = 100.0 / len(counts), max([1, *counts])
    return tuple(
        Bar(
            x=number * step + step * (1 - _FILLED) / 2,
            width=step * _FILLED,
            height=100.0 * lengths.count / most,
            about=lengths,
        )
        for number, lengths in enumerate(_lengths(counts))
    )


def provenance_slices(counted: Mapping[Provenance, int]) -> tuple[Slice, ...]:
    """All words as one bar, divided by where their times come from."""
    total, x = sum(counted.values()), 0.0
    found: list[Slice] = []
    for kind, count in counted.items():
        width = 100.0 * count / total
        found.append(Slice(kind=kind, x=x, width=width, count=count))
        x += width
    return tuple(found)


def _lengths(counts: Sequence[int]) -> Iterator[Lengths]:
    edges = (None, *PAUSE_BINS, None)
    for shortest, longest, count in zip(edges, edges[1:], counts, strict=False):
        yield Lengths(shortest=shortest, longest=longest, count=count)


def _level(confidence: float) -> str:
    if confidence >= SURE:
        return "good"
    return "fair" if confidence >= UNSURE else "low"
