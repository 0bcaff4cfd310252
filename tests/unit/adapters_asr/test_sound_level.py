import numpy as np
import pytest

from exact_transcription.adapters.asr.sound_level import moves_like_speech
from exact_transcription.core.domain.waveform import SAMPLE_RATE
from tests.recordings import excerpt

SECONDS = np.arange(10 * SAMPLE_RATE) / SAMPLE_RATE
NOISE = np.random.default_rng(7).standard_normal(len(SECONDS))


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros_like(SECONDS),
        1e-7 * NOISE,
        0.05 * NOISE,
        0.3 * np.sin(2 * np.pi * 440 * SECONDS),
        0.3 * np.sin(2 * np.pi * 50 * SECONDS) + 0.01 * NOISE,
        np.zeros(100),
        np.zeros(0),
    ],
    ids=["silence", "dither", "noise", "tone", "hum", "short", "empty"],
)
def test_what_does_not_move_is_not_speech(sound: np.ndarray) -> None:
    assert not moves_like_speech(sound.astype(np.float32))


def test_speech_moves() -> None:
    assert moves_like_speech(excerpt(12.0, 18.0).samples)


def test_very_quiet_speech_moves() -> None:
    assert moves_like_speech(excerpt(12.0, 18.0).samples * np.float32(0.001))


def test_speech_moves_in_noise_as_loud_as_itself() -> None:
    speech = excerpt(12.0, 18.0).samples
    noise = NOISE[: len(speech)] * np.sqrt(np.mean(np.square(speech)))
    assert moves_like_speech((speech + noise).astype(np.float32))
