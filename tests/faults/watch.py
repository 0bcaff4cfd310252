"""Looks at the records all the time and remembers the worst that it saw."""

import threading
import time
from datetime import UTC, datetime
from typing import Self

from exact_transcription.core.domain.errors import ExactTranscriptionError
from exact_transcription.core.domain.job import JobState
from exact_transcription.core.ports.job_repository import JobFilter
from tests.faults.parts import Parts


class Watch:
    """For how long any job lay abandoned: its lease had expired and nobody had taken it."""

    def __init__(self, parts: Parts) -> None:
        self.longest = 0.0
        self._parts = parts
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        wanted = JobFilter(states=frozenset({JobState.RUNNING}))
        while not self._stop.wait(0.05):
            try:
                jobs = self._parts.jobs.list_jobs(wanted, limit=100).jobs
            except ExactTranscriptionError:
                continue
            now = datetime.now(UTC)
            for job in jobs:
                if job.lease is not None:
                    self.longest = max(self.longest, (now - job.lease.expires).total_seconds())


def until_finished(parts: Parts, seconds: float) -> None:
    """Wait until no job waits or runs."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        count = parts.jobs.count(JobFilter())
        if not count[JobState.QUEUED] and not count[JobState.RUNNING]:
            return
        time.sleep(0.1)
    stuck = parts.jobs.list_jobs(
        JobFilter(states=frozenset({JobState.QUEUED, JobState.RUNNING})), limit=100
    ).jobs
    raise AssertionError(f"these jobs are stuck: {stuck}")
