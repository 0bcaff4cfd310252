import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.tokenization import is_said, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("And so, my fellow", ["And", "so,", "my", "fellow"]),
        ("wait - what", ["wait -", "what"]),
        ("- wait", ["- wait"]),
        ("♪ la la ♪", ["♪ la", "la ♪"]),
        ("20 % of it", ["20", "%", "of", "it"]),
        ("…", ["…"]),
        ("", []),
        ("  ", []),
    ],
)
def test_words_stand_between_spaces_and_marks_join_them(text: str, words: list[str]) -> None:
    assert list(words_in(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("你好。吗", ["你", "好。", "吗"]),
        ("「はい」", ["「は", "い」"]),
        ("iPhone 15 です", ["iPhone", "15", "で", "す"]),
    ],
)
def test_languages_without_spaces_are_split_into_characters(text: str, words: list[str]) -> None:
    assert list(words_in(text, "ja")) == words


@pytest.mark.parametrize(
    ("text", "said"), [("%", True), ("a", True), ("ก", True), ("—", False), ("?!", False)]
)
def test_signs_that_are_read_out_are_said(text: str, said: bool) -> None:  # noqa: FBT001 - expected value
    assert is_said(text) is said


@given(st.text(max_size=60), st.sampled_from(["", "en", "ja", "th"]))
def test_no_character_is_lost(text: str, language: str) -> None:
    found = "".join("".join(word.split()) for word in words_in(text, language))
    assert found == "".join(text.split())


@given(st.text(max_size=60))
def test_the_words_make_up_the_text(text: str) -> None:
    assert " ".join(words_in(text)) == " ".join(text.split())
