"""The guard's decisions, with a recogniser that answers by what it hears and how it is asked."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from exact_transcription.adapters.asr.chunking import Chunk, chunks_of
from exact_transcription.adapters.asr.decoding import Decoded, DecodingSettings
from exact_transcription.adapters.asr.guard import TEMPERATURES, Guard, Judged
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform

SENTENCE = "the quick brown fox jumps over the lazy dog while seven wizards box"
LOOP = "and then " * 40
Answer = Callable[[Chunk, DecodingSettings], Decoded]


def says(text: str, *, avg_logprob: float = -0.3, no_speech_prob: float = 0.1) -> Decoded:
    return Decoded(
        text=text, avg_logprob=avg_logprob, no_speech_prob=no_speech_prob, temperature=0.0, words=()
    )


class Recognizer:
    """Answers as it is told and remembers how it was asked."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.asked: list[tuple[TimeSpan, DecodingSettings]] = []

    def __call__(self, chunks: Sequence[Chunk], settings: DecodingSettings) -> list[Decoded]:
        self.asked += [(chunk.span, settings) for chunk in chunks]
        return [self._answer(chunk, settings) for chunk in chunks]


def moving_sound(seconds: float) -> Waveform:
    """Noise whose level rises and falls twice a second."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    noise = np.random.default_rng(3).standard_normal(len(time))
    return Waveform((0.1 * noise * (1 + np.sin(4 * np.pi * time))).astype(np.float32))


def judged(
    first: Decoded,
    answer: Answer = lambda _chunk, _settings: says(""),
    *,
    speech: tuple[tuple[float, float], ...] = ((0.0, 9.8), (10.2, 20.0)),
    settings: DecodingSettings | None = None,
    waveform: Waveform | None = None,
) -> tuple[list[Judged], Guard, Recognizer]:
    activity = VoiceActivity(
        speech=tuple(TimeSpan(start=start, end=end) for start, end in speech),
        scores=np.zeros(0, dtype=np.float32),
        frame_step=0.0,
    )
    sound = waveform or moving_sound(20.0)
    (chunk,) = chunks_of(activity, duration=sound.duration)
    recognizer = Recognizer(answer)
    guard = Guard(
        waveform=sound,
        activity=activity,
        decode=recognizer,
        settings=settings or DecodingSettings(language="en"),
    )
    return guard.judge(chunk, first), guard, recognizer


def codes(guard: Guard) -> list[str]:
    return [notice.code for notice in guard.notices]


def test_good_text_is_kept_without_another_look() -> None:
    kept, guard, recognizer = judged(says(SENTENCE))
    assert [(piece.decoded.text, piece.suspect) for piece in kept] == [(SENTENCE, False)]
    assert recognizer.asked == []
    assert guard.notices == []


def test_punctuation_alone_is_nothing() -> None:
    kept, guard, _ = judged(says(". ."), speech=((0.0, 3.0),))
    assert kept == []
    assert guard.notices == []


def test_a_loop_is_heard_again_in_two_pieces() -> None:
    kept, guard, _ = judged(says(LOOP), lambda _chunk, _settings: says(SENTENCE))
    assert [piece.decoded.text for piece in kept] == [SENTENCE, SENTENCE]
    assert kept[0].chunk.span.end <= kept[1].chunk.span.start
    assert codes(guard) == ["decoded_again", "decoded_again"]


def test_of_a_loop_in_one_half_the_other_half_is_kept() -> None:
    def answer(chunk: Chunk, _settings: DecodingSettings) -> Decoded:
        return says(SENTENCE if chunk.span.start < 9.0 else LOOP)

    kept, guard, _ = judged(says(LOOP), answer)
    assert [piece.decoded.text for piece in kept] == [SENTENCE]
    assert "dropped_hallucination" in codes(guard)
    assert all(notice.span is not None and notice.span.start >= 9.0 for notice in guard.notices[1:])


def test_what_loops_at_every_temperature_is_kept_out() -> None:
    kept, guard, recognizer = judged(says(LOOP), lambda _chunk, _settings: says(LOOP), speech=((0.0, 3.0),))
    assert kept == []
    assert [settings.temperature for _, settings in recognizer.asked] == list(TEMPERATURES)
    assert codes(guard) == ["dropped_hallucination"]


def test_a_sample_that_does_not_loop_is_taken() -> None:
    def answer(_chunk: Chunk, settings: DecodingSettings) -> Decoded:
        return says(SENTENCE if settings.temperature >= 0.6 else LOOP)

    kept, guard, recognizer = judged(says(LOOP), answer, speech=((0.0, 3.0),))
    assert [piece.decoded.text for piece in kept] == [SENTENCE]
    assert len(recognizer.asked) == 3
    assert codes(guard) == ["decoded_again"]


def test_text_that_stays_unsure_is_kept_and_flagged() -> None:
    def answer(_chunk: Chunk, settings: DecodingSettings) -> Decoded:
        return says("mumble mumble", avg_logprob=-1.2 - settings.temperature)

    kept, guard, _ = judged(says("mumble something", avg_logprob=-1.1), answer, speech=((0.0, 3.0),))
    assert [(piece.decoded.text, piece.suspect) for piece in kept] == [("mumble something", True)]
    assert codes(guard) == ["suspect_text"]


def test_unsure_text_where_nobody_was_heard_is_kept_out() -> None:
    first = says("thank you", avg_logprob=-1.1, no_speech_prob=0.8)
    unsure = says("see you", avg_logprob=-1.05, no_speech_prob=0.3)
    kept, guard, recognizer = judged(first, lambda _chunk, _settings: unsure, speech=((0.0, 3.0),))
    assert kept == []
    assert len(recognizer.asked) == 1
    assert codes(guard) == ["dropped_hallucination"]


def test_where_nobody_was_heard_another_look_has_to_hear_the_same() -> None:
    first = says("i do not know what i can do", avg_logprob=-0.9, no_speech_prob=0.5)
    kept, guard, recognizer = judged(first, lambda _chunk, _settings: says("thank you"), speech=((0.0, 3.0),))
    assert kept == []
    assert len(recognizer.asked) == 1
    assert codes(guard) == ["dropped_hallucination"]


@pytest.mark.parametrize(("again", "kept"), [("yes", ["yes"]), ("thank you", [])])
def test_less_than_a_word_has_to_be_heard_twice(again: str, kept: list[str]) -> None:
    pieces, _, recognizer = judged(says("Yes."), lambda _chunk, _settings: says(again), speech=((1.0, 1.2),))
    assert [piece.decoded.text for piece in pieces] == kept
    assert len(recognizer.asked) == 1


def test_faint_speech_that_is_heard_the_same_again_is_kept() -> None:
    first = says("the quick brown cox jumps over", avg_logprob=-0.9, no_speech_prob=0.5)
    kept, guard, _ = judged(
        first, lambda _chunk, _settings: says("the quick brown fox jumps"), speech=((0.0, 3.0),)
    )
    assert [piece.decoded.text for piece in kept] == ["the quick brown fox jumps"]
    assert codes(guard) == ["decoded_again"]


def test_a_loop_where_nobody_was_heard_need_not_be_heard_again() -> None:
    first = says(LOOP, avg_logprob=-0.9, no_speech_prob=0.5)
    kept, _, _ = judged(first, lambda _chunk, _settings: says(SENTENCE), speech=((0.0, 3.0),))
    assert [piece.decoded.text for piece in kept] == [SENTENCE]


def test_text_over_a_tone_is_kept_out_at_once() -> None:
    tone = Waveform(np.sin(np.arange(20 * SAMPLE_RATE) / 6).astype(np.float32))
    kept, guard, recognizer = judged(says("you"), waveform=tone)
    assert kept == []
    assert recognizer.asked == []
    assert codes(guard) == ["dropped_hallucination"]


def test_missing_text_is_looked_for_in_shorter_pieces() -> None:
    kept, guard, _ = judged(says("the quick"), lambda _chunk, _settings: says(SENTENCE))
    assert [piece.decoded.text for piece in kept] == [SENTENCE, SENTENCE]
    assert codes(guard) == ["decoded_again"]


def test_shorter_pieces_that_give_no_more_leave_the_text_as_it_was() -> None:
    kept, guard, _ = judged(says("the quick"))
    assert [piece.decoded.text for piece in kept] == ["the quick"]
    assert codes(guard) == ["possibly_missing_text"]


@pytest.mark.parametrize("prompt", ["minutes of the harbour board", ""])
def test_an_echo_of_the_prompt_is_heard_again_without_it(prompt: str) -> None:
    settings = DecodingSettings(language="en", initial_prompt=prompt, hotwords="Okonkwo Xu")
    echo = says(f"{settings.prompt}.")

    def answer(_chunk: Chunk, asked: DecodingSettings) -> Decoded:
        return echo if asked.prompt else says("")

    kept, guard, recognizer = judged(echo, answer, speech=((0.0, 3.0),), settings=settings)
    if prompt:
        assert kept == []
        assert recognizer.asked[0][1].prompt == ""
        assert codes(guard) == ["dropped_hallucination"]
    else:
        assert [piece.decoded for piece in kept] == [echo]
