"""A worker in the test's process, beside a web service in its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from exact_transcription.adapters.blobs.stage_store import BlobStageStore
from exact_transcription.container import Container
from exact_transcription.core.usecases.run_job import RunJob
from exact_transcription.core.usecases.trace_job import TraceJob
from exact_transcription.entrypoints.worker import Worker
from tests.fakes.pipeline import FakePipeline


@contextmanager
def working(container: Container, pipeline: FakePipeline) -> Iterator[None]:
    """Work on what is handed in, with `pipeline` for the models."""
    blobs = container.blobs()
    run_job = RunJob(
        jobs=container.jobs(),
        blobs=blobs,
        dispatch=container.dispatch(),
        clock=container.clock(),
        pipeline=lambda: pipeline,
        stage_store=lambda prefix: BlobStageStore(blobs=blobs, prefix=prefix),
        worker="test",
        fetch=container.fetch_recording(),
        watching=TraceJob(tracer=container.tracer()).watching,
    )
    stop = threading.Event()
    worker = Worker(queue=container.queue(), run_job=run_job)
    thread = threading.Thread(target=worker.run, args=(stop,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)
