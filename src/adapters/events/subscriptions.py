"""What a follower has not seen yet."""

import threading

from exact_transcription.core.domain.job import Job
from exact_transcription.core.ports.event_stream import JobEvent, OwnerEvent

_KNOWN = 200
"""Jobs of which a follower of all is told when they are deleted: those that it was told of last."""


class JobSubscription:
    """The newest record of one job."""

    def __init__(self, job_id: str, seen: int) -> None:
        """Follow from the version after `seen`."""
        self.job_id, self.seen = job_id, seen
        self._event: JobEvent | None = None
        self._changed, self._over = threading.Condition(), False

    def offer(self, job: Job | None) -> None:
        """Take a record, or None if it was deleted; records that were seen are ignored."""
        with self._changed:
            if job is None:
                self._event = JobEvent(id=self.seen + 1, job=None)
            elif job.version > self.seen:
                self._event = JobEvent(id=job.version, job=job)
            else:
                return
            self._changed.notify()

    def next(self, timeout: float) -> JobEvent | None:
        """The next event, or None if there is none for `timeout` seconds, or never again."""
        with self._changed:
            self._changed.wait_for(lambda: self._event is not None or self._over, timeout)
            event, self._event = self._event, None
        if event is not None:
            self.seen = event.id
        return event

    def end(self) -> None:
        """Let nobody wait any more."""
        with self._changed:
            self._over = True
            self._changed.notify()


class OwnerSubscription:
    """The newest records of all jobs of one owner, in the order in which they changed."""

    def __init__(self, owner: str) -> None:
        """Follow the jobs of `owner`."""
        self.owner = owner
        self._events: dict[str, OwnerEvent] = {}
        self._versions: dict[str, int] = {}
        self._changed, self._over = threading.Condition(), False

    @property
    def known(self) -> tuple[str, ...]:
        """Ids of the jobs that were told of last."""
        with self._changed:
            return tuple(self._versions)[-_KNOWN:]

    def offer(self, job: Job, cursor: str) -> None:
        """Take a record; records that were seen are ignored."""
        with self._changed:
            if job.version > self._versions.get(job.id, 0):
                self._versions.pop(job.id, None)
                self._versions[job.id] = job.version
                self._take(OwnerEvent(cursor=cursor, job_id=job.id, job=job))

    def gone(self, job_id: str, cursor: str) -> None:
        """Take that a job was deleted."""
        with self._changed:
            if self._versions.pop(job_id, None) is not None:
                self._take(OwnerEvent(cursor=cursor, job_id=job_id, job=None))

    def next(self, timeout: float) -> OwnerEvent | None:
        """The next event, or None if there is none for `timeout` seconds, or never again."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self._events) or self._over, timeout)
            return self._events.pop(next(iter(self._events))) if self._events else None

    def end(self) -> None:
        """Let nobody wait any more."""
        with self._changed:
            self._over = True
            self._changed.notify()

    def _take(self, event: OwnerEvent) -> None:
        # Where events wait, the newest of a job replaces the earlier one, at the end of the line.
        self._events.pop(event.job_id, None)
        self._events[event.job_id] = event
        self._changed.notify()
