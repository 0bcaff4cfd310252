"""Where two or more speakers talk at once."""

from collections.abc import Iterable

from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.pause import Overlap
from exact_transcription.core.domain.time_span import TimeSpan


def find_overlaps(turns: Iterable[Turn]) -> tuple[Overlap, ...]:
    """Find the stretches with at least two speakers, sorted and disjoint.

    A stretch ends where anybody joins or leaves, so that `speakers` holds for all of it. Turns of one speaker
    that overlap each other count as one.
    """
    # A departure sorts before an arrival at the same instant: turns that only touch do not overlap.
    events = sorted(
        event
        for turn in turns
        if turn.span.duration > 0
        for event in ((turn.span.start, 1, turn.speaker), (turn.span.end, -1, turn.speaker))
    )
    events.sort(key=lambda event: (event[0], event[1]))
    active: dict[str, int] = {}
    found: list[Overlap] = []
    since = 0.0
    for instant, step, speaker in events:
        talking = tuple(sorted(name for name, count in active.items() if count))
        if len(talking) > 1 and instant > since:
            _append(found, Overlap(span=TimeSpan(start=since, end=instant), speakers=talking))
        active[speaker] = active.get(speaker, 0) + step
        since = instant
    return tuple(found)


def _append(found: list[Overlap], overlap: Overlap) -> None:
    if found and found[-1].span.end == overlap.span.start and found[-1].speakers == overlap.speakers:
        span = TimeSpan(start=found[-1].span.start, end=overlap.span.end)
        found[-1] = Overlap(span=span, speakers=overlap.speakers)
    else:
        found.append(overlap)
