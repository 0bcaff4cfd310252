"""The server's page of a long transcript comes in parts, so that a browser need not lay out hours at once."""

import re

import pytest
from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.plugins.testing.builders import said, transcript
from tests.integration.http.browser import upload
from tests.integration.http.work import finished, jobs_of

TURNS = [f"remark{number}" for number in range(650)]


@pytest.fixture
def page(client: FlaskClient, container: Container) -> str:
    """The address of a recording of 650 turns."""
    upload(client, ("talk.wav", b"sound"))
    (job,) = jobs_of(container)
    segments = [
        said(f"SPEAKER_0{number % 2}", number, number + 0.9, text) for number, text in enumerate(TURNS)
    ]
    finished(container, transcript(segments), job)
    return f"/recordings/{job.id}"


def remarks(text: str) -> list[str]:
    return re.findall(r"remark\d+", text)


def test_the_parts_are_the_whole_transcript_in_its_order(client: FlaskClient, page: str) -> None:
    address: str | None = page
    parts: list[list[str]] = []
    while address:
        text = client.get(address).text
        parts.append(remarks(text))
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = following[1] if following else None
    assert len(parts) == 3
    assert [each for part in parts for each in part] == TURNS


def test_everything_is_on_one_page_for_who_wants_it(client: FlaskClient, page: str) -> None:
    found = re.search(r'href="([^"]+part=all)"', client.get(page).text)
    assert found
    assert remarks(client.get(found[1]).text) == TURNS


@pytest.mark.parametrize("part", ["0", "-1", "99", "x", "1e9", "999999999", ""])
def test_a_part_that_there_is_not_is_the_first(client: FlaskClient, page: str, part: str) -> None:
    assert remarks(client.get(f"{page}?part={part}").text) == remarks(client.get(page).text)
