"""Whether the service says that it lives, that it is ready, and what it counts."""

from pathlib import Path

from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.user import Role
from exact_transcription.entrypoints.http.app import create_app
from exact_transcription.settings import Settings
from tests.integration.http.browser import upload
from tests.integration.http.people import QUICK_HASHER, person

AWAY = {"REMOTE_ADDR": "192.0.2.7"}


def samples(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_service_is_alive_even_where_it_is_not_ready(tmp_path: Path) -> None:
    container = Container()
    container.settings.override(Settings(data_dir=tmp_path / "elsewhere"))
    client = create_app(container).test_client()
    assert client.get("/healthz").text == "ok\n"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {
        "status": "not ready",
        "parts": {"database": "service_unavailable", "blobs": "ok", "queue": "ok"},
    }


def test_a_service_is_ready_when_all_parts_answer(client: FlaskClient, container: Container) -> None:
    assert client.get("/readyz").json == {
        "status": "ready",
        "parts": {"database": "ok", "blobs": "ok", "queue": "ok"},
    }
    person(container, "Ada", Role.ADMIN)
    assert client.get("/readyz", environ_base=AWAY).status_code == 200
    assert client.get("/healthz", environ_base=AWAY).status_code == 200


def test_metrics_tell_of_jobs_the_queue_and_requests(client: FlaskClient) -> None:
    page = upload(client, ("talk.wav", b"sound")).location
    client.get(page)
    found = samples(client.get("/metrics").text)
    assert found["exact_jobs", "queued"] == 1
    assert found["exact_jobs", "failed"] == 0
    assert found["exact_queue_depth",] == 1
    assert found["exact_http_requests_total", "GET", "/recordings/<job_id>", "200"] == 1
    assert found["exact_http_request_seconds_count", "GET", "/recordings/<job_id>"] == 1
    assert page.rpartition("/")[2] not in client.get("/metrics").text


def test_metrics_are_for_this_machine_and_for_administrators(
    client: FlaskClient, container: Container
) -> None:
    ada, bob = person(container, "Ada", Role.ADMIN), person(container, "Bob")
    wanted = [
        ({}, 200, {}),
        ({}, 303, AWAY),
        ({"X-Forwarded-For": "127.0.0.1"}, 303, {}),
        (ada.key(Scope.ADMIN), 200, AWAY),
        (ada.key(Scope.READ), 403, AWAY),
        (bob.key(Scope.READ, Scope.ADMIN), 403, AWAY),
    ]
    for headers, status, address in wanted:
        assert client.get("/metrics", headers=headers, environ_base=address).status_code == status


def test_metrics_are_for_everybody_where_a_setting_says_so(tmp_path: Path) -> None:
    container = Container()
    container.settings.override(Settings(data_dir=tmp_path / "data", metrics_public=True))
    container.password_hasher.override(QUICK_HASHER)
    container.prepare()
    person(container, "Ada", Role.ADMIN)
    assert create_app(container).test_client().get("/metrics", environ_base=AWAY).status_code == 200


def test_every_answer_has_an_id_that_the_asker_may_choose(client: FlaskClient) -> None:
    assert (
        client.get("/healthz", headers={"X-Request-ID": "abc-12345"}).headers["X-Request-ID"] == "abc-12345"
    )
    made_up = client.get("/healthz", headers={"X-Request-ID": "<script>"}).headers["X-Request-ID"]
    assert len(made_up) == 32
