"""What webhooks are to be told, recorded in the transaction that makes it true."""

from sqlalchemy import Connection, insert, select

from exact_transcription.adapters.database.account_schema import DeliveryRow, WebhookRow
from exact_transcription.adapters.database.schema import table_of
from exact_transcription.core.domain.ids import new_id
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.webhook import DeliveryState, event_of

HOOKS = table_of(WebhookRow)
DELIVERIES = table_of(DeliveryRow)


def record(connection: Connection, before: Job, after: Job) -> None:
    """Add a delivery for every active webhook of the owner that wants to know."""
    event = event_of(before, after)
    if event is None or after.finished is None:
        return
    query = select(HOOKS.c.id, HOOKS.c.events).where(HOOKS.c.owner == after.owner, HOOKS.c.active)
    told = [hook_id for hook_id, events in connection.execute(query) if event.value in events]
    for hook_id in told:
        connection.execute(
            insert(DELIVERIES).values(
                id=new_id(),
                webhook_id=hook_id,
                event=event.value,
                job_id=after.id,
                created=after.finished,
                state=DeliveryState.PENDING.value,
                attempts=0,
                due=after.finished,
                status=None,
                error="",
            )
        )
