"""Kill -9 and SIGTERM while a recording is fetched: it is fetched again, and here once."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from exact_transcription.adapters.database import migrate
from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.usecases.store_transcript import ReadTranscript
from exact_transcription.core.usecases.submit_job import RecordingToFetch, SubmitJobRequest
from tests.faults.parts import OTHER_SERVER, Parts, Place, expected
from tests.faults.watch import until_finished
from tests.faults.worker_program import work
from tests.integration.outbound.receiver import Receiver, file, receiving, status

DATA = bytes(range(256)) * 4_000

_SPAWN = multiprocessing.get_context("forkserver")
_SPAWN.set_forkserver_preload(["tests.faults.worker_program"])


@pytest.fixture
def server() -> Iterator[Receiver]:
    with receiving(OTHER_SERVER) as running:
        yield running


@pytest.fixture
def place(server: Receiver, tmp_path: Path) -> Place:
    return Place(database=f"sqlite:///{tmp_path}/jobs.db", folder=tmp_path, fetched_from=(server.port,))


@pytest.fixture
def parts(place: Place) -> Iterator[Parts]:
    made = Parts(place)
    migrate.upgrade(made.database)
    yield made
    made.database.close()
    made.queue.close()  # type: ignore[attr-defined]


@contextmanager
def working(place: Place) -> Iterator[ForkServerProcess]:
    process = _SPAWN.Process(target=work, args=(place,))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def halfway(gone_on: threading.Event) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer with half of the recording, and with the rest when told to."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        status(200, Content_Length=str(len(DATA)))(request)
        request.wfile.write(DATA[: len(DATA) // 2])
        gone_on.wait(60)
        request.wfile.write(DATA[len(DATA) // 2 :])

    return answer


def fetching(job: Job, *, server: Receiver, after: int) -> bool:
    return (
        len(server.asked) > after
        and job.state is JobState.RUNNING
        and job.stage == "fetch"
        and job.fraction > 0.4
    )


def until(parts: Parts, job: Job, true: Callable[[Job], bool]) -> Job:
    end = time.monotonic() + 30
    while not true(found := parts.jobs.get(job.id)):
        assert time.monotonic() < end, found
        time.sleep(0.02)
    return found


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_recording_is_here_once_however_often_its_fetching_is_broken_off(
    server: Receiver, place: Place, parts: Parts, end: signal.Signals
) -> None:
    gone_on = threading.Event()
    server.answers["/talk.wav"] = halfway(gone_on)
    source = RecordingToFetch(url=f"{server.url}/talk.wav")
    job = parts.submit.execute(SubmitJobRequest(source=source, name="talk.wav"))
    for times in range(2):
        with working(place) as process:
            until(parts, job, partial(fetching, server=server, after=times))
            os.kill(process.pid or 0, end)
            process.join(10)
            assert process.exitcode == (0 if end is signal.SIGTERM else -end)
        if end is signal.SIGTERM:
            # Handed back: nobody has to wait for the lease.
            assert parts.jobs.get(job.id).state is JobState.QUEUED
    server.answers["/talk.wav"] = file(DATA)
    gone_on.set()
    with working(place):
        until_finished(parts, 60)
    after = ReadTranscript(jobs=parts.jobs, blobs=parts.blobs).execute(job.id)
    assert after.job.state is JobState.SUCCEEDED
    assert after.transcript.text == expected(DATA)
    assert (after.job.recording.size, after.job.recording.url) == (len(DATA), "")
    recordings = [blob for blob in parts.blobs.list_blobs(f"jobs/{job.id}/") if blob.size == len(DATA)]
    assert [blob.key for blob in recordings] == [after.job.recording.blob]
