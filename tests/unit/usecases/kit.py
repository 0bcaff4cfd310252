"""The backbone of jobs wired together with fakes."""

import io
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from exact_transcription.adapters.blobs.stage_store import BlobStageStore
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.progress import ProgressListener
from exact_transcription.core.ports.stage_store import StageStore
from exact_transcription.core.usecases.alike_turns import KeepVoicePrints
from exact_transcription.core.usecases.dispatch import Dispatch
from exact_transcription.core.usecases.heartbeat import HeartbeatPolicy
from exact_transcription.core.usecases.retry_policy import RetryPolicy
from exact_transcription.core.usecases.run_job import RunJob
from exact_transcription.core.usecases.run_report import RunReport
from exact_transcription.core.usecases.submit_job import SubmitJob, SubmitJobRequest
from exact_transcription.core.usecases.sweep_jobs import SweepJobs
from exact_transcription.core.usecases.transcribe import TranscribeRequest
from tests.fakes.blob_store import FakeBlobStore
from tests.fakes.clock import FakeClock
from tests.fakes.job_queue import FakeJobQueue
from tests.fakes.job_repository import FakeJobRepository
from tests.fakes.transcripts import a_transcript

BEAT = HeartbeatPolicy(lease=timedelta(seconds=60), beat=timedelta(seconds=0.01))
Action = Callable[[TranscribeRequest, ProgressListener, StageStore], None]


class Kit:
    """Everything that a test of the use cases needs."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.jobs = FakeJobRepository()
        self.blobs = FakeBlobStore(now=self.clock.now())
        self.queue = FakeJobQueue()
        self.dispatch = Dispatch(jobs=self.jobs, queue=self.queue, clock=self.clock)
        self.sweep = SweepJobs(jobs=self.jobs, queue=self.queue, dispatch=self.dispatch, clock=self.clock)
        self.stop = threading.Event()

    def submit(self, data: bytes = b"RIFF", **request: Any) -> Job:
        use_case = SubmitJob(jobs=self.jobs, blobs=self.blobs, dispatch=self.dispatch, clock=self.clock)
        values: dict[str, Any] = {"source": io.BytesIO(data), "name": "call.wav", "owner": "ada"}
        return use_case.execute(SubmitJobRequest(**values | request))

    def runner(
        self,
        action: Action | None = None,
        attempts: int = 3,
        voices: KeepVoicePrints | None = None,
    ) -> RunJob:
        def pipeline(
            request: TranscribeRequest, /, *, listener: ProgressListener, store: StageStore | None
        ) -> Transcript:
            assert store is not None
            if action is not None:
                action(request, listener, store)
            return a_transcript()

        return RunJob(
            jobs=self.jobs,
            blobs=self.blobs,
            dispatch=self.dispatch,
            clock=self.clock,
            pipeline=lambda: pipeline,
            stage_store=lambda prefix: BlobStageStore(blobs=self.blobs, prefix=prefix),
            worker="w",
            voices=voices,
            heartbeat=BEAT,
            retries=RetryPolicy(attempts=attempts),
        )

    def run(self, job: Job, action: Action | None = None, attempts: int = 3) -> RunReport:
        return self.runner(action, attempts).execute(job.id, stop=self.stop)
