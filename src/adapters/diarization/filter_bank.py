"""Kaldi's log mel filter banks, as CAM++ was trained on them."""

from functools import partial

import torch
from torchaudio.compliance import kaldi

from exact_transcription.core.domain.waveform import SAMPLE_RATE

FRAME_LENGTH = 400
"""Samples that a frame covers: 25 ms."""
FRAME_SHIFT = 160
"""Samples from one frame to the next: 10 ms."""
BANDS = 80

_one = partial(kaldi.fbank, num_mel_bins=BANDS, sample_frequency=SAMPLE_RATE, dither=0.0)


def filter_bank(waveforms: torch.Tensor) -> torch.Tensor:
    """Filter banks of audio.

    Args:
        waveforms: shape (batch, samples), 16 kHz, at least `FRAME_LENGTH` samples.

    Returns:
        Natural logarithms of energies, shape (batch, frames, 80); frames only where they fit whole.
    """
    banks: torch.Tensor = torch.vmap(_one)(waveforms[:, None])
    return banks
