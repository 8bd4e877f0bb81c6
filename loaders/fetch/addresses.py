"""Which network addresses may be reached: public ones, unless the source names the host."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from loaders.fetch.outcome import FetchFault, Reason

Resolver = Callable[[str, int], list[str]]

# Blocks that carry another address inside, which is where the packets would go: IPv6 prefixes of RFC 6052, 3056, 4380.
_CARRIERS = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))


def is_public(address: str) -> bool:
    """Tell whether an IP address lies on the public internet and is meant for one receiver."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if any(found in block for block in _CARRIERS):
            return False
    return found.is_global and not found.is_multicast


def resolve(host: str, port: int) -> list[str]:
    """Look a host up, once: the answer is what gets checked and connected to.

    Raises:
        OSError: the name is not known, or nobody answers.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def reachable(host: str, port: int, allowed: frozenset[str], look_up: Resolver = resolve) -> list[str]:
    """Give the addresses of a host that may be connected to; ``allowed`` names hosts that may be private.

    Raises:
        FetchFault: all of its addresses are private, or the name is not known.
    """
    try:
        found = look_up(host, port)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise FetchFault(Reason.UNREACHABLE, f'the host "{host}" is not known ({why})', passing=True) from None
    if host.lower() in allowed:
        return found
    public = [address for address in found if is_public(address)]
    if not public:
        raise FetchFault(Reason.ADDRESS, private_sentence(host, found))
    return public


def refuse_private_literal(host: str, allowed: frozenset[str]) -> None:
    """Refuse a private address written as such; the only check that needs no look-up.

    Raises:
        FetchFault: the host is a private address.
    """
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return
    if host.lower() not in allowed and not is_public(host):
        raise FetchFault(Reason.ADDRESS, private_sentence(host, [host]))


def private_sentence(host: str, found: list[str]) -> str:
    """Say why a host is left alone, and what would allow it."""
    shown = host if found == [host] else f"{host} ({', '.join(found) or 'no address'})"
    return f'{shown} is no public address; a source that may read it names it in "private_hosts"'
