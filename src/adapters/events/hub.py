"""One thread that looks at all followed jobs of a process, however many follow them."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol, TypeVar

from exact_transcription.adapters.events.subscriptions import JobSubscription, OwnerSubscription
from exact_transcription.core.domain.job import ACTIVE_STATES, Job
from exact_transcription.core.ports.event_stream import JobEvent, OwnerEvent
from exact_transcription.core.ports.job_repository import JobFilter, JobRepository

S = TypeVar("S", JobSubscription, OwnerSubscription)

_REST = 1.0
_FIRST = 200
"""Unfinished jobs that who follows all of a user's jobs is told at first."""

_GONE_SECONDS = 2.0
"""Between two looks whether jobs that followers know are still there."""


class Bell(Protocol):
    """Tells when it is worth looking at the records."""

    def wait(self) -> set[str] | None:
        """Wait a little; returns ids of jobs that changed, or None to look at all."""

    def close(self) -> None:
        """End; nobody waits any more."""


class Hub:
    """Runs its thread only while somebody follows a job."""

    def __init__(self, *, jobs: JobRepository, bell: Callable[[], Bell]) -> None:
        """Read records from `jobs` whenever what `bell` gives rings; that is made anew with every thread."""
        self._jobs, self._bell = jobs, bell
        self._lock = threading.Lock()
        self._followers: dict[str, set[JobSubscription]] = {}
        self._owners: dict[str, set[OwnerSubscription]] = {}
        self._cursor = ""
        self._looked_for_gone = 0.0
        self._thread: threading.Thread | None = None
        self._closed = False

    def follow(self, job: Job, after: int, idle: float) -> Iterator[JobEvent | None]:
        """See `EventStream.subscribe`; `job` is the record as it is now."""
        subscription = JobSubscription(job.id, after)
        with self._following(self._followers, job.id, subscription):
            subscription.offer(job)
            if job.state.terminal and job.version <= after:
                return
            while True:
                event = subscription.next(idle)
                if event is None and self._closed:
                    return
                yield event
                if event is not None and (event.job is None or event.job.state.terminal):
                    return

    def follow_owner(self, owner: str, after: str | None, idle: float) -> Iterator[OwnerEvent | None]:
        """See `EventStream.subscribe_owner`."""
        subscription = OwnerSubscription(owner)
        start = self._jobs.changes(None).cursor
        with self._following(self._owners, owner, subscription, cursor=start):
            first = self._first(owner, after)
            for job in first:
                # Who loses the connection among these has to be told all of them again.
                subscription.offer(job, start if after is None or job is first[-1] else after)
            while True:
                event = subscription.next(idle)
                if event is None and self._closed:
                    return
                yield event

    def close(self) -> None:
        """End all following, now and from now on."""
        self._closed = True
        with self._lock:
            ones = [each for some in self._followers.values() for each in some]
            owners = [each for some in self._owners.values() for each in some]
        for one in ones:
            one.end()
        for owner in owners:
            owner.end()

    def _first(self, owner: str, after: str | None) -> list[Job]:
        missed = () if after is None else self._jobs.changes(after, owner=owner).jobs
        active = self._jobs.list_jobs(JobFilter(owner=owner, states=ACTIVE_STATES), limit=_FIRST).jobs
        return list({job.id: job for job in (*missed, *reversed(active))}.values())

    @contextmanager
    def _following(
        self, followers: dict[str, set[S]], name: str, subscription: S, *, cursor: str = ""
    ) -> Iterator[None]:
        with self._lock:
            if cursor and not self._owners:
                self._cursor = cursor
            followers.setdefault(name, set()).add(subscription)
            if self._closed:
                subscription.end()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="job-events", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._lock:
                followers[name].discard(subscription)
                if not followers[name]:
                    del followers[name]

    def _followed(self) -> list[str] | None:
        """Ids of followed jobs; with no follower, None: the thread ends, and another one is made later."""
        with self._lock:
            if not self._followers and not self._owners:
                self._thread = None
                return None
            return list(self._followers)

    def _run(self) -> None:
        bell = self._bell()
        while (job_ids := self._followed()) is not None:
            try:
                rung = bell.wait()
                wanted = job_ids if rung is None else [job_id for job_id in job_ids if job_id in rung]
                if wanted:
                    self._tell(wanted, self._jobs.get_many(wanted))
                if self._owners:
                    self._tell_owners()
            except Exception:  # noqa: BLE001 - whatever happens, who follows must not be left alone
                # What was missed meanwhile is in the records.
                time.sleep(_REST)
        bell.close()

    def _tell(self, wanted: list[str], found: Mapping[str, Job]) -> None:
        for job_id in wanted:
            with self._lock:
                followers = tuple(self._followers.get(job_id, ()))
            for subscription in followers:
                subscription.offer(found.get(job_id))

    def _tell_owners(self) -> None:
        changes = self._jobs.changes(self._cursor)
        with self._lock:
            self._cursor = changes.cursor
            owners = {owner: tuple(followers) for owner, followers in self._owners.items()}
        for job in changes.jobs:
            for subscription in owners.get(job.owner, ()):
                subscription.offer(job, changes.cursor)
        if time.monotonic() - self._looked_for_gone >= _GONE_SECONDS:
            self._looked_for_gone = time.monotonic()
            self._tell_gone([each for some in owners.values() for each in some], changes.cursor)

    def _tell_gone(self, subscriptions: list[OwnerSubscription], cursor: str) -> None:
        known = {job_id for subscription in subscriptions for job_id in subscription.known}
        lost = known - set(self._jobs.get_many(sorted(known)))
        for subscription in subscriptions if lost else ():
            for job_id in lost.intersection(subscription.known):
                subscription.gone(job_id, cursor)
