"""Handing in a recording."""

import contextlib
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO

from exact_transcription.core.domain.errors import EmptyMediaError, ExactTranscriptionError
from exact_transcription.core.domain.ids import new_id
from exact_transcription.core.domain.job import (
    DEFAULT_PRIORITY,
    LOCAL_OWNER,
    MAX_TITLE_CHARACTERS,
    Job,
    Recording,
)
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.blob_store import BlobStore, StoredBlob
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_repository import IdempotencyKey, JobRepository, OwnerLimits
from exact_transcription.core.ports.tracing import Tracer
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.dispatch import Dispatch

_MAX_NAME = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRecording:
    """A recording that is stored already, for a job that is still to be made."""

    job_id: str
    stored: StoredBlob


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingToFetch:
    """A recording that a worker is to fetch from another server."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitJobRequest:
    """What is handed in.

    Attributes:
        source: the recording: a stream, the keys of the blobs that make it up in their order, what
            `SubmitJob.receive` made of it, or where a worker is to fetch it.
        name: its file name, for people.
        owner: id of the user.
        options: how to transcribe it.
        title: what to call it, or None for the file's name.
        priority: 0..9.
        idempotency: makes handing it in again harmless.
        retention: after this it is deleted with all results, if not sooner anyway.
    """

    source: BinaryIO | tuple[str, ...] | ReceivedRecording | RecordingToFetch
    name: str
    owner: str = LOCAL_OWNER
    options: TranscriptionOptions = field(default_factory=TranscriptionOptions)
    title: str | None = None
    priority: int = DEFAULT_PRIORITY
    idempotency: IdempotencyKey | None = None
    retention: timedelta | None = None


class SubmitJob:
    """Stores the recording, then the record, then sends the id; a crash between leaves nothing half-done.

    Without a record the recording is an orphan, which retention deletes; without a message the sweeper sends
    one.
    """

    def __init__(  # noqa: PLR0913 - a use case names what it needs
        self,
        *,
        jobs: JobRepository,
        blobs: BlobStore,
        dispatch: Dispatch,
        clock: Clock,
        limits: OwnerLimits | None = None,
        max_bytes: int | None = None,
        retention: timedelta | None = None,
        tracer: Tracer | None = None,
    ) -> None:
        """Accept recordings of up to `max_bytes`, to be deleted with all results after `retention`.

        The job carries the trace of the present span of `tracer`.
        """
        self._tracer = tracer
        self._jobs, self._blobs, self._dispatch, self._clock = jobs, blobs, dispatch, clock
        self._limits, self._max_bytes, self._retention = limits, max_bytes, retention

    def execute(self, request: SubmitJobRequest) -> Job:
        """Create the job, or return the one that the same request created before.

        Raises:
            LimitExceededError: the recording is too large, or the owner has too much already.
            EmptyMediaError: the recording has no bytes.
            IdempotencyError: the idempotency key was used for something else.
            StorageFullError: there is no room for it.
            ServiceUnavailableError: the database or the blob store does not answer.
        """
        job_id = request.source.job_id if isinstance(request.source, ReceivedRecording) else new_id()
        try:
            added = self._known(request)
            if added is None:
                job = self._new_job(job_id, request, self._recording(job_id, request))
                added = self._jobs.add(job, idempotency=request.idempotency, limits=self._limits)
        except BaseException:
            self._forget(job_id)
            raise
        if added.id != job_id:
            self._forget(job_id)
            return added
        return self._dispatch.send(added)

    def receive(self, source: BinaryIO) -> ReceivedRecording:
        """Store a recording before all is known that a job needs; `execute` or `forget` must follow.

        Raises:
            LimitExceededError: it is too large.
            StorageFullError: there is no room for it.
        """
        job_id = new_id()
        key = job_blobs.recording(job_id)
        return ReceivedRecording(job_id=job_id, stored=self._blobs.put(key, source, limit=self._max_bytes))

    def forget(self, received: ReceivedRecording) -> None:
        """Delete a recording that no job was made of."""
        self._forget(received.job_id)

    def _known(self, request: SubmitJobRequest) -> Job | None:
        if request.idempotency is None:
            return None
        return self._jobs.find_idempotent(request.owner, request.idempotency)

    def _recording(self, job_id: str, request: SubmitJobRequest) -> Recording:
        name, key, source = display_name(request.name), job_blobs.recording(job_id), request.source
        if isinstance(source, RecordingToFetch):
            return Recording(name=name, blob=key, size=0, sha256="", url=source.url)
        stored = self._store(key, source)
        return Recording(name=name, blob=key, size=stored.size, sha256=stored.sha256)

    def _store(self, key: str, source: BinaryIO | tuple[str, ...] | ReceivedRecording) -> StoredBlob:
        if isinstance(source, ReceivedRecording):
            stored = source.stored
        elif isinstance(source, tuple):
            stored = self._blobs.join(source, key)
        else:
            stored = self._blobs.put(key, source, limit=self._max_bytes)
        if stored.size == 0:
            raise EmptyMediaError("The recording has no bytes.", hint="Check that the upload was complete.")
        return stored

    def _new_job(self, job_id: str, request: SubmitJobRequest, recording: Recording) -> Job:
        now = self._clock.now()
        kept = [time for time in (request.retention, self._retention) if time is not None]
        return Job(
            id=job_id,
            owner=request.owner,
            title=(request.title or "").strip() or recording.name[:MAX_TITLE_CHARACTERS],
            recording=recording,
            options=request.options,
            priority=request.priority,
            created=now,
            available=now,
            expires=now + min(kept) if kept else None,
            trace=self._tracer.present() if self._tracer else "",
        )

    def _forget(self, job_id: str) -> None:
        # What cannot be deleted now is deleted with the orphans.
        with contextlib.suppress(ExactTranscriptionError):
            self._blobs.delete_prefix(job_blobs.prefix(job_id))


def display_name(name: str) -> str:
    """A client's file name as it may be shown: without folders and control characters, never empty."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    shown = "".join(sign for sign in last if sign.isprintable()).strip()[-_MAX_NAME:]
    return shown if shown.strip(".") else "recording"
