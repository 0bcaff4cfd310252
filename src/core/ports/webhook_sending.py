"""Telling another program something."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookMessage:
    """What is sent.

    Attributes:
        id: the same at every attempt, so that the receiver can tell repetitions.
        url: where to.
        secret: key of the signature.
        body: what is said, in JSON.
        sent: when this attempt is made, UTC.
    """

    id: str
    url: str
    secret: str
    body: bytes
    sent: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResult:
    """What came of it.

    Attributes:
        status: HTTP status of the answer, or None if there was none.
        error: one sentence, or empty if it was taken.
    """

    status: int | None
    error: str = ""

    @property
    def taken(self) -> bool:
        """Whether the receiver has it."""
        return not self.error


class WebhookSender(Protocol):
    """Sends one message once, signed after Standard Webhooks."""

    def check(self, url: str) -> None:
        """Return if messages may be sent to `url`, as far as can be told without asking for its address.

        Raises:
            ForbiddenUrlError: they may not.
        """

    def send(self, message: WebhookMessage) -> SendResult:
        """Send; never raises: what goes wrong is in the result."""
