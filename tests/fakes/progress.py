"""Listeners that remember what they heard."""

from collections import defaultdict
from contextlib import AbstractContextManager, nullcontext

from exact_transcription.core.domain.errors import JobCancelledError


class RecordingListener:
    """Remembers every call; asks to stop when told to, or once a stage has come far enough."""

    def __init__(self, *, stop_in: str | None = None, stop_at: float = 0.0) -> None:
        self.started: list[str] = []
        self.finished: list[str] = []
        self.seconds: dict[str, float] = {}
        self.fractions: dict[str, list[float]] = defaultdict(list)
        self._stop_in, self._stop_at = stop_in, stop_at
        self.stop = False

    def stage_started(self, stage: str) -> None:
        self.started.append(stage)
        self._consider(stage, 0.0)

    def stage_progressed(self, stage: str, fraction: float) -> None:
        self.fractions[stage].append(fraction)
        self._consider(stage, fraction)

    def stage_finished(self, stage: str, seconds: float) -> None:
        self.finished.append(stage)
        self.seconds[stage] = seconds

    def cancelled(self) -> bool:
        return self.stop

    def _consider(self, stage: str, fraction: float) -> None:
        if stage == self._stop_in and fraction >= self._stop_at:
            self.stop = True


class FreeProgress:
    """A stage's progress that is written down and never stops."""

    def __init__(self) -> None:
        self.fractions: list[float] = []

    def advance(self, fraction: float) -> None:
        self.fractions.append(fraction)

    def loading(self) -> AbstractContextManager[None]:
        return nullcontext()


class StoppingProgress(FreeProgress):
    """Asks to stop at the first call."""

    def advance(self, fraction: float) -> None:
        raise JobCancelledError(f"stopped at {fraction}")
