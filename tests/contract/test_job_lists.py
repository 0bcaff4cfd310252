"""How jobs are listed, found and counted; run against the fake, SQLite and PostgreSQL."""

from functools import partial

import pytest

from exact_transcription.core.domain.errors import (
    InvalidRequestError,
)
from exact_transcription.core.domain.job import Job, JobState, TranscriptFacts
from exact_transcription.core.domain.job_transitions import (
    revise,
)
from exact_transcription.core.ports.job_repository import (
    JobFilter,
    JobRepository,
)
from tests.contract.stored_jobs import running
from tests.fakes.jobs import a_job

ANYBODY = JobFilter()


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
    three = running(jobs, after=20, title="INTERVIEW zwei")

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


def test_jobs_are_found_by_what_is_said_in_their_newestrevision_of(jobs: JobRepository) -> None:
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
    running(jobs)
    assert jobs.count(JobFilter(owner="ada")) == {
        JobState.QUEUED: 1,
        JobState.RUNNING: 1,
        JobState.SUCCEEDED: 0,
        JobState.FAILED: 0,
        JobState.CANCELLED: 0,
    }
