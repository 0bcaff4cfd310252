"""Half-open spans of time, the one representation of "when"."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from exact_transcription.core.domain.errors import InvalidValueError


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class TimeSpan:
    """The half-open interval [start, end) in seconds from the beginning of the recording.

    A span may be empty (`start == end`): a word that an aligner put on a single instant still has a place.
    """

    start: float
    end: float

    def __post_init__(self) -> None:
        # `not (a <= b)` also catches NaN, for which every comparison is false.
        if not 0.0 <= self.start <= self.end < float("inf"):
            raise InvalidValueError(
                f"a time span needs 0 <= start <= end, both finite; got {self.start!r} to {self.end!r}"
            )

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """The instant half-way between start and end, in seconds."""
        return (self.start + self.end) / 2

    def contains(self, instant: float) -> bool:
        """Whether `instant` (seconds) lies inside; the end does not belong to the span."""
        return self.start <= instant < self.end

    def intersection(self, other: Self) -> "TimeSpan | None":
        """The part that both spans share, or None if they share no time."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return TimeSpan(start=start, end=end) if start < end else None

    def overlap_with(self, other: Self) -> float:
        """Seconds that both spans share."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))

    def distance_to(self, other: Self) -> float:
        """Seconds of silence between the two spans; 0 where they touch or overlap."""
        return max(0.0, self.start - other.end, other.start - self.end)

    def shifted(self, seconds: float) -> "TimeSpan":
        """The same span moved later by `seconds` (earlier if negative).

        Raises:
            InvalidValueError: if it would begin before 0.
        """
        return TimeSpan(start=self.start + seconds, end=self.end + seconds)

    def clipped(self, limit: float) -> "TimeSpan":
        """The same span cut off at `limit` seconds, the end of the recording."""
        return TimeSpan(start=min(self.start, limit), end=min(self.end, limit))


def merged(spans: Iterable[TimeSpan], *, bridge: float = 0.0) -> tuple[TimeSpan, ...]:
    """Union of spans, sorted and disjoint; holes of at most `bridge` seconds are closed."""
    result: list[TimeSpan] = []
    for span in sorted(spans):
        if result and span.start - result[-1].end <= bridge:
            if span.end > result[-1].end:
                result[-1] = TimeSpan(start=result[-1].start, end=span.end)
        else:
            result.append(span)
    return tuple(result)


def complement(spans: Iterable[TimeSpan], within: TimeSpan) -> tuple[TimeSpan, ...]:
    """The parts of `within` that no span covers, sorted and disjoint."""
    holes: list[TimeSpan] = []
    cursor = within.start
    for span in merged(spans):
        # A span without length covers nothing, so it parts nothing either.
        if span.end <= within.start or span.start >= within.end or span.start == span.end:
            continue
        if span.start > cursor:
            holes.append(TimeSpan(start=cursor, end=span.start))
        cursor = max(cursor, min(span.end, within.end))
    if cursor < within.end:
        holes.append(TimeSpan(start=cursor, end=within.end))
    return tuple(holes)
