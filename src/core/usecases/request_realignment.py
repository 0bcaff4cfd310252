"""Asking for measured times of the words that a person changed."""

from dataclasses import dataclass

from exact_transcription.core.domain.realignment import is_changed
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.realignment_requests import RealignmentRequests
from exact_transcription.core.usecases.store_transcript import ReadTranscript


@dataclass(frozen=True, slots=True, kw_only=True)
class RealignmentState:
    """How far the re-alignment of a transcript is.

    Attributes:
        words: how many words of the newest revision a person changed whose times are guesses.
        waiting: whether it was asked for and is not done.
        working: whether a worker is at it.
        revision: number of the newest revision.
    """

    words: int
    waiting: bool
    working: bool
    revision: int


class RequestRealignment:
    """Asks workers for it, and tells how far they are."""

    def __init__(self, *, requests: RealignmentRequests, read: ReadTranscript, clock: Clock) -> None:
        """Leave `requests` for workers."""
        self._requests, self._read, self._clock = requests, read, clock

    def execute(self, job_id: str, *, owner: str | None = None) -> RealignmentState:
        """Ask for it, where any word has a guessed time.

        Raises:
            NotFoundError: there is no such job of that owner, or it has no transcript yet.
        """
        if self.state(job_id, owner=owner).words:
            self._requests.ask(job_id, now=self._clock.now())
        return self.state(job_id, owner=owner)

    def state(self, job_id: str, *, owner: str | None = None) -> RealignmentState:
        """How far it is.

        Raises:
            NotFoundError: there is no such job of that owner, or it has no transcript yet.
        """
        # Looked at before the transcript, so that where nothing waits the transcript has what came of it.
        request = self._requests.find(job_id)
        found = self._read.execute(job_id, owner=owner)
        lease = request.lease if request else None
        spoken = found.transcript.translated_from is None
        return RealignmentState(
            words=sum(map(is_changed, found.transcript.words)) if spoken else 0,
            waiting=request is not None,
            working=lease is not None and lease.expires > self._clock.now(),
            revision=found.revision.number,
        )
