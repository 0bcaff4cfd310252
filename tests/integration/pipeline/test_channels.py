"""Calls with one speaker a channel."""

from pathlib import Path

import numpy as np
import pytest

from tests import media
from tests.integration.pipeline.conftest import Transcribing, words_of

pytestmark = pytest.mark.models


def test_each_channel_is_a_speaker_with_the_words_said_there(
    transcribe: Transcribing, tmp_path: Path
) -> None:
    call = media.sample()
    left, right = np.zeros_like(call), np.zeros_like(call)
    for channel, start, end in ((left, 12.45, 14.2), (right, 14.2, 17.95)):
        channel[round(start * media.RATE) : round(end * media.RATE)] = call[
            round(start * media.RATE) : round(end * media.RATE)
        ]
    path = media.write(tmp_path / "call.wav", np.stack([left, right])[:, : 20 * media.RATE])
    transcript = transcribe(path, channels="separate")
    assert [speaker.id for speaker in transcript.speakers] == ["SPEAKER_00", "SPEAKER_01"]
    said = {
        speaker.id: [word.text for word in transcript.words if word.speaker == speaker.id]
        for speaker in transcript.speakers
    }
    assert "Jersey" in " ".join(said["SPEAKER_00"])
    assert "Chicago" in " ".join(said["SPEAKER_01"])
    assert words_of(transcript).count("chicago") == 1
