"""Shared by the decoder's tests."""

from pathlib import Path

import numpy as np

from exact_transcription.adapters.audio.limits import DecodeLimits
from exact_transcription.adapters.audio.pyav import PyAvDecoder
from exact_transcription.core.ports.audio_decoding import ChannelMode, DecodedAudio
from tests import media
from tests.fakes.progress import FreeProgress


def decode(
    path: Path, *, channels: ChannelMode = ChannelMode.MIX, limits: DecodeLimits | None = None
) -> DecodedAudio:
    """Decode with the real decoder."""
    return PyAvDecoder(limits=limits).decode(path, channels=channels, progress=FreeProgress())


def mixed(path: Path) -> media.Samples:
    """The samples of the mix."""
    return decode(path).waveforms[0].samples


def codes(audio: DecodedAudio) -> list[str]:
    """Codes of the notices, in their order."""
    return [notice.code for notice in audio.notices]


def delay_ms(decoded: media.Samples, original: media.Samples) -> float:
    """How much later the decoded audio is, by the peak of the cross-correlation, to an eighth of a sample."""
    size = 1 << int(np.ceil(np.log2(len(decoded) + len(original))))
    cross = np.fft.rfft(decoded, size) * np.conj(np.fft.rfft(original, size))
    fine = np.fft.irfft(np.concatenate([cross, np.zeros(7 * (size // 2))]), 8 * size)
    peak = int(np.argmax(fine))
    return (peak - 8 * size if peak > 4 * size else peak) / 8 / media.RATE * 1000


def likeness(decoded: media.Samples, original: media.Samples) -> float:
    """Correlation of the two where both have samples, once the delay is taken out."""
    shift = round(delay_ms(decoded, original) * media.RATE / 1000)
    late, early = decoded[max(0, shift) :], original[max(0, -shift) :]
    length = min(len(late), len(early))
    return float(np.corrcoef(late[:length], early[:length])[0, 1])
