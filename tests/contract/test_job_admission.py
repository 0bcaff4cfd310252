"""Which jobs a repository takes in: keys and limits; run against the fake, SQLite and PostgreSQL."""

import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from exact_transcription.core.domain.errors import (
    IdempotencyError,
    LimitExceededError,
)
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.job_transitions import (
    request_cancel,
)
from exact_transcription.core.ports.job_repository import (
    IdempotencyKey,
    JobRepository,
    OwnerLimits,
)
from tests.fakes.jobs import NOW, a_job


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


def test_a_recording_that_comes_later_must_fit_too(jobs: JobRepository) -> None:
    limits = OwnerLimits(stored_bytes=2500)
    job = a_job()
    coming = jobs.add(replace(job, recording=replace(job.recording, size=0, sha256="", url="https://a.b/c")))
    jobs.add(a_job(), limits=limits)
    jobs.add(a_job(owner="bob", recording=replace(a_job().recording, size=9999)))

    def here(size: int) -> Job:
        def change(at: Job) -> Job:
            return replace(at, recording=replace(job.recording, size=size))

        return jobs.update(job.id, change, limits=limits)

    with pytest.raises(LimitExceededError):
        here(1501)
    assert jobs.get(job.id) == coming
    assert here(1500).recording.url == ""
    # What is there already is not counted twice.
    assert here(1400) == jobs.get(job.id)


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
