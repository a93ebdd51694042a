"""From which address a request comes: that of the connection, or what one of our own proxies says of it."""

import ipaddress
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:  # settings are read by small commands, which need no web
    from litestar.connection import ASGIConnection

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
LONGEST = 1000


def networks(said: str) -> tuple[Network, ...]:
    """``127.0.0.1,10.2.0.0/16``. Raises ValueError."""
    return tuple(ipaddress.ip_network(one.strip(), strict=False) for one in said.split(",") if one.strip())


def client_address(request: "ASGIConnection[Any, Any, Any, Any]", proxies: Sequence[Network]) -> str:
    """Where a request comes from, as one office or household: an IPv6 address counts by its network of 64 bits.

    Only X-Forwarded-For is read, only where the connection itself comes from one of ``proxies``, and from its end:
    what stands before the first address that no proxy of ours has written is the sender's invention. Forwarded,
    X-Real-IP and X-Forwarded-Host mean nothing here.
    """
    peer = request.client.host if request.client else ""
    said = ",".join(request.headers.getall("x-forwarded-for", []))[-LONGEST:].split(",")
    while _is_of(peer, proxies) and said:
        before = said.pop().strip()
        if _parsed(before) is None:
            break
        peer = before
    return _as_one(peer)


def _is_of(address: str, proxies: Sequence[Network]) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in proxies)


@lru_cache(2_000)  # each request asks several times, and one who is sent away pays for little else
def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed


def _as_one(address: str) -> str:
    parsed = _parsed(address)
    if parsed is None:
        return address[:60] or "unknown"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
