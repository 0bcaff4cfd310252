"""Recordings on other servers: refused at once, or a job at once, which a worker fetches."""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.core.domain.errors import NotMediaError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.progress import ProgressListener
from exact_transcription.core.usecases.transcribe import TranscribeRequest
from exact_transcription.plugins.testing.samples import SAMPLES
from exact_transcription.settings import Settings
from tests.fakes.pipeline import FakePipeline
from tests.integration.http.api.calls import API, TALK, content, hand_in, problem
from tests.integration.http.working import working
from tests.integration.outbound.receiver import Answer, Receiver, dripping, file, receiving, status

PLACE = f"{API}/transcriptions"
MAX = 100_000


@pytest.fixture
def server() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture
def container(container: Container, server: Receiver, tmp_path: Path) -> Container:
    container.settings.override(
        Settings(
            data_dir=tmp_path / "data",
            max_file_bytes=MAX,
            max_stored_bytes=2 * MAX,
            import_hosts=frozenset({server.host, f"localhost:{server.port}"}),
            private_networks=(ip_network("127.0.0.2/32"),),
        )
    )
    return container


def transcribed(request: TranscribeRequest, _listener: ProgressListener) -> Transcript:
    if not request.path.read_bytes().startswith(b"sound"):
        raise NotMediaError("This is no recording.")
    return SAMPLES["plain"]


def until(client: FlaskClient, job_id: str, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    end = time.monotonic() + 20
    while not true(found := content(client.get(f"{PLACE}/{job_id}"))):
        assert time.monotonic() < end, found
        time.sleep(0.02)
    return dict(found)


def settled(job: dict[str, Any]) -> bool:
    return job["state"] in {"succeeded", "failed", "cancelled"}


def stored(container: Container) -> list[bytes]:
    return [container.blobs().read(blob.key) for blob in container.blobs().list_blobs("jobs/")]


def slowly(began: threading.Event, go_on: threading.Event) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        status(200, Content_Length=str(2 * len(TALK)))(request)
        request.wfile.write(TALK)
        began.set()
        go_on.wait(20)
        request.wfile.write(TALK)

    return answer


def test_it_is_a_job_at_once_and_fetched_by_a_worker(
    client: FlaskClient, container: Container, server: Receiver
) -> None:
    began, go_on = threading.Event(), threading.Event()
    server.answers["/a%20talk.wav"] = slowly(began, go_on)
    url = f"{server.url}/a%20talk.wav"
    answer = client.post(PLACE, json={"url": url, "options": {"language": "de"}})
    made = content(answer, 201)
    assert answer.headers["Location"] == f"{PLACE}/{made['id']}"
    assert (made["state"], made["title"]) == ("queued", "a talk.wav")
    assert made["recording"] == {"name": "a talk.wav", "size": 0, "sha256": "", "url": url}
    assert server.asked == []
    with working(container, FakePipeline(transcribed)):
        assert began.wait(20)
        seen = until(client, made["id"], lambda job: job["fraction"] > 0)
        assert (seen["state"], seen["stage"], seen["fraction"]) == ("running", "fetch", 0.5)
        go_on.set()
        after = until(client, made["id"], settled)
    assert after["state"] == "succeeded"
    assert (after["recording"]["size"], after["recording"]["url"]) == (2 * len(TALK), None)
    assert [stage["stage"] for stage in after["stages"]] == ["fetch"]
    assert after["recording"]["sha256"] == hashlib.sha256(2 * TALK).hexdigest()
    assert client.get(f"{PLACE}/{made['id']}/media").data == 2 * TALK
    assert after["options"]["language"] == "de"


def test_names_of_the_server_are_taken_and_titles_of_people_stay(
    client: FlaskClient, container: Container, server: Receiver
) -> None:
    server.answers["/x"] = file(TALK, Content_Disposition='attachment; filename="Talk 7.wav"')
    server.answers["/y"] = server.answers["/x"]
    own = content(client.post(PLACE, json={"url": f"{server.url}/x", "title": "Mine"}), 201)["id"]
    other = content(client.post(PLACE, json={"url": f"{server.url}/y"}), 201)["id"]
    with working(container, FakePipeline(transcribed)):
        found = [until(client, job_id, settled) for job_id in (own, other)]
    assert [job["recording"]["name"] for job in found] == ["Talk 7.wav"] * 2
    assert [job["title"] for job in found] == ["Mine", "Talk 7.wav"]


@pytest.mark.parametrize(
    ("body", "status_code", "code"),
    [
        ({"url": "http://10.0.0.1/a.wav"}, 400, "url_forbidden"),
        ({"url": "ftp://example.org/a.wav"}, 400, "url_forbidden"),
        ({"url": "https://other.example/a.wav"}, 400, "url_forbidden"),
        ({"url": "http://a:b/"}, 400, "invalid_request"),
        ({"url": "SERVER/a.wav", "options": {"beam_size": 0}}, 422, "invalid_fields"),
    ],
)
def test_what_can_be_refused_at_once_is(
    client: FlaskClient, server: Receiver, body: dict[str, Any], status_code: int, code: str
) -> None:
    body["url"] = body["url"].replace("SERVER", server.url)
    problem(client.post(PLACE, json=body), status_code, code)
    assert content(client.get(PLACE))["items"] == []


@pytest.mark.parametrize(
    ("path", "answer", "code", "said"),
    [
        ("/a.wav", status(404), "fetch_failed", "answered 404"),
        ("/a.wav", file(b"x", length=MAX + 1), "limit_exceeded", "larger than"),
        ("/a.wav", dripping(b"x" * 10_000, 0.0), "limit_exceeded", "larger than"),
        ("/a.wav", status(302, Location="http://127.0.0.1/"), "url_forbidden", "not public"),
        ("/a.wav", file(b""), "media_empty", "no bytes"),
        ("/a.wav", file(b"<html>"), "media_not_recognised", "no recording"),
    ],
)
def test_what_cannot_be_fetched_fails_at_once_and_says_why(  # noqa: PLR0913, PLR0917
    client: FlaskClient,
    container: Container,
    server: Receiver,
    path: str,
    answer: Answer,
    code: str,
    said: str,
) -> None:
    server.answers[path] = answer
    made = content(client.post(PLACE, json={"url": server.url + path}), 201)
    with working(container, FakePipeline(transcribed)):
        after = until(client, made["id"], settled)
    assert (after["state"], after["failure"]["code"], after["attempts"]) == ("failed", code, 1)
    assert said in after["failure"]["message"]
    assert stored(container) == ([b"<html>"] if code == "media_not_recognised" else [])


def test_a_name_that_stands_for_a_private_address_fails_the_job(
    client: FlaskClient, container: Container, server: Receiver
) -> None:
    url = f"http://localhost:{server.port}/a.wav"
    made = content(client.post(PLACE, json={"url": url}), 201)
    with working(container, FakePipeline(transcribed)):
        after = until(client, made["id"], settled)
    assert after["failure"]["code"] == "url_forbidden"
    assert server.asked == []


def test_what_may_pass_is_tried_again_later(
    client: FlaskClient, container: Container, server: Receiver
) -> None:
    server.answers["/a.wav"] = status(503)
    made = content(client.post(PLACE, json={"url": f"{server.url}/a.wav"}), 201)
    with working(container, FakePipeline(transcribed)):
        after = until(client, made["id"], lambda job: bool(job["failure"]))
    assert (after["state"], after["attempts"]) == ("queued", 1)
    assert after["failure"]["code"] == "fetch_interrupted"
    assert "answered 503" in after["failure"]["message"]


def test_a_job_that_failed_to_be_fetched_can_be_run_again(
    client: FlaskClient, container: Container, server: Receiver
) -> None:
    made = content(client.post(PLACE, json={"url": f"{server.url}/a.wav"}), 201)
    with working(container, FakePipeline(transcribed)):
        assert until(client, made["id"], settled)["state"] == "failed"
        server.answers["/a.wav"] = file(TALK)
        content(client.post(f"{PLACE}/{made['id']}/rerun", json={}))
        assert until(client, made["id"], settled)["state"] == "succeeded"


def test_what_comes_counts_for_what_its_owner_may_store(
    client: FlaskClient, container: Container, server: Receiver
) -> None:
    hand_in(client, b"x" * (MAX - 1000))
    hand_in(client, b"x" * (MAX - 1000))
    server.answers["/a.wav"] = file(b"sound" * 500)
    made = content(client.post(PLACE, json={"url": f"{server.url}/a.wav"}), 201)
    with working(container, FakePipeline(transcribed)):
        after = until(client, made["id"], settled)
    assert (after["state"], after["failure"]["code"]) == ("failed", "limit_exceeded")
    assert sorted(map(len, stored(container))) == [MAX - 1000, MAX - 1000]


def test_it_stops_at_once_while_a_server_is_silent(
    client: FlaskClient, container: Container, server: Receiver
) -> None:
    began, go_on = threading.Event(), threading.Event()
    server.answers["/a.wav"] = slowly(began, go_on)
    made = content(client.post(PLACE, json={"url": f"{server.url}/a.wav"}), 201)
    with working(container, FakePipeline(transcribed)):
        assert began.wait(20)
        begin = time.monotonic()
        client.post(f"{PLACE}/{made['id']}/cancel")
        after = until(client, made["id"], settled)
        assert time.monotonic() - begin < 4
    go_on.set()
    assert after["state"] == "cancelled"
    assert stored(container) == []


def test_the_same_request_twice_makes_one_job(client: FlaskClient, server: Receiver) -> None:
    body = {"url": f"{server.url}/a.wav"}
    headers = {"Idempotency-Key": "k"}
    first, second = (content(client.post(PLACE, json=body, headers=headers), 201) for _ in range(2))
    assert first["id"] == second["id"]
    body["url"] += "?other"
    problem(client.post(PLACE, json=body, headers=headers), 409, "idempotency_mismatch")
