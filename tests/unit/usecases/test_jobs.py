"""Handing in, cancelling, running again, deleting and healing."""

import io
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from exact_transcription.core.domain.errors import (
    EmptyMediaError,
    IdempotencyError,
    JobStateError,
    LimitExceededError,
    NotFoundError,
    ServiceUnavailableError,
)
from exact_transcription.core.domain.job import JobState
from exact_transcription.core.domain.job_transitions import claim, request_cancel
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.job_repository import IdempotencyKey, OwnerLimits
from exact_transcription.core.usecases.cancel_job import CancelJob
from exact_transcription.core.usecases.delete_job import DeleteJob
from exact_transcription.core.usecases.job_access import FindJob
from exact_transcription.core.usecases.rerun_job import RerunJob
from exact_transcription.core.usecases.submit_job import SubmitJob, SubmitJobRequest, display_name
from tests.unit.usecases.kit import BEAT, Kit


@pytest.fixture
def kit() -> Kit:
    return Kit()


def test_what_is_handed_in_is_stored_recorded_and_sent(kit: Kit) -> None:
    job = kit.submit(b"sound", priority=7, options=TranscriptionOptions(language="de"))
    assert kit.blobs.read(job.recording.blob) == b"sound"
    assert kit.jobs.get(job.id) == job
    assert (job.state, job.title, job.recording.size) == (JobState.QUEUED, "call.wav", 5)
    assert kit.queue.sent == [(job.id, 7, 0.0)]
    assert job.enqueued == kit.clock.now()


def test_parts_that_were_uploaded_make_one_recording(kit: Kit) -> None:
    kit.blobs.put("uploads/u/1", io.BytesIO(b"so"))
    kit.blobs.put("uploads/u/2", io.BytesIO(b"und"))
    job = kit.submit(source=("uploads/u/1", "uploads/u/2"))
    assert kit.blobs.read(job.recording.blob) == b"sound"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ada\\call.wav", "call.wav"),
        ("a\x00b\n.wav", "ab.wav"),
        ("", "recording"),
        ("..", "recording"),
        ("/", "recording"),
        ("Gespräch 🎧.m4a", "Gespräch 🎧.m4a"),
        ("x" * 300 + ".wav", "x" * 251 + ".wav"),
    ],
)
def test_a_file_name_is_only_ever_shown(name: str, shown: str) -> None:
    assert display_name(name) == shown


def test_an_empty_recording_is_refused_and_not_kept(kit: Kit) -> None:
    with pytest.raises(EmptyMediaError):
        kit.submit(b"")
    assert not kit.blobs.blobs
    assert not kit.jobs.jobs


def test_too_large_a_recording_is_refused_and_not_kept(kit: Kit) -> None:
    submit = SubmitJob(jobs=kit.jobs, blobs=kit.blobs, dispatch=kit.dispatch, clock=kit.clock, max_bytes=3)
    with pytest.raises(LimitExceededError):
        submit.execute(SubmitJobRequest(source=io.BytesIO(b"1234"), name="x"))
    assert not kit.blobs.blobs


def test_who_has_too_many_jobs_cannot_hand_in_another(kit: Kit) -> None:
    limits = OwnerLimits(active_jobs=1)
    submit = SubmitJob(jobs=kit.jobs, blobs=kit.blobs, dispatch=kit.dispatch, clock=kit.clock, limits=limits)
    submit.execute(SubmitJobRequest(source=io.BytesIO(b"1"), name="x"))
    with pytest.raises(LimitExceededError):
        submit.execute(SubmitJobRequest(source=io.BytesIO(b"1"), name="x"))
    assert len(kit.blobs.blobs) == 1


def test_handing_in_the_same_twice_makes_one_job(kit: Kit) -> None:
    key = IdempotencyKey(key="k", fingerprint="f")
    first = kit.submit(idempotency=key)
    assert kit.submit(idempotency=key).id == first.id
    assert len(kit.jobs.jobs) == len(kit.blobs.blobs) == 1
    with pytest.raises(IdempotencyError):
        kit.submit(idempotency=IdempotencyKey(key="k", fingerprint="g"))


def test_retention_is_written_on_the_job(kit: Kit) -> None:
    submit = SubmitJob(
        jobs=kit.jobs,
        blobs=kit.blobs,
        dispatch=kit.dispatch,
        clock=kit.clock,
        retention=timedelta(days=30),
    )
    job = submit.execute(SubmitJobRequest(source=io.BytesIO(b"1"), name="x"))
    assert job.expires == kit.clock.now() + timedelta(days=30)


def test_a_vanished_database_keeps_nothing_and_says_so(kit: Kit) -> None:
    kit.jobs.down = True
    with pytest.raises(ServiceUnavailableError):
        kit.submit()
    assert not kit.blobs.blobs


def test_a_vanished_queue_does_not_matter_once_it_is_back(kit: Kit) -> None:
    kit.queue.down = True
    job = kit.submit()
    assert (job.state, job.enqueued) == (JobState.QUEUED, None)
    with pytest.raises(ServiceUnavailableError):
        kit.sweep.execute()
    kit.queue.down = False
    kit.clock.move(5)
    assert kit.sweep.execute() == 1
    assert [sent[0] for sent in kit.queue.sent] == [job.id]
    assert kit.sweep.execute() == 0


def test_a_lost_message_is_sent_again_when_the_queue_is_empty(kit: Kit) -> None:
    job = kit.submit()
    kit.clock.move(600)
    assert kit.sweep.execute() == 0  # it still waits in the queue
    kit.queue.lose_everything()
    before = len(kit.queue.sent)
    kit.clock.move(20)
    assert kit.sweep.execute() == 1
    assert [sent[0] for sent in kit.queue.sent[before:]] == [job.id]
    assert kit.sweep.execute() == 0


def test_a_full_queue_is_not_filled_further(kit: Kit) -> None:
    for _ in range(5):
        kit.submit()
    kit.clock.move(600)
    assert kit.sweep.execute() == 0
    assert len(kit.queue.sent) == 5


def test_a_message_that_is_lost_among_others_is_sent_again_although_the_queue_is_not_empty(
    kit: Kit,
) -> None:
    lost = kit.submit()
    kit.queue.lose_everything()
    kit.clock.move(1)
    for _ in range(3):
        kit.submit()
    kit.clock.move(20)
    assert kit.sweep.execute() == 1
    assert kit.queue.sent[-1][0] == lost.id
    assert kit.sweep.execute() == 0


def test_the_message_of_an_abandoned_job_may_be_lost_too(kit: Kit) -> None:
    job = kit.submit()
    kit.jobs.update(job.id, partial(claim, holder="x", now=kit.clock.now(), lease=BEAT.lease))
    kit.queue.lose_everything()
    others = [kit.submit() for _ in range(3)]
    kit.clock.move(60)
    assert kit.sweep.execute() == 1
    assert kit.queue.sent[-1] == (job.id, 9, 0.0)  # what was begun is finished first
    kit.queue.lose_everything()
    for other in others:
        kit.queue.enqueue(other.id, priority=5)
    kit.clock.move(15)
    assert kit.sweep.execute() == 1
    assert kit.queue.sent[-1] == (job.id, 9, 0.0)


def test_an_abandoned_job_is_sent_again_once(kit: Kit) -> None:
    job = kit.submit()
    kit.queue.lose_everything()
    kit.jobs.update(job.id, partial(claim, holder="x", now=kit.clock.now(), lease=BEAT.lease))
    kit.clock.move(59)
    assert kit.sweep.execute() == 0
    kit.clock.move(1)
    assert kit.sweep.execute() == 1
    assert kit.sweep.execute() == 0
    assert kit.run(job).result.value == "succeeded"


def test_an_abandoned_job_that_was_to_be_cancelled_is(kit: Kit) -> None:
    job = kit.submit()
    kit.jobs.update(job.id, partial(claim, holder="x", now=kit.clock.now(), lease=BEAT.lease))
    kit.jobs.update(job.id, partial(request_cancel, now=kit.clock.now()))
    kit.clock.move(60)
    assert kit.sweep.execute() == 1
    assert kit.jobs.get(job.id).state is JobState.CANCELLED


def test_a_retry_that_is_not_due_is_left_alone(kit: Kit) -> None:
    job = kit.submit()
    kit.queue.lose_everything()
    later = kit.clock.now() + timedelta(seconds=900)
    kit.jobs.update(job.id, lambda at: replace(at, available=later))
    kit.clock.move(890)
    assert kit.sweep.execute() == 0
    kit.clock.move(30)
    assert kit.sweep.execute() == 1


def test_only_the_owner_reaches_a_job(kit: Kit) -> None:
    job = kit.submit()
    kit.run(job)
    for attempt in (
        lambda: FindJob(jobs=kit.jobs).execute(job.id, owner="bob"),
        lambda: CancelJob(jobs=kit.jobs, clock=kit.clock).execute(job.id, owner="bob"),
        lambda: _rerun(kit).execute(job.id, owner="bob"),
        lambda: DeleteJob(jobs=kit.jobs, blobs=kit.blobs, clock=kit.clock).execute(job.id, owner="bob"),
    ):
        with pytest.raises(NotFoundError):
            attempt()
    assert FindJob(jobs=kit.jobs).execute(job.id, owner="ada").id == job.id
    assert FindJob(jobs=kit.jobs).execute(job.id).id == job.id


def _rerun(kit: Kit) -> RerunJob:
    return RerunJob(jobs=kit.jobs, dispatch=kit.dispatch, clock=kit.clock)


def test_a_waiting_job_is_cancelled_and_retried(kit: Kit) -> None:
    job = kit.submit()
    assert CancelJob(jobs=kit.jobs, clock=kit.clock).execute(job.id).state is JobState.CANCELLED
    assert kit.run(job).result.value == "skipped"
    assert _rerun(kit).retry(job.id).state is JobState.QUEUED
    assert kit.run(job).result.value == "succeeded"
    with pytest.raises(JobStateError):
        _rerun(kit).retry(job.id)


def test_a_rerun_takes_other_options(kit: Kit) -> None:
    job = kit.submit()
    with pytest.raises(JobStateError):
        _rerun(kit).execute(job.id)
    kit.run(job)
    options = TranscriptionOptions(diarize=False)
    assert _rerun(kit).execute(job.id, options=options).options == options
    assert [sent[0] for sent in kit.queue.sent] == [job.id, job.id]


def test_deleting_takes_everything_along(kit: Kit) -> None:
    job, other = kit.submit(), kit.submit()
    kit.run(job, lambda _request, _listener, store: store.save("decode", b"x"))
    delete = DeleteJob(jobs=kit.jobs, blobs=kit.blobs, clock=kit.clock)
    delete.execute(job.id)
    assert list(kit.blobs.blobs) == [other.recording.blob]
    assert list(kit.jobs.jobs) == [other.id]
    with pytest.raises(NotFoundError):
        delete.execute(job.id)


def test_a_job_whose_blobs_cannot_be_deleted_can_be_deleted_again(kit: Kit) -> None:
    job = kit.submit()
    delete = DeleteJob(jobs=kit.jobs, blobs=kit.blobs, clock=kit.clock)
    kit.blobs.down = True
    with pytest.raises(ServiceUnavailableError):
        delete.execute(job.id)
    kit.blobs.down = False
    delete.execute(job.id)
    assert not kit.blobs.blobs
