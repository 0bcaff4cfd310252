"""People, their things, and requests to every route."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import numpy as np
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.ids import new_id
from exact_transcription.core.domain.user import Role
from exact_transcription.core.domain.voice_prints import VoicePrints
from exact_transcription.core.domain.webhook import WebhookEvent
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from exact_transcription.core.usecases.uploads import CreateUploadRequest
from exact_transcription.plugins.testing.samples import SAMPLES
from tests.integration.http.access.expectations import Verdict, Who
from tests.integration.http.people import Person, csrf, person
from tests.integration.http.work import finished

AWAY = {"REMOTE_ADDR": "192.0.2.7"}

BODIES: dict[str, Any] = {
    "/keys": {"scopes": ["read"]},
    "/users": {"name": "Eve", "password": "a new horse"},
    "/users/<id:user_id>": {"active": False},
    "/webhooks": {"url": "https://example.org/hook"},
    "/webhooks/<id:webhook_id>": {"active": False},
    "/me/password": {"present": "x", "new": "a new horse"},
    "/transcriptions/<id:job_id>": {"title": "another"},
    "/transcriptions/<id:job_id>/rerun": {},
    "/transcriptions/<id:job_id>/exports": {"formats": [{"name": "srt"}]},
    "/transcriptions/<id:job_id>/transcript/edits": {
        "edits": [{"type": "replace_words", "first": 0, "last": 0, "text": "Hi"}]
    },
    "/transcriptions/<id:job_id>/transcript/restore": {"revision": 1},
}
"""What a request says where saying nothing would be answered before the thing is looked for."""


TUS = {
    "Content-Type": "application/offset+octet-stream",
    "Tus-Resumable": "1.0.0",
    "Upload-Offset": "0",
    "X-HTTP-Method-Override": "PATCH",
}
_WORDS = {"name": "srt", "filename": "style.css", "model": "whisper-1", "rest": "nothing"}


@dataclass(kw_only=True)
class World:
    """An application with people; things are made anew for each request that may use them up."""

    app: Flask
    container: Container
    people: dict[Who, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people[Who.ADMIN] = person(self.container, "Admin", Role.ADMIN)
        self.people[Who.OWNER] = person(self.container, "Owner")
        self.people[Who.OTHER] = person(self.container, "Other")
        self.people[Who.READER] = person(self.container, "Reader", Role.READER)
        self.people[Who.READ_KEY] = self.people[Who.OWNER]

    def path(self, who: Who, method: str, rule: Rule) -> str:
        """The address of a route for a new thing: a reader's own for a reader, the owner's for others."""
        owner = self.people[Who.READER if who is Who.READER else Who.OWNER].user.id
        values = {name: self._new(name, owner) for name in rule.arguments}
        return self.app.url_map.bind("localhost").build(rule.endpoint, values, method=method)

    def job(self, owner: str) -> str:
        """Id of a new job that has a transcript."""
        asked = SubmitJobRequest(source=BytesIO(b"sound"), name="talk.wav", owner=owner)
        job = self.container.submit_job().execute(asked)
        finished(self.container, SAMPLES["plain"], job)
        for key in (job_blobs.playback(job.id), job_blobs.peaks(job.id)):
            self.container.blobs().put(key, BytesIO(bytes(100)))
        nothing = VoicePrints(
            model="", pieces=np.zeros((0, 2)), embeddings=np.zeros((0, 1), dtype=np.float16)
        )
        self.container.voices().execute(job.id, nothing)
        return job.id

    def _new(self, argument: str, owner: str) -> str:
        container, scopes = self.container, frozenset({Scope.READ})
        made: dict[str, Callable[[], str]] = {
            "job_id": lambda: self.job(owner),
            "key_id": lambda: container.accounts().issue_key(owner, name="one", scopes=scopes).key.id,
            "upload_id": lambda: self._upload(owner),
            "webhook_id": lambda: (
                container.manage_webhooks()
                .add(owner=owner, url="https://example.org/", events=frozenset({WebhookEvent.FAILED}))
                .id
            ),
            "user_id": lambda: container.users().add(f"user {new_id()}", password=None).id,
        }
        return made[argument]() if argument in made else _WORDS[argument]

    def _upload(self, owner: str) -> str:
        for upload in self.container.uploads().list_uploads(owner):
            self.container.uploads().delete(upload.id)
        return self.container.manage_uploads().create(CreateUploadRequest(owner=owner, size=10)).id

    def verdict(self, who: Who, method: str, rule: Rule) -> Verdict:
        """How a request of `who` to a route ends."""
        client = self.app.test_client()
        headers = self._headers(who)
        if method != "GET" and not rule.rule.startswith(("/api/", "/v1/")):
            data: dict[str, Any] = {"data": {"csrf_token": csrf(client)}}
        else:
            body = BODIES.get(rule.rule.removeprefix("/api/v1"))
            data = {} if body is None or method not in {"POST", "PATCH"} else {"json": body}
        path = self.path(who, method, rule)
        if "upload_id" in rule.arguments and method in {"PATCH", "POST"}:
            headers |= TUS
            data = {"data": b"bytes"}
        return _verdict(client, method, path, headers=headers, **data)

    def _headers(self, who: Who) -> dict[str, str]:
        if who is Who.ANONYMOUS:
            return {}
        scopes = (Scope.READ,) if who is Who.READ_KEY else tuple(Scope)
        return {**self.people[who].key(*scopes), "If-Match": '"nothing"'}


def _verdict(client: FlaskClient, method: str, path: str, **request: Any) -> Verdict:
    # Some answers never end: what is read of them is only how they begin.
    with client.open(path, method=method, environ_base=AWAY, buffered=False, **request) as answer:
        assert answer.status_code < 500, (method, path)
        if answer.status_code == 303 and answer.location.startswith("/sign-in?next="):
            return Verdict.UNKNOWN
        if answer.status_code == 401 and path == "/sign-in":
            return Verdict.IN  # nobody's name and password were tried
        return Verdict(str(answer.status_code)) if answer.status_code in {401, 403, 404} else Verdict.IN
