"""Where the records of jobs are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.domain.revision import Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class IdempotencyKey:
    """Makes handing in the same request twice create one job.

    Attributes:
        key: chosen by the client; unique within the owner.
        fingerprint: digest of the request; the same key with another one is an error.
    """

    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerLimits:
    """What one owner may have; None is without limit.

    Attributes:
        active_jobs: queued and running ones.
        stored_bytes: of all recordings.
    """

    active_jobs: int | None = None
    stored_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFilter:
    """Which jobs to list; None and empty ask for all.

    Attributes:
        owner: id of the user.
        states: any of these.
        text: part of the title or of what is said, without regard to case and to the kind of white space.
        created_from: created then or later.
        created_before: created earlier.
    """

    owner: str | None = None
    states: frozenset[JobState] = frozenset()
    text: str = ""
    created_from: datetime | None = None
    created_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """Some jobs of a list, the newest first.

    Attributes:
        jobs: the page.
        next_cursor: asks for the next page, or None at the end.
    """

    jobs: tuple[Job, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobChanges:
    """What happened to jobs.

    Attributes:
        jobs: those that were added or changed, as they are now, the last change last.
        cursor: asks for what happens afterwards.
    """

    jobs: tuple[Job, ...]
    cursor: str


class JobRepository(Protocol):
    """Keeps jobs and the list of their transcripts' revisions.

    All methods raise `ServiceUnavailableError` while the database does not answer and `StorageFullError`
    when it has no room left.
    """

    def add(
        self, job: Job, *, idempotency: IdempotencyKey | None = None, limits: OwnerLimits | None = None
    ) -> Job:
        """Add a new job, or return the one that was added with the same idempotency key.

        Raises:
            IdempotencyError: the key was used for a different request.
            LimitExceededError: the owner has too much already.
        """

    def find_idempotent(self, owner: str, idempotency: IdempotencyKey) -> Job | None:
        """The job that was added with this key, or None.

        Raises:
            IdempotencyError: the key was used for a different request.
        """

    def get(self, job_id: str) -> Job:
        """One job.

        Raises:
            NotFoundError: there is none with that id.
        """

    def get_many(self, job_ids: Sequence[str]) -> Mapping[str, Job]:
        """Those of the jobs that are there, by id."""

    def update(
        self,
        job_id: str,
        change: Callable[[Job], Job],
        *,
        revision: Callable[[Job], Revision] | None = None,
        text: str | None = None,
        limits: OwnerLimits | None = None,
    ) -> Job:
        """Replace a record by what `change` makes of it; nobody else's change is lost, or lost sight of.

        `change` is a pure function and may be called again if the record was changed meanwhile. If it returns
        the same object, nothing is written; otherwise the new record's version is one higher. The revision
        that `revision` makes of the new record is added in the same transaction, so that either both are
        there or neither is; with `text`, the job is found by that text from then on. A change to a finished
        state also records there what webhooks are to be told. With `limits`, the recording of the new record
        must fit into what they leave to its owner; how many jobs there are was looked at when it was added.

        Raises:
            NotFoundError: there is no such job.
            ConflictError: it is changed by too many at once.
            LimitExceededError: the owner has too much already; nothing is written then.
            ExactTranscriptionError: whatever `change` raises; nothing is written then.
        """

    def delete(self, job_id: str) -> None:
        """Delete a record with its revisions; without effect if it is not there."""

    def list_jobs(self, wanted: JobFilter, *, limit: int, cursor: str | None = None) -> JobPage:
        """Jobs, the newest first, at most `limit` of them, after `cursor`.

        Raises:
            InvalidRequestError: the cursor is not one of ours.
        """

    def count(self, wanted: JobFilter) -> Mapping[JobState, int]:
        """How many jobs there are, by state; every state is among the keys."""

    def claimable(self, now: datetime, *, limit: int) -> Sequence[Job]:
        """Jobs that wait and are due, and jobs whose execution vanished; the most urgent first."""

    def changes(self, after: str | None, *, owner: str | None = None) -> JobChanges:
        """Jobs that were added or changed after `after`, a cursor; None asks for no jobs, but for a cursor.

        What was told lately may be told again, so that nothing is missed that was being written just then;
        the records' versions tell. What was deleted is not told.

        Raises:
            InvalidRequestError: the cursor is not one of ours.
        """

    def expired(self, now: datetime, *, limit: int) -> Sequence[Job]:
        """Jobs to be deleted because their time is over."""

    def revisions(self, job_id: str) -> Sequence[Revision]:
        """All revisions of a job's transcript, the oldest first."""

    def revision(self, job_id: str, number: int) -> Revision:
        """One revision.

        Raises:
            NotFoundError: there is none with that number.
        """

    def forget_idempotency(self, before: datetime) -> int:
        """Delete idempotency keys that were used before that time; returns how many."""

    def check(self) -> None:
        """Return if the database answers.

        Raises:
            ServiceUnavailableError: it does not, or its schema is not the present one.
        """
