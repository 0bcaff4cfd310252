"""Whether the level of a sound moves as that of speech does."""

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.waveform import SAMPLE_RATE

_FRAME = SAMPLE_RATE // 40
_SILENT = 1e-5
"""Root mean square below which nothing was recorded: a hundred decibels below full scale."""
MIN_RANGE_DB = 3.0
"""Between quiet and loud frames. Stationary noise has about 1 dB at this frame length and a tone none, speech
in noise as loud as itself about 6."""


def moves_like_speech(samples: npt.NDArray[np.float32]) -> bool:
    """Whether a sound can be speech at all by its level; says nothing about music or clicks.

    Args:
        samples: shape (samples,), 16 kHz.
    """
    count = len(samples) // _FRAME
    if count == 0:
        return False
    frames = samples[: count * _FRAME].reshape(count, _FRAME).astype(np.float64)
    levels = np.sqrt(np.mean(frames * frames, axis=1))
    if levels.max() <= _SILENT:
        return False
    quiet, loud = np.percentile(20 * np.log10(np.maximum(levels, _SILENT)), [10, 95])
    return bool(loud - quiet >= MIN_RANGE_DB)
