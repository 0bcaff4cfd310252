"""What the API says when something is wrong."""

import pytest
from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.core.domain.ids import new_id
from exact_transcription.entrypoints.http.app import create_app
from tests.integration.http.api.calls import API, hand_in, problem


def test_an_unknown_address_is_a_problem_for_programs_and_a_page_for_people(client: FlaskClient) -> None:
    problem(client.get(f"{API}/nothing"), 404, "not_found")
    assert client.get("/nothing").mimetype == "text/html"


def test_an_unknown_id_and_one_that_is_none_are_not_found(client: FlaskClient) -> None:
    problem(client.get(f"{API}/transcriptions/{new_id()}"), 404, "not_found")
    problem(client.get(f"{API}/transcriptions/..%2Fetc"), 404, "not_found")


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    answer = client.put(f"{API}/transcriptions")
    problem(answer, 405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) >= {"GET", "POST"}


def test_wrong_values_are_told_one_by_one(client: FlaskClient) -> None:
    told = problem(client.get(f"{API}/transcriptions?limit=x&colour=red"), 422, "invalid_fields")
    assert isinstance(told["fields"], list)
    assert {(each["field"], each["code"]) for each in told["fields"]} == {
        ("query.limit", "int_parsing"),
        ("query.colour", "extra_forbidden"),
    }


def test_wrong_options_are_told_with_their_place_and_not_repeated(client: FlaskClient) -> None:
    answer = hand_in(client, options='{"beam_size": 99, "model": "/etc/passwd"}')
    told = problem(answer, 422, "invalid_fields")
    assert isinstance(told["fields"], list)
    assert {each["field"] for each in told["fields"]} == {"form.options.beam_size", "form.options.model"}
    assert "passwd" not in answer.text


def test_options_that_contradict_each_other_are_refused(client: FlaskClient) -> None:
    problem(hand_in(client, options='{"speakers": {"exact": 2, "minimum": 1}}'), 400, "invalid_request")


def test_a_body_of_the_wrong_kind_is_refused(client: FlaskClient) -> None:
    problem(client.post(f"{API}/transcriptions", data={"title": "a"}), 415, "unsupported_media_type")


def test_what_is_too_large_is_refused_with_the_limit(client: FlaskClient) -> None:
    answer = client.post(
        f"{API}/transcriptions", data=b"x" * 2_000_000, content_type="multipart/form-data; boundary=x"
    )
    told = problem(answer, 413, "request_too_large")
    assert "MiB" in str(told["hint"])


def test_an_error_that_nobody_thought_of_says_nothing_of_its_details(
    container: Container, capfd: pytest.CaptureFixture[str]
) -> None:
    app = create_app(container)

    @app.get("/api/v1/broken")
    def broken() -> str:
        raise RuntimeError("the secret is 4711")

    answer = app.test_client().get("/api/v1/broken")
    problem(answer, 500, "internal")
    assert "4711" not in answer.text
    captured = capfd.readouterr()
    assert "4711" in captured.out + captured.err
