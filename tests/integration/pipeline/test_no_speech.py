"""Recordings in which nobody talks give a valid transcript without words."""

from pathlib import Path

import numpy as np
import pytest

from tests import media
from tests.integration.pipeline.conftest import Transcribing

pytestmark = pytest.mark.models


def chords(seconds: float) -> media.Samples:
    """Struck chords over a bass line, as in a waiting loop."""
    time = np.arange(round(seconds * media.RATE)) / media.RATE
    sound = 0.1 * np.sin(2 * np.pi * 55 * time)
    for beat, root in enumerate([220.0, 174.6, 261.6, 196.0] * int(seconds // 2)):
        age = time - beat / 2
        struck = np.where(age >= 0, np.exp(-2.5 * np.clip(age, 0, None)), 0)
        for ratio in (1, 1.25, 1.5):
            sound = sound + 0.06 * struck * np.sin(2 * np.pi * root * ratio * age)
    return np.asarray(sound, dtype=np.float32)


SOUNDS = {
    "digital silence": np.zeros(10 * media.RATE, np.float32),
    "noise": (0.03 * np.random.default_rng(0).standard_normal(10 * media.RATE)).astype(np.float32),
    "music": chords(12.0),
    "a clip of 0.2 s": media.sample()[: media.RATE // 5],
    "a clip of 0.2 s with sound": media.sample()[round(6.8 * media.RATE) : round(7.0 * media.RATE)],
}


@pytest.mark.parametrize("sound", SOUNDS)
def test_no_words_are_invented_in(sound: str, transcribe: Transcribing, tmp_path: Path) -> None:
    path = media.write(tmp_path / "sound.wav", SOUNDS[sound])
    transcript = transcribe(path)
    if sound != "a clip of 0.2 s with sound":  # that is a piece of a word, which may be heard as one
        assert transcript.words == ()
        assert transcript.pauses == ()
    assert transcript.duration == pytest.approx(len(SOUNDS[sound]) / media.RATE, abs=0.001)
    for word in transcript.words:
        assert word.span.end <= transcript.duration + 0.001
