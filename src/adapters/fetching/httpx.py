"""Files from other servers, with guarded connections."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from typing import BinaryIO, cast
from urllib.parse import unquote

import httpx

from exact_transcription.adapters.outbound.connections import GuardedBackend, Networks
from exact_transcription.adapters.outbound.transport import guarded_client
from exact_transcription.adapters.outbound.urls import HostList, checked_url
from exact_transcription.core.domain.errors import FetchError, FetchInterruptedError, LimitExceededError
from exact_transcription.core.ports.url_fetching import FetchedFile

_REDIRECTS = 5

_PASSING = frozenset(
    {
        httpx.codes.REQUEST_TIMEOUT,
        httpx.codes.TOO_EARLY,
        httpx.codes.TOO_MANY_REQUESTS,
        httpx.codes.INTERNAL_SERVER_ERROR,
        httpx.codes.BAD_GATEWAY,
        httpx.codes.SERVICE_UNAVAILABLE,
        httpx.codes.GATEWAY_TIMEOUT,
    }
)
"""Answers after which it is worth asking again."""


class HttpxUrlFetcher:
    """Follows redirects one by one, each looked at like the first address."""

    def __init__(self, *, hosts: HostList, max_bytes: int, seconds: float, private: Networks = ()) -> None:
        """Fetch from `hosts` files of up to `max_bytes` within `seconds`, also from networks in `private`."""
        self._hosts, self._max_bytes, self._seconds = hosts, max_bytes, seconds
        self._private = private

    def check(self, url: str) -> str:
        """See `UrlFetcher.check`."""
        return _last_part(self._checked(url))

    @contextmanager
    def fetch(self, url: str, *, watch: Callable[[], None]) -> Iterator[FetchedFile]:
        """See `UrlFetcher.fetch`."""
        backend = GuardedBackend(private=self._private, seconds=self._seconds, watch=watch)
        with guarded_client(backend) as client:
            response = self._answer(client, url, backend)
            try:
                size = self._usable_size(response)
                stream = _Body(response.iter_raw(), backend)
                yield FetchedFile(name=_name_of(response), size=size, stream=cast("BinaryIO", stream))
            finally:
                response.close()

    def _answer(self, client: httpx.Client, text: str, backend: GuardedBackend) -> httpx.Response:
        url = self._checked(text)
        for _ in range(_REDIRECTS + 1):
            with _translated(backend):
                response = client.send(client.build_request("GET", url), stream=True)
            if response.next_request is None:
                return response
            response.close()
            url = self._checked(str(response.next_request.url))
        raise FetchError(f"The server redirects more than {_REDIRECTS} times.")

    def _checked(self, text: str) -> httpx.URL:
        url = checked_url(text, self._private)
        self._hosts.require(url)
        return url

    def _usable_size(self, response: httpx.Response) -> int | None:
        if response.status_code in _PASSING:
            raise FetchInterruptedError(
                f"The server answered {response.status_code}.", hint="Try again later, or upload the file."
            )
        if response.status_code != httpx.codes.OK:
            raise FetchError(f"The server answered {response.status_code}.", hint="Check the address.")
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise FetchError("The server compresses the file, though it was asked not to.")
        length = response.headers.get("Content-Length", "")
        size = int(length) if length.isdecimal() else None
        if size is not None and size > self._max_bytes:
            raise LimitExceededError(
                f"The recording is larger than the {self._max_bytes} bytes that are allowed."
            )
        return size


class _Body:
    """An answer's bytes as a stream."""

    def __init__(self, pieces: Iterator[bytes], backend: GuardedBackend) -> None:
        self._pieces, self._backend, self._rest = pieces, backend, b""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, as they come; none at the end."""
        while not self._rest:
            with _translated(self._backend):
                piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        end = len(self._rest) if size < 0 else size
        data, self._rest = self._rest[:end], self._rest[end:]
        return data


@contextmanager
def _translated(backend: GuardedBackend) -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException as error:
        # To be silent for a while may happen once; to be too slow for the whole file happens again.
        kind = FetchError if backend.over else FetchInterruptedError
        raise kind("The server takes too long.", hint="Try again later, or upload the file.") from error
    except httpx.InvalidURL as error:
        raise FetchError("The server redirects to something that is not an address.") from error
    except httpx.HTTPError as error:
        raise FetchInterruptedError(
            "The server does not answer, or not in full.", hint="Check the address, or upload the file."
        ) from error


def _name_of(response: httpx.Response) -> str:
    """The file's name: what the server says, else the last part of the address."""
    message = Message()
    message["Content-Disposition"] = response.headers.get("Content-Disposition", "")
    return message.get_filename() or _last_part(response.url)


def _last_part(url: httpx.URL) -> str:
    return unquote(url.path.rpartition("/")[2])
