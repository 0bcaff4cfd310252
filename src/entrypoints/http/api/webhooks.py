"""Webhooks after Standard Webhooks (https://www.standardwebhooks.com)."""

from datetime import datetime
from typing import Annotated, Literal

from flask import Response, url_for
from pydantic import BaseModel, Field

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.webhook import DeliveryState, Webhook, WebhookDelivery, WebhookEvent
from exact_transcription.core.usecases.webhooks import WebhookChange
from exact_transcription.entrypoints.http.api.fields import Limit, Sent, Text
from exact_transcription.entrypoints.http.api.ids import Id
from exact_transcription.entrypoints.http.api.resource import Resource, json_answer
from exact_transcription.entrypoints.http.identity import owner
from exact_transcription.entrypoints.http.services import services

webhooks = Resource(
    "Webhooks",
    about="Addresses that are told when transcriptions finish. Messages are signed after Standard Webhooks, "
    "so that its libraries verify them.",
)

ONE = "/webhooks/<id:webhook_id>"

EventName = Literal["transcription.succeeded", "transcription.failed", "transcription.cancelled"]
Address = Annotated[
    Text, Field(max_length=2_048, description="Where messages are sent to; not within private networks.")
]
Events = Annotated[list[EventName], Field(min_length=1, max_length=10, description="What it is told of.")]


class WebhookPath(BaseModel):
    """Which webhook."""

    webhook_id: Id


class NewWebhook(Sent):
    """A webhook to add."""

    url: Address
    events: Events = Field(
        default=["transcription.cancelled", "transcription.failed", "transcription.succeeded"]
    )


class ChangedWebhook(Sent):
    """What is to be different of a webhook."""

    url: Address | None = None
    events: Events | None = None
    active: bool | None = Field(default=None, description="Whether it is told at all.")


class WebhookState(BaseModel):
    """A webhook, without its secret."""

    id: str
    url: str
    events: list[WebhookEvent]
    active: bool = Field(
        description="Whether it is told at all. It is switched off when it answers 410, or takes nothing for "
        "days."
    )
    created: datetime

    @classmethod
    def of(cls, webhook: Webhook) -> "WebhookState":
        """Show a webhook."""
        same = {name: getattr(webhook, name) for name in ("id", "url", "active", "created")}
        return cls(events=sorted(webhook.events), **same)


class WebhookWithSecret(WebhookState):
    """A webhook as it is shown once, when it is made."""

    secret: str = Field(description="Verifies signatures. It is shown now and never again.")


class WebhookList(BaseModel):
    """All webhooks of a user, the oldest first."""

    items: list[WebhookState]


class Delivery(BaseModel):
    """A message to a webhook."""

    id: str = Field(description="The `webhook-id` of the message, the same at every attempt.")
    event: WebhookEvent
    transcription: str | None = Field(description="Id of the transcription that it tells of.")
    created: datetime
    state: DeliveryState
    attempts: int
    due: datetime | None = Field(description="When it is tried next; null when it is settled.")
    status: int | None = Field(description="The last answer's HTTP status.")
    error: str = Field(description="What went wrong last, or empty.")

    @classmethod
    def of(cls, delivery: WebhookDelivery) -> "Delivery":
        """Show a delivery."""
        names = ("id", "event", "created", "state", "attempts", "status", "error")
        pending = delivery.state is DeliveryState.PENDING
        return cls(
            **{name: getattr(delivery, name) for name in names},
            transcription=delivery.job_id,
            due=delivery.due if pending else None,
        )


class DeliveryList(BaseModel):
    """Messages to a webhook, the newest first."""

    items: list[Delivery]


class DeliveryQuery(Sent):
    """How many of them."""

    limit: Limit = 50


@webhooks.post(
    "/webhooks",
    scope=Scope.WRITE,
    returns=WebhookWithSecret,
    status=201,
    headers={"Location": "Address of the new webhook."},
)
def create_webhook(body: NewWebhook) -> Response:
    """Add a webhook.

    The answer holds the secret that verifies its messages. It is shown this once.
    """
    events = frozenset(WebhookEvent(event) for event in body.events)
    made = services().manage_webhooks().add(owner=owner(), url=body.url, events=events)
    shown = WebhookWithSecret(**WebhookState.of(made).model_dump(), secret=made.secret)
    return json_answer(shown, 201, Location=url_for("api_webhooks.read_webhook", webhook_id=made.id))


@webhooks.get("/webhooks", scope=Scope.READ, returns=WebhookList)
def list_webhooks() -> WebhookList:
    """List webhooks."""
    found = services().manage_webhooks().list_webhooks(owner())
    return WebhookList(items=[WebhookState.of(webhook) for webhook in found])


@webhooks.get(ONE, scope=Scope.READ, returns=WebhookState, errors=(404,))
def read_webhook(path: WebhookPath) -> WebhookState:
    """Read one webhook."""
    return WebhookState.of(services().manage_webhooks().find(path.webhook_id, owner=owner()))


@webhooks.patch(ONE, scope=Scope.WRITE, returns=WebhookState, errors=(404, 409))
def change_webhook(path: WebhookPath, body: ChangedWebhook) -> WebhookState:
    """Change a webhook, or switch it on again."""
    change = WebhookChange(
        url=body.url,
        events=None if body.events is None else frozenset(WebhookEvent(event) for event in body.events),
        active=body.active,
    )
    return WebhookState.of(services().manage_webhooks().change(path.webhook_id, change, owner=owner()))


@webhooks.delete(ONE, scope=Scope.WRITE, returns=None, errors=(404,))
def delete_webhook(path: WebhookPath) -> None:
    """Delete a webhook with the record of what it was told."""
    services().manage_webhooks().delete(path.webhook_id, owner=owner())


@webhooks.post(f"{ONE}/test", scope=Scope.WRITE, returns=Delivery, status=202, errors=(404,))
def test_webhook(path: WebhookPath) -> Delivery:
    """Send a test message.

    A worker sends it within seconds, once; the deliveries tell what came of it.
    """
    return Delivery.of(services().manage_webhooks().test(path.webhook_id, owner=owner()))


@webhooks.get(f"{ONE}/deliveries", scope=Scope.READ, returns=DeliveryList, errors=(404,))
def list_deliveries(path: WebhookPath, query: DeliveryQuery) -> DeliveryList:
    """List messages to a webhook, the newest first."""
    found = services().manage_webhooks().deliveries(path.webhook_id, owner=owner(), limit=query.limit)
    return DeliveryList(items=[Delivery.of(delivery) for delivery in found])
