"""A web service that is asked to stop while people follow a transcription and an upload does not get on."""

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.fakes.jobs import a_job
from tests.integration.http.server import Server, serving

PLATFORM_KILLS_AFTER = 10.0
FOLLOWERS = 3
LENGTH, SENT = 1_000_000, 4_000


def test_it_lets_followers_go_waits_for_the_upload_and_is_gone_within_ten_seconds(tmp_path: Path) -> None:
    with serving(tmp_path) as server, httpx.Client(timeout=30) as client, _stalled_upload(server):
        job = server.container.jobs().add(a_job(owner="local"))
        place = f"{server.api}/transcriptions/{job.id}/events"
        streams = [client.send(client.build_request("GET", place), stream=True) for _ in range(FOLLOWERS)]
        lines = [stream.iter_lines() for stream in streams]
        assert all(any(line.startswith("data: ") for line in each) for each in lines)
        begun = time.monotonic()
        stopping = threading.Thread(target=server.stop)
        stopping.start()
        # They are ended properly: a connection that breaks raises.
        assert [line for each in lines for line in each if line not in ("", ":")] == []
        stopping.join(PLATFORM_KILLS_AFTER)
        seconds = time.monotonic() - begun
        assert not stopping.is_alive(), f"still there after {seconds:.1f} s"
        assert 5 < seconds < PLATFORM_KILLS_AFTER, "it did not wait for the upload, or for too long"


@contextmanager
def _stalled_upload(server: Server) -> Iterator[None]:
    """One whose client sends a beginning and then no more, but stays."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    line.putrequest("POST", "/api/v1/uploads")
    for name, value in {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(LENGTH),
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": str(LENGTH),
    }.items():
        line.putheader(name, value)
    line.endheaders(b"a" * SENT)
    yield
    line.close()
