"""Webhooks in the API."""

from flask.testing import FlaskClient

from tests.integration.http.api.calls import API, content, problem

HOOKS = f"{API}/webhooks"


def test_a_webhook_is_made_changed_tried_and_deleted_and_its_secret_is_shown_once(
    client: FlaskClient,
) -> None:
    answer = client.post(HOOKS, json={"url": "https://example.org/hook"})
    made = content(answer, 201)
    assert made["secret"].startswith("whsec_")
    assert made["events"] == ["transcription.cancelled", "transcription.failed", "transcription.succeeded"]
    place = answer.headers["Location"]
    shown = content(client.get(place))
    assert shown == {name: value for name, value in made.items() if name != "secret"}
    assert content(client.get(HOOKS))["items"] == [shown]
    changed = content(client.patch(place, json={"events": ["transcription.failed"], "active": False}))
    assert (changed["events"], changed["active"], changed["url"]) == (
        ["transcription.failed"],
        False,
        "https://example.org/hook",
    )
    sent = content(client.post(f"{place}/test"), 202)
    assert (sent["event"], sent["state"], sent["transcription"]) == ("webhook.test", "pending", None)
    assert content(client.get(f"{place}/deliveries"))["items"] == [sent]
    assert client.delete(place).status_code == 204
    problem(client.get(place), 404, "not_found")
    problem(client.get(f"{place}/deliveries"), 404, "not_found")


def test_addresses_inside_and_unknown_events_are_refused(client: FlaskClient) -> None:
    problem(client.post(HOOKS, json={"url": "http://127.0.0.1/"}), 400, "url_forbidden")
    problem(client.post(HOOKS, json={"url": "gopher://example.org/"}), 400, "url_forbidden")
    problem(client.post(HOOKS, json={"url": "https://x.org", "events": ["x"]}), 422, "invalid_fields")
    problem(client.post(HOOKS, json={"url": "https://x.org", "events": []}), 422, "invalid_fields")
    made = client.post(HOOKS, json={"url": "https://x.org"})
    problem(client.patch(made.headers["Location"], json={"url": "http://[::1]/"}), 400, "url_forbidden")


def test_recordings_are_not_fetched_unless_the_operator_says_from_where(client: FlaskClient) -> None:
    answer = client.post(f"{API}/transcriptions", json={"url": "https://example.org/a.wav"})
    told = problem(answer, 400, "url_forbidden")
    assert "EXACT_IMPORT_HOSTS" in str(told["hint"])
