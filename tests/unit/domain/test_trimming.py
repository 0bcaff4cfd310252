from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.trimming import SHORTEST_WORD, trim_words
from exact_transcription.core.domain.word import Provenance, Word, WordFlag
from tests.unit.domain.builders import segment, silences, span, word


def _trimmed(one: Word, *silent: tuple[float, float]) -> Word:
    return trim_words([segment(one)], silences(*silent))[0].words[0]


def test_silence_at_the_end_of_a_word_is_cut_off() -> None:
    found = _trimmed(word("ask", 1.0, 3.0), (1.6, 3.4))
    assert (found.span, found.provenance) == (span(1.0, 1.6), Provenance.TRIMMED)


def test_silence_at_the_start_of_a_word_is_cut_off() -> None:
    found = _trimmed(word("ask", 1.0, 3.0), (0.5, 2.3))
    assert (found.span, found.provenance) == (span(2.3, 3.0), Provenance.TRIMMED)


def test_a_word_with_silence_on_both_sides_keeps_its_middle() -> None:
    found = _trimmed(word("ask", 1.0, 3.0), (0.5, 1.5), (2.0, 3.5))
    assert found.span == span(1.5, 2.0)


def test_a_stop_closure_inside_a_word_is_not_cut() -> None:
    one = word("attack", 1.0, 1.6)
    assert _trimmed(one, (1.15, 1.27)) is one


def test_a_long_silence_inside_a_word_leaves_the_side_with_more_sound() -> None:
    assert _trimmed(word("ask", 1.0, 3.0), (1.2, 2.2)).span == span(2.2, 3.0)
    assert _trimmed(word("ask", 1.0, 3.0), (1.8, 2.8)).span == span(1.0, 1.8)


def test_a_word_inside_silence_keeps_its_time_and_is_suspect() -> None:
    one = word("ghost", 1.0, 1.2)
    found = _trimmed(one, (0.5, 2.0))
    assert (found.span, found.provenance, set(found.flags)) == (
        one.span,
        one.provenance,
        {WordFlag.SUSPECT_TEXT},
    )


def test_a_word_that_sound_is_near_may_only_be_misplaced() -> None:
    one = word("so", 1.0, 1.2)
    assert _trimmed(one, (0.9, 2.0)) is one


def test_a_silence_that_may_be_a_closure_does_not_part_a_word() -> None:
    one = word("cannot", 1.0, 1.6)
    (found,) = trim_words([segment(one)], silences((1.1, 1.3), tolerance=0.06))
    assert found.words[0] is one


def test_the_span_of_a_segment_follows_its_words() -> None:
    one = segment(word("well", 0.0, 2.0), word("ask", 2.0, 3.0))
    (found,) = trim_words([one], silences((0.0, 1.5), (2.8, 4.0)))
    assert found.span == span(1.5, 2.8)


def test_a_word_without_silence_keeps_its_provenance() -> None:
    one = word("so", 1.0, 1.2, provenance=Provenance.ATTENTION)
    assert _trimmed(one, (1.5, 2.0)) is one


def test_what_a_person_set_is_not_touched() -> None:
    one = word("ask", 1.0, 3.0, provenance=Provenance.EDITED)
    assert _trimmed(one, (1.6, 3.4)) is one


_cs = st.integers(0, 800)
_words = st.lists(st.tuples(_cs, st.integers(0, 150)), min_size=1, max_size=15).map(
    lambda items: [word("w", start / 100, (start + length) / 100) for start, length in items]
)
_silent = st.sets(st.integers(0, 900), max_size=20).map(
    lambda edges: [(a / 100, b / 100) for a, b in zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False)]
)


@given(_words, _silent)
def test_trimming_only_ever_shortens_and_never_to_nothing(
    words: list[Word], silent: list[tuple[float, float]]
) -> None:
    (found,) = trim_words([segment(*words)], silences(*silent))
    for before, after in zip(words, found.words, strict=True):
        assert before.span.start <= after.span.start <= after.span.end <= before.span.end
        if after.span != before.span:
            assert after.provenance is Provenance.TRIMMED
            assert after.span.duration >= SHORTEST_WORD - 1e-9
            edges = {edge for pair in silent for edge in pair}
            assert after.span.start in {before.span.start, *edges}
            assert after.span.end in {before.span.end, *edges}
        else:
            assert after.provenance is before.provenance
