from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.stretches import activity_within, segments_later, stretches
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.word import Provenance, Word

STEP = 0.1


def _activity(*speech: tuple[float, float], duration: float = 100.0) -> VoiceActivity:
    scores = np.zeros(int(duration / STEP), dtype=np.float32)
    for start, end in speech:
        scores[int(start / STEP) : int(end / STEP)] = 1.0
    return VoiceActivity(
        speech=tuple(TimeSpan(start=start, end=end) for start, end in speech),
        scores=scores,
        frame_step=STEP,
        frame_start=STEP / 2,
    )


@st.composite
def _talk(draw: st.DrawFn) -> tuple[VoiceActivity, float]:
    lengths = draw(st.lists(st.floats(0.1, 30.0), min_size=0, max_size=40))
    edges = np.cumsum(lengths).tolist()
    speech = list(zip(edges[::2], edges[1::2], strict=False))
    duration = (edges[-1] if edges else 0.0) + draw(st.floats(0.1, 30.0))
    return _activity(*speech, duration=duration), duration


@given(_talk(), st.floats(5.0, 60.0), st.floats(5.0, 60.0))
def test_stretches_cover_everything_and_cut_no_speech(
    talk: tuple[VoiceActivity, float], longest: float, first: float
) -> None:
    activity, duration = talk
    found = stretches(activity, duration=duration, longest=longest, first=first)
    assert found[0].start == 0.0
    assert found[-1].end == duration
    for before, after in pairwise(found):
        assert before.end == after.start
        assert not any(span.start < before.end < span.end for span in activity.speech)
    # One is longer than asked for only where nobody pauses long enough before.
    for number, span in enumerate(found[:-1]):
        limit = first if number == 0 else longest
        gaps = [(a.end + b.start) / 2 for a, b in pairwise(activity.speech)]
        assert span.duration <= limit or not any(
            span.start + limit / 2 <= gap < min(span.end, span.start + limit) for gap in gaps
        )


def test_a_cut_lies_in_the_longest_silence_of_the_second_half() -> None:
    activity = _activity((0, 6), (6.5, 7), (9, 9.8), (10, 30), duration=30.0)
    found = stretches(activity, duration=30.0, longest=10.0, first=10.0)
    assert [span.end for span in found] == [8.0, 30.0]


def test_a_short_recording_is_one_stretch() -> None:
    whole = [TimeSpan(start=0.0, end=30.0)]
    assert stretches(_activity((1, 2)), duration=30.0, longest=600.0, first=120.0) == whole
    assert stretches(_activity(), duration=300.0, longest=60.0, first=10.0) == [
        TimeSpan(start=0.0, end=300.0)
    ]


def test_what_is_found_in_a_stretch_counts_from_its_beginning() -> None:
    activity = _activity((1, 3), (10, 14), (16, 20))
    within = activity_within(activity, TimeSpan(start=12.0, end=18.0))
    assert within.speech == (TimeSpan(start=0.0, end=2.0), TimeSpan(start=4.0, end=6.0))
    middles = within.frame_start + STEP * np.arange(len(within.scores))
    assert 0.0 <= middles[0] < STEP
    assert 6.0 - STEP < middles[-1] <= 6.0
    for middle, score in zip(middles, within.scores, strict=True):
        assert score == (1.0 if middle < 2.0 or middle > 4.0 else 0.0)
    assert within.segmentation is None


def test_words_are_put_back_where_they_were_said() -> None:
    word = Word(text="ask", span=TimeSpan(start=1.0, end=1.5), confidence=0.9, provenance=Provenance.ALIGNED)
    segment = Segment(span=TimeSpan(start=0.5, end=2.0), text="ask", words=(word,))
    (later,) = segments_later([segment], 600.0)
    assert later.span == TimeSpan(start=600.5, end=602.0)
    assert later.words[0].span == TimeSpan(start=601.0, end=601.5)
