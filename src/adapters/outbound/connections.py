"""Connecting to the very address that was looked at."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any

import httpcore

from exact_transcription.core.domain.addresses import IPAddress, is_public
from exact_transcription.core.domain.errors import ForbiddenUrlError

Networks = tuple[IPv4Network | IPv6Network, ...]

_GLANCE = 0.5
"""Seconds of waiting between two calls of who watches."""


def _nobody_watches() -> None:
    pass


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a name once, refuses what is not public, and connects to what it has found then.

    A name that means something else when it is asked for again (DNS rebinding) gains nothing: it is not
    asked for again. Every connection comes through here, those after a redirect too.
    """

    def __init__(
        self, *, private: Networks = (), seconds: float, watch: Callable[[], None] = _nobody_watches
    ) -> None:
        """Also allow addresses in `private`; everything together may take `seconds`.

        `watch` is called now and then while bytes are waited for; what it raises ends the waiting.
        """
        self._private, self._end, self._watch = private, time.monotonic() + seconds, watch
        self._plain = httpcore.SyncBackend()

    @property
    def over(self) -> bool:
        """Whether the time for everything together is over."""
        return time.monotonic() >= self._end

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """See `httpcore.NetworkBackend`.

        Raises:
            ForbiddenUrlError: the name stands for an address that is not public.
        """
        problem: Exception = httpcore.ConnectError("no address")
        for address in self._addresses(host, port):
            try:
                stream = self._plain.connect_tcp(
                    str(address), port, self._left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return _TimedStream(stream, self._end, self._watch)
        raise problem

    def _addresses(self, host: str, port: int) -> list[IPAddress]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("the name is not known") from error
        addresses = list(dict.fromkeys(ip_address(each[4][0]) for each in found))
        require_allowed(addresses, self._private)
        return addresses

    def _left(self, timeout: float | None) -> float:
        return _left(self._end, timeout, httpcore.ConnectTimeout)


class _TimedStream(httpcore.NetworkStream):
    """Ends when the time for everything together is over, however little comes at a time."""

    def __init__(self, stream: httpcore.NetworkStream, end: float, watch: Callable[[], None]) -> None:
        self._stream, self._end, self._watch = stream, end, watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        silent = time.monotonic() + _left(self._end, timeout, httpcore.ReadTimeout)
        while True:
            self._watch()
            try:
                return self._stream.read(max_bytes, _left(silent, _GLANCE, httpcore.ReadTimeout))
            except httpcore.ReadTimeout:
                if time.monotonic() >= silent:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._end, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._end, timeout, httpcore.ConnectTimeout)
        stream = self._stream.start_tls(ssl_context, server_hostname, left)
        return _TimedStream(stream, self._end, self._watch)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def require_allowed(addresses: Iterable[IPAddress], private: Networks) -> None:
    """Return if all addresses are public, or in networks that the operator allows.

    Raises:
        ForbiddenUrlError: one is not.
    """
    for address in addresses:
        if not is_public(address) and not any(address in network for network in private):
            raise ForbiddenUrlError(
                "The address leads to a network that is not public.",
                hint="The operator may allow it with EXACT_PRIVATE_NETWORKS.",
            )


def _left(end: float, timeout: float | None, error: type[Exception]) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise error("it took too long")
    return left if timeout is None else min(left, timeout)
