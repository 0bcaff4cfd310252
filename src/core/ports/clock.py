"""Time, as the use cases see it."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, with its time zone (UTC)."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary point, never going back; for measuring durations."""
