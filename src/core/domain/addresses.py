"""Which addresses of the Internet are public."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network

IPAddress = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
_CLOUDS_OWN = frozenset({IPv4Address("168.63.129.16")})
"""Azure's address for the guests' own services, which is in a range that is public otherwise."""


def is_public(address: IPAddress) -> bool:
    """Whether anybody on the Internet may be there.

    Not public are private, loopback, link-local (with the metadata services of clouds), shared, multicast,
    documentation and reserved addresses (IANA's registries of special-purpose addresses), and IPv6 addresses
    that lead to such an IPv4 address.
    """
    if isinstance(address, IPv6Address):
        inner = _embedded(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and address not in _CLOUDS_OWN


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an address stands for: mapped, 6to4, Teredo, NAT64, or compatible."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or int(address) >> 32 == 0:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
