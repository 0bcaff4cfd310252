"""Putting words back together into text."""

from collections.abc import Sequence

from exact_transcription.core.domain.word import Word

LANGUAGES_WITHOUT_SPACES = frozenset({"ja", "lo", "my", "th", "yue", "zh"})
"""ISO 639 codes of languages written without spaces between words, the same list that Whisper's own word
splitting uses."""

SENTENCE_ENDS = frozenset(".?!…。？！؟।॥።։")  # noqa: RUF001 - full-width marks are what is meant
CLAUSE_ENDS = frozenset(",;:—–،؛、，；：")  # noqa: RUF001
CLOSING_MARKS = "\"'”’»›)]}」』）】"  # noqa: RUF001


def joined(words: Sequence[Word], language: str = "") -> str:
    """Words as running text: with spaces, or without in languages that are written so.

    Latin words and numbers inside a language without spaces keep a space between them.
    """
    if language not in LANGUAGES_WITHOUT_SPACES:
        return " ".join(word.text for word in words)
    text = ""
    for word in words:
        apart = text and _is_ascii_letter(text[-1]) and _is_ascii_letter(word.text[0])
        text += f" {word.text}" if apart else word.text
    return text


def excerpt(text: str, words: Sequence[Word], first: int, last: int, language: str = "") -> str:
    """The part of `text` that holds `words[first:last]`, with its original spacing.

    Args:
        text: what all `words` were split from.
        words: in the order of the text.
        first: index of the first word wanted.
        last: index after the last word wanted.
        language: how to join the words if they do not occur in the text as they are.
    """
    cursor, begin, end = 0, -1, -1
    for index, word in enumerate(words[:last]):
        found = text.find(word.text, cursor)
        if found < 0:
            return joined(words[first:last], language)
        cursor = end = found + len(word.text)
        if index == first:
            begin = found
    return text[begin:end] if begin >= 0 else ""


def ends_sentence(text: str) -> bool:
    """Whether a word closes a sentence by its punctuation."""
    return text.rstrip(CLOSING_MARKS)[-1:] in SENTENCE_ENDS and text != "" and not _is_abbreviation(text)


def ends_clause(text: str) -> bool:
    """Whether a word closes a part of a sentence by its punctuation."""
    return text.rstrip(CLOSING_MARKS)[-1:] in CLAUSE_ENDS


def _is_abbreviation(text: str) -> bool:
    # "J." and "U.S." end in a full stop that is not the end of a sentence. That of "I." is: the pronoun ends
    # many ("neither did I."), while hardly anybody's initial is said.
    letters = text.rstrip(CLOSING_MARKS).split(".")
    initials = text.endswith(".") and len(letters) > 1 and all(len(part) <= 1 for part in letters)
    return initials and text != "I."


def _is_ascii_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()
