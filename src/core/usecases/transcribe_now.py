"""Transcribing a recording for somebody who waits for the answer."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from exact_transcription.core.domain.errors import (
    JobStateError,
    NotFoundError,
    ServiceUnavailableError,
    TimedOutError,
)
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.event_stream import EventStream
from exact_transcription.core.usecases.cancel_job import CancelJob
from exact_transcription.core.usecases.delete_job import DeleteJob
from exact_transcription.core.usecases.store_transcript import ReadTranscript
from exact_transcription.core.usecases.submit_job import SubmitJob, SubmitJobRequest

PRIORITY = 8
"""Before what is handed in for later, and after what was begun already."""

_LOOK = 1.0
"""Seconds between looks whether somebody still waits."""

_LEFT_BEHIND = timedelta(hours=1)
"""How much longer than somebody may wait a job is kept whose waiting process died."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NowPolicy:
    """What the operator says.

    Attributes:
        timeout: seconds that somebody may wait, the time in the queue included.
        keep: whether the recording and its transcript stay, as if handed in for later.
    """

    timeout: float = 3600.0
    keep: bool = False


class TranscribeNow:
    """Makes an ordinary job, so that a worker does the work, and waits for it; then deletes it."""

    def __init__(  # noqa: PLR0913 - a use case names what it needs
        self,
        *,
        submit: SubmitJob,
        cancel: CancelJob,
        delete: DeleteJob,
        read: ReadTranscript,
        events: EventStream,
        clock: Clock,
        policy: NowPolicy | None = None,
    ) -> None:
        """Put these together."""
        self._submit, self._cancel, self._delete, self._read = submit, cancel, delete, read
        self._events, self._clock, self._policy = events, clock, policy or NowPolicy()

    def begin(self, request: SubmitJobRequest) -> Job:
        """Hand in; `end` must be called afterwards, whatever happens.

        Raises:
            ExactTranscriptionError: see `SubmitJob.execute`.
        """
        wait = timedelta(seconds=self._policy.timeout)
        retention = None if self._policy.keep else wait + _LEFT_BEHIND
        return self._submit.execute(replace(request, priority=PRIORITY, retention=retention))

    def follow(self, job_id: str) -> Iterator[Job | None]:
        """The job's record whenever it changed, and None at least once a second, until it is finished.

        Raises:
            TimedOutError: the policy's time is over.
            NotFoundError: somebody deleted the job.
        """
        deadline = self._clock.monotonic() + self._policy.timeout
        for event in self._events.subscribe(job_id, idle=_LOOK):
            if event is not None and event.job is None:
                raise NotFoundError("The recording was deleted while it was worked on.")
            yield event.job if event is not None else None
            if event is not None and event.job is not None and event.job.state.terminal:
                return
            if self._clock.monotonic() >= deadline:
                raise TimedOutError(
                    f"The transcript was not ready within {self._policy.timeout:g} seconds.",
                    hint="Hand long recordings in through /api/v1, which does not wait.",
                )

    def transcript(self, job_id: str) -> Transcript:
        """The result of a job that succeeded.

        Raises:
            NotFoundError: there is none.
        """
        return self._read.execute(job_id).transcript

    def end(self, job_id: str) -> None:
        """Stop what still runs, and delete what is not to be kept."""
        # What cannot be deleted now is deleted when its time is over.
        with contextlib.suppress(NotFoundError, JobStateError, ServiceUnavailableError):
            if self._policy.keep:
                self._cancel.execute(job_id)
            else:
                self._delete.execute(job_id)
