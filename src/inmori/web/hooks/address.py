"""Which addresses may be told: those the deployment names, and never a machine that only this one can reach.

A person of a hospital types the address, the server calls it: without these walls the server could be made to call
itself, its neighbours or a cloud's key service for a stranger (server-side request forgery).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from inmori.errors import InputError
from inmori.text import Text

PORTS = {"https": 443, "http": 80}
Resolve = Callable[[str, int], list[str]]


class NotAllowed(InputError):
    """The address may not be told anything."""


@dataclass(frozen=True)
class Address:
    """Where to call: all parts of an address, checked."""

    scheme: str
    host: str
    port: int
    path: str


def checked(address: str, *, allowed: Sequence[str]) -> Address:
    """Take an address apart.

    Raises:
        NotAllowed: it is malformed, carries a name and password, or its origin is not one of those allowed.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise _refusal() from None
    if parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc or parts.fragment or not address.isascii():
        raise _refusal()
    if any(sign.isspace() or ord(sign) < 32 or sign == "\\" for sign in address):
        raise _refusal()
    if (parts.scheme, parts.hostname, port) not in {_origin(each) for each in allowed}:
        raise _refusal()
    return Address(parts.scheme, parts.hostname, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def machine_of(address: Address, *, resolve: Resolve | None = None) -> str:
    """Return the IP address to call; it is the one that was checked, so that a name cannot change its mind afterwards.

    Raises:
        NotAllowed: the name leads to this machine itself or to a link-local, multicast or reserved address.
        OSError: the name leads nowhere.
    """
    try:
        ipaddress.ip_address(address.host)
    except ValueError:
        found = (resolve or _resolved)(address.host, address.port)
        for each in found:
            if _inward(each):
                raise _refusal() from None
        return found[0]
    return address.host  # the deployment itself has written this number down


def _inward(text: str) -> bool:
    number = ipaddress.ip_address(text.split("%")[0])
    number = getattr(number, "ipv4_mapped", None) or number
    return any((number.is_loopback, number.is_link_local, number.is_multicast, number.is_reserved, number.is_unspecified))


def _origin(text: str) -> tuple[str, str, int]:
    parts = urlsplit(text)
    return parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)


def _resolved(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _refusal() -> NotAllowed:
    return NotAllowed(
        Text(
            ja="この宛先には知らせられません。知らせてよい宛先は、設置した人が INMORI_WEBHOOKS に書いたものだけです。",
            en="This address may not be told. Only origins that the operator has listed in INMORI_WEBHOOKS may.",
        )
    )
