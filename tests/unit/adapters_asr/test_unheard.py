import pytest

from exact_transcription.adapters.asr.chunking import Chunk
from exact_transcription.adapters.asr.decoding import Decoded
from exact_transcription.adapters.asr.unheard import longest_unheard
from exact_transcription.adapters.asr.word_times import TimedWord
from exact_transcription.core.domain.time_span import TimeSpan


def unheard(
    *words: tuple[float, float], speech: tuple[tuple[float, float], ...] = ((100.0, 110.0),)
) -> float:
    chunk = Chunk(
        span=TimeSpan(start=100.0, end=115.0),
        speech=tuple(TimeSpan(start=start, end=end) for start, end in speech),
    )
    timed = tuple(TimedWord(text="word", start=start, end=end, confidence=0.9) for start, end in words)
    decoded = Decoded(text="words", avg_logprob=-0.2, no_speech_prob=0.0, temperature=0.0, words=timed)
    return longest_unheard(chunk, decoded)


def evenly(start: float, end: float) -> list[tuple[float, float]]:
    return [(start + step, start + step + 1.0) for step in range(int(end - start))]


def test_speech_full_of_words_is_heard() -> None:
    assert unheard(*evenly(0.0, 10.0)) == 0.0


def test_speech_after_the_last_word_is_not() -> None:
    assert unheard(*evenly(0.0, 6.0)) == pytest.approx(3.7)


def test_a_hole_without_speech_does_not_matter() -> None:
    assert unheard(*evenly(0.0, 2.0), *evenly(8.0, 10.0), speech=((100.0, 102.0), (108.0, 110.0))) == 0.0


def test_a_breath_does_not_hide_what_is_missing() -> None:
    assert unheard(*evenly(0.0, 4.0), speech=((100.0, 107.0), (107.3, 110.0))) == pytest.approx(5.7)


def test_a_first_word_that_swallowed_the_beginning_does_not_hide_it() -> None:
    assert unheard((0.0, 5.0), *evenly(5.0, 10.0)) == pytest.approx(3.7)


def test_a_word_that_swallowed_what_followed_does_not_hide_it() -> None:
    assert unheard((0.0, 1.0), (1.0, 7.0), *evenly(7.0, 10.0)) == pytest.approx(4.4)


def test_without_word_times_nothing_is_known() -> None:
    assert unheard() == 0.0
