"""A worker whose connection to the broker breaks at the worst moment takes messages again when it is back."""

import multiprocessing
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event

import pytest

from exact_transcription.adapters.queue.celery import CeleryJobQueue
from tests.faults.proxy import Wire
from tests.services import RABBITMQ, REDIS, require

_PROCESSES = multiprocessing.get_context("forkserver")


@dataclass(frozen=True, slots=True)
class _Signals:
    """What the test and the worker's process tell one another."""

    first_begun: Event = field(default_factory=_PROCESSES.Event)
    first_may_end: Event = field(default_factory=_PROCESSES.Event)
    second_begun: Event = field(default_factory=_PROCESSES.Event)
    stop: Event = field(default_factory=_PROCESSES.Event)


def _worker(url: str, name: str, signals: _Signals) -> None:
    def handle(message: str) -> None:
        if message == "first":
            signals.first_begun.set()
            signals.first_may_end.wait(60)
        else:
            signals.second_begun.set()

    CeleryJobQueue(url=url, name=name).consume(handle, signals.stop)


@pytest.fixture(
    params=[("Redis", REDIS + "/0", 6379), ("RabbitMQ", RABBITMQ, 5672)], ids=["redis", "rabbitmq"]
)
def broker(request: pytest.FixtureRequest) -> Iterator[tuple[CeleryJobQueue, str, str, Wire]]:
    """A queue, its name, the broker's address behind a wire that can be cut, and the wire."""
    program, url, port = request.param
    require(program, port)
    name = f"test-{uuid.uuid4().hex[:8]}"
    queue = CeleryJobQueue(url=url, name=name)
    with Wire(port) as wire:
        yield queue, name, url.replace(str(port), str(wire.port)), wire
    queue.purge()
    queue.close()


def test_work_that_ends_while_the_broker_is_away_does_not_stop_the_worker(
    broker: tuple[CeleryJobQueue, str, str, Wire],
) -> None:
    queue, name, url, wire = broker
    signals = _Signals()
    process = _PROCESSES.Process(target=_worker, args=(url, name, signals))
    process.start()
    try:
        queue.enqueue("first", priority=5)
        assert signals.first_begun.wait(60)
        wire.cut()
        signals.first_may_end.set()
        # Long enough that the worker has tried to acknowledge what it did, and failed.
        time.sleep(1)
        wire.mend()
        queue.enqueue("second", priority=5)
        assert signals.second_begun.wait(60), "the worker takes no messages any more"
        signals.stop.set()
        process.join(30)
        assert process.exitcode == 0
    finally:
        process.kill()
        process.join()
