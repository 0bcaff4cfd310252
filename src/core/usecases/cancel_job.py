"""Stopping a job."""

from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.job_transitions import request_cancel
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.usecases.job_access import require_owner


class CancelJob:
    """Cancels a waiting job at once; a running one stops within a second or one batch."""

    def __init__(self, *, jobs: JobRepository, clock: Clock) -> None:
        """Cancel jobs of `jobs`."""
        self._jobs, self._clock = jobs, clock

    def execute(self, job_id: str, *, owner: str | None = None) -> Job:
        """Ask for the job to stop; asking again changes nothing.

        Args:
            job_id: which one.
            owner: whose it must be, or None for anybody's.

        Raises:
            NotFoundError: there is no such job of that owner.
            JobStateError: it is finished already.
        """

        def change(job: Job) -> Job:
            require_owner(job, owner)
            return request_cancel(job, now=self._clock.now())

        return self._jobs.update(job_id, change)
