"""Turns as people read them: words of one speaker without another one between."""

from collections.abc import Iterator
from dataclasses import dataclass

from exact_transcription.core.domain.paragraphs import continues
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word

TURN_SILENCE = 3.0
"""Seconds without a word, between segments, that end a turn even if the same speaker goes on; a person may
say otherwise (`Segment.paragraph`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenTurn:
    """Words of one speaker.

    Attributes:
        first: number of its first word in the transcript, from 0.
        last: number of its last word.
        speaker: id, or None where nobody was told apart.
        span: from the first word's start to the latest end.
    """

    first: int
    last: int
    speaker: str | None
    span: TimeSpan


def spoken_turns(transcript: Transcript) -> tuple[SpokenTurn, ...]:
    """All words of a transcript, cut where the editor shows a new turn."""
    return tuple(_turn(first, words) for first, words in _grouped(transcript))


def _grouped(transcript: Transcript) -> Iterator[tuple[int, list[Word]]]:
    number, first, group, end = 0, 0, list[Word](), 0.0
    for segment in transcript.segments:
        for place, word in enumerate(segment.words):
            goes_on = place > 0 or continues(segment, word.span.start - end, TURN_SILENCE)
            if group and not (goes_on and word.speaker == group[-1].speaker):
                yield first, group
                first, group, end = number, [], 0.0
            group.append(word)
            end = max(end, word.span.end)
            number += 1
    if group:
        yield first, group


def _turn(first: int, words: list[Word]) -> SpokenTurn:
    start = min(word.span.start for word in words)
    return SpokenTurn(
        first=first,
        last=first + len(words) - 1,
        speaker=words[0].speaker,
        span=TimeSpan(start=start, end=max(word.span.end for word in words)),
    )
