"""Keeping the right to a job while it is worked on, and learning that it should stop."""

import threading
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from types import TracebackType
from typing import Self

from exact_transcription.core.domain.errors import (
    LeaseLostError,
    NotFoundError,
    ResourceExhaustedError,
    ServiceUnavailableError,
)
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.domain.job_transitions import renew
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_queue import StopSignal
from exact_transcription.core.ports.job_repository import JobRepository


@dataclass(frozen=True, slots=True, kw_only=True)
class HeartbeatPolicy:
    """How an execution keeps its lease.

    Attributes:
        lease: how long a job whose worker vanished stays untouched.
        beat: how often progress is stored and a request to cancel is looked for.
    """

    lease: timedelta = timedelta(seconds=60)
    beat: timedelta = timedelta(seconds=0.5)


class Heartbeat:
    """Follows one execution (it is its `ProgressListener`) and renews its lease in a thread of its own.

    While the database does not answer, the work goes on: nobody else can take the job then either, and the
    record decides afterwards whose result counts.
    """

    def __init__(
        self,
        *,
        jobs: JobRepository,
        job: Job,
        holder: str,
        clock: Clock,
        policy: HeartbeatPolicy,
        stop: StopSignal,
    ) -> None:
        """Keep the lease that `holder` has on `job`."""
        self._jobs, self._job, self.holder = jobs, job, holder
        self._clock, self._policy, self._stop = clock, policy, stop
        self._lock = threading.Lock()
        self._progress = self._stored = JobProgress()
        self._renewed = clock.monotonic()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)
        self.cancel_requested = job.cancel_requested
        self.lost = False

    def __enter__(self) -> Self:
        """Begin to beat."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop beating; the lease stays until it expires or the execution is settled."""
        self._ended.set()
        self._thread.join()

    @property
    def progress(self) -> JobProgress:
        """How far the execution is."""
        with self._lock:
            return self._progress

    def stage_started(self, stage: str) -> None:
        """See `ProgressListener.stage_started`."""
        with self._lock:
            self._progress = self._progress.started(stage)

    def stage_progressed(self, stage: str, fraction: float) -> None:
        """See `ProgressListener.stage_progressed`."""
        with self._lock:
            self._progress = self._progress.advanced(stage, fraction)

    def stage_finished(self, stage: str, seconds: float) -> None:
        """See `ProgressListener.stage_finished`."""
        with self._lock:
            self._progress = self._progress.completed(stage, seconds)

    def cancelled(self) -> bool:
        """Whether to stop: a person asked for it, the worker is to end, or the job is no longer ours."""
        return self.cancel_requested or self.lost or self._stop.is_set()

    def _run(self) -> None:
        while not self._ended.wait(self._policy.beat.total_seconds()):
            try:
                self._beat()
            except (LeaseLostError, NotFoundError):
                self.lost = True
                return
            except (ServiceUnavailableError, ResourceExhaustedError):
                continue

    def _beat(self) -> None:
        progress, now = self.progress, self._clock.monotonic()
        if progress is self._stored and now - self._renewed < self._policy.lease.total_seconds() / 3:
            job = self._jobs.get(self._job.id)
            self.lost = job.lease is None or job.lease.holder != self.holder
        else:
            change = partial(
                renew,
                holder=self.holder,
                now=self._clock.now(),
                lease=self._policy.lease,
                progress=progress,
            )
            job = self._jobs.update(self._job.id, change)
            self._stored, self._renewed = progress, now
        self.cancel_requested = job.cancel_requested
