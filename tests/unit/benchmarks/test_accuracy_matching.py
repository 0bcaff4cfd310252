import pytest

from benchmarks.accuracy.manifest import Utterance
from benchmarks.accuracy.matching import best_mapping, f1, paired, speaker_pairs, truly_said
from benchmarks.accuracy.table import Row, as_markdown


def test_a_pause_is_found_if_both_edges_are_near() -> None:
    assert paired([(1.05, 2.0)], [(1.0, 2.08)]) == [(0, 0)]
    assert paired([(1.15, 2.0)], [(1.0, 2.0)]) == []
    assert paired([(1.0, 2.15)], [(1.0, 2.0)]) == []


def test_each_true_pause_is_found_once() -> None:
    assert len(paired([(1.0, 2.0), (1.05, 2.05)], [(1.0, 2.0)])) == 1


def test_the_matching_with_the_most_pairs_is_taken() -> None:
    # The first fits both true ones, the second only the first of them.
    assert paired([(1.05, 2.05), (0.95, 1.95)], [(1.0, 2.0), (1.1, 2.1)]) == [(0, 1), (1, 0)]


def test_by_overlap_half_of_the_union_is_enough() -> None:
    assert paired([(1.0, 2.0)], [(1.4, 2.2)], by_overlap=True) == [(0, 0)]
    assert paired([(1.0, 2.0)], [(1.5, 2.5)], by_overlap=True) == []


def test_f1_of_nothing_to_find_and_nothing_found_is_perfect() -> None:
    assert f1(0, 0, 0) == 1.0
    assert f1(3, 4, 5) == pytest.approx(2 * (3 / 4) * (3 / 5) / (3 / 4 + 3 / 5))


def test_words_are_paired_by_their_text_and_speakers_named_to_fit_best() -> None:
    true = truly_said(
        [
            Utterance(speaker="Ada", start=0.0, end=1.0, text="Hello, how are you?"),
            Utterance(speaker="Ben", start=1.0, end=2.0, text="Fine."),
        ]
    )
    found = truly_said(
        [
            Utterance(speaker="S0", start=0.0, end=0.9, text="hello how are"),
            Utterance(speaker="S1", start=1.0, end=2.0, text="YOU fine"),
        ]
    )
    pairs = speaker_pairs(found, true)
    assert pairs == [("S0", "Ada"), ("S0", "Ada"), ("S0", "Ada"), ("S1", "Ada"), ("S1", "Ben")]
    assert best_mapping(pairs) == {"S0": "Ada", "S1": "Ben"}


def test_the_table_says_which_target_was_missed() -> None:
    rows = [
        Row(measure="F1", data="a", value=0.9, target=">= 0.85"),
        Row(measure="F1", data="b", value=0.8, target=">= 0.85"),
        Row(measure="invented words", data="hum", value=0, unit="", target="<= 0"),
    ]
    assert [row.reached for row in rows] == [True, False, True]
    text = as_markdown(rows)
    assert "| F1 | a | 90.0 % | >= 85.0 % |  |" in text
    assert "|  | b | 80.0 % | >= 85.0 % **missed** |  |" in text
