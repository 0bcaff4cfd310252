"""What belongs to somebody, over all kinds of records."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How much somebody has.

    Attributes:
        jobs: all of them.
        active_jobs: those that wait or run.
        recording_bytes: of all recordings.
    """

    jobs: int
    active_jobs: int
    recording_bytes: int


class Belongings(Protocol):
    """Counts and hands over; raises `ServiceUnavailableError` while the database does not answer."""

    def usage(self, owner: str) -> Usage:
        """How much `owner` has; nothing if there is no such user."""

    def hand_over(self, *, giver: str, taker: str) -> int:
        """Make all jobs, uploads and webhooks of `giver` those of `taker`, in one step.

        Returns how many jobs that were. An execution that runs meanwhile goes on.
        """
