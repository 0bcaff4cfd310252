"""Recordings in forms, which are stored while they arrive; and requests that are sent twice."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from exact_transcription.container import Container
from exact_transcription.core.ports.job_repository import JobFilter
from tests.integration.http.api.calls import API, TALK, content, hand_in, problem

PLACE = f"{API}/transcriptions"
FORM = "multipart/form-data; boundary=b"
FILE = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
TITLE = b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nTalk\r\n'


def stored(container: Container) -> list[bytes]:
    return [container.blobs().read(blob.key) for blob in container.blobs().list_blobs("jobs/")]


def send(client: FlaskClient, body: bytes, length: int | None = None) -> TestResponse:
    return client.post(
        PLACE, input_stream=BytesIO(body), content_length=length or len(body), content_type=FORM
    )


def test_fields_may_come_before_and_after_the_file(client: FlaskClient, container: Container) -> None:
    options = b'--b\r\nContent-Disposition: form-data; name="options"\r\n\r\n{"language": "de"}\r\n'
    sound = bytes(range(256)) * 300 + b"\r\n--a\r\n--"
    made = content(send(client, TITLE + FILE + sound + b"\r\n" + options + b"--b--\r\n"), 201)
    assert (made["title"], made["options"]["language"]) == ("Talk", "de")
    assert (made["recording"]["name"], made["recording"]["size"]) == ("a.wav", len(sound))
    assert stored(container) == [sound]


def test_no_copy_goes_through_the_folder_for_temporary_files(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    assert hand_in(client, b"x" * 90_000).status_code == 201


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (FILE + b"sound", "bad_request"),
        (FILE + b"sound\r\n" + TITLE, "bad_request"),
        (FILE + b"sound\r\n" + FILE + b"more\r\n--b--\r\n", "bad_request"),
        (FILE.replace(b'"file"', b'"other"') + b"sound\r\n--b--\r\n", "bad_request"),
        (b"no form", "bad_request"),
    ],
)
def test_a_form_that_is_broken_leaves_nothing_behind(
    client: FlaskClient, container: Container, body: bytes, code: str
) -> None:
    problem(send(client, body), 400, code)
    assert stored(container) == []


def test_a_client_that_goes_away_leaves_nothing_behind(client: FlaskClient, container: Container) -> None:
    problem(send(client, FILE + b"sound", length=90_000), 400, "bad_request")
    assert stored(container) == []


def test_a_recording_with_wrong_fields_or_none_at_all_leaves_nothing_behind(
    client: FlaskClient, container: Container
) -> None:
    problem(hand_in(client, options="{"), 422, "invalid_fields")
    problem(hand_in(client, colour="red"), 422, "invalid_fields")
    told = problem(send(client, TITLE + b"--b--\r\n"), 422, "invalid_fields")
    assert "form.file" in json.dumps(told)
    problem(hand_in(client, b""), 422, "media_empty")
    problem(hand_in(client, b"x" * 100_001), 413, "limit_exceeded")
    long = TITLE.replace(b"Talk", b"x" * 600_000)
    problem(send(client, long + FILE + b"sound\r\n--b--\r\n"), 413, "request_too_large")
    assert stored(container) == []


def test_the_same_request_again_makes_nothing_new(client: FlaskClient, container: Container) -> None:
    def again(data: bytes = TALK, **fields: str) -> TestResponse:
        form = {"file": (BytesIO(data), "talk.wav"), **fields}
        return client.post(PLACE, data=form, headers={"Idempotency-Key": "one"})

    first = content(again(title="Talk"), 201)
    assert content(again(title="Talk"), 201) == first
    problem(again(title="Other"), 409, "idempotency_mismatch")
    problem(again(b"other sound", title="Talk"), 409, "idempotency_mismatch")
    problem(again(title="Talk", options='{"language": "de"}'), 409, "idempotency_mismatch")
    assert len(container.jobs().list_jobs(JobFilter(), limit=9).jobs) == 1
    assert stored(container) == [TALK]
