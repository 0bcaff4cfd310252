"""Passages: neighbouring segments that are best placed on the audio together.

Aligned one by one, the last word of a segment and the first of the next both claim the sound between them,
and an aligner that may search a little outside a segment finds its neighbour's words there.
"""

from collections.abc import Sequence
from dataclasses import replace

from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan

LONGEST = 25.0
"""Seconds. Aligners' cost and their risk of losing the thread grow with length."""
APART = 0.7
"""Seconds between segments from which on neither can claim the other's sound."""


def passages(segments: Sequence[Segment]) -> list[tuple[int, ...]]:
    """Group the indices of segments, sorted by start, into passages.

    Only segments with words are joined, since the words tell where to part them again.
    """
    groups: list[list[int]] = []
    for index, segment in enumerate(segments):
        last = segments[index - 1] if index else None
        if last is not None and last.words and segment.words:
            begun = segments[groups[-1][0]].span.start
            near = segment.span.start - last.span.end < APART and segment.span.start >= last.span.start
            if near and segment.span.end - begun <= LONGEST:
                groups[-1].append(index)
                continue
        groups.append([index])
    return [tuple(group) for group in groups]


def joined(segments: Sequence[Segment]) -> Segment:
    """One segment that says all that the given ones say, in their order."""
    if len(segments) == 1:
        return segments[0]
    return Segment(
        span=TimeSpan(
            start=min(segment.span.start for segment in segments),
            end=max(segment.span.end for segment in segments),
        ),
        text=" ".join(segment.text for segment in segments),
        words=tuple(word for segment in segments for word in segment.words),
    )


def parted(whole: Segment, segments: Sequence[Segment]) -> tuple[Segment, ...] | None:
    """Undo `joined` after the words were given other times; None if they are not the same words any more."""
    if len(segments) == 1:
        return (whole,)
    if [word.text for word in whole.words] != [word.text for each in segments for word in each.words]:
        return None
    parts: list[Segment] = []
    done = 0
    for segment in segments:
        words = whole.words[done : done + len(segment.words)]
        done += len(words)
        span = TimeSpan(
            start=min(word.span.start for word in words), end=max(word.span.end for word in words)
        )
        parts.append(replace(segment, words=words, span=span))
    return tuple(parts)
