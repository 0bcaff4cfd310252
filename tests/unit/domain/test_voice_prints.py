from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_pieces import LONGEST_PIECE, SHORTEST_PIECE, pieces_of
from exact_transcription.core.domain.voice_prints import VoicePrints, voice_of

_times = st.floats(min_value=0, max_value=60)


def span(start: float, end: float) -> TimeSpan:
    return TimeSpan(start=start, end=end)


def turn(start: float, end: float, speaker: str = "A") -> Turn:
    return Turn(span=span(start, end), speaker=speaker)


def prints(*pieces: tuple[float, float, tuple[float, float]]) -> VoicePrints:
    return VoicePrints(
        model="",
        pieces=np.array([(start, end) for start, end, _ in pieces]).reshape(-1, 2),
        embeddings=np.array([voice for *_, voice in pieces], dtype=np.float16).reshape(-1, 2),
    )


def test_what_two_say_at_once_tells_nobodys_voice() -> None:
    turns = [turn(0, 4), turn(3, 6, "B")]
    assert pieces_of(turns, [turn(0, 3.5), turn(3.5, 6, "B")]) == [span(0, 3), span(4, 6)]


def test_long_turns_are_cut_and_scraps_are_left_out() -> None:
    turns = [turn(0, 10), turn(11, 11 + SHORTEST_PIECE / 2, "B")]
    assert [round(each.duration, 3) for each in pieces_of(turns, turns)] == [3.333] * 3


@given(st.lists(st.tuples(_times, _times, st.sampled_from("AB")), max_size=8))
def test_pieces_are_disjoint_and_neither_long_nor_short(drawn: list[tuple[float, float, str]]) -> None:
    turns = sorted(turn(min(a, b), max(a, b), speaker) for a, b, speaker in drawn)
    edges = sorted({edge for each in turns for edge in (each.span.start, each.span.end)})
    exclusive = []
    for start, end in pairwise(edges):
        talking = [each.speaker for each in turns if each.span.start <= start and end <= each.span.end]
        if talking:
            exclusive.append(turn(start, end, talking[0]))
    found = pieces_of(turns, exclusive)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(each.duration <= LONGEST_PIECE + 1e-6 for each in found)
    assert all(
        len({each.speaker for each in turns if each.span.overlap_with(piece) > 1e-9}) == 1 for piece in found
    )


def test_a_span_sounds_like_the_pieces_in_it() -> None:
    heard = prints((0, 2, (1, 0)), (2, 4, (0, 1)), (10, 12, (1, 0)))
    voice = voice_of(heard, span(1.9, 4.5))
    assert voice.embedding == pytest.approx((0.0025, 1.0), abs=1e-3)
    assert voice.heard == pytest.approx(2.005)


@pytest.mark.parametrize("where", [span(5, 9), span(2, 2), span(30, 40)])
def test_where_nobody_is_heard_alone_there_is_no_voice(where: TimeSpan) -> None:
    voice = voice_of(prints((0, 2, (1, 0)), (10, 12, (1, 0))), where)
    assert voice.heard == 0
    assert not voice.embedding.any()
    assert voice_of(prints(), where).heard == 0
