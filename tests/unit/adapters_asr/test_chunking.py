from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.adapters.asr.chunking import MARGIN, WINDOW, chunks_of, halves_of
from exact_transcription.core.domain.time_span import TimeSpan, merged
from exact_transcription.core.domain.voice_activity import VoiceActivity

STEP = 0.02


def activity(
    *spans: tuple[float, float], lowest: float | None = None, duration: float = 200.0
) -> VoiceActivity:
    """Speech in spans; `lowest` is an instant at which speech is least likely."""
    scores = np.ones(round(duration / STEP), dtype=np.float32)
    if lowest is not None:
        scores[round(lowest / STEP)] = 0.1
    return VoiceActivity(
        speech=tuple(TimeSpan(start=start, end=end) for start, end in spans), scores=scores, frame_step=STEP
    )


@st.composite
def speech(draw: st.DrawFn) -> VoiceActivity:
    cursor, spans = 0.0, []
    for _ in range(draw(st.integers(0, 30))):
        start = cursor + draw(st.floats(0.05, 40.0))
        cursor = start + draw(st.floats(0.05, 70.0))
        spans.append((start, cursor))
    return activity(*spans, duration=cursor + 5.0)


def test_near_spans_share_a_chunk_with_a_margin() -> None:
    (chunk,) = chunks_of(activity((5.0, 8.0), (9.0, 12.0)), duration=20.0)
    assert chunk.span == TimeSpan(start=5.0 - MARGIN, end=12.0 + MARGIN)
    assert chunk.spoken == pytest.approx(6.0)


def test_a_margin_stays_within_the_recording() -> None:
    (chunk,) = chunks_of(activity((0.1, 8.0)), duration=8.0)
    assert chunk.span == TimeSpan(start=0.0, end=8.0)


def test_a_long_silence_is_preferred_to_a_full_window() -> None:
    chunks = chunks_of(activity((0.0, 20.0), (22.0, 29.0), (29.1, 34.0)), duration=40.0)
    assert [len(chunk.speech) for chunk in chunks] == [1, 2]


def test_the_longest_of_short_silences_is_chosen() -> None:
    chunks = chunks_of(activity((0.0, 19.0), (19.3, 24.0), (24.1, 29.0), (29.1, 34.0)), duration=40.0)
    assert [len(chunk.speech) for chunk in chunks] == [1, 3]


def test_endless_speech_is_cut_where_it_is_least_likely() -> None:
    first, second = chunks_of(activity((0.0, 45.0), lowest=21.0), duration=45.0)
    assert first.span.end == pytest.approx(21.0, abs=STEP)
    assert second.span.start == pytest.approx(21.0, abs=STEP)


def test_endless_speech_is_cut_without_scores_too() -> None:
    bare = VoiceActivity(
        speech=(TimeSpan(start=0.0, end=95.0),), scores=np.zeros(0, dtype=np.float32), frame_step=0.0
    )
    assert all(chunk.span.duration <= WINDOW for chunk in chunks_of(bare, duration=95.0))


def test_halves_break_in_the_silence() -> None:
    whole = activity((1.0, 9.0), (10.0, 19.0))
    (chunk,) = chunks_of(whole, duration=25.0)
    assert [half.speech for half in halves_of(chunk, whole)] == [
        (TimeSpan(start=1.0, end=9.0),),
        (TimeSpan(start=10.0, end=19.0),),
    ]


def test_speech_beyond_the_end_of_the_recording_is_left_out() -> None:
    assert chunks_of(activity((30.0, 40.0)), duration=20.0) == ()


@given(speech())
def test_chunks_fit_the_window_keep_their_order_and_cover_all_speech(given_speech: VoiceActivity) -> None:
    duration = given_speech.speech[-1].end + 1.0 if given_speech.speech else 1.0
    chunks = chunks_of(given_speech, duration=duration)
    assert all(chunk.span.duration <= WINDOW + 1e-6 for chunk in chunks)
    assert all(before.span.end <= after.span.start + 1e-9 for before, after in pairwise(chunks))
    pieces = merged([span for chunk in chunks for span in chunk.speech], bridge=1e-9)
    assert sum(piece.duration for piece in pieces) == pytest.approx(
        sum(span.duration for span in given_speech.speech)
    )
    for chunk in chunks:
        assert chunk.span.start <= chunk.speech[0].start
        assert chunk.span.end >= chunk.speech[-1].end
