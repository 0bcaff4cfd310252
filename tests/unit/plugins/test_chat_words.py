import pytest

from exact_transcription.plugins.annotation.chat_words import chat_word
from exact_transcription.plugins.annotation.languages import iso_639_3
from exact_transcription.plugins.formatting.languages import ENGLISH_NAMES


@pytest.mark.parametrize(
    ("written", "language", "chat"),
    [
        ("Hello,", "en", "Hello"),
        ("don\N{RIGHT SINGLE QUOTATION MARK}t", "en", "don't"),
        ("e\N{EN DASH}mail", "en", "e-mail"),
        ("42", "en", "forty-two"),
        ("1,000", "en", "one_thousand"),
        ("3,5", "de", "drei_Komma_fünf"),
        ("B2B", "en", "B_two_B"),
        ("12345678901234567890", "en", "12345678901234567890"),
        ("7", "zh", "7"),
        ("[x]@(y)*", "en", "x_y"),
        ("--", "en", ""),
        ("नमस्ते।", "hi", "नमस्ते"),
        ("e\u0301te\u0301", "fr", "été"),
    ],
)
def test_words_keep_only_what_chat_allows(written: str, language: str, chat: str) -> None:
    assert chat_word(written, language) == chat


@pytest.mark.parametrize(
    ("code", "long"), [("en", "eng"), ("pt-BR", "por"), ("yue", "yue"), ("", "und"), ("x", "und")]
)
def test_languages_have_three_letters(code: str, long: str) -> None:
    assert iso_639_3(code) == long


def test_every_language_that_whisper_knows_has_a_code() -> None:
    assert [code for code in ENGLISH_NAMES if iso_639_3(code) == "und"] == []
