"""Taking silence out of words that swallowed it."""

from collections.abc import Sequence
from dataclasses import replace

from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.silence import Silence, Silences
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.word import Provenance, Word, WordFlag

LONGEST_CLOSURE = 0.15
"""Seconds. Silence up to this length inside a word may be the closure of a stop and is left there."""

SHORTEST_WORD = 0.04
"""Seconds that a word keeps at least."""

FAR_FROM_SOUND = 0.3
"""Seconds. A word that lies this far inside a silence was not said there."""


def trim_words(segments: Sequence[Segment], silences: Silences) -> tuple[Segment, ...]:
    """Shorten the words that reach into measured silence; their provenance becomes `trimmed`.

    Silence at a word's edge is cut off. Silence inside a word that is longer than LONGEST_CLOSURE, also if
    its edges are as far off as they may be, parts the word in two: the part with more sound is the word. A
    word is never cut to less than SHORTEST_WORD; one that would be is left alone, since the evidence
    contradicts itself there, and is flagged `suspect_text` where no sound is near. Words that a person set
    are never touched.

    Returns:
        The segments; each span is that of its words.
    """
    cutter = _Cutter(silences.spans)
    return tuple(cutter.segment(segment) for segment in segments)


class _Cutter:
    def __init__(self, silences: Sequence[Silence]) -> None:
        self._silences = silences
        self._next = 0

    def segment(self, segment: Segment) -> Segment:
        if not segment.words:
            return segment
        words = tuple(self.word(word) for word in segment.words)
        span = TimeSpan(
            start=min(word.span.start for word in words), end=max(word.span.end for word in words)
        )
        return replace(segment, span=span, words=words)

    def word(self, word: Word) -> Word:
        if word.provenance is Provenance.EDITED:
            return word
        inside = self._silences_of(word.span)
        kept = _sounding_part(word.span, inside)
        if kept is None or kept.duration < SHORTEST_WORD:
            return (
                replace(word, flags=word.flags | {WordFlag.SUSPECT_TEXT})
                if _far_inside(word, inside)
                else word
            )
        if kept == word.span:
            return word
        return replace(word, span=kept, provenance=Provenance.TRIMMED)

    def _silences_of(self, span: TimeSpan) -> list[Silence]:
        # Words come nearly in order of time, so the search goes on where the last one ended.
        while self._next > 0 and self._silences[self._next - 1].span.end > span.start:
            self._next -= 1
        while self._next < len(self._silences) and self._silences[self._next].span.end <= span.start:
            self._next += 1
        found = []
        for index in range(self._next, len(self._silences)):
            if self._silences[index].span.start >= span.end:
                break
            found.append(self._silences[index])
        return found


def _sounding_part(span: TimeSpan, silences: Sequence[Silence]) -> TimeSpan | None:
    """The part of a word's span with the most sound; None if there is none."""
    parts: list[tuple[float, TimeSpan]] = []
    start, sound = span.start, 0.0
    for silence in silences:
        begin, end = silence.span.start, silence.span.end
        if begin <= start:
            start = max(start, end)
        elif end >= span.end or silence.span.duration - silence.tolerance > LONGEST_CLOSURE:
            parts.append((sound + begin - start, TimeSpan(start=start, end=begin)))
            start, sound = end, 0.0
    if start < span.end:
        parts.append((span.end - start, TimeSpan(start=start, end=span.end)))
    if not parts:
        return None if silences else span
    return max(parts, key=lambda part: part[0])[1]


def _far_inside(word: Word, silences: Sequence[Silence]) -> bool:
    return any(
        silence.span.start + FAR_FROM_SOUND <= word.span.start
        and word.span.end <= silence.span.end - FAR_FROM_SOUND
        for silence in silences
    )
