"""Use cases of the service that need more than their ports to be put together."""

import os
import socket
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from exact_transcription.adapters.clock import SystemClock
from exact_transcription.adapters.scratch_folder import scratch_folder
from exact_transcription.container.storage import stage_store
from exact_transcription.core.ports.audio_decoding import AudioDecoder
from exact_transcription.core.ports.audio_playback import ClipCutter
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.engines import EngineProvider
from exact_transcription.core.ports.job_queue import JobQueue
from exact_transcription.core.ports.job_repository import JobRepository, OwnerLimits
from exact_transcription.core.ports.password_hasher import PasswordHasher
from exact_transcription.core.ports.realignment_requests import RealignmentRequests
from exact_transcription.core.ports.tracing import Tracer
from exact_transcription.core.ports.url_fetching import UrlFetcher
from exact_transcription.core.usecases.alike_turns import FindAlikeTurns, KeepVoicePrints
from exact_transcription.core.usecases.dispatch import Dispatch
from exact_transcription.core.usecases.fetch_recording import FetchRecording
from exact_transcription.core.usecases.keep_playback import KeepPlayback
from exact_transcription.core.usecases.listen import Listen
from exact_transcription.core.usecases.realign import Realign
from exact_transcription.core.usecases.rerun_job import RerunJob
from exact_transcription.core.usecases.run_job import RunJob
from exact_transcription.core.usecases.run_stretch import RunStretch
from exact_transcription.core.usecases.store_transcript import ReadTranscript
from exact_transcription.core.usecases.submit_job import SubmitJob
from exact_transcription.core.usecases.trace_job import TraceJob
from exact_transcription.core.usecases.transcribe import Transcribe
from exact_transcription.core.usecases.transcribe_now import NowPolicy
from exact_transcription.core.usecases.uploads import UploadLimits
from exact_transcription.settings import Settings


def submit_job(
    settings: Settings,
    jobs: JobRepository,
    blobs: BlobStore,
    dispatch: Dispatch,
    clock: SystemClock,
    tracer: Tracer,
) -> SubmitJob:
    """Handing in, within what the operator allows."""
    return SubmitJob(
        jobs=jobs,
        blobs=blobs,
        dispatch=dispatch,
        clock=clock,
        limits=_limits(settings),
        max_bytes=settings.max_file_bytes,
        retention=_retention(settings),
        tracer=tracer,
    )


def fetch_recording(
    settings: Settings,
    jobs: JobRepository,
    blobs: BlobStore,
    clock: SystemClock,
    fetcher: UrlFetcher | None,
) -> FetchRecording:
    """Fetching from other servers, within what the operator allows."""
    return FetchRecording(
        jobs=jobs,
        blobs=blobs,
        clock=clock,
        fetcher=fetcher,
        limits=_limits(settings),
        max_bytes=settings.max_file_bytes,
    )


def run_job(  # noqa: PLR0913, PLR0917 - what it is made of
    jobs: JobRepository,
    blobs: BlobStore,
    dispatch: Dispatch,
    clock: SystemClock,
    transcribe: Callable[[], Transcribe],
    fetch: FetchRecording,
    playback: KeepPlayback,
    voices: KeepVoicePrints,
    tracer: Tracer,
) -> RunJob:
    """Working on a job; the pipeline is built when the first one comes."""
    return RunJob(
        jobs=jobs,
        blobs=blobs,
        dispatch=dispatch,
        clock=clock,
        pipeline=lambda: transcribe().execute,
        stage_store=partial(stage_store, blobs),
        fetch=fetch,
        playback=playback,
        voices=voices,
        worker=_worker_name(),
        watching=TraceJob(tracer=tracer).watching,
    )


def keep_playback(settings: Settings, blobs: BlobStore) -> KeepPlayback:
    """What people listen to, as MP3."""
    from exact_transcription.adapters.playback.mp3 import Mp3PlaybackEncoder  # noqa: PLC0415

    return KeepPlayback(
        blobs=blobs,
        encoder=Mp3PlaybackEncoder(),
        scratch=partial(scratch_folder, settings.scratch_dir),
    )


def listen(jobs: JobRepository, blobs: BlobStore) -> Listen:
    """Audio for browsers; clips are cut with Pydub, which is loaded with the first one."""

    def cutter() -> ClipCutter:
        from exact_transcription.adapters.playback.pydub import PydubClipCutter  # noqa: PLC0415

        return PydubClipCutter()

    return Listen(jobs=jobs, blobs=blobs, cutter=cutter)


def alike_turns(read: ReadTranscript, blobs: BlobStore) -> FindAlikeTurns:
    """Comparing turns by how they sound."""
    return FindAlikeTurns(read=read.execute, blobs=blobs)


def upload_limits(settings: Settings) -> UploadLimits:
    """What the operator allows."""
    return UploadLimits(
        max_bytes=settings.max_file_bytes,
        max_open=settings.max_open_uploads,
        lifetime=timedelta(hours=settings.upload_hours),
    )


def now_policy(settings: Settings) -> NowPolicy:
    """How long the OpenAI-compatible API lets clients wait, and what stays afterwards."""
    return NowPolicy(timeout=settings.openai_timeout, keep=settings.openai_keep)


def password_hasher() -> PasswordHasher:
    """Passwords are hashed by argon2."""
    from exact_transcription.adapters.accounts.argon2 import Argon2PasswordHasher  # noqa: PLC0415

    return Argon2PasswordHasher()


def run_stretch(
    jobs: JobRepository, blobs: BlobStore, queue: JobQueue, engines: EngineProvider, clock: SystemClock
) -> RunStretch:
    """Recognising stretches of recordings for other workers."""
    return RunStretch(
        jobs=jobs, queue=queue, stage_store=partial(stage_store, blobs), engines=engines, clock=clock
    )


def realign(
    requests: RealignmentRequests,
    jobs: JobRepository,
    blobs: BlobStore,
    engines: EngineProvider,
    decoder: AudioDecoder,
    clock: SystemClock,
) -> Realign:
    """Finding changed words in their recordings."""
    from exact_transcription.adapters.playback.mp3 import Mp3PlaybackReader  # noqa: PLC0415

    return Realign(
        requests=requests,
        jobs=jobs,
        blobs=blobs,
        clock=clock,
        engines=engines,
        reader=Mp3PlaybackReader(),
        decoder=decoder,
        worker=_worker_name(),
    )


def rerun_job(
    settings: Settings, jobs: JobRepository, dispatch: Dispatch, clock: SystemClock, tracer: Tracer
) -> RerunJob:
    """Running again; what is run again is kept for as long as what is new."""
    return RerunJob(jobs=jobs, dispatch=dispatch, clock=clock, retention=_retention(settings), tracer=tracer)


def _limits(settings: Settings) -> OwnerLimits:
    return OwnerLimits(active_jobs=settings.max_active_jobs, stored_bytes=settings.max_stored_bytes)


def _retention(settings: Settings) -> timedelta | None:
    return None if settings.retention_days is None else timedelta(days=settings.retention_days)


def _worker_name() -> str:
    """Which process holds a lease, for who reads the records."""
    return f"{socket.gethostname()}:{os.getpid()}"
