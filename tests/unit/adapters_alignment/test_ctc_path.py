"""Emissions are built by hand, so that the right answer is known."""

from itertools import pairwise

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from exact_transcription.adapters.alignment.ctc_path import Alphabet, WordFrames, word_frames

LETTERS = "|abcdefghijklmnopqrstuvwxyz'"
ALPHABET = Alphabet.from_whisperx({"[pad]": 0, **{letter: 1 + i for i, letter in enumerate(LETTERS)}})


def emissions(sounds: str, certainty: float = 0.9) -> torch.Tensor:
    """One frame for each character: `_` is silence, anything else is clearly heard."""
    columns = len(LETTERS) + 1
    probabilities = torch.full((len(sounds), columns), (1 - certainty) / (columns - 1))
    for frame, sound in enumerate(sounds):
        probabilities[frame, 0 if sound == "_" else ALPHABET.ids[sound]] = certainty
    return probabilities.log()


def frames(sounds: str, words: list[str]) -> list[tuple[int, int, bool] | None]:
    found = word_frames(emissions(sounds), words, ALPHABET, spaced=True)
    assert found is not None
    return [None if each is None else (each.first, each.last, each.wildcard) for each in found]


def test_silence_after_a_word_does_not_belong_to_it() -> None:
    assert frames("__aas_k______|___no__t____", ["ask", "not"]) == [(2, 7, False), (17, 22, False)]


def test_a_doubled_letter_is_two_letters() -> None:
    assert frames("_hee_l_l_o_|_yo_u", ["hello", "you"]) == [(1, 10, False), (13, 17, False)]


def test_a_word_that_the_model_cannot_spell_is_heard_as_a_wildcard() -> None:
    assert frames("_in_|__nineteen__|_may__", ["in", "1999", "May"]) == [
        (1, 3, False),
        (7, 15, True),
        (19, 22, False),
    ]


def test_a_wildcard_does_not_swallow_silence_around_it() -> None:
    assert frames("______five______|_km_", ["5", "km"]) == [(6, 10, True), (18, 20, False)]


def test_marks_are_passed_over_and_a_mark_alone_has_no_frames() -> None:
    assert frames("_yes_|_no_", ["“Yes,”", "-", "no!"]) == [(1, 4, False), None, (7, 9, False)]


def test_a_language_without_spaces_needs_no_separator() -> None:
    found = word_frames(emissions("__a__b__"), ["a", "b"], ALPHABET, spaced=False)
    assert found == [
        WordFrames(first=2, last=3, wildcard=False),
        WordFrames(first=5, last=6, wildcard=False),
    ]


@pytest.mark.parametrize("words", [["-"], [], ["…", "?"]])
def test_nothing_to_say_has_no_frames(words: list[str]) -> None:
    assert word_frames(emissions("__a__"), words, ALPHABET, spaced=True) is None


def test_more_characters_than_frames_cannot_be_aligned() -> None:
    assert word_frames(emissions("aab"), ["aab"], ALPHABET, spaced=True) is None
    assert word_frames(emissions("a_ab"), ["aab"], ALPHABET, spaced=True) is not None


def test_the_hyphen_of_torchaudios_models_is_the_blank_and_not_a_letter() -> None:
    alphabet = Alphabet.from_whisperx({"-": 0, "|": 1, "a": 2})
    assert alphabet.blank == 0
    assert "-" not in alphabet.ids


words_with_places = st.lists(
    st.tuples(st.integers(1, 6), st.text("abcdefghij", min_size=1, max_size=6), st.integers(1, 6)),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(words_with_places)
def test_words_that_are_clearly_heard_are_found_exactly(
    parts: list[tuple[int, str, int]],
) -> None:
    sounds, expected = "", []
    for silence, word, rest in parts:
        spelled = "_".join(word)
        start = len(sounds) + silence
        expected.append((start, start + len(spelled), False))
        sounds += "_" * silence + spelled + "_" * rest + "|"
    assert frames(sounds, [word for _, word, _ in parts]) == expected


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.lists(st.text("abc1é", min_size=1, max_size=4), min_size=1, max_size=4))
def test_whatever_is_heard_words_keep_their_order(seed: int, words: list[str]) -> None:
    torch.manual_seed(seed)
    noise = torch.randn(40, len(LETTERS) + 1).log_softmax(dim=-1)
    found = word_frames(noise, words, ALPHABET, spaced=True)
    assert found is not None
    placed = [each for each in found if each is not None]
    assert all(before.last <= after.first for before, after in pairwise(placed))
    assert all(0 <= each.first < each.last <= len(noise) for each in placed)
