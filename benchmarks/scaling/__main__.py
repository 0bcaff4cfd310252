"""Jobs and one long recording on 1, 2 and 4 workers: `python -m benchmarks.scaling`.

Models are stand-ins that sleep (see `stand_in`), PostgreSQL and the broker are real, workers are processes.
"""

import argparse
import io
import os
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from benchmarks.scaling.service import Installation, container_of, workers
from benchmarks.scaling.stand_in import expected_text
from exact_transcription.container import Container
from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.core.usecases.spread_recognition import SpreadPolicy
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from tests.services import RABBITMQ, scratch_database


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--broker", default=RABBITMQ)
    parser.add_argument("--jobs", type=int, default=16, help="how many short recordings")
    parser.add_argument("--minutes", type=float, default=1.0, help="length of each")
    parser.add_argument("--seconds", type=float, default=12.0, help="that recognising each takes")
    parser.add_argument("--hours", type=float, default=10.0, help="length of the long recording")
    parser.add_argument("--speed", type=float, default=150.0, help="times real time of its recognition")
    parser.add_argument("--stretch", type=float, default=600.0, help="seconds of it handed over at once")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4], help="how many of them, in turn")
    options = parser.parse_args()
    print(f"{options}, load {os.getloadavg()[0]:.1f}")
    print("| work | workers | seconds | times faster | share of N | share of the sleep alone |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    if options.jobs:
        _table("many", options, [int(options.minutes * 60)] * options.jobs, spread=False)
    if options.hours:
        _table("one long", options, [int(options.hours * 3600)], spread=True)


def _table(name: str, options: argparse.Namespace, lengths: list[int], *, spread: bool) -> None:
    one = 0.0
    speed = options.speed if spread else options.minutes * 60 / options.seconds
    for count in options.workers:
        seconds = _measured(options, lengths, count, spread=spread)
        one = one or seconds * count  # what one worker takes, or would if these shared without loss
        times = one / seconds
        asleep = sum(lengths) / speed / count
        shares = f"{times / count:.2f} | {asleep / seconds:.2f}"
        print(f"| {name} | {count} | {seconds:.1f} | {times:.2f} | {shares} |", flush=True)


def _measured(options: argparse.Namespace, lengths: list[int], count: int, *, spread: bool) -> float:
    """Seconds from the first recognition's beginning to the last one's end, on workers that wait for work."""
    with scratch_database() as database, tempfile.TemporaryDirectory() as folder:
        place = Installation(
            database=database,
            broker=options.broker,
            name=f"bench-{uuid.uuid4().hex[:8]}",
            folder=Path(folder),
            times_real_time=options.speed if spread else options.minutes * 60 / options.seconds,
            spread=spread,
            policy=SpreadPolicy(longest=options.stretch, first=options.stretch / 5, look=0.2),
        )
        container = container_of(place)
        container.prepare()
        submit = container.submit_job()
        jobs, done = container.jobs(), JobFilter(states=frozenset({JobState.SUCCEEDED}))
        with (
            workers(place, "jobs", 1 if spread else count),
            workers(place, "recognition", count if spread else 0),
        ):
            # One of a few seconds for each worker, so that all have started.
            for _ in range(count * 2):
                submit.execute(SubmitJobRequest(source=io.BytesIO(b"20"), name="warm"))
            _wait(lambda: len(jobs.list_jobs(done, limit=100).jobs) == count * 2)
            begun = time.monotonic()
            made = [
                submit.execute(SubmitJobRequest(source=io.BytesIO(str(length).encode()), name="x"))
                for length in lengths
            ]
            _wait(lambda: len(jobs.list_jobs(done, limit=100).jobs) == len(made) + count * 2)
            seconds = time.monotonic() - begun
            _check(container, made, lengths)
            if spread:
                stages = {each.stage: each.seconds for each in jobs.get(made[0].id).progress.stages}
                print(f"  stages: {stages}")
                seconds = stages["recognition"] or 0.0
        for queue in (container.queue(), container.stretch_queue()):
            queue.purge()  # type: ignore[attr-defined] # both are Celery's
        return seconds


def _wait(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.1)


def _check(container: Container, made: list[Job], lengths: list[int]) -> None:
    read = container.read_transcript()
    for job, length in zip(made, lengths, strict=True):
        words = [word.text for segment in read.execute(job.id).transcript.segments for word in segment.words]
        assert words == expected_text(length)


if __name__ == "__main__":
    main()
