"""Reads the tunnels of a Yamaha router: IPsec to other places, and L2TP or PPTP by which people dial in.

A tunnel that carries the line to the internet itself (DS-Lite, MAP-E) is no VPN.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from inmori.ingest.config_text import at
from inmori.ingest.gear_address import host_cidr
from inmori.ingest.yamaha_rtx_filter import interface_of
from inmori.ingest.yamaha_rtx_syntax import Statement, Statements
from inmori.model import Source
from inmori.model.gateway import AddressSet, Interface, Route, Tunnel
from inmori.reach.address_space import address, network, networks_of

_LINES = ("map-e", "ipip", "ipip6", "ipv4ipv6")  # encapsulations by which a provider brings IPv4
_BY_PEOPLE = ("l2tp", "pptp")
_TUNNELS = re.compile(r"tunnel(\d+)(?:-tunnel(\d+))?$")
DIAL_IN = "pp anonymous"


def tunnels(
    statements: Statements, interfaces: Sequence[Interface], routes: Iterable[Route], source: Source
) -> tuple[Tunnel, ...]:
    """Return the VPNs."""
    routes = tuple(routes)
    names = dict.fromkeys(item.tunnel for item in statements.all if item.tunnel)
    people = _dialled(statements)
    found: list[Tunnel] = []
    for name in names:
        mine = [item for item in statements.all if item.tunnel == name]
        encapsulation = _value(mine, "tunnel", "encapsulation") or "ipsec"
        carries_line = any(route.interface == name and route.destination == "0.0.0.0/0" for route in routes)
        if name in people or encapsulation in _BY_PEOPLE or (encapsulation in _LINES and carries_line):
            continue
        found.append(_tunnel(name, mine, encapsulation, interfaces, routes, source))
    found += _dial_in(statements, interfaces, source)
    return tuple(found)


def _value(statements: Iterable[Statement], *prefix: str) -> str:
    """Return the word after a prefix ("*": any word) in the last statement that has it."""
    found = ""
    for statement in statements:
        words = statement.words
        if len(words) > len(prefix) and all(
            want in ("*", word) for want, word in zip(prefix, words, strict=False)
        ):
            statement.heard = True
            found = words[len(prefix)]
    return found


def _tunnel(
    name: str,
    mine: list[Statement],
    encapsulation: str,
    interfaces: Sequence[Interface],
    routes: Iterable[Route],
    source: Source,
) -> Tunnel:
    peer = _value(mine, "ipsec", "ike", "remote", "address", "*") or _endpoint(mine)
    local = _value(mine, "ipsec", "ike", "local", "address", "*")
    version = _value(mine, "ipsec", "ike", "version", "*")
    far = [_value(mine, "ipsec", "ike", "remote", "id", "*")]
    far += [route.destination for route in routes if route.interface == name]
    near = _value(mine, "ipsec", "ike", "local", "id", "*")
    interface = next((item for item in interfaces if item.name == name), None)
    head = next(item for item in mine)
    anybody = peer in ("", "any")
    return Tunnel(
        name=name,
        kind="ipsec",
        interface=_outer(local, interfaces, routes),
        peer=None if anybody else peer,
        local_networks=_networks((near,)),
        remote_networks=_networks(far),
        ike_version=int(version) if version in ("1", "2") else 1 if encapsulation == "ipsec" else None,
        proposal=_proposal(mine) if encapsulation.startswith(("ipsec", "l2tp")) else encapsulation,
        serving=interface is None or interface.up,
        source_limited=not anybody,
        description=_described(interface),
        source_ref=at(source, head.line),
    )


def _described(interface: Interface | None) -> str:
    return "" if interface is None else interface.description or interface.alias


def _endpoint(mine: list[Statement]) -> str:
    """Return the far end: the last address of ``tunnel endpoint address [near] far``, or its name."""
    found = ""
    for statement in mine:
        words = statement.words
        if words[:2] == ("tunnel", "endpoint") and len(words) > 3:
            statement.heard = True
            found = words[3] if words[2] == "name" else words[-1]
    return found


def _proposal(mine: list[Statement]) -> str:
    for statement in mine:
        words = statement.words
        if words[:3] == ("ipsec", "sa", "policy") and len(words) > 5:
            statement.heard = True
            return " ".join(word for word in words[5:8] if "=" not in word)
    return ""


def _outer(local: str, interfaces: Sequence[Interface], routes: Iterable[Route]) -> str:
    own = next((item.name for item in interfaces if item.cidr and item.cidr.split("/")[0] == local), None)
    line = next((route.interface for route in routes if route.destination == "0.0.0.0/0"), None)
    return own or line or ""


def _networks(written: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in written:
        cidr = host_cidr(text) if text else None
        if cidr and cidr != "0.0.0.0/0":
            found |= dict.fromkeys(networks_of(network(cidr)))
    return tuple(found)


def _dialled(statements: Statements) -> frozenset[str]:
    """Return the tunnels that people dial in by (``pp bind tunnel1-tunnel4``)."""
    found: set[str] = set()
    for statement in statements.find("pp", "bind"):
        for word in statement.words[2:]:
            match = _TUNNELS.match(word)
            if match:
                first, last = int(match[1]), int(match[2] or match[1])
                found |= {f"tunnel{number}" for number in range(first, min(last, first + 1000) + 1)}
    return frozenset(found)


def _dial_in(statements: Statements, interfaces: Sequence[Interface], source: Source) -> Iterable[Tunnel]:
    mine = [item for item in statements.all if item.pp == DIAL_IN]
    if not mine:
        return
    services = [
        service
        for service in ("l2tp", "pptp")
        if any(s.line.word(2) == "on" for s in statements.find(service, "service"))
    ]
    users = [s.line.word(3) for s in mine if s.words[:3] == ("pp", "auth", "username") and s.line.word(3)]
    remote = any(s.line.word(3) == "on" for s in statements.find("radius", "auth"))
    interface = next((item for item in interfaces if item.name == DIAL_IN), None)
    dialled = _dialled(statements)
    up = [item.up for item in interfaces if item.name in dialled]
    peers = [
        s.line.word(5)
        for s in statements.find("ipsec", "ike", "remote", "address")
        if s.tunnel in dialled
    ]
    yield Tunnel(
        name=DIAL_IN,
        kind="ipsec",
        interface="",
        peer=None,
        pool=_pool(mine),
        proposal="/".join(service.upper() for service in services),
        serving=bool(services) and (interface is None or interface.up) and (not up or any(up)),
        second_factor=None if remote or not users else False,
        source_limited=bool(peers) and all(peer not in ("", "any") for peer in peers),
        users=tuple(dict.fromkeys(users)),
        description=_described(interface),
        source_ref=at(source, mine[0].line),
    )


def _pool(mine: Iterable[Statement]) -> AddressSet | None:
    for statement in mine:
        words = statement.words
        if words[:5] == ("ip", "pp", "remote", "address", "pool") and interface_of(statement) == DIAL_IN:
            statement.heard = True
            ranges = []
            for word in words[5:]:
                first, _, last = word.partition("-")
                if address(first) is not None and address(last or first) is not None:
                    ranges.append((first, last or first))
            return AddressSet(ranges=tuple(ranges), names=words[5:]) if ranges else None
    return None
