"""What every job repository does; run against the fake, SQLite and PostgreSQL."""

import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from exact_transcription.adapters.jobs.sqlalchemy import SqlJobRepository
from exact_transcription.core.domain.diarization import SpeakerCount
from exact_transcription.core.domain.errors import (
    ExactTranscriptionError,
    IdempotencyError,
    InvalidRequestError,
    JobStateError,
    LimitExceededError,
    NotFoundError,
)
from exact_transcription.core.domain.job import Job, JobFailure, JobState, TranscriptFacts
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.domain.job_transitions import (
    claim,
    fail,
    mark_enqueued,
    renew,
    request_cancel,
    revise,
    succeed,
)
from exact_transcription.core.domain.revision import Revision, RevisionKind
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.job_repository import (
    IdempotencyKey,
    JobChanges,
    JobFilter,
    JobRepository,
    OwnerLimits,
)
from tests.fakes.job_repository import FakeJobRepository
from tests.fakes.jobs import NOW, a_job

LEASE = timedelta(seconds=60)
ANYBODY = JobFilter()


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def jobs(request: pytest.FixtureRequest) -> JobRepository:
    if request.param == "fake":
        return FakeJobRepository()
    return SqlJobRepository(database=request.getfixturevalue(f"{request.param}_database"))


def _running(jobs: JobRepository, holder: str = "w1", **changes: Any) -> Job:
    job = jobs.add(a_job(**changes))
    return jobs.update(job.id, partial(claim, holder=holder, now=job.available, lease=LEASE))


def _revision(job: Job, sha256: str = "a" * 64) -> Revision:
    return Revision(
        job_id=job.id,
        number=job.revision,
        kind=RevisionKind.TRANSCRIBED,
        blob="jobs/x/transcripts/a.json",
        sha256=sha256,
        author="ada",
        created=NOW,
    )


def test_a_job_comes_back_as_it_was_added(jobs: JobRepository) -> None:
    options = TranscriptionOptions(
        language="de", speakers=SpeakerCount(minimum=2), hotwords=("Żółć", "Ada"), initial_prompt="So — nun:"
    )
    job = a_job(title="Łódź 🎧", options=options, priority=9, expires=NOW + timedelta(days=30))
    jobs.add(job)
    assert jobs.get(job.id) == job


def test_a_running_job_with_everything_comes_back_as_it_was(jobs: JobRepository) -> None:
    job = _running(jobs)
    progress = JobProgress().completed("decode", 1.25).advanced("recognition", 0.5)
    stored = jobs.update(job.id, partial(renew, holder="w1", now=NOW + LEASE, lease=LEASE, progress=progress))
    assert jobs.get(job.id) == stored
    assert (stored.stage, stored.fraction) == ("recognition", 0.5)


def test_a_failure_comes_back_with_code_and_hint(jobs: JobRepository) -> None:
    job = _running(jobs)
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
    job = _running(jobs)
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
    job = _running(jobs)
    change = partial(succeed, holder="w1", now=NOW, progress=JobProgress())
    done = jobs.update(job.id, change, revision=_revision)
    assert (done.state, done.revision) == (JobState.SUCCEEDED, 1)
    assert list(jobs.revisions(job.id)) == [jobs.revision(job.id, 1)] == [_revision(done)]
    with pytest.raises(NotFoundError):
        jobs.revision(job.id, 2)


def test_a_revision_that_cannot_be_made_leaves_the_job_as_it_was(jobs: JobRepository) -> None:
    job = _running(jobs)

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
    jobs.update(job.id, partial(succeed, holder="w1", now=NOW, progress=JobProgress()), revision=_revision)
    jobs.delete(job.id)
    jobs.delete(job.id)
    assert not jobs.revisions(job.id)
    assert jobs.find_idempotent("ada", key) is None
    with pytest.raises(NotFoundError):
        jobs.get(job.id)


def test_the_same_idempotency_key_adds_one_job(jobs: JobRepository) -> None:
    key = IdempotencyKey(key="k", fingerprint="f")
    first = jobs.add(a_job(), idempotency=key)
    second = jobs.add(a_job(), idempotency=key)
    assert second == first
    assert jobs.find_idempotent("ada", key) == first
    assert jobs.add(a_job(owner="bob"), idempotency=key) != first


def test_an_idempotency_key_for_another_request_is_refused(jobs: JobRepository) -> None:
    jobs.add(a_job(), idempotency=IdempotencyKey(key="k", fingerprint="f"))
    other = IdempotencyKey(key="k", fingerprint="g")
    with pytest.raises(IdempotencyError):
        jobs.add(a_job(), idempotency=other)
    with pytest.raises(IdempotencyError):
        jobs.find_idempotent("ada", other)


def test_idempotency_keys_are_forgotten_in_time(jobs: JobRepository) -> None:
    key = IdempotencyKey(key="k", fingerprint="f")
    jobs.add(a_job(), idempotency=key)
    assert jobs.forget_idempotency(NOW) == 0
    assert jobs.forget_idempotency(NOW + timedelta(seconds=1)) == 1
    assert jobs.find_idempotent("ada", key) is None


def test_an_owner_may_have_so_many_unfinished_jobs(jobs: JobRepository) -> None:
    limits = OwnerLimits(active_jobs=2)
    first = jobs.add(a_job(), limits=limits)
    jobs.add(a_job(), limits=limits)
    with pytest.raises(LimitExceededError):
        jobs.add(a_job(), limits=limits)
    jobs.add(a_job(owner="bob"), limits=limits)
    jobs.update(first.id, partial(request_cancel, now=NOW))
    jobs.add(a_job(), limits=limits)


def test_an_owner_may_store_so_many_bytes(jobs: JobRepository) -> None:
    limits = OwnerLimits(stored_bytes=2500)
    jobs.add(a_job(), limits=limits)
    jobs.add(a_job(), limits=limits)
    with pytest.raises(LimitExceededError):
        jobs.add(a_job(), limits=limits)


def test_limits_hold_when_many_add_at_once(jobs: JobRepository) -> None:
    added: list[Job] = []
    barrier = threading.Barrier(6)

    def add() -> None:
        barrier.wait()
        try:
            added.append(jobs.add(a_job(), limits=OwnerLimits(active_jobs=2)))
        except LimitExceededError:
            return

    threads = [threading.Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(added) == 2


def test_pages_hold_every_job_once_the_newest_first(jobs: JobRepository) -> None:
    # Some were made in the same instant, so that the time alone does not order them.
    added = [jobs.add(a_job(after=i // 3)) for i in range(11)]
    seen: list[Job] = []
    cursor = None
    while True:
        page = jobs.list_jobs(ANYBODY, limit=3, cursor=cursor)
        seen += page.jobs
        cursor = page.next_cursor
        if cursor is None:
            break
        jobs.add(a_job(after=100))  # newer ones do not shift the pages that follow
    assert seen == sorted(added, key=lambda job: (job.created, job.id), reverse=True)


def test_a_page_that_ends_the_list_exactly_has_no_next_one(jobs: JobRepository) -> None:
    for i in range(3):
        jobs.add(a_job(after=i))
    assert jobs.list_jobs(ANYBODY, limit=3).next_cursor is None


@pytest.mark.parametrize("cursor", ["", "x", "bm90IG91cnM=", "W10=", "WzEsMl0=", "💥"])
def test_a_wrong_cursor_is_refused(jobs: JobRepository, cursor: str) -> None:
    with pytest.raises(InvalidRequestError):
        jobs.list_jobs(ANYBODY, limit=3, cursor=cursor)


def test_lists_are_filtered(jobs: JobRepository) -> None:
    one = jobs.add(a_job(title="Straße 100% _x_"))
    two = jobs.add(a_job(after=10, owner="bob", title="Interview"))
    three = _running(jobs, after=20, title="INTERVIEW zwei")

    def found(wanted: JobFilter) -> list[str]:
        return [job.id for job in jobs.list_jobs(wanted, limit=10).jobs]

    assert found(JobFilter(owner="bob")) == [two.id]
    assert found(JobFilter(text="interview")) == [three.id, two.id]
    assert found(JobFilter(text="STRASSE")) == [one.id]
    assert found(JobFilter(text="0% _X")) == [one.id]
    assert found(JobFilter(text="%t%")) == []
    assert found(JobFilter(states=frozenset({JobState.RUNNING}))) == [three.id]
    assert found(JobFilter(created_from=two.created)) == [three.id, two.id]
    assert found(JobFilter(created_before=two.created)) == [one.id]


def test_jobs_are_found_by_what_is_said_in_their_newest_revision(jobs: JobRepository) -> None:
    job, other = jobs.add(a_job(title="One", revision=1)), jobs.add(a_job(title="Two", after=1))
    facts = TranscriptFacts(duration=1.5, language="de", speakers=2)

    def found(text: str) -> list[str]:
        page = jobs.list_jobs(JobFilter(text=text), limit=10)
        assert sum(jobs.count(JobFilter(text=text)).values()) == len(page.jobs)
        return [each.id for each in page.jobs]

    for text in ("Guten\nTag, 100 % Straße", "Hello"):
        change = partial(revise, base=jobs.get(job.id).revision, transcript=facts)
        revised = jobs.update(job.id, change, text=text)
        assert jobs.get(job.id) == revised
        assert revised.transcript == facts
        wanted = "guten  tag" if text != "Hello" else "hello"
        assert found(wanted) == [job.id]
    assert found("guten") == []
    assert found("o") == [other.id, job.id]
    jobs.delete(job.id)
    assert found("hello") == []


def test_jobs_are_counted_by_state(jobs: JobRepository) -> None:
    jobs.add(a_job())
    _running(jobs)
    assert jobs.count(JobFilter(owner="ada")) == {
        JobState.QUEUED: 1,
        JobState.RUNNING: 1,
        JobState.SUCCEEDED: 0,
        JobState.FAILED: 0,
        JobState.CANCELLED: 0,
    }


def test_claimable_jobs_are_those_that_are_due_or_abandoned_the_most_urgent_first(
    jobs: JobRepository,
) -> None:
    later = jobs.add(a_job(after=1))
    urgent = jobs.add(a_job(after=2, priority=8))
    abandoned = _running(jobs, after=0)
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
