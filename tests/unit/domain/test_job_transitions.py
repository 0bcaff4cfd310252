"""What may happen to a job, and what may not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain import job_transitions as move
from exact_transcription.core.domain.errors import (
    ConflictError,
    ExactTranscriptionError,
    InvalidRequestError,
    InvalidValueError,
    JobStateError,
    LeaseLostError,
)
from exact_transcription.core.domain.job import Job, JobFailure, JobState
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from tests.fakes.jobs import NOW, a_job

LEASE = timedelta(seconds=60)
FAILURE = JobFailure(code="media", message="No audio.")
NONE = JobProgress()


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def running(holder: str = "a", **changes: object) -> Job:
    return move.claim(replace(a_job(), **changes), holder=holder, now=NOW, lease=LEASE)  # type: ignore[arg-type]


def finished() -> Job:
    return move.succeed(running(), holder="a", now=at(5), progress=NONE)


def test_a_claim_gives_a_lease_and_counts_as_an_attempt() -> None:
    job = running()
    assert (job.state, job.attempts, job.started) == (JobState.RUNNING, 1, NOW)
    assert job.lease is not None
    assert job.lease.expires == NOW + LEASE


def test_a_job_is_not_taken_before_it_is_due() -> None:
    with pytest.raises(JobStateError):
        move.claim(a_job(available=at(1)), holder="a", now=NOW, lease=LEASE)


def test_a_job_under_a_lease_is_not_taken_until_the_lease_expires() -> None:
    job = running()
    with pytest.raises(JobStateError):
        move.claim(job, holder="b", now=at(59.9), lease=LEASE)
    taken = move.claim(job, holder="b", now=at(60), lease=LEASE)
    assert taken.attempts == 2
    with pytest.raises(LeaseLostError):
        move.succeed(taken, holder="a", now=at(61), progress=NONE)


def test_a_renewed_lease_lasts_longer_and_tells_progress() -> None:
    progress = JobProgress().advanced("decode", 0.5)
    job = move.renew(running(), holder="a", now=at(50), lease=LEASE, progress=progress)
    assert not move.abandoned(job, at(109))
    assert (job.stage, job.fraction) == ("decode", 0.5)


def test_who_lost_the_lease_can_do_nothing() -> None:
    taken = move.claim(running(), holder="b", now=at(60), lease=LEASE)
    attempts: list[Callable[[], Job]] = [
        lambda: move.renew(taken, holder="a", now=NOW, lease=LEASE, progress=NONE),
        lambda: move.fail(taken, holder="a", now=NOW, failure=FAILURE),
        lambda: move.release(taken, holder="a", now=NOW),
        lambda: move.stop_running(taken, holder="a", now=NOW),
        lambda: move.retry_later(taken, holder="a", now=NOW, at=NOW, failure=FAILURE),
    ]
    for attempt in attempts:
        with pytest.raises(LeaseLostError):
            attempt()


def test_success_makes_a_revision_and_forgets_the_failure_before() -> None:
    job = move.succeed(running(failure=FAILURE), holder="a", now=at(5), progress=NONE)
    assert (job.state, job.revision, job.failure, job.lease) == (JobState.SUCCEEDED, 1, None, None)
    assert job.finished == at(5)


def test_a_retry_waits_and_says_why() -> None:
    job = move.retry_later(running(), holder="a", now=at(1), at=at(31), failure=FAILURE)
    assert (job.state, job.available, job.failure, job.attempts) == (JobState.QUEUED, at(31), FAILURE, 1)
    assert job.enqueued is None


def test_a_job_that_is_handed_back_was_not_attempted() -> None:
    job = move.release(running(), holder="a", now=at(1))
    assert (job.state, job.attempts, job.lease) == (JobState.QUEUED, 0, None)


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_when_it_notices() -> None:
    assert move.request_cancel(a_job(), now=NOW).state is JobState.CANCELLED
    asked = move.request_cancel(running(), now=NOW)
    assert (asked.state, asked.cancel_requested) == (JobState.RUNNING, True)
    assert move.request_cancel(asked, now=NOW) is asked
    stopped = move.stop_running(asked, holder="a", now=at(1))
    assert (stopped.state, stopped.cancel_requested) == (JobState.CANCELLED, False)


def test_an_abandoned_job_is_cancelled_at_once() -> None:
    assert move.request_cancel(running(), now=at(60)).state is JobState.CANCELLED
    asked = move.request_cancel(running(), now=NOW)
    with pytest.raises(JobStateError):
        move.cancel_abandoned(asked, now=at(59))
    assert move.cancel_abandoned(asked, now=at(60)).state is JobState.CANCELLED


def test_a_job_to_be_cancelled_is_neither_tried_again_nor_handed_back() -> None:
    asked = move.request_cancel(running(), now=NOW)
    retried = move.retry_later(asked, holder="a", now=at(1), at=at(31), failure=FAILURE)
    assert (retried.state, retried.finished) == (JobState.CANCELLED, at(1))
    assert move.release(asked, holder="a", now=at(1)).state is JobState.CANCELLED


def test_an_execution_that_was_done_before_it_noticed_succeeds() -> None:
    asked = move.request_cancel(running(), now=NOW)
    assert move.succeed(asked, holder="a", now=at(1), progress=NONE).state is JobState.SUCCEEDED


def test_a_finished_job_cannot_be_cancelled() -> None:
    with pytest.raises(JobStateError):
        move.request_cancel(finished(), now=NOW)
    done = finished()
    assert move.cancel_now(done, now=NOW) is done


def test_a_job_is_taken_away_from_its_worker_to_be_deleted() -> None:
    job = move.cancel_now(running(), now=at(1))
    assert job.state is JobState.CANCELLED
    with pytest.raises(LeaseLostError):
        move.renew(job, holder="a", now=at(1), lease=LEASE, progress=NONE)


def test_a_finished_job_runs_again_from_the_beginning_and_keeps_its_transcript() -> None:
    options = TranscriptionOptions(language="de")
    job = move.resubmit(finished(), now=at(9), options=options)
    assert (job.state, job.options, job.attempts, job.revision) == (JobState.QUEUED, options, 0, 1)
    assert (job.finished, job.started, job.progress) == (None, None, NONE)
    assert move.resubmit(finished(), now=at(9)).options == finished().options
    with pytest.raises(JobStateError):
        move.resubmit(running(), now=at(9))


def test_only_the_newest_revision_can_be_edited() -> None:
    assert move.revise(finished(), base=1).revision == 2
    with pytest.raises(ConflictError):
        move.revise(replace(finished(), revision=3), base=2)
    with pytest.raises(JobStateError):
        move.revise(a_job(), base=0)


def test_a_job_is_given_up_only_when_it_was_abandoned() -> None:
    with pytest.raises(JobStateError):
        move.fail_abandoned(running(), now=at(59), failure=FAILURE)
    job = move.fail_abandoned(running(), now=at(60), failure=FAILURE)
    assert (job.state, job.failure) == (JobState.FAILED, FAILURE)


@pytest.mark.parametrize("changes", [{"priority": 10}, {"priority": -1}, {"title": "x" * 301}])
def test_a_job_that_nobody_may_ask_for_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequestError):
        a_job(**changes)


@pytest.mark.parametrize("changes", [{"state": JobState.RUNNING}, {"state": JobState.FAILED}])
def test_a_record_that_contradicts_itself_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError):
        a_job(**changes)


def _moves(now: datetime, holder: str) -> dict[str, Callable[[Job], Job]]:
    return {
        "claim": lambda job: move.claim(job, holder=holder, now=now, lease=LEASE),
        "renew": lambda job: move.renew(job, holder=holder, now=now, lease=LEASE, progress=NONE),
        "succeed": lambda job: move.succeed(job, holder=holder, now=now, progress=NONE),
        "fail": lambda job: move.fail(job, holder=holder, now=now, failure=FAILURE),
        "retry": lambda job: move.retry_later(job, holder=holder, now=now, at=now, failure=FAILURE),
        "release": lambda job: move.release(job, holder=holder, now=now),
        "stop": lambda job: move.stop_running(job, holder=holder, now=now),
        "cancel": lambda job: move.request_cancel(job, now=now),
        "cancel_now": lambda job: move.cancel_now(job, now=now),
        "cancel_abandoned": lambda job: move.cancel_abandoned(job, now=now),
        "give_up": lambda job: move.fail_abandoned(job, now=now, failure=FAILURE),
        "resubmit": lambda job: move.resubmit(job, now=now),
        "revise": lambda job: move.revise(job, base=job.revision),
        "enqueued": lambda job: move.mark_enqueued(job, now=now),
    }


NAMES = sorted(_moves(NOW, "a"))


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from("ab"), st.integers(0, 90)), max_size=40))
def test_no_history_leads_to_a_record_that_contradicts_itself(steps: list[tuple[str, str, int]]) -> None:
    job, now = a_job(), 0.0
    for name, holder, seconds in steps:
        now += seconds
        before = job
        action = _moves(at(now), holder)[name]
        try:
            job = action(job)
        except ExactTranscriptionError as error:
            assert isinstance(error, JobStateError | LeaseLostError | ConflictError), error  # noqa: PT017
            continue
        # A finished job changes only by being run again or edited; results are never taken back.
        if before.state.terminal and job != before:
            assert name in {"resubmit", "revise"}
        assert job.revision - before.revision == (1 if name in {"succeed", "revise"} else 0)
        assert job.attempts >= 0
        assert (job.lease is not None) == (job.state is JobState.RUNNING)
        assert (job.finished is not None) == job.state.terminal
        assert not (job.cancel_requested and job.state is not JobState.RUNNING)
        if name == "succeed":
            assert before.lease is not None
            assert before.lease.holder == holder


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["start", "advance", "finish"]), st.floats(-1, 2))
    )
)
def test_progress_never_falls_and_stays_within_bounds(steps: list[tuple[str, str, float]]) -> None:
    progress = JobProgress()
    for stage, what, value in steps:
        before = {each.stage: each for each in progress.stages}
        if what == "start":
            progress = progress.started(stage)
        elif what == "advance":
            progress = progress.advanced(stage, value)
        else:
            progress = progress.completed(stage, abs(value))
        for each in progress.stages:
            assert 0.0 <= each.fraction <= 1.0
            if each.stage in before:
                assert each.fraction >= before[each.stage].fraction
        assert progress.finished <= len(progress.stages)
        assert (progress.current is None) == (not progress.stages)
