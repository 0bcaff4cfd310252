"""Where it is kept what transcripts are to be re-aligned."""

from datetime import datetime, timedelta
from typing import Protocol

from exact_transcription.core.domain.realignment_request import RealignmentRequest

MOST_ATTEMPTS = 3
"""A request that so many workers took up and none met is given up."""


class RealignmentRequests(Protocol):
    """Requests, of which each is worked on by one worker at a time; deleted with their jobs.

    All methods raise `ServiceUnavailableError` while the database does not answer.
    """

    def ask(self, job_id: str, *, now: datetime) -> None:
        """Ask for the transcript of a job that is there; once more, if it was asked for already."""

    def find(self, job_id: str) -> RealignmentRequest | None:
        """The request for a job, or None where nothing waits."""

    def claim(self, *, holder: str, now: datetime, lease: timedelta) -> RealignmentRequest | None:
        """Take up the request that waits longest, or one whose worker vanished; None where there is none."""

    def renew(self, request: RealignmentRequest, *, until: datetime) -> None:
        """Keep the right to work on a request.

        Raises:
            LeaseLostError: another worker has taken it up, or its job was deleted.
        """

    def release(self, request: RealignmentRequest) -> None:
        """Give a request back, for who comes next; without effect where the lease is lost."""

    def finish(self, request: RealignmentRequest) -> None:
        """Take a request that was met away, or give it back where it was asked for anew meanwhile."""
