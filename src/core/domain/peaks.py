"""How loud a recording is from moment to moment, for drawing it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform

PEAKS_PER_SECOND = 100
_SAMPLES = SAMPLE_RATE // PEAKS_PER_SECOND
_BLOCK = 60 * SAMPLE_RATE
"""Samples looked at in one go: long recordings are mapped files and stay so."""

FULL = 255

Peaks = npt.NDArray[np.uint8]


def peaks_of(waveforms: Sequence[Waveform]) -> Peaks:
    """The largest magnitude in every hundredth of a second, over all channels.

    Args:
        waveforms: one or more of the same length.

    Returns:
        Shape (hundredths,), 255 being full scale; the last one may stand for less than a hundredth.
    """
    loudest = _peaks(waveforms[0].samples)
    for waveform in waveforms[1:]:
        loudest = np.maximum(loudest, _peaks(waveform.samples))
    return loudest


def resampled(peaks: Peaks, points: int) -> Peaks:
    """The same drawn with at most `points` values, each the largest of those that it stands for."""
    if len(peaks) <= points:
        return peaks
    edges = np.linspace(0, len(peaks), points, endpoint=False).astype(np.int64)
    drawn: Peaks = np.maximum.reduceat(peaks, edges)
    return drawn


def _peaks(samples: npt.NDArray[np.float32]) -> Peaks:
    blocks = [_block(samples[start : start + _BLOCK]) for start in range(0, len(samples), _BLOCK)]
    return np.concatenate(blocks) if blocks else np.zeros(0, dtype=np.uint8)


def _block(samples: npt.NDArray[np.float32]) -> Peaks:
    edges = np.arange(0, len(samples), _SAMPLES)
    loudest = np.maximum.reduceat(np.abs(samples), edges)
    drawn: Peaks = np.rint(np.clip(loudest, 0.0, 1.0) * FULL).astype(np.uint8)
    return drawn
