"""A job as pages show it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.ports.job_repository import JobFilter, JobRepository
from exact_transcription.core.usecases.fetch_recording import STAGE as FETCH
from exact_transcription.entrypoints.http.time_left import (
    fetching,
    fraction_done,
    seconds_left,
    seconds_till_here,
    shares_of,
)

_EARLIER = 20
"""How many finished jobs are asked how much work each stage is."""

_NEARLY = 99
"""What runs is not done, whatever the parts add up to."""

_MINUTE = 60.0
_HOUR = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """How long it will still take, as roughly as it is known: the key of a text and its number."""

    key: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """One stage of a running job.

    Attributes:
        name: the stage.
        state: `done`, `doing` or `waiting`.
        percent: how much of it is done.
        seconds: that it took, to one decimal, where it is done.
    """

    name: str
    state: str
    percent: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    """A job as pages show it.

    Attributes:
        job: the job.
        percent: how much of all work is done; while the recording is fetched, how much of it has come.
        left: how long it will still take, or till the recording is here; None where nobody can tell.
        stages: all stages in their order, also those that were not begun.
        may_write: whether who looks at it may change it.
    """

    job: Job
    percent: int
    left: Left | None
    stages: tuple[StageView, ...]
    may_write: bool


class JobViews:
    """Makes views of the jobs of one request."""

    def __init__(self, jobs: JobRepository, *, owner: str, now: datetime, may_write: bool) -> None:
        """Judge the work by what `owner` had done before."""
        self._jobs, self._owner, self._now, self._may_write = jobs, owner, now, may_write
        self._known: Mapping[str, float] | None = None

    def of(self, jobs: Iterable[Job]) -> list[JobView]:
        """Views of jobs, in their order."""
        return [self.view(job) for job in jobs]

    def view(self, job: Job) -> JobView:
        """The view of a job."""
        running = job.state is JobState.RUNNING
        shares = self._shares(job) if running else {}
        done, left = self._estimate(job, shares) if running else (0.0, None)
        return JobView(
            job=job,
            percent=min(_NEARLY, math.floor(100 * done)),
            left=left,
            stages=_stages(job, list(shares)),
            may_write=self._may_write,
        )

    def _estimate(self, job: Job, shares: Mapping[str, float]) -> tuple[float, Left | None]:
        come = fetching(job.progress)
        if come is not None:
            left = seconds_till_here(come, self._elapsed(job))
            return come, None if left is None else left_of(left, "till_here")
        left = seconds_left(job.progress, self._elapsed(job), shares)
        return fraction_done(job.progress, shares), None if left is None else left_of(left)

    def _elapsed(self, job: Job) -> float:
        return (self._now - job.started).total_seconds() if job.started else 0.0

    def _shares(self, job: Job) -> Mapping[str, float]:
        if self._known is None:
            earlier = JobFilter(owner=self._owner, states=frozenset({JobState.SUCCEEDED}))
            self._known = shares_of(self._jobs.list_jobs(earlier, limit=_EARLIER).jobs)
        without = set() if job.options.diarize else {"diarization"}
        return {stage: share for stage, share in self._known.items() if stage not in without}


def left_of(seconds: float, what: str = "left") -> Left:
    """Seconds in words that promise no more than is known; `what` is the group of texts."""
    if seconds < _MINUTE:
        return Left(key=f"{what}.soon", count=1)
    if seconds < _HOUR:
        return Left(key=f"{what}.minutes", count=math.ceil(seconds / _MINUTE))
    return Left(key=f"{what}.hours", count=math.ceil(seconds / _HOUR))


def _stages(job: Job, order: Sequence[str]) -> tuple[StageView, ...]:
    begun = {each.stage: each for each in job.progress.stages}
    found: list[StageView] = []
    first = [FETCH] if FETCH in begun else []
    for name in dict.fromkeys([*first, *order, *begun]):
        stage = begun.get(name)
        done = stage is not None and stage.seconds is not None
        found.append(
            StageView(
                name=name,
                state="done" if done else "waiting" if stage is None else "doing",
                percent=0 if stage is None else math.floor(100 * stage.fraction),
                seconds=round(stage.seconds, 1) if stage is not None and stage.seconds else 0.0,
            )
        )
    return tuple(found)
