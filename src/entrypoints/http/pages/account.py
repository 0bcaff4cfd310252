"""One's own account: password, keys for programs, what is kept and for how long."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import ApiKey, Scope
from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.core.domain.webhook import Webhook
from exact_transcription.core.usecases.accounts import IssuedKey
from exact_transcription.core.usecases.webhooks import JOB_EVENTS
from exact_transcription.entrypoints.http.audit import note
from exact_transcription.entrypoints.http.identity import (
    LOCAL_IDENTITY,
    account_of_session,
    identity,
    needs,
    owner,
)
from exact_transcription.entrypoints.http.limits import count_attempt

_DAYS = (30, 90, 365)
"""How long a key may be valid; 0 is for ever."""


def register(pages: Blueprint, container: Container) -> None:
    """Add the account's page to the pages."""

    @pages.get("/account")
    @needs(Scope.READ)
    def account() -> str:
        return account_page(container)

    @pages.post("/account/password")
    @needs(Scope.READ)
    def change_password() -> Response:
        who = account_of_session()
        count_attempt("password")
        container.accounts().change_password(
            who, present=request.form.get("present", ""), new=request.form.get("new", "")
        )
        note("password.changed", who, actor=who)
        return redirect(url_for("sign_in.form"), 303)

    @pages.post("/account/keys")
    @needs(Scope.READ)
    def add_key() -> str:
        """The answer shows the key, now and never again; so it is not kept for a page to come."""
        issued = container.accounts().issue_key(
            account_of_session(),
            name=request.form.get("name", ""),
            scopes=_scopes(request.form.getlist("scope")),
            expires=_expiry(request.form.get("days", "0"), container.clock().now()),
        )
        note("key.created", issued.key.id, ", ".join(sorted(issued.key.scopes)))
        return account_page(container, issued=issued)

    @pages.post("/account/keys/<key_id>/revoke")
    @needs(Scope.READ)
    def revoke_key(key_id: str) -> Response:
        container.accounts().revoke_key(key_id, owner=account_of_session())
        note("key.revoked", key_id)
        return redirect(url_for("pages.account", _anchor="keys"), 303)


def account_page(
    container: Container, *, issued: IssuedKey | None = None, webhook_made: Webhook | None = None
) -> str:
    """The page, with the secrets of a key or a webhook that was just made."""
    who = identity()
    return render_template(
        "account.html",
        user=who.user,
        has_account=who.user.id != LOCAL_IDENTITY.user.id,
        keys=_keys(container),
        now=container.clock().now(),
        issued=issued,
        webhooks=container.manage_webhooks().list_webhooks(owner()),
        webhook_made=webhook_made,
        webhook_events=sorted(JOB_EVENTS),
        may_write=who.may(Scope.WRITE),
        scopes=[scope for scope in Scope if who.may(scope)],
        days=_DAYS,
        usage=container.belongings().usage(owner()),
        limit=container.settings().max_stored_bytes,
        retention_days=container.settings().retention_days,
    )


def _keys(container: Container) -> Sequence[ApiKey]:
    keys = container.account_repository().list_keys(owner())
    return [key for key in keys if key.revoked is None]


def _scopes(given: Sequence[str]) -> frozenset[Scope]:
    """A key that may write may also read what it wrote.

    Raises:
        InvalidOptionError: there is no such scope, or who is signed in does not have it.
    """
    allowed = {scope.value: scope for scope in Scope if identity().may(scope)}
    if unknown := sorted(set(given) - set(allowed)):
        raise InvalidOptionError(f"A key of yours cannot have the scope {unknown[0]!r}.")
    return frozenset(allowed[name] for name in given)


def _expiry(days: str, now: datetime) -> datetime | None:
    if days not in {"0", *map(str, _DAYS)}:
        raise InvalidOptionError(f"A key cannot be valid for {days!r} days.")
    return None if days == "0" else now + timedelta(days=int(days))
