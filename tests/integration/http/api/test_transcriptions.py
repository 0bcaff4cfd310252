"""Transcriptions in the API."""

import json

import pytest
from flask.testing import FlaskClient

from exact_transcription.container import Container
from tests.integration.http.api.calls import API, TALK, content, hand_in


def test_what_was_handed_in_can_be_read(client: FlaskClient, container: Container) -> None:
    options = {"language": "en", "speakers": {"exact": 2}, "pauses": {"shortest": 0.2}}
    answer = hand_in(client, title="12", priority="9", options=json.dumps(options))
    made = content(answer, 201)
    assert content(client.get(answer.headers["Location"])) == made
    assert (made["title"], made["priority"], made["state"]) == ("12", 9, "queued")
    assert made["options"]["speakers"]["exact"] == 2
    assert made["options"]["pauses"] == {"shortest": 0.2, "lapse": 3.0}
    assert container.blobs().read(container.jobs().get(made["id"]).recording.blob) == TALK


def test_pages_of_the_list_hold_every_transcription_once(client: FlaskClient) -> None:
    made = [content(hand_in(client, title=str(number)), 201)["id"] for number in range(5)]
    seen: list[str] = []
    cursor = ""
    while True:
        page = content(client.get(f"{API}/transcriptions?limit=2{cursor}"))
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == made[::-1]


@pytest.mark.parametrize(("query", "found"), [("state=queued", 1), ("state=failed&state=running", 0)])
def test_the_list_can_be_narrowed_to_states(client: FlaskClient, query: str, found: int) -> None:
    hand_in(client)
    assert len(content(client.get(f"{API}/transcriptions?{query}"))["items"]) == found


def test_who_reads_again_and_again_is_told_in_a_word_that_nothing_changed(
    client: FlaskClient, container: Container
) -> None:
    answer = hand_in(client)
    place, job_id = answer.headers["Location"], content(answer, 201)["id"]
    seen = {"If-None-Match": client.get(place).headers["ETag"]}
    again = client.get(place, headers=seen)
    assert (again.status_code, again.data) == (304, b"")
    container.cancel_job().execute(job_id)
    assert content(client.get(place, headers=seen))["state"] == "cancelled"
