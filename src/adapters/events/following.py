"""What event streams share that follow jobs through a hub of the process they are in."""

import os
from collections.abc import Callable, Iterator

from exact_transcription.adapters.events.hub import Bell, Hub
from exact_transcription.core.ports.event_stream import JobEvent, OwnerEvent
from exact_transcription.core.ports.job_repository import JobRepository


class Following:
    """Subscriptions to a hub, which is made anew after a fork."""

    def __init__(self, *, jobs: JobRepository, bell: Callable[[], Bell]) -> None:
        """Follow what `jobs` says, looking whenever what `bell` makes rings."""
        self._jobs, self._bell = jobs, bell
        self._hub, self._pid = Hub(jobs=jobs, bell=bell), os.getpid()

    def subscribe(self, job_id: str, *, after: int = 0, idle: float = 15.0) -> Iterator[JobEvent | None]:
        """See `EventStream.subscribe`."""
        job = self._jobs.get(job_id)
        return self._hub_here().follow(job, after, idle)

    def subscribe_owner(
        self, owner: str, *, after: str | None = None, idle: float = 15.0
    ) -> Iterator[OwnerEvent | None]:
        """See `EventStream.subscribe_owner`."""
        if after is not None:
            self._jobs.changes(after, owner=owner)
        return self._hub_here().follow_owner(owner, after, idle)

    def close(self) -> None:
        """See `EventStream.close`."""
        self._hub_here().close()

    def _hub_here(self) -> Hub:
        # Threads do not survive a fork.
        if self._pid != os.getpid():
            self._hub, self._pid = Hub(jobs=self._jobs, bell=self._bell), os.getpid()
        return self._hub
