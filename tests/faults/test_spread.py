"""A recording that is spread over workers, while workers are killed and the broker and the database cut off.

Everything is real but for the models, which sleep and say which second of the recording they hear.
"""

import io
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.scaling.service import Installation, container_of, started, workers
from benchmarks.scaling.stand_in import expected_text
from exact_transcription.container import Container
from exact_transcription.core.domain.errors import ExactTranscriptionError
from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.usecases.spread_recognition import SpreadPolicy
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from tests.faults.proxy import Wire
from tests.services import RABBITMQ, REDIS, require, scratch_database

SECONDS = 600
POLICY = SpreadPolicy(longest=30.0, first=10.0, look=0.1, silent=3.0, unheard=3.0, sends=100)


@pytest.fixture(params=["rabbitmq", "redis"])
def broker(request: pytest.FixtureRequest) -> tuple[str, int]:
    """An address with a place for the port, and the port of the real server."""
    if request.param == "rabbitmq":
        require("RabbitMQ", 5672)
        return RABBITMQ.replace(":5672", ":{port}"), 5672
    require("Redis", 6379)
    return REDIS.replace(":6379", ":{port}") + "/0", 6379


@pytest.fixture
def wires(broker: tuple[str, int]) -> Iterator[tuple[Wire, Wire]]:
    with Wire(broker[1]) as to_broker, Wire(5432) as to_database:
        yield to_broker, to_database


@pytest.fixture
def place(broker: tuple[str, int], wires: tuple[Wire, Wire], tmp_path: Path) -> Iterator[Installation]:
    with scratch_database() as database:
        made = Installation(
            database=database.replace(":5432/", f":{wires[1].port}/"),
            broker=broker[0].format(port=wires[0].port),
            name=f"test-{uuid.uuid4().hex[:8]}",
            folder=tmp_path,
            times_real_time=60.0,
            spread=True,
            policy=POLICY,
            lease=3.0,
        )
        yield made


@pytest.fixture
def container(place: Installation) -> Iterator[Container]:
    made = container_of(place)
    made.prepare()
    yield made
    for queue in (made.queue(), made.stretch_queue()):
        queue.purge()  # type: ignore[attr-defined]
    made.database().close()


def _until(condition: Callable[[], bool], seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            if condition():
                return
        except ExactTranscriptionError:
            pass
        assert time.monotonic() < end, "it did not heal"
        time.sleep(0.1)


def _fraction(container: Container, job: Job) -> float:
    return sum(
        stage.fraction
        for stage in container.stored_jobs().get(job.id).progress.stages
        if stage.stage == "recognition"
    )


def test_nothing_is_lost_and_nothing_done_twice(
    place: Installation, container: Container, wires: tuple[Wire, Wire]
) -> None:
    to_broker, to_database = wires
    began = time.monotonic()
    with workers(place, "jobs", 1) as owners, workers(place, "recognition", 2) as helpers:
        job = container.submit_job().execute(
            SubmitJobRequest(source=io.BytesIO(str(SECONDS).encode()), name="long")
        )
        _until(lambda: _fraction(container, job) > 0.05)
        helpers[0].kill()
        helpers[0] = started(place, "recognition")
        _until(lambda: _fraction(container, job) > 0.25)
        to_broker.cut()
        time.sleep(2)
        to_broker.mend()
        _until(lambda: _fraction(container, job) > 0.45)
        to_database.cut()
        time.sleep(2)
        to_database.mend()
        _until(lambda: _fraction(container, job) > 0.6)
        owners[0].kill()
        owners[0] = started(place, "jobs")
        _until(lambda: container.stored_jobs().get(job.id).state is JobState.SUCCEEDED)
    after = container.stored_jobs().get(job.id)
    found = container.read_transcript().execute(job.id).transcript
    assert [word.text for segment in found.segments for word in segment.words] == expected_text(SECONDS)
    assert len(container.stored_jobs().revisions(job.id)) == 1
    sys.stdout.write(f"\n{time.monotonic() - began:.0f} s, {after.attempts} executions\n")
