import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.diarization import Diarization, Turn
from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.segment import DecodingScores, Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_activity import Segmentation, VoiceActivity
from exact_transcription.core.domain.word import Provenance, Word, WordFlag
from exact_transcription.core.ports.speech_recognition import Recognition
from exact_transcription.core.usecases.stage_codec import from_bytes, to_bytes

seconds = st.floats(0, 1e5, allow_nan=False)
spans = st.tuples(seconds, seconds).map(lambda pair: TimeSpan(start=min(pair), end=max(pair)))
texts = st.text(min_size=1).filter(lambda text: text.strip() != "" and "\ud800" not in text)
words = st.builds(
    Word,
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
    span=spans,
    confidence=st.floats(0, 1),
    provenance=st.sampled_from(Provenance),
    speaker=st.none() | st.just("SPEAKER_00"),
    flags=st.frozensets(st.sampled_from(WordFlag)),
)
scores = st.builds(
    DecodingScores,
    avg_logprob=st.floats(-10, 0),
    no_speech_prob=st.floats(0, 1),
    compression_ratio=st.floats(0, 50),
    temperature=st.floats(0, 1),
)
segments = st.builds(
    Segment,
    span=spans,
    text=st.text(st.characters(exclude_categories=["Cs"])),
    words=st.lists(words, max_size=3).map(tuple),
    scores=st.none() | scores,
)
recognitions = st.builds(
    Recognition,
    language=st.just("en"),
    language_confidence=st.none() | st.floats(0, 1),
    segments=st.lists(segments, max_size=3).map(tuple),
    notices=st.lists(
        st.builds(Notice, code=st.just("x"), message=st.just("y"), span=st.none() | spans), max_size=2
    ).map(tuple),
)


@given(recognitions)
def test_a_recognition_survives_the_way_to_bytes_and_back(recognition: Recognition) -> None:
    assert from_bytes(Recognition, to_bytes(recognition)) == recognition


def test_arrays_survive_with_their_shape_and_type() -> None:
    activity = VoiceActivity(
        speech=(TimeSpan(start=0.5, end=1.25),),
        scores=np.linspace(0, 1, 7, dtype=np.float32),
        frame_step=0.017,
        segmentation=Segmentation(
            model="m",
            activity=np.arange(24, dtype=np.uint8).reshape(2, 4, 3),
            chunk_duration=10.0,
            chunk_step=1.0,
        ),
    )
    copy = from_bytes(VoiceActivity, to_bytes(activity))
    assert copy.speech == activity.speech
    np.testing.assert_array_equal(copy.scores, activity.scores)
    assert copy.scores.dtype == np.float32
    assert copy.segmentation is not None
    assert copy.segmentation.activity.shape == (2, 4, 3)
    assert copy.segmentation.activity.dtype == np.uint8


def test_a_mapping_of_arrays_survives() -> None:
    diarization = Diarization(
        turns=(Turn(span=TimeSpan(start=0, end=1), speaker="SPEAKER_00"),),
        embeddings={"SPEAKER_00": np.array([0.6, 0.8], dtype=np.float32)},
    )
    copy = from_bytes(Diarization, to_bytes(diarization))
    assert copy.turns == diarization.turns
    np.testing.assert_array_equal(copy.embeddings["SPEAKER_00"], diarization.embeddings["SPEAKER_00"])


@pytest.mark.parametrize("kept", [0, 10, 100])
def test_damaged_bytes_are_an_error(kept: int) -> None:
    data = to_bytes(Diarization())
    with pytest.raises(ValueError, match="not an encoded Diarization"):
        from_bytes(Diarization, data[:kept])


def test_bytes_of_another_type_are_an_error() -> None:
    with pytest.raises(ValueError, match="not an encoded Recognition"):
        from_bytes(Recognition, to_bytes(Diarization()))
