"""A queue in a list."""

import contextlib
import threading
import time
from collections.abc import Callable

from exact_transcription.core.domain.errors import ServiceUnavailableError
from exact_transcription.core.ports.job_queue import StopSignal


class FakeJobQueue:
    """`down` makes it not answer; `sent` remembers everything that was sent, with its delay."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, int, float]] = []
        self.down = False
        self._waiting: list[tuple[int, int, float, str]] = []
        self._lock = threading.Lock()

    def enqueue(self, job_id: str, *, priority: int, delay: float = 0.0) -> None:
        if self.down:
            raise ServiceUnavailableError("down")
        with self._lock:
            self._waiting.append((-priority, len(self.sent), time.monotonic() + delay, job_id))
            self.sent.append((job_id, priority, delay))

    def depth(self) -> int:
        if self.down:
            raise ServiceUnavailableError("down")
        return sum(due <= time.monotonic() for _, _, due, _ in self._waiting)

    def lose_everything(self) -> None:
        self._waiting.clear()

    def consume(self, handle: Callable[[str], None], stop: StopSignal, *, concurrency: int = 1) -> None:
        threads = [threading.Thread(target=self._deliver, args=(handle, stop)) for _ in range(concurrency)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _deliver(self, handle: Callable[[str], None], stop: StopSignal) -> None:
        while not stop.is_set():
            job_id = self._next()
            if job_id is None:
                stop.wait(0.01)
            else:
                with contextlib.suppress(Exception):
                    handle(job_id)

    def _next(self) -> str | None:
        with self._lock:
            due = sorted(message for message in self._waiting if message[2] <= time.monotonic())
            if not due:
                return None
            self._waiting.remove(due[0])
            return due[0][3]
