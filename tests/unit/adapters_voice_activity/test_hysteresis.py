from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.adapters.voice_activity.hysteresis import spans_above
from exact_transcription.core.domain.time_span import TimeSpan

SCORES = st.lists(st.floats(0.0, 1.0, width=32), max_size=60).map(lambda x: np.array(x, dtype=np.float32))


def spans(
    scores: list[float] | np.ndarray[tuple[int], np.dtype[np.float32]],
    *,
    onset: float = 0.6,
    offset: float = 0.4,
    min_on: float = 0.0,
    min_off: float = 0.0,
    duration: float = 100.0,
) -> tuple[TimeSpan, ...]:
    return spans_above(
        np.array(scores, dtype=np.float32),
        frame_step=1.0,
        frame_start=0.5,
        duration=duration,
        onset=onset,
        offset=offset,
        min_on=min_on,
        min_off=min_off,
    )


def test_edges_lie_where_the_score_crosses_the_lower_threshold() -> None:
    (span,) = spans([0.0, 0.8, 0.8, 0.0])
    assert span.start == pytest.approx(1.0)  # half-way from the frame at 0.5 s to the one at 1.5 s
    assert span.end == pytest.approx(3.0)


def test_what_stays_below_the_upper_threshold_is_no_speech() -> None:
    assert spans([0.0, 0.5, 0.5, 0.0]) == ()


def test_speech_goes_on_until_the_score_falls_below_the_lower_threshold() -> None:
    (span,) = spans([0.0, 0.9, 0.5, 0.9, 0.0])
    assert span.duration > 3.0


def test_short_holes_are_closed_before_short_spans_are_dropped() -> None:
    scores = [0.0, 0.8, 0.0, 0.8, 0.0]
    assert len(spans(scores)) == 2
    assert len(spans(scores, min_off=1.0)) == 1
    assert spans(scores, min_on=1.5) == ()
    assert len(spans(scores, min_off=1.0, min_on=1.5)) == 1


def test_speech_does_not_reach_beyond_the_recording() -> None:
    assert spans([0.9, 0.9, 0.9], duration=2.0) == (TimeSpan(start=0.0, end=2.0),)


def test_speech_at_the_edges_reaches_to_the_edges() -> None:
    assert spans([0.9, 0.9], duration=2.2) == (TimeSpan(start=0.0, end=2.2),)


def test_no_scores_give_no_spans() -> None:
    assert spans([]) == ()


@given(scores=SCORES, onset=st.floats(0.1, 0.9), min_on=st.floats(0.0, 5.0), min_off=st.floats(0.0, 5.0))
def test_spans_are_sorted_apart_and_as_long_as_asked(
    scores: np.ndarray[tuple[int], np.dtype[np.float32]], onset: float, min_on: float, min_off: float
) -> None:
    found = spans(scores, onset=onset, offset=onset / 2, min_on=min_on, min_off=min_off, duration=50.0)
    assert all(span.duration >= min_on and 0.0 <= span.start < span.end <= 50.0 for span in found)
    assert all(after.start - before.end > min_off for before, after in pairwise(found))


@given(scores=SCORES, onset=st.floats(0.1, 0.9))
def test_frames_above_the_upper_threshold_are_in_a_span(
    scores: np.ndarray[tuple[int], np.dtype[np.float32]], onset: float
) -> None:
    found = spans(scores, onset=onset, offset=onset / 2)
    for frame in np.flatnonzero(scores > onset):
        assert any(span.contains(frame + 0.5) for span in found)
