"""Where webhooks and what is still to be told to them are."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from exact_transcription.core.domain.webhook import Webhook, WebhookDelivery


class WebhookRepository(Protocol):
    """Keeps webhooks and deliveries; raises `ServiceUnavailableError` while the database does not answer."""

    def add(self, webhook: Webhook) -> None:
        """Add a webhook."""

    def get(self, webhook_id: str) -> Webhook:
        """One webhook.

        Raises:
            NotFoundError: there is none.
        """

    def list_webhooks(self, owner: str) -> Sequence[Webhook]:
        """All webhooks of a user, the oldest first."""

    def update(self, webhook_id: str, change: Callable[[Webhook], Webhook]) -> Webhook:
        """Replace a webhook by what `change` makes of it.

        Raises:
            NotFoundError: there is none.
        """

    def delete(self, webhook_id: str) -> None:
        """Delete a webhook with its deliveries; without effect if it is not there."""

    def add_delivery(self, delivery: WebhookDelivery) -> None:
        """Add a delivery by hand, such as a test; those of jobs are added with the job's change."""

    def take_due(self, now: datetime, *, hold: timedelta, limit: int) -> Sequence[WebhookDelivery]:
        """Deliveries to send now, the most overdue first.

        Nobody else gets them before `hold` is over; their `due` is then, and `attempts` counts this one.
        """

    def settle(self, delivery: WebhookDelivery) -> None:
        """Store how sending went; without effect if the delivery is not there any more."""

    def list_deliveries(self, webhook_id: str, *, limit: int) -> Sequence[WebhookDelivery]:
        """Deliveries to a webhook, the newest first."""

    def purge_deliveries(self, before: datetime) -> int:
        """Delete settled deliveries created before that time; returns how many."""
