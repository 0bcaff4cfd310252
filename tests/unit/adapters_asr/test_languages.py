import pytest

from exact_transcription.adapters.asr.chunking import Chunk
from exact_transcription.adapters.asr.languages import averaged, spread
from exact_transcription.core.domain.time_span import TimeSpan


def chunk(index: int, spoken: float) -> Chunk:
    start = 30.0 * index
    return Chunk(
        span=TimeSpan(start=start, end=start + 30.0), speech=(TimeSpan(start=start, end=start + spoken),)
    )


def test_windows_are_spread_over_the_recording_and_taken_where_most_is_said() -> None:
    spoken = [1.0, 25.0, 3.0, 2.0, 28.0, 1.0, 27.0, 2.0]
    assert spread([chunk(index, each) for index, each in enumerate(spoken)]) == (1, 2, 4, 6)


def test_a_short_recording_is_listened_to_as_a_whole() -> None:
    assert spread([chunk(0, 5.0), chunk(1, 5.0)]) == (0, 1)


def test_the_language_of_most_of_the_speech_wins_over_a_sure_short_greeting() -> None:
    greeting = [("<|fr|>", 0.99), ("<|de|>", 0.01)]
    talk = [("<|de|>", 0.9), ("<|fr|>", 0.1)]
    language, confidence = averaged([greeting, talk, talk], [1.0, 25.0, 25.0])
    assert language == "de"
    assert confidence == pytest.approx((0.01 + 2 * 25 * 0.9) / 51)


def test_codes_of_three_letters_are_read_too() -> None:
    language, confidence = averaged([[("<|haw|>", 0.7)]], [2.0])
    assert language == "haw"
    assert confidence == pytest.approx(0.7)
