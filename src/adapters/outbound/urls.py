"""Addresses as users write them."""

from ipaddress import ip_address

import httpx

from exact_transcription.adapters.outbound.connections import Networks, require_allowed
from exact_transcription.core.domain.errors import ForbiddenUrlError, InvalidRequestError

_PORTS = {"http": 80, "https": 443}
_MAX_LENGTH = 2_048


def checked_url(text: str, private: Networks = ()) -> httpx.URL:
    """The address, if it is one that may be asked for, as far as can be told without resolving its name.

    Raises:
        InvalidRequestError: it is no address.
        ForbiddenUrlError: it is not HTTP, holds a password, or names an address that is not public.
    """
    if len(text) > _MAX_LENGTH:
        raise InvalidRequestError(f"The address has more than {_MAX_LENGTH} characters.")
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, TypeError, ValueError) as error:
        raise InvalidRequestError(
            "That is not an address.", hint="Give one like https://HOST/FILE."
        ) from error
    if url.scheme not in _PORTS or not url.host:
        raise ForbiddenUrlError("Only addresses that begin with https:// or http:// can be used.")
    if url.userinfo:
        raise ForbiddenUrlError("An address with a user's name or password in it is not used.")
    try:
        literal = ip_address(url.host)
    except ValueError:
        return url
    require_allowed([literal], private)
    return url


class HostList:
    """Hosts that the operator allows: `example.org`, `*.example.org` for all below, `*` for any.

    Without a port (`example.org:8443`) only the usual ones, 80 and 443, are allowed.
    """

    def __init__(self, entries: frozenset[str]) -> None:
        """Allow `entries`."""
        self._entries = [_parsed(entry) for entry in entries]

    def __bool__(self) -> bool:
        return bool(self._entries)

    def require(self, url: httpx.URL) -> None:
        """Return if `url` is on the list.

        Raises:
            ForbiddenUrlError: it is not.
        """
        host = url.raw_host.decode("ascii").lower().rstrip(".")
        port = url.port or _PORTS[url.scheme]
        if not any(_covers(name, host) and _fits(wanted, port) for name, wanted in self._entries):
            raise ForbiddenUrlError(
                f"{host} is not one of the hosts that recordings may be fetched from.",
                hint="The operator lists them in EXACT_IMPORT_HOSTS.",
            )


def _parsed(entry: str) -> tuple[str, int | None]:
    name, _, port = entry.lower().partition(":")
    return name, int(port) if port else None


def _covers(name: str, host: str) -> bool:
    return name in {"*", host} or (name.startswith("*.") and host.endswith(name[1:]))


def _fits(wanted: int | None, port: int) -> bool:
    return port == wanted if wanted is not None else port in _PORTS.values()
