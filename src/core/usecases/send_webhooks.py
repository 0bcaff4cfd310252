"""Telling webhooks what happened, until they have taken it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

from exact_transcription.core.domain.errors import NotFoundError
from exact_transcription.core.domain.webhook import DeliveryState, Webhook, WebhookDelivery, WebhookEvent
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.ports.webhook_repository import WebhookRepository
from exact_transcription.core.ports.webhook_sending import SendResult, WebhookMessage, WebhookSender
from exact_transcription.core.usecases.webhook_payload import payload

_GONE = 410
_MAX_ERROR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPolicy:
    """How long to try.

    Attributes:
        waits: between an attempt and the next; after the last one the delivery has failed. The default is
            the schedule that Standard Webhooks recommends, 75 hours in all.
        hold: after this time another sender takes over a delivery whose sender vanished.
        at_once: how many are sent side by side, so that a slow receiver does not hold up the others.
        disable_after: a webhook whose delivery failed, and that has taken nothing for so long, is switched
            off.
    """

    waits: tuple[timedelta, ...] = (
        timedelta(seconds=5),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=5),
        timedelta(hours=10),
        timedelta(hours=14),
        timedelta(hours=20),
        timedelta(hours=24),
    )
    hold: timedelta = timedelta(minutes=2)
    at_once: int = 8
    disable_after: timedelta = timedelta(days=3)


class SendWebhooks:
    """Sends what is due; any number may do so at once. A message may come twice, with the same id."""

    def __init__(
        self,
        *,
        webhooks: WebhookRepository,
        jobs: JobRepository,
        sender: WebhookSender,
        clock: Clock,
        policy: DeliveryPolicy | None = None,
    ) -> None:
        """Send with `sender` what `webhooks` holds of `jobs`."""
        self._webhooks, self._jobs, self._sender, self._clock = webhooks, jobs, sender, clock
        self._policy = policy or DeliveryPolicy()

    def execute(self) -> int:
        """Send all that is due now; returns how many were sent.

        Raises:
            ServiceUnavailableError: the database does not answer; what was taken is sent again later.
        """
        sent, at_once = 0, self._policy.at_once
        with ThreadPoolExecutor(at_once, thread_name_prefix="webhooks") as threads:
            while due := self._webhooks.take_due(self._clock.now(), hold=self._policy.hold, limit=at_once):
                sent += len(list(threads.map(self._deliver, due)))
        return sent

    def _deliver(self, delivery: WebhookDelivery) -> None:
        try:
            webhook = self._webhooks.get(delivery.webhook_id)
        except NotFoundError:
            return
        if not webhook.active and delivery.event is not WebhookEvent.TEST:
            # It stays due nowhere; whoever switches the webhook on again wants to know of what comes.
            self._settle(delivery, DeliveryState.FAILED, SendResult(status=None, error="It is switched off."))
            return
        result = self._sender.send(self._message(webhook, delivery))
        if result.taken:
            self._settle(delivery, DeliveryState.DELIVERED, result)
        elif result.status == _GONE:
            self._settle(delivery, DeliveryState.FAILED, result)
            self._switch_off(webhook)
        else:
            self._try_again(webhook, delivery, result)

    def _message(self, webhook: Webhook, delivery: WebhookDelivery) -> WebhookMessage:
        return WebhookMessage(
            id=delivery.id,
            url=webhook.url,
            secret=webhook.secret,
            body=payload(delivery, self._jobs),
            sent=self._clock.now(),
        )

    def _try_again(self, webhook: Webhook, delivery: WebhookDelivery, result: SendResult) -> None:
        waits = self._policy.waits
        if delivery.event is WebhookEvent.TEST or delivery.attempts > len(waits):
            self._settle(delivery, DeliveryState.FAILED, result)
            if delivery.event is not WebhookEvent.TEST and self._hopeless(webhook):
                self._switch_off(webhook)
            return
        due = self._clock.now() + waits[delivery.attempts - 1]
        self._webhooks.settle(_with(replace(delivery, due=due), result))

    def _hopeless(self, webhook: Webhook) -> bool:
        since = self._clock.now() - self._policy.disable_after
        recent = self._webhooks.list_deliveries(webhook.id, limit=100)
        return not any(each.state is DeliveryState.DELIVERED and each.created >= since for each in recent)

    def _switch_off(self, webhook: Webhook) -> None:
        self._webhooks.update(webhook.id, lambda now: replace(now, active=False))

    def _settle(self, delivery: WebhookDelivery, state: DeliveryState, result: SendResult) -> None:
        self._webhooks.settle(_with(replace(delivery, state=state), result))


def _with(delivery: WebhookDelivery, result: SendResult) -> WebhookDelivery:
    return replace(delivery, status=result.status, error=result.error[:_MAX_ERROR])
