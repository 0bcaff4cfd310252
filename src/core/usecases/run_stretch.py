"""Recognising a stretch of somebody else's job."""

import contextlib
import json
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from exact_transcription.core.domain.errors import (
    ExactTranscriptionError,
    JobCancelledError,
    NotFoundError,
    ResourceExhaustedError,
    ServiceUnavailableError,
)
from exact_transcription.core.domain.ids import new_id
from exact_transcription.core.domain.job import MAX_PRIORITY, JobState
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.engines import EngineProvider
from exact_transcription.core.ports.job_queue import JobQueue, StopSignal
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.ports.stage_store import StageStore
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.recognition_stages import RecognitionStages
from exact_transcription.core.usecases.retry_policy import failure_of
from exact_transcription.core.usecases.stage_codec import from_bytes, to_bytes
from exact_transcription.core.usecases.stage_runner import NoStageStore, StageRunner
from exact_transcription.core.usecases.stretch_task import (
    StretchFailure,
    StretchKeys,
    StretchResult,
    StretchTask,
    message_of,
    parsed_message,
)

_TRANSIENT = (ServiceUnavailableError, ResourceExhaustedError, MemoryError)


class StretchBeat:
    """Says every few seconds that a stretch is worked on (it is the work's `ProgressListener`)."""

    def __init__(
        self,
        *,
        jobs: JobRepository,
        job_id: str,
        store: StageStore,
        keys: StretchKeys,
        stop: StopSignal,
        seconds: float,
    ) -> None:
        """Beat every `seconds`, and learn from the job's record whether the work is still wanted."""
        self._jobs, self._job_id, self._store, self._keys = jobs, job_id, store, keys
        self._stop, self._seconds, self._holder = stop, seconds, new_id()
        self._unwanted, self._ended, self._count = False, threading.Event(), 0
        self._thread = threading.Thread(target=self._run, name="stretch beat", daemon=True)

    def __enter__(self) -> Self:
        """Begin to beat."""
        self._beat()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop beating."""
        self._ended.set()
        self._thread.join()

    def stage_started(self, stage: str) -> None:
        """See `ProgressListener`; nobody follows a stretch."""

    def stage_progressed(self, stage: str, fraction: float) -> None:
        """See `ProgressListener`."""

    def stage_finished(self, stage: str, seconds: float) -> None:
        """See `ProgressListener`."""

    def cancelled(self) -> bool:
        """Whether the job has ended, or this worker is to end."""
        return self._unwanted or self._stop.is_set()

    def _run(self) -> None:
        while not self._ended.wait(self._seconds):
            # Meanwhile the work goes on: if it is given to somebody else as well, the same comes out.
            with contextlib.suppress(ServiceUnavailableError, ResourceExhaustedError):
                self._unwanted = not wanted(self._jobs, self._job_id)
                self._beat()

    def _beat(self) -> None:
        self._count += 1
        self._store.save(self._keys.beat, f"{self._holder} {self._count}".encode())


def wanted(jobs: JobRepository, job_id: str) -> bool:
    """Whether a job is being worked on."""
    try:
        job = jobs.get(job_id)
    except NotFoundError:
        return False
    return job.state is JobState.RUNNING and not job.cancel_requested


class RunStretch:
    """Recognises and aligns one stretch and keeps the result with the job that it belongs to."""

    def __init__(
        self,
        *,
        jobs: JobRepository,
        queue: JobQueue,
        stage_store: Callable[[str], StageStore],
        engines: EngineProvider,
        clock: Clock,
        beat_seconds: float = 5.0,
    ) -> None:
        """Work with `engines` on stretches that `queue` brings."""
        self._jobs, self._queue, self._stage_store = jobs, queue, stage_store
        self._engines, self._clock, self._beat_seconds = engines, clock, beat_seconds
        self._held: dict[StretchKeys, str] = {}

    def hand_back(self) -> list[str]:
        """Send again what this process works on, from outside, as the process is about to end.

        Returns the ids of the jobs that it belongs to. Were it finished all the same, its result would count
        once.
        """
        held = list(self._held.items())
        for keys, job_id in held:
            self._hand_back(job_id, keys)
        return [job_id for _, job_id in held]

    def execute(self, message: str, *, stop: StopSignal) -> StretchResult | None:
        """Work on what a message names; returns the result, or None if there was nothing to do.

        A stretch that cannot be recognised is told to who waits for it. What passes by itself is not: then it
        is sent again.

        Raises:
            ServiceUnavailableError: the database or the blob store does not answer.
        """
        job_id, keys = parsed_message(message)
        store = self._stage_store(job_blobs.stages(job_id))
        if store.load(keys.result) or not wanted(self._jobs, job_id):
            return None
        data = store.load(keys.task)
        if not data:
            return None
        task = from_bytes(StretchTask, data)
        beat = StretchBeat(
            jobs=self._jobs,
            job_id=job_id,
            store=store,
            keys=keys,
            stop=stop,
            seconds=self._beat_seconds,
        )
        self._held[keys] = job_id
        try:
            with beat:
                result = self._recognized(task, beat)
        except JobCancelledError:
            if stop.is_set():
                self._hand_back(job_id, keys)
            return None
        except Exception as error:
            self._tell(store, keys, error)
            raise
        finally:
            self._held.pop(keys, None)
        store.save(keys.result, to_bytes(result))
        return result

    def _recognized(self, task: StretchTask, beat: StretchBeat) -> StretchResult:
        options = TranscriptionOptions.from_dict(json.loads(task.options))
        runner = StageRunner(listener=beat, store=NoStageStore(), clock=self._clock)
        stages = RecognitionStages(runner=runner, engines=self._engines.engines(options), options=options)
        recognition = stages.recognize(task.waveform, task.activity, "", language=task.language)
        models = {report.name: report.model for report in runner.reports}
        return StretchResult(
            recognition=recognition, recognizer=models["recognition"], aligners=models["alignment"]
        )

    def _hand_back(self, job_id: str, keys: StretchKeys) -> None:
        with contextlib.suppress(ServiceUnavailableError):
            self._queue.enqueue(message_of(job_id, keys), priority=MAX_PRIORITY)

    def _tell(self, store: StageStore, keys: StretchKeys, error: Exception) -> None:
        if isinstance(error, _TRANSIENT):
            return
        failure = failure_of(error)
        told = StretchFailure(code=failure.code, message=failure.message, hint=failure.hint)
        with contextlib.suppress(ExactTranscriptionError):
            store.save(keys.failure, to_bytes(told))
