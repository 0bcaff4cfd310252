"""The process that works on jobs."""

import signal
import threading
from collections.abc import Callable
from types import FrameType

import structlog

from exact_transcription.core.domain.errors import ExactTranscriptionError
from exact_transcription.core.ports.job_queue import JobQueue
from exact_transcription.core.usecases.run_job import RunJob
from exact_transcription.core.usecases.run_report import RunReport, RunResult
from exact_transcription.entrypoints.leaving import leaving_in_time

_log = structlog.get_logger("exact_transcription.worker")

Chore = tuple[str, float, Callable[[], object]]
"""Something done again and again: its name, seconds between two times, and what is done."""


class Worker:
    """Takes ids from the queue, one after the other, and does chores beside that."""

    def __init__(
        self,
        *,
        queue: JobQueue,
        run_job: RunJob,
        chores: tuple[Chore, ...] = (),
        concurrency: int = 1,
        observe: Callable[[RunReport], None] | None = None,
    ) -> None:
        """Work with `run_job` on what `queue` brings; `observe` is told of every execution, for metrics."""
        self._queue, self._run_job, self._chores = queue, run_job, chores
        self._concurrency, self._observe = concurrency, observe

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; a job that is running then is handed back.

        Ends the process if a model does not let go of the job in time.
        """
        threads = [
            threading.Thread(target=_repeat, args=(chore, stop), name=chore[0], daemon=True)
            for chore in self._chores
        ]
        for thread in threads:
            thread.start()
        _log.info("worker_started", concurrency=self._concurrency)
        # Chores, too: one of them aligns words.
        with leaving_in_time(stop, self._run_job.hand_back):
            try:
                self._queue.consume(
                    lambda job_id: self._work(job_id, stop), stop, concurrency=self._concurrency
                )
            finally:
                stop.set()
                for thread in threads:
                    thread.join()
                _log.info("worker_stopped")

    def _work(self, job_id: str, stop: threading.Event) -> None:
        if stop.is_set():
            # Taken from the queue in the last moment; the sweeper of another worker sends it again.
            return
        with structlog.contextvars.bound_contextvars(job_id=job_id):
            try:
                report = self._run_job.execute(job_id, stop=stop)
            except ExactTranscriptionError as error:
                _log.warning("job_not_claimed", code=error.code, reason=error.message)
                return
            if report.result is not RunResult.SKIPPED:
                log_report(report)
        if self._observe is not None:
            self._observe(report)


def log_report(report: RunReport) -> None:
    """Write the one line that says all about an execution, but no text; a setting says whether names."""
    job, error = report.job, report.error
    facts: dict[str, object] = {
        "result": report.result.value,
        "seconds": round(report.seconds, 3),
        "stages": {
            stage.stage: round(stage.seconds, 3)
            for stage in report.progress.stages
            if stage.seconds is not None
        },
    }
    if job is not None:
        facts |= {
            "owner": job.owner,
            "recording": job.recording.name,
            "attempts": job.attempts,
            "bytes": job.recording.size,
            "profile": job.options.profile,
        }
        if job.trace:
            facts["trace_id"] = job.trace.split("-")[1]
        if job.failure is not None:
            facts["code"] = job.failure.code
    # Errors of the tree are told to people; of others the log needs the traceback.
    unexpected = error is not None and not isinstance(error, ExactTranscriptionError)
    level = _log.error if report.result is RunResult.FAILED else _log.info
    level("job", **facts, exc_info=error if unexpected else None)


def stop_on_signals(first: Callable[[], None] | None = None) -> threading.Event:
    """An event that SIGTERM and SIGINT set, after `first`; a second signal ends the process as usual."""
    stop = threading.Event()

    def handle(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        if first is not None:
            first()
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, handle)
    return stop


def _repeat(chore: Chore, stop: threading.Event) -> None:
    name, seconds, action = chore
    while not stop.is_set():
        try:
            action()
        except ExactTranscriptionError as error:
            _log.warning("chore_failed", chore=name, code=error.code, reason=error.message)
        except Exception:  # noqa: BLE001 - the chore is done again; the worker goes on
            _log.exception("chore_failed", chore=name)
        stop.wait(seconds)
