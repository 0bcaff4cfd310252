"""Getting a file from another server."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFile:
    """A file that is on its way.

    Attributes:
        name: what the server or the address calls it, for people; may be empty.
        stream: its bytes; reading raises `FetchError` when the server stops or takes too long.
    """

    name: str
    stream: BinaryIO


class UrlFetcher(Protocol):
    """Fetches from servers that the operator allows, and never from inside the operator's own network."""

    def fetch(self, url: str) -> AbstractContextManager[FetchedFile]:
        """Ask for `url`, following redirects; the connection ends with the context.

        Raises:
            ForbiddenUrlError: it, or where it leads, may not be connected to.
            FetchError: there is no such file, the server does not answer, or takes too long.
            LimitExceededError: the server says that the file is larger than allowed.
        """
