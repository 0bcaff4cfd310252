"""Webhooks of a user: adding, changing, trying out."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from exact_transcription.core.domain.errors import LimitExceededError, NotFoundError
from exact_transcription.core.domain.ids import is_id, new_id
from exact_transcription.core.domain.webhook import Webhook, WebhookDelivery, WebhookEvent
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.webhook_repository import WebhookRepository
from exact_transcription.core.ports.webhook_sending import WebhookSender

MAX_WEBHOOKS = 20
_SECRET_BYTES = 32
"""Standard Webhooks asks for 24 to 64."""

JOB_EVENTS = frozenset(WebhookEvent) - {WebhookEvent.TEST}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChange:
    """What is to be different; None leaves it as it is."""

    url: str | None = None
    events: frozenset[WebhookEvent] | None = None
    active: bool | None = None


class Webhooks:
    """What can be done with the webhooks of one user."""

    def __init__(self, *, webhooks: WebhookRepository, sender: WebhookSender, clock: Clock) -> None:
        """Keep them in `webhooks`; `sender` says which addresses may be told."""
        self._webhooks, self._sender, self._clock = webhooks, sender, clock

    def add(self, *, owner: str, url: str, events: frozenset[WebhookEvent] = JOB_EVENTS) -> Webhook:
        """Add a webhook with a new secret, which its owner is shown now and never again.

        Raises:
            ForbiddenUrlError: that address may not be told.
            InvalidRequestError: it is no address, or there are no events.
            LimitExceededError: there are too many webhooks already.
        """
        self._sender.check(url)
        if len(self._webhooks.list_webhooks(owner)) >= MAX_WEBHOOKS:
            raise LimitExceededError(f"You have {MAX_WEBHOOKS} webhooks, which is the limit.")
        webhook = Webhook(
            id=new_id(), owner=owner, url=url, secret=_new_secret(), events=events, created=self._clock.now()
        )
        self._webhooks.add(webhook)
        return webhook

    def list_webhooks(self, owner: str) -> Sequence[Webhook]:
        """All webhooks of a user, the oldest first."""
        return self._webhooks.list_webhooks(owner)

    def find(self, webhook_id: str, *, owner: str) -> Webhook:
        """One webhook.

        Raises:
            NotFoundError: there is none with that id, or it is somebody else's.
        """
        webhook = self._webhooks.get(webhook_id) if is_id(webhook_id) else None
        if webhook is None or webhook.owner != owner:
            raise NotFoundError("There is no such webhook.")
        return webhook

    def change(self, webhook_id: str, change: WebhookChange, *, owner: str) -> Webhook:
        """Change a webhook; `add` says what is raised."""
        self.find(webhook_id, owner=owner)
        if change.url is not None:
            self._sender.check(change.url)
        return self._webhooks.update(
            webhook_id,
            lambda now: replace(
                now,
                url=now.url if change.url is None else change.url,
                events=now.events if change.events is None else change.events,
                active=now.active if change.active is None else change.active,
            ),
        )

    def delete(self, webhook_id: str, *, owner: str) -> None:
        """Delete a webhook with all that it was told."""
        self._webhooks.delete(self.find(webhook_id, owner=owner).id)

    def test(self, webhook_id: str, *, owner: str) -> WebhookDelivery:
        """Send a message that says nothing, as soon as a worker comes to it."""
        webhook, now = self.find(webhook_id, owner=owner), self._clock.now()
        delivery = WebhookDelivery(
            id=new_id(), webhook_id=webhook.id, event=WebhookEvent.TEST, job_id=None, created=now, due=now
        )
        self._webhooks.add_delivery(delivery)
        return delivery

    def deliveries(self, webhook_id: str, *, owner: str, limit: int) -> Sequence[WebhookDelivery]:
        """What a webhook was told, the newest first."""
        return self._webhooks.list_deliveries(self.find(webhook_id, owner=owner).id, limit=limit)


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
