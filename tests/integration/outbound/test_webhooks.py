"""Messages to a real receiver, which verifies them with the `standardwebhooks` library."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from ipaddress import ip_network
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.jobs.sqlalchemy import SqlJobRepository
from exact_transcription.adapters.webhooks.httpx import HttpxWebhookSender
from exact_transcription.adapters.webhooks.sqlalchemy import SqlWebhookRepository
from exact_transcription.core.domain.errors import ForbiddenUrlError, LimitExceededError, NotFoundError
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.job_transitions import request_cancel
from exact_transcription.core.domain.webhook import DeliveryState, Webhook, WebhookDelivery, WebhookEvent
from exact_transcription.core.usecases.send_webhooks import DeliveryPolicy, SendWebhooks
from exact_transcription.core.usecases.webhooks import MAX_WEBHOOKS, WebhookChange, Webhooks
from tests.databases import sqlite_database
from tests.fakes.clock import FakeClock
from tests.fakes.jobs import a_job
from tests.integration.outbound.receiver import Receiver, dripping, receiving, status

__all__ = ["sqlite_database"]

PRIVATE = (ip_network("127.0.0.2/32"),)


class Post:
    """All that has to do with webhooks, on a real database."""

    def __init__(self, database: Database, receiver: Receiver) -> None:
        # Signatures hold the time, and the library refuses times that are long over.
        self.clock = FakeClock(datetime.now(UTC))
        self.receiver = receiver
        self.jobs = SqlJobRepository(database=database)
        self.webhooks = SqlWebhookRepository(database=database)
        sender = HttpxWebhookSender(private=PRIVATE, seconds=2.0)
        self.manage = Webhooks(webhooks=self.webhooks, sender=sender, clock=self.clock)
        self.send = SendWebhooks(
            webhooks=self.webhooks, jobs=self.jobs, sender=sender, clock=self.clock
        ).execute

    def add(self, path: str = "/hook", **given: Any) -> Webhook:
        return self.manage.add(owner="ada", url=self.receiver.url + path, **given)

    def cancelled(self) -> Job:
        job = self.jobs.add(a_job(owner="ada", title="Secret talk"))
        return self.jobs.update(job.id, partial(request_cancel, now=self.clock.now()))

    def delivery(self, webhook: Webhook) -> WebhookDelivery:
        (delivery,) = self.webhooks.list_deliveries(webhook.id, limit=2)
        return delivery


@pytest.fixture
def post(sqlite_database: Database) -> Iterator[Post]:
    with receiving() as receiver:
        receiver.answers["/hook"] = status(204)
        yield Post(sqlite_database, receiver)


def test_the_end_of_a_job_is_told_once_and_can_be_verified(post: Post) -> None:
    webhook = post.add()
    job = post.cancelled()
    assert post.send() == 1
    assert post.send() == 0
    ((path, headers, body),) = post.receiver.asked
    message = Verifier(webhook.secret).verify(body, headers)
    assert path == "/hook"
    assert message["type"] == "transcription.cancelled"
    assert (message["data"]["id"], message["data"]["state"]) == (job.id, "cancelled")
    assert headers["webhook-id"] == post.delivery(webhook).id
    assert (post.delivery(webhook).state, post.delivery(webhook).status) == (DeliveryState.DELIVERED, 204)
    assert b"Secret" not in body
    assert b"interview" not in body
    with pytest.raises(WebhookVerificationError):
        Verifier(post.add().secret).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Verifier(webhook.secret).verify(body + b" ", headers)


def test_what_is_not_taken_comes_again_with_the_same_id_until_it_is(post: Post) -> None:
    webhook = post.add()
    post.cancelled()
    post.receiver.answers["/hook"] = status(503)
    assert post.send() == 1
    assert post.send() == 0
    first = post.delivery(webhook)
    assert (first.state, first.attempts, first.status) == (DeliveryState.PENDING, 1, 503)
    post.clock.move(5)
    assert post.send() == 1
    post.receiver.answers["/hook"] = status(200)
    post.clock.move(5 * 60)
    assert post.send() == 1
    assert (post.delivery(webhook).state, post.delivery(webhook).attempts) == (DeliveryState.DELIVERED, 3)
    assert len({headers["webhook-id"] for _, headers, _ in post.receiver.asked}) == 1


def test_after_days_a_delivery_has_failed_and_the_webhook_is_switched_off(post: Post) -> None:
    webhook = post.add()
    post.cancelled()
    post.receiver.answers["/hook"] = status(500)
    for wait in (timedelta(0), *DeliveryPolicy().waits):
        assert post.delivery(webhook).state is DeliveryState.PENDING
        assert post.manage.find(webhook.id, owner="ada").active
        post.clock.move(wait.total_seconds())
        assert post.send() == 1
    assert post.delivery(webhook).state is DeliveryState.FAILED
    assert not post.manage.find(webhook.id, owner="ada").active
    assert sum(DeliveryPolicy().waits, timedelta(0)) > timedelta(days=3)
    post.cancelled()
    assert post.send() == 0
    post.manage.change(webhook.id, WebhookChange(active=True), owner="ada")
    post.receiver.answers["/hook"] = status(200)
    post.cancelled()
    assert post.send() == 1


def test_a_webhook_that_takes_others_stays_on(post: Post) -> None:
    webhook = post.add()
    post.receiver.answers["/hook"] = status(500)
    post.cancelled()
    for wait in (timedelta(0), *DeliveryPolicy().waits[:-1]):
        post.clock.move(wait.total_seconds())
        post.send()
    post.receiver.answers["/hook"] = status(200)
    post.cancelled()
    post.send()
    post.receiver.answers["/hook"] = status(500)
    post.clock.move(DeliveryPolicy().waits[-1].total_seconds())
    post.send()
    states = {delivery.state for delivery in post.webhooks.list_deliveries(webhook.id, limit=9)}
    assert states == {DeliveryState.DELIVERED, DeliveryState.FAILED}
    assert post.manage.find(webhook.id, owner="ada").active


def test_a_receiver_that_is_gone_for_good_is_switched_off_at_once(post: Post) -> None:
    webhook = post.add()
    post.receiver.answers["/hook"] = status(410)
    post.cancelled()
    post.send()
    assert post.delivery(webhook).state is DeliveryState.FAILED
    assert not post.manage.find(webhook.id, owner="ada").active


@pytest.mark.parametrize("path", ["redirecting", "endless"])
def test_redirects_are_not_followed_and_answers_are_not_read(post: Post, path: str) -> None:
    post.receiver.answers["/redirecting"] = status(307, Location="/hook")
    post.receiver.answers["/endless"] = dripping(b"x" * 1000, 0.01)
    webhook = post.add(f"/{path}")
    post.cancelled()
    assert post.send() == 1
    taken = path == "endless"
    assert post.delivery(webhook).state is (DeliveryState.DELIVERED if taken else DeliveryState.PENDING)
    assert [asked for asked, _, _ in post.receiver.asked] == [f"/{path}"]


def test_a_slow_receiver_does_not_hold_up_the_others(post: Post) -> None:
    slow = post.add("/slow")
    post.receiver.answers["/slow"] = lambda _: time.sleep(5)
    quick = post.add()
    post.cancelled()
    post.send()
    assert post.delivery(quick).state is DeliveryState.DELIVERED
    assert post.delivery(slow).state is DeliveryState.PENDING


def test_a_private_address_is_neither_taken_nor_told(post: Post) -> None:
    for url in ("http://127.0.0.1/", "http://169.254.169.254/", "file:///etc/passwd", "http://a:b@x.org/"):
        with pytest.raises(ForbiddenUrlError):
            post.manage.add(owner="ada", url=url)
    # A name can only be judged when it is resolved.
    with receiving("127.0.0.1") as inside:
        webhook = post.manage.add(owner="ada", url=f"http://localhost:{inside.port}/hook")
        post.cancelled()
        post.send()
    assert inside.asked == []
    assert post.delivery(webhook).status is None
    assert "not public" in post.delivery(webhook).error


def test_a_test_message_is_sent_once(post: Post) -> None:
    webhook = post.add(events=frozenset({WebhookEvent.FAILED}))
    post.manage.test(webhook.id, owner="ada")
    post.receiver.answers["/hook"] = status(500)
    assert post.send() == 1
    ((_, headers, body),) = post.receiver.asked
    assert Verifier(webhook.secret).verify(body, headers) == json.loads(body)
    assert json.loads(body)["type"] == "webhook.test"
    assert post.delivery(webhook).state is DeliveryState.FAILED
    assert post.manage.find(webhook.id, owner="ada").active


def test_a_job_that_was_deleted_meanwhile_is_told_of_by_its_id(post: Post) -> None:
    post.add()
    job = post.cancelled()
    post.jobs.delete(job.id)
    assert post.send() == 1
    assert json.loads(post.receiver.asked[0][2])["data"] == {"id": job.id, "deleted": True}


def test_only_events_that_are_wanted_and_only_ones_own_jobs_are_told(post: Post) -> None:
    post.add(events=frozenset({WebhookEvent.SUCCEEDED}))
    post.manage.add(owner="eve", url=f"{post.receiver.url}/hook")
    post.cancelled()
    assert post.send() == 0


def test_somebody_elses_webhook_is_not_there_and_their_number_is_limited(post: Post) -> None:
    webhook = post.add()
    for attempt in (post.manage.find, post.manage.delete, post.manage.test):
        with pytest.raises(NotFoundError):
            attempt(webhook.id, owner="eve")
    for _ in range(MAX_WEBHOOKS - 1):
        post.add()
    with pytest.raises(LimitExceededError):
        post.add()
