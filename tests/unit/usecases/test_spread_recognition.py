"""Recognition handed to workers in threads, on the fakes that pass the adapters' contracts."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from exact_transcription.adapters.blobs.stage_store import BlobStageStore
from exact_transcription.core.domain.errors import (
    InvalidRequestError,
    JobCancelledError,
    ResourceExhaustedError,
    ServiceUnavailableError,
)
from exact_transcription.core.domain.job_transitions import claim, request_cancel
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.ports.speech_recognition import Recognition, RecognitionOptions
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.run_stretch import RunStretch
from exact_transcription.core.usecases.spread_recognition import SpreadPolicy, SpreadRecognition
from exact_transcription.core.usecases.stretch_task import StretchResult
from tests.fakes.clock import FakeClock
from tests.fakes.engines import FakeEngineProvider
from tests.fakes.job_queue import FakeJobQueue
from tests.fakes.speech_recognition import FakeSpeechRecognizer
from tests.unit.usecases.kit import BEAT, Kit

POLICY = SpreadPolicy(longest=20.0, first=5.0, look=0.01, silent=1.0, unheard=1.0, sends=4)
DURATION = 100
ACTIVITY = VoiceActivity(
    speech=tuple(TimeSpan(start=second + 0.1, end=second + 0.9) for second in range(DURATION)),
    scores=np.ones(DURATION * 10, dtype=np.float32),
    frame_step=0.1,
    frame_start=0.05,
)


class _RealClock(FakeClock):
    def monotonic(self) -> float:
        return time.monotonic()


class _NeverStops:
    def advance(self, fraction: float) -> None:
        assert 0.0 <= fraction <= 1.0

    @contextmanager
    def loading(self) -> Iterator[None]:
        yield


class _Recognizer(FakeSpeechRecognizer):
    """Remembers who recognised what, and does what a test wants before that."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, float]] = []
        self.before: list[BaseException | float | None] = []

    def recognize(
        self, waveform: Waveform, activity: VoiceActivity, *, options: RecognitionOptions, progress: Progress
    ) -> Recognition:
        self.heard.append((threading.current_thread().name, waveform.duration))
        if self.before:
            match self.before.pop():
                case float() as seconds:
                    time.sleep(seconds)
                    progress.advance(0.0)
                case None:
                    for _ in range(3000):
                        time.sleep(0.01)
                        progress.advance(0.0)
                case BaseException() as error:
                    raise error
        return super().recognize(waveform, activity, options=options, progress=progress)


class Spread:
    """One running job, its waiting worker, and any number of recognising ones."""

    def __init__(self) -> None:
        self.kit = Kit()
        self.queue = FakeJobQueue()
        self.recognizer = _Recognizer()
        self.stop = threading.Event()
        self.policy = POLICY
        job = self.kit.submit()
        self.job = self.kit.jobs.update(
            job.id, lambda at: claim(at, holder="w", now=self.kit.clock.now(), lease=BEAT.lease)
        )
        self.store = BlobStageStore(blobs=self.kit.blobs, prefix=job_blobs.stages(job.id))
        self.run_stretch = RunStretch(
            jobs=self.kit.jobs,
            queue=self.queue,
            stage_store=lambda prefix: BlobStageStore(blobs=self.kit.blobs, prefix=prefix),
            engines=FakeEngineProvider(recognizer=self.recognizer),
            clock=_RealClock(),
            beat_seconds=0.05,
        )

    def recognize(self, language: str | None = None, progress: Progress | None = None) -> StretchResult:
        spread = SpreadRecognition(queue=self.queue, clock=_RealClock(), policy=self.policy)
        samples = np.zeros(DURATION * SAMPLE_RATE, dtype=np.float32)
        return spread.recognize(
            Waveform(samples),
            ACTIVITY,
            "source",
            job_id=self.job.id,
            store=self.store,
            options=TranscriptionOptions(),
            language=language,
            progress=progress or _NeverStops(),
        )

    @contextmanager
    def workers(self, count: int) -> Iterator[None]:
        threads = [
            threading.Thread(target=self.queue.consume, args=(self._work, self.stop), name=f"worker {n}")
            for n in range(count)
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stop.set()
            for thread in threads:
                thread.join()

    def _work(self, message: str) -> None:
        self.run_stretch.execute(message, stop=self.stop)


@pytest.fixture
def spread() -> Spread:
    return Spread()


def _starts(result: StretchResult) -> list[float]:
    return [round(segment.span.start, 3) for segment in result.recognition.segments]


WHOLE = [round(span.start, 3) for span in ACTIVITY.speech]


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_workers_gives_the_whole_recording_in_order(spread: Spread, count: int) -> None:
    with spread.workers(count):
        result = spread.recognize()
    assert _starts(result) == WHOLE
    assert (result.recognition.language, result.recognition.language_confidence) == ("en", 0.9)
    assert (result.recognizer, result.aligners) == ("script", "")
    lengths = [seconds for _, seconds in spread.recognizer.heard]
    assert sum(lengths) == pytest.approx(DURATION)
    assert max(lengths) <= POLICY.longest
    assert len(lengths) == len({message for message, _, _ in spread.queue.sent}) == 6


def test_the_first_stretch_tells_the_language_of_all(spread: Spread) -> None:
    with spread.workers(2):
        spread.recognize()
    assert [asked.language for asked in spread.recognizer.asked] == [None, *["en"] * 5]
    assert spread.recognizer.heard[0][1] <= POLICY.first


def test_audio_is_kept_only_until_it_is_recognised(spread: Spread) -> None:
    with spread.workers(2):
        spread.recognize()
    assert max(blob.size for blob in spread.kit.blobs.list_blobs("jobs/")) < SAMPLE_RATE


def test_what_was_recognised_before_a_crash_is_not_recognised_again(spread: Spread) -> None:
    with spread.workers(2):
        first = spread.recognize()
    heard = list(spread.recognizer.heard)
    assert spread.recognize() == first
    assert spread.recognizer.heard == heard


def test_messages_that_are_lost_are_sent_again(spread: Spread) -> None:
    with spread.workers(1):
        thread = threading.Timer(0.05, spread.queue.lose_everything)
        thread.start()
        assert _starts(spread.recognize("en")) == WHOLE
        thread.join()


def test_a_worker_that_vanishes_is_replaced(spread: Spread) -> None:
    with spread.workers(1):
        taken = threading.Event()
        original, spread.run_stretch.execute = spread.run_stretch.execute, None  # type: ignore[method-assign, assignment]

        def vanish_first(message: str, *, stop: threading.Event) -> StretchResult | None:
            if not taken.is_set():
                # It says that it works on it, and nothing more.
                taken.set()
                spread.store.save(_beat_key(message), b"gone 1")
                return None
            return original(message, stop=stop)

        spread.run_stretch.execute = vanish_first  # type: ignore[method-assign, assignment]
        assert _starts(spread.recognize()) == WHOLE
    assert len({message for message, _, _ in spread.queue.sent}) < len(spread.queue.sent)


def _beat_key(message: str) -> str:
    from exact_transcription.core.usecases.stretch_task import parsed_message  # noqa: PLC0415

    return parsed_message(message)[1].beat


def test_a_queue_that_is_away_only_delays(spread: Spread) -> None:
    spread.queue.down = True
    thread = threading.Timer(0.4, setattr, (spread.queue, "down", False))
    thread.start()
    with spread.workers(2):
        assert _starts(spread.recognize()) == WHOLE
    thread.join()


def test_an_error_of_a_worker_is_the_error_of_the_job(spread: Spread) -> None:
    spread.recognizer.before = [InvalidRequestError("It knows no Klingon.", hint="Ask for en.")]
    with spread.workers(2), pytest.raises(InvalidRequestError, match="Klingon") as caught:
        spread.recognize()
    assert caught.value.hint == "Ask for en."
    # The next attempt begins anew.
    spread.stop.clear()
    with spread.workers(2):
        assert _starts(spread.recognize()) == WHOLE


def test_an_error_that_passes_is_tried_again_and_not_for_ever(spread: Spread) -> None:
    spread.recognizer.before = [ResourceExhaustedError("full")] * 2
    with spread.workers(1):
        assert _starts(spread.recognize()) == WHOLE
    other = Spread()
    other.recognizer.before = [ResourceExhaustedError("full")] * 100
    with other.workers(1), pytest.raises(ServiceUnavailableError):
        other.recognize()


def test_workers_stop_when_the_job_does(spread: Spread) -> None:
    spread.recognizer.before = [0.5]
    progress = _NeverStops()
    began = time.monotonic()

    def advance(fraction: float) -> None:
        assert fraction >= 0.0
        if time.monotonic() - began > 0.2:
            spread.kit.jobs.update(
                spread.job.id, lambda at: request_cancel(replace(at), now=spread.kit.clock.now())
            )
            raise JobCancelledError("cancelled")

    progress.advance = advance  # type: ignore[method-assign]
    with spread.workers(1):
        with pytest.raises(JobCancelledError):
            spread.recognize(progress=progress)
        time.sleep(0.5)
        assert len(spread.recognizer.heard) == 1
    assert not any(blob.key.endswith("result") for blob in spread.kit.blobs.list_blobs("jobs/"))


def test_a_worker_that_is_to_end_hands_its_stretch_back(spread: Spread) -> None:
    spread.policy = replace(POLICY, silent=60.0, unheard=60.0)
    spread.recognizer.before = [None]
    waiting = threading.Thread(target=lambda: spread.recognize("en"), daemon=True)
    waiting.start()
    with spread.workers(1):
        end = time.monotonic() + 10
        while (not spread.recognizer.heard or len(spread.queue.sent) < 6) and time.monotonic() < end:
            time.sleep(0.01)
    # The worker has ended, and the message is there for the next one.
    assert len(spread.queue.sent) == 7
    spread.stop.clear()
    with spread.workers(2):
        waiting.join(10)
        assert not waiting.is_alive()


def test_a_stretch_is_handed_back_while_a_model_does_not_let_go_of_it(spread: Spread) -> None:
    spread.policy = replace(POLICY, silent=60.0, unheard=60.0)
    spread.recognizer.before = [2.0]  # seconds in which it asks nobody
    found: list[StretchResult] = []
    waiting = threading.Thread(target=lambda: found.append(spread.recognize("en")), daemon=True)
    waiting.start()
    with spread.workers(2):
        end = time.monotonic() + 10
        while spread.recognizer.before and time.monotonic() < end:
            time.sleep(0.005)
        held = [message for message, _, _ in spread.queue.sent]
        assert spread.job.id in spread.run_stretch.hand_back()
        assert len(spread.queue.sent) > len(held)
        waiting.join(10)
        assert not waiting.is_alive()
    assert _starts(found[0]) == WHOLE
    assert spread.run_stretch.hand_back() == []
