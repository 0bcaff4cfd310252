"""What every event stream does; run with polling, and for real with Redis."""

import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Generic, TypeVar

import pytest

from exact_transcription.adapters.events.polling import PollingEventStream
from exact_transcription.adapters.events.redis import RedisEventStream
from exact_transcription.adapters.jobs.publishing import PublishingJobRepository
from exact_transcription.core.domain.errors import InvalidRequestError, NotFoundError
from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.domain.job_transitions import claim, renew, request_cancel, stop_running
from exact_transcription.core.ports.event_stream import EventStream, JobEvent, OwnerEvent
from exact_transcription.core.ports.job_repository import JobRepository
from tests.fakes.job_repository import FakeJobRepository
from tests.fakes.jobs import NOW, a_job
from tests.services import REDIS, require

E = TypeVar("E", JobEvent, OwnerEvent)
LEASE = timedelta(seconds=60)


@pytest.fixture
def kept() -> FakeJobRepository:
    return FakeJobRepository()


@pytest.fixture(params=["polling", "redis"])
def events(request: pytest.FixtureRequest, kept: FakeJobRepository) -> Iterator[EventStream]:
    if request.param == "polling":
        yield PollingEventStream(jobs=kept, interval=0.05)
        return
    require("Redis", 6379)
    # Looking by itself only after a minute, every event below comes by a message.
    stream = RedisEventStream(url=REDIS, jobs=kept, channel=f"test:{uuid.uuid4().hex}", interval=60)
    yield stream
    stream.close()


@pytest.fixture
def jobs(kept: FakeJobRepository, events: EventStream) -> JobRepository:
    return PublishingJobRepository(jobs=kept, publish=events.publish)


def _claim(jobs: JobRepository, job: Job) -> Job:
    return jobs.update(job.id, partial(claim, holder="w", now=NOW, lease=LEASE))


def _progress(jobs: JobRepository, job: Job, fraction: float) -> Job:
    progress = JobProgress().advanced("decode", fraction)
    return jobs.update(job.id, partial(renew, holder="w", now=NOW, lease=LEASE, progress=progress))


class _Follower(Generic[E]):
    """Collects events in a thread."""

    def __init__(self, stream: Iterator[E | None]) -> None:
        self.events: list[E] = []
        self.idle = 0
        self._stream: Iterator[E | None] = stream
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def _follow(self) -> None:
        for event in self._stream:
            if event is None:
                self.idle += 1
            else:
                self.events.append(event)

    def wait_for(self, count: int) -> None:
        end = time.monotonic() + 20
        while len(self.events) < count and time.monotonic() < end:
            time.sleep(0.01)
        assert len(self.events) >= count

    def ended(self) -> bool:
        self._thread.join(20)
        return not self._thread.is_alive()


def test_the_record_as_it_is_comes_first_and_every_later_change_follows_until_the_end(
    jobs: JobRepository, events: EventStream
) -> None:
    job = jobs.add(a_job())
    follower = _Follower(events.subscribe(job.id))
    follower.wait_for(1)
    time.sleep(0.3)  # the Redis stream is listening now
    _claim(jobs, job)
    follower.wait_for(2)
    _progress(jobs, job, 0.5)
    follower.wait_for(3)
    jobs.update(job.id, partial(stop_running, holder="w", now=NOW))
    assert follower.ended()
    assert [event.id for event in follower.events] == [1, 2, 3, 4]
    seen = [event.job for event in follower.events if event.job is not None]
    assert [job.state for job in seen] == [
        JobState.QUEUED,
        JobState.RUNNING,
        JobState.RUNNING,
        JobState.CANCELLED,
    ]
    assert seen[2].fraction == 0.5


def test_who_comes_back_gets_what_was_missed(jobs: JobRepository, events: EventStream) -> None:
    job = jobs.add(a_job())
    _claim(jobs, job)
    running = _progress(jobs, job, 0.25)
    stream = events.subscribe(job.id, after=1)
    assert next(stream) == JobEvent(id=3, job=running)


def test_who_has_seen_the_end_gets_nothing_more(jobs: JobRepository, events: EventStream) -> None:
    job = jobs.add(a_job())
    ended = jobs.update(job.id, partial(request_cancel, now=NOW))
    assert [event.id for event in events.subscribe(job.id) if event] == [2]
    assert list(events.subscribe(job.id, after=ended.version)) == []


def test_none_comes_while_nothing_happens(jobs: JobRepository, events: EventStream) -> None:
    job = jobs.add(a_job())
    stream = events.subscribe(job.id, after=1, idle=0.1)
    assert [next(stream), next(stream)] == [None, None]


def test_deleting_a_job_ends_its_events(jobs: JobRepository, kept: FakeJobRepository) -> None:
    job = jobs.add(a_job())
    polling = PollingEventStream(jobs=kept, interval=0.05)
    follower = _Follower(polling.subscribe(job.id))
    follower.wait_for(1)
    jobs.delete(job.id)
    assert follower.ended()
    assert follower.events[-1].job is None


def test_an_unknown_job_is_not_found_at_once(events: EventStream) -> None:
    with pytest.raises(NotFoundError):
        events.subscribe("no-such-job")


def test_a_database_that_vanishes_for_a_while_only_delays_events(
    jobs: JobRepository, kept: FakeJobRepository
) -> None:
    job = jobs.add(a_job())
    polling = PollingEventStream(jobs=kept, interval=0.05)
    follower = _Follower(polling.subscribe(job.id))
    follower.wait_for(1)
    kept.down = True
    time.sleep(0.2)
    kept.down = False
    _claim(jobs, job)
    follower.wait_for(2)
    jobs.update(job.id, partial(stop_running, holder="w", now=NOW))
    assert follower.ended()


def test_many_followers_cost_one_look_at_a_time(kept: FakeJobRepository) -> None:
    looks = 0
    real = kept.get_many

    def counted(job_ids: list[str]) -> object:
        nonlocal looks
        looks += 1
        return real(job_ids)

    kept.get_many = counted  # type: ignore[method-assign, assignment]
    followed = [kept.add(a_job()) for _ in range(50)]
    polling = PollingEventStream(jobs=kept, interval=0.1)
    followers = [_Follower(polling.subscribe(job.id)) for job in followed]
    time.sleep(1.0)
    assert looks <= 12
    for job in followed:
        kept.update(job.id, partial(request_cancel, now=NOW))
    assert all(follower.ended() for follower in followers)


def test_redis_that_does_not_answer_only_delays_events(kept: FakeJobRepository) -> None:
    stream = RedisEventStream(url="redis://127.0.0.1:1", jobs=kept, interval=0.2)
    job = kept.add(a_job())
    follower = _Follower(stream.subscribe(job.id))
    follower.wait_for(1)
    changed = kept.update(job.id, lambda at: replace(at, title="new"))
    stream.publish(changed)
    follower.wait_for(2)
    kept.update(job.id, partial(request_cancel, now=NOW))
    assert follower.ended()
    stream.close()


def _told(follower: _Follower[OwnerEvent]) -> list[tuple[str, JobState | None]]:
    return [(event.job_id, event.job.state if event.job else None) for event in follower.events]


def test_who_follows_all_jobs_of_a_user_is_told_of_what_runs_and_of_what_comes(
    jobs: JobRepository, events: EventStream
) -> None:
    waiting, other = jobs.add(a_job()), jobs.add(a_job(owner="eve"))
    jobs.update(jobs.add(a_job()).id, partial(request_cancel, now=NOW))
    follower = _Follower(events.subscribe_owner("ada"))
    follower.wait_for(1)
    time.sleep(0.3)  # the Redis stream is listening now
    new = jobs.add(a_job())
    _claim(jobs, new)
    follower.wait_for(2)
    _claim(jobs, other)
    jobs.update(waiting.id, partial(request_cancel, now=NOW))
    follower.wait_for(3)
    assert _told(follower) == [
        (waiting.id, JobState.QUEUED),
        (new.id, JobState.RUNNING),
        (waiting.id, JobState.CANCELLED),
    ]
    events.close()
    assert follower.ended()


def test_who_follows_all_and_comes_back_is_told_what_ended_meanwhile(
    jobs: JobRepository, events: EventStream
) -> None:
    ended, running = jobs.add(a_job()), jobs.add(a_job())
    before = _Follower(events.subscribe_owner("ada"))
    before.wait_for(2)
    cursor = before.events[-1].cursor
    jobs.update(ended.id, partial(request_cancel, now=NOW))
    after = _Follower(events.subscribe_owner("ada", after=cursor))
    after.wait_for(2)
    assert dict(_told(after)[:2]) == {
        ended.id: JobState.CANCELLED,
        running.id: JobState.QUEUED,
    }
    events.close()
    assert before.ended()
    assert after.ended()


def test_who_follows_all_is_told_of_deleted_jobs_that_were_told_of(kept: FakeJobRepository) -> None:
    job = kept.add(a_job())
    polling = PollingEventStream(jobs=kept, interval=0.05)
    follower = _Follower(polling.subscribe_owner("ada"))
    follower.wait_for(1)
    kept.delete(job.id)
    follower.wait_for(2)
    assert _told(follower)[-1] == (job.id, None)
    polling.close()
    assert follower.ended()


def test_following_ends_when_the_process_ends(jobs: JobRepository, events: EventStream) -> None:
    job = jobs.add(a_job())
    follower = _Follower(events.subscribe(job.id, idle=60))
    follower.wait_for(1)
    events.close()
    assert follower.ended()
    assert [event for event in events.subscribe(job.id, after=job.version, idle=60) if event] == []


def test_a_place_to_go_on_from_that_is_none_is_refused_at_once(events: EventStream) -> None:
    with pytest.raises(InvalidRequestError):
        events.subscribe_owner("ada", after="yesterday")
