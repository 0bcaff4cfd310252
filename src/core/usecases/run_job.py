"""Working on one job, from its claim to its result."""

import hashlib
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from exact_transcription.core.domain.errors import (
    JobCancelledError,
    JobStateError,
    LeaseLostError,
    NotFoundError,
    ResourceExhaustedError,
    ServiceUnavailableError,
)
from exact_transcription.core.domain.ids import new_id
from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.domain.job_transitions import (
    abandoned,
    claim,
    fail,
    fail_abandoned,
    fetched,
    release,
    retry_later,
    stop_running,
    succeed,
)
from exact_transcription.core.domain.revision import Revision, RevisionKind
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.audio_decoding import DecodedAudio
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_queue import StopSignal
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.ports.progress import Progress, ProgressListener
from exact_transcription.core.ports.stage_store import StageStore
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.alike_turns import KeepVoicePrints
from exact_transcription.core.usecases.dispatch import Dispatch
from exact_transcription.core.usecases.fetch_recording import FetchRecording
from exact_transcription.core.usecases.heartbeat import Heartbeat, HeartbeatPolicy
from exact_transcription.core.usecases.keep_playback import KeepPlayback
from exact_transcription.core.usecases.retry_policy import WORKER_LOST, RetryPolicy, failure_of
from exact_transcription.core.usecases.run_report import RunReport, RunResult
from exact_transcription.core.usecases.store_transcript import facts_of, store_transcript
from exact_transcription.core.usecases.transcribe import TranscribeRequest

_PATIENCE = 1.0
"""Seconds between attempts to store how a job ended while the database does not answer."""

_Change = Callable[[Job], Job]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What a pipeline that went well leaves for the record: a revision, and the text that is searched."""

    revision: Callable[[Job], Revision]
    transcript: Transcript


class Pipeline(Protocol):
    """What makes a transcript; `Transcribe.execute` is one."""

    def __call__(
        self, request: TranscribeRequest, /, *, listener: ProgressListener, store: StageStore | None
    ) -> Transcript:
        """Transcribe one recording."""


Watching = Callable[[Job, ProgressListener], AbstractContextManager[ProgressListener]]


def _nobody_watches(_job: Job, listener: ProgressListener) -> AbstractContextManager[ProgressListener]:
    return nullcontext(listener)


class RunJob:
    """Claims a job, runs the pipeline under a lease, and settles the record exactly once."""

    def __init__(  # noqa: PLR0913 - a use case names what it needs
        self,
        *,
        jobs: JobRepository,
        blobs: BlobStore,
        dispatch: Dispatch,
        clock: Clock,
        pipeline: Callable[[], Pipeline],
        stage_store: Callable[[str], StageStore],
        worker: str,
        fetch: FetchRecording | None = None,
        playback: KeepPlayback | None = None,
        voices: KeepVoicePrints | None = None,
        heartbeat: HeartbeatPolicy | None = None,
        retries: RetryPolicy | None = None,
        watching: Watching = _nobody_watches,
    ) -> None:
        """Work as `worker`.

        Args:
            jobs: the records.
            blobs: recordings and results.
            dispatch: sends ids of jobs that are to be tried again.
            clock: the time.
            pipeline: gives the pipeline; called at each job, so that models load with the first one.
            stage_store: gives the store of results of stages under a prefix of blobs' keys.
            worker: a name for this process, for people.
            fetch: fetches recordings that are on other servers; without it, that is refused.
            playback: keeps what people listen to; None where nobody does.
            voices: keeps how the voices sound; None where nobody asks.
            heartbeat: how the lease is kept.
            retries: what is tried again.
            watching: follows the work on each job, given the job and the listener that it is to report to.
        """
        self._watching = watching
        self._jobs, self._blobs, self._dispatch, self._clock = jobs, blobs, dispatch, clock
        self._pipeline, self._stage_store, self._worker = pipeline, stage_store, worker
        self._playback, self._voices = playback, voices
        self._fetch = fetch or FetchRecording(jobs=jobs, blobs=blobs, clock=clock, fetcher=None)
        self._heartbeat = heartbeat or HeartbeatPolicy()
        self._retries = retries or RetryPolicy()
        self._held: dict[str, str] = {}
        self._lock = threading.Lock()

    def hand_back(self) -> list[str]:
        """Hand back every job that this process works on, from outside, as the process is about to end.

        For executions that do not notice their stop signal, because a model works in compiled code. What they
        do afterwards has no effect: their lease is gone. Returns the ids of those that were handed back; one
        that was not is taken by another worker when its lease is over.
        """
        with self._lock:
            held = list(self._held.items())
        return [job_id for holder, job_id in held if self._handed_back(job_id, holder)]

    def _handed_back(self, job_id: str, holder: str) -> bool:
        try:
            after = self._jobs.update(job_id, lambda at: release(at, holder=holder, now=self._clock.now()))
        except (LeaseLostError, NotFoundError, ServiceUnavailableError, ResourceExhaustedError):
            return False
        if after.state is JobState.QUEUED:
            self._dispatch.send(after, urgent=True)
        return True

    def execute(self, job_id: str, *, stop: StopSignal) -> RunReport:
        """Work on a job, if it is to be worked on; hand it back unfinished when `stop` is set.

        What goes wrong with the job is in the report.

        Raises:
            ServiceUnavailableError: the job could not be claimed; the sweeper sends its id again.
        """
        began = self._clock.monotonic()
        holder = f"{self._worker}/{new_id()}"
        try:
            job = self._jobs.update(job_id, partial(self._take, holder=holder))
        except (JobStateError, NotFoundError):
            return RunReport(job_id=job_id, result=RunResult.SKIPPED)
        if job.state is JobState.FAILED:
            return RunReport(job_id=job_id, result=RunResult.FAILED, job=job)
        heartbeat = Heartbeat(
            jobs=self._jobs,
            job=job,
            holder=holder,
            clock=self._clock,
            policy=self._heartbeat,
            stop=stop,
        )
        with self._lock:
            self._held[holder] = job_id
        try:
            result, after, error = self._settled(job, heartbeat, stop)
        finally:
            with self._lock:
                del self._held[holder]
        return RunReport(
            job_id=job_id,
            result=result,
            seconds=self._clock.monotonic() - began,
            job=after,
            progress=heartbeat.progress,
            error=error,
        )

    def _take(self, job: Job, *, holder: str) -> Job:
        now = self._clock.now()
        if abandoned(job, now) and self._retries.exhausted(job):
            return fail_abandoned(job, now=now, failure=WORKER_LOST)
        return claim(job, holder=holder, now=now, lease=self._heartbeat.lease)

    def _settled(
        self, job: Job, heartbeat: Heartbeat, stop: StopSignal
    ) -> tuple[RunResult, Job | None, Exception | None]:
        change, made, error = self._worked(job, heartbeat)
        try:
            after = self._settle(job.id, change, made, stop)
        except (LeaseLostError, NotFoundError, ServiceUnavailableError, ResourceExhaustedError) as reason:
            return RunResult.LOST, None, error or reason
        if after.state is not JobState.QUEUED:
            return RunResult(after.state.value), after, error
        result = RunResult.RELEASED if error is None else RunResult.RETRIED
        return result, self._dispatch.send(after, urgent=error is None), error

    def _worked(self, job: Job, heartbeat: Heartbeat) -> tuple[_Change, _Made | None, Exception | None]:
        """Run the pipeline; returns what the record becomes, what was made, and what went wrong."""
        holder = heartbeat.holder
        try:
            with heartbeat, self._watching(job, heartbeat) as listener:
                here = self._fetch.execute(job, holder=holder, listener=listener)
                made = self._transcribed(here, listener, holder)
        except JobCancelledError:
            end = stop_running if heartbeat.cancel_requested else release
            return (lambda at: end(at, holder=holder, now=self._clock.now())), None, None
        except Exception as error:  # noqa: BLE001 - whatever happens to one job must not end the worker
            return partial(self._failed, holder=holder, error=error), None, error
        progress, facts = heartbeat.progress, facts_of(made.transcript)
        return (
            (
                lambda at: succeed(
                    at, holder=holder, now=self._clock.now(), progress=progress, transcript=facts
                )
            ),
            made,
            None,
        )

    def _transcribed(self, waiting: Job, listener: ProgressListener, holder: str) -> _Made:
        with self._blobs.local_copy(waiting.recording.blob) as path:
            job = self._identified(waiting, path, holder)
            transcript = self._pipeline()(
                TranscribeRequest(
                    path=path,
                    options=job.options,
                    name=job.recording.name,
                    keep=self._keeping(job),
                    keep_voices=None if self._voices is None else partial(self._voices.execute, job.id),
                    job=job.id,
                ),
                listener=listener,
                store=self._stage_store(job_blobs.stages(job.id)),
            )
        document = store_transcript(self._blobs, job.id, transcript)

        def revision(after: Job) -> Revision:
            return Revision(
                job_id=after.id,
                number=after.revision,
                kind=RevisionKind.TRANSCRIBED,
                blob=document.blob,
                sha256=document.sha256,
                author=after.owner,
                created=self._clock.now(),
                base=after.revision - 1,
            )

        return _Made(revision=revision, transcript=transcript)

    def _identified(self, job: Job, path: Path, holder: str) -> Job:
        """With the digest of the recording, which is not known where a store joined it of parts."""
        if job.recording.sha256:
            return job
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        recording = replace(job.recording, sha256=digest)
        return self._jobs.update(job.id, partial(fetched, holder=holder, recording=recording))

    def _keeping(self, job: Job) -> Callable[[DecodedAudio, Progress], None] | None:
        return None if self._playback is None else partial(self._playback.execute, job.id)

    def _failed(self, job: Job, *, holder: str, error: Exception) -> Job:
        now, failure = self._clock.now(), failure_of(error)
        wait = self._retries.wait(job, error)
        if wait is None:
            return fail(job, holder=holder, now=now, failure=failure)
        return retry_later(job, holder=holder, now=now, at=now + wait, failure=failure)

    def _settle(self, job_id: str, change: _Change, made: _Made | None, stop: StopSignal) -> Job:
        revision, text = (made.revision, made.transcript.text) if made else (None, None)
        while True:
            try:
                return self._jobs.update(job_id, change, revision=revision, text=text)
            except (ServiceUnavailableError, ResourceExhaustedError):
                # The work is done; it would be a pity to lose it because the database is restarting.
                if stop.wait(_PATIENCE):
                    raise
