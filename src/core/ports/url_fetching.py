"""Getting a file from another server."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFile:
    """A file that is on its way.

    Attributes:
        name: what the server or the address calls it, for people; may be empty.
        size: bytes, or None where the server does not say.
        stream: its bytes; reading raises `FetchInterruptedError` when the server breaks off, and `FetchError`
            when it takes too long.
    """

    name: str
    size: int | None
    stream: BinaryIO


class UrlFetcher(Protocol):
    """Fetches from servers that the operator allows, and never from inside the operator's own network."""

    def check(self, url: str) -> str:
        """Look at `url` without connecting to anything; returns what the address calls the file, or nothing.

        Raises:
            InvalidRequestError: it is no address.
            ForbiddenUrlError: it may not be connected to, as far as can be told by looking at it.
        """

    def fetch(self, url: str, *, watch: Callable[[], None]) -> AbstractContextManager[FetchedFile]:
        """Ask for `url`, following redirects; the connection ends with the context.

        Args:
            url: the address.
            watch: is called at least once a second while the server is waited for; what it raises ends the
                waiting and comes out.

        Raises:
            ForbiddenUrlError: it, or where it leads, may not be connected to.
            FetchError: there is no such file, or it takes too long.
            FetchInterruptedError: the server does not answer, or not now.
            LimitExceededError: the server says that the file is larger than allowed.
        """
