"""Splitting text into words as a reader sees them."""

from exact_transcription.core.domain.text import LANGUAGES_WITHOUT_SPACES


def words_in(text: str, language: str = "") -> tuple[str, ...]:
    """White-space separated words; single characters in languages that are written without spaces.

    A dash, note sign or other mark that stands alone is not said, so it joins the word before it (with the
    space between them), or the next word where it comes first. A text of nothing but marks is one word.

    Args:
        text: running text.
        language: ISO 639 code; empty for a language written with spaces.
    """
    if language in LANGUAGES_WITHOUT_SPACES:
        return _with_marks(_characters(text), separator="")
    return _with_marks(text.split(), separator=" ")


def is_said(text: str) -> bool:
    """Whether a word has anything to say: a letter, a digit, or a sign that is read out, such as `%`."""
    return any(character.isalnum() or character in SPOKEN_SIGNS for character in text)


SPOKEN_SIGNS = frozenset("%‰$£€¥¢&@+=°#§")
"""Marks that are read out."""


def _characters(text: str) -> list[str]:
    # Latin words and numbers inside such a text stay whole; a combining mark stays with its letter.
    pieces: list[str] = []
    for character in text:
        whole = pieces and _is_latin(character) and _is_latin(pieces[-1][-1])
        if whole or (
            pieces and not character.isspace() and not character.isalnum() and not is_said(character)
        ):
            pieces[-1] += character
        else:
            pieces.append(character)
    return [piece for piece in (piece.strip() for piece in pieces) if piece]


def _with_marks(pieces: list[str], *, separator: str) -> tuple[str, ...]:
    words: list[str] = []
    waiting: list[str] = []
    for piece in pieces:
        if is_said(piece):
            words.append(separator.join([*waiting, piece]))
            waiting = []
        elif words:
            words[-1] = separator.join([words[-1], piece])
        else:
            waiting.append(piece)
    return tuple(words) if words else ((separator.join(waiting),) if waiting else ())


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
