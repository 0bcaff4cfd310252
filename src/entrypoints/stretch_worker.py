"""The process that recognises stretches of recordings for the workers that have the jobs."""

import threading

import structlog

from exact_transcription.core.domain.errors import ExactTranscriptionError
from exact_transcription.core.ports.job_queue import JobQueue
from exact_transcription.core.usecases.run_stretch import RunStretch
from exact_transcription.core.usecases.stretch_task import parsed_message
from exact_transcription.entrypoints.leaving import leaving_in_time

_log = structlog.get_logger("exact_transcription.stretch_worker")


class StretchWorker:
    """Takes stretches from the queue, one after the other."""

    def __init__(self, *, queue: JobQueue, run_stretch: RunStretch) -> None:
        """Work with `run_stretch` on what `queue` brings."""
        self._queue, self._run_stretch = queue, run_stretch

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; a stretch that is begun is then handed back.

        Ends the process if a model does not let go of the stretch in time.
        """
        _log.info("stretch_worker_started")
        with leaving_in_time(stop, self._run_stretch.hand_back):
            self._queue.consume(lambda message: self._work(message, stop), stop)
        _log.info("stretch_worker_stopped")

    def _work(self, message: str, stop: threading.Event) -> None:
        if stop.is_set():
            return
        job_id, keys = parsed_message(message)
        with structlog.contextvars.bound_contextvars(job_id=job_id, stretch=keys.task[:8]):
            try:
                result = self._run_stretch.execute(message, stop=stop)
            except ExactTranscriptionError as error:
                _log.warning("stretch_failed", code=error.code, reason=error.message)
            except Exception:  # noqa: BLE001 - whatever happens to one stretch must not end the worker
                _log.exception("stretch_failed")
            else:
                _log.info("stretch", recognised=result is not None)
