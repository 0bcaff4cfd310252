"""Which way a text runs."""

import unicodedata

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ur", "yi"})


def is_right_to_left(text: str, language: str = "") -> bool:
    """Whether a paragraph runs from right to left: by its first strong character (Unicode Annex 9, P2).

    A text without one, such as a number, runs as its language does.
    """
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return runs_right_to_left(language)


def runs_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return language in _RIGHT_TO_LEFT
