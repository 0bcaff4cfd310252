"""What may happen to a job, as pure functions from one record to the next.

    queued ──claim──► running ──succeed──► succeeded ─┐
      ▲  │               │ ├───fail──────► failed ────┤
      │  └──cancel──┐    │ └───stop──────► cancelled ─┤
      │             └────┼───────────────────▲        │
      ├──release, retry──┘                            │
      └──────────────── resubmit ─────────────────────┘

Each function raises `JobStateError` where the move is not allowed and `LeaseLostError` where the execution
that asks for it has no right to it any more; it never changes `version`, which belongs to the repository.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from exact_transcription.core.domain.errors import (
    ConflictError,
    InvalidRequestError,
    JobStateError,
    LeaseLostError,
)
from exact_transcription.core.domain.job import (
    MAX_TITLE_CHARACTERS,
    Job,
    JobFailure,
    JobState,
    Lease,
    Recording,
    TranscriptFacts,
)
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.domain.transcription_options import TranscriptionOptions


def claimable(job: Job, now: datetime) -> bool:
    """Whether an execution may take the job: it waits and is due, or its execution vanished."""
    if job.state is JobState.QUEUED:
        return job.available <= now
    return abandoned(job, now)


def abandoned(job: Job, now: datetime) -> bool:
    """Whether the execution that works on the job let its lease expire."""
    return job.lease is not None and job.lease.expires <= now


def claim(job: Job, *, holder: str, now: datetime, lease: timedelta) -> Job:
    """Begin an execution."""
    if not claimable(job, now):
        raise JobStateError(f"The job is {job.state} and cannot be taken now.")
    if job.beyond:
        raise JobStateError(
            f"The job asks for what this version does not know: {', '.join(job.beyond)}.",
            hint="A worker of a newer version takes it; upgrade this one.",
        )
    return replace(
        job,
        state=JobState.RUNNING,
        lease=Lease(holder=holder, expires=now + lease),
        started=now,
        attempts=job.attempts + 1,
        progress=JobProgress(),
    )


def renew(job: Job, *, holder: str, now: datetime, lease: timedelta, progress: JobProgress) -> Job:
    """Keep an execution's right and tell how far it is."""
    _require_lease(job, holder)
    return replace(job, lease=Lease(holder=holder, expires=now + lease), progress=progress)


def fetched(job: Job, *, holder: str, recording: Recording) -> Job:
    """Take up a recording that was still to be fetched; a title that was made of its address follows."""
    _require_lease(job, holder)
    titled = job.title != job.recording.name[:MAX_TITLE_CHARACTERS]
    return replace(
        job, recording=recording, title=job.title if titled else recording.name[:MAX_TITLE_CHARACTERS]
    )


def succeed(
    job: Job,
    *,
    holder: str,
    now: datetime,
    progress: JobProgress,
    transcript: TranscriptFacts | None = None,
) -> Job:
    """End an execution with a transcript, which becomes the newest revision."""
    _require_lease(job, holder)
    return replace(
        _finished(job, JobState.SUCCEEDED, now),
        failure=None,
        progress=progress,
        revision=job.revision + 1,
        transcript=transcript,
    )


def fail(job: Job, *, holder: str, now: datetime, failure: JobFailure) -> Job:
    """End an execution that cannot succeed by being repeated."""
    _require_lease(job, holder)
    return replace(_finished(job, JobState.FAILED, now), failure=failure)


def retry_later(job: Job, *, holder: str, now: datetime, at: datetime, failure: JobFailure) -> Job:
    """End an execution that failed for a passing reason; another one may begin at `at`.

    A job that a person wants stopped is cancelled instead.
    """
    _require_lease(job, holder)
    if job.cancel_requested:
        return _finished(job, JobState.CANCELLED, now)
    return replace(job, state=JobState.QUEUED, lease=None, available=at, enqueued=None, failure=failure)


def release(job: Job, *, holder: str, now: datetime) -> Job:
    """Hand the job back unfinished, as a worker that is told to stop does; it does not count as an attempt.

    A job that a person wants stopped is cancelled instead.
    """
    _require_lease(job, holder)
    if job.cancel_requested:
        return _finished(job, JobState.CANCELLED, now)
    return replace(
        job,
        state=JobState.QUEUED,
        lease=None,
        available=now,
        enqueued=None,
        attempts=job.attempts - 1,
    )


def stop_running(job: Job, *, holder: str, now: datetime) -> Job:
    """End an execution because a person asked for it."""
    _require_lease(job, holder)
    return _finished(job, JobState.CANCELLED, now)


def request_cancel(job: Job, *, now: datetime) -> Job:
    """Ask for the job to stop: at once while it waits, else as soon as its execution notices."""
    if job.state.terminal:
        raise JobStateError(f"The job is already {job.state}; there is nothing to cancel.")
    if job.state is JobState.QUEUED or abandoned(job, now):
        return _finished(job, JobState.CANCELLED, now)
    return job if job.cancel_requested else replace(job, cancel_requested=True)


def cancel_now(job: Job, *, now: datetime) -> Job:
    """Take the job away from whoever works on it; unchanged if it is finished."""
    return job if job.state.terminal else _finished(job, JobState.CANCELLED, now)


def cancel_abandoned(job: Job, *, now: datetime) -> Job:
    """End a job that a person wants stopped and that nobody works on."""
    if not (job.cancel_requested and abandoned(job, now)):
        raise JobStateError(f"The job is {job.state} and not abandoned.")
    return _finished(job, JobState.CANCELLED, now)


def fail_abandoned(job: Job, *, now: datetime, failure: JobFailure) -> Job:
    """Give up a job whose executions vanish again and again."""
    if not abandoned(job, now):
        raise JobStateError(f"The job is {job.state} and not abandoned.")
    return replace(_finished(job, JobState.FAILED, now), failure=failure)


def resubmit(
    job: Job, *, now: datetime, options: TranscriptionOptions | None = None, expires: datetime | None = None
) -> Job:
    """Run a finished job again, with other options if given; its transcript stays till there is a new one."""
    if not job.state.terminal:
        raise JobStateError(
            f"The job is {job.state}; it can be run again when it is finished.", hint="Cancel it first."
        )
    return replace(
        job,
        state=JobState.QUEUED,
        options=job.options if options is None else options,
        progress=JobProgress(),
        available=now,
        enqueued=None,
        started=None,
        finished=None,
        expires=expires,
        attempts=0,
        failure=None,
        cancel_requested=False,
    )


def revise(job: Job, *, base: int, transcript: TranscriptFacts | None = None) -> Job:
    """Take up a new revision of the transcript, which a person made from revision `base`.

    Raises:
        ConflictError: `base` is not the newest one any more.
    """
    if job.revision == 0:
        raise JobStateError("The job has no transcript yet.")
    if job.revision != base:
        raise ConflictError("The transcript was changed meanwhile.", hint="Read it again, then edit.")
    return replace(job, revision=job.revision + 1, transcript=transcript)


def described(job: Job, *, title: str | None = None, priority: int | None = None) -> Job:
    """Call it something else, or have it worked on sooner or later; None keeps what there is.

    Raises:
        InvalidRequestError: the title is empty or too long, or there is no such priority.
    """
    if title is not None and not title.strip():
        raise InvalidRequestError("A title needs characters that can be seen.")
    changed = replace(
        job,
        title=job.title if title is None else title.strip(),
        priority=job.priority if priority is None else priority,
    )
    return job if changed == job else changed


def mark_enqueued(job: Job, *, now: datetime) -> Job:
    """Note that a message with the job's id was sent."""
    return job if job.state.terminal else replace(job, enqueued=now)


def _finished(job: Job, state: JobState, now: datetime) -> Job:
    return replace(job, state=state, lease=None, finished=now, cancel_requested=False)


def _require_lease(job: Job, holder: str) -> None:
    if job.lease is None or job.lease.holder != holder:
        raise LeaseLostError("Another execution has taken over the job, or it was ended meanwhile.")
