"""Reading and correcting transcripts."""

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from exact_transcription.container import Container
from exact_transcription.core.domain.job_transitions import revise
from exact_transcription.core.domain.revision import RevisionKind
from exact_transcription.core.usecases.store_transcript import FoundTranscript
from exact_transcription.plugins.documents.transcript_reading import transcript_from_document
from tests.fakes.transcripts import A, B, a_transcript
from tests.integration.http.api.calls import API, content, hand_in, problem
from tests.integration.http.api.finished import finish


def _address(done: str) -> str:
    return f"{API}/transcriptions/{done}/transcript"


def _edit(client: FlaskClient, done: str, etag: str, *edits: dict[str, Any], **more: Any) -> TestResponse:
    return client.post(
        f"{_address(done)}/edits", json={"edits": list(edits), **more}, headers={"If-Match": etag}
    )


def test_the_document_is_the_transcript_without_loss(client: FlaskClient, done: str) -> None:
    answer = client.get(_address(done))
    assert transcript_from_document(content(answer)) == a_transcript()
    assert answer.headers["X-Revision"] == "1"


def test_what_is_known_already_is_not_sent_again(client: FlaskClient, done: str) -> None:
    etag = client.get(_address(done)).headers["ETag"]
    same = client.get(_address(done), headers={"If-None-Match": etag})
    assert (same.status_code, same.get_data(), same.headers["ETag"]) == (304, b"", etag)
    assert client.get(_address(done), headers={"If-None-Match": '"other"'}).status_code == 200


def test_there_is_no_transcript_before_there_is_one(client: FlaskClient, done: str) -> None:
    waiting = content(hand_in(client), 201)["id"]
    problem(client.get(_address(waiting)), 404, "not_found")
    problem(client.get(_address(waiting), headers={"If-None-Match": "*"}), 404, "not_found")
    problem(client.get(f"{_address(done)}?revision=7"), 404, "not_found")
    assert content(client.get(f"{API}/transcriptions/{waiting}/revisions")) == {"items": []}


def test_edits_make_a_version_that_says_what_and_who(client: FlaskClient, done: str) -> None:
    etag = client.get(_address(done)).headers["ETag"]
    edited = _edit(
        client,
        done,
        etag,
        {"type": "rename_speaker", "speaker": A, "name": "Ada"},
        {"type": "insert_words", "after": 0, "text": "over"},
        {"type": "confirm_words", "first": 0, "last": 2},
        note="names",
    )
    told = content(edited)
    assert (told["revision"], told["etag"]) == (2, edited.headers["ETag"])
    assert told["transcript"]["speakers"][0]["name"] == "Ada"
    assert told["transcript"] == content(client.get(_address(done)))
    assert content(client.get(f"{_address(done)}?revision=1"))["speakers"][0]["name"] is None
    first, second = content(client.get(f"{API}/transcriptions/{done}/revisions"))["items"]
    assert (first["kind"], first["undo"], first["etag"]) == ("transcribed", None, etag)
    assert (second["kind"], second["note"], second["author"], second["undo"]) == (
        "edited",
        "names",
        "local",
        1,
    )


def test_who_saw_an_earlier_version_is_told_and_nothing_is_changed(client: FlaskClient, done: str) -> None:
    edit = {"type": "rename_speaker", "speaker": A, "name": "Ada"}
    etag = client.get(_address(done)).headers["ETag"]
    content(_edit(client, done, etag, edit))
    problem(_edit(client, done, etag, {**edit, "name": "Eve"}), 412, "precondition_failed")
    problem(client.post(f"{_address(done)}/edits", json={"edits": [edit]}), 428, "precondition_required")
    assert content(client.get(_address(done)))["speakers"][0]["name"] == "Ada"
    assert content(_edit(client, done, "*", {**edit, "name": "Eve"}))["revision"] == 3


def test_undo_redo_and_restore_lead_back_and_forth(client: FlaskClient, done: str) -> None:
    etag = client.get(_address(done)).headers["ETag"]

    def step(what: str, **body: Any) -> str | None:
        nonlocal etag
        more = {"json": body} if body else {}
        answer = client.post(f"{_address(done)}/{what}", headers={"If-Match": etag}, **more)
        etag = answer.headers["ETag"]
        name: str | None = content(answer)["transcript"]["speakers"][0]["name"]
        return name

    problem(client.post(f"{_address(done)}/undo", headers={"If-Match": etag}), 409, "job_state")
    edit = {"type": "rename_speaker", "speaker": A, "name": "Ada"}
    assert step("edits", edits=[edit]) == "Ada"
    assert [step(what) for what in ("undo", "redo", "undo")] == [None, "Ada", None]
    assert step("restore", revision=2) == "Ada"
    assert step("undo") is None


def test_an_answer_says_where_undo_and_redo_lead(client: FlaskClient, done: str) -> None:
    def steps(answer: TestResponse) -> tuple[str | None, str | None]:
        return answer.headers.get("X-Undo"), answer.headers.get("X-Redo")

    first = client.get(_address(done))
    edited = _edit(
        client, done, first.headers["ETag"], {"type": "rename_speaker", "speaker": A, "name": "Ada"}
    )
    undone = client.post(f"{_address(done)}/undo", headers={"If-Match": edited.headers["ETag"]})
    assert [steps(answer) for answer in (first, edited, undone)] == [(None, None), ("1", None), (None, "2")]
    assert steps(client.get(_address(done))) == (None, "2")


@pytest.mark.parametrize(
    ("edit", "status", "code"),
    [
        ({"type": "paint"}, 422, "invalid_fields"),
        ({"type": "replace_words", "first": 0, "last": 0}, 422, "invalid_fields"),
        ({"type": "replace_words", "first": 0, "last": 0, "text": "a\x00b"}, 422, "invalid_fields"),
        ({"type": "replace_words", "first": 0, "last": 99, "text": "a"}, 400, "invalid_request"),
        ({"type": "merge_speakers", "speaker": A, "into": "nobody"}, 400, "invalid_request"),
        ({"type": "move_word", "word": 0, "start": 2, "end": 1}, 400, "invalid_request"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(
    client: FlaskClient, done: str, edit: dict[str, Any], status: int, code: str
) -> None:
    problem(_edit(client, done, "*", edit), status, code)


@pytest.mark.parametrize(
    "edit",
    [
        {"type": "merge_speakers", "speaker": A, "into": B},
        {"type": "add_speaker", "name": "Cleo"},
        {"type": "reassign_words", "first": 0, "last": 1, "speaker": B},
        {"type": "reassign_turn", "turn": 0, "speaker": B},
        {"type": "reassign_span", "speaker": A, "into": B, "start": 0, "end": 1.5},
        {"type": "replace_words", "first": 0, "last": 0, "text": "Hi"},
        {"type": "delete_words", "first": 1, "last": 3},
        {"type": "move_word", "word": 0, "start": 0.1, "end": 0.4},
        {"type": "split_segment", "word": 1},
        {"type": "merge_segments", "first": 0, "last": 1},
        {"type": "split_turn", "turn": 0, "at": 1, "speaker": B},
        {"type": "merge_turns", "first": 0, "last": 2},
    ],
)
def test_every_kind_of_edit_changes_the_transcript(
    client: FlaskClient, done: str, edit: dict[str, Any]
) -> None:
    before = content(client.get(_address(done)))
    assert content(_edit(client, done, "*", edit))["transcript"] != before


def test_transcriptions_are_found_by_what_was_corrected(client: FlaskClient, container: Container) -> None:
    job_id = content(hand_in(client), 201)["id"]
    finish(container, job_id)
    found = f"{API}/transcriptions?q="
    assert [each["id"] for each in content(client.get(f"{found}GOOD morning"))["items"]] == [job_id]
    content(_edit(client, job_id, "*", {"type": "replace_words", "first": 3, "last": 3, "text": "Fine"}))
    assert content(client.get(f"{found}good morning"))["items"] == []
    (item,) = content(client.get(f"{found}fine%20morning"))["items"]
    assert (item["duration"], item["language"], item["speakers"]) == (7.0, "en", 2)
    assert content(client.get(f"{found}%25"))["items"] == []


def test_changed_words_are_asked_for_and_who_saw_the_guess_may_go_on(
    client: FlaskClient, done: str, container: Container
) -> None:
    asked = content(client.post(f"{_address(done)}/realign"), 202)
    assert asked == {"words": 0, "waiting": False, "working": False, "revision": 1}
    etag = client.get(_address(done)).headers["ETag"]
    inserted = _edit(client, done, etag, {"type": "insert_words", "after": 0, "text": "over"})
    asked = content(client.post(f"{_address(done)}/realign"), 202)
    assert asked == {"words": 1, "waiting": True, "working": False, "revision": 2}
    newest = container.read_transcript().execute(done)
    _realigned(container, newest)
    listed = content(client.get(f"{API}/transcriptions/{done}/revisions"))["items"][-1]
    assert (listed["kind"], listed["undo"]) == ("realigned", 1)
    rename = {"type": "rename_speaker", "speaker": A, "name": "Ada"}
    assert content(_edit(client, done, inserted.headers["ETag"], rename))["revision"] == 4
    problem(_edit(client, done, inserted.headers["ETag"], rename), 412, "precondition_failed")
    assert content(client.get(f"{_address(done)}/realign"))["waiting"]
    problem(client.post(f"{API}/transcriptions/nobody/transcript/realign"), 404, "not_found")


def _realigned(container: Container, newest: FoundTranscript) -> None:
    """Add the revision that a worker makes when it has found words."""
    before = newest.revision
    container.jobs().update(
        newest.job.id,
        lambda job: revise(job, base=before.number, transcript=job.transcript),
        revision=lambda job: replace(
            before, number=job.revision, kind=RevisionKind.REALIGNED, refines=before.number
        ),
    )
