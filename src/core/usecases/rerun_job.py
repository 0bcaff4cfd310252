"""Running a finished job again."""

from dataclasses import replace
from datetime import timedelta

from exact_transcription.core.domain.errors import JobStateError
from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.domain.job_transitions import resubmit
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.ports.tracing import Tracer
from exact_transcription.core.usecases.dispatch import Dispatch
from exact_transcription.core.usecases.job_access import require_owner


class RerunJob:
    """Puts a finished job back into the queue; stages with the same inputs and options are not repeated."""

    def __init__(
        self,
        *,
        jobs: JobRepository,
        dispatch: Dispatch,
        clock: Clock,
        retention: timedelta | None = None,
        tracer: Tracer | None = None,
    ) -> None:
        """Keep what is run again for another `retention`; it belongs to the present span of `tracer`."""
        self._tracer = tracer
        self._jobs, self._dispatch, self._clock, self._retention = jobs, dispatch, clock, retention

    def execute(
        self, job_id: str, *, options: TranscriptionOptions | None = None, owner: str | None = None
    ) -> Job:
        """Run a job again, with other options if given; its transcript becomes a further revision.

        Raises:
            NotFoundError: there is no such job of that owner.
            JobStateError: it is not finished.
        """
        return self._again(job_id, options, owner, allowed=frozenset(JobState))

    def retry(self, job_id: str, *, owner: str | None = None) -> Job:
        """Run a job again that failed or was cancelled.

        Raises:
            NotFoundError: there is no such job of that owner.
            JobStateError: it did not fail and was not cancelled.
        """
        return self._again(job_id, None, owner, allowed=frozenset({JobState.FAILED, JobState.CANCELLED}))

    def _again(
        self,
        job_id: str,
        options: TranscriptionOptions | None,
        owner: str | None,
        *,
        allowed: frozenset[JobState],
    ) -> Job:
        def change(job: Job) -> Job:
            require_owner(job, owner)
            if job.state not in allowed:
                raise JobStateError(f"The job is {job.state}; only failed or cancelled ones can be retried.")
            now = self._clock.now()
            expires = None if self._retention is None else now + self._retention
            again = resubmit(job, now=now, options=options, expires=expires)
            return replace(again, trace=self._tracer.present()) if self._tracer else again

        return self._dispatch.send(self._jobs.update(job_id, change))
