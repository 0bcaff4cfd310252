"""Sessions of people who signed in with a browser."""

from datetime import timedelta

from flask import Flask, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from exact_transcription.core.domain.user import User
from exact_transcription.core.usecases.accounts import Accounts, Identity


class SignedIn(UserMixin):  # type: ignore[misc]  # vendor class without types
    """Who a session belongs to, as Flask-Login sees it."""

    def __init__(self, identity: Identity) -> None:
        """Stand for `identity`."""
        self.identity = identity

    def get_id(self) -> str:
        """What the cookie carries: a session of an earlier epoch is void."""
        return f"{self.identity.user.id}.{self.identity.user.session_epoch}"


class _Cookies(SecureCookieSessionInterface):
    """Cookies that are sent by https only are of no use where there is none, as on this machine."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's signature
        return request.is_secure


def keep_sessions(app: Flask, accounts: Accounts, *, lifetime: timedelta) -> None:
    """Let people sign in to `app` for `lifetime` after they last did something."""
    app.session_interface = _Cookies()
    app.permanent_session_lifetime = lifetime
    manager = LoginManager(app)
    # Addresses of people on the move change; the epoch ends sessions, not the address.
    manager.session_protection = None

    @manager.user_loader  # type: ignore[untyped-decorator]
    def _load(stored: str) -> SignedIn | None:
        user_id, _, epoch = stored.partition(".")
        found = accounts.resume(user_id, int(epoch)) if epoch.isdecimal() else None
        return None if found is None else SignedIn(found)


def begin_session(user: User) -> None:
    """Sign in, in a session that shares nothing with the one before."""
    session.clear()
    session.permanent = True
    login_user(SignedIn(Identity(user=user)))


def end_session() -> None:
    """Sign out here."""
    logout_user()
    session.clear()


def session_identity() -> Identity | None:
    """Who the session of the present request belongs to."""
    signed_in = current_user
    return signed_in.identity if signed_in.is_authenticated else None
