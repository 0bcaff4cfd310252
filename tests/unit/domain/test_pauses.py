import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.core.domain.pauses import measure_pauses
from exact_transcription.core.domain.transcription_options import PauseSettings
from exact_transcription.core.domain.word import Provenance, Word, WordFlag
from tests.unit.domain.builders import segment, silences, span, turn, word

A, B = "SPEAKER_00", "SPEAKER_01"


def _between(first: str | None, second: str | None, length: float) -> Pause:
    """The one pause found in a silence of `length` seconds between two words."""
    words = [word("so", 0.0, 1.0, first), word("yes", 1.0 + length, 2.0 + length, second)]
    (found,) = measure_pauses([segment(*words)], silences((1.0, 1.0 + length)))
    return found


@pytest.mark.parametrize(
    ("second", "length", "kind"),
    [
        (A, 0.15, PauseKind.MICROPAUSE),
        (B, 0.15, PauseKind.MICROPAUSE),
        (A, 0.2, PauseKind.PAUSE),
        (A, 2.9, PauseKind.PAUSE),
        (B, 0.2, PauseKind.GAP),
        (B, 2.9, PauseKind.GAP),
        (B, 3.0, PauseKind.LAPSE),
        (A, 3.0, PauseKind.LAPSE),
    ],
)
def test_a_silence_is_named_by_its_length_and_by_who_speaks_around_it(
    second: str, length: float, kind: PauseKind
) -> None:
    found = _between(A, second, length)
    assert (found.kind, found.speaker, found.next_speaker) == (kind, A, second)
    assert found.span == span(1.0, 1.0 + length)


def test_a_long_silence_inside_one_turn_stays_a_pause() -> None:
    words = [word("well", 0.0, 1.0, A), word("yes", 5.0, 6.0, A)]
    (found,) = measure_pauses([segment(*words)], silences((1.0, 5.0)), turns=[turn(A, 0.0, 6.0)])
    assert found.kind is PauseKind.PAUSE


def test_without_speakers_silences_are_pauses() -> None:
    found = _between(None, None, 0.8)
    assert (found.kind, found.speaker, found.next_speaker) == (PauseKind.PAUSE, None, None)


def test_silence_before_the_first_and_after_the_last_word_is_no_pause() -> None:
    words = [word("one", 1.0, 1.5, A), word("two", 1.5, 2.0, A)]
    assert measure_pauses([segment(*words)], silences((0.0, 1.0), (2.0, 9.0))) == ()


def test_a_gap_between_words_that_is_not_silent_is_no_pause() -> None:
    words = [word("funny", 0.0, 1.0, A), word("yes", 3.0, 4.0, B)]
    assert measure_pauses([segment(*words)], silences()) == ()


def test_laughter_parts_a_pause_in_two() -> None:
    words = [word("funny", 0.0, 1.0, A), word("yes", 3.0, 4.0, B)]
    found = measure_pauses([segment(*words)], silences((1.0, 1.5), (2.4, 3.0)))
    assert [each.span for each in found] == [span(1.0, 1.5), span(2.4, 3.0)]


def test_talk_that_was_not_transcribed_tells_who_is_next() -> None:
    words = [word("really", 0.0, 1.0, A), word("yes", 4.0, 5.0, A)]
    turns = [turn(A, 0.0, 1.0), turn(B, 1.9, 3.1), turn(A, 4.0, 5.0)]
    found = measure_pauses([segment(*words)], silences((1.0, 2.0), (3.0, 4.0)), turns=turns)
    assert [(each.kind, each.speaker, each.next_speaker) for each in found] == [
        (PauseKind.GAP, A, B),
        (PauseKind.GAP, B, A),
    ]


def test_silence_inside_a_word_is_no_pause() -> None:
    assert measure_pauses([segment(word("attack", 0.0, 1.0, A))], silences((0.3, 0.42))) == ()


def test_a_silence_that_a_word_reaches_into_begins_after_the_word() -> None:
    words = [word("edited", 0.0, 1.2, A, Provenance.EDITED), word("yes", 2.0, 3.0, A)]
    (found,) = measure_pauses([segment(*words)], silences((1.0, 2.0)))
    assert found.span == span(1.2, 2.0)


def test_a_suspect_word_in_silence_does_not_part_a_pause() -> None:
    ghost = replace(word("ghost", 2.0, 2.3, B), flags=frozenset({WordFlag.SUSPECT_TEXT}))
    words = [word("so", 0.0, 1.0, A), ghost, word("yes", 3.0, 4.0, A)]
    (found,) = measure_pauses([segment(*words)], silences((1.0, 3.0)))
    assert (found.kind, found.span, found.next_speaker) == (PauseKind.PAUSE, span(1.0, 3.0), A)


def test_a_pause_carries_the_tolerance_of_its_silence() -> None:
    words = [word("so", 0.0, 1.0, A), word("yes", 2.0, 3.0, B)]
    (found,) = measure_pauses([segment(*words)], silences((1.0, 2.0), tolerance=0.07))
    assert found.tolerance == 0.07


def test_silences_below_the_shortest_pause_are_left_out() -> None:
    words = [word("so", 0.0, 1.0, A), word("yes", 1.3, 2.0, A)]
    assert measure_pauses([segment(*words)], silences((1.0, 1.3)), settings=PauseSettings(shortest=0.5)) == ()


def test_another_length_of_lapse_can_be_asked_for() -> None:
    words = [word("so", 0.0, 1.0, A), word("yes", 2.5, 3.0, B)]
    (found,) = measure_pauses([segment(*words)], silences((1.0, 2.5)), settings=PauseSettings(lapse=1.5))
    assert found.kind is PauseKind.LAPSE


def test_a_speaker_who_goes_on_at_once_latches() -> None:
    words = [word("you", 0.0, 1.0, A), word("know", 1.03, 2.0, B)]
    (found,) = measure_pauses([segment(*words)], silences())
    assert (found.kind, found.speaker, found.next_speaker) == (PauseKind.LATCH, A, B)
    assert found.span == span(1.0, 1.03)


def test_one_speaker_does_not_latch_to_himself() -> None:
    assert measure_pauses([segment(word("you", 0.0, 1.0, A), word("know", 1.0, 2.0, A))], silences()) == ()


def test_times_that_were_only_guessed_show_no_latch() -> None:
    words = [word("you", 0.0, 1.0, A, Provenance.ATTENTION), word("know", 1.0, 2.0, B)]
    assert measure_pauses([segment(*words)], silences()) == ()


def test_without_words_there_are_no_pauses() -> None:
    assert measure_pauses([], silences((0.0, 9.0))) == ()


_cs = st.integers(0, 1500)
_words = st.lists(
    st.tuples(st.sampled_from([A, B, None]), _cs, st.integers(0, 120)), min_size=1, max_size=20
).map(lambda items: [word("w", start / 100, (start + n) / 100, who) for who, start, n in items])
_silent = st.sets(_cs, max_size=30).map(
    lambda edges: [(a / 100, b / 100) for a, b in zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False)]
)


@given(_words, _silent)
def test_pauses_are_silent_sorted_disjoint_and_between_words(
    words: list[Word], silent: list[tuple[float, float]]
) -> None:
    ordered = sorted(words, key=lambda each: each.span)
    found = measure_pauses([segment(*ordered)], silences(*silent))
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    for pause in found:
        if pause.kind is PauseKind.LATCH:
            assert pause.span.duration <= 0.05 + 1e-9
            continue
        assert any(a <= pause.span.start and pause.span.end <= b for a, b in silent)
        assert all(pause.span.intersection(each.span) is None for each in ordered)
        assert any(each.span.end <= pause.span.start for each in ordered)
        assert any(each.span.start >= pause.span.end for each in ordered)
        assert (pause.kind is PauseKind.MICROPAUSE) == (round(pause.span.duration, 3) < 0.2)
        if pause.kind is PauseKind.GAP:
            assert pause.speaker != pause.next_speaker
