"""Telling other programs what happened to a job."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.job import Job, JobState


class WebhookEvent(StrEnum):
    """What may be told of."""

    SUCCEEDED = "transcription.succeeded"
    FAILED = "transcription.failed"
    CANCELLED = "transcription.cancelled"
    TEST = "webhook.test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that is told.

    Attributes:
        id: unique.
        owner: id of the user whose jobs it is told of.
        url: where to send to.
        secret: key of the signature, as Standard Webhooks writes it (`whsec_` and base64).
        events: what it is told of.
        active: whether it is told at all.
        created: when, UTC.
    """

    id: str
    owner: str
    url: str
    secret: str
    events: frozenset[WebhookEvent]
    active: bool = True
    created: datetime

    def __post_init__(self) -> None:
        if not self.events:
            raise InvalidRequestError("A webhook needs at least one event.")


class DeliveryState(StrEnum):
    """Where a delivery is."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDelivery:
    """One message to one webhook, tried until it is taken or given up.

    Attributes:
        id: unique; the `webhook-id` of the message, the same at every attempt.
        webhook_id: to whom.
        event: of what.
        job_id: of which job, or None for tests.
        created: when it happened, UTC.
        state: where it is.
        attempts: how often it was sent.
        due: when to send it next; while it is being sent, when another sender may take it over.
        status: the last answer's HTTP status, or None if there was none.
        error: what went wrong last, or empty.
    """

    id: str
    webhook_id: str
    event: WebhookEvent
    job_id: str | None
    created: datetime
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    due: datetime
    status: int | None = None
    error: str = ""


_EVENTS = {
    JobState.SUCCEEDED: WebhookEvent.SUCCEEDED,
    JobState.FAILED: WebhookEvent.FAILED,
    JobState.CANCELLED: WebhookEvent.CANCELLED,
}


def event_of(before: Job, after: Job) -> WebhookEvent | None:
    """What to tell of when a record changes, or None."""
    return _EVENTS.get(after.state) if after.state is not before.state else None
