"""How much of a stretch of time is covered by spans, quickly and for many stretches at once."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.time_span import TimeSpan, merged


class Coverage:
    """The union of spans, prepared for questions about many instants."""

    def __init__(self, spans: Iterable[TimeSpan]) -> None:
        union = [span for span in merged(spans) if span.duration > 0]
        self._edges = np.array([edge for span in union for edge in (span.start, span.end)], np.float64)
        lengths = np.array([(span.duration, 0.0) for span in union], np.float64).ravel()
        self._covered = np.concatenate(([0.0], np.cumsum(lengths)))[:-1] if union else np.zeros(0)

    def before(self, instants: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Seconds covered from the beginning of the recording to each instant."""
        at = np.asarray(instants, np.float64)
        if not len(self._edges):
            return np.zeros_like(at)
        return np.interp(at, self._edges, self._covered)

    def within(self, starts: npt.ArrayLike, ends: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Seconds covered between each start and its end."""
        return self.before(ends) - self.before(starts)

    def distance(self, starts: npt.ArrayLike, ends: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Seconds from each stretch to the nearest span; 0 where they touch, infinite without spans."""
        begin, finish = np.asarray(starts, np.float64), np.asarray(ends, np.float64)
        if not len(self._edges):
            return np.full_like(begin, np.inf)
        span_starts, span_ends = self._edges[::2], self._edges[1::2]
        next_one = np.searchsorted(span_starts, finish)
        last_one = np.searchsorted(span_starts, finish, side="right") - 1
        ahead = np.append(span_starts, np.inf)[next_one] - finish
        behind = begin - np.insert(span_ends, 0, -np.inf)[last_one + 1]
        return np.maximum(0.0, np.minimum(ahead, behind))
