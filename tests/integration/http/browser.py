"""What a browser does with a form."""

import re
from io import BytesIO

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def token(client: FlaskClient) -> str:
    """The token of the upload form."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/recordings/new").text)
    assert found is not None
    return found[1]


def upload(client: FlaskClient, *files: tuple[str, bytes], **fields: str) -> TestResponse:
    """Send the upload form with files (name and content)."""
    recordings = [(BytesIO(data), name) for name, data in files]
    return client.post("/recordings", data={"csrf_token": token(client), "recordings": recordings, **fields})


def post(client: FlaskClient, path: str) -> TestResponse:
    """Press a button."""
    return client.post(path, data={"csrf_token": token(client)})


def send(client: FlaskClient, path: str, page: str = "/account", **fields: str | list[str]) -> TestResponse:
    """Send a form of a page with its token."""
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get(page).text)
    assert found is not None
    return client.post(path, data={"csrf_token": found[1], **fields})
