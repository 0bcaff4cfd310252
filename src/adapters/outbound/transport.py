"""httpx with guarded connections."""

from functools import lru_cache
from ssl import SSLContext

import httpcore
import httpx

from exact_transcription.adapters.outbound.connections import GuardedBackend

_CONNECT, _SILENCE = 10.0, 30.0
"""Seconds for making a connection, and for which the other side may say nothing."""


class GuardedTransport(httpx.HTTPTransport):
    """Makes every connection through a `GuardedBackend`, and uses none twice.

    httpx has no parameter for that, other than httpcore, whose pool it keeps in `_pool`. Should that ever be
    named otherwise, the tests of forbidden addresses fail.
    """

    def __init__(self, backend: GuardedBackend) -> None:
        """Connect with `backend`."""
        context = _trusted()
        super().__init__(verify=context)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, network_backend=backend, max_keepalive_connections=0
        )


def guarded_client(backend: GuardedBackend) -> httpx.Client:
    """A client that follows no redirect by itself and asks no proxy of the environment."""
    from exact_transcription import __version__  # noqa: PLC0415 - read on demand

    return httpx.Client(
        transport=GuardedTransport(backend),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(_SILENCE, connect=_CONNECT),
        headers={"User-Agent": f"exact-transcription/{__version__}", "Accept-Encoding": "identity"},
    )


@lru_cache
def _trusted() -> SSLContext:
    # Takes the operator's own certificates from SSL_CERT_FILE and SSL_CERT_DIR.
    return httpx.create_ssl_context()
