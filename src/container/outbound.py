"""What connects to other servers, within what the operator allows."""

from exact_transcription.core.ports.url_fetching import UrlFetcher
from exact_transcription.core.ports.webhook_sending import WebhookSender
from exact_transcription.settings import Settings


def fetcher(settings: Settings) -> UrlFetcher | None:
    """Fetches from the hosts of the settings; None without any."""
    if not settings.import_hosts:
        return None
    from exact_transcription.adapters.fetching.httpx import HttpxUrlFetcher  # noqa: PLC0415
    from exact_transcription.adapters.outbound.urls import HostList  # noqa: PLC0415

    return HttpxUrlFetcher(
        hosts=HostList(settings.import_hosts),
        max_bytes=settings.max_file_bytes,
        seconds=settings.import_seconds,
        private=settings.private_networks,
    )


def webhook_sender(settings: Settings) -> WebhookSender:
    """Sends to public addresses, and to those that the settings allow."""
    from exact_transcription.adapters.webhooks.httpx import HttpxWebhookSender  # noqa: PLC0415

    return HttpxWebhookSender(private=settings.private_networks)
