"""How loud a recording is, every hundredth of a second."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform

STEP = 0.01
"""Seconds from one frame to the next; frame k is centred on (k + 1/2) * STEP."""

WINDOW = 0.025
"""Seconds of audio that one frame looks at (Hann window)."""

QUIETEST = -130.0
"""dB relative to full scale; digital silence is given this level."""

_HOP = round(STEP * SAMPLE_RATE)
_WINDOW = round(WINDOW * SAMPLE_RATE)
_BLOCK = 4096
_WEIGHTS = np.square(np.hanning(_WINDOW + 1)[:-1]).astype(np.float32)
_WEIGHTS /= _WEIGHTS.sum()


def measure_levels(
    waveform: Waveform, *, advance: Callable[[float], None] | None = None
) -> npt.NDArray[np.float32]:
    """Measure the level of each frame, in blocks, so that memory-mapped audio of any length can be read.

    The mean of each frame is taken off first, which leaves out a constant offset and what is slower than
    speech (below about 40 Hz).

    Args:
        waveform: the audio.
        advance: told now and then which share (0..1) is done; may raise to stop.

    Returns:
        shape (frames,), dB relative to full scale; one frame for every full STEP of audio.
    """
    samples = waveform.samples
    levels = np.empty(len(samples) // _HOP, np.float32)
    for first in range(0, len(levels), _BLOCK):
        block = levels[first : first + _BLOCK]
        block[:] = _block_levels(samples, first, len(block))
        if advance is not None:
            advance((first + len(block)) / len(levels))
    return levels


def _block_levels(samples: npt.NDArray[np.float32], first: int, count: int) -> npt.NDArray[np.float32]:
    begin = first * _HOP - (_WINDOW - _HOP) // 2
    end = begin + (count - 1) * _HOP + _WINDOW
    part = np.asarray(samples[max(0, begin) : end], np.float32)
    part = np.pad(part, (max(0, -begin), max(0, end - len(samples))))
    frames = np.lib.stride_tricks.sliding_window_view(part, _WINDOW)[::_HOP]
    centred = frames - frames.mean(axis=1, keepdims=True)
    power = np.einsum("ij,ij,j->i", centred, centred, _WEIGHTS)
    return np.asarray(10 * np.log10(power + 10 ** (QUIETEST / 10)), np.float32)
