"""tus 1.0.0, request by request."""

import base64
import hashlib
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from exact_transcription.container import Container
from tests.integration.http.api.calls import API, content, problem

UPLOADS = f"{API}/uploads"
TUS = {"Tus-Resumable": "1.0.0"}
OCTETS = {**TUS, "Content-Type": "application/offset+octet-stream"}


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def begin(client: FlaskClient, size: int = 10, **headers: str) -> str:
    answer = client.post(UPLOADS, headers={**TUS, "Upload-Length": str(size), **headers})
    assert answer.status_code == 201, answer.text
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    return answer.headers["Location"]


def send(client: FlaskClient, place: str, offset: int, data: bytes, **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.patch(place, data=data, headers={**OCTETS, "Upload-Offset": str(offset), **named})


def test_options_tell_what_is_possible(client: FlaskClient) -> None:
    answer = client.options(UPLOADS)
    assert answer.status_code == 200
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == "100000"
    assert set(answer.headers["Tus-Extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "creation-defer-length",
        "termination",
        "checksum",
        "expiration",
    }
    assert set(answer.headers["Tus-Checksum-Algorithm"].split(",")) == {"sha1", "sha256", "md5"}


def test_an_upload_in_pieces_becomes_a_transcription(client: FlaskClient, container: Container) -> None:
    place = begin(client, 10, **{"Upload-Metadata": f"filename {encoded('Größe.wav')},empty"})
    first = send(client, place, 0, b"01234")
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "5")
    expires = parsedate_to_datetime(first.headers["Upload-Expires"])
    assert timedelta(hours=23) < expires - container.clock().now() <= timedelta(hours=24)
    head = client.head(place, headers=TUS)
    assert (head.status_code, head.data, head.headers["Upload-Offset"]) == (200, b"", "5")
    assert (head.headers["Upload-Length"], head.headers["Cache-Control"]) == ("10", "no-store")
    send(client, place, 5, b"56789")
    upload_id = place.rpartition("/")[2]
    made = content(client.post(f"{API}/transcriptions", json={"upload": upload_id, "title": "Talk"}), 201)
    assert (made["title"], made["recording"]["name"], made["recording"]["size"]) == ("Talk", "Größe.wav", 10)
    assert container.blobs().read(container.jobs().get(made["id"]).recording.blob) == b"0123456789"
    again = content(client.post(f"{API}/transcriptions", json={"upload": upload_id}), 201)
    assert again["id"] == made["id"]
    assert content(client.get(place))["transcription"] == made["id"]


def test_the_first_bytes_may_come_at_once(client: FlaskClient) -> None:
    answer = client.post(UPLOADS, headers={**OCTETS, "Upload-Length": "5"}, data=b"012")
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "3")
    refused = client.post(UPLOADS, headers={**OCTETS, "Upload-Length": "2"}, data=b"012")
    problem(refused, 413, "limit_exceeded")


def test_the_size_may_come_later(client: FlaskClient) -> None:
    answer = client.post(UPLOADS, headers={**TUS, "Upload-Defer-Length": "1"})
    place = answer.headers["Location"]
    assert client.head(place, headers=TUS).headers["Upload-Defer-Length"] == "1"
    send(client, place, 0, b"01")
    assert send(client, place, 2, b"2", Upload_Length="3").headers["Upload-Length"] == "3"
    problem(send(client, place, 3, b"", Upload_Length="4"), 409, "conflict")


def test_a_wrong_offset_or_checksum_changes_nothing(client: FlaskClient) -> None:
    place = begin(client)
    problem(send(client, place, 3, b"x"), 409, "conflict")
    digest = base64.b64encode(hashlib.sha256(b"right").digest()).decode()
    problem(send(client, place, 0, b"wrong", Upload_Checksum=f"sha256 {digest}"), 460, "checksum_mismatch")
    problem(send(client, place, 0, b"x", Upload_Checksum="crc32 AAAA"), 400, "invalid_request")
    assert client.head(place).headers["Upload-Offset"] == "0"
    assert send(client, place, 0, b"right", Upload_Checksum=f"sha256 {digest}").status_code == 204


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),
        ({"Upload-Length": "1", "Upload-Defer-Length": "1"}, 400),
        ({"Upload-Length": "-1"}, 422),
        ({"Upload-Length": "many"}, 422),
        ({"Upload-Length": "100001"}, 413),
        ({"Upload-Length": "1", "Upload-Metadata": "filename !"}, 400),
        ({"Upload-Length": "1", "Upload-Metadata": "a YQ==,a YQ=="}, 400),
        ({"Upload-Length": "1", "Tus-Resumable": "0.2.2"}, 412),
    ],
)
def test_what_cannot_be_begun_is_refused(client: FlaskClient, headers: dict[str, str], status: int) -> None:
    answer = client.post(UPLOADS, headers={**TUS, **headers})
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    assert status != 412 or answer.headers["Tus-Version"] == "1.0.0"


def test_bytes_of_another_kind_are_refused(client: FlaskClient) -> None:
    answer = client.patch(begin(client), data=b"x", headers={**TUS, "Upload-Offset": "0"})
    problem(answer, 415, "unsupported_media_type")


def test_an_upload_can_be_ended(client: FlaskClient, container: Container) -> None:
    place = begin(client)
    send(client, place, 0, b"0")
    assert client.delete(place, headers=TUS).status_code == 204
    assert list(container.blobs().list_blobs("uploads/")) == []
    assert client.head(place, headers=TUS).status_code == 404


def test_methods_may_be_sent_by_post(client: FlaskClient) -> None:
    place = begin(client)
    headers = {**OCTETS, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    assert client.post(place, data=b"012", headers=headers).headers["Upload-Offset"] == "3"
    assert client.post(place, headers={"X-HTTP-Method-Override": "DELETE"}).status_code == 204
    problem(client.post(place), 405, "method_not_allowed")


def test_an_unfinished_upload_becomes_no_transcription(client: FlaskClient) -> None:
    upload_id = begin(client).rpartition("/")[2]
    problem(client.post(f"{API}/transcriptions", json={"upload": upload_id}), 409, "conflict")
    problem(client.post(f"{API}/transcriptions", json={"upload": "0" * 32}), 404, "not_found")


def test_retention_deletes_what_was_left_lying(client: FlaskClient, container: Container) -> None:
    place = begin(client)
    send(client, place, 0, b"0")
    assert container.apply_retention().execute().uploads == 0
    over = container.clock().now()
    container.uploads().update(place.rpartition("/")[2], lambda upload: replace(upload, expires=over))
    problem(client.get(place), 410, "upload_expired")
    assert container.apply_retention().execute().uploads == 1
    assert list(container.blobs().list_blobs("uploads/")) == []
    problem(client.get(place), 404, "not_found")
