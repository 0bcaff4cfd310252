"""The account: keys, password, webhooks; and what administrators see."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.core.domain.user import Role
from exact_transcription.core.domain.webhook import DeliveryState
from exact_transcription.entrypoints.http.app import create_app
from tests.integration.http.browser import send, upload
from tests.integration.http.people import PASSWORD, Person, person, sign_in

NEW = "another horse"


@pytest.fixture
def app(container: Container) -> Flask:
    return create_app(container)


@pytest.fixture
def ada(container: Container) -> Person:
    return person(container, "Ada", Role.ADMIN)


@pytest.fixture
def bob(ada: Person) -> Person:
    return person(ada.container, "Bob")


def made_key(page: str) -> str:
    found = re.search(r'value="(et_[^"]+)"', page)
    assert found is not None
    return found[1]


def test_a_key_is_shown_once_opens_the_service_and_is_revoked(app: Flask, bob: Person) -> None:
    browser = bob.browser(app)
    page = send(browser, "/account/keys", name="Night import", scope=["read"], days="90").text
    headers = {"Authorization": f"Bearer {made_key(page)}"}
    assert app.test_client().get("/api/v1/transcriptions", headers=headers).status_code == 200
    assert app.test_client().get("/recordings/new", headers=headers).status_code == 403
    again = browser.get("/account").text
    assert "Night import" in again
    assert made_key(page) not in again
    key = re.search(r"/account/keys/(\w+)/revoke", again)
    assert key is not None
    assert send(browser, f"/account/keys/{key[1]}/revoke").status_code == 303
    assert app.test_client().get("/api/v1/transcriptions", headers=headers).status_code == 401
    assert "Night import" not in browser.get("/account").text


def test_nobody_makes_a_key_that_may_do_more_than_themselves(app: Flask, bob: Person) -> None:
    assert send(bob.browser(app), "/account/keys", name="x", scope=["admin"], days="0").status_code == 400
    assert send(bob.browser(app), "/account/keys", name="x", days="0").status_code == 400
    assert send(bob.browser(app), "/account/keys", name="x", scope=["read"], days="7000").status_code == 400


def test_a_key_of_somebody_else_cannot_be_revoked(app: Flask, ada: Person, bob: Person) -> None:
    issued = ada.key()["Authorization"].split("_")[1]
    assert send(bob.browser(app), f"/account/keys/{issued}/revoke").status_code == 404


def test_the_password_is_changed_with_the_old_one_and_all_sessions_end(app: Flask, bob: Person) -> None:
    browser, other = bob.browser(app), bob.browser(app)
    wrong = send(browser, "/account/password", present="not mine at all", new=NEW)
    assert wrong.status_code == 403
    assert send(browser, "/account/password", present=PASSWORD, new="short").status_code == 400
    assert send(browser, "/account/password", present=PASSWORD, new=NEW).status_code == 303
    assert other.get("/account").status_code == 303
    assert sign_in(app.test_client(), "Bob").status_code == 401
    assert sign_in(app.test_client(), "Bob", NEW).status_code == 303


def test_without_accounts_there_are_no_keys_and_the_page_says_how_to_begin(client: FlaskClient) -> None:
    page = client.get("/account").text
    assert "no accounts yet" in page
    assert "/account/keys" not in page
    assert send(client, "/account/keys", name="x", scope=["read"], days="0").status_code == 409


def test_the_first_administrator_is_added_on_the_page_and_gets_all_recordings(client: FlaskClient) -> None:
    upload(client, ("talk.wav", b"sound"))
    answer = send(client, "/admin/users", page="/admin", name="Ada", password=PASSWORD, role="admin")
    assert answer.status_code == 303
    assert client.get("/admin").location.startswith("/sign-in")
    assert sign_in(client, "Ada").status_code == 303
    assert "talk.wav" in client.get("/").text


def test_administrators_add_change_and_lock_out_users(app: Flask, ada: Person, container: Container) -> None:
    browser = ada.browser(app)
    send(browser, "/admin/users", name="Bob", password=PASSWORD, role="user")
    (bob,) = [user for user in container.account_repository().list_users() if user.name == "Bob"]
    at_work = app.test_client()
    sign_in(at_work, "Bob")
    assert at_work.get("/account").status_code == 200
    assert send(browser, f"/admin/users/{bob.id}", role="reader").status_code == 303
    assert at_work.get("/account").status_code == 303
    assert "locked out" in browser.get("/admin").text
    assert send(browser, f"/admin/users/{bob.id}", role="reader", active="on").status_code == 303
    assert send(browser, f"/admin/users/{bob.id}/password", password=NEW).status_code == 303
    assert sign_in(at_work, "Bob", NEW).status_code == 303
    assert at_work.get("/recordings/new").status_code == 403
    assert send(browser, f"/admin/users/{ada.user.id}", role="user", active="on").status_code == 409
    assert send(browser, f"/admin/users/{bob.id}", role="king", active="on").status_code == 400


def test_only_administrators_see_users_and_the_work_of_everybody(
    app: Flask, ada: Person, bob: Person
) -> None:
    upload(bob.browser(app), ("bobs.wav", b"sound"))
    assert "bobs.wav" in ada.browser(app).get("/admin").text
    assert bob.browser(app).get("/admin").status_code == 403
    assert "/admin" not in bob.browser(app).get("/").text


def test_readers_get_no_buttons_that_they_may_not_press(app: Flask, ada: Person) -> None:
    reader = person(ada.container, "Rita", Role.READER).browser(app)
    page = reader.get("/").text
    assert 'type="file"' not in page
    assert "data-delete" not in page
    assert "/account/webhooks" not in reader.get("/account").text


def test_a_webhook_is_added_tested_switched_off_and_deleted(app: Flask, bob: Person) -> None:
    browser, container = bob.browser(app), bob.container
    events = ["transcription.succeeded", "transcription.failed"]
    page = send(browser, "/account/webhooks", url="https://93.184.215.14/told", event=events).text
    assert 'value="whsec_' in page
    (webhook,) = container.manage_webhooks().list_webhooks(bob.user.id)
    assert 'value="whsec_' not in browser.get("/account").text
    assert send(browser, f"/account/webhooks/{webhook.id}/test").status_code == 303
    (delivery,) = container.webhooks().list_deliveries(webhook.id, limit=5)
    assert delivery.state is DeliveryState.PENDING
    assert "waits" in browser.get(f"/account/webhooks/{webhook.id}").text
    send(browser, f"/account/webhooks/{webhook.id}/switch", active="false")
    assert not container.manage_webhooks().find(webhook.id, owner=bob.user.id).active
    send(browser, f"/account/webhooks/{webhook.id}/delete")
    assert browser.get(f"/account/webhooks/{webhook.id}").status_code == 404


def test_webhooks_of_somebody_else_are_not_found(app: Flask, ada: Person, bob: Person) -> None:
    made = ada.container.manage_webhooks().add(owner=ada.user.id, url="https://93.184.215.14/")
    for what in ("", "/test", "/switch", "/delete"):
        address = f"/account/webhooks/{made.id}{what}"
        browser = bob.browser(app)
        assert (send(browser, address) if what else browser.get(address)).status_code == 404


def test_a_webhook_may_not_point_into_this_machine(app: Flask, bob: Person) -> None:
    event = ["transcription.succeeded"]
    answer = send(bob.browser(app), "/account/webhooks", url="http://127.0.0.1/", event=event)
    assert answer.status_code in {400, 403}
