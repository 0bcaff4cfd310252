"""Whose a job is."""

from exact_transcription.core.domain.errors import NotFoundError
from exact_transcription.core.domain.job import Job
from exact_transcription.core.ports.job_repository import JobRepository


def require_owner(job: Job, owner: str | None) -> Job:
    """The job, if it belongs to `owner`; None stands for who may see everybody's.

    Raises:
        NotFoundError: it does not; the same error as for no job, so that ids cannot be tried out.
    """
    if owner is not None and job.owner != owner:
        raise NotFoundError("There is no such job.")
    return job


class FindJob:
    """Looks up one job."""

    def __init__(self, *, jobs: JobRepository) -> None:
        """Look in `jobs`."""
        self._jobs = jobs

    def execute(self, job_id: str, *, owner: str | None = None) -> Job:
        """One job of `owner`, or of anybody with None.

        Raises:
            NotFoundError: there is none.
        """
        return require_owner(self._jobs.get(job_id), owner)
