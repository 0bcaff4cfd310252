from itertools import pairwise
from pathlib import Path

import pytest

from exact_transcription.core.domain.errors import InvalidRequestError, JobCancelledError
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.domain.word import Provenance
from exact_transcription.core.ports.speech_recognition import (
    Recognition,
    RecognitionOptions,
    SpeechRecognizer,
)
from tests.fakes.progress import FreeProgress, StoppingProgress
from tests.fakes.speech_recognition import FakeSpeechRecognizer
from tests.fakes.voice_activity import FakeVoiceActivityDetector
from tests.recordings import excerpt, silence, telephone_call


@pytest.fixture(scope="module", params=["fake", pytest.param("whisperx", marks=pytest.mark.models)])
def recognizer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SpeechRecognizer:
    if request.param == "fake":
        return FakeSpeechRecognizer()
    return _whisperx(tmp_path_factory.mktemp("models"))


def _whisperx(cache_dir: Path) -> SpeechRecognizer:
    from exact_transcription.adapters.asr.whisperx import WhisperXRecognizer  # noqa: PLC0415 - not for the fake
    from exact_transcription.adapters.models.whisper import WhisperModelStore  # noqa: PLC0415

    models = WhisperModelStore(cache_dir=cache_dir, download=False)
    return WhisperXRecognizer(model="tiny.en", models=models, device="cpu", threads=2)


def heard(
    recognizer: SpeechRecognizer, waveform: Waveform, options: RecognitionOptions | None = None
) -> Recognition:
    activity = FakeVoiceActivityDetector().detect(waveform, progress=FreeProgress())
    return recognizer.recognize(
        waveform, activity, options=options or RecognitionOptions(), progress=FreeProgress()
    )


@pytest.fixture(scope="module")
def call(recognizer: SpeechRecognizer) -> Recognition:
    return heard(recognizer, telephone_call())


def test_segments_are_sorted_and_inside_the_recording(call: Recognition) -> None:
    assert call.segments
    assert all(before.span.start <= after.span.start for before, after in pairwise(call.segments))
    assert max(segment.span.end for segment in call.segments) <= telephone_call().duration


def test_a_segment_covers_its_words_and_is_made_of_them(call: Recognition) -> None:
    for segment in call.segments:
        assert " ".join(word.text for word in segment.words) == segment.text
        assert segment.span.start <= min(word.span.start for word in segment.words)
        assert segment.span.end >= max(word.span.end for word in segment.words)


def test_words_say_how_sure_they_are_and_where_their_time_comes_from(call: Recognition) -> None:
    words = [word for segment in call.segments for word in segment.words]
    assert {word.provenance for word in words} == {Provenance.ATTENTION}
    assert all(0.0 < word.confidence <= 1.0 for word in words)


def test_words_come_in_the_order_of_their_times(call: Recognition) -> None:
    words = [word for segment in call.segments for word in segment.words]
    assert all(before.span.start <= after.span.start for before, after in pairwise(words))


@pytest.mark.parametrize("seconds", [0.0, 0.01, 12.0])
def test_no_speech_gives_no_segments(recognizer: SpeechRecognizer, seconds: float) -> None:
    assert heard(recognizer, silence(seconds)).segments == ()


@pytest.mark.parametrize("seconds", [0.002, 0.02, 0.2])
def test_the_shortest_recordings_are_no_trouble(recognizer: SpeechRecognizer, seconds: float) -> None:
    recording = excerpt(13.0, 13.0 + seconds)
    everywhere = VoiceActivity(
        speech=(TimeSpan(start=0.0, end=recording.duration),),
        scores=telephone_call().samples[:0],
        frame_step=0.0,
    )
    found = recognizer.recognize(recording, everywhere, options=RecognitionOptions(), progress=FreeProgress())
    assert all(segment.span.end <= recording.duration for segment in found.segments)


def test_a_language_that_was_given_is_not_doubted(recognizer: SpeechRecognizer) -> None:
    found = heard(recognizer, excerpt(12.0, 15.0), RecognitionOptions(language="en"))
    assert found.language == "en"
    assert found.language_confidence is None


def test_an_unknown_language_is_refused_with_the_known_ones(recognizer: SpeechRecognizer) -> None:
    with pytest.raises(InvalidRequestError, match="tlh") as raised:
        heard(recognizer, excerpt(12.0, 15.0), RecognitionOptions(language="tlh"))
    assert "en" in raised.value.hint


def test_the_same_recording_gives_the_same_text(recognizer: SpeechRecognizer, call: Recognition) -> None:
    assert heard(recognizer, telephone_call()) == call


def test_progress_rises_to_one(recognizer: SpeechRecognizer) -> None:
    progress = FreeProgress()
    recording = excerpt(12.0, 18.0)
    activity = FakeVoiceActivityDetector().detect(recording, progress=FreeProgress())
    recognizer.recognize(recording, activity, options=RecognitionOptions(), progress=progress)
    assert progress.fractions == sorted(progress.fractions)
    assert progress.fractions[-1] == pytest.approx(1.0)


def test_a_request_to_stop_is_heard(recognizer: SpeechRecognizer) -> None:
    activity = FakeVoiceActivityDetector().detect(telephone_call(), progress=FreeProgress())
    with pytest.raises(JobCancelledError):
        recognizer.recognize(
            telephone_call(), activity, options=RecognitionOptions(), progress=StoppingProgress()
        )


def test_the_model_has_a_name(recognizer: SpeechRecognizer) -> None:
    assert recognizer.model
