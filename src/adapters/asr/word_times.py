"""From aligned tokens to words with a time and a confidence.

Whisper's cross-attention says at which frame each token was written (Whisper's own `timing.py`; CTranslate2's
`align` gives the same path). A word is what stands between white space; in languages written without
spaces, a token or so many tokens as make a whole character. Punctuation is written with a delay, in the
silence after the word, so it counts neither for the time nor for the confidence of the word it hangs on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.text import LANGUAGES_WITHOUT_SPACES

FRAME = 0.02
"""Seconds per encoder frame."""
_INCOMPLETE = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedWord:
    """A word with the times of its chunk.

    Attributes:
        text: with its punctuation and without white space.
        start: seconds from the beginning of the chunk.
        end: the same; never before `start`.
        confidence: mean probability of its tokens, punctuation left out, 0 to 1.
    """

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedTokens:
    """The text tokens of one chunk on the frames of the encoder.

    Attributes:
        tokens: ids, without special tokens.
        starts: shape (tokens + 1,), seconds at which each token begins, and the end of the last one.
        probabilities: shape (tokens,), 0 to 1.
    """

    tokens: Sequence[int]
    starts: npt.NDArray[np.float64]
    probabilities: npt.NDArray[np.float64]


def aligned_tokens(
    tokens: Sequence[int], path: Sequence[tuple[int, int]], probabilities: Sequence[float]
) -> AlignedTokens:
    """Read where tokens begin from a path through (token, frame) pairs, both never falling."""
    pairs = np.asarray(path, dtype=np.int64).reshape(-1, 2)
    # The path's last token is the end of the text, so that it also says where the last word ends.
    first_of_token = np.searchsorted(pairs[:, 0], np.arange(len(tokens) + 1))
    frames = pairs[np.minimum(first_of_token, len(pairs) - 1), 1]
    return AlignedTokens(
        tokens=tokens,
        starts=frames * FRAME,
        probabilities=np.clip(np.asarray(probabilities[: len(tokens)], dtype=np.float64), 0.0, 1.0),
    )


def timed_words(
    aligned: AlignedTokens, decode: Callable[[Sequence[int]], str], language: str
) -> tuple[TimedWord, ...]:
    """Group tokens to words.

    Args:
        aligned: tokens with their times.
        decode: gives the text of tokens.
        language: ISO 639-1 code.
    """
    spaced = language not in LANGUAGES_WITHOUT_SPACES
    groups: list[list[tuple[int, int, str]]] = []
    for first, last, text in _characters(aligned.tokens, decode):
        if not groups or (text[:1].isspace() if spaced else _begins_unspaced(groups[-1][-1][2], text)):
            groups.append([])
        groups[-1].append((first, last, text))
    words = (_word(group, aligned) for group in groups)
    return tuple(word for word in words if word is not None)


def _characters(tokens: Sequence[int], decode: Callable[[Sequence[int]], str]) -> list[tuple[int, int, str]]:
    """Tokens in the smallest groups that decode to whole characters: first, last + 1, text."""
    groups: list[tuple[int, int, str]] = []
    first = 0
    for last in range(1, len(tokens) + 1):
        text = decode(tokens[first:last])
        # A character may be spread over tokens, but over no more than its four bytes.
        if _INCOMPLETE not in text or last - first >= 4 or last == len(tokens):  # noqa: PLR2004
            groups.append((first, last, text))
            first = last
    return groups


def _word(group: list[tuple[int, int, str]], aligned: AlignedTokens) -> TimedWord | None:
    text = "".join(part for _, _, part in group).strip()
    if not text:
        return None
    spoken = [(first, last) for first, last, part in group if _has_letter(part)]
    first, last = (spoken[0][0], spoken[-1][1]) if spoken else (group[0][0], group[-1][1])
    start, end = float(aligned.starts[first]), float(aligned.starts[last])
    confidence = float(aligned.probabilities[first:last].mean()) if last > first else 0.0
    return TimedWord(text=text, start=start, end=max(start, end), confidence=confidence)


def _begins_unspaced(before: str, text: str) -> bool:
    # Latin words and numbers inside such a language are still spelled with several tokens.
    continues = before[-1:].isascii() and before[-1:].isalnum() and text[:1].isascii()
    return _has_letter(text) and not continues


def _has_letter(text: str) -> bool:
    return any(character.isalnum() for character in text)
