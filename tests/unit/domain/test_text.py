import pytest

from exact_transcription.core.domain.text import ends_clause, ends_sentence, excerpt, joined
from tests.unit.domain.builders import word


def test_words_are_joined_with_spaces() -> None:
    assert joined([word("So,", 0, 1), word("yes.", 1, 2)], "en") == "So, yes."


def test_languages_without_spaces_are_joined_without() -> None:
    assert (
        joined([word("我", 0, 1), word("用", 1, 2), word("iPhone", 2, 3), word("15", 3, 4)], "zh")
        == "我用iPhone 15"
    )


def test_an_excerpt_keeps_the_spacing_of_the_text() -> None:
    words = [word("a", 0, 1), word("b", 1, 2), word("a", 2, 3)]
    assert excerpt("a  b\u00a0a", words, 1, 3) == "b\u00a0a"


def test_an_excerpt_of_text_that_lacks_the_words_is_joined_from_them() -> None:
    words = [word("twenty", 0, 1), word("one", 1, 2)]
    assert excerpt("21", words, 0, 2) == "twenty one"


@pytest.mark.parametrize("text", ["end.", "what?", 'so!"', "(yes.)", "I.", "终。", "и…", "क्या।"])
def test_sentence_ends_are_recognised(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["end", "J.", "U.S.", "3.5", "so,", "...", "-"])
def test_other_words_do_not_end_a_sentence(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("so,", True), ('well;"', True), ("\uff0c", True), ("so", False)]
)
def test_clause_ends_are_recognised(text: str, expected: bool) -> None:  # noqa: FBT001
    assert ends_clause(text) is expected
