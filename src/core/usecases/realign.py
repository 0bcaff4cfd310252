"""Finding the words that a person changed in the recording, while that person may go on changing words."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta

from exact_transcription.core.domain.errors import (
    ConflictError,
    EmptyMediaError,
    JobCancelledError,
    LeaseLostError,
    ResourceExhaustedError,
    ServiceUnavailableError,
)
from exact_transcription.core.domain.ids import new_id
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.job_transitions import revise
from exact_transcription.core.domain.realignment import Placed, Run, placed, runs_of, with_placed
from exact_transcription.core.domain.realignment_request import RealignmentRequest
from exact_transcription.core.domain.revision import Revision, RevisionKind
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.trimming import SHORTEST_WORD
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.alignment import Aligner
from exact_transcription.core.ports.audio_decoding import AudioDecoder
from exact_transcription.core.ports.audio_playback import PlaybackReader
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.engines import EngineProvider
from exact_transcription.core.ports.job_queue import StopSignal
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.ports.realignment_requests import RealignmentRequests
from exact_transcription.core.usecases.align_chain import aligned
from exact_transcription.core.usecases.hear_again import HearAgain
from exact_transcription.core.usecases.store_transcript import (
    FoundTranscript,
    ReadTranscript,
    facts_of,
    store_transcript,
)

LEASE = timedelta(seconds=60)
_TRANSIENT = (ServiceUnavailableError, ResourceExhaustedError, MemoryError)


@dataclass(frozen=True, slots=True, kw_only=True)
class RealignReport:
    """What came of one request.

    Attributes:
        job_id: whose transcript.
        words: how many words were looked for.
        found: in how many stretches of changed words some were found.
        revision: number of the new revision, or None if there is none.
        error: why it was given up or put off, or None.
    """

    job_id: str
    words: int = 0
    found: int = 0
    revision: int | None = None
    error: Exception | None = None


class Realign:
    """Takes up requests, one after the other, and makes revisions of what it finds."""

    def __init__(  # noqa: PLR0913 - a use case names what it needs
        self,
        *,
        requests: RealignmentRequests,
        jobs: JobRepository,
        blobs: BlobStore,
        clock: Clock,
        engines: EngineProvider,
        reader: PlaybackReader,
        decoder: AudioDecoder,
        worker: str,
    ) -> None:
        """Work as `worker` with the aligners that `engines` has for a job."""
        self._requests, self._jobs, self._blobs, self._clock = requests, jobs, blobs, clock
        self._engines, self._reader, self._decoder, self._worker = engines, reader, decoder, worker
        self._read = ReadTranscript(jobs=jobs, blobs=blobs)

    def execute(self, *, stop: StopSignal) -> RealignReport | None:
        """Meet the request that waits longest; None where nothing waits.

        What a person does meanwhile has precedence: only words that are still as they were get a time.

        Raises:
            ServiceUnavailableError: the database does not answer.
        """
        request = self._requests.claim(
            holder=f"{self._worker}/{new_id()}", now=self._clock.now(), lease=LEASE
        )
        if request is None:
            return None
        try:
            report, done = self._met(request, stop)
        except JobCancelledError:
            self._requests.release(request)
            return None
        except LeaseLostError as error:
            return RealignReport(job_id=request.job_id, error=error)
        except Exception as error:  # noqa: BLE001 - whatever happens to one request must not end the worker
            if not isinstance(error, _TRANSIENT):
                self._requests.finish(request)
            # Of the others the lease runs out; so they are tried again, but not at once.
            return RealignReport(job_id=request.job_id, error=error)
        (self._requests.finish if done else self._requests.release)(request)
        return report

    def _met(self, request: RealignmentRequest, stop: StopSignal) -> tuple[RealignReport, bool]:
        """Also tells whether all was looked for that is changed by now."""
        seen = self._read.execute(request.job_id)
        runs = runs_of(seen.transcript)
        leased = _Leased(self._renewal(request), clock=self._clock, stop=stop)
        found = list(self._found(seen, runs, leased))
        newest, added = self._added(seen, found)
        report = RealignReport(
            job_id=request.job_id,
            words=sum(len(run.words) for run in runs),
            found=len(found),
            revision=newest.number if added else None,
        )
        return report, newest.number - added == seen.revision.number

    def _found(self, seen: FoundTranscript, runs: list[Run], progress: Progress) -> Iterator[Placed]:
        if not runs:
            return
        job, transcript = seen.job, seen.transcript
        aligners = self._engines.aligners(job.options)
        again = HearAgain(
            job, blobs=self._blobs, reader=self._reader, decoder=self._decoder, progress=progress
        )
        for run in runs:
            progress.advance(0.0)
            try:
                waveform = again.cut(run.heard, run.words[0].speaker)
            except EmptyMediaError:
                continue
            result = found_in(waveform, run, transcript, aligners=aligners, progress=progress)
            if result is not None:
                yield result

    def _added(self, seen: FoundTranscript, found: list[Placed]) -> tuple[Revision, bool]:
        """The newest revision, and whether it was made here."""
        while True:
            newest = self._read.execute(seen.job.id)
            transcript = with_placed(newest.transcript, found)
            if transcript is newest.transcript:
                return newest.revision, False
            try:
                return self._revised(newest, transcript), True
            except ConflictError:
                continue  # somebody was faster; what they changed stays

    def _revised(self, newest: FoundTranscript, transcript: Transcript) -> Revision:
        stored = store_transcript(self._blobs, newest.job.id, transcript)
        before, made = newest.revision, []

        def revision(after: Job) -> Revision:
            made.append(
                Revision(
                    job_id=after.id,
                    number=after.revision,
                    kind=RevisionKind.REALIGNED,
                    blob=stored.blob,
                    sha256=stored.sha256,
                    author=before.author,
                    created=self._clock.now(),
                    base=before.base,
                    redo=before.redo,
                    refines=before.number,
                )
            )
            return made[-1]

        facts = facts_of(transcript)
        self._jobs.update(
            newest.job.id,
            lambda job: revise(job, base=before.number, transcript=facts),
            revision=revision,
        )
        return made[-1]

    def _renewal(self, request: RealignmentRequest) -> Callable[[], None]:
        return lambda: self._requests.renew(request, until=self._clock.now() + LEASE)


def found_in(
    waveform: Waveform,
    run: Run,
    transcript: Transcript,
    *,
    aligners: tuple[Aligner, ...],
    progress: Progress,
) -> Placed | None:
    """Look for a run of changed words in the audio of `run.heard`; None where it is not found.

    Raises:
        ModelError: a model cannot be used.
        JobCancelledError: through `progress`.
    """
    if waveform.duration < SHORTEST_WORD:
        return None  # the recording is over before that
    language = transcript.language
    (segment,) = aligned(
        waveform, [run.segment], aligners=aligners, language=language, progress=progress
    ).segments
    return placed(run, segment, transcript)


class _Leased:
    """Keeps the lease as long as the work goes on (it is the work's `Progress`)."""

    def __init__(self, renew: Callable[[], None], *, clock: Clock, stop: StopSignal) -> None:
        self._renew, self._clock, self._stop = renew, clock, stop
        self._renewed = clock.monotonic()

    def advance(self, fraction: float) -> None:  # noqa: ARG002 - nobody is told
        if self._stop.is_set():
            raise JobCancelledError("The worker is to stop.")
        if self._clock.monotonic() - self._renewed > LEASE.total_seconds() / 3:
            self._renew()
            self._renewed = self._clock.monotonic()

    def loading(self) -> AbstractContextManager[None]:
        # Where a model takes longer than the lease, another worker begins too; what both find counts once.
        return nullcontext()
