"""Where a decoded frame belongs on the recording's clock.

Position 0 is the earliest moment that a player shows: the first decoded audio sample or, where a video track
starts earlier, its first picture. FFmpeg has already cut off what encoders put in front (MP3 and AAC delay as
far as the file declares it, Opus pre-skip), so a first sample with priming removed is at 0 in every format.
"""

from dataclasses import dataclass
from enum import Enum

HARD_S = 0.1
"""A single frame that is this late shows a hole. Clocks of containers jitter by less (WebM rounds to
milliseconds, browsers deliver late); FFmpeg's own resampler uses the same limit (`min_hard_comp`)."""
SOFT_S = 0.02
"""Frames that are all this late for a whole second show a small hole: one lost packet."""
_WINDOW_S = 1.0


class Jump(Enum):
    """How a frame's time differs from the end of the audio before it."""

    NONE = "none"
    GAP = "gap"
    """Later: silence goes in between."""
    BROKEN = "broken"
    """Earlier, or later than believable: the clock is taken to be wrong from here on."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a frame starts.

    Attributes:
        start: seconds from position 0.
        jump: how it follows on what came before.
    """

    start: float
    jump: Jump


class Timeline:
    """Follows the clock of one track."""

    def __init__(self, *, zero: float | None, max_gap: float) -> None:
        """Begin at position 0.

        Args:
            zero: time stamp of position 0 if it comes before the first frame, in seconds.
            max_gap: longest hole that is believed, in seconds.
        """
        self._zero = zero
        self._max_gap = max_gap
        self._origin: float | None = None
        self._window_start = 0.0
        self._least_drift = float("inf")

    def place(self, stamp: float | None, end: float) -> Placement:
        """Place a frame.

        Args:
            stamp: the frame's own time stamp in seconds, or None.
            end: where the audio before it ends, in seconds from position 0.
        """
        if stamp is None:
            return Placement(end, Jump.NONE)
        if self._origin is None:
            self._origin = stamp if self._zero is None else min(stamp, self._zero)
        drift = stamp - self._origin - end
        if drift < -HARD_S or drift > self._max_gap:
            self._origin += drift
            self._start_window(end)
            return Placement(end, Jump.BROKEN)
        gap = drift if drift > HARD_S else self._lasting_drift(drift, end)
        if gap > 0:
            self._start_window(end + gap)
            return Placement(end + gap, Jump.GAP)
        return Placement(end, Jump.NONE)

    def refuse(self, stamp: float | None, end: float) -> float:
        """Where audio belongs that could not be decoded; it counts for the beginning as well."""
        if stamp is None:
            return end
        if self._origin is not None:
            return max(0.0, stamp - self._origin)
        self._zero = stamp if self._zero is None else min(stamp, self._zero)
        return stamp - self._zero

    def _lasting_drift(self, drift: float, end: float) -> float:
        """The drift that all frames of the last second had in common, if it is worth correcting; else 0."""
        self._least_drift = min(self._least_drift, drift)
        if end - self._window_start < _WINDOW_S:
            return 0.0
        lasting = self._least_drift
        self._start_window(end)
        return lasting if lasting > SOFT_S else 0.0

    def _start_window(self, start: float) -> None:
        self._window_start = start
        self._least_drift = float("inf")
