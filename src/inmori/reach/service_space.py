"""Services as numbers on one axis, so that "all services but web" is one exact set.

A service is ``protocol number * 65536 + port`` with the protocol numbers of IANA; a protocol without ports lies at
port 0 for a packet and covers all 65,536 for a rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from inmori.model.gateway import PortSpan
from inmori.reach.address_space import Space, Span

PORTS = 65536
# IANA protocol numbers of what configurations and sensors name.
NUMBERS = {
    "icmp": 1,
    "igmp": 2,
    "tcp": 6,
    "udp": 17,
    "gre": 47,
    "esp": 50,
    "ah": 51,
    "icmp6": 58,
    "ospf": 89,
    "sctp": 132,
}
_NAMES = {number: name for name, number in NUMBERS.items()}
ALL_SERVICES = Space(((0, 256 * PORTS - 1),))
WITH_PORTS = ("tcp", "udp", "sctp")


@lru_cache(maxsize=1024)
def protocol_number(name: str) -> int | None:
    """Return the IANA number of a protocol named "tcp" or "ip-89"; None for "any" and for unknown names."""
    name = name.lower()
    digits = name.removeprefix("ip-").removeprefix("ip")
    if digits.isdigit() and int(digits) < 256:
        return int(digits)
    return NUMBERS.get(name)


@lru_cache(maxsize=1024)
def protocol_span(name: str) -> Space:
    """Return all services of one protocol; of all protocols for "any"; nothing for an unknown name."""
    if name.lower() in ("any", "ip", "all"):
        return ALL_SERVICES
    number = protocol_number(name)
    return Space() if number is None else Space(((number * PORTS, number * PORTS + PORTS - 1),))


def service(protocol: str, port: int | None) -> int | None:
    """Return the number of a packet's service; None for an unknown protocol."""
    number = protocol_number(protocol)
    if number is None:
        return None
    has_port = protocol.lower() in WITH_PORTS
    return number * PORTS + (port or 0 if has_port else 0)


def services(spans: Iterable[PortSpan]) -> Space:
    """Return the services of a rule's port spans."""
    found: list[Span] = []
    for span in spans:
        number = protocol_number(span.protocol)
        if number is not None and span.protocol.lower() in WITH_PORTS:
            low, high = max(span.first, 0), min(span.last, PORTS - 1)
            found.append((number * PORTS + low, number * PORTS + high))
        else:
            found += protocol_span(span.protocol).spans
    return Space.of(found)


def service_text(number: int) -> tuple[str, int | None]:
    """Return (protocol, port) of a service number; port None where the protocol has none."""
    protocol, port = divmod(number, PORTS)
    name = _NAMES.get(protocol, f"ip-{protocol}")
    return name, port if name in WITH_PORTS else None


def written(space: Space, *, limit: int = 12) -> tuple[str, ...]:
    """Write services for a person: "tcp/443", "udp/500-501", "any"; the last entry is "…" when cut at ``limit``."""
    if space == ALL_SERVICES:
        return ("any",)
    found: list[str] = []
    for first, last in space.spans:
        for protocol in range(first // PORTS, last // PORTS + 1):
            low = max(first, protocol * PORTS) - protocol * PORTS
            high = min(last, protocol * PORTS + PORTS - 1) - protocol * PORTS
            name = _NAMES.get(protocol, f"ip-{protocol}")
            if name not in WITH_PORTS or (low, high) == (0, PORTS - 1):
                found.append(name)
            else:
                found.append(f"{name}/{low}" if low == high else f"{name}/{low}-{high}")
            if len(found) > limit:
                return (*found[:limit], "…")
    return tuple(found)
