"""Fetching the recording of a job from another server: the job's first stage."""

import contextlib
from functools import partial
from typing import BinaryIO, cast

from exact_transcription.core.domain.errors import (
    EmptyMediaError,
    ExactTranscriptionError,
    LeaseLostError,
    LimitExceededError,
    NotFoundError,
)
from exact_transcription.core.domain.ids import new_id
from exact_transcription.core.domain.job import Job, Recording
from exact_transcription.core.domain.job_transitions import fetched
from exact_transcription.core.ports.blob_store import BlobStore, StoredBlob
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_repository import JobRepository, OwnerLimits
from exact_transcription.core.ports.progress import Progress, ProgressListener
from exact_transcription.core.ports.url_fetching import FetchedFile, UrlFetcher
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.stage_runner import NoStageStore, StageRunner
from exact_transcription.core.usecases.submit_job import display_name
from exact_transcription.core.usecases.submit_url import allowed

STAGE = "fetch"
"""What listeners are told that it is; it says nothing of the work on the recording."""


class FetchRecording:
    """Streams the recording into the blob store, and notes in the record that it is here.

    An execution that ends in between leaves the record as it was, and the next one fetches again. Each has a
    place of its own, so that one that lost the job replaces nothing; what is refused is deleted.
    """

    def __init__(
        self,
        *,
        jobs: JobRepository,
        blobs: BlobStore,
        clock: Clock,
        fetcher: UrlFetcher | None,
        limits: OwnerLimits | None = None,
        max_bytes: int | None = None,
    ) -> None:
        """Fetch with `fetcher` recordings of up to `max_bytes`, as far as `limits` leave room to their owner.

        Without a fetcher, the operator does not allow it.
        """
        self._jobs, self._blobs, self._clock, self._fetcher = jobs, blobs, clock, fetcher
        self._limits, self._max_bytes = limits, max_bytes

    def execute(self, job: Job, *, holder: str, listener: ProgressListener) -> Job:
        """Fetch what `job` is still to be given, for the execution `holder`; returns the job as it is then.

        Raises:
            ForbiddenUrlError: the address may not be connected to from here, or leads to where one may not.
            FetchError: the other server does not give it.
            LimitExceededError: it is too large, or the owner has too much already.
            EmptyMediaError: it has no bytes.
            LeaseLostError: another execution has the job.
            JobCancelledError: the listener asked to stop.
        """
        if not job.recording.url:
            return job
        runner = StageRunner(listener=listener, store=NoStageStore(), clock=self._clock)
        return runner.run(STAGE, lambda progress: self._fetched(job, holder, progress))

    def _fetched(self, job: Job, holder: str, progress: Progress) -> Job:
        # Executions that were killed may have left what nobody knows of.
        self._blobs.delete_prefix(job_blobs.all_fetched(job.id))
        blob, watching = job_blobs.fetched(job.id, new_id()), _Watching(progress)
        with allowed(self._fetcher).fetch(job.recording.url, watch=watching.look) as file:
            stored = self._blobs.put(blob, watching.stream(file), limit=self._max_bytes)
        name = display_name(file.name or job.recording.name)
        recording = Recording(name=name, blob=blob, size=stored.size, sha256=stored.sha256)
        try:
            _require_bytes(stored)
            return self._jobs.update(
                job.id, partial(fetched, holder=holder, recording=recording), limits=self._limits
            )
        except (EmptyMediaError, LimitExceededError, LeaseLostError, NotFoundError):
            # After other errors the record may have been changed for all that.
            with contextlib.suppress(ExactTranscriptionError):
                self._blobs.delete_prefix(f"{blob.rpartition('/')[0]}/")
            raise


def _require_bytes(stored: StoredBlob) -> None:
    if stored.size == 0:
        raise EmptyMediaError("The recording has no bytes.", hint="Check the address.")


class _Watching:
    """Tells how much has come, and stops where that is asked for."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._fraction = progress, 0.0

    def look(self) -> None:
        self._progress.advance(self._fraction)

    def stream(self, file: FetchedFile) -> BinaryIO:
        return cast("BinaryIO", _Counted(file, self))

    def came(self, count: int, size: int | None) -> None:
        self._fraction = min(1.0, count / size) if size else 0.0
        self.look()


class _Counted:
    """A stream that tells how much was read of it."""

    def __init__(self, file: FetchedFile, watching: _Watching) -> None:
        self._file, self._watching, self._count = file, watching, 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.stream.read(size)
        self._count += len(data)
        self._watching.came(self._count, self._file.size)
        return data
