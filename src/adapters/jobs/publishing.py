"""A job repository that tells of every change."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.domain.revision import Revision
from exact_transcription.core.ports.job_repository import (
    IdempotencyKey,
    JobChanges,
    JobFilter,
    JobPage,
    JobRepository,
    OwnerLimits,
)


class PublishingJobRepository:
    """Passes everything on to another repository, and what was changed to a publisher."""

    def __init__(self, *, jobs: JobRepository, publish: Callable[[Job], None]) -> None:
        """Keep jobs in `jobs`; `publish` is `EventStream.publish`, which never raises."""
        self._jobs, self._publish = jobs, publish

    def add(
        self, job: Job, *, idempotency: IdempotencyKey | None = None, limits: OwnerLimits | None = None
    ) -> Job:
        """See `JobRepository.add`."""
        return self._jobs.add(job, idempotency=idempotency, limits=limits)

    def find_idempotent(self, owner: str, idempotency: IdempotencyKey) -> Job | None:
        """See `JobRepository.find_idempotent`."""
        return self._jobs.find_idempotent(owner, idempotency)

    def get(self, job_id: str) -> Job:
        """See `JobRepository.get`."""
        return self._jobs.get(job_id)

    def get_many(self, job_ids: Sequence[str]) -> Mapping[str, Job]:
        """See `JobRepository.get_many`."""
        return self._jobs.get_many(job_ids)

    def update(
        self,
        job_id: str,
        change: Callable[[Job], Job],
        *,
        revision: Callable[[Job], Revision] | None = None,
        text: str | None = None,
        limits: OwnerLimits | None = None,
    ) -> Job:
        """See `JobRepository.update`."""
        job = self._jobs.update(job_id, change, revision=revision, text=text, limits=limits)
        self._publish(job)
        return job

    def delete(self, job_id: str) -> None:
        """See `JobRepository.delete`."""
        self._jobs.delete(job_id)

    def list_jobs(self, wanted: JobFilter, *, limit: int, cursor: str | None = None) -> JobPage:
        """See `JobRepository.list_jobs`."""
        return self._jobs.list_jobs(wanted, limit=limit, cursor=cursor)

    def count(self, wanted: JobFilter) -> Mapping[JobState, int]:
        """See `JobRepository.count`."""
        return self._jobs.count(wanted)

    def claimable(self, now: datetime, *, limit: int) -> Sequence[Job]:
        """See `JobRepository.claimable`."""
        return self._jobs.claimable(now, limit=limit)

    def changes(self, after: str | None, *, owner: str | None = None) -> JobChanges:
        """See `JobRepository.changes`."""
        return self._jobs.changes(after, owner=owner)

    def expired(self, now: datetime, *, limit: int) -> Sequence[Job]:
        """See `JobRepository.expired`."""
        return self._jobs.expired(now, limit=limit)

    def revisions(self, job_id: str) -> Sequence[Revision]:
        """See `JobRepository.revisions`."""
        return self._jobs.revisions(job_id)

    def revision(self, job_id: str, number: int) -> Revision:
        """See `JobRepository.revision`."""
        return self._jobs.revision(job_id, number)

    def forget_idempotency(self, before: datetime) -> int:
        """See `JobRepository.forget_idempotency`."""
        return self._jobs.forget_idempotency(before)

    def check(self) -> None:
        """See `JobRepository.check`."""
        self._jobs.check()
