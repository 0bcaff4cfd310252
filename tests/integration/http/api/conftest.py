"""A transcription that is finished."""

import pytest
from flask.testing import FlaskClient

from exact_transcription.container import Container
from tests.integration.http.api.calls import content, hand_in
from tests.integration.http.api.finished import finish


@pytest.fixture
def done(client: FlaskClient, container: Container) -> str:
    """The id of one with the transcript of the tests."""
    job_id: str = content(hand_in(client), 201)["id"]
    finish(container, job_id)
    return job_id
