"""Paragraphs through the API, from the edit to the file."""

from typing import Any

from flask.testing import FlaskClient

from tests.integration.http.api.calls import API, content, problem


def test_a_paragraph_is_kept_exported_undone_and_joined(client: FlaskClient, done: str) -> None:
    address = f"{API}/transcriptions/{done}/transcript"
    answer = client.get(address)
    before, etag = content(answer), answer.headers["ETag"]

    def change(what: str, etag: str, *edits: dict[str, object]) -> tuple[dict[str, Any], str]:
        body = {"edits": list(edits)} if edits else None
        told = content(client.post(f"{address}/{what}", json=body, headers={"If-Match": etag}))
        return told["transcript"], told["etag"]

    def paragraphs() -> list[str]:
        with client.get(f"{API}/transcriptions/{done}/exports/txt?times=false") as shown:
            return shown.get_data(as_text=True).strip().split("\n\n")

    begun, etag = change("edits", etag, {"type": "begin_paragraph", "word": 1})
    assert begun["segments"][1]["paragraph"] is True
    assert begun == content(client.get(address))
    assert paragraphs()[:2] == ["SPEAKER_00: Hello", "SPEAKER_00: there, Ada."]
    undone, etag = change("undo", etag)
    assert undone == before
    redone, etag = change("redo", etag)
    assert redone == begun
    joined, etag = change("edits", etag, {"type": "join_paragraphs", "word": 1})
    assert joined["segments"][1]["paragraph"] is False
    assert paragraphs()[0] == "SPEAKER_00: Hello there, Ada."
    refused = client.post(
        f"{address}/edits",
        json={"edits": [{"type": "join_paragraphs", "word": 3}]},
        headers={"If-Match": etag},
    )
    assert "same speaker" in str(problem(refused, 400, "invalid_request")["detail"])
