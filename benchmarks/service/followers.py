"""Many who follow transcriptions at once: what do other requests wait for, and how late are events?

python -m benchmarks.service.followers --followers 200 --seconds 30
"""

import asyncio
import json
import multiprocessing
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

import click
import httpx

from benchmarks.service.web import Web, serving
from exact_transcription.container import Container
from exact_transcription.core.domain.ids import new_id
from exact_transcription.core.domain.job import Job, Recording
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.domain.job_transitions import claim, renew
from exact_transcription.settings import Settings

_BEAT = 0.5
"""Seconds between two changes of a job, as a worker makes them."""

_PAUSE = 0.02
_LEASE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What the followers saw."""

    connected: int
    events: int
    seconds_late: list[float]


@click.command()
@click.option("--followers", default=200, show_default=True)
@click.option("--jobs", "job_count", default=4, show_default=True, help="Transcriptions that make progress.")
@click.option("--all", "everything", is_flag=True, help="Follow all transcriptions instead of one each.")
@click.option("--seconds", default=30.0, show_default=True)
@click.option("--processes", default=2, show_default=True)
@click.option("--threads", default=512, show_default=True)
def main(
    *, followers: int, job_count: int, everything: bool, seconds: float, processes: int, threads: int
) -> None:
    """Measure requests with and without followers."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), processes=processes, threads=threads) as web,
    ):
        made = [web.container.jobs().add(_job(number)) for number in range(job_count)]
        paths = ["/events"] if everything else [f"/transcriptions/{job.id}/events" for job in made]
        told, tell = multiprocessing.Pipe(duplex=False)
        stop = multiprocessing.Event()
        worker = multiprocessing.Process(target=_work, args=(web.data, [job.id for job in made], stop))
        crowd = multiprocessing.Process(
            target=_follow_all, args=(web.port, paths, followers, stop, tell), daemon=True
        )
        worker.start()
        _report("alone", _ask(web, made, seconds / 2))
        crowd.start()
        assert told.recv() == "connected"
        _report(f"with {followers} followers", _ask(web, made, seconds))
        memory = web.peak_megabytes()
        stop.set()
        seen: Followed = told.recv()
        worker.join()
        crowd.join()
    late = sorted(seen.seconds_late)
    click.echo(
        f"followers: {seen.connected} connected, {seen.events} events, "
        f"late in the median {statistics.median(late):.3f} s, 95 % within {_share(late, 0.95):.3f} s"
    )
    click.echo(f"most memory of a web process: {memory:.0f} MB")


def _ask(web: Web, jobs: list[Job], seconds: float) -> list[float]:
    """How long requests take, one after the other: the list, one transcription, the first page."""
    paths = ["/transcriptions?limit=50", *(f"/transcriptions/{job.id}" for job in jobs)]
    taken: list[float] = []
    end = time.monotonic() + seconds
    with httpx.Client(base_url=web.api, timeout=60) as client:
        while time.monotonic() < end:
            begin = time.perf_counter()
            client.get(paths[len(taken) % len(paths)]).raise_for_status()
            taken.append(time.perf_counter() - begin)
            time.sleep(_PAUSE)
    return sorted(taken)


def _report(name: str, taken: list[float]) -> None:
    figures = ", ".join(f"{share:.0%} {_share(taken, share) * 1000:.0f} ms" for share in (0.5, 0.95, 0.99))
    click.echo(f"{len(taken)} GET requests {name}: {figures}, longest {taken[-1] * 1000:.0f} ms")


def _share(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _job(number: int) -> Job:
    job_id, now = new_id(), datetime.now(UTC)
    recording = Recording(name="talk.wav", blob=f"jobs/{job_id}/recording", size=1, sha256="0" * 64)
    return Job(
        id=job_id, owner="local", title=f"Talk {number}", recording=recording, created=now, available=now
    )


def _work(data: Path, job_ids: list[str], stop: Event) -> None:
    """Make progress as workers do; the title tells when, so that followers know how late they are told."""
    container = Container()
    container.settings.override(Settings(data_dir=data))
    jobs = container.jobs()
    for job_id in job_ids:
        now = datetime.now(UTC)
        jobs.update(job_id, partial(claim, holder="w", now=now, lease=_LEASE))
    begin = time.monotonic()
    while not stop.wait(_BEAT):
        now, fraction = datetime.now(UTC), min(0.99, (time.monotonic() - begin) / 600)
        progress = JobProgress().advanced("recognition", fraction).completed("decode", time.time())
        for job_id in job_ids:
            jobs.update(job_id, partial(renew, holder="w", now=now, lease=_LEASE, progress=progress))


def _follow_all(port: int, paths: list[str], count: int, stop: Event, tell: Connection) -> None:
    asyncio.run(_crowd(port, paths, count, stop, tell))


async def _crowd(port: int, paths: list[str], count: int, stop: Event, tell: Connection) -> None:
    late: list[float] = []
    ready = [asyncio.Event() for _ in range(count)]
    tasks = [
        asyncio.create_task(_follow(port, paths[number % len(paths)], ready[number], late))
        for number in range(count)
    ]
    await asyncio.gather(*(each.wait() for each in ready))
    tell.send("connected")
    late.clear()
    await asyncio.to_thread(stop.wait)
    alive = sum(not task.done() for task in tasks)
    tell.send(Followed(connected=alive, events=len(late), seconds_late=list(late)))
    for task in tasks:
        task.cancel()


async def _follow(port: int, path: str, ready: asyncio.Event, late: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    async for line in reader:
        if line.startswith(b"data: "):
            ready.set()
            stages = json.loads(line[6:])["stages"]
            written = [stage["seconds"] for stage in stages if stage["stage"] == "decode"]
            if written:
                late.append(time.time() - written[0])


if __name__ == "__main__":
    main()
