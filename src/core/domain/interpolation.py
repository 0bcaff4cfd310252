"""Times for words that nothing placed, said to be guesses."""

from dataclasses import replace
from itertools import accumulate
from math import exp

from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.tokenization import words_in
from exact_transcription.core.domain.word import Provenance, Word

UNKNOWN_CONFIDENCE = 0.0
"""Of a word about which no recogniser said anything: nothing speaks for it."""


def interpolated(segment: Segment, *, language: str = "") -> Segment:
    """The same segment with its words spread over its span, each in proportion to its letters.

    Words that the segment already has keep everything but their span and provenance; a segment without words
    gets those of its text. The words follow each other without holes: where silence is, nobody knows.

    Args:
        segment: with or without words; their times are not looked at.
        language: ISO 639 code, for splitting a text without words.
    """
    words = segment.words or words_of_text(segment, language)
    weights = [_letters(word.text) for word in words]
    total = sum(weights)
    edges = [0.0, *(done / total for done in accumulate(weights))] if total else []
    return replace(
        segment,
        words=tuple(
            replace(
                word,
                span=_part(segment.span, edges[index], edges[index + 1]),
                provenance=Provenance.INTERPOLATED,
            )
            for index, word in enumerate(words)
        ),
    )


def words_of_text(segment: Segment, language: str = "") -> tuple[Word, ...]:
    """Words for a segment's text, each with the whole span and the recogniser's mean confidence."""
    confidence = exp(min(0.0, segment.scores.avg_logprob)) if segment.scores else UNKNOWN_CONFIDENCE
    return tuple(
        Word(text=text, span=segment.span, confidence=confidence, provenance=Provenance.INTERPOLATED)
        for text in words_in(segment.text, language)
    )


def _letters(text: str) -> int:
    return max(1, sum(character.isalnum() for character in text))


def _part(span: TimeSpan, start: float, end: float) -> TimeSpan:
    first = min(span.start + start * span.duration, span.end)
    return TimeSpan(start=first, end=max(first, min(span.start + end * span.duration, span.end)))
