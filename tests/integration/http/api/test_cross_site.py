"""Pages of other sites change nothing through a browser."""

import pytest
from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.core.usecases.accounts import Identity
from exact_transcription.entrypoints.http.app import create_app
from exact_transcription.entrypoints.http.identity import LOCAL_IDENTITY, identify_as
from exact_transcription.entrypoints.http.security import FIELD
from tests.integration.http.api.calls import API, hand_in, problem

POST = f"{API}/transcriptions"


def test_a_program_on_this_machine_needs_no_token(client: FlaskClient) -> None:
    assert hand_in(client).status_code == 201


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "null"},
    ],
)
def test_a_page_of_another_site_changes_nothing(client: FlaskClient, headers: dict[str, str]) -> None:
    problem(client.post(POST, headers=headers), 403, "access_denied")


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}])
def test_a_page_of_this_site_may_ask(client: FlaskClient, headers: dict[str, str]) -> None:
    problem(client.post(POST, headers=headers), 415, "unsupported_media_type")


def test_who_is_known_by_the_session_needs_its_token(container: Container) -> None:
    app = create_app(container)
    # As if somebody had signed in: known by the session, and not the one user of an open installation.
    app.before_request_funcs[None].insert(2, lambda: identify_as(Identity(user=LOCAL_IDENTITY.user)))
    app.before_request_funcs[None].pop(3)
    client = app.test_client()
    problem(client.post(POST), 403, "access_denied")
    with client.session_transaction() as stored:
        stored[FIELD] = "right"
    problem(client.post(POST, headers={"X-CSRF-Token": "wrong"}), 403, "access_denied")
    problem(client.post(POST, headers={"X-CSRF-Token": "right"}), 415, "unsupported_media_type")


def test_another_name_of_this_machine_is_refused(client: FlaskClient) -> None:
    problem(client.get(POST, headers={"Host": "rebound.example"}), 400, "bad_request")
