"""Spans for a job, for its time in the queue and for its stages."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from exact_transcription.core.domain.errors import ExactTranscriptionError, JobCancelledError
from exact_transcription.core.domain.job import Job
from exact_transcription.core.ports.progress import ProgressListener
from exact_transcription.core.ports.tracing import Span, SpanKind, Tracer


class TraceJob:
    """Continues the trace of the request that handed a job in."""

    def __init__(self, *, tracer: Tracer) -> None:
        """Make spans with `tracer`."""
        self._tracer = tracer

    @contextmanager
    def watching(self, job: Job, listener: ProgressListener) -> Iterator[ProgressListener]:
        """Trace the work on a job that was just claimed; the pipeline must report to what this gives."""
        queued = self._tracer.begin("queue", parent=job.trace, since=job.enqueued or job.available)
        queued.note("job.id", job.id)
        queued.end()
        with self._tracer.span("job", parent=job.trace, kind=SpanKind.CONSUMER) as span:
            span.note("job.id", job.id)
            span.note("job.attempt", job.attempts)
            span.note("job.profile", job.options.profile)
            span.note("recording.bytes", job.recording.size)
            stages = _TracedStages(listener, self._tracer, span.context)
            try:
                yield stages
            except JobCancelledError:
                span.note("job.stopped", value=True)
                raise
            except Exception as error:
                span.failed(error.code if isinstance(error, ExactTranscriptionError) else "internal")
                raise
            finally:
                stages.close()


class _TracedStages:
    """A listener that makes a span of each stage; stages may run side by side in threads."""

    def __init__(self, listener: ProgressListener, tracer: Tracer, parent: str) -> None:
        self._listener, self._tracer, self._parent = listener, tracer, parent
        self._open: dict[str, Span] = {}
        self._lock = Lock()

    def stage_started(self, stage: str) -> None:
        span = self._tracer.begin(f"stage {stage}", parent=self._parent)
        with self._lock:
            self._open[stage] = span
        self._listener.stage_started(stage)

    def stage_progressed(self, stage: str, fraction: float) -> None:
        self._listener.stage_progressed(stage, fraction)

    def stage_finished(self, stage: str, seconds: float) -> None:
        with self._lock:
            span = self._open.pop(stage, None)
        if span is not None:
            span.note("stage.seconds", seconds)
            span.end()
        self._listener.stage_finished(stage, seconds)

    def cancelled(self) -> bool:
        return self._listener.cancelled()

    def close(self) -> None:
        """End the spans of stages that did not finish."""
        with self._lock:
            left, self._open = list(self._open.values()), {}
        for span in left:
            span.failed("unfinished")
            span.end()
