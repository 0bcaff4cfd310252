"""Huey on SQLite: a queue in one file, for one machine."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from huey import SqliteHuey
from huey.consumer import Consumer

from exact_transcription.core.domain.errors import ServiceUnavailableError
from exact_transcription.core.ports.job_queue import StopSignal

_POLL = 0.2
"""Seconds between looks into an empty queue; one look takes some microseconds."""

_WATCH = 1.0
"""Seconds between looks whether the file is still the one that was opened."""


class HueyJobQueue:
    """Huey takes a message out of the file before it is worked on; what a killed worker had is sent again."""

    def __init__(self, *, path: Path, name: str = "jobs") -> None:
        """Keep messages in the file `path`, which is made when it is needed."""
        self._path, self._name = path, name
        self._lock = threading.Lock()
        self._huey: Any = None
        self._opened: tuple[int, int, int] | None = None
        self._handle: Callable[[str], None] = _nobody

    def enqueue(self, job_id: str, *, priority: int, delay: float = 0.0) -> None:
        """See `JobQueue.enqueue`."""
        with _translated():
            huey = self._present()
            if delay > 0:
                huey.add_schedule(huey.run_job.s(job_id, priority=priority, delay=delay))
            else:
                huey.enqueue(huey.run_job.s(job_id, priority=priority))

    def depth(self) -> int:
        """See `JobQueue.depth`."""
        with _translated():
            return int(self._present().pending_count())

    def consume(self, handle: Callable[[str], None], stop: StopSignal, *, concurrency: int = 1) -> None:
        """See `JobQueue.consume`."""
        self._handle = handle
        while not stop.is_set():
            try:
                consumer = self._started(concurrency)
            except ServiceUnavailableError:
                stop.wait(_WATCH)
                continue
            opened = self._opened
            try:
                while not stop.wait(_WATCH) and self._identity() == opened:
                    pass
            finally:
                consumer.stop(graceful=True)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._huey is not None:
                self._huey.storage.close()
            self._huey = self._opened = None

    def _present(self) -> Any:
        """Huey on the file that is there now, opened by this process.

        A connection is no use after a fork, and one to a file that was deleted would take messages that
        nobody else can see.
        """
        with self._lock:
            if self._huey is None or self._opened != self._identity():
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._huey = SqliteHuey(
                    self._name, filename=str(self._path), results=False, fsync=True, strict_fifo=True
                )
                self._huey.run_job = self._huey.task(name="run_job")(self._run)
                self._opened = self._identity()
            return self._huey

    def _started(self, concurrency: int) -> Consumer:
        with _translated():
            consumer = _Consumer(
                self._present(),
                workers=concurrency,
                periodic=False,
                initial_delay=_POLL,
                max_delay=_POLL,
                backoff=1.0,
            )
            consumer.start()
        return consumer

    def _identity(self) -> tuple[int, int, int] | None:
        try:
            facts = self._path.stat()
        except OSError:
            return None
        return os.getpid(), facts.st_dev, facts.st_ino

    def _run(self, job_id: str) -> None:
        self._handle(job_id)


class _Consumer(Consumer):  # type: ignore[misc]  # vendor class without types
    """Huey's consumer inside a process that has its own handling of signals."""

    def _set_signal_handlers(self) -> None:
        pass


def _nobody(job_id: str) -> None:
    raise LookupError(job_id)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise ServiceUnavailableError(
            f"The queue cannot be used: {error}.",
            hint="It is tried again by itself; check the disk and the folder of the queue's file.",
        ) from error
