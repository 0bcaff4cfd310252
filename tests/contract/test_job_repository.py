"""What every job repository does with single jobs; run against the fake, SQLite and PostgreSQL."""

import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from exact_transcription.core.domain.diarization import SpeakerCount
from exact_transcription.core.domain.errors import (
    ExactTranscriptionError,
    InvalidRequestError,
    JobStateError,
    NotFoundError,
)
from exact_transcription.core.domain.job import Job, JobFailure, JobState
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.domain.job_transitions import (
    claim,
    fail,
    mark_enqueued,
    renew,
    request_cancel,
    succeed,
)
from exact_transcription.core.domain.revision import Revision
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.job_repository import (
    IdempotencyKey,
    JobChanges,
    JobRepository,
)
from tests.contract.stored_jobs import LEASE, revision_of, running
from tests.fakes.jobs import NOW, a_job


def test_a_job_comes_back_as_it_was_added(jobs: JobRepository) -> None:
    options = TranscriptionOptions(
        language="de", speakers=SpeakerCount(minimum=2), hotwords=("Żółć", "Ada"), initial_prompt="So — nun:"
    )
    job = a_job(title="Łódź 🎧", options=options, priority=9, expires=NOW + timedelta(days=30))
    jobs.add(job)
    assert jobs.get(job.id) == job


def test_a_running_job_with_everything_comes_back_as_it_was(jobs: JobRepository) -> None:
    job = running(jobs)
    progress = JobProgress().completed("decode", 1.25).advanced("recognition", 0.5)
    stored = jobs.update(job.id, partial(renew, holder="w1", now=NOW + LEASE, lease=LEASE, progress=progress))
    assert jobs.get(job.id) == stored
    assert (stored.stage, stored.fraction) == ("recognition", 0.5)


def test_a_failure_comes_back_with_code_and_hint(jobs: JobRepository) -> None:
    job = running(jobs)
    failure = JobFailure(code="media", message="No audio.", hint="Send another file.")
    jobs.update(job.id, partial(fail, holder="w1", now=NOW, failure=failure))
    assert jobs.get(job.id).failure == failure


def test_an_unknown_job_is_not_found(jobs: JobRepository) -> None:
    with pytest.raises(NotFoundError):
        jobs.get("no-such-job")
    with pytest.raises(NotFoundError):
        jobs.update("no-such-job", lambda job: job)


def test_every_change_raises_the_version_by_one(jobs: JobRepository) -> None:
    job = jobs.add(a_job())
    versions = [jobs.update(job.id, partial(mark_enqueued, now=NOW)).version for _ in range(3)]
    assert versions == [2, 3, 4]


def test_a_change_that_changes_nothing_writes_nothing(jobs: JobRepository) -> None:
    job = jobs.add(a_job())
    assert jobs.update(job.id, lambda same: same).version == 1


def test_a_change_that_raises_writes_nothing(jobs: JobRepository) -> None:
    job = running(jobs)
    with pytest.raises(JobStateError):
        jobs.update(job.id, partial(claim, holder="w2", now=NOW, lease=LEASE))
    assert jobs.get(job.id) == job


def test_of_many_that_claim_at_once_one_gets_the_job(jobs: JobRepository) -> None:
    job = jobs.add(a_job())
    won: list[str] = []
    barrier = threading.Barrier(8)

    def take(holder: str) -> None:
        barrier.wait()
        try:
            jobs.update(job.id, partial(claim, holder=holder, now=NOW, lease=LEASE))
        except JobStateError:
            return
        won.append(holder)

    threads = [threading.Thread(target=take, args=(f"w{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert jobs.get(job.id).lease == claim(job, holder=won[0], now=NOW, lease=LEASE).lease


def test_no_change_of_many_at_once_is_lost(jobs: JobRepository) -> None:
    job = jobs.add(a_job(title=""))
    errors: list[Exception] = []

    def append() -> None:
        try:
            for _ in range(5):
                jobs.update(job.id, lambda at: replace(at, title=at.title + "x"))
        except ExactTranscriptionError as error:
            errors.append(error)

    threads = [threading.Thread(target=append) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert jobs.get(job.id).title == "x" * 30
    assert jobs.get(job.id).version == 31


def test_a_result_and_its_revision_arrive_together(jobs: JobRepository) -> None:
    job = running(jobs)
    change = partial(succeed, holder="w1", now=NOW, progress=JobProgress())
    done = jobs.update(job.id, change, revision=revision_of)
    assert (done.state, done.revision) == (JobState.SUCCEEDED, 1)
    assert list(jobs.revisions(job.id)) == [jobs.revision(job.id, 1)] == [revision_of(done)]
    with pytest.raises(NotFoundError):
        jobs.revision(job.id, 2)


def test_a_revision_that_cannot_be_made_leaves_the_job_as_it_was(jobs: JobRepository) -> None:
    job = running(jobs)

    def broken(_job: Job) -> Revision:
        raise InvalidRequestError("no")

    with pytest.raises(InvalidRequestError):
        jobs.update(job.id, partial(succeed, holder="w1", now=NOW, progress=JobProgress()), revision=broken)
    assert jobs.get(job.id) == job
    assert not jobs.revisions(job.id)


def test_deleting_takes_revisions_and_keys_along_and_may_be_repeated(jobs: JobRepository) -> None:
    key = IdempotencyKey(key="k", fingerprint="f")
    job = jobs.add(a_job(), idempotency=key)
    jobs.update(job.id, partial(claim, holder="w1", now=NOW, lease=LEASE))
    jobs.update(job.id, partial(succeed, holder="w1", now=NOW, progress=JobProgress()), revision=revision_of)
    jobs.delete(job.id)
    jobs.delete(job.id)
    assert not jobs.revisions(job.id)
    assert jobs.find_idempotent("ada", key) is None
    with pytest.raises(NotFoundError):
        jobs.get(job.id)


def test_claimable_jobs_are_those_that_are_due_or_abandoned_the_most_urgent_first(
    jobs: JobRepository,
) -> None:
    later = jobs.add(a_job(after=1))
    urgent = jobs.add(a_job(after=2, priority=8))
    abandoned = running(jobs, after=0)
    jobs.add(a_job(after=1000))
    assert [job.id for job in jobs.claimable(NOW + timedelta(seconds=5), limit=9)] == [urgent.id, later.id]
    after_lease = jobs.claimable(NOW + LEASE, limit=9)
    assert [job.id for job in after_lease] == [urgent.id, abandoned.id, later.id]
    assert [job.id for job in jobs.claimable(NOW + LEASE, limit=1)] == [urgent.id]


def test_expired_jobs_are_finished_ones_whose_time_is_over(jobs: JobRepository) -> None:
    waiting = jobs.add(a_job(expires=NOW))
    gone = jobs.add(a_job(expires=NOW))
    jobs.update(gone.id, partial(request_cancel, now=NOW))
    assert [job.id for job in jobs.expired(NOW, limit=9)] == [gone.id]
    assert not jobs.expired(NOW - timedelta(seconds=1), limit=9)
    assert jobs.get(waiting.id).state is JobState.QUEUED


def test_many_jobs_are_found_at_once(jobs: JobRepository) -> None:
    one, two = jobs.add(a_job()), jobs.add(a_job())
    assert jobs.get_many([one.id, "no-such-job", two.id]) == {one.id: one, two.id: two}
    assert jobs.get_many([]) == {}


def test_it_says_that_it_answers(jobs: JobRepository) -> None:
    jobs.check()


def test_changes_are_told_after_a_cursor_and_the_last_one_last(jobs: JobRepository) -> None:
    old, other = jobs.add(a_job()), jobs.add(a_job(owner="eve"))
    start = jobs.changes(None)
    assert start.jobs == ()
    new = jobs.add(a_job())
    claimed = jobs.update(old.id, partial(claim, holder="w", now=NOW, lease=LEASE))
    found = jobs.changes(start.cursor, owner="ada")
    assert [job.id for job in found.jobs][-2:] == [new.id, old.id]
    assert found.jobs[-1] == claimed
    assert other.id not in {job.id for job in found.jobs}
    stolen = jobs.update(other.id, partial(claim, holder="w", now=NOW, lease=LEASE))
    assert jobs.changes(found.cursor).jobs[-1] == stolen
    jobs.delete(new.id)
    assert new.id not in {job.id for job in jobs.changes(start.cursor).jobs}


def test_what_changed_long_before_a_cursor_is_not_told_again(
    jobs: JobRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exact_transcription.adapters.jobs.changes._SLACK", timedelta(0))
    jobs.add(a_job())
    cursor = jobs.changes(None).cursor
    assert jobs.changes(cursor) == JobChanges(jobs=(), cursor=cursor)


def test_a_cursor_of_changes_that_is_none_is_refused(jobs: JobRepository) -> None:
    with pytest.raises(InvalidRequestError):
        jobs.changes("yesterday")
