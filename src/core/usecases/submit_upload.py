"""Making a job of an upload that has arrived."""

import contextlib
from dataclasses import dataclass, field, replace

from exact_transcription.core.domain.errors import ConflictError, ExactTranscriptionError
from exact_transcription.core.domain.job import DEFAULT_PRIORITY, Job
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.domain.upload import Upload
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_repository import IdempotencyKey, JobRepository
from exact_transcription.core.ports.upload_repository import UploadRepository
from exact_transcription.core.usecases.submit_job import SubmitJob, SubmitJobRequest
from exact_transcription.core.usecases.uploads import find_upload

_NAMES = ("filename", "name")
"""Keys under which tus clients send the file's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitUploadRequest:
    """Which upload, and how to transcribe it; see `SubmitJobRequest`."""

    upload_id: str
    owner: str
    options: TranscriptionOptions = field(default_factory=TranscriptionOptions)
    title: str | None = None
    priority: int = DEFAULT_PRIORITY
    idempotency: IdempotencyKey | None = None


class SubmitUpload:
    """Joins the parts in the blob store; an upload becomes one job, however often that is asked for."""

    def __init__(
        self,
        *,
        uploads: UploadRepository,
        jobs: JobRepository,
        blobs: BlobStore,
        submit: SubmitJob,
        clock: Clock,
    ) -> None:
        """Hand in with `submit` what is in `uploads`."""
        self._uploads, self._jobs, self._blobs, self._clock = uploads, jobs, blobs, clock
        self._submit = submit

    def execute(self, request: SubmitUploadRequest) -> Job:
        """Create the job, or return the one that was made of the upload before.

        Raises:
            NotFoundError: there is no such upload, or the job that was made of it was deleted.
            UploadExpiredError: the upload's time is over.
            ConflictError: not all bytes have arrived.
            ExactTranscriptionError: see `SubmitJob.execute`.
        """
        upload = find_upload(self._uploads, request.upload_id, owner=request.owner, now=self._clock.now())
        if upload.job_id is not None:
            return self._jobs.get(upload.job_id)
        if not upload.complete:
            size = "a size that was not stated yet" if upload.size is None else f"{upload.size} bytes"
            raise ConflictError(
                f"The upload has {upload.offset} bytes of {size}.", hint="Send the rest, then ask again."
            )
        job = self._submit.execute(self._handed_in(upload, request))
        self._uploads.update(upload.id, lambda now: replace(now, job_id=job.id, parts=()))
        # What cannot be deleted now is deleted when the upload's time is over.
        with contextlib.suppress(ExactTranscriptionError):
            self._blobs.delete_prefix(upload.prefix)
        return job

    def _handed_in(self, upload: Upload, request: SubmitUploadRequest) -> SubmitJobRequest:
        name = next((upload.metadata[key] for key in _NAMES if upload.metadata.get(key)), "recording")
        return SubmitJobRequest(
            source=upload.parts,
            name=name,
            owner=request.owner,
            options=request.options,
            title=request.title,
            priority=request.priority,
            # Two requests at once, or one that is repeated after a crash, make one job.
            idempotency=request.idempotency
            or IdempotencyKey(key=f"upload-{upload.id}", fingerprint=upload.id),
        )
