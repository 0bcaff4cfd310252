from itertools import pairwise

import numpy as np
import pytest

from exact_transcription.core.domain.diarization import Diarization, SpeakerCount
from exact_transcription.core.domain.errors import JobCancelledError
from exact_transcription.core.domain.voice_prints import voice_of
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.diarization import Diarizer
from exact_transcription.core.ports.voice_activity import VoiceActivityDetector
from tests.fakes.diarization import FakeDiarizer
from tests.fakes.progress import FreeProgress, StoppingProgress
from tests.fakes.voice_activity import FakeVoiceActivityDetector
from tests.recordings import excerpt, silence, telephone_call

Pair = tuple[VoiceActivityDetector, Diarizer]


@pytest.fixture(scope="module", params=["fake", pytest.param("pyannote", marks=pytest.mark.models)])
def pair(request: pytest.FixtureRequest) -> Pair:
    if request.param == "fake":
        return FakeVoiceActivityDetector(), FakeDiarizer()
    from exact_transcription.adapters.diarization.pyannote import PyannoteDiarizer  # noqa: PLC0415
    from exact_transcription.adapters.diarization.recipe import offline  # noqa: PLC0415
    from exact_transcription.adapters.voice_activity.pyannote import (  # noqa: PLC0415
        PyannoteVoiceActivityDetector,
    )

    parts = offline()
    return (
        PyannoteVoiceActivityDetector(segmentation=parts.segmentation, device="cpu"),
        PyannoteDiarizer(recipe=parts, device="cpu"),
    )


def diarize(pair: Pair, waveform: Waveform, speakers: SpeakerCount | None = None) -> Diarization:
    detector, diarizer = pair
    activity = detector.detect(waveform, progress=FreeProgress())
    return diarizer.diarize(waveform, activity, speakers=speakers or SpeakerCount(), progress=FreeProgress())


@pytest.fixture(scope="module")
def call(pair: Pair) -> Diarization:
    return diarize(pair, telephone_call())


def test_speakers_are_numbered_in_order_of_first_speaking(call: Diarization) -> None:
    assert call.speakers == ("SPEAKER_00", "SPEAKER_01")
    assert call.turns == tuple(sorted(call.turns))


def test_turns_lie_inside_the_recording(call: Diarization) -> None:
    assert all(turn.span.duration > 0.0 for turn in (*call.turns, *call.exclusive_turns))
    assert max(turn.span.end for turn in call.turns) <= telephone_call().duration


def test_exclusive_turns_do_not_overlap(call: Diarization) -> None:
    assert call.exclusive_turns
    assert all(before.span.end <= after.span.start for before, after in pairwise(call.exclusive_turns))
    assert {turn.speaker for turn in call.exclusive_turns} <= set(call.speakers)


def test_a_speaker_does_not_overlap_with_himself(call: Diarization) -> None:
    for speaker in call.speakers:
        own = [turn for turn in call.turns if turn.speaker == speaker]
        assert all(before.span.end <= after.span.start for before, after in pairwise(own))


def test_everybody_who_talks_alone_has_a_unit_embedding(call: Diarization) -> None:
    assert set(call.embeddings) == {turn.speaker for turn in call.exclusive_turns}
    for embedding in call.embeddings.values():
        assert embedding.dtype == np.float32
        assert np.linalg.norm(embedding) == pytest.approx(1.0, abs=1e-5)


def test_pieces_of_one_voice_are_more_alike_than_those_of_two(call: Diarization) -> None:
    voices = call.voices
    assert voices is not None
    assert voices.pieces.shape == (len(voices.embeddings), 2)
    assert np.all(np.diff(voices.pieces.ravel()) >= -1e-9), "sorted and disjoint"
    assert voices.embeddings.dtype == np.float16
    assert np.linalg.norm(voices.embeddings.astype(float), axis=1) == pytest.approx(1.0, abs=1e-3)
    heard = {
        turn.speaker: voice_of(voices, turn.span)
        for turn in sorted(call.exclusive_turns, key=lambda turn: turn.span.duration)
    }
    longest = {name: heard[name].embedding @ call.embeddings[name] for name in call.speakers}
    ann, ben = call.speakers
    assert min(longest.values()) > heard[ann].embedding @ heard[ben].embedding + 0.2


@pytest.mark.parametrize(
    "recording", [silence(0.0), silence(0.2), silence(12.0)], ids=["empty", "short", "long"]
)
def test_no_speech_gives_no_speakers(pair: Pair, recording: Waveform) -> None:
    assert diarize(pair, recording) == Diarization()


@pytest.mark.parametrize("seconds", [0.001, 0.02, 0.2, 1.0])
def test_the_shortest_recordings_are_no_trouble(pair: Pair, seconds: float) -> None:
    found = diarize(pair, excerpt(8.5, 8.5 + seconds))
    assert all(turn.span.end <= seconds for turn in found.turns)
    assert set(found.embeddings) == {turn.speaker for turn in found.exclusive_turns}


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_exact_number_of_speakers_is_kept_to(pair: Pair, number: int) -> None:
    found = diarize(pair, telephone_call(), SpeakerCount(exact=number))
    assert len(found.speakers) == number
    assert set(found.embeddings) == {turn.speaker for turn in found.exclusive_turns}


def test_the_smallest_number_of_speakers_is_kept_to(pair: Pair) -> None:
    assert len(diarize(pair, telephone_call(), SpeakerCount(minimum=3)).speakers) >= 3


def test_the_largest_number_of_speakers_is_kept_to(pair: Pair) -> None:
    assert len(diarize(pair, telephone_call(), SpeakerCount(maximum=1)).speakers) == 1


def test_the_same_recording_gives_the_same_turns(pair: Pair, call: Diarization) -> None:
    again = diarize(pair, telephone_call())
    assert again.turns == call.turns
    assert again.exclusive_turns == call.exclusive_turns
    assert all(np.array_equal(again.embeddings[name], call.embeddings[name]) for name in call.speakers)


def test_progress_rises_to_one(pair: Pair) -> None:
    detector, diarizer = pair
    activity = detector.detect(telephone_call(), progress=FreeProgress())
    progress = FreeProgress()
    diarizer.diarize(telephone_call(), activity, speakers=SpeakerCount(), progress=progress)
    assert progress.fractions == sorted(progress.fractions)
    assert progress.fractions[-1] == pytest.approx(1.0)


def test_a_request_to_stop_is_heard(pair: Pair) -> None:
    detector, diarizer = pair
    activity = detector.detect(telephone_call(), progress=FreeProgress())
    with pytest.raises(JobCancelledError):
        diarizer.diarize(telephone_call(), activity, speakers=SpeakerCount(), progress=StoppingProgress())


def test_the_model_has_a_name(pair: Pair) -> None:
    assert pair[1].model
