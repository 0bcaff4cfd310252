from collections.abc import Sequence

import numpy as np
import pytest

from exact_transcription.adapters.asr.word_times import TimedWord, aligned_tokens, timed_words


class Vocabulary:
    """Tokens are the UTF-8 bytes that they stand for, as in byte-level encodings."""

    def __init__(self, *tokens: str | bytes) -> None:
        self._tokens = [token.encode() if isinstance(token, str) else token for token in tokens]

    def decode(self, tokens: Sequence[int]) -> str:
        return b"".join(self._tokens[token] for token in tokens).decode(errors="replace")


def words(
    tokens: Sequence[str | bytes], frames: Sequence[int], language: str = "en", sure: Sequence[float] = ()
) -> tuple[TimedWord, ...]:
    """Words of tokens that begin at `frames`, the last of which is the end of the text."""
    path = [(index, frame) for index, frame in enumerate(frames)]
    probabilities = sure or [0.5] * len(tokens)
    aligned = aligned_tokens(range(len(tokens)), path, probabilities)
    return timed_words(aligned, Vocabulary(*tokens).decode, language)


def test_tokens_of_a_word_are_joined() -> None:
    first, second = words([" trans", "cribe", " it"], [10, 20, 30, 40])
    assert (first.text, second.text) == ("transcribe", "it")
    assert (first.start, first.end, second.start, second.end) == pytest.approx((0.2, 0.6, 0.6, 0.8))


def test_punctuation_stays_with_its_word_but_not_with_its_time_and_confidence() -> None:
    (word,) = words([" well", "."], [5, 15, 90], sure=[0.9, 0.1])
    assert word.text == "well."
    assert word.end == pytest.approx(0.3)
    assert word.confidence == pytest.approx(0.9)


def test_a_hyphenated_word_is_one_word() -> None:
    assert [word.text for word in words([" well", "-", "known", ","], [0, 1, 2, 3, 4])] == ["well-known,"]


def test_a_sign_by_itself_keeps_its_time() -> None:
    (word,) = words([" ..."], [5, 15])
    assert word.text == "..."
    assert (word.start, word.end) == pytest.approx((0.1, 0.3))


def test_scripts_without_spaces_are_split_at_characters_even_in_the_middle_of_tokens() -> None:
    han = "語".encode()
    found = words(["日本", han[:1], han[1:], "。", "Whis", "per"], [0, 10, 12, 20, 30, 40, 50], "ja")
    assert [word.text for word in found] == ["日本", "語。", "Whisper"]
    assert found[1].end == pytest.approx(0.4)


def test_a_path_that_visits_frames_several_times_gives_the_first() -> None:
    aligned = aligned_tokens([0, 1], [(0, 0), (0, 1), (1, 2), (1, 3), (2, 4)], [0.5, 0.5])
    assert aligned.starts == pytest.approx([0.0, 0.04, 0.08])


def test_a_token_that_the_path_skips_takes_no_time() -> None:
    aligned = aligned_tokens([0, 1, 2], [(0, 0), (2, 7), (3, 9)], [0.5, 0.5, 0.5])
    assert np.all(np.diff(aligned.starts) >= 0)
    assert aligned.starts[1] == aligned.starts[2]


def test_no_tokens_give_no_words() -> None:
    assert words([], [0]) == ()
