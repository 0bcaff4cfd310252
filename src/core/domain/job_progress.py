"""How far a running job is."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class StageProgress:
    """One stage of the pipeline.

    Attributes:
        stage: its name.
        fraction: 0..1, never falling.
        seconds: wall time that it took, or None while it is not finished.
    """

    stage: str
    fraction: float = 0.0
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobProgress:
    """All stages that were begun, in the order of their beginning; several may run side by side."""

    stages: tuple[StageProgress, ...] = ()

    @property
    def current(self) -> StageProgress | None:
        """The stage to show: the last one that is not finished, else the last one."""
        shown = [each for each in self.stages if each.seconds is None] or self.stages
        return shown[-1] if shown else None

    @property
    def finished(self) -> int:
        """How many stages are finished."""
        return sum(each.seconds is not None for each in self.stages)

    def started(self, stage: str) -> "JobProgress":
        """With `stage` begun; begun once, it stays as it is."""
        if any(each.stage == stage for each in self.stages):
            return self
        return JobProgress(stages=(*self.stages, StageProgress(stage=stage)))

    def advanced(self, stage: str, fraction: float) -> "JobProgress":
        """With `stage` at `fraction`, clamped to 0..1; a smaller one than before is ignored."""
        return self._changed(stage, fraction=min(max(fraction, 0.0), 1.0), seconds=None)

    def completed(self, stage: str, seconds: float) -> "JobProgress":
        """With `stage` finished after `seconds`."""
        return self._changed(stage, fraction=1.0, seconds=seconds)

    def _changed(self, stage: str, *, fraction: float, seconds: float | None) -> "JobProgress":
        return JobProgress(
            stages=tuple(
                replace(
                    each,
                    fraction=max(each.fraction, fraction),
                    seconds=each.seconds if seconds is None else seconds,
                )
                if each.stage == stage
                else each
                for each in self.started(stage).stages
            )
        )
