"""What the repositories of people do, on SQLite and PostgreSQL."""

import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from exact_transcription.adapters.accounts.argon2 import Argon2PasswordHasher
from exact_transcription.adapters.accounts.sqlalchemy import SqlAccountRepository
from exact_transcription.adapters.audit.sqlalchemy import SqlAuditLog
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.jobs.sqlalchemy import SqlJobRepository
from exact_transcription.adapters.uploads.sqlalchemy import SqlUploadRepository
from exact_transcription.adapters.webhooks.sqlalchemy import SqlWebhookRepository
from exact_transcription.core.domain.api_key import ApiKey, Scope, key_id_of, new_token
from exact_transcription.core.domain.audit import AuditEvent
from exact_transcription.core.domain.errors import ConflictError, NotFoundError
from exact_transcription.core.domain.ids import new_id
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.domain.job_transitions import claim, request_cancel, resubmit, succeed
from exact_transcription.core.domain.upload import Upload
from exact_transcription.core.domain.user import Role, User
from exact_transcription.core.domain.webhook import (
    DeliveryState,
    Webhook,
    WebhookDelivery,
    WebhookEvent,
)
from tests.fakes.jobs import NOW, a_job

HOUR = timedelta(hours=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    found = request.getfixturevalue(f"{request.param}_database")
    assert isinstance(found, Database)
    return found


@pytest.fixture
def accounts(database: Database) -> SqlAccountRepository:
    return SqlAccountRepository(database=database)


@pytest.fixture
def webhooks(database: Database) -> SqlWebhookRepository:
    return SqlWebhookRepository(database=database)


def _user(name: str = "Ada", **changes: object) -> User:
    return replace(User(id=new_id(), name=name, created=NOW), **changes)  # type: ignore[arg-type]


def _key(owner: str, **changes: object) -> tuple[ApiKey, str]:
    key_id, digest, token = new_token()
    key = ApiKey(
        id=key_id,
        owner=owner,
        name="laptop",
        digest=digest,
        scopes=frozenset({Scope.READ, Scope.WRITE}),
        created=NOW,
    )
    return replace(key, **changes), token  # type: ignore[arg-type]


def _webhook(**changes: object) -> Webhook:
    webhook = Webhook(
        id=new_id(),
        owner="ada",
        url="https://example.org/hook",
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",  # noqa: S106
        events=frozenset({WebhookEvent.SUCCEEDED, WebhookEvent.CANCELLED}),
        created=NOW,
    )
    return replace(webhook, **changes)  # type: ignore[arg-type]


def test_a_user_comes_back_as_added(accounts: SqlAccountRepository) -> None:
    user = _user("Łucja Ö", password_hash="x", role=Role.ADMIN)  # noqa: S106
    accounts.add_user(user)
    assert accounts.get_user(user.id) == user
    assert accounts.find_user("łUCJA ö") == user
    assert accounts.find_user("nobody") is None
    assert list(accounts.list_users()) == [user]


def test_names_are_unique_without_regard_to_case(accounts: SqlAccountRepository) -> None:
    accounts.add_user(_user("Ada"))
    bob = _user("bob")
    accounts.add_user(bob)
    with pytest.raises(ConflictError):
        accounts.add_user(_user("ADA"))
    with pytest.raises(ConflictError):
        accounts.update_user(bob.id, lambda user: replace(user, name="aDa"))


def test_a_user_is_changed(accounts: SqlAccountRepository) -> None:
    user = _user()
    accounts.add_user(user)
    changed = accounts.update_user(user.id, lambda at: replace(at, active=False, session_epoch=1))
    assert accounts.get_user(user.id) == changed == replace(user, active=False, session_epoch=1)
    with pytest.raises(NotFoundError):
        accounts.update_user("none", lambda at: at)
    with pytest.raises(NotFoundError):
        accounts.get_user("none")


def test_a_key_opens_with_its_token_only(accounts: SqlAccountRepository) -> None:
    user = _user()
    accounts.add_user(user)
    key, token = _key(user.id, expires=NOW + HOUR)
    accounts.add_key(key)
    found = accounts.find_key(key_id_of(token) or "")
    assert found == key
    assert found.opens(token)
    assert not found.opens(_key(user.id)[1])
    assert found.valid(NOW)
    assert not found.valid(NOW + HOUR)
    assert token not in repr(found)
    assert accounts.find_key("none") is None


def test_a_key_of_nobody_is_refused(accounts: SqlAccountRepository) -> None:
    with pytest.raises(NotFoundError):
        accounts.add_key(_key("nobody")[0])


def test_keys_are_listed_revoked_and_purged(accounts: SqlAccountRepository) -> None:
    user = _user()
    accounts.add_user(user)
    old, new = _key(user.id)[0], _key(user.id, created=NOW + HOUR)[0]
    for key in (old, new):
        accounts.add_key(key)
    assert [key.id for key in accounts.list_keys(user.id)] == [new.id, old.id]
    revoked = accounts.update_key(old.id, lambda key: replace(key, revoked=NOW))
    assert not revoked.valid(NOW)
    assert accounts.purge_keys(NOW) == 0
    assert accounts.purge_keys(NOW + HOUR) == 1
    assert [key.id for key in accounts.list_keys(user.id)] == [new.id]


def test_deleting_a_user_takes_keys_and_webhooks_along(
    accounts: SqlAccountRepository, webhooks: SqlWebhookRepository
) -> None:
    user = _user()
    accounts.add_user(user)
    key, _ = _key(user.id)
    accounts.add_key(key)
    webhook = _webhook(owner=user.id)
    webhooks.add(webhook)
    accounts.delete_user(user.id)
    assert accounts.find_key(key.id) is None
    with pytest.raises(NotFoundError):
        webhooks.get(webhook.id)


def test_a_webhook_comes_back_as_added_and_is_changed(webhooks: SqlWebhookRepository) -> None:
    webhook = _webhook()
    webhooks.add(webhook)
    assert list(webhooks.list_webhooks("ada")) == [webhooks.get(webhook.id)] == [webhook]
    assert not webhooks.list_webhooks("bob")
    changed = webhooks.update(webhook.id, lambda at: replace(at, active=False))
    assert webhooks.get(webhook.id) == changed
    webhooks.delete(webhook.id)
    webhooks.delete(webhook.id)
    with pytest.raises(NotFoundError):
        webhooks.get(webhook.id)


def test_the_end_of_a_job_is_told_to_those_who_want_to_know_exactly_once(
    database: Database, webhooks: SqlWebhookRepository
) -> None:
    wanting, failing, inactive, others = (
        _webhook(),
        _webhook(events=frozenset({WebhookEvent.FAILED})),
        _webhook(active=False),
        _webhook(owner="bob"),
    )
    for webhook in (wanting, failing, inactive, others):
        webhooks.add(webhook)
    jobs = SqlJobRepository(database=database)
    job = jobs.add(a_job())
    jobs.update(job.id, partial(claim, holder="w", now=NOW, lease=HOUR))
    jobs.update(job.id, partial(succeed, holder="w", now=NOW, progress=JobProgress()))
    (told,) = webhooks.list_deliveries(wanting.id, limit=9)
    assert (told.event, told.job_id, told.state) == (WebhookEvent.SUCCEEDED, job.id, DeliveryState.PENDING)
    for webhook in (failing, inactive, others):
        assert not webhooks.list_deliveries(webhook.id, limit=9)
    jobs.update(job.id, lambda at: replace(at, title="new"))
    assert len(webhooks.list_deliveries(wanting.id, limit=9)) == 1
    jobs.update(job.id, partial(resubmit, now=NOW))
    jobs.update(job.id, partial(request_cancel, now=NOW))
    assert len(webhooks.list_deliveries(wanting.id, limit=9)) == 2


def _delivery(webhook: Webhook, after: float = 0.0) -> WebhookDelivery:
    at = NOW + timedelta(seconds=after)
    return WebhookDelivery(
        id=new_id(), webhook_id=webhook.id, event=WebhookEvent.TEST, job_id=None, created=at, due=at
    )


def test_due_deliveries_are_taken_once_and_again_when_the_taker_vanished(
    webhooks: SqlWebhookRepository,
) -> None:
    webhook = _webhook()
    webhooks.add(webhook)
    first, second, later = _delivery(webhook), _delivery(webhook, 1), _delivery(webhook, 3600)
    for delivery in (later, second, first):
        webhooks.add_delivery(delivery)
    at = NOW + timedelta(seconds=10)
    taken = webhooks.take_due(at, hold=HOUR / 2, limit=9)
    assert [(each.id, each.attempts, each.due) for each in taken] == [
        (first.id, 1, at + HOUR / 2),
        (second.id, 1, at + HOUR / 2),
    ]
    assert not webhooks.take_due(at, hold=HOUR, limit=9)
    webhooks.settle(replace(taken[0], state=DeliveryState.DELIVERED, status=204))
    again = webhooks.take_due(at + HOUR / 2, hold=HOUR, limit=9)
    assert [(each.id, each.attempts) for each in again] == [(second.id, 2)]
    assert [each.id for each in webhooks.list_deliveries(webhook.id, limit=2)] == [later.id, second.id]


def test_two_senders_get_different_deliveries(webhooks: SqlWebhookRepository) -> None:
    webhook = _webhook()
    webhooks.add(webhook)
    for i in range(20):
        webhooks.add_delivery(_delivery(webhook, i / 100))
    taken: list[str] = []
    barrier = threading.Barrier(4)

    def take() -> None:
        barrier.wait()
        while some := webhooks.take_due(NOW + HOUR, hold=HOUR, limit=3):
            taken.extend(each.id for each in some)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 20


def test_settled_deliveries_are_purged(webhooks: SqlWebhookRepository) -> None:
    webhook = _webhook()
    webhooks.add(webhook)
    pending, failed = _delivery(webhook), _delivery(webhook)
    webhooks.add_delivery(pending)
    webhooks.add_delivery(replace(failed, state=DeliveryState.FAILED, error="no answer"))
    assert webhooks.purge_deliveries(NOW) == 0
    assert webhooks.purge_deliveries(NOW + HOUR) == 1
    assert [each.id for each in webhooks.list_deliveries(webhook.id, limit=9)] == [pending.id]


def test_the_audit_log_is_listed_and_purged(database: Database) -> None:
    log = SqlAuditLog(database=database)
    events = [
        AuditEvent(at=NOW + timedelta(seconds=i), actor=actor, action="job.deleted", subject=f"j{i}")
        for i, actor in enumerate(["ada", "bob", "ada"])
    ]
    for event in events:
        log.record(event)
    assert list(log.list_events()) == events[::-1]
    assert list(log.list_events(actor="ada")) == [events[2], events[0]]
    assert list(log.list_events(subject="j1")) == [events[1]]
    assert list(log.list_events(limit=1)) == [events[2]]
    assert log.purge(NOW + timedelta(seconds=1)) == 1


def test_an_upload_grows_part_by_part(database: Database) -> None:
    uploads = SqlUploadRepository(database=database)
    upload = Upload(
        id=new_id(), owner="ada", size=10, metadata={"name": "ä.wav"}, created=NOW, expires=NOW + HOUR
    )
    uploads.add(upload)
    assert uploads.get(upload.id) == upload

    def arrived(at: Upload, *, offset: int) -> Upload:
        if at.offset != offset:
            raise ConflictError("another part arrived")
        return replace(at, offset=offset + 5, parts=(*at.parts, f"{at.prefix}{offset}"))

    uploads.update(upload.id, partial(arrived, offset=0))
    with pytest.raises(ConflictError):
        uploads.update(upload.id, partial(arrived, offset=0))
    done = uploads.update(upload.id, partial(arrived, offset=5))
    assert done.complete
    assert done.parts == (f"uploads/{upload.id}/0", f"uploads/{upload.id}/5")
    assert uploads.count_open("ada") == 1
    uploads.update(upload.id, lambda at: replace(at, job_id="job"))
    assert uploads.count_open("ada") == 0
    assert [each.id for each in uploads.expired(NOW + HOUR, limit=9)] == [upload.id]
    assert not uploads.expired(NOW, limit=9)
    uploads.delete(upload.id)
    with pytest.raises(NotFoundError):
        uploads.get(upload.id)


def test_a_password_is_verified_and_nobody_has_none() -> None:
    hasher = Argon2PasswordHasher(passes=1, memory_kib=8, lanes=1)
    stored = hasher.hash("correct horse")
    assert hasher.verify(stored, "correct horse")
    assert not hasher.verify(stored, "wrong")
    assert not hasher.verify(None, "correct horse")
    assert not hasher.verify("not a hash", "x")
    assert not hasher.outdated(stored)
    assert Argon2PasswordHasher(passes=2, memory_kib=8, lanes=1).outdated(stored)
