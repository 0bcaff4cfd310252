"""Which of two lists of spans are the same, one-to-one."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.time_span import TimeSpan

Assign = Callable[[npt.NDArray[np.float64]], list[tuple[int, int]]]
"""The one-to-one assignment of rows to columns that costs least."""


def pairs_by_edges(
    found: Sequence[TimeSpan], true: Sequence[TimeSpan], within: float, assign: Assign
) -> list[tuple[int, int]]:
    """Pairs (index found, index true) with both edges within `within` seconds.

    The matching with the most pairs, and among those the closest, is taken.
    """
    if not found or not true:
        return []
    off = _off(found, true)
    return _matched(off <= within + 1e-9, off, assign)


def pairs_by_overlap(
    found: Sequence[TimeSpan], true: Sequence[TimeSpan], assign: Assign
) -> list[tuple[int, int]]:
    """Pairs (index found, index true) that share at least half of their union."""
    if not found or not true:
        return []
    a, b = _array(found), _array(true)
    common = np.minimum(a[:, None, 1], b[None, :, 1]) - np.maximum(a[:, None, 0], b[None, :, 0])
    union = np.maximum(a[:, None, 1], b[None, :, 1]) - np.minimum(a[:, None, 0], b[None, :, 0])
    return _matched(2 * common >= np.maximum(union, 1e-9), _off(found, true), assign)


def _array(spans: Sequence[TimeSpan]) -> npt.NDArray[np.float64]:
    return np.array([(span.start, span.end) for span in spans])


def _off(found: Sequence[TimeSpan], true: Sequence[TimeSpan]) -> npt.NDArray[np.float64]:
    farther: npt.NDArray[np.float64] = np.abs(_array(found)[:, None] - _array(true)[None]).max(axis=2)
    return farther


def _matched(
    matches: npt.NDArray[np.bool_], off: npt.NDArray[np.float64], assign: Assign
) -> list[tuple[int, int]]:
    # No sum of distances may outweigh a pair, however many and long the spans are.
    cost = np.where(matches, off / (1.0 + off.max()) / (1.0 + min(off.shape)), 1.0)
    return [(i, j) for i, j in assign(cost) if matches[i, j]]
