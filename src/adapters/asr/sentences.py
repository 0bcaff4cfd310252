"""From the words of a chunk to segments of the size of a sentence."""

from collections.abc import Sequence

from exact_transcription.adapters.asr.chunking import Chunk
from exact_transcription.adapters.asr.decoding import Decoded
from exact_transcription.core.domain.hallucination import compression_ratio
from exact_transcription.core.domain.segment import DecodingScores, Segment
from exact_transcription.core.domain.text import ends_clause, ends_sentence, excerpt
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.word import Provenance, Word, WordFlag

_LONG = 12.0
"""Seconds after which a segment may also end at a comma."""
_SILENCE = 1.5
"""Seconds between two words that end a segment whatever the punctuation."""


def segments_of(
    chunk: Chunk, decoded: Decoded, *, language: str, flags: frozenset[WordFlag] = frozenset()
) -> tuple[Segment, ...]:
    """The text of a chunk in sentences, with times of the recording, all within the chunk.

    Args:
        chunk: where the text was heard.
        decoded: the text; without word times it becomes one segment.
        language: ISO 639-1 code.
        flags: given to every word.
    """
    scores = DecodingScores(
        avg_logprob=decoded.avg_logprob,
        no_speech_prob=decoded.no_speech_prob,
        compression_ratio=compression_ratio(decoded.text),
        temperature=decoded.temperature,
    )
    if not decoded.text:
        return ()
    words = _words(chunk, decoded, flags)
    if not words:
        return (Segment(span=chunk.span, text=decoded.text, scores=scores),)
    return tuple(
        Segment(
            span=TimeSpan(
                start=words[first].span.start, end=max(word.span.end for word in words[first:last])
            ),
            text=excerpt(decoded.text, words, first, last, language),
            words=words[first:last],
            scores=scores,
        )
        for first, last in _bounds(words)
    )


def _words(chunk: Chunk, decoded: Decoded, flags: frozenset[WordFlag]) -> tuple[Word, ...]:
    return tuple(
        Word(
            text=word.text,
            span=TimeSpan(start=word.start, end=word.end).shifted(chunk.span.start).clipped(chunk.span.end),
            confidence=word.confidence,
            provenance=Provenance.ATTENTION,
            flags=flags,
        )
        for word in decoded.words
    )


def _bounds(words: Sequence[Word]) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    first = 0
    for last in range(1, len(words) + 1):
        if last == len(words) or _ends_after(words, first, last):
            bounds.append((first, last))
            first = last
    return bounds


def _ends_after(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a segment of `words[first:last]` ends there although more words follow."""
    word, following = words[last - 1], words[last]
    long = word.span.end - words[first].span.start >= _LONG
    return (
        ends_sentence(word.text)
        or following.span.start - word.span.end >= _SILENCE
        or (long and ends_clause(word.text))
    )
