"""The real service with stand-ins for models: what each process of it runs."""

import logging
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import structlog
from dependency_injector import providers
from pydantic import SecretStr

from benchmarks.scaling.stand_in import Decoder, StandIns
from exact_transcription.container import Container
from exact_transcription.core.usecases.heartbeat import HeartbeatPolicy
from exact_transcription.core.usecases.spread_recognition import SpreadPolicy, SpreadRecognition
from exact_transcription.entrypoints.stretch_worker import StretchWorker
from exact_transcription.entrypoints.worker import Worker, stop_on_signals
from exact_transcription.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Where the parts are, and how fast models pretend to be.

    Attributes:
        database: its address.
        broker: its address.
        name: of the queue, so that several installations share a broker.
        folder: for blobs.
        times_real_time: seconds of audio that a worker recognises in a second.
        spread: whether recognition is done by workers of their own.
        policy: how recordings are cut and lost stretches are found.
        lease: seconds for which a job whose worker vanished stays untouched; None for what is usual.
    """

    database: str
    broker: str
    name: str
    folder: Path
    times_real_time: float
    spread: bool = False
    policy: SpreadPolicy = field(default_factory=SpreadPolicy)
    lease: float | None = None


def container_of(place: Installation) -> Container:
    """All parts, real but for the models and the decoder."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    container = Container()
    container.settings.override(
        Settings(
            database_url=SecretStr(place.database),
            queue_url=SecretStr(place.broker),
            queue_name=place.name,
            data_dir=place.folder,
            spread_recognition=place.spread,
        )
    )
    container.decoder.override(providers.Singleton(Decoder))
    container.engines.override(providers.Singleton(StandIns, place.times_real_time))
    container.playback.override(providers.Object(None))
    if place.spread:
        container.spread.override(
            providers.Singleton(
                SpreadRecognition,
                queue=container.stretch_queue,
                clock=container.clock,
                policy=place.policy,
            )
        )
    return container


def work(place: Installation, takes: str) -> None:
    """What `exact-transcription worker --takes` does, until a signal comes."""
    stop = stop_on_signals()
    container = container_of(place)
    if takes == "recognition":
        StretchWorker(queue=container.stretch_queue(), run_stretch=container.run_stretch()).run(stop)
        return
    run_job = container.run_job()
    if place.lease is not None:
        run_job._heartbeat = HeartbeatPolicy(lease=timedelta(seconds=place.lease))  # noqa: SLF001
    Worker(
        queue=container.queue(),
        run_job=run_job,
        chores=(("sweep", 1.0, container.sweep_jobs().execute),),
    ).run(stop)


_PROCESSES = multiprocessing.get_context("forkserver")


def started(place: Installation, takes: str) -> BaseProcess:
    """A worker process."""
    process = _PROCESSES.Process(target=work, args=(place, takes))
    process.start()
    return process


@contextmanager
def workers(place: Installation, takes: str, count: int) -> Iterator[list[BaseProcess]]:
    """So many worker processes, stopped afterwards; who is replaced in the list is replaced for good."""
    running = [started(place, takes) for _ in range(count)]
    try:
        yield running
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.join(30)
            process.kill()
