"""Changing what a job is called and how urgent it is."""

from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.domain.job_transitions import described
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.usecases.dispatch import Dispatch
from exact_transcription.core.usecases.job_access import require_owner


class DescribeJob:
    """Changes the record; a waiting job whose priority changed is sent again with the new one.

    Its earlier message finds nothing to do when it comes, as every message that comes twice.
    """

    def __init__(self, *, jobs: JobRepository, dispatch: Dispatch) -> None:
        """Change jobs of `jobs`."""
        self._jobs, self._dispatch = jobs, dispatch

    def execute(
        self, job_id: str, *, title: str | None = None, priority: int | None = None, owner: str | None = None
    ) -> Job:
        """Change title or priority; None keeps what there is.

        Raises:
            NotFoundError: there is no such job of that owner.
            InvalidRequestError: the title is empty or too long, or there is no such priority.
        """
        before: list[Job] = []

        def change(job: Job) -> Job:
            before[:] = [require_owner(job, owner)]
            return described(job, title=title, priority=priority)

        job = self._jobs.update(job_id, change)
        urgent = job.state is JobState.QUEUED and job.priority != before[0].priority
        return self._dispatch.send(job) if urgent else job
