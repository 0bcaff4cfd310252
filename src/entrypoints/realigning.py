"""What a worker does beside its jobs for people who correct transcripts."""

import structlog

from exact_transcription.core.domain.errors import ExactTranscriptionError
from exact_transcription.core.ports.job_queue import StopSignal
from exact_transcription.core.usecases.realign import Realign, RealignReport

_log = structlog.get_logger("exact_transcription.realigning")


class Realigning:
    """Meets all requests of re-alignment that wait, and logs a line for each; a chore of the worker."""

    def __init__(self, realign: Realign, stop: StopSignal) -> None:
        """Work with `realign` until `stop` is set."""
        self._realign, self._stop = realign, stop

    def __call__(self) -> None:
        """Meet what waits by now."""
        while not self._stop.is_set() and (report := self._realign.execute(stop=self._stop)) is not None:
            with structlog.contextvars.bound_contextvars(job_id=report.job_id):
                _tell(report)


def _tell(report: RealignReport) -> None:
    error = report.error
    if error is None:
        _log.info("realigned", words=report.words, found=report.found, revision=report.revision)
    elif isinstance(error, ExactTranscriptionError):
        _log.warning("realignment_failed", code=error.code, reason=error.message)
    else:
        _log.error("realignment_failed", exc_info=error)
