"""The real backbone of jobs, wired for processes that are going to be killed.

Only the pipeline is a stand-in: some short stages, each of which is kept and builds on the one before, so
that a result tells whether anything was lost, mixed up or half-written on the way to it.
"""

import hashlib
import time
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

from exact_transcription.adapters.blobs.local import LocalBlobStore
from exact_transcription.adapters.blobs.stage_store import BlobStageStore
from exact_transcription.adapters.clock import SystemClock
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.fetching.httpx import HttpxUrlFetcher
from exact_transcription.adapters.jobs.sqlalchemy import SqlJobRepository
from exact_transcription.adapters.outbound.urls import HostList
from exact_transcription.adapters.queue.huey import HueyJobQueue
from exact_transcription.core.domain.errors import JobCancelledError
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.core.ports.job_queue import JobQueue
from exact_transcription.core.ports.progress import ProgressListener
from exact_transcription.core.ports.stage_store import StageStore
from exact_transcription.core.usecases.dispatch import Dispatch
from exact_transcription.core.usecases.fetch_recording import FetchRecording
from exact_transcription.core.usecases.heartbeat import HeartbeatPolicy
from exact_transcription.core.usecases.retry_policy import RetryPolicy
from exact_transcription.core.usecases.run_job import RunJob
from exact_transcription.core.usecases.submit_job import SubmitJob
from exact_transcription.core.usecases.sweep_jobs import SweepJobs, SweepPolicy
from exact_transcription.core.usecases.transcribe import TranscribeRequest

STAGES = ("decode", "voice_activity", "recognition", "alignment", "diarization", "pauses")
LEASE = 2.0
SWEEP = 0.5
OTHER_SERVER = "127.0.0.2"
_STAGE_SECONDS = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where everything is: an address of a database, a folder, and a broker or an empty string for Huey.

    `fetched_from` are ports of another server that recordings may be fetched from.
    """

    database: str
    folder: Path
    broker: str = ""
    fetched_from: tuple[int, ...] = ()


class Parts:
    """What one process needs."""

    def __init__(self, place: Place) -> None:
        self.clock = SystemClock()
        self.database = Database(url=place.database)
        self.jobs = SqlJobRepository(database=self.database)
        self.blobs = LocalBlobStore(folder=place.folder / "blobs")
        self.queue = _queue(place)
        self.dispatch = Dispatch(jobs=self.jobs, queue=self.queue, clock=self.clock)
        self.submit = SubmitJob(jobs=self.jobs, blobs=self.blobs, dispatch=self.dispatch, clock=self.clock)
        self.sweep = SweepJobs(
            jobs=self.jobs,
            queue=self.queue,
            dispatch=self.dispatch,
            clock=self.clock,
            policy=SweepPolicy(young=timedelta(seconds=1), unheard=timedelta(seconds=2)),
        )
        self.run_job = RunJob(
            jobs=self.jobs,
            blobs=self.blobs,
            dispatch=self.dispatch,
            clock=self.clock,
            pipeline=lambda: pipeline,
            stage_store=lambda prefix: BlobStageStore(blobs=self.blobs, prefix=prefix),
            worker="test",
            fetch=FetchRecording(
                jobs=self.jobs,
                blobs=self.blobs,
                clock=self.clock,
                fetcher=HttpxUrlFetcher(
                    hosts=HostList(frozenset({f"{OTHER_SERVER}:{port}" for port in place.fetched_from})),
                    max_bytes=10**8,
                    seconds=60.0,
                    private=(ip_network(OTHER_SERVER),),
                ),
            ),
            heartbeat=HeartbeatPolicy(lease=timedelta(seconds=LEASE), beat=timedelta(seconds=0.05)),
            retries=RetryPolicy(attempts=1000, first=timedelta(seconds=0.2), longest=timedelta(seconds=1)),
        )


def _queue(place: Place) -> JobQueue:
    if not place.broker:
        return HueyJobQueue(path=place.folder / "queue.db")
    from exact_transcription.adapters.queue.celery import CeleryJobQueue  # noqa: PLC0415 - takes a second

    url, _, name = place.broker.rpartition("#")
    return CeleryJobQueue(url=url, name=name)


def pipeline(
    request: TranscribeRequest, /, *, listener: ProgressListener, store: StageStore | None
) -> Transcript:
    """Work through the stages, keeping the result of each."""
    assert store is not None
    result = request.path.read_bytes()
    for stage in STAGES:
        key = f"{stage}-{hashlib.sha256(result).hexdigest()[:16]}"
        listener.stage_started(stage)
        found = store.load(key)
        if found is None:
            found = _worked(stage, result, listener)
            store.save(key, found)
        result = found
        listener.stage_finished(stage, _STAGE_SECONDS)
    segment = Segment(span=TimeSpan(start=0.0, end=1.0), text=result.decode())
    return Transcript(media=Media(name=request.name or "", duration=1.0), language="en", segments=(segment,))


def _worked(stage: str, data: bytes, listener: ProgressListener) -> bytes:
    for tenth in range(10):
        if listener.cancelled():
            raise JobCancelledError("stopped")
        listener.stage_progressed(stage, tenth / 10)
        time.sleep(_STAGE_SECONDS / 10)
    return step(stage, data)


def step(stage: str, data: bytes) -> bytes:
    """What a stage makes of its input."""
    return hashlib.sha256(stage.encode() + data).hexdigest().encode()


def expected(data: bytes) -> str:
    """What the transcript of `data` has to say."""
    for stage in STAGES:
        data = step(stage, data)
    return data.decode()
