"""What every store of requests of re-alignment does; run against the fake, SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from exact_transcription.adapters.jobs.sqlalchemy import SqlJobRepository
from exact_transcription.adapters.realignment.sqlalchemy import SqlRealignmentRequests
from exact_transcription.core.domain.errors import LeaseLostError
from exact_transcription.core.domain.realignment_request import RealignmentRequest
from exact_transcription.core.ports.realignment_requests import MOST_ATTEMPTS, RealignmentRequests
from tests.fakes.jobs import NOW, a_job
from tests.fakes.realignment_requests import FakeRealignmentRequests

LEASE = timedelta(seconds=60)
Add = Callable[[], str]


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest) -> tuple[RealignmentRequests, Add]:
    """The store, and what adds a job and gives its id."""
    if request.param == "fake":
        return FakeRealignmentRequests(), lambda: a_job().id
    database = request.getfixturevalue(f"{request.param}_database")
    jobs = SqlJobRepository(database=database)
    return SqlRealignmentRequests(database=database), lambda: jobs.add(a_job()).id


def _claim(requests: RealignmentRequests, holder: str, later: float = 0.0) -> RealignmentRequest | None:
    return requests.claim(holder=holder, now=NOW + timedelta(seconds=later), lease=LEASE)


def test_a_request_is_taken_up_once_and_gone_when_it_is_met(kept: tuple[RealignmentRequests, Add]) -> None:
    requests, add = kept
    job = add()
    assert _claim(requests, "w1") is None
    requests.ask(job, now=NOW)
    waiting = requests.find(job)
    assert waiting == RealignmentRequest(job_id=job, requested=NOW)
    taken = _claim(requests, "w1")
    assert taken is not None
    assert (taken.job_id, taken.attempts) == (job, 1)
    assert requests.find(job) == taken
    assert _claim(requests, "w2") is None
    requests.finish(taken)
    assert requests.find(job) is None


def test_what_is_asked_for_anew_meanwhile_is_taken_up_again(kept: tuple[RealignmentRequests, Add]) -> None:
    requests, add = kept
    job = add()
    requests.ask(job, now=NOW)
    taken = _claim(requests, "w1")
    assert taken is not None
    requests.ask(job, now=NOW + timedelta(seconds=1))
    assert _claim(requests, "w2", 2) is None
    requests.finish(taken)
    again = _claim(requests, "w2", 3)
    assert again is not None
    assert (again.asked, again.attempts) == (2, 1)


def test_who_waits_longest_comes_first_and_what_is_given_back_is_free(
    kept: tuple[RealignmentRequests, Add],
) -> None:
    requests, add = kept
    young, old = add(), add()
    requests.ask(young, now=NOW)
    requests.ask(old, now=NOW - timedelta(seconds=5))
    taken = [_claim(requests, "w1"), _claim(requests, "w2")]
    assert [each and each.job_id for each in taken] == [old, young]
    assert taken[0] is not None
    requests.release(taken[0])
    freed = _claim(requests, "w3")
    assert freed is not None
    assert freed.job_id == old


def test_a_worker_that_vanished_loses_its_right_and_at_last_the_request_is_given_up(
    kept: tuple[RealignmentRequests, Add],
) -> None:
    requests, add = kept
    job = add()
    requests.ask(job, now=NOW)
    first = _claim(requests, "w1")
    assert first is not None
    requests.renew(first, until=NOW + timedelta(seconds=90))
    assert _claim(requests, "w2", 89) is None
    second = _claim(requests, "w2", 90)
    assert second is not None
    with pytest.raises(LeaseLostError):
        requests.renew(first, until=NOW + timedelta(seconds=900))
    for gone in (requests.finish, requests.release):
        gone(first)
        assert requests.find(job) == second
    for attempt in range(2, MOST_ATTEMPTS):
        assert _claim(requests, f"w{attempt}", 1000 * attempt) is not None
    assert _claim(requests, "w9", 9000) is None
    assert requests.find(job) is None
