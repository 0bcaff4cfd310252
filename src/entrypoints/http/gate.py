"""Finding out who sends a request, and turning away who may not come in."""

from ipaddress import ip_address

from flask import g, request

from exact_transcription.container import Container
from exact_transcription.core.domain.errors import (
    AccessDeniedError,
    ExactTranscriptionError,
    NotSignedInError,
)
from exact_transcription.core.usecases.accounts import Identity
from exact_transcription.entrypoints.http.identity import (
    LOCAL_IDENTITY,
    bearer_token,
    for_everybody,
    identify_as,
    identity,
)
from exact_transcription.entrypoints.http.sessions import session_identity


class Gate:
    """A key counts before a session, a session before an open installation."""

    def __init__(self, container: Container) -> None:
        """Know people from `container`."""
        settings = container.settings()
        self._accounts, self._repository = container.accounts(), container.account_repository()
        self._local, self._remote = settings.local_only, settings.allow_remote

    def look(self) -> None:
        """Find out who sends the request; what is wrong with that is told by `require`."""
        if request.endpoint == "static":
            return
        try:
            identify_as(self._who())
        except ExactTranscriptionError as error:
            g.turned_away = error

    def require(self) -> None:
        """Let nobody past who has to say who they are and did not.

        Raises:
            NotSignedInError: nobody is signed in, or the key is not valid.
            AccessDeniedError: the installation is open to its own machine only.
            ServiceUnavailableError: the database does not answer.
        """
        if request.endpoint in {None, "static"} or for_everybody(request.endpoint):
            return
        error: ExactTranscriptionError | None = g.get("turned_away")
        if error is not None:
            raise error
        identity()

    def open_to_all(self) -> bool:
        """Whether nobody is asked who they are."""
        return (self._local or self._remote) and not self._repository.any_users()

    def _who(self) -> Identity | None:
        token = bearer_token()
        found = session_identity() if token is None else self._accounts.identify(token)
        if found is not None:
            return found
        if self.open_to_all():
            if not self._remote and not from_this_machine():
                raise AccessDeniedError(
                    "The service has no accounts and answers its own machine only.",
                    hint="Add an administrator: exact-transcription users add NAME --role admin",
                )
            return LOCAL_IDENTITY
        if token is not None:
            raise NotSignedInError("The API key is not valid.", hint="It may have expired. Make another.")
        return None


def from_this_machine() -> bool:
    """Whether the request comes from this machine, and through no proxy that is not trusted."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
