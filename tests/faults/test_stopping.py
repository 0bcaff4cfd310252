"""A worker that is asked to stop while a model works in compiled code, which nothing can interrupt.

`make soak` tries it in every stage, a usual test run in recognition.
"""

import io
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator

import pytest

from exact_transcription.core.domain.job import JobState
from exact_transcription.core.usecases.store_transcript import ReadTranscript
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from exact_transcription.entrypoints import leaving
from exact_transcription.entrypoints.leaving import leaving_in_time
from tests.faults.parts import STAGES, Parts, Place, expected
from tests.faults.test_kills import _SPAWN, KILLS, parts, place  # noqa: F401 - fixtures
from tests.faults.watch import until_finished
from tests.faults.worker_program import work, work_and_lock, work_deafly

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


def test_a_library_that_holds_pythons_lock_is_told_of_and_ended_and_the_job_goes_on_elsewhere(
    place: Place,  # noqa: F811
    parts: Parts,  # noqa: F811
) -> None:
    if not place.database.startswith("sqlite"):
        pytest.skip("it is the same with any database and queue")
    data = uuid.uuid4().bytes
    job = parts.submit.execute(SubmitJobRequest(source=io.BytesIO(data), name="call.wav"))
    locked = _SPAWN.Process(target=work_and_lock, args=(place, "recognition"))
    locked.start()
    _until_deaf(place)
    locked.terminate()
    locked.join(PLATFORM_KILLS_AFTER)
    assert locked.exitcode == 1
    assert "in locking" in (place.folder / "stderr").read_text()
    other = _SPAWN.Process(target=work, args=(place,))
    other.start()
    until_finished(parts, 60)
    other.terminate()
    other.join(60)
    found = ReadTranscript(jobs=parts.jobs, blobs=parts.blobs).execute(job.id)
    assert (found.job.state, found.transcript.text) == (JobState.SUCCEEDED, expected(data))
    assert len(parts.jobs.revisions(job.id)) == 1


def test_all_that_is_waited_for_ends_before_platforms_kill() -> None:
    in_turn = leaving.GRACE_SECONDS + leaving.HAND_BACK_SECONDS
    assert in_turn < in_turn + leaving._SLACK < PLATFORM_KILLS_AFTER - 1


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


_LEAVING = """
import atexit, sys, time
from exact_transcription.entrypoints.leaving import leave_at_once

class SlowToTakeApart:
    def __del__(self):
        time.sleep(60)

sys.modules["slow"] = SlowToTakeApart()
atexit.register(time.sleep, 60 if sys.argv[1] == "hangs" else 0)
atexit.register(print, "done at the end")
leave_at_once()
"""


@pytest.mark.parametrize("what", ["works", "hangs"])
def test_the_interpreter_is_not_taken_apart_and_what_is_registered_for_the_end_is_done(what: str) -> None:
    begun = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", _LEAVING, what], capture_output=True, text=True, timeout=50, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    if what == "works":
        assert ended.stdout == "done at the end\n"
    assert time.monotonic() - begun < 20


def test_who_ends_by_itself_hands_nothing_back() -> None:
    stop, left = threading.Event(), threading.Event()
    asked: list[str] = []
    with leaving_in_time(stop, lambda: asked, grace=0.1, leave=left.set):
        pass
    stop.set()
    assert not left.wait(0.4)
