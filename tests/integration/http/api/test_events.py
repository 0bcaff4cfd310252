"""Server-sent events, read as they come from a real server."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import Any

import httpx
import pytest
from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.domain.job_transitions import claim, renew, request_cancel
from exact_transcription.entrypoints.http.api.event_stream import LOOK_SECONDS
from tests.fakes.jobs import NOW, a_job
from tests.integration.http.api.calls import API, content, hand_in, problem
from tests.integration.http.server import Server, serving

Event = tuple[str, str, dict[str, Any]]
LEASE = timedelta(days=9999)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("events"), EXACT_MAX_FOLLOWERS="4") as running:
        yield running


@pytest.fixture
def container(server: Server) -> Container:
    return server.container


def told(answer: httpx.Response) -> Iterator[Event]:
    """The events of an answer, without comments."""
    return _told(answer.iter_lines())


def _told(lines: Iterator[str]) -> Iterator[Event]:
    fields: dict[str, str] = {}
    for line in lines:
        if not line and "event" in fields:
            yield fields["id"], fields["event"], json.loads(fields["data"])
            fields = {}
        name, _, value = line.partition(": ")
        fields[name] = value


def test_progress_is_told_until_the_end(server: Server, container: Container) -> None:
    jobs = container.jobs()
    job = jobs.add(a_job(owner="local"))
    with httpx.stream("GET", f"{server.api}/transcriptions/{job.id}/events", timeout=30) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.headers["Cache-Control"] == "no-store"
        events = told(answer)
        assert next(events)[:2] == ("1", "job")
        jobs.update(job.id, partial(claim, holder="w", now=NOW, lease=LEASE))
        assert next(events)[2]["state"] == "running"
        progress = JobProgress().advanced("decode", 0.5)
        jobs.update(job.id, partial(renew, holder="w", now=NOW, lease=LEASE, progress=progress))
        version, _, shown = next(events)
        assert (version, shown["stage"], shown["fraction"], shown["version"]) == ("3", "decode", 0.5, 3)
        jobs.delete(job.id)
        assert list(events) == [("4", "gone", {"id": job.id})]


def test_who_comes_back_goes_on_where_it_was(server: Server, container: Container) -> None:
    jobs = container.jobs()
    job = jobs.add(a_job(owner="local"))
    ended = jobs.update(job.id, partial(request_cancel, now=NOW))
    url = f"{server.api}/transcriptions/{job.id}/events"
    seen = httpx.get(url, timeout=30)
    assert [event[:2] for event in told(seen)] == [(str(ended.version), "job")]
    again = httpx.get(url, headers={"Last-Event-ID": str(ended.version)}, timeout=30)
    assert list(told(again)) == []


def test_all_transcriptions_are_followed_at_once(server: Server, container: Container) -> None:
    jobs = container.jobs()
    with httpx.stream("GET", f"{server.api}/events", timeout=30) as answer:
        lines = answer.iter_lines()
        assert next(lines) == "retry: 3000"
        first, other = jobs.add(a_job(owner="local")), jobs.add(a_job(owner="somebody else"))
        events = _events_of(lines, first.id)
        assert next(events)[1] == "job"
        jobs.update(other.id, partial(request_cancel, now=NOW))
        jobs.update(first.id, partial(request_cancel, now=NOW))
        cursor, _, shown = next(events)
        assert shown["state"] == "cancelled"
        jobs.delete(first.id)
        assert next(events)[1:] == ("gone", {"id": first.id})
    second = jobs.add(a_job(owner="local"))
    jobs.update(second.id, partial(request_cancel, now=NOW))
    headers = {"Last-Event-ID": cursor}
    with httpx.stream("GET", f"{server.api}/events", headers=headers, timeout=30) as answer:
        missed = next(_events_of(answer.iter_lines(), second.id))
    assert missed[2]["state"] == "cancelled"


def _events_of(lines: Iterator[str], job_id: str) -> Iterator[Event]:
    for event in _told(lines):
        if event[2]["id"] == job_id:
            yield event


def test_too_many_followers_are_asked_to_read_instead(server: Server, container: Container) -> None:
    job = container.jobs().add(a_job(owner="local"))
    url = f"{server.api}/transcriptions/{job.id}/events"
    with httpx.Client(timeout=30) as client:
        streams = _all_let_in(client, url)
        refused = client.get(url)
        assert refused.status_code == 503
        assert refused.headers["Retry-After"] == "3"
        assert refused.json()["code"] == "service_unavailable"
        for stream in streams:
            stream.close()
        for stream in _all_let_in(client, url):
            stream.close()


def _all_let_in(client: httpx.Client, url: str) -> list[httpx.Response]:
    """Four streams, as many as are allowed, once the server has noticed that earlier clients are gone."""
    end = time.monotonic() + 12
    while True:
        streams = [client.send(client.build_request("GET", url), stream=True) for _ in range(4)]
        if all(stream.status_code == 200 for stream in streams):
            return streams
        for stream in streams:
            stream.close()
        assert time.monotonic() < end, "places of clients that went away are not free again"
        # Trying more often would take the places that become free one by one.
        time.sleep(LOOK_SECONDS + 0.5)


def test_unknown_and_wrong_ones_are_refused_at_once(client: FlaskClient) -> None:
    made = content(hand_in(client), 201)["id"]
    problem(client.get(f"{API}/transcriptions/{'0' * 32}/events"), 404, "not_found")
    wrong = client.get(f"{API}/transcriptions/{made}/events", headers={"Last-Event-ID": "x"})
    problem(wrong, 422, "invalid_fields")
    problem(client.get(f"{API}/events", headers={"Last-Event-ID": "x"}), 400, "invalid_request")
    assert client.head(f"{API}/events").status_code == 200


def test_a_stopping_server_ends_what_is_followed_and_is_gone_quickly(
    server: Server, container: Container
) -> None:
    job = container.jobs().add(a_job(owner="local"))
    time.sleep(LOOK_SECONDS + 0.5)
    with httpx.stream("GET", f"{server.api}/transcriptions/{job.id}/events", timeout=30) as answer:
        lines = answer.iter_lines()
        assert any(line.startswith("data: ") for line in islice(lines, 10))
        begin = time.monotonic()
        stopping = threading.Thread(target=server.stop)
        stopping.start()
        assert [line for line in lines if line not in ("", ":")] == []
        stopping.join(30)
    assert time.monotonic() - begin < 8, "it waited for the streams"
