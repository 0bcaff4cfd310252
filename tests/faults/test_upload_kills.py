"""Kill -9 of the web service in the middle of an upload: what was stored stays, and the client goes on.

The client is tuspy, the server gunicorn. `FAULT_KILLS` says how often (1; `make soak` takes 100).
"""

import hashlib
import os
import random
import threading
import time
from pathlib import Path

import httpx
import pytest
from tusclient.client import TusClient

from exact_transcription.core.domain.job import Job
from exact_transcription.core.ports.job_repository import JobFilter
from tests.faults.relay import Relay
from tests.integration.http.server import Server, serving

MIB = 1024**2
PART = 16 * MIB
SIZE = 40 * MIB + 4321
KILLS = max(1, int(os.environ.get("FAULT_KILLS", "8")) // 8)
SEED = int(os.environ.get("FAULT_SEED", str(random.SystemRandom().randrange(10**6))))


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "talk.wav"
    path.write_bytes(random.Random(SEED).randbytes(SIZE))  # noqa: S311 - content
    return path


class _Killer(threading.Thread):
    """Kills the server once the relay has stalled and the first part is stored, and starts it again."""

    def __init__(self, server: Server, relay: Relay, upload_id: str) -> None:
        super().__init__(daemon=True)
        self._server, self._relay, self._upload_id = server, relay, upload_id
        self.offset = -1
        self.start()

    def run(self) -> None:
        assert self._relay.stalled.wait(60)
        end = time.monotonic() + 60
        while self._stored() < PART and time.monotonic() < end:
            time.sleep(0.01)
        self._server.kill()
        self.offset = self._stored()
        self._relay.let_through()
        self._server.start()

    def _stored(self) -> int:
        offset: int = self._server.container.uploads().get(self._upload_id).offset
        return offset


def test_an_upload_goes_on_after_the_server_was_killed(tmp_path: Path, recording: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - moments
    with serving(tmp_path) as server:
        for _ in range(KILLS):
            _upload_with_kill(server, recording, chance.randrange(PART + MIB, SIZE - MIB))
        jobs = _recordings(server)
    assert len(jobs) == KILLS, f"seed {SEED}"
    digest = hashlib.sha256(recording.read_bytes()).hexdigest()
    assert {job.recording.sha256 for job in jobs} == {digest}, f"seed {SEED}"


def _upload_with_kill(server: Server, recording: Path, stall: int) -> None:
    with Relay(server.port, stall_after=stall) as relay, recording.open("rb") as stream:
        client = TusClient(f"http://127.0.0.1:{relay.port}/api/v1/uploads")
        # One chunk for everything, so that the server dies in the middle of it.
        uploader = client.uploader(
            file_stream=stream,
            chunk_size=SIZE,
            retries=60,
            retry_delay=0.5,
            metadata={"filename": "talk.wav"},
        )
        place = uploader.create_url()
        uploader.set_url(place)
        upload_id = place.rpartition("/")[2]
        killer = _Killer(server, relay, upload_id)
        uploader.upload()
        killer.join()
    assert PART <= killer.offset <= stall, "the part before the kill was kept"
    answer = httpx.post(f"{server.api}/transcriptions", json={"upload": upload_id}, timeout=60)
    assert answer.status_code == 201, answer.text


def _recordings(server: Server) -> tuple[Job, ...]:
    jobs: tuple[Job, ...] = server.container.jobs().list_jobs(JobFilter(), limit=200).jobs
    return jobs
