"""Who may use the OpenAI-compatible API of an installation with accounts."""

import io

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.user import Role
from tests.integration.http.people import Person, person


@pytest.fixture
def ada(container: Container) -> Person:
    return person(container, "ada", Role.ADMIN)


def hand_in(client: FlaskClient, headers: dict[str, str]) -> TestResponse:
    # Without a model: what is asked stops there, and nobody has to wait for a worker.
    form = {"file": (io.BytesIO(b"sound"), "talk.wav")}
    return client.post("/v1/audio/transcriptions", data=form, headers=headers)


def refused(answer: TestResponse, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text
    told = answer.get_json()["error"]
    assert (told["type"], told["code"]) == ("invalid_request_error", code)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer sk-anything"}])
def test_without_a_valid_key_nobody_comes_in(
    ada: Person, client: FlaskClient, headers: dict[str, str]
) -> None:
    assert ada.user.name == "ada"
    refused(hand_in(client, headers), 401, "invalid_api_key")
    refused(client.get("/v1/models", headers=headers), 401, "invalid_api_key")


def test_a_key_that_may_only_read_hands_nothing_in(ada: Person, client: FlaskClient) -> None:
    key = ada.key(Scope.READ)
    refused(hand_in(client, key), 403, "access_denied")
    assert client.get("/v1/models", headers=key).status_code == 200


def test_a_key_that_may_write_gets_as_far_as_its_mistake(ada: Person, client: FlaskClient) -> None:
    refused(hand_in(client, ada.key(Scope.READ, Scope.WRITE)), 400, "missing_required_parameter")


def test_nothing_of_it_is_for_people_who_are_not_signed_in(ada: Person, client: FlaskClient) -> None:
    assert ada.user.role is Role.ADMIN
    assert client.get("/v1/anything").status_code == 401
