"""Healing what crashes leave behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from exact_transcription.core.domain.errors import JobStateError, NotFoundError
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.job_transitions import cancel_abandoned
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_queue import JobQueue
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.usecases.dispatch import Dispatch

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepPolicy:
    """When a message counts as lost.

    Attributes:
        young: a job that was just made is left to whoever makes it.
        unheard: a message is not sent again sooner than this.
    """

    young: timedelta = timedelta(seconds=5)
    unheard: timedelta = timedelta(seconds=15)


class SweepJobs:
    """Sends ids of jobs whose message was lost or whose worker vanished; any number may sweep at once."""

    def __init__(
        self,
        *,
        jobs: JobRepository,
        queue: JobQueue,
        dispatch: Dispatch,
        clock: Clock,
        policy: SweepPolicy | None = None,
    ) -> None:
        """Look into `jobs` and `queue`, and send with `dispatch`."""
        self._jobs, self._queue, self._dispatch, self._clock = jobs, queue, dispatch, clock
        self._policy = policy or SweepPolicy()

    def execute(self) -> int:
        """Heal what there is to heal now; returns how many jobs that were.

        Raises:
            ServiceUnavailableError: the database or the queue does not answer.
        """
        now = self._clock.now()
        found = self._jobs.claimable(now, limit=_AT_ONCE)
        if not found:
            return 0
        depth = self._queue.depth()
        unwanted = [job for job in found if job.cancel_requested]
        unsent = [job for job in found if not job.cancel_requested and _unsent(job)]
        sent = [job for job in found if not job.cancel_requested and not _unsent(job)]
        # Fewer messages than jobs that were sent: some were lost, most likely of those whose turn it is.
        missing = max(0, len(sent) - depth)
        unheard = sorted((job for job in sent if self._long_ago(job, now)), key=_turn)
        mature = [job for job in unsent if job.available <= now - self._policy.young or job.lease]
        for job in mature:
            self._dispatch.send(job, urgent=job.lease is not None)
        for job in unheard[:missing]:
            self._dispatch.send(job, urgent=True)
        return sum(self._ended(job, now) for job in unwanted) + len(mature) + len(unheard[:missing])

    def _ended(self, job: Job, now: datetime) -> bool:
        try:
            self._jobs.update(job.id, partial(cancel_abandoned, now=now))
        except (JobStateError, NotFoundError):
            return False
        return True

    def _long_ago(self, job: Job, now: datetime) -> bool:
        return now - max(_last_sent(job), job.available) >= self._policy.unheard


def _unsent(job: Job) -> bool:
    """Whether nobody was told since the job became free to be taken."""
    return job.enqueued is None or (job.lease is not None and job.enqueued < job.lease.expires)


def _last_sent(job: Job) -> datetime:
    return job.enqueued or job.created


def _turn(job: Job) -> tuple[bool, int, datetime]:
    """Orders jobs as a queue that lost nothing would deliver them."""
    return job.lease is None, -job.priority, _last_sent(job)
