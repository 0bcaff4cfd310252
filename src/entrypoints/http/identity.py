"""Who sends a request, and what they may do.

Views ask here and nowhere else: `identity()` says who it is, `owner()` whose things are made and listed,
`visible_to()` whose things may be looked up by id, and `needs(scope)` guards a view.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import current_app, g, request

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.errors import AccessDeniedError, ConflictError, NotSignedInError
from exact_transcription.core.domain.job import LOCAL_OWNER
from exact_transcription.core.domain.user import Role, User
from exact_transcription.core.usecases.accounts import Identity

P = ParamSpec("P")
R = TypeVar("R")

LOCAL_IDENTITY = Identity(
    user=User(id=LOCAL_OWNER, name="local", role=Role.ADMIN, created=datetime(2026, 1, 1, tzinfo=UTC))
)
"""The one user of an installation without accounts, who may do everything."""


_BEARER = "bearer "
_FOR_EVERYBODY = "for_everybody"


def identify_as(who: Identity | None) -> None:
    """Say who sends the present request; called once, before any view."""
    g.identity = who


def identity() -> Identity:
    """Who sends the present request.

    Raises:
        NotSignedInError: nobody is signed in, and no key was sent.
    """
    who = identified()
    if who is None:
        raise NotSignedInError(
            "Nobody is signed in.", hint="Sign in, or send an API key: Authorization: Bearer et_…"
        )
    return who


def identified() -> Identity | None:
    """Who sends the present request, or None if that is not known."""
    who: Identity | None = g.get("identity")
    return who


def bearer_token() -> str | None:
    """The key that the present request carries, or None."""
    header = request.headers.get("Authorization", "")
    return header[len(_BEARER) :].strip() if header.lower().startswith(_BEARER) else None


def unguarded(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that answers people who have not said who they are; all others turn them away."""
    setattr(view, _FOR_EVERYBODY, True)
    return view


def for_everybody(endpoint: str) -> bool:
    """Whether the view of `endpoint` is marked so."""
    return getattr(current_app.view_functions[endpoint], _FOR_EVERYBODY, False)


def owner() -> str:
    """Id of the user for whom things are made and listed."""
    return identity().user.id


def account() -> str:
    """Id of the user whose keys are to be changed, in a session or with a key that may change things.

    Raises:
        ConflictError: the installation has no accounts.
        AccessDeniedError: the key does not allow it.
    """
    return _account(by_key=True)


def account_of_session() -> str:
    """Id of the user who changes their account in a browser; a program cannot.

    Raises:
        ConflictError: the installation has no accounts.
        AccessDeniedError: a key was sent.
    """
    return _account(by_key=False)


def visible_to() -> str | None:
    """Whose things may be looked up by id: the user's own, or everybody's (None) for administrators."""
    who = identity()
    return None if who.may(Scope.ADMIN) else who.user.id


def needs(scope: Scope) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view be used only by who may do `scope`.

    Raises:
        NotSignedInError: nobody is signed in.
        AccessDeniedError: the user's role or the key does not allow it.
    """

    def guarded(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            if not identity().may(scope):
                raise AccessDeniedError(
                    f"This needs the scope {scope.value}, which the account or the key does not have.",
                    hint="Ask an administrator, or use another key.",
                )
            return view(*args, **kwargs)

        return checked

    return guarded


def _account(*, by_key: bool) -> str:
    who = identity()
    if who is LOCAL_IDENTITY:
        raise ConflictError(
            "This installation has no accounts.",
            hint="Add an administrator: exact-transcription users add NAME --role admin",
        )
    if who.key is not None and not (by_key and Scope.WRITE in who.key.scopes):
        raise AccessDeniedError("The key does not allow that.", hint="Sign in with a browser.")
    return who.user.id
