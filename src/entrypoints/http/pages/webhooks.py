"""Webhooks of the account's page: whom to tell of what, and what became of it."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.core.domain.webhook import DeliveryState, WebhookEvent
from exact_transcription.core.usecases.webhooks import JOB_EVENTS, WebhookChange
from exact_transcription.entrypoints.http.identity import needs, owner
from exact_transcription.entrypoints.http.pages.account import account_page

_DELIVERIES = 50


def register(pages: Blueprint, container: Container) -> None:
    """Add the views to the pages."""

    @pages.post("/account/webhooks")
    @needs(Scope.WRITE)
    def add_webhook() -> str:
        """The answer shows the secret, now and never again."""
        made = container.manage_webhooks().add(
            owner=owner(),
            url=request.form.get("url", "").strip(),
            events=_events(request.form.getlist("event")),
        )
        return account_page(container, webhook_made=made)

    @pages.get("/account/webhooks/<webhook_id>")
    @needs(Scope.READ)
    def webhook(webhook_id: str) -> str:
        webhooks = container.manage_webhooks()
        deliveries = webhooks.deliveries(webhook_id, owner=owner(), limit=_DELIVERIES)
        return render_template(
            "webhook.html",
            webhook=webhooks.find(webhook_id, owner=owner()),
            deliveries=deliveries,
            refresh=any(each.state is DeliveryState.PENDING and not each.attempts for each in deliveries),
        )

    @pages.post("/account/webhooks/<webhook_id>/test")
    @needs(Scope.WRITE)
    def test_webhook(webhook_id: str) -> Response:
        container.manage_webhooks().test(webhook_id, owner=owner())
        return redirect(url_for("pages.webhook", webhook_id=webhook_id), 303)

    @pages.post("/account/webhooks/<webhook_id>/switch")
    @needs(Scope.WRITE)
    def switch_webhook(webhook_id: str) -> Response:
        change = WebhookChange(active=request.form.get("active") == "true")
        container.manage_webhooks().change(webhook_id, change, owner=owner())
        return redirect(url_for("pages.account", _anchor="webhooks"), 303)

    @pages.post("/account/webhooks/<webhook_id>/delete")
    @needs(Scope.WRITE)
    def delete_webhook(webhook_id: str) -> Response:
        container.manage_webhooks().delete(webhook_id, owner=owner())
        return redirect(url_for("pages.account", _anchor="webhooks"), 303)


def _events(given: Sequence[str]) -> frozenset[WebhookEvent]:
    known = {event.value: event for event in JOB_EVENTS}
    if unknown := sorted(set(given) - set(known)):
        raise InvalidOptionError(
            f"Webhooks are not told of {unknown[0]!r}.", hint=f"Known: {', '.join(known)}."
        )
    return frozenset(known[name] for name in given)
