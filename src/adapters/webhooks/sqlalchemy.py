"""Webhooks and deliveries in SQLite or PostgreSQL."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from exact_transcription.adapters.database.account_schema import DeliveryRow, WebhookRow
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.database.records import change_record
from exact_transcription.adapters.database.schema import table_of
from exact_transcription.adapters.webhooks.rows import (
    delivery_of,
    delivery_values,
    webhook_of,
    webhook_values,
)
from exact_transcription.core.domain.errors import NotFoundError
from exact_transcription.core.domain.webhook import DeliveryState, Webhook, WebhookDelivery

HOOKS = table_of(WebhookRow)
DELIVERIES = table_of(DeliveryRow)


class SqlWebhookRepository:
    """Deliveries of jobs are added by the job repository, in the transaction that ends the job."""

    def __init__(self, *, database: Database) -> None:
        """Keep webhooks in `database`, whose schema is there already."""
        self._database = database

    def add(self, webhook: Webhook) -> None:
        """See `WebhookRepository.add`."""
        with self._database.writing() as connection:
            connection.execute(insert(HOOKS).values(webhook_values(webhook) | {"version": 1}))

    def get(self, webhook_id: str) -> Webhook:
        """See `WebhookRepository.get`."""
        with self._database.reading() as connection:
            row = connection.execute(select(HOOKS).where(HOOKS.c.id == webhook_id)).one_or_none()
        if row is None:
            raise NotFoundError("There is no such webhook.")
        return webhook_of(row._asdict())

    def list_webhooks(self, owner: str) -> Sequence[Webhook]:
        """See `WebhookRepository.list_webhooks`."""
        query = select(HOOKS).where(HOOKS.c.owner == owner).order_by(HOOKS.c.created, HOOKS.c.id)
        with self._database.reading() as connection:
            return [webhook_of(row._asdict()) for row in connection.execute(query)]

    def update(self, webhook_id: str, change: Callable[[Webhook], Webhook]) -> Webhook:
        """See `WebhookRepository.update`."""
        return change_record(self._database, HOOKS, webhook_id, change, read=webhook_of, write=webhook_values)

    def delete(self, webhook_id: str) -> None:
        """See `WebhookRepository.delete`."""
        with self._database.writing() as connection:
            connection.execute(delete(HOOKS).where(HOOKS.c.id == webhook_id))

    def add_delivery(self, delivery: WebhookDelivery) -> None:
        """See `WebhookRepository.add_delivery`."""
        with self._database.writing() as connection:
            connection.execute(insert(DELIVERIES).values(delivery_values(delivery)))

    def take_due(self, now: datetime, *, hold: timedelta, limit: int) -> Sequence[WebhookDelivery]:
        """See `WebhookRepository.take_due`."""
        query = (
            select(DELIVERIES)
            .where(DELIVERIES.c.state == DeliveryState.PENDING.value, DELIVERIES.c.due <= now)
            .order_by(DELIVERIES.c.due, DELIVERIES.c.id)
            .limit(limit)
            # Senders that look at the same time get different ones; SQLite has one writer at a time anyway.
            .with_for_update(skip_locked=True)
        )
        with self._database.writing() as connection:
            due = [delivery_of(row._asdict()) for row in connection.execute(query)]
            if not due:
                return []
            ids = [delivery.id for delivery in due]
            connection.execute(
                update(DELIVERIES)
                .where(DELIVERIES.c.id.in_(ids))
                .values(due=now + hold, attempts=DELIVERIES.c.attempts + 1)
            )
            taken = {
                row.id: delivery_of(row._asdict())
                for row in connection.execute(select(DELIVERIES).where(DELIVERIES.c.id.in_(ids)))
            }
        return [taken[delivery_id] for delivery_id in ids]

    def settle(self, delivery: WebhookDelivery) -> None:
        """See `WebhookRepository.settle`."""
        statement = update(DELIVERIES).where(DELIVERIES.c.id == delivery.id)
        with self._database.writing() as connection:
            connection.execute(statement.values(delivery_values(delivery)))

    def list_deliveries(self, webhook_id: str, *, limit: int) -> Sequence[WebhookDelivery]:
        """See `WebhookRepository.list_deliveries`."""
        query = (
            select(DELIVERIES)
            .where(DELIVERIES.c.webhook_id == webhook_id)
            .order_by(DELIVERIES.c.created.desc(), DELIVERIES.c.id)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [delivery_of(row._asdict()) for row in connection.execute(query)]

    def purge_deliveries(self, before: datetime) -> int:
        """See `WebhookRepository.purge_deliveries`."""
        settled = DELIVERIES.c.state != DeliveryState.PENDING.value
        with self._database.writing() as connection:
            statement = delete(DELIVERIES).where(DELIVERIES.c.created < before, settled)
            return connection.execute(statement).rowcount
