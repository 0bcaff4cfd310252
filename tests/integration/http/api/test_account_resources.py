"""One's own account, keys, users, usage, the queue and the audit log."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.user import Role
from exact_transcription.entrypoints.http.app import create_app
from exact_transcription.settings import Settings
from tests.integration.http.api.calls import API, content, hand_in, problem
from tests.integration.http.people import PASSWORD, QUICK_HASHER, Person, csrf, person


@pytest.fixture
def app(container: Container) -> Flask:
    return create_app(container)


@pytest.fixture
def ada(container: Container) -> Person:
    return person(container, "Ada", Role.ADMIN)


@pytest.fixture
def bob(container: Container, ada: Person) -> Person:
    assert ada.user.role is Role.ADMIN
    return person(container, "Bob")


def token_of(client: FlaskClient) -> dict[str, str]:
    return {"X-CSRF-Token": csrf(client, "/")}


def actions(container: Container) -> list[str]:
    return [event.action for event in container.audit().list_events()]


def test_without_accounts_there_is_one_user_and_nothing_to_administer(client: FlaskClient) -> None:
    told = content(client.get(f"{API}/me"))
    assert (told["id"], told["role"], told["accounts"]) == ("local", "admin", False)
    change = {"present": PASSWORD, "new": "another horse"}
    problem(client.post(f"{API}/me/password", json=change), 409, "conflict")
    problem(client.post(f"{API}/keys", json={}), 409, "conflict")


def test_one_learns_who_one_is_and_what_the_key_allows(app: Flask, bob: Person) -> None:
    told = content(app.test_client().get(f"{API}/me", headers=bob.key(Scope.READ, Scope.ADMIN)))
    assert (told["name"], told["role"], told["scopes"]) == ("Bob", "user", ["read"])
    assert told["key"]
    assert content(bob.browser(app).get(f"{API}/me"))["scopes"] == ["read", "write"]


def test_a_password_is_changed_by_who_knows_the_present_one(
    app: Flask, container: Container, bob: Person
) -> None:
    client, other = bob.browser(app), bob.browser(app)
    wrong = {"present": "wrong horse", "new": "another horse"}
    problem(client.post(f"{API}/me/password", json=wrong, headers=token_of(client)), 403, "access_denied")
    short = {"present": PASSWORD, "new": "short"}
    problem(client.post(f"{API}/me/password", json=short, headers=token_of(client)), 422, "invalid_fields")
    right = {"present": PASSWORD, "new": "another horse"}
    answer = client.post(f"{API}/me/password", json=right, headers=token_of(client))
    assert answer.status_code == 204
    assert client.get(f"{API}/me").status_code == 200, "this session goes on"
    assert other.get(f"{API}/me").status_code == 401, "the others have ended"
    assert container.accounts().sign_in("bob", "another horse") is not None
    assert actions(container)[0] == "password.changed"


def test_the_present_password_cannot_be_guessed(tmp_path: Path) -> None:
    container = Container()
    container.settings.override(Settings(data_dir=tmp_path / "data", sign_in_limit="2 per minute"))
    container.password_hasher.override(QUICK_HASHER)
    container.prepare()
    client = person(container, "Ada", Role.ADMIN).browser(create_app(container))
    guess = {"present": "wrong horse", "new": "another horse"}
    statuses = [
        client.post(f"{API}/me/password", json=guess, headers=token_of(client)).status_code for _ in range(3)
    ]
    assert statuses == [403, 403, 429]


def test_one_signs_out_everywhere(app: Flask, bob: Person) -> None:
    here, there = bob.browser(app), bob.browser(app)
    assert here.delete(f"{API}/me/sessions", headers=token_of(here)).status_code == 204
    assert [each.get(f"{API}/me").status_code for each in (here, there)] == [401, 401]


def test_a_key_is_shown_once_and_works_until_it_is_revoked(
    app: Flask, container: Container, bob: Person
) -> None:
    client, program = bob.browser(app), app.test_client()
    asked = {"name": "laptop", "scopes": ["read"], "expires": "2999-01-01T00:00:00+01:00"}
    made = content(client.post(f"{API}/keys", json=asked, headers=token_of(client)), 201)
    assert (made["scopes"], made["expires"]) == (["read"], "2998-12-31T23:00:00Z")
    header = {"Authorization": f"Bearer {made['token']}"}
    assert content(program.get(f"{API}/me", headers=header))["name"] == "Bob"
    problem(hand_in_as(program, header), 403, "access_denied")
    listed = client.get(f"{API}/keys")
    (shown,) = content(listed)["items"]
    assert shown["last_used"]
    assert made["token"].rpartition("_")[2] not in listed.text
    assert client.delete(f"{API}/keys/{made['id']}", headers=token_of(client)).status_code == 204
    problem(program.get(f"{API}/me", headers=header), 401, "not_signed_in")
    assert actions(container)[:2] == ["key.revoked", "key.created"]


def hand_in_as(client: FlaskClient, headers: Mapping[str, str], **fields: str) -> Any:
    data = {"file": (BytesIO(b"sound"), "talk.wav"), **fields}
    return client.post(f"{API}/transcriptions", data=data, headers=dict(headers))


def test_a_key_makes_none_that_allows_more_than_itself(app: Flask, ada: Person) -> None:
    client, header = app.test_client(), ada.key(Scope.READ, Scope.WRITE)
    problem(client.post(f"{API}/keys", json={"scopes": ["admin"]}, headers=header), 403, "access_denied")
    assert content(client.post(f"{API}/keys", json={"scopes": ["read"]}, headers=header), 201)
    problem(
        client.post(f"{API}/keys", json={"scopes": ["read"]}, headers=ada.key(Scope.READ)),
        403,
        "access_denied",
    )


def test_a_key_that_is_over_already_is_refused(app: Flask, ada: Person) -> None:
    asked = {"expires": "2020-01-01T00:00:00Z"}
    problem(app.test_client().post(f"{API}/keys", json=asked, headers=ada.key()), 400, "invalid_request")


def test_administrators_add_change_and_delete_users(app: Flask, container: Container, ada: Person) -> None:
    client, header = app.test_client(), ada.key()
    asked = {"name": "Bob", "password": PASSWORD}
    made = client.post(f"{API}/users", json=asked, headers=header)
    bob = content(made, 201)
    assert made.location == f"{API}/users/{bob['id']}"
    assert PASSWORD not in made.text
    problem(client.post(f"{API}/users", json={**asked, "name": "BOB"}, headers=header), 409, "conflict")
    assert [user["name"] for user in content(client.get(f"{API}/users", headers=header))["items"]] == [
        "Ada",
        "Bob",
    ]
    changed = client.patch(made.location, json={"role": "reader", "password": "a new horse"}, headers=header)
    assert content(changed)["role"] == "reader"
    assert container.accounts().sign_in("bob", "a new horse") is not None
    keys = Person(user=container.account_repository().get_user(bob["id"]), container=container).key()
    problem(hand_in_as(client, keys), 403, "access_denied")
    client.patch(made.location, json={"role": "user"}, headers=header)
    page = hand_in_as(client, keys).location
    client.post(f"{API}/uploads", headers={**keys, "Tus-Resumable": "1.0.0", "Upload-Length": "9"})
    assert client.delete(made.location, headers=header).status_code == 204
    problem(client.get(page, headers=header), 404, "not_found")
    problem(client.get(f"{API}/me", headers=keys), 401, "not_signed_in")
    assert list(container.uploads().list_uploads(bob["id"])) == []
    assert list(container.blobs().list_blobs("jobs/")) == []


def test_there_is_always_an_administrator(app: Flask, ada: Person, bob: Person) -> None:
    client, header = app.test_client(), ada.key()
    herself = f"{API}/users/{ada.user.id}"
    problem(client.delete(herself, headers=header), 409, "conflict")
    for change in ({"role": "user"}, {"active": False}):
        problem(client.patch(herself, json=change, headers=header), 409, "conflict")
    content(client.patch(f"{API}/users/{bob.user.id}", json={"role": "admin"}, headers=header))
    content(client.patch(herself, json={"role": "user"}, headers=header))
    problem(client.get(f"{API}/users", headers=header), 403, "access_denied")


def test_usage_the_queue_and_the_audit_log_tell_what_there_is(app: Flask, ada: Person, bob: Person) -> None:
    client, his, hers = app.test_client(), bob.key(), ada.key()
    hand_in_as(client, his)
    usage = content(client.get(f"{API}/usage", headers=his))
    assert (usage["jobs"], usage["active_jobs"], usage["recording_bytes"]) == (1, 1, 5)
    assert content(client.get(f"{API}/usage", headers=hers))["jobs"] == 0
    queue = content(client.get(f"{API}/queue", headers=hers))
    assert (queue["waiting"], queue["jobs"]["queued"]) == (1, 1)
    key = content(client.post(f"{API}/keys", json={}, headers=his), 201)
    (event,) = content(client.get(f"{API}/audit?actor={bob.user.id}", headers=hers))["items"]
    assert (event["action"], event["subject"], event["address"]) == ("key.created", key["id"], "127.0.0.1")


def test_what_one_user_may_have_is_limited(tmp_path: Path) -> None:
    container = Container()
    container.settings.override(
        Settings(data_dir=tmp_path / "data", max_active_jobs=1, max_stored_bytes=12, retention_days=2)
    )
    container.password_hasher.override(QUICK_HASHER)
    container.prepare()
    ada, client = person(container, "Ada", Role.ADMIN), create_app(container).test_client()
    header = ada.key()
    first = content(hand_in_as(client, header, priority="9"), 201)
    assert first["priority"] == 9
    assert first["expires"][:10] > first["created"][:10]
    problem(hand_in_as(client, header), 413, "limit_exceeded")
    client.post(f"{API}/transcriptions/{first['id']}/cancel", headers=header)
    content(hand_in_as(client, header), 201)
    client.post(f"{API}/transcriptions/{first['id']}/cancel", headers=header)
    assert content(client.get(f"{API}/usage", headers=header))["max_recording_bytes"] == 12
    for job in content(client.get(f"{API}/transcriptions?state=queued", headers=header))["items"]:
        client.post(f"{API}/transcriptions/{job['id']}/cancel", headers=header)
    problem(hand_in_as(client, header), 413, "limit_exceeded")
    content(hand_in_as(client, person(container, "Bob").key()), 201)


def test_names_of_recordings_are_shown_and_never_used_as_paths(
    app: Flask, container: Container, tmp_path: Path
) -> None:
    client = app.test_client()
    for name in ("../../../etc/passwd", "/etc/passwd", "..\\..\\boot.ini", "a\x00b.wav", "CON", "..", "~/x"):
        made = content(hand_in(client, name=name), 201)
        shown = made["recording"]["name"]
        assert not set("/\\\x00") & set(shown), shown
        assert shown.strip(".")
    outside = [path for path in tmp_path.rglob("*") if path.is_file() and "data" not in path.parts]
    assert outside == []
    keys = [blob.key for blob in container.blobs().list_blobs("")]
    assert {key.rpartition("/")[2] for key in keys} == {"recording"}
