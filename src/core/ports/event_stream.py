"""How somebody follows a job."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from exact_transcription.core.domain.job import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class JobEvent:
    """A job's record as it became; events between two records that were seen may be left out.

    Attributes:
        id: the record's version, rising; asks for what follows when given to `subscribe`.
        job: the record, or None when it was deleted.
    """

    id: int
    job: Job | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerEvent:
    """A job of a user as it became; events between two records that were seen may be left out.

    Attributes:
        cursor: asks for what follows when given to `subscribe_owner`.
        job_id: of which job.
        job: the record, or None when it was deleted.
    """

    cursor: str
    job_id: str
    job: Job | None


class EventStream(Protocol):
    """Tells of changes of jobs."""

    def publish(self, job: Job) -> None:
        """Say that a record has changed. Never raises: who follows finds out from the record, later."""

    def subscribe(self, job_id: str, *, after: int = 0, idle: float = 15.0) -> Iterator[JobEvent | None]:
        """Follow a job from the first record whose version is above `after`.

        Yields None whenever nothing happened for `idle` seconds, so that the caller notices when nobody
        listens any more. Ends after the event of a finished or deleted job.

        Raises:
            NotFoundError: there is no such job; raised by the call, not by the first event.
        """

    def subscribe_owner(
        self, owner: str, *, after: str | None = None, idle: float = 15.0
    ) -> Iterator[OwnerEvent | None]:
        """Follow all jobs of a user: first those that changed after `after` and those that are not finished.

        Yields None whenever nothing happened for `idle` seconds. That a job was deleted is told of jobs that
        were told of before. Ends only with `close`.

        Raises:
            InvalidRequestError: `after` is not a cursor of ours; raised by the call.
        """

    def close(self) -> None:
        """End all that follow within this process, now and from now on."""
