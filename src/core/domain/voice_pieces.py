"""Where a recording tells how somebody's voice sounds."""

from bisect import bisect_left
from collections.abc import Sequence
from math import ceil

from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.overlaps import find_overlaps
from exact_transcription.core.domain.time_span import TimeSpan, complement

SHORTEST_PIECE = 0.3
"""Seconds. Less than that tells nothing of a voice."""
LONGEST_PIECE = 4.0
"""Seconds. A turn that a person parts later still has pieces that lie on one side of the cut."""


def pieces_of(turns: Sequence[Turn], exclusive: Sequence[Turn]) -> list[TimeSpan]:
    """Stretches of at most `LONGEST_PIECE` seconds in which one speaker talks alone, sorted and disjoint.

    Args:
        turns: who talks when, with overlap, which is left out.
        exclusive: the same without overlap.
    """
    together = [overlap.span for overlap in find_overlaps(turns)]
    ends = [span.end for span in together]
    found: list[TimeSpan] = []
    for turn in exclusive:
        first = bisect_left(ends, turn.span.start)
        near = []
        for span in together[first:]:
            if span.start >= turn.span.end:
                break
            near.append(span)
        for alone in complement(near, turn.span):
            if alone.duration >= SHORTEST_PIECE:
                found += _cut(alone)
    return sorted(found)


def _cut(span: TimeSpan) -> list[TimeSpan]:
    count = ceil(span.duration / LONGEST_PIECE)
    edges = [span.start + span.duration * n / count for n in range(count)] + [span.end]
    return [TimeSpan(start=edges[n], end=edges[n + 1]) for n in range(count)]
