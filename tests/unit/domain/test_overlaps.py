import itertools

from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.overlaps import find_overlaps
from exact_transcription.core.domain.pause import Overlap
from tests.unit.domain.builders import span, turn

_turns = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(0, 3000), st.integers(0, 900)), max_size=15
).map(lambda items: [turn(who, start / 1000, (start + length) / 1000) for who, start, length in items])


def test_two_turns_overlap_where_both_talk() -> None:
    found = find_overlaps([turn("B", 1.0, 3.0), turn("A", 0.0, 2.0)])
    assert found == (Overlap(span=span(1.0, 2.0), speakers=("A", "B")),)


def test_turns_that_touch_do_not_overlap() -> None:
    assert find_overlaps([turn("A", 0.0, 1.0), turn("B", 1.0, 2.0)]) == ()


def test_one_speakers_own_turns_do_not_overlap_each_other() -> None:
    assert find_overlaps([turn("A", 0.0, 2.0), turn("A", 1.0, 3.0)]) == ()


def test_an_overlap_ends_where_a_third_speaker_joins() -> None:
    found = find_overlaps([turn("A", 0.0, 4.0), turn("B", 1.0, 3.0), turn("C", 2.0, 5.0)])
    assert [(each.span, each.speakers) for each in found] == [
        (span(1.0, 2.0), ("A", "B")),
        (span(2.0, 3.0), ("A", "B", "C")),
        (span(3.0, 4.0), ("A", "C")),
    ]


@given(_turns)
def test_overlaps_are_exactly_the_instants_with_two_speakers_or_more(turns: list[Turn]) -> None:
    found = find_overlaps(turns)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    at: dict[int, set[str]] = {}
    for each in turns:
        for ms in range(round(each.span.start * 1000), round(each.span.end * 1000)):
            at.setdefault(ms, set()).add(each.speaker)
    expected = {ms: tuple(sorted(who)) for ms, who in at.items() if len(who) > 1}
    measured = {
        ms: each.speakers
        for each in found
        for ms in range(round(each.span.start * 1000), round(each.span.end * 1000))
    }
    assert measured == expected
