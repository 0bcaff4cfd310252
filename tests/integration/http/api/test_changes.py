"""Changing, stopping, repeating and deleting transcriptions."""

from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.core.usecases import job_blobs
from tests.integration.http.api.calls import API, content, hand_in, problem
from tests.integration.http.api.finished import finish


def _one(client: FlaskClient) -> str:
    return f"{API}/transcriptions/{content(hand_in(client), 201)['id']}"


def test_title_and_priority_can_be_changed_one_by_one(client: FlaskClient, container: Container) -> None:
    one = _one(client)
    changed = content(client.patch(one, json={"title": " Interview ", "priority": 9}))
    assert (changed["title"], changed["priority"]) == ("Interview", 9)
    assert content(client.patch(one, json={"priority": 1}))["title"] == "Interview"
    assert content(client.get(one))["priority"] == 1
    assert container.queue().depth() == 3  # sent again with each new priority; only one of them has an effect
    problem(client.patch(one, json={}), 422, "invalid_fields")
    problem(client.patch(one, json={"priority": 10}), 422, "invalid_fields")
    problem(client.patch(one, json={"title": " "}), 400, "invalid_request")
    problem(client.patch(one, data="{", content_type="application/json"), 400, "bad_request")
    problem(client.patch(one, data="x"), 415, "unsupported_media_type")


def test_deleting_leaves_nothing_but_a_line_of_the_audit_log(
    client: FlaskClient, container: Container, done: str
) -> None:
    one = f"{API}/transcriptions/{done}"
    assert client.delete(one).status_code == 204
    problem(client.get(one), 404, "not_found")
    problem(client.delete(one), 404, "not_found")
    assert list(container.blobs().list_blobs(job_blobs.prefix(done))) == []
    (event,) = container.audit().list_events(subject=done)
    assert (event.action, event.actor) == ("job.deleted", "local")


def test_what_waits_stops_at_once_and_can_be_tried_again(client: FlaskClient) -> None:
    one = _one(client)
    problem(client.post(f"{one}/retry"), 409, "job_state")
    assert content(client.post(f"{one}/cancel"))["state"] == "cancelled"
    problem(client.post(f"{one}/cancel"), 409, "job_state")
    assert content(client.post(f"{one}/retry"))["state"] == "queued"


def test_running_again_changes_only_the_options_that_are_given(
    client: FlaskClient, container: Container
) -> None:
    options = '{"language": "en", "pauses": {"shortest": 0.2, "lapse": 5}}'
    job_id = content(hand_in(client, options=options), 201)["id"]
    one = f"{API}/transcriptions/{job_id}"
    problem(client.post(f"{one}/rerun", json={}), 409, "job_state")
    finish(container, job_id)
    again = content(client.post(f"{one}/rerun", json={"options": {"pauses": {"lapse": 4}, "beam_size": 2}}))
    assert (again["state"], again["revision"]) == ("queued", 1)
    assert again["options"]["pauses"] == {"shortest": 0.2, "lapse": 4.0}
    assert (again["options"]["language"], again["options"]["beam_size"]) == ("en", 2)
    problem(client.post(f"{one}/rerun", json={"options": {"colour": "red"}}), 422, "invalid_fields")
