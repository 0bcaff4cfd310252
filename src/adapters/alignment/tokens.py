"""From a segment to the words that want a time, and back; what all aligners share."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from exact_transcription.core.domain.interpolation import words_of_text
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.tokenization import is_said
from exact_transcription.core.domain.word import Provenance, Word

Placed: TypeAlias = tuple[TimeSpan, Provenance]
"""Where a word is and how that is known."""


def words_to_place(segment: Segment, language: str) -> tuple[Word, ...]:
    """The segment's own words, or those of its text where it has none yet."""
    return segment.words or words_of_text(segment, language)


def with_places(segment: Segment, words: Sequence[Word], places: Sequence[Placed | None]) -> Segment | None:
    """The segment with its words put where they were found, in order and without overlap.

    Words without a place keep their attention time, as far as it fits between their neighbours; where they
    have none, they are spread over the time between their neighbours.

    Args:
        segment: what the words belong to.
        words: all words of it.
        places: for each word where it is, or None if it was not found.

    Returns:
        None if no word has a place.
    """
    ordered = _ordered(places)
    if not any(ordered):
        return None
    placed = tuple(
        replace(word, span=span, provenance=provenance)
        for word, (span, provenance) in zip(words, _filled(words, ordered), strict=True)
    )
    span = TimeSpan(start=placed[0].span.start, end=max(word.span.end for word in placed))
    return replace(segment, words=placed, span=span)


def _ordered(places: Sequence[Placed | None]) -> list[Placed | None]:
    """The same places without those that contradict the order; an overlap is divided in its middle."""
    ordered: list[Placed | None] = []
    last: int | None = None
    for index, place in enumerate(places):
        ordered.append(place)
        if place is None:
            continue
        before = ordered[last] if last is not None else None
        if last is not None and before is not None and place[0].start < before[0].end:
            if place[0].start < before[0].start or place[0].end < before[0].end:
                ordered[index] = None
                continue
            middle = (place[0].start + before[0].end) / 2
            ordered[last] = (TimeSpan(start=before[0].start, end=middle), before[1])
            ordered[index] = (TimeSpan(start=middle, end=place[0].end), place[1])
        last = index
    return ordered


def _filled(words: Sequence[Word], places: Sequence[Placed | None]) -> list[Placed]:
    filled: list[Placed] = []
    while len(filled) < len(words):
        index = len(filled)
        place = places[index]
        if place is not None:
            filled.append(place)
            continue
        after = next((later for later in range(index, len(words)) if places[later]), len(words))
        following = places[after] if after < len(words) else None
        start = filled[-1][0].end if filled else None
        filled += _between(words[index:after], start, following[0].start if following else None)
    return filled


def _between(words: Sequence[Word], start: float | None, end: float | None) -> list[Placed]:
    """Places for words between two instants, of which one may be None: nothing is known on that side."""
    if all(word.provenance is Provenance.ATTENTION and is_said(word.text) for word in words):
        low = 0.0 if start is None else start
        high = max(words[-1].span.end, low) if end is None else end
        return [(_clipped(word.span, low, high), Provenance.ATTENTION) for word in words]
    low = start if start is not None else end if end is not None else 0.0
    high = end if end is not None else low
    weights = [sum(map(str.isalnum, word.text)) if is_said(word.text) else 0 for word in words]
    total, done = sum(weights), 0
    spans: list[Placed] = []
    for weight in weights:
        first = _part(low, high, done / total if total else 0.0)
        done += weight
        last = _part(low, high, done / total if total else 0.0)
        spans.append((TimeSpan(start=first, end=last), Provenance.INTERPOLATED))
    return spans


def _part(low: float, high: float, share: float) -> float:
    # Rounding must not carry it over the edge.
    return min(low + (high - low) * share, high)


def _clipped(span: TimeSpan, low: float, high: float) -> TimeSpan:
    return TimeSpan(start=min(max(span.start, low), high), end=min(max(span.end, low), high))
