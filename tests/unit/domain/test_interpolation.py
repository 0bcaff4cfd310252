from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.interpolation import interpolated
from exact_transcription.core.domain.segment import DecodingScores, Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.word import Provenance, Word


def test_words_get_time_in_proportion_to_their_letters() -> None:
    segment = interpolated(Segment(span=TimeSpan(start=2.0, end=3.0), text="I walked on"))
    assert [(word.text, word.span.start, word.span.end) for word in segment.words] == [
        ("I", 2.0, pytest.approx(2 + 1 / 9)),
        ("walked", pytest.approx(2 + 1 / 9), pytest.approx(2 + 7 / 9)),
        ("on", pytest.approx(2 + 7 / 9), 3.0),
    ]


def test_a_guess_says_that_it_is_one() -> None:
    segment = interpolated(Segment(span=TimeSpan(start=0.0, end=1.0), text="a guess"))
    assert {word.provenance for word in segment.words} == {Provenance.INTERPOLATED}


def test_words_that_are_there_keep_their_confidence_and_speaker() -> None:
    word = Word(
        text="yes",
        span=TimeSpan(start=5.0, end=6.0),
        confidence=0.7,
        provenance=Provenance.ATTENTION,
        speaker="SPEAKER_01",
    )
    (found,) = interpolated(Segment(span=TimeSpan(start=0.0, end=1.0), text="yes", words=(word,))).words
    assert (found.confidence, found.speaker) == (0.7, "SPEAKER_01")
    assert found.span == TimeSpan(start=0.0, end=1.0)


def test_new_words_have_the_recognisers_mean_confidence() -> None:
    scores = DecodingScores(avg_logprob=-0.6931472, no_speech_prob=0.0, compression_ratio=1.0)
    segment = interpolated(Segment(span=TimeSpan(start=0.0, end=1.0), text="so so", scores=scores))
    assert [word.confidence for word in segment.words] == [pytest.approx(0.5)] * 2


def test_languages_without_spaces_are_spread_by_characters() -> None:
    segment = interpolated(Segment(span=TimeSpan(start=0.0, end=3.0), text="你好。吗"), language="zh")
    assert [word.text for word in segment.words] == ["你", "好。", "吗"]


def test_no_text_has_no_words() -> None:
    assert interpolated(Segment(span=TimeSpan(start=0.0, end=1.0), text="")).words == ()


@given(st.text(max_size=60), st.floats(0, 1e5), st.floats(0, 1e3))
def test_the_words_fill_the_span_in_order(text: str, start: float, length: float) -> None:
    span = TimeSpan(start=start, end=start + length)
    segment = interpolated(Segment(span=span, text=text))
    assert segment.span == span
    assert bool(segment.words) == bool(text.split())
    if segment.words:
        assert segment.words[0].span.start == span.start
        assert segment.words[-1].span.end == pytest.approx(span.end)
        assert all(before.span.end == after.span.start for before, after in pairwise(segment.words))
