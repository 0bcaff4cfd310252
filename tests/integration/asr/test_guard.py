"""Sounds without speech, given to the recogniser as if a voice activity model had been fooled by them."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from exact_transcription.adapters.asr.whisperx import WhisperXRecognizer
from exact_transcription.adapters.models.whisper import WhisperModelStore
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.ports.speech_recognition import Recognition, RecognitionOptions
from tests.fakes.progress import FreeProgress
from tests.recordings import excerpt

pytestmark = pytest.mark.models
SECONDS = np.arange(12 * SAMPLE_RATE) / SAMPLE_RATE


def noise() -> npt.NDArray[np.float64]:
    return 0.05 * np.random.default_rng(1).standard_normal(len(SECONDS))


def tone() -> npt.NDArray[np.float64]:
    sound: npt.NDArray[np.float64] = np.sin(2 * np.pi * 440 * SECONDS) / 5
    return sound


def clicks() -> npt.NDArray[np.float64]:
    sound = np.zeros_like(SECONDS)
    sound[:: SAMPLE_RATE // 2] = 0.9
    return sound


def surf() -> npt.NDArray[np.float64]:
    swell: npt.NDArray[np.float64] = 1 + np.sin(2 * np.pi * 0.3 * SECONDS)
    return noise() * swell


def music() -> npt.NDArray[np.float64]:
    """Chords of three notes that are struck twice a second and fade."""
    chords = ((261.6, 329.6, 392.0), (220.0, 261.6, 329.6), (174.6, 220.0, 261.6), (196.0, 246.9, 293.7))
    sound = np.zeros_like(SECONDS)
    for beat in range(24):
        age = SECONDS - beat / 2
        struck = np.where(age >= 0, np.exp(-3 * np.clip(age, 0, None)), 0)
        for note in chords[beat // 2 % 4]:
            sound += 0.05 * struck * (np.sin(2 * np.pi * note * age) + 0.3 * np.sin(4 * np.pi * note * age))
    return sound


@pytest.fixture(scope="module", params=["tiny.en", "base"])
def recognizer(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> WhisperXRecognizer:
    models = WhisperModelStore(cache_dir=tmp_path_factory.mktemp("models"), download=False)
    return WhisperXRecognizer(model=request.param, models=models, device="cpu", threads=2)


def recognize(
    recognizer: WhisperXRecognizer, samples: npt.NDArray[np.float64], options: RecognitionOptions
) -> Recognition:
    waveform = Waveform(samples.astype(np.float32))
    everywhere = VoiceActivity(
        speech=(TimeSpan(start=0.0, end=waveform.duration),),
        scores=np.ones(100, dtype=np.float32),
        frame_step=waveform.duration / 100,
    )
    return recognizer.recognize(waveform, everywhere, options=options, progress=FreeProgress())


@pytest.mark.parametrize("sound", [noise, tone, clicks, surf, music])
def test_no_words_are_invented_where_nobody_talks(
    recognizer: WhisperXRecognizer, sound: Callable[[], npt.NDArray[np.float64]]
) -> None:
    assert recognize(recognizer, sound(), RecognitionOptions(language="en")).segments == ()


def test_a_prompt_is_not_written_down_where_nobody_talks(recognizer: WhisperXRecognizer) -> None:
    options = RecognitionOptions(
        language="en",
        initial_prompt="Minutes of the meeting of the harbour board.",
        hotwords=("Okonkwo", "Xu"),
    )
    assert recognize(recognizer, surf(), options).segments == ()


def test_speech_under_the_same_guard_is_kept(recognizer: WhisperXRecognizer) -> None:
    speech = excerpt(12.0, 18.0).samples.astype(np.float64)
    found = recognize(recognizer, speech, RecognitionOptions(language="en"))
    assert "new jersey" in " ".join(segment.text for segment in found.segments).lower()
    assert found.notices == ()
