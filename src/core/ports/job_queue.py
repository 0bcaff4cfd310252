"""How workers learn that there is a job to do."""

from collections.abc import Callable
from typing import Protocol


class StopSignal(Protocol):
    """Tells that work should end; `threading.Event` is one."""

    def is_set(self) -> bool:
        """Whether it should end."""

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it should end, at most `timeout` seconds; returns `is_set()`."""


class JobQueue(Protocol):
    """Carries ids of jobs from who hands them in to who works on them.

    Delivery is a hint, not a promise: an id may come twice, late, or not at all (the record is the truth, and
    the sweeper sends again what was lost). Who receives an id claims the job first.
    """

    def enqueue(self, job_id: str, *, priority: int, delay: float = 0.0) -> None:
        """Send an id, to be delivered after `delay` seconds at the earliest.

        Raises:
            ServiceUnavailableError: the queue does not answer.
        """

    def depth(self) -> int:
        """About how many ids wait for delivery now, without those that are delayed.

        Raises:
            ServiceUnavailableError: the queue does not answer.
        """

    def consume(self, handle: Callable[[str], None], stop: StopSignal, *, concurrency: int = 1) -> None:
        """Deliver ids to `handle`, higher priorities first, until `stop`; returns when no `handle` runs.

        `handle` is called in `concurrency` threads. What it raises is logged and does not end consuming, and
        neither does a queue that does not answer for a while.
        """
