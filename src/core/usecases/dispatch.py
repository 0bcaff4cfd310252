"""Telling workers that there is a job."""

from functools import partial

from exact_transcription.core.domain.errors import NotFoundError, ServiceUnavailableError
from exact_transcription.core.domain.job import MAX_PRIORITY, Job
from exact_transcription.core.domain.job_transitions import mark_enqueued
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_queue import JobQueue
from exact_transcription.core.ports.job_repository import JobRepository


class Dispatch:
    """Sends a job's id and notes that it was sent.

    Nothing is raised when the queue does not answer: the record says that the job waits, and the sweeper
    sends its id when the queue is back.
    """

    def __init__(self, *, jobs: JobRepository, queue: JobQueue, clock: Clock) -> None:
        """Send through `queue`."""
        self._jobs, self._queue, self._clock = jobs, queue, clock

    def send(self, job: Job, *, urgent: bool = False) -> Job:
        """Send the id of a job, to be delivered when it is due; returns its record as it is then.

        With `urgent`, as for a job that was begun, it goes before all others.
        """
        delay = max(0.0, (job.available - self._clock.now()).total_seconds())
        try:
            self._queue.enqueue(job.id, priority=MAX_PRIORITY if urgent else job.priority, delay=delay)
            return self._jobs.update(job.id, partial(mark_enqueued, now=self._clock.now()))
        except (ServiceUnavailableError, NotFoundError):
            return job
