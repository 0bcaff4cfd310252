"""What every queue does; run for real against Huey on SQLite, and Celery on Redis and on RabbitMQ."""

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from exact_transcription.adapters.queue.huey import HueyJobQueue
from exact_transcription.core.ports.job_queue import JobQueue
from tests.fakes.job_queue import FakeJobQueue
from tests.services import RABBITMQ, REDIS, forget_keys, require

WAIT = 20.0


@pytest.fixture(params=["fake", "huey", "celery-redis", "celery-rabbitmq"])
def queue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[JobQueue]:
    if request.param == "fake":
        yield FakeJobQueue()
    elif request.param == "huey":
        huey = HueyJobQueue(path=tmp_path / "queue.db")
        yield huey
        huey.close()
    else:
        yield from _celery(request.param)


def _celery(broker: str) -> Iterator[JobQueue]:
    # Importing Celery takes a second, which tests of the other queues need not wait for.
    from exact_transcription.adapters.queue.celery import CeleryJobQueue  # noqa: PLC0415

    if broker == "celery-redis":
        require("Redis", 6379)
    else:
        require("RabbitMQ", 5672)
    url = REDIS if broker == "celery-redis" else RABBITMQ
    name = f"test-{uuid.uuid4().hex}"
    queue = CeleryJobQueue(url=url, name=name)
    yield queue
    queue.purge()
    queue.close()
    if broker == "celery-redis":
        forget_keys(f"{name}.*")


@contextmanager
def consuming(
    queue: JobQueue, handle: Callable[[str], None], concurrency: int = 1
) -> Iterator[threading.Event]:
    stop = threading.Event()
    thread = threading.Thread(
        target=queue.consume, args=(handle, stop), kwargs={"concurrency": concurrency}, daemon=True
    )
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(WAIT)
        assert not thread.is_alive()


def until(condition: Callable[[], bool], seconds: float = WAIT) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def test_every_id_is_delivered(queue: JobQueue) -> None:
    for i in range(5):
        queue.enqueue(f"job-{i}", priority=5)
    seen: list[str] = []
    with consuming(queue, seen.append):
        assert until(lambda: len(seen) == 5)
    assert sorted(seen) == [f"job-{i}" for i in range(5)]


def test_an_id_sent_while_consuming_is_delivered(queue: JobQueue) -> None:
    seen: list[str] = []
    with consuming(queue, seen.append):
        queue.enqueue("first", priority=5)
        assert until(lambda: seen == ["first"])
        queue.enqueue("second", priority=5)
        assert until(lambda: seen == ["first", "second"])


def test_higher_priorities_come_first_and_equal_ones_in_order(queue: JobQueue) -> None:
    for job_id, priority in (("low", 0), ("mid-1", 5), ("mid-2", 5), ("high", 9)):
        queue.enqueue(job_id, priority=priority)
    seen: list[str] = []
    with consuming(queue, seen.append):
        assert until(lambda: len(seen) == 4)
    assert seen == ["high", "mid-1", "mid-2", "low"]


def test_a_delayed_id_comes_after_its_delay(queue: JobQueue) -> None:
    sent = time.monotonic()
    queue.enqueue("later", priority=9, delay=2.0)
    queue.enqueue("now", priority=0)
    seen: dict[str, float] = {}

    def handle(job_id: str) -> None:
        seen[job_id] = time.monotonic() - sent

    with consuming(queue, handle):
        assert until(lambda: len(seen) == 2)
    assert seen["now"] < seen["later"]
    assert seen["later"] >= 1.9


def test_the_depth_counts_what_waits(queue: JobQueue) -> None:
    assert queue.depth() == 0
    for i in range(3):
        queue.enqueue(f"job-{i}", priority=i)
    assert until(lambda: queue.depth() == 3)
    seen: list[str] = []
    with consuming(queue, seen.append):
        assert until(lambda: len(seen) == 3)
    assert until(lambda: queue.depth() == 0)


def test_a_handler_that_raises_does_not_end_consuming(queue: JobQueue) -> None:
    seen: list[str] = []

    def handle(job_id: str) -> None:
        seen.append(job_id)
        if job_id == "bad":
            raise ValueError("broken")

    queue.enqueue("bad", priority=9)
    queue.enqueue("good", priority=1)
    with consuming(queue, handle):
        assert until(lambda: "good" in seen)
    assert seen[0] == "bad"


def test_stopping_waits_for_the_handler_and_takes_no_further_id(queue: JobQueue) -> None:
    queue.enqueue("running", priority=9)
    queue.enqueue("waiting", priority=1)
    begun, seen = threading.Event(), []

    def handle(job_id: str) -> None:
        begun.set()
        time.sleep(1.0)
        seen.append(job_id)

    with consuming(queue, handle) as stop:
        assert begun.wait(WAIT)
        stop.set()
    assert seen == ["running"]
    with consuming(queue, seen.append):
        assert until(lambda: "waiting" in seen)


def test_several_are_handled_at_once_when_asked_for(queue: JobQueue) -> None:
    barrier = threading.Barrier(2, timeout=WAIT)
    met: list[str] = []

    def handle(job_id: str) -> None:
        barrier.wait()
        met.append(job_id)

    queue.enqueue("one", priority=5)
    queue.enqueue("two", priority=5)
    with consuming(queue, handle, concurrency=2):
        assert until(lambda: len(met) == 2)
