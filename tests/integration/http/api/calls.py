"""What programs send."""

from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

API = "/api/v1"
TALK = b"sound" * 100


def hand_in(client: FlaskClient, data: bytes = TALK, name: str = "talk.wav", **fields: str) -> TestResponse:
    """Send a recording as `curl -F file=@talk.wav` does."""
    return client.post(f"{API}/transcriptions", data={"file": (BytesIO(data), name), **fields})


def content(answer: TestResponse, status: int = 200) -> Any:
    """The JSON of an answer that must have this status."""
    assert answer.status_code == status, answer.text
    return answer.get_json()


def problem(answer: TestResponse, status: int, code: str) -> dict[str, object]:
    """The problem that an answer tells of, which must be this one."""
    assert answer.mimetype == "application/problem+json", answer.text
    told: dict[str, object] = answer.json or {}
    assert (answer.status_code, told["status"], told["code"]) == (status, status, code), told
    return told
