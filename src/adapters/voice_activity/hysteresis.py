"""From scores to spans."""

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.time_span import TimeSpan, merged


def spans_above(  # noqa: PLR0913 - the thresholds belong together
    scores: npt.NDArray[np.float32],
    *,
    frame_step: float,
    frame_start: float,
    duration: float,
    onset: float,
    offset: float,
    min_on: float,
    min_off: float,
) -> tuple[TimeSpan, ...]:
    """Spans in which the score went above `onset` and stayed above `offset`.

    Args:
        scores: shape (frames,), one a frame.
        frame_step: seconds from one frame's middle to the next.
        frame_start: the middle of frame 0, seconds.
        duration: length of the recording, seconds; spans end there at the latest.
        onset: a span needs at least one frame above this.
        offset: and reaches as far as frames stay above this; at most `onset`.
        min_on: shorter spans are dropped, seconds.
        min_off: shorter holes are closed, seconds.

    Returns:
        Sorted, disjoint spans; edges are where the score crosses `offset`, interpolated between frames.
    """
    padded = np.concatenate([[0.0], scores, [0.0]])
    change = np.diff((padded > offset).astype(np.int8))
    spans = []
    for rise, fall in zip(np.flatnonzero(change == 1), np.flatnonzero(change == -1), strict=True):
        if scores[rise:fall].max() <= onset:
            continue
        before, after = _crossing(padded, rise, offset), _crossing(padded, fall, offset)
        start = frame_start + frame_step * (before - 1) if rise > 0 else 0.0
        end = frame_start + frame_step * (after - 1) if fall < len(scores) else duration
        spans.append(TimeSpan(start=_within(start, duration), end=_within(end, duration)))
    return tuple(span for span in merged(spans, bridge=min_off) if span.duration >= max(min_on, 1e-9))


def _crossing(scores: npt.NDArray[np.floating], frame: np.intp, level: float) -> float:
    """The frame, with a fraction, at which scores reach the level between `frame` and the next."""
    return float(frame + (level - scores[frame]) / (scores[frame + 1] - scores[frame]))


def _within(instant: float, duration: float) -> float:
    return float(min(max(0.0, instant), duration))
