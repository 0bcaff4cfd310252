"""A recording's own background: how quiet it gets when nobody talks, and how much that varies."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.levels import STEP

SURROUNDINGS = 60.0
"""Seconds around an instant that its background is judged from, so that it may change in a long recording."""

BLOCK = 5.0
"""Seconds for which one judgement holds."""

AUDIBLE_RANGE = 60.0
"""dB below loud speech under which nothing is heard: digital silence and gates are taken to be there."""

CLEAN_RANGE = (46.0, 53.0)
"""dB from the deepest background to loud speech: below the first value the background is taken from what
voice activity calls no speech; above the second the deepest level may be trusted."""

DEEP_SHARE = (0.15, 0.3)
"""Share of the frames without speech that reach the deepest level: below the first value that level is an
exception (a dropout, a gate), above the second it is the background."""

_TALK, _NO_TALK = 0.5, 0.15
_LEAST_FRAMES = 50
_SMOOTHING = 10
_LEAST_MARGIN, _CLEAN_MARGIN = 3.0, 6.0
_MARGIN_SHARE = 1 / 8
_MARGIN_SPREAD, _WIDEST_SPREAD = 2.0, 8.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Background:
    """The background of every frame; all arrays have shape (frames,), in dB.

    Attributes:
        floor: its level, relative to full scale.
        margin: how far above `floor` a level still belongs to it.
        dynamic_range: how far loud speech around that time stands above `floor`.
    """

    floor: npt.NDArray[np.float32]
    margin: npt.NDArray[np.float32]
    dynamic_range: npt.NDArray[np.float32]


def measure_background(
    levels: npt.NDArray[np.float32], voice: npt.NDArray[np.float32] | None = None
) -> Background:
    """Judge the background around every frame.

    Two views are combined. The quietest tenth of a second (minimum statistics, Martin 2001) is right for a
    recording with a steady, low background. Where that is loud or varies (people talking elsewhere, a
    room, a gated line), the minimum lies far below what is usual, and the lower quartile of the frames in
    which voice activity finds no speech is right.

    Args:
        levels: shape (frames,), from `measure_levels`.
        voice: shape (frames,), probability of speech at each frame; None if unknown.
    """
    first, last = _extent(levels, voice)
    smooth = np.convolve(np.pad(levels, _SMOOTHING // 2, mode="edge"), np.full(_SMOOTHING, 1 / _SMOOTHING))
    smooth = smooth[_SMOOTHING - 1 : _SMOOTHING - 1 + len(levels)]
    size, window = round(BLOCK / STEP), round(SURROUNDINGS / STEP)
    values = []
    for start in range(0, len(levels), size):
        # The window keeps its length at both ends of the talk.
        begin = max(first, min(start + size // 2 - window // 2, last - window))
        around = slice(begin, max(begin + 1, min(last, begin + window)))
        talk = None if voice is None else voice[around]
        values.append(_judged(levels[around], float(smooth[around].min()), talk))
    columns = np.repeat(np.array(values, np.float32).reshape(-1, 3), size, axis=0)[: len(levels)].T
    return Background(floor=columns[0], margin=columns[1], dynamic_range=columns[2])


def _extent(levels: npt.NDArray[np.float32], voice: npt.NDArray[np.float32] | None) -> tuple[int, int]:
    """First and last frame of talk: silence before and after it, often digital, says nothing about it."""
    talk = np.flatnonzero(voice > _TALK) if voice is not None else np.zeros(0, np.int64)
    if len(talk) < _LEAST_FRAMES:
        return 0, len(levels)
    return int(talk[0]), int(talk[-1]) + 1


def _judged(
    levels: npt.NDArray[np.float32], deepest: float, voice: npt.NDArray[np.float32] | None
) -> tuple[float, float, float]:
    """Floor, margin and dynamic range of one window."""
    loud = _loudness(levels, voice)
    floor, spread = deepest, 0.0
    idle = levels[voice < _NO_TALK] if voice is not None else levels[:0]
    if len(idle) >= _LEAST_FRAMES:
        lowest, usual = np.percentile(idle, (5, 25))
        by_range = 1 - _ramp(loud - deepest, CLEAN_RANGE)
        by_share = 1 - _ramp(float((idle <= deepest + _CLEAN_MARGIN).mean()), DEEP_SHARE)
        weight = max(by_range, by_share)
        floor += weight * max(0.0, float(usual) - deepest)
        spread = weight * float(usual - lowest)
    floor = max(floor, loud - AUDIBLE_RANGE)
    margin = float(np.clip((loud - floor) * _MARGIN_SHARE, _LEAST_MARGIN, _CLEAN_MARGIN))
    return floor, max(margin, min(_MARGIN_SPREAD * spread, _WIDEST_SPREAD)), loud - floor


def _loudness(levels: npt.NDArray[np.float32], voice: npt.NDArray[np.float32] | None) -> float:
    """Level of loud speech: of the talk, or without any of the upper 40 dB."""
    if voice is not None and np.count_nonzero(voice > _TALK) >= _LEAST_FRAMES:
        return float(np.percentile(levels[voice > _TALK], 90))
    return float(np.percentile(levels[levels >= np.percentile(levels, 99.5) - 40], 90))


def _ramp(value: float, bounds: tuple[float, float]) -> float:
    """0 up to the first bound, 1 from the second, straight between."""
    return float(np.interp(value, bounds, (0.0, 1.0)))
