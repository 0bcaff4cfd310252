"""Making a job of a recording that another server has."""

from dataclasses import dataclass, field

from exact_transcription.core.domain.errors import ForbiddenUrlError
from exact_transcription.core.domain.job import DEFAULT_PRIORITY, Job
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.job_repository import IdempotencyKey, JobRepository
from exact_transcription.core.ports.url_fetching import UrlFetcher
from exact_transcription.core.usecases.submit_job import SubmitJob, SubmitJobRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitUrlRequest:
    """Where the recording is, and how to transcribe it; see `SubmitJobRequest`."""

    url: str
    owner: str
    options: TranscriptionOptions = field(default_factory=TranscriptionOptions)
    title: str | None = None
    priority: int = DEFAULT_PRIORITY
    idempotency: IdempotencyKey | None = None


class SubmitUrl:
    """Streams the recording from the other server into the blob store."""

    def __init__(self, *, jobs: JobRepository, submit: SubmitJob, fetcher: UrlFetcher | None) -> None:
        """Fetch with `fetcher`; None where the operator does not allow it."""
        self._jobs, self._submit, self._fetcher = jobs, submit, fetcher

    def execute(self, request: SubmitUrlRequest) -> Job:
        """Create the job, or return the one that the same request created before.

        Raises:
            ForbiddenUrlError: recordings are not fetched here, or not from there.
            FetchError: the other server does not give it.
            ExactTranscriptionError: see `SubmitJob.execute`.
        """
        if self._fetcher is None:
            raise ForbiddenUrlError(
                "This service fetches no recordings from other servers.",
                hint="Upload the file; the operator may allow hosts with EXACT_IMPORT_HOSTS.",
            )
        if request.idempotency is not None:
            known = self._jobs.find_idempotent(request.owner, request.idempotency)
            if known is not None:
                return known
        with self._fetcher.fetch(request.url) as file:
            return self._submit.execute(
                SubmitJobRequest(
                    source=file.stream,
                    name=file.name,
                    owner=request.owner,
                    options=request.options,
                    title=request.title,
                    priority=request.priority,
                    idempotency=request.idempotency,
                )
            )
