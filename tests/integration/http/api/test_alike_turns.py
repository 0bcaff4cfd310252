"""Turns that sound alike through the API."""

import numpy as np
from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.core.domain.voice_prints import VoicePrints
from tests.integration.http.api.calls import API, content, problem

PRINTS = VoicePrints(
    model="two voices",
    pieces=np.array([(0.0, 2.0), (3.0, 4.8), (5.2, 6.0)]),
    embeddings=np.array([(1.0, 0.0), (0.96, 0.28), (0.0, 1.0)], dtype=np.float16),
)


def test_turns_that_sound_alike_are_given_to_a_speaker_and_taken_back_in_one_step(
    client: FlaskClient, container: Container, done: str
) -> None:
    container.voices().execute(done, PRINTS)
    address = f"{API}/transcriptions/{done}/transcript"
    answer = client.get(f"{address}/alike?word=1")
    found = content(answer)
    assert (found["chosen"]["first"], found["chosen"]["last"]) == (0, 2)
    assert [(each["first"], each["similarity"], each["alike"]) for each in found["items"]] == [
        (3, 0.96, True),
        (5, 0.0, False),
    ]
    before = content(client.get(address))
    ranges = [{"first": 0, "last": 2}, {"first": 3, "last": 4}]
    edits = {"edits": [{"type": "reassign_ranges", "ranges": ranges, "speaker": "SPEAKER_01"}]}
    edited = content(
        client.post(f"{address}/edits", json=edits, headers={"If-Match": answer.headers["ETag"]})
    )
    assert [each["speaker"] for each in edited["transcript"]["words"]] == ["SPEAKER_01"] * 5 + ["SPEAKER_00"]
    undone = content(client.post(f"{address}/undo", headers={"If-Match": edited["etag"]}))
    assert undone["transcript"] == before


def test_a_transcription_without_voices_says_what_to_do(client: FlaskClient, done: str) -> None:
    address = f"{API}/transcriptions/{done}/transcript/alike?word=0"
    told = problem(client.get(address, headers={"Accept-Language": "de"}), 404, "no_voice_prints")
    assert str(told["hint"]).startswith("Transkribieren Sie die Aufnahme noch einmal")


def test_the_word_must_be_there(client: FlaskClient, container: Container, done: str) -> None:
    container.voices().execute(done, PRINTS)
    address = f"{API}/transcriptions/{done}/transcript/alike"
    assert content(client.get(address))["chosen"]["first"] == 0
    problem(client.get(f"{address}?word=99"), 400, "invalid_request")
