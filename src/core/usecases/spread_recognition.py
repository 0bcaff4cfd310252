"""Handing the recognition of one recording to many workers, and joining what they send back.

The queue is a hint here as it is for jobs: what is to be done and what was done is kept with the job, and who
waits for it sends again what nobody works on. A stretch may be worked on twice; its result counts once.
"""

import contextlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from exact_transcription.core.domain.errors import (
    ExactTranscriptionError,
    ModelError,
    ServiceUnavailableError,
)
from exact_transcription.core.domain.job import MAX_PRIORITY
from exact_transcription.core.domain.stretches import (
    activity_within,
    notices_later,
    segments_later,
    stretches,
)
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_queue import JobQueue
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.ports.speech_recognition import Recognition
from exact_transcription.core.ports.stage_store import StageStore
from exact_transcription.core.usecases.stage_codec import from_bytes, to_bytes
from exact_transcription.core.usecases.stage_runner import stage_key
from exact_transcription.core.usecases.stretch_task import (
    StretchFailure,
    StretchKeys,
    StretchResult,
    StretchTask,
    message_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadPolicy:
    """How a recording is cut, and when a stretch counts as lost.

    Attributes:
        longest: seconds that a stretch should last at most.
        first: the same for the first one, which tells the language.
        look: seconds between looks for results.
        silent: seconds without a sign of life after which a stretch that was begun is sent again.
        unheard: seconds without any news after which stretches that nobody began are sent again.
        sends: how often a stretch is sent before its job is given back.
    """

    longest: float = 600.0
    first: float = 120.0
    look: float = 0.5
    silent: float = 30.0
    unheard: float = 15.0
    sends: int = 8


@dataclass(slots=True, kw_only=True)
class _Stretch:
    """What the waiting worker knows of one stretch."""

    span: TimeSpan
    keys: StretchKeys
    sent: float | None = None
    sends: int = 0
    beat: bytes | None = None
    heard: float = 0.0
    result: StretchResult | None = None


@dataclass(slots=True, kw_only=True)
class _Work:
    """One recording that is being recognised elsewhere."""

    job_id: str
    store: StageStore
    waveform: Waveform
    activity: VoiceActivity
    source: str
    options: TranscriptionOptions
    progress: Progress
    news: float
    done: list[_Stretch] = field(default_factory=list)


class SpreadRecognition:
    """Sends stretches of a recording through a queue and waits until all are recognised."""

    def __init__(self, *, queue: JobQueue, clock: Clock, policy: SpreadPolicy | None = None) -> None:
        """Send through `queue`, whose other end are workers that take recognition."""
        self._queue, self._clock, self._policy = queue, clock, policy or SpreadPolicy()

    def recognize(  # noqa: PLR0913 - what recognition takes, and whose it is
        self,
        waveform: Waveform,
        activity: VoiceActivity,
        source: str,
        *,
        job_id: str,
        store: StageStore,
        options: TranscriptionOptions,
        language: str | None,
        progress: Progress,
    ) -> StretchResult:
        """Recognise and align a recording; the result does not depend on how many workers there are.

        Args:
            waveform: its audio.
            activity: where somebody talks.
            source: identifies what `activity` was worked out from.
            job_id: whose recording it is.
            store: of the job.
            options: of the job.
            language: ISO 639 code, or None to find it out.
            progress: of the stage.

        Raises:
            JobCancelledError: through `progress`; workers stop when the job does.
            ServiceUnavailableError: a stretch was given back by every worker that had it.
            ExactTranscriptionError: what a worker said of a stretch that cannot be recognised.
        """
        work = _Work(
            job_id=job_id,
            store=store,
            waveform=waveform,
            activity=activity,
            source=source,
            options=options,
            progress=progress,
            news=self._clock.monotonic(),
        )
        spans = stretches(
            activity,
            duration=waveform.duration,
            longest=self._policy.longest,
            first=self._policy.first,
        )
        if language is None:
            # All of a recording is taken to be in one language, as it is when one worker recognises it.
            self._wait(work, [self._begun(work, spans.pop(0), None)])
            language = _recognition(work.done[0]).language
        self._wait(work, [self._begun(work, span, language) for span in spans])
        return _joined(work.done)

    def _begun(self, work: _Work, span: TimeSpan, language: str | None) -> _Stretch:
        """A stretch, sent unless its result is there already."""
        options = json.dumps(work.options.as_dict(), sort_keys=True)
        key = stage_key(
            "stretch", work.source, options, start=span.start, end=span.end, language=language or ""
        )
        stretch = _Stretch(span=span, keys=StretchKeys(key))
        if not self._finished(work, stretch):
            task = StretchTask(
                waveform=Waveform(work.waveform.cut(span)),
                activity=activity_within(work.activity, span),
                options=options,
                language=language,
            )
            work.store.save(key, to_bytes(task, compress=False))
            self._send(work, stretch)
        return stretch

    def _send(self, work: _Work, stretch: _Stretch) -> None:
        if stretch.sends >= self._policy.sends:
            raise ServiceUnavailableError(
                "No worker could recognise a part of the recording.",
                hint="It is tried again by itself; the logs of the workers that take recognition tell more.",
            )
        stretch.sent, stretch.beat = self._clock.monotonic(), None
        # A queue that does not answer is asked again when the stretch has been unheard of for a while.
        with contextlib.suppress(ServiceUnavailableError):
            self._queue.enqueue(message_of(work.job_id, stretch.keys), priority=MAX_PRIORITY)
            stretch.sends += 1

    def _wait(self, work: _Work, wanted: Sequence[_Stretch]) -> None:
        missing = [stretch for stretch in wanted if stretch.result is None]
        work.done += [stretch for stretch in wanted if stretch.result is not None]
        while missing:
            for stretch in missing:
                work.progress.advance(sum(each.span.duration for each in work.done) / work.waveform.duration)
                if self._finished(work, stretch):
                    work.store.save(stretch.keys.task, b"")  # the audio is not needed again
                    work.done.append(stretch)
                    work.news = self._clock.monotonic()
                elif stretch.sent is not None and self._lost(work, stretch):
                    self._send(work, stretch)
            missing = [stretch for stretch in missing if stretch.result is None]
            if missing:
                time.sleep(self._policy.look)

    def _finished(self, work: _Work, stretch: _Stretch) -> bool:
        data = work.store.load(stretch.keys.result)
        if data:
            with contextlib.suppress(ValueError):
                stretch.result = from_bytes(StretchResult, data)
                return True
        failure = work.store.load(stretch.keys.failure)
        if failure:
            # So that it is tried again when the job is.
            work.store.save(stretch.keys.failure, b"")
            raise _error_of(from_bytes(StretchFailure, failure))
        return False

    def _lost(self, work: _Work, stretch: _Stretch) -> bool:
        """Whether nobody seems to work on a stretch, and none of the queue's messages can be its own."""
        now, beat = self._clock.monotonic(), work.store.load(stretch.keys.beat)
        if beat and beat != stretch.beat:
            stretch.beat, stretch.heard, work.news = beat, now, now
        if stretch.beat:
            return now - stretch.heard > self._policy.silent
        if now - max(stretch.sent or 0.0, work.news) <= self._policy.unheard:
            return False
        try:
            return self._queue.depth() == 0
        except ServiceUnavailableError:
            return False


def _recognition(stretch: _Stretch) -> Recognition:
    assert stretch.result is not None  # noqa: S101 - only finished ones are kept in `done`
    return stretch.result.recognition


def _joined(done: Sequence[_Stretch]) -> StretchResult:
    ordered = sorted(done, key=lambda stretch: stretch.span)
    found = [(stretch.span.start, _recognition(stretch)) for stretch in ordered]
    results = [stretch.result for stretch in ordered if stretch.result is not None]
    return StretchResult(
        recognition=Recognition(
            language=found[0][1].language,
            language_confidence=found[0][1].language_confidence,
            segments=tuple(segment for at, each in found for segment in segments_later(each.segments, at)),
            notices=tuple(notice for at, each in found for notice in notices_later(each.notices, at)),
        ),
        recognizer=_named({each.recognizer for each in results}),
        aligners=_named({each.aligners for each in results}),
    )


def _named(models: set[str]) -> str:
    return "; ".join(sorted(models - {""}))


def _error_of(failure: StretchFailure) -> ExactTranscriptionError:
    """The error that a worker met, as far as its code tells."""
    kinds = [ExactTranscriptionError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    kind = next((each for each in kinds if each.code == failure.code), ModelError)
    return kind(failure.message, hint=failure.hint)
