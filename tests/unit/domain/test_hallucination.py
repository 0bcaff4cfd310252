import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.hallucination import (
    Hypothesis,
    Suspicion,
    agreement,
    compression_ratio,
    echoes,
    letter_count,
    loop_share,
    suspicions,
    words_of,
)

SENTENCE = "She had your dark suit in greasy wash water all year, and nobody asked her why she kept it there."


def hypothesis(text: str, **changes: object) -> Hypothesis:
    values: dict[str, object] = {"avg_logprob": -0.2, "no_speech_prob": 0.02, "spoken": 6.0}
    return Hypothesis(text=text, **(values | changes))  # type: ignore[arg-type]


def test_an_ordinary_sentence_raises_no_doubt() -> None:
    assert suspicions(hypothesis(SENTENCE)) == frozenset()


def test_a_word_said_a_few_times_raises_no_doubt() -> None:
    assert suspicions(hypothesis("No, no, no, I said no.", spoken=1.5)) == frozenset()


def test_a_loop_of_a_phrase_is_found() -> None:
    doubts = suspicions(hypothesis("I was there. " * 12, spoken=20.0))
    assert {Suspicion.LOOPED, Suspicion.REPETITIVE} <= doubts


def test_a_loop_after_good_text_is_found() -> None:
    assert Suspicion.LOOPED in suspicions(hypothesis(SENTENCE + " and so on" * 10, spoken=20.0))


def test_a_loop_in_a_script_without_spaces_is_found() -> None:
    assert Suspicion.LOOPED in suspicions(hypothesis("谢谢观看" * 6, spoken=20.0))


def test_text_where_the_recogniser_hears_nobody_is_doubted_only_if_it_is_unsure_of_it_too() -> None:
    sure = hypothesis(SENTENCE, no_speech_prob=0.9)
    unsure = hypothesis(SENTENCE, no_speech_prob=0.5, avg_logprob=-0.9)
    assert suspicions(sure) == frozenset()
    assert Suspicion.NO_SPEECH in suspicions(unsure)


def test_text_over_a_sound_that_does_not_move_is_doubted() -> None:
    assert suspicions(hypothesis("you", moving=False)) == {Suspicion.STATIONARY}


def test_no_text_over_such_a_sound_is_right() -> None:
    assert suspicions(hypothesis("", moving=False, spoken=2.0)) == frozenset()


def test_words_in_less_time_than_a_word_takes_are_doubted() -> None:
    assert suspicions(hypothesis("again", spoken=0.15)) == {Suspicion.HARDLY_HEARD}
    assert suspicions(hypothesis("Yes.", spoken=0.35)) == frozenset()
    assert suspicions(hypothesis("", spoken=0.15)) == frozenset()


def test_more_text_than_can_be_said_is_doubted() -> None:
    assert Suspicion.TOO_FAST in suspicions(hypothesis(SENTENCE, spoken=0.4))
    assert Suspicion.TOO_FAST not in suspicions(hypothesis(SENTENCE, spoken=3.0))


def test_three_words_for_much_speech_are_too_few() -> None:
    assert suspicions(hypothesis("I see. Well.", spoken=20.0)) == {Suspicion.TOO_SPARSE}


def test_speech_without_a_word_is_missed_text() -> None:
    assert suspicions(hypothesis(SENTENCE, unheard=3.0)) == {Suspicion.TOO_SPARSE}
    assert suspicions(hypothesis(SENTENCE, unheard=2.0)) == frozenset()


def test_no_text_at_all_for_much_speech_is_too_little() -> None:
    assert suspicions(hypothesis("", spoken=20.0)) == {Suspicion.TOO_SPARSE}


def test_text_that_only_repeats_the_prompt_is_doubted() -> None:
    prompt = "A talk between Ms Okonkwo and Mr Xu about turbines."
    assert Suspicion.PROMPT_ECHO in suspicions(hypothesis("Between Ms. Okonkwo and Mr. Xu", prompt=prompt))
    assert suspicions(hypothesis("Ms. Okonkwo?", prompt=prompt)) == frozenset()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's O'Neill's, NOT hers!", ("its", "oneills", "not", "hers")),
        ("我是Anna。", ("我", "是", "anna")),
        ("", ()),
        ("…", ()),
    ],
)
def test_words_are_compared_without_case_and_punctuation(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_agreement_is_the_share_of_words_in_common_and_in_order() -> None:
    assert agreement(("a", "b", "c"), ("a", "b", "c")) == 1.0
    assert agreement(("a", "b"), ("c", "d")) == 0.0
    assert agreement(("a", "b"), ("b", "a")) == 0.5


def test_an_echo_needs_three_words_in_a_row() -> None:
    assert echoes(("b", "c", "d"), ("a", "b", "c", "d"))
    assert not echoes(("b", "d", "c"), ("a", "b", "c", "d"))
    assert not echoes(("b", "c"), ("a", "b", "c", "d"))


def test_an_ideograph_takes_longer_to_say_than_a_letter() -> None:
    assert letter_count("你好") > letter_count("ab")


def test_no_text_has_no_compression() -> None:
    assert compression_ratio("") == 0.0


@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=8), st.integers(4, 9))
def test_whatever_is_repeated_often_enough_is_a_loop_through_and_through(run: list[str], times: int) -> None:
    assert loop_share(tuple(run) * times) == pytest.approx(1.0)


@given(st.lists(st.text(), unique=True, max_size=40))
def test_different_words_are_no_loop(words: list[str]) -> None:
    assert loop_share(tuple(words)) == 0.0
