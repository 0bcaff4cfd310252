"""Deleting a job with everything that was made of it."""

from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.job_transitions import cancel_now
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.job_access import require_owner


class DeleteJob:
    """Takes the job away from its worker, then deletes its blobs, then its record.

    If deleting blobs fails, the record is still there and the job can be deleted again.
    """

    def __init__(self, *, jobs: JobRepository, blobs: BlobStore, clock: Clock) -> None:
        """Delete from `jobs` and `blobs`."""
        self._jobs, self._blobs, self._clock = jobs, blobs, clock

    def execute(self, job_id: str, *, owner: str | None = None) -> None:
        """Delete a job.

        Raises:
            NotFoundError: there is no such job of that owner.
            ServiceUnavailableError: the blob store does not answer; delete again later.
        """

        def change(job: Job) -> Job:
            require_owner(job, owner)
            return cancel_now(job, now=self._clock.now())

        self._jobs.update(job_id, change)
        self._blobs.delete_prefix(job_blobs.prefix(job_id))
        self._jobs.delete(job_id)
