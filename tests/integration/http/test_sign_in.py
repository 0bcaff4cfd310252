"""Signing in and out, and who is asked to."""

from pathlib import Path

import pytest
from flask import Flask

from exact_transcription.container import Container
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.job import LOCAL_OWNER
from exact_transcription.core.domain.user import Role
from exact_transcription.entrypoints.http.app import create_app
from exact_transcription.entrypoints.opening import open_service
from exact_transcription.settings import Settings
from tests.integration.http.browser import upload
from tests.integration.http.people import PASSWORD, QUICK_HASHER, Person, csrf, person, sign_in

TALK = ("talk.wav", b"sound" * 100)


@pytest.fixture
def app(container: Container) -> Flask:
    return create_app(container)


@pytest.fixture
def ada(container: Container) -> Person:
    return person(container, "Ada", Role.ADMIN)


def with_settings(tmp_path: Path, **changes: object) -> Container:
    container = Container()
    container.settings.override(Settings(data_dir=tmp_path / "data", **changes))  # type: ignore[arg-type]
    container.password_hasher.override(QUICK_HASHER)
    container.prepare()
    return container


def test_without_users_this_machine_is_asked_nothing_and_others_are_refused(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/recordings/new").status_code == 200
    assert client.get("/sign-in").status_code == 303
    assert client.get("/", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 403
    assert client.get("/", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403


def test_as_soon_as_there_is_a_user_everybody_has_to_sign_in(app: Flask, container: Container) -> None:
    client = app.test_client()
    assert client.get("/recordings/new").status_code == 200
    person(container, "Ada", Role.ADMIN)
    answer = client.get("/recordings/new?a=b")
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/recordings/new?a%3Db"
    assert "/recordings/new" not in client.get("/sign-in").text
    assert client.post("/recordings", data={"csrf_token": csrf(client)}).status_code == 401


def test_the_first_administrator_gets_what_was_made_without_accounts(
    app: Flask, container: Container
) -> None:
    client = app.test_client()
    page = upload(client, TALK).location
    before = container.find_job().execute(page.rpartition("/")[2])
    ada = person(container, "Ada", Role.ADMIN)
    after = container.find_job().execute(before.id)
    assert (before.owner, after.owner) == (LOCAL_OWNER, ada.user.id)
    assert after.version == before.version + 1
    assert ada.browser(app).get(page).status_code == 200
    assert person(container, "Bob").browser(app).get(page).status_code == 404


def test_the_first_user_must_be_an_administrator(container: Container) -> None:
    with pytest.raises(Exception, match="administrator"):
        person(container, "Bob")


@pytest.mark.usefixtures("ada")
def test_signing_in_leads_to_where_one_wanted_to_go(app: Flask) -> None:
    client = app.test_client()
    assert sign_in(client, "ada", next="/recordings/new").location == "/recordings/new"
    assert client.get("/").status_code == 200
    assert "Ada" in client.get("/").text


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\n/x"],
)
def test_signing_in_never_leads_to_another_site(app: Flask, elsewhere: str) -> None:
    assert sign_in(app.test_client(), "ada", next=elsewhere).location == "/"


@pytest.mark.usefixtures("ada")
def test_a_wrong_password_and_an_unknown_name_look_the_same(app: Flask) -> None:
    client = app.test_client()
    wrong, unknown = (sign_in(client, name, "wrong horse") for name in ("ada", "eve"))
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace('value="ada"', "") == unknown.text.replace('value="eve"', "")
    assert client.get("/").status_code == 303


@pytest.mark.usefixtures("ada")
def test_the_cookie_says_nothing_and_is_new_after_signing_in(app: Flask) -> None:
    client = app.test_client()
    before = csrf(client)
    sign_in(client, "ada")
    assert csrf(client, "/") != before
    cookie = client.get_cookie("exact_session")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert not cookie.secure


def test_behind_https_the_cookie_is_sent_by_https_only(tmp_path: Path) -> None:
    client = create_app(with_settings(tmp_path, trusted_proxies=1, allow_remote=True)).test_client()
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    answer = client.get("/recordings/new", headers=forwarded)
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"]


def test_a_proxy_that_is_not_trusted_is_not_believed(tmp_path: Path) -> None:
    client = create_app(with_settings(tmp_path, allow_remote=True)).test_client()
    answer = client.get("/recordings/new", headers={"X-Forwarded-Proto": "https"})
    assert "Secure" not in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" not in answer.headers


def test_a_new_password_ends_all_sessions(app: Flask, container: Container, ada: Person) -> None:
    client = ada.browser(app)
    container.accounts().set_password(ada.user.id, "another horse")
    assert client.get("/").status_code == 303


@pytest.mark.usefixtures("ada")
def test_who_is_locked_out_is_out_at_once(app: Flask, container: Container) -> None:
    bob = person(container, "Bob")
    client, key = bob.browser(app), bob.key()
    container.users().change(bob.user.id, active=False)
    assert client.get("/").status_code == 303
    assert app.test_client().get("/", headers=key).status_code == 401
    container.users().change(bob.user.id, active=True)
    assert client.get("/").status_code == 303
    assert app.test_client().get("/", headers=key).status_code == 200


def test_signing_out_ends_this_session_or_all_of_them(app: Flask, ada: Person) -> None:
    here, there, elsewhere = (ada.browser(app) for _ in range(3))
    assert here.post("/sign-out", data={"csrf_token": csrf(here, "/")}).status_code == 303
    assert [each.get("/").status_code for each in (here, there)] == [303, 200]
    there.post("/sign-out", data={"csrf_token": csrf(there, "/"), "everywhere": "1"})
    assert [each.get("/").status_code for each in (there, elsewhere)] == [303, 303]


def test_signing_out_needs_the_token(app: Flask, ada: Person) -> None:
    client = ada.browser(app)
    assert client.post("/sign-out").status_code == 400
    assert client.get("/").status_code == 200


@pytest.mark.usefixtures("ada")
def test_a_session_that_was_made_up_is_nobodys(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie("exact_session", "eyJfdXNlcl9pZCI6IjEuMCJ9.aaaa.bbbb")
    assert client.get("/").status_code == 303


def test_guessing_a_password_is_stopped_for_the_name_and_for_the_address(
    tmp_path: Path,
) -> None:
    container = with_settings(tmp_path, sign_in_limit="3 per minute")
    person(container, "Ada", Role.ADMIN)
    person(container, "Bob")
    app = create_app(container)
    client = app.test_client()
    answers = [sign_in(client, "ada", "wrong horse").status_code for _ in range(4)]
    assert answers == [401, 401, 401, 429]
    assert sign_in(client, "bob").status_code == 429, "the address is stopped"
    other = app.test_client()
    token = csrf(other)
    tried = {"csrf_token": token, "name": "ADA", "password": PASSWORD}
    answer = other.post("/sign-in", data=tried, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 429, "the name is stopped"
    assert int(answer.headers["Retry-After"]) > 0
    answer = other.post("/sign-in", data={**tried, "name": "bob"}, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 303, "others go on"


def test_addresses_of_one_household_count_together(tmp_path: Path) -> None:
    container = with_settings(tmp_path, sign_in_limit="2 per minute")
    person(container, "Ada", Role.ADMIN)
    client = create_app(container).test_client()
    token = csrf(client)
    statuses = [
        client.post(
            "/sign-in",
            data={"csrf_token": token, "name": f"eve{number}", "password": "x"},
            environ_base={"REMOTE_ADDR": f"2001:db8:1:2::{number}"},
        ).status_code
        for number in range(3)
    ]
    assert statuses == [401, 401, 429]


def test_requests_are_limited_for_each_user(tmp_path: Path) -> None:
    container = with_settings(tmp_path, rate_limit="3 per minute")
    ada = person(container, "Ada", Role.ADMIN)
    bob = person(container, "Bob")
    client, hers, his = create_app(container).test_client(), ada.key(), bob.key()
    assert [client.get("/", headers=hers).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert client.get("/", headers=his).status_code == 200
    assert client.get("/healthz").status_code == 200


def test_sign_ins_are_noted_with_who_and_from_where(app: Flask, container: Container, ada: Person) -> None:
    client = app.test_client()
    for name, password in (("ada", "wrong horse"), ("my-password", "x"), ("ada", PASSWORD)):
        sign_in(client, name, password)
    client.post("/sign-out", data={"csrf_token": csrf(client, "/")})
    noted = [(event.action, event.actor, event.subject) for event in container.audit().list_events()]
    assert noted == [
        ("session.ended", ada.user.id, ada.user.id),
        ("session.created", ada.user.id, ada.user.id),
        ("session.refused", "", ""),
        ("session.refused", "", ada.user.id),
    ]
    assert {event.address for event in container.audit().list_events()} == {"127.0.0.1"}
    assert "my-password" not in repr(container.audit().list_events())


def test_keys_that_are_wrong_revoked_or_expired_open_nothing(
    app: Flask, container: Container, ada: Person
) -> None:
    client, key = app.test_client(), ada.key()
    assert client.get("/", headers=key).status_code == 200
    wrong = {"Authorization": key["Authorization"][:-1] + "x"}
    assert client.get("/api/v1/transcriptions", headers=wrong).status_code == 401
    assert (
        client.get("/api/v1/transcriptions", headers=wrong).headers["WWW-Authenticate"].startswith("Bearer")
    )
    (stored,) = container.account_repository().list_keys(ada.user.id)
    assert stored.last_used is not None
    container.accounts().revoke_key(stored.id)
    assert client.get("/api/v1/transcriptions", headers=key).status_code == 401


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "transcripts.example"])  # noqa: S104
def test_where_others_reach_it_the_service_wants_accounts_or_a_switch(tmp_path: Path, host: str) -> None:
    container = with_settings(tmp_path, host=host)
    with pytest.raises(InvalidRequestError, match="no accounts") as refused:
        open_service(container, local=container.settings().local_only)
    assert "--allow-remote" in refused.value.hint
    open_service(with_settings(tmp_path, host=host, allow_remote=True), local=False)
    person(container, "Ada", Role.ADMIN)
    open_service(container, local=False)


def test_a_service_for_others_that_lost_its_last_user_is_closed(tmp_path: Path) -> None:
    container = with_settings(tmp_path, host="0.0.0.0")  # noqa: S104
    ada = person(container, "Ada", Role.ADMIN)
    client = create_app(container).test_client()
    container.users().delete(ada.user.id)
    assert client.get("/").status_code == 303
    assert client.get("/sign-in").status_code == 200


def test_the_settings_make_the_first_administrator_once(tmp_path: Path) -> None:
    container = with_settings(tmp_path, host="0.0.0.0", admin_password="of the settings")  # noqa: S104, S106
    for _ in range(2):
        open_service(container, local=False)
    (user,) = container.account_repository().list_users()
    assert (user.name, user.role) == ("admin", Role.ADMIN)
    container.accounts().set_password(user.id, "changed later")
    open_service(container, local=False)
    assert container.accounts().sign_in("admin", "changed later") is not None
