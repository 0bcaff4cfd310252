"""Speech for which no word was written down."""

from exact_transcription.adapters.asr.chunking import Chunk
from exact_transcription.adapters.asr.decoding import Decoded
from exact_transcription.adapters.asr.word_times import TimedWord
from exact_transcription.core.domain.hallucination import letter_count
from exact_transcription.core.domain.time_span import TimeSpan, complement, merged

_REACH = 0.3
"""Seconds by which attention may miss the edges of a word."""
_BRIDGE = 0.5
"""Seconds of silence inside a sentence that voice activity may report."""
_SLOW_WORD, _SLOW_LETTER = 0.4, 0.15
"""Seconds that a slow talker takes for any word, and for each of its letters on top; a word that was given
more time swallowed something."""


def longest_unheard(chunk: Chunk, decoded: Decoded) -> float:
    """Seconds of the longest stretch of speech in a chunk that no word covers; 0 without word times."""
    words = [
        TimeSpan(start=max(0.0, chunk.span.start + start - _REACH), end=chunk.span.start + end + _REACH)
        for start, end in _plausible(decoded)
    ]
    if not words:
        return 0.0
    speech = merged(chunk.speech, bridge=_BRIDGE)
    holes = (hole for span in speech for hole in complement(words, span))
    return max((hole.duration for hole in holes), default=0.0)


def _plausible(decoded: Decoded) -> list[tuple[float, float]]:
    """When words were said, within the chunk, overlong ones shortened.

    The path of the attention has to begin with the first word, which therefore swallows at its start what was
    left out; later words swallow at their end.
    """
    spans = [(word.start, min(word.end, word.start + _longest(word))) for word in decoded.words]
    if spans:
        first = decoded.words[0]
        spans[0] = (max(first.start, first.end - _longest(first)), first.end)
    return spans


def _longest(word: TimedWord) -> float:
    return _SLOW_WORD + _SLOW_LETTER * letter_count(word.text)
