"""Kill -9 at random moments: no job is lost, none is done twice with visible effect, none is stuck.

`FAULT_KILLS` says how often (8; `make soak` takes 100), `FAULT_SEED` which moments.
"""

import io
import multiprocessing
import os
import random
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from exact_transcription.adapters.database import migrate
from exact_transcription.adapters.webhooks.sqlalchemy import SqlWebhookRepository
from exact_transcription.core.domain.job import JobState
from exact_transcription.core.domain.webhook import Webhook, WebhookEvent
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.core.usecases.store_transcript import ReadTranscript
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from tests.faults.parts import SWEEP, Parts, Place, expected
from tests.faults.submit_program import hand_in
from tests.faults.watch import Watch, until_finished
from tests.faults.worker_program import work
from tests.services import RABBITMQ, require, scratch_database

KILLS = int(os.environ.get("FAULT_KILLS", "8"))
SEED = int(os.environ.get("FAULT_SEED", str(random.SystemRandom().randrange(10**6))))
WAITING = 4
"""Jobs that wait at least while workers are being killed, so that there is always something to break."""

SLACK = 10.0
"""Seconds that a loaded machine may need to notice an expired lease, besides the sweeper's interval."""


@pytest.fixture(params=["sqlite-huey", "postgresql-huey", "postgresql-celery"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite-huey":
        yield Place(database=f"sqlite:///{tmp_path}/jobs.db", folder=tmp_path)
        return
    broker = ""
    if request.param == "postgresql-celery":
        require("RabbitMQ", 5672)
        broker = f"{RABBITMQ}#test-{uuid.uuid4().hex}"
    with scratch_database() as url:
        yield Place(database=url, folder=tmp_path, broker=broker)


@pytest.fixture
def parts(place: Place) -> Iterator[Parts]:
    made = Parts(place)
    migrate.upgrade(made.database)
    yield made
    made.database.close()
    if place.broker:
        made.queue.purge()  # type: ignore[attr-defined]
    made.queue.close()  # type: ignore[attr-defined]


# Forked from one process that has imported everything, workers live long enough to be killed at work.
_SPAWN = multiprocessing.get_context("forkserver")
_SPAWN.set_forkserver_preload(
    [
        "tests.faults.worker_program",
        "tests.faults.submit_program",
        "exact_transcription.adapters.queue.celery",
    ]
)


def _worker(place: Place) -> ForkServerProcess:
    process = _SPAWN.Process(target=work, args=(place,))
    process.start()
    return process


def _kill(process: ForkServerProcess) -> None:
    process.kill()
    process.join()


@contextmanager
def _workers(place: Place, count: int) -> Iterator[list[ForkServerProcess]]:
    running = [_worker(place) for _ in range(count)]
    try:
        yield running
        for process in running:
            process.terminate()
        for process in running:
            process.join(60)
        assert [process.exitcode for process in running] == [0] * len(running)
    finally:
        for process in running:
            _kill(process)


def _hand_in(parts: Parts, recordings: dict[str, bytes], count: int) -> None:
    for _ in range(count):
        data = uuid.uuid4().bytes
        job = parts.submit.execute(SubmitJobRequest(source=io.BytesIO(data), name="call.wav"))
        recordings[job.id] = data


def _keep_busy(parts: Parts, recordings: dict[str, bytes]) -> None:
    waiting = parts.jobs.count(JobFilter())[JobState.QUEUED]
    _hand_in(parts, recordings, WAITING - waiting)


def _webhook(parts: Parts) -> tuple[SqlWebhookRepository, Webhook]:
    webhooks = SqlWebhookRepository(database=parts.database)
    webhook = Webhook(
        id=uuid.uuid4().hex,
        owner="local",
        url="https://example.org",
        secret="whsec_",  # noqa: S106
        events=frozenset(WebhookEvent),
        created=parts.clock.now(),
    )
    webhooks.add(webhook)
    return webhooks, webhook


def _require_done_once(parts: Parts, recordings: dict[str, bytes]) -> None:
    read = ReadTranscript(jobs=parts.jobs, blobs=parts.blobs)
    for job_id, data in recordings.items():
        found = read.execute(job_id)
        assert found.job.state is JobState.SUCCEEDED
        assert found.transcript.text == expected(data)
        assert len(parts.jobs.revisions(job_id)) == 1


def test_killing_workers_loses_nothing_and_does_nothing_twice(place: Place, parts: Parts) -> None:
    chance = random.Random(SEED)  # noqa: S311 - moments, not secrets
    recordings: dict[str, bytes] = {}
    webhooks, webhook = _webhook(parts)
    _hand_in(parts, recordings, WAITING)
    with Watch(parts) as watch, _workers(place, 2) as workers:
        for _ in range(KILLS):
            # Long enough for a worker to have begun, and at most for two jobs.
            time.sleep(chance.uniform(0.3, 1.5))
            _keep_busy(parts, recordings)
            victim = chance.randrange(len(workers))
            _kill(workers[victim])
            workers[victim] = _worker(place)
        until_finished(parts, 120)
    _require_done_once(parts, recordings)
    told = [each.job_id for each in webhooks.list_deliveries(webhook.id, limit=100_000)]
    assert sorted(told) == sorted(recordings), f"seed {SEED}"  # type: ignore[type-var]
    assert watch.longest < SWEEP + SLACK, f"seed {SEED}"
    attempts = [parts.jobs.get(job_id).attempts for job_id in recordings]
    sys.stdout.write(
        f"\n{KILLS} kills, seed {SEED}: {len(recordings)} jobs, {sum(attempts)} executions, "
        f"longest abandoned {watch.longest:.2f} s\n"
    )


def test_killing_who_hands_in_loses_nothing_and_makes_nothing_twice(place: Place, parts: Parts) -> None:
    if place.broker:
        pytest.skip("handing in is the same with any queue")
    chance = random.Random(SEED)  # noqa: S311 - moments, not secrets
    numbers = [str(number) for number in range(KILLS * 4)]
    answers = place.folder / "answers"
    answers.touch()
    for _ in range(KILLS):
        process = _submitter(place, numbers, answers)
        time.sleep(chance.uniform(0.02, 0.4))
        _kill(process)
    rest = _submitter(place, numbers, answers)
    rest.join(120)
    assert rest.exitcode == 0
    with _workers(place, 6):
        until_finished(parts, 30 + 8 * KILLS)
    jobs = parts.jobs.list_jobs(JobFilter(), limit=10_000).jobs
    assert sorted(job.recording.name for job in jobs) == sorted(f"{number}.wav" for number in numbers)
    _require_done_once(parts, {job.id: job.recording.name.removesuffix(".wav").encode() for job in jobs})


def _submitter(place: Place, numbers: list[str], answers: Path) -> ForkServerProcess:
    answered = set(answers.read_text().split())
    missing = [number for number in numbers if number not in answered]
    process = _SPAWN.Process(target=hand_in, args=(place, missing, answers))
    process.start()
    return process


def test_a_worker_that_is_asked_to_stop_hands_its_job_back_at_once(place: Place, parts: Parts) -> None:
    recordings: dict[str, bytes] = {}
    with _workers(place, 1):
        _hand_in(parts, recordings, 1)
        (job_id,) = recordings
        end = time.monotonic() + 60
        while parts.jobs.get(job_id).stage != "voice_activity" and time.monotonic() < end:
            time.sleep(0.01)
    # The worker has ended, and the job waits without any lease having to expire.
    assert (parts.jobs.get(job_id).state, parts.jobs.get(job_id).attempts) == (JobState.QUEUED, 0)
    with _workers(place, 1):
        until_finished(parts, 60)
    _require_done_once(parts, recordings)
