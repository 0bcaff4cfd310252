"""Files from other servers, with guarded connections."""

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from typing import BinaryIO, cast
from urllib.parse import unquote

import httpx

from exact_transcription.adapters.outbound.connections import GuardedBackend, Networks
from exact_transcription.adapters.outbound.transport import guarded_client
from exact_transcription.adapters.outbound.urls import HostList, checked_url
from exact_transcription.core.domain.errors import FetchError, LimitExceededError
from exact_transcription.core.ports.url_fetching import FetchedFile

_REDIRECTS = 5


class HttpxUrlFetcher:
    """Follows redirects one by one, each looked at like the first address."""

    def __init__(self, *, hosts: HostList, max_bytes: int, seconds: float, private: Networks = ()) -> None:
        """Fetch from `hosts` files of up to `max_bytes` within `seconds`, also from networks in `private`."""
        self._hosts, self._max_bytes, self._seconds = hosts, max_bytes, seconds
        self._private = private

    @contextmanager
    def fetch(self, url: str) -> Iterator[FetchedFile]:
        """See `UrlFetcher.fetch`."""
        backend = GuardedBackend(private=self._private, seconds=self._seconds)
        with guarded_client(backend) as client:
            response = self._answer(client, url)
            try:
                self._require_usable(response)
                stream = _Body(response.iter_raw())
                yield FetchedFile(name=_name_of(response), stream=cast("BinaryIO", stream))
            finally:
                response.close()

    def _answer(self, client: httpx.Client, text: str) -> httpx.Response:
        url = self._checked(text)
        for _ in range(_REDIRECTS + 1):
            with _translated():
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

    def _require_usable(self, response: httpx.Response) -> None:
        if response.status_code != httpx.codes.OK:
            raise FetchError(f"The server answered {response.status_code}.", hint="Check the address.")
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise FetchError("The server compresses the file, though it was asked not to.")
        length = response.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) > self._max_bytes:
            raise LimitExceededError(
                f"The recording is larger than the {self._max_bytes} bytes that are allowed."
            )


class _Body:
    """An answer's bytes as a stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, as they come; none at the end."""
        while not self._rest:
            with _translated():
                piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        end = len(self._rest) if size < 0 else size
        data, self._rest = self._rest[:end], self._rest[end:]
        return data


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException as error:
        raise FetchError("The server takes too long.", hint="Try again later, or upload the file.") from error
    except httpx.InvalidURL as error:
        raise FetchError("The server redirects to something that is not an address.") from error
    except httpx.HTTPError as error:
        raise FetchError(
            "The server does not answer, or not in full.", hint="Check the address, or upload the file."
        ) from error


def _name_of(response: httpx.Response) -> str:
    """The file's name: what the server says, else the last part of the address."""
    message = Message()
    message["Content-Disposition"] = response.headers.get("Content-Disposition", "")
    return message.get_filename() or unquote(response.url.path.rpartition("/")[2])
