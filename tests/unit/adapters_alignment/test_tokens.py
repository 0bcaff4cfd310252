from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.adapters.alignment.tokens import Placed, with_places, words_to_place
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.word import Provenance, Word

SEGMENT = Segment(span=TimeSpan(start=1.0, end=4.0), text="one two three four")
WORDS = words_to_place(SEGMENT, "en")


def at(start: float, end: float) -> Placed:
    return TimeSpan(start=start, end=end), Provenance.ALIGNED


def spans(segment: Segment | None) -> list[tuple[float, float, str]]:
    assert segment is not None
    return [(word.span.start, word.span.end, word.provenance.value) for word in segment.words]


def test_a_segment_with_nothing_found_is_none() -> None:
    assert with_places(SEGMENT, WORDS, [None] * 4) is None


def test_words_between_two_found_ones_are_spread_by_their_letters() -> None:
    placed = spans(with_places(SEGMENT, WORDS, [at(1.0, 1.5), None, None, at(3.1, 4.0)]))
    assert placed == [
        (1.0, 1.5, "aligned"),
        (1.5, 1.5 + 1.6 * 3 / 8, "interpolated"),
        (1.5 + 1.6 * 3 / 8, 3.1, "interpolated"),
        (3.1, 4.0, "aligned"),
    ]


def test_words_with_attention_times_keep_them_as_far_as_they_fit() -> None:
    words = [
        Word(text=w.text, span=TimeSpan(start=s, end=e), confidence=0.5, provenance=Provenance.ATTENTION)
        for w, (s, e) in zip(WORDS, [(0.9, 1.4), (1.4, 2.0), (2.0, 3.3), (3.3, 4.2)], strict=True)
    ]
    placed = spans(with_places(SEGMENT, words, [at(1.0, 1.5), None, None, at(3.0, 4.0)]))
    assert placed[1] == (1.5, 2.0, "attention")
    assert placed[2] == (2.0, 3.0, "attention")
    assert spans(with_places(SEGMENT, words, [None, at(1.5, 2.0), None, None]))[0] == (0.9, 1.4, "attention")


def test_a_place_against_the_order_is_not_believed() -> None:
    placed = spans(with_places(SEGMENT, WORDS, [at(1.0, 2.0), at(0.2, 0.4), at(2.0, 3.0), at(3.0, 4.0)]))
    assert placed[1] == (2.0, 2.0, "interpolated")


def test_an_overlap_is_divided_in_its_middle() -> None:
    placed = spans(with_places(SEGMENT, WORDS, [at(1.0, 2.2), at(2.0, 2.6), at(2.6, 3.0), at(3.0, 4.0)]))
    assert placed[0][1] == placed[1][0] == 2.1


instants = st.one_of(st.none(), st.tuples(st.floats(0, 10), st.floats(0, 2)))


@given(st.lists(instants, min_size=4, max_size=4))
def test_words_are_always_in_order_and_never_overlap(rough: list[tuple[float, float] | None]) -> None:
    places = [None if each is None else at(each[0], each[0] + each[1]) for each in rough]
    placed = with_places(SEGMENT, WORDS, places)
    if placed is None:
        assert not any(places)
        return
    assert len(placed.words) == 4
    assert all(a.span.end <= b.span.start for a, b in pairwise(placed.words))
    assert placed.span.start == placed.words[0].span.start
    assert placed.span.end == placed.words[-1].span.end
