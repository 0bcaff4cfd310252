"""What became of one delivery of a job's id."""

from dataclasses import dataclass, field
from enum import StrEnum

from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.job_progress import JobProgress


class RunResult(StrEnum):
    """How an execution ended."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    RETRIED = "retried"
    """It failed for a passing reason and is tried again later."""
    RELEASED = "released"
    """The worker was told to stop and handed the job back."""
    LOST = "lost"
    """Another execution has the job now, or it was deleted; whatever was done here has no effect."""
    SKIPPED = "skipped"
    """There was nothing to do: the message was old, or it came twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What became of one delivery of a job's id.

    Attributes:
        job_id: which job.
        result: how it ended.
        seconds: wall time that it took.
        job: the record afterwards, where there is one.
        progress: how far the execution got.
        error: what went wrong, for the log.
    """

    job_id: str
    result: RunResult
    seconds: float = 0.0
    job: Job | None = None
    progress: JobProgress = field(default_factory=JobProgress)
    error: Exception | None = None
