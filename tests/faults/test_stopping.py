"""A worker that is asked to stop while a model works in compiled code, which nothing can interrupt.

`make soak` tries it in every stage, a usual test run in recognition.
"""

import io
import threading
import time
import uuid
from collections.abc import Iterator

import pytest

from exact_transcription.core.domain.job import JobState
from exact_transcription.core.usecases.store_transcript import ReadTranscript
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from exact_transcription.entrypoints.leaving import leaving_in_time
from tests.faults.parts import STAGES, Parts, Place, expected
from tests.faults.test_kills import _SPAWN, KILLS, parts, place  # noqa: F401 - fixtures
from tests.faults.watch import until_finished
from tests.faults.worker_program import work, work_deafly

PLATFORM_KILLS_AFTER = 10.0

DEAF = STAGES if KILLS > 8 else ("recognition",)


@pytest.mark.parametrize("stage", DEAF)
def test_it_hands_its_job_back_and_is_gone_within_ten_seconds(
    stage: str,
    place: Place,  # noqa: F811
    parts: Parts,  # noqa: F811
) -> None:
    data = uuid.uuid4().bytes
    job = parts.submit.execute(SubmitJobRequest(source=io.BytesIO(data), name="call.wav"))
    deaf = _SPAWN.Process(target=work_deafly, args=(place, stage))
    deaf.start()
    _until_deaf(place)
    begun = time.monotonic()
    deaf.terminate()
    deaf.join(PLATFORM_KILLS_AFTER)
    assert deaf.exitcode == 0, f"still there after {time.monotonic() - begun:.1f} s"
    after = parts.jobs.get(job.id)
    assert (after.state, after.lease, after.attempts) == (JobState.QUEUED, None, 0)
    other = _SPAWN.Process(target=work, args=(place,))
    other.start()
    until_finished(parts, 60)
    other.terminate()
    other.join(60)
    found = ReadTranscript(jobs=parts.jobs, blobs=parts.blobs).execute(job.id)
    assert found.transcript.text == expected(data)
    assert (found.job.state, found.job.attempts) == (JobState.SUCCEEDED, 1)
    assert len(parts.jobs.revisions(job.id)) == 1


def _until_deaf(place: Place) -> None:  # noqa: F811
    end = time.monotonic() + 60
    while not (place.folder / "deaf").exists():
        assert time.monotonic() < end, "the stage was not reached"
        time.sleep(0.05)


def _after(seconds: float) -> Iterator[str]:
    time.sleep(seconds)
    yield ""


def test_a_database_that_does_not_answer_keeps_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exact_transcription.entrypoints.leaving.HAND_BACK_SECONDS", 0.2)
    stop, left = threading.Event(), threading.Event()
    with leaving_in_time(stop, lambda: list(_after(30)), grace=0.1, leave=left.set):
        stop.set()
        assert left.wait(10)


def test_who_ends_by_itself_hands_nothing_back() -> None:
    stop, left = threading.Event(), threading.Event()
    asked: list[str] = []
    with leaving_in_time(stop, lambda: asked, grace=0.1, leave=left.set):
        pass
    stop.set()
    assert not left.wait(0.4)
