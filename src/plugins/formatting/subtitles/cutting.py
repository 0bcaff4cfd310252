"""Cutting what one speaker says into pieces of the size of a cue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from exact_transcription.plugins.formatting.subtitles.units import Unit

NEW_CUE_SILENCE_MS = 1500
"""A longer silence always begins a new cue, so that no text stands there while nobody talks."""

_BREAK_COST = (30.0, 8.0, 0.0)
"""By what ends at the cut: nothing, a clause, a sentence."""
_PAUSE_BONUS = 12.0
_PAUSE_MS = 300
_EMPTINESS_COST = 20.0
_ORPHAN_COST = 20.0
_ORPHAN_SHARE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class CueSize:
    """What a cue can hold.

    Attributes:
        width: columns in a line.
        max_lines: lines.
        max_ms: longest duration in milliseconds.
    """

    width: int
    max_lines: int
    max_ms: int


def cut(units: Sequence[Unit], size: CueSize, *, lead: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Cut units into runs `[first, last)` that fit into a cue each, in linear time.

    Each run ends where of all the ends that fit the cut costs least: after a sentence best of all, then after
    a clause or before a pause, and rather late than early; nothing short is left over for the last cue.

    Args:
        units: what one speaker says, each fitting on a line.
        size: of a cue.
        lead: columns of what stands before the first run, and before every other one.
    """
    silences = [after.start - before.end for before, after in pairwise(units)]
    silences.append(0)
    first = 0
    while first < len(units):
        last = furthest = _furthest(units, silences, first, size, lead[bool(first)])
        if furthest < len(units) and silences[furthest - 1] < NEW_CUE_SILENCE_MS:
            last = _best_end(units, silences, first, furthest, size.width * size.max_lines)
        yield first, last
        first = last


def _furthest(units: Sequence[Unit], silences: Sequence[int], first: int, size: CueSize, lead: int) -> int:
    """How far a cue that begins at `first` can reach; at least one unit."""
    latest = units[first].start + size.max_ms
    lines, used = 1, lead
    for index in range(first, len(units)):
        unit = units[index]
        wider = used + unit.width + (unit.gap if index > first else 0)
        if wider > size.width:
            lines, wider = lines + 1, unit.width
        used = wider
        if index > first and (
            lines > size.max_lines or unit.end > latest or silences[index - 1] >= NEW_CUE_SILENCE_MS
        ):
            return index
    return len(units)


def _best_end(
    units: Sequence[Unit], silences: Sequence[int], first: int, furthest: int, capacity: int
) -> int:
    orphan = capacity * _ORPHAN_SHARE
    rest = 0.0
    for unit in units[furthest : furthest + capacity]:
        rest += unit.width + unit.gap
        if rest >= orphan:
            break
    best, best_cost = furthest, float("inf")
    used = sum([unit.width + unit.gap for unit in units[first:furthest]])
    for end in range(furthest, first, -1):
        last = units[end - 1]
        empty = _EMPTINESS_COST * (1.0 - used / capacity)
        if empty > best_cost:
            break
        cost = _BREAK_COST[last.closes] + empty
        if silences[end - 1] >= _PAUSE_MS:
            cost -= _PAUSE_BONUS
        if rest < orphan:
            cost += _ORPHAN_COST
        if cost < best_cost:
            best, best_cost = end, cost
        used -= last.width + last.gap
        rest += last.width + last.gap
    return best
