"""Webhooks and deliveries as rows, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from exact_transcription.core.domain.webhook import DeliveryState, Webhook, WebhookDelivery, WebhookEvent


def webhook_values(webhook: Webhook) -> dict[str, Any]:
    """The columns of a webhook, without the version."""
    return asdict(webhook) | {"events": sorted(event.value for event in webhook.events)}


def webhook_of(row: Mapping[str, Any]) -> Webhook:
    """The webhook of a row."""
    values = {name: value for name, value in row.items() if name != "version"}
    return Webhook(**values | {"events": frozenset(WebhookEvent(event) for event in row["events"])})


def delivery_values(delivery: WebhookDelivery) -> dict[str, Any]:
    """The columns of a delivery."""
    return asdict(delivery) | {"event": delivery.event.value, "state": delivery.state.value}


def delivery_of(row: Mapping[str, Any]) -> WebhookDelivery:
    """The delivery of a row."""
    states = {"event": WebhookEvent(row["event"]), "state": DeliveryState(row["state"])}
    return WebhookDelivery(**dict(row) | states)
