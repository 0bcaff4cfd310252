"""From a waiting job to its result, whatever happens in between."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from exact_transcription.core.domain.errors import (
    JobCancelledError,
    NoAudioError,
    ServiceUnavailableError,
    StorageFullError,
)
from exact_transcription.core.domain.job import JobState
from exact_transcription.core.domain.job_transitions import claim
from exact_transcription.core.ports.progress import ProgressListener
from exact_transcription.core.ports.stage_store import StageStore
from exact_transcription.core.usecases.cancel_job import CancelJob
from exact_transcription.core.usecases.delete_job import DeleteJob
from exact_transcription.core.usecases.rerun_job import RerunJob
from exact_transcription.core.usecases.run_report import RunResult
from exact_transcription.core.usecases.store_transcript import ReadTranscript
from exact_transcription.core.usecases.transcribe import TranscribeRequest
from tests.fakes.transcripts import a_transcript
from tests.unit.usecases.kit import BEAT, Kit


@pytest.fixture
def kit() -> Kit:
    return Kit()


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def wait_to_be_stopped(_request: TranscribeRequest, listener: ProgressListener, _store: StageStore) -> None:
    until(listener.cancelled)
    raise JobCancelledError("stopped")


def test_a_job_is_worked_on_and_its_transcript_can_be_read(kit: Kit) -> None:
    seen: list[tuple[bytes, str | None]] = []

    def action(request: TranscribeRequest, listener: ProgressListener, _store: StageStore) -> None:
        seen.append((request.path.read_bytes(), request.name))
        listener.stage_started("decode")
        listener.stage_finished("decode", 0.5)

    job = kit.submit(b"sound", name="Gespräch.wav")
    report = kit.run(job, action)
    assert report.result is RunResult.SUCCEEDED
    assert seen == [(b"sound", "Gespräch.wav")]
    found = ReadTranscript(jobs=kit.jobs, blobs=kit.blobs).execute(job.id)
    assert found.transcript == a_transcript()
    assert (found.job.state, found.revision.number, found.revision.base) == (JobState.SUCCEEDED, 1, 0)
    assert found.job.progress.stages[0].seconds == 0.5


def test_the_digest_of_a_recording_that_a_store_joined_is_noted_with_the_first_work_on_it(kit: Kit) -> None:
    job = kit.submit(b"RIFF of parts")
    kit.jobs.jobs[job.id] = replace(job, recording=replace(job.recording, sha256=""))

    def action(_request: TranscribeRequest, _listener: ProgressListener, _store: StageStore) -> None:
        assert kit.jobs.get(job.id).recording == job.recording

    assert kit.run(job, action).result is RunResult.SUCCEEDED
    assert kit.jobs.get(job.id).recording == job.recording


def test_a_second_delivery_does_nothing(kit: Kit) -> None:
    job = kit.submit()
    kit.run(job)
    before = kit.jobs.get(job.id)
    assert kit.run(job).result is RunResult.SKIPPED
    assert kit.jobs.get(job.id) == before


def test_a_delivery_while_another_works_does_nothing(kit: Kit) -> None:
    job = kit.submit()
    inner: list[RunResult] = []
    outer = kit.run(job, lambda *_: inner.append(kit.run(job).result))
    assert (inner, outer.result) == ([RunResult.SKIPPED], RunResult.SUCCEEDED)


def test_an_unknown_id_does_nothing(kit: Kit) -> None:
    assert kit.runner().execute("no-such-job", stop=kit.stop).result is RunResult.SKIPPED


def test_a_recording_that_cannot_be_used_fails_for_good(kit: Kit) -> None:
    def action(*_: object) -> None:
        raise NoAudioError("There is no audio.", hint="Send another file.")

    job = kit.submit()
    report = kit.run(job, action)
    assert report.result is RunResult.FAILED
    failed = kit.jobs.get(job.id)
    assert failed.failure is not None
    assert (failed.failure.code, failed.failure.hint) == ("media_no_audio", "Send another file.")


def test_an_unexpected_error_fails_for_good_and_quotes_nothing(kit: Kit) -> None:
    def action(*_: object) -> None:
        raise KeyError("something that was said")

    report = kit.run(kit.submit(), action)
    assert report.job is not None
    assert report.job.failure is not None
    assert report.job.failure.code == "internal"
    assert "said" not in report.job.failure.message
    assert isinstance(report.error, KeyError)


@pytest.mark.parametrize(
    "error", [ServiceUnavailableError("away"), StorageFullError("full"), MemoryError("no room")]
)
def test_a_passing_failure_is_tried_again_later_and_later_until_it_is_too_much(
    kit: Kit, error: Exception
) -> None:
    def action(*_: object) -> None:
        raise error

    job = kit.submit()
    delays = []
    for _ in range(2):
        report = kit.run(job, action)
        assert report.result is RunResult.RETRIED
        delays.append(kit.queue.sent[-1][2])
        assert kit.run(job, action).result is RunResult.SKIPPED  # not before it is due
        kit.clock.move(delays[-1])
    assert delays == [10.0, 20.0]
    assert kit.run(job, action).result is RunResult.FAILED


def test_a_cancelled_job_stops_within_a_beat(kit: Kit) -> None:
    job = kit.submit()
    cancel = CancelJob(jobs=kit.jobs, clock=kit.clock)

    def cancel_when_running() -> None:
        until(lambda: _running(kit, job.id))
        cancel.execute(job.id)

    thread = threading.Thread(target=cancel_when_running)
    thread.start()
    report = kit.run(job, wait_to_be_stopped)
    thread.join()
    assert report.result is RunResult.CANCELLED
    assert kit.jobs.get(job.id).state is JobState.CANCELLED


def _running(kit: Kit, job_id: str) -> bool:
    return kit.jobs.get(job_id).state is JobState.RUNNING


def test_a_worker_that_is_told_to_stop_hands_the_job_back_and_sends_it_again(kit: Kit) -> None:
    job = kit.submit()

    def stop_when_running() -> None:
        until(lambda: _running(kit, job.id))
        kit.stop.set()

    thread = threading.Thread(target=stop_when_running)
    thread.start()
    report = kit.run(job, wait_to_be_stopped)
    thread.join()
    assert report.result is RunResult.RELEASED
    back = kit.jobs.get(job.id)
    assert (back.state, back.attempts, back.lease) == (JobState.QUEUED, 0, None)
    assert [sent[0] for sent in kit.queue.sent] == [job.id, job.id]
    kit.stop.clear()
    assert kit.run(job).result is RunResult.SUCCEEDED


def test_progress_is_stored_while_working(kit: Kit) -> None:
    job = kit.submit()

    def action(_request: TranscribeRequest, listener: ProgressListener, _store: StageStore) -> None:
        listener.stage_started("recognition")
        listener.stage_progressed("recognition", 0.25)
        until(lambda: kit.jobs.get(job.id).fraction == 0.25)
        assert kit.jobs.get(job.id).stage == "recognition"

    assert kit.run(job, action).result is RunResult.SUCCEEDED


def test_the_lease_is_renewed_while_working(kit: Kit) -> None:
    job = kit.submit()

    def action(*_args: object) -> None:
        for _ in range(4):
            kit.clock.move(30)
            expires = kit.clock.now() + BEAT.lease
            until(lambda expires=expires: kit.jobs.get(job.id).lease.expires == expires)  # type: ignore[misc, union-attr]

    assert kit.run(job, action).result is RunResult.SUCCEEDED


def test_whoever_lost_the_job_has_no_effect(kit: Kit) -> None:
    job = kit.submit()

    def action(request: TranscribeRequest, listener: ProgressListener, store: StageStore) -> None:
        # The lease expires unseen, as on a machine that was asleep, and somebody else takes the job.
        kit.jobs.jobs[job.id] = claim(
            kit.jobs.get(job.id), holder="other", now=kit.clock.now() + BEAT.lease, lease=BEAT.lease
        )
        wait_to_be_stopped(request, listener, store)

    report = kit.run(job, action)
    assert report.result is RunResult.LOST
    lease = kit.jobs.get(job.id).lease
    assert lease is not None
    assert lease.holder == "other"


def test_whoever_lost_the_job_and_did_not_notice_has_no_effect_either(kit: Kit) -> None:
    job = kit.submit()

    def action(*_: object) -> None:
        take = partial(claim, holder="other", now=kit.clock.now() + BEAT.lease, lease=BEAT.lease)
        kit.jobs.update(job.id, take)

    assert kit.run(job, action).result is RunResult.LOST
    assert kit.jobs.get(job.id).state is JobState.RUNNING
    assert not kit.jobs.revisions(job.id)


def test_a_job_that_is_deleted_while_worked_on_is_gone(kit: Kit) -> None:
    job = kit.submit()
    delete = DeleteJob(jobs=kit.jobs, blobs=kit.blobs, clock=kit.clock)

    def action(request: TranscribeRequest, listener: ProgressListener, store: StageStore) -> None:
        delete.execute(job.id)
        wait_to_be_stopped(request, listener, store)

    assert kit.run(job, action).result is RunResult.LOST
    assert not kit.blobs.blobs


def test_a_database_that_is_away_for_a_while_does_not_cost_the_work(kit: Kit) -> None:
    def action(*_: object) -> None:
        kit.jobs.down = True
        threading.Timer(0.3, lambda: setattr(kit.jobs, "down", False)).start()

    job = kit.submit()
    assert kit.run(job, action).result is RunResult.SUCCEEDED


def test_a_worker_that_stops_while_the_database_is_away_leaves_the_lease_to_expire(kit: Kit) -> None:
    def action(*_: object) -> None:
        kit.jobs.down = True
        kit.stop.set()

    job = kit.submit()
    assert kit.run(job, action).result is RunResult.LOST
    kit.jobs.down = False
    kit.stop.clear()
    kit.clock.move(60)
    assert kit.run(job).result is RunResult.SUCCEEDED


def test_a_job_whose_workers_vanish_again_and_again_is_given_up(kit: Kit) -> None:
    job = kit.submit()
    for _ in range(3):
        take = partial(claim, holder="x", now=kit.clock.now(), lease=BEAT.lease)
        kit.jobs.update(job.id, take)
        kit.clock.move(60)
    report = kit.run(job)
    assert report.result is RunResult.FAILED
    assert report.job is not None
    assert report.job.failure is not None
    assert report.job.failure.code == "worker_lost"


def test_a_rerun_finds_the_results_of_stages_and_adds_a_revision(kit: Kit) -> None:
    found: list[bytes | None] = []

    def action(_request: TranscribeRequest, _listener: ProgressListener, store: StageStore) -> None:
        found.append(store.load("decode:key/with anything"))
        store.save("decode:key/with anything", b"samples")

    job = kit.submit()
    kit.run(job, action)
    again = RerunJob(jobs=kit.jobs, dispatch=kit.dispatch, clock=kit.clock).execute(job.id)
    assert (again.state, again.revision) == (JobState.QUEUED, 1)
    kit.run(job, action)
    assert found == [None, b"samples"]
    assert [(each.number, each.base) for each in kit.jobs.revisions(job.id)] == [(1, 0), (2, 1)]


def test_a_lost_recording_fails_for_good(kit: Kit) -> None:
    job = kit.submit()
    kit.blobs.blobs.clear()
    report = kit.run(job)
    assert report.result is RunResult.FAILED
