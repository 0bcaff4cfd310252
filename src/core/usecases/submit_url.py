"""Making a job of a recording that another server has."""

from dataclasses import dataclass, field

from exact_transcription.core.domain.errors import ForbiddenUrlError
from exact_transcription.core.domain.job import DEFAULT_PRIORITY, Job
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.job_repository import IdempotencyKey
from exact_transcription.core.ports.url_fetching import UrlFetcher
from exact_transcription.core.usecases.submit_job import RecordingToFetch, SubmitJob, SubmitJobRequest


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
    """Makes the job at once; fetching the recording is its first stage, see `FetchRecording`."""

    def __init__(self, *, submit: SubmitJob, fetcher: UrlFetcher | None) -> None:
        """Hand in what `fetcher` may fetch; None where the operator does not allow it."""
        self._submit, self._fetcher = submit, fetcher

    def execute(self, request: SubmitUrlRequest) -> Job:
        """Create the job, or return the one that the same request created before.

        Raises:
            InvalidRequestError: what was given is no address.
            ForbiddenUrlError: recordings are not fetched here, or not from there as far as the address tells.
            ExactTranscriptionError: see `SubmitJob.execute`.
        """
        return self._submit.execute(
            SubmitJobRequest(
                source=RecordingToFetch(url=request.url),
                name=allowed(self._fetcher).check(request.url),
                owner=request.owner,
                options=request.options,
                title=request.title,
                priority=request.priority,
                idempotency=request.idempotency,
            )
        )


def allowed(fetcher: UrlFetcher | None) -> UrlFetcher:
    """The fetcher, where the operator allows one.

    Raises:
        ForbiddenUrlError: it does not.
    """
    if fetcher is None:
        raise ForbiddenUrlError(
            "This service fetches no recordings from other servers.",
            hint="Upload the file; the operator may allow hosts with EXACT_IMPORT_HOSTS.",
        )
    return fetcher
