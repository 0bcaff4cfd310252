"""Keeping a transcript with its job, and finding it again."""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from exact_transcription.core.domain.errors import NotFoundError
from exact_transcription.core.domain.job import Job, TranscriptFacts
from exact_transcription.core.domain.revision import Revision
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.job_access import require_owner
from exact_transcription.core.usecases.recent_transcripts import RecentTranscripts
from exact_transcription.core.usecases.transcript_document import from_document, to_document


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTranscript:
    """A transcript that is kept.

    Attributes:
        blob: its key in the blob store.
        sha256: hexadecimal digest of its document.
    """

    blob: str
    sha256: str


def store_transcript(blobs: BlobStore, job_id: str, transcript: Transcript) -> StoredTranscript:
    """Keep a transcript; nobody sees it until a revision names it."""
    document = to_document(transcript)
    sha256 = hashlib.sha256(document).hexdigest()
    key = job_blobs.transcript(job_id, sha256)
    blobs.put(key, BytesIO(document))
    return StoredTranscript(blob=key, sha256=sha256)


def facts_of(transcript: Transcript) -> TranscriptFacts:
    """What lists say of a transcript."""
    return TranscriptFacts(
        duration=transcript.duration, language=transcript.language, speakers=len(transcript.speakers)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTranscript:
    """A transcript with what it belongs to; `revision.sha256` is its entity tag."""

    job: Job
    revision: Revision
    transcript: Transcript


class ReadTranscript:
    """Finds the transcript of a job."""

    def __init__(
        self, *, jobs: JobRepository, blobs: BlobStore, recent: RecentTranscripts | None = None
    ) -> None:
        """Look in `jobs` and `blobs`, and first among `recent` ones."""
        self._jobs, self._blobs = jobs, blobs
        self._recent = recent or RecentTranscripts()

    def execute(self, job_id: str, *, number: int | None = None, owner: str | None = None) -> FoundTranscript:
        """The newest revision, or the one with that number.

        Raises:
            NotFoundError: there is no such job of that owner, or no such revision (yet).
        """
        job = require_owner(self._jobs.get(job_id), owner)
        if job.revision == 0:
            raise NotFoundError(f"The job has no transcript; it is {job.state}.")
        revision = self._jobs.revision(job_id, job.revision if number is None else number)
        transcript = self._recent.get(revision.sha256, lambda: from_document(self._blobs.read(revision.blob)))
        return FoundTranscript(job=job, revision=revision, transcript=transcript)
