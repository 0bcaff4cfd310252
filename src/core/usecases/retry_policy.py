"""Which failures pass by themselves, and how long to wait for that."""

from dataclasses import dataclass
from datetime import timedelta

from exact_transcription.core.domain.errors import (
    ExactTranscriptionError,
    FetchInterruptedError,
    ResourceExhaustedError,
    ServiceUnavailableError,
)
from exact_transcription.core.domain.job import Job, JobFailure

_TRANSIENT = (ServiceUnavailableError, ResourceExhaustedError, FetchInterruptedError, MemoryError)

WORKER_LOST = JobFailure(
    code="worker_lost",
    message="The worker vanished every time that it worked on this recording.",
    hint="Most often it ran out of memory; try a smaller model, or give the worker more memory.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """When to try again.

    Attributes:
        attempts: executions in all, those of workers that vanished among them.
        first: wait after the first failure; it doubles every time.
        longest: wait at most.
    """

    attempts: int = 5
    first: timedelta = timedelta(seconds=10)
    longest: timedelta = timedelta(minutes=15)

    def exhausted(self, job: Job) -> bool:
        """Whether the job may not be executed again."""
        return job.attempts >= self.attempts

    def wait(self, job: Job, error: Exception) -> timedelta | None:
        """How long to wait before the next execution, or None if there is to be none."""
        if not isinstance(error, _TRANSIENT) or self.exhausted(job):
            return None
        return min(self.first * float(2 ** max(0, job.attempts - 1)), self.longest)


def failure_of(error: Exception) -> JobFailure:
    """What to tell people about an error; of unexpected ones only the kind, for they may quote anything."""
    if isinstance(error, ExactTranscriptionError):
        return JobFailure(code=error.code, message=error.message, hint=error.hint)
    if isinstance(error, MemoryError):
        return JobFailure(code="resource_exhausted", message="The worker ran out of memory.")
    return JobFailure(
        code=ExactTranscriptionError.code,
        message=f"An unexpected error stopped the job ({type(error).__name__}).",
        hint="The worker's log has the details.",
    )
