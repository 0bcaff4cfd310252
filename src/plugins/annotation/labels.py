"""Labels with times in whole milliseconds, laid out so that none overlaps another one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text with its time.

    Attributes:
        start: milliseconds.
        end: milliseconds, after `start`.
        text: on one line.
    """

    start: int
    end: int
    text: str


LabelT = TypeVar("LabelT", bound=Label)


def laid_out(labels: Sequence[LabelT]) -> list[LabelT]:
    """Give labels, sorted by start, times as tiers allow them: disjoint, each at least a millisecond long.

    Starts are kept where they can be and ends are cut, because an onset is what people look for. A label of
    no length takes one millisecond.
    """
    starts: list[int] = []
    for label in labels:
        starts.append(max(label.start, starts[-1] + 1) if starts else max(label.start, 0))
    placed = []
    for index, label in enumerate(labels):
        start = starts[index]
        end = max(label.end, start + 1)
        if index + 1 < len(starts):
            end = min(end, starts[index + 1])
        same = (label.start, label.end) == (start, end)
        placed.append(label if same else replace(label, start=start, end=end))
    return placed


def filled(labels: Iterable[Label], end: int) -> list[Label]:
    """Put empty labels between disjoint labels, before the first one and up to `end` milliseconds."""
    result: list[Label] = []
    cursor = 0
    for label in labels:
        if label.start > cursor:
            result.append(Label(start=cursor, end=label.start, text=""))
        result.append(label)
        cursor = label.end
    if cursor < end:
        result.append(Label(start=cursor, end=end, text=""))
    return result
