"""How often somebody may ask."""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import ParamSpec, TypeVar

from flask import Flask, Response, current_app, g, request
from flask_limiter import Limiter

from exact_transcription.core.usecases.accounts import Identity
from exact_transcription.entrypoints.http.identity import LOCAL_IDENTITY
from exact_transcription.settings import Settings

_NAME = "exact_transcription.limits"

P = ParamSpec("P")
R = TypeVar("R")

UNLIMITED = frozenset({"static", "health.alive", "health.ready", "metrics.show"})
"""Endpoints that machines ask again and again."""

_HOUSEHOLD = 64
"""Leading bits of an IPv6 address that one customer of a provider has; the rest they choose as they like."""


class Limits:
    """Counts requests in the memory of each web process, or in Redis for all of them."""

    def __init__(self, settings: Settings) -> None:
        """Count as `settings` say."""
        url = settings.limits_url
        self._sign_in = settings.sign_in_limit
        self._limiter = Limiter(
            requester,
            default_limits=[settings.rate_limit] if settings.rate_limit else [],
            default_limits_exempt_when=_unlimited,
            storage_uri=url.get_secret_value() if url else "memory://",
            strategy="sliding-window-counter",
            headers_enabled=True,
            # A Redis that does not answer must neither shut everybody out nor let everybody guess passwords.
            in_memory_fallback_enabled=url is not None,
        )

    def install(self, app: Flask) -> None:
        """Check every request to `app` from now on; who sends it must be known by then."""
        self._limiter.init_app(app)
        app.extensions[_NAME] = self

    def sign_in(self, view: Callable[P, R], name: Callable[[], str]) -> Callable[P, R]:
        """Limit failures of `view`, from one address and for one name that is tried."""
        by_name = self._limiter.limit(
            self._sign_in, key_func=lambda: f"name:{name()}", methods=["POST"], deduct_when=_failed
        )
        by_address = self._limiter.limit(
            self._sign_in, key_func=lambda: f"sign-in:{address()}", methods=["POST"], deduct_when=_failed
        )
        return by_address(by_name(view))

    def attempt(self, what: str) -> None:
        """Count another attempt of the present user to do `what`.

        Raises:
            TooManyRequests: there were too many.
        """
        with self._limiter.limit(self._sign_in, key_func=lambda: f"{what}:{requester()}"):
            pass


def count_attempt(what: str) -> None:
    """See `Limits.attempt`; for views that know no limits of their own."""
    limits: Limits = current_app.extensions[_NAME]
    limits.attempt(what)


def requester() -> str:
    """Whose requests are counted together."""
    who: Identity | None = g.get("identity")
    return f"address:{address()}" if who is None else f"user:{who.user.id}"


def address() -> str:
    """Where the request comes from, as far as one customer of a provider cannot choose it."""
    try:
        found = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        return str(ip_network((found, _HOUSEHOLD), strict=False))
    return str(found)


def _unlimited() -> bool:
    return g.get("identity") is LOCAL_IDENTITY or request.endpoint in UNLIMITED


def _failed(response: Response) -> bool:
    return response.status_code in {401, 403}
