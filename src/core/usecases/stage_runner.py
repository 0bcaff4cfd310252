"""Runs the stages of one job: progress, time taken, results kept and found again."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock
from typing import TypeVar

from exact_transcription.core.domain.errors import JobCancelledError
from exact_transcription.core.domain.report import StageReport
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.progress import Progress, ProgressListener
from exact_transcription.core.ports.stage_store import StageStore
from exact_transcription.core.usecases.stage_codec import from_bytes, to_bytes

T = TypeVar("T")

CODEC_VERSION = 1
"""Raised whenever a stage's result changes its meaning, so that results of older versions are not found."""


class NoStageStore:
    """Keeps nothing; for one-off work on the command line."""

    def load(self, key: str) -> bytes | None:  # noqa: ARG002 - the port's signature
        """Nothing was kept."""
        return None

    def save(self, key: str, data: bytes) -> None:
        """Forget it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several equal parts of a stage, for recordings whose channels are worked on one by one."""

    number: int = 0
    of: int = 1


WHOLE = Part()


class StageProgress:
    """A stage's view of the job: monotone progress out, the wish to stop in.

    Attributes:
        loaded: seconds that went into loading models so far.
    """

    def __init__(self, stage: str, listener: ProgressListener, lock: Lock, clock: Clock, part: Part) -> None:
        """Report what is done of `part` as a share of the whole stage."""
        self._stage, self._listener, self._lock, self._clock = stage, listener, lock, clock
        self._share = 1.0 / part.of
        self._start = self._reached = part.number * self._share
        self.loaded = 0.0

    def advance(self, fraction: float) -> None:
        """See `Progress`; fractions that fall or leave 0..1 are corrected rather than passed on."""
        self.check()
        value = self._start + self._share * min(1.0, max(0.0, fraction))
        with self._lock:
            if value > self._reached:
                self._reached = value
                self._listener.stage_progressed(self._stage, value)

    @contextmanager
    def loading(self) -> Iterator[None]:
        """See `Progress`."""
        begun = self._clock.monotonic()
        try:
            yield
        finally:
            self.loaded += self._clock.monotonic() - begun

    def check(self) -> None:
        """Stop here if a person asked for it.

        Raises:
            JobCancelledError: a person asked for the job to stop.
        """
        if self._listener.cancelled():
            raise JobCancelledError("The job was cancelled.")


class StageRunner:
    """Runs named stages and remembers what it saw. Stages may run in different threads."""

    def __init__(self, *, listener: ProgressListener, store: StageStore, clock: Clock) -> None:
        """Report to `listener`, keep results in `store`, take times from `clock`."""
        self._listener, self._store, self._clock = listener, store, clock
        self._lock = Lock()
        self._reports: dict[str, StageReport] = {}

    @property
    def reports(self) -> tuple[StageReport, ...]:
        """What has run so far, in order of first finishing; parts of a stage are added up."""
        return tuple(self._reports.values())

    def run(self, stage: str, work: Callable[[Progress], T], *, model: str = "", part: Part = WHOLE) -> T:
        """Run a stage, or a part of it, whose result is not kept."""
        progress = StageProgress(stage, self._listener, self._lock, self._clock, part)
        progress.check()
        if part.number == 0:
            with self._lock:
                self._listener.stage_started(stage)
        begun = self._clock.monotonic()
        result = work(progress)
        progress.advance(1.0)
        seconds = self._clock.monotonic() - begun - progress.loaded
        report = StageReport(name=stage, seconds=seconds, model=model, loading=progress.loaded)
        self._finished(report, last=part.number == part.of - 1)
        return result

    def _finished(self, report: StageReport, *, last: bool) -> None:
        with self._lock:
            if earlier := self._reports.get(report.name):
                report = replace(
                    report,
                    seconds=earlier.seconds + report.seconds,
                    loading=earlier.loading + report.loading,
                )
            self._reports[report.name] = report
            if last:
                self._listener.stage_finished(report.name, report.seconds)

    def kept(
        self,
        stage: str,
        kind: type[T],
        work: Callable[[Progress], T],
        *,
        key: str,
        model: str = "",
        part: Part = WHOLE,
    ) -> T:
        """Run a stage unless its result is there already.

        Args:
            stage: its name.
            kind: the type of its result, a frozen dataclass.
            work: does it.
            key: from `stage_key`: what the result depends on.
            model: what does the work, for the report.
            part: which part of the stage this is.
        """

        def load_or_work(progress: Progress) -> T:
            kept = self._store.load(key)
            if kept is not None:
                try:
                    return from_bytes(kind, kept)
                except ValueError:
                    pass  # damaged, or of a version that kept something else: work it out again
            result = work(progress)
            if not isinstance(self._store, NoStageStore):
                self._store.save(key, to_bytes(result))
            return result

        return self.run(stage, load_or_work, model=model, part=part)


def stage_key(stage: str, *inputs: str, **options: object) -> str:
    """A key for a stage's result: 64 hexadecimal digits over all that it depends on.

    Args:
        stage: its name.
        inputs: keys of the results that it works on.
        options: everything else that changes the result; JSON's types only.
    """
    facts = json.dumps([CODEC_VERSION, stage, inputs, options], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(facts.encode()).hexdigest()
