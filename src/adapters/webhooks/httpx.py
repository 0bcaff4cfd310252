"""Messages to webhooks, signed after Standard Webhooks, with guarded connections."""

import binascii

import httpx
from standardwebhooks.webhooks import Webhook

from exact_transcription.adapters.outbound.connections import GuardedBackend, Networks
from exact_transcription.adapters.outbound.transport import guarded_client
from exact_transcription.adapters.outbound.urls import checked_url
from exact_transcription.core.domain.errors import ExactTranscriptionError
from exact_transcription.core.ports.webhook_sending import SendResult, WebhookMessage

_SECONDS = 20.0
"""For one attempt; Standard Webhooks recommends 15 to 30."""


class HttpxWebhookSender:
    """Takes any 2xx for taken and follows no redirect, as Standard Webhooks says."""

    def __init__(self, *, private: Networks = (), seconds: float = _SECONDS) -> None:
        """Send to public addresses and to networks in `private`, each time for at most `seconds`."""
        self._private, self._seconds = private, seconds

    def check(self, url: str) -> None:
        """See `WebhookSender.check`."""
        checked_url(url, self._private)

    def send(self, message: WebhookMessage) -> SendResult:
        """See `WebhookSender.send`."""
        backend = GuardedBackend(private=self._private, seconds=self._seconds)
        try:
            self.check(message.url)
            with (
                guarded_client(backend) as client,
                # What the receiver says is of no interest, and may have no end: it is not read.
                client.stream("POST", message.url, content=message.body, headers=_headers(message)) as answer,
            ):
                status = answer.status_code
        except ExactTranscriptionError as problem:
            return SendResult(status=None, error=problem.message)
        except httpx.TimeoutException:
            return SendResult(status=None, error="The receiver takes too long.")
        except (httpx.HTTPError, binascii.Error) as problem:
            return SendResult(status=None, error=f"It cannot be sent: {type(problem).__name__}.")
        error = "" if httpx.codes.is_success(status) else f"The receiver answered {status}."
        return SendResult(status=status, error=error)


def _headers(message: WebhookMessage) -> dict[str, str]:
    signature = Webhook(message.secret).sign(message.id, message.sent, message.body.decode())
    return {
        "Content-Type": "application/json",
        "webhook-id": message.id,
        "webhook-timestamp": str(int(message.sent.timestamp())),
        "webhook-signature": signature,
    }
