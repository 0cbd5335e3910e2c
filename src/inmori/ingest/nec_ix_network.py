"""Reads interfaces, static routes, address translation and tunnels of NEC UNIVERGE IX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inmori.ingest.config_block import Block, Config
from inmori.ingest.config_text import at, free_text
from inmori.ingest.gear_address import as_ranges, host_cidr
from inmori.ingest.port_name import port_spans, protocol_name
from inmori.model import Source
from inmori.model.gateway import Action, AddressSet, Interface, Publication, Route, Rule, Tunnel
from inmori.reach.address_space import EVERYWHERE, Space, address, network, networks_of, ranges
from inmori.reach.routing import addresses_of

_LINES = ("encapsulation", "pppoe")
_CARRIERS = ("map-e", "4-over-6", "ipip", "dslite")  # modes by which a provider brings IPv4


def interfaces(config: Config, source: Source) -> tuple[Interface, ...]:
    """Return the interfaces in order."""
    return tuple(_interface(block, source) for block in config.find("interface") if block.word(1))


def _interface(block: Block, source: Source) -> Interface:
    name = block.word(1)
    cidr: str | None = None
    secondary: list[str] = []
    role = "tunnel" if name.startswith("Tunnel") else ""
    for item in block.find("ip", "address"):
        own = host_cidr(item.word(2), item.word(3) if item.word(3)[:1].isdigit() else "")
        if own is None:
            role = role or ("wan" if item.word(2) in ("dhcp", "ipcp") else "")
        elif "secondary" in item.words:
            secondary.append(own)
        else:
            cidr = own
    for item in block.find("vrrp", "*", "ip"):
        if cidr and address(item.word(3)) is not None:
            secondary.append(f"{item.word(3)}/{cidr.split('/')[1]}")
    if block.has(*_LINES) or name.startswith(("Dialer", "USB-Serial", "MobileEthernet")):
        role = role or "wan"
    vlan = block.value("encapsulation", "dot1q")
    off = any(item.words == ("shutdown",) for item in block.find("shutdown"))
    return Interface(
        name=name,
        description=free_text(block.rest("description")),
        cidr=cidr,
        secondary=tuple(dict.fromkeys(secondary)),
        vlan=int(vlan) if vlan.isdigit() and 0 < int(vlan) < 4095 else None,
        role=role,
        up=not off,
        source_ref=at(source, block.line),
    )


def routes(config: Config, source: Source) -> tuple[Route, ...]:
    """Return the static routes, and the default route that a leased address brings."""
    found = [route for block in config.find("ip", "route") for route in _route(block, source)]
    for block in config.find("interface"):
        for item in block.find("ip", "address", "dhcp"):
            if "receive-default" in item.words:
                found.append(
                    Route(
                        destination="0.0.0.0/0",
                        interface=block.word(1),
                        comment="dhcp",
                        source_ref=at(source, item.line),
                    )
                )
    return tuple(found)


def _route(block: Block, source: Source) -> Iterator[Route]:
    words = block.words
    if len(words) < 4:
        return
    destination = "0.0.0.0/0" if words[2] == "default" else host_cidr(words[2]) if "/" in words[2] else None
    if destination is None:
        return
    line = at(source, block.line)
    hop = words[3]
    if address(hop) is not None:
        yield Route(destination=destination, via=hop, source_ref=line)
    elif hop.startswith("Null"):
        yield Route(destination=destination, source_ref=line)
    elif hop[:1].isalpha():
        via = words[4] if len(words) > 4 and address(words[4]) is not None else None
        yield Route(destination=destination, via=via, interface=hop, source_ref=line)


@dataclass(frozen=True, slots=True)
class Nat:
    """What is published, and the interfaces behind which inner addresses are hidden (with what reaches the router)."""

    publications: tuple[Publication, ...]
    masqueraded: dict[str, Source]
    unread: tuple[Block, ...]


def nat(config: Config, items: Sequence[Interface], source: Source) -> Nat:
    """Return the NAPT of all interfaces."""
    published: list[Publication] = []
    masqueraded: dict[str, Source] = {}
    unread: list[Block] = []
    own = frozenset(cidr.split("/")[0] for item in items for cidr in addresses_of(item))
    names = frozenset(item.name for item in items)
    for block in config.find("interface"):
        name = block.word(1)
        outer = next((item.cidr.split("/")[0] for item in items if item.name == name and item.cidr), "0.0.0.0")
        switch = block.last("ip", "napt", "enable")
        if switch is None and not block.has("ip", "nat", "enable"):
            list(block.find("ip", "napt"))
            continue
        if switch is not None:
            masqueraded[name] = at(source, switch.line)
        for number, item in enumerate((*block.find("ip", "napt", "service"), *block.find("ip", "napt", "static")), start=1):
            target = item.word(4) if item.word(2) == "service" else item.word(3)
            if target in own or target in names:
                continue  # to the router itself
            found = list(_published(item, name, outer, number, at(source, item.line)))
            published += found
            unread += [] if found else [item]
        for item in block.find("ip", "nat", "static"):
            inner, other = item.word(3), item.word(4)
            if address(inner) is not None and address(other) is not None:
                published.append(
                    Publication(
                        name=f"nat {name} {inner}", interface=name, outer=other, inner=inner, protocol="any",
                        source_ref=at(source, item.line),
                    )
                )  # fmt: skip
    return Nat(tuple(published), masqueraded, tuple(unread))


def _published(item: Block, interface: str, outer: str, number: int, line: Source) -> Iterator[Publication]:
    """Yield ``ip napt service NAME INNER none tcp 3389`` or ``ip napt static INNER tcp 3389``."""
    service = item.word(2) == "service"
    words = list(item.words[4:] if service else item.words[3:])
    name = f"napt {item.word(3)}" if service else f"napt {interface} {number}"
    inner = words.pop(0) if words else ""
    if words and service and (words[0] == "none" or address(words[0]) is not None):
        given = words.pop(0)
        outer = given if given != "none" else outer
    if address(inner) is None or not words:
        return
    protocol = protocol_name(words.pop(0))
    ports = port_spans(words.pop(0)) if words and words[0] != "any" else None
    if protocol is None or (protocol in ("tcp", "udp") and ports is None):
        return
    moved = port_spans(words.pop(0)) if words and words[0][:1].isdigit() else None
    if ports is None or protocol not in ("tcp", "udp"):
        yield Publication(
            name=name, interface=interface, outer=outer, inner=inner, protocol=protocol, source_ref=line
        )
        return
    for index, (first, last) in enumerate(ports):
        yield Publication(
            name=name,
            interface=interface,
            outer=outer,
            inner=inner,
            protocol=protocol,
            outer_port=first,
            outer_port_last=last if last > first else None,
            inner_port=moved[index][0] if moved and index < len(moved) else first,
            source_ref=line,
        )


def tunnels(
    config: Config,
    items: Sequence[Interface],
    lists: dict[str, tuple[Rule, ...]],
    found_routes: Iterable[Route],
    source: Source,
) -> tuple[Tunnel, ...]:
    """Return the VPNs; a tunnel by which a provider brings the line itself is none."""
    known = tuple(found_routes)
    line_out = next((route.interface for route in known if route.destination == "0.0.0.0/0"), None)
    found: list[Tunnel] = []
    for block in config.find("interface"):
        name = block.word(1)
        item = next((one for one in items if one.name == name), None)
        mode = block.rest("tunnel", "mode")
        if not name.startswith("Tunnel") or item is None or not mode:
            continue
        if mode.split()[0] in _CARRIERS and line_out == name:
            continue
        found.append(_tunnel(config, block, item, mode, lists, known, source))
    return tuple(found)


def _tunnel(
    config: Config,
    block: Block,
    item: Interface,
    mode: str,
    lists: dict[str, tuple[Rule, ...]],
    known: tuple[Route, ...],
    source: Source,
) -> Tunnel:
    policy = block.value("ipsec", "policy", "tunnel")
    peer = block.value("tunnel", "destination") or block.value("ikev2", "peer")
    mapped = next((b for p in ("autokey-map", "dynamic-map") for b in config.find("ipsec", p, policy)), None) if policy else None
    if mapped is not None and not peer:
        peer = mapped.words[mapped.words.index("peer") + 1] if "peer" in mapped.words[:-1] else ""
    near, far = _selected(lists.get(mapped.word(3), ())) if mapped is not None else ((), ())
    near = (*_ids(config, "local-id", policy), *near)
    far = (*_ids(config, "remote-id", policy), *far)
    far = (*far, *(r.destination for r in known if r.interface == item.name and r.destination != "0.0.0.0/0"))
    by_people = mode.startswith(("l2tp", "pptp"))
    anybody = peer in ("", "any")
    return Tunnel(
        name=item.name,
        kind="ipsec",
        interface=block.value("tunnel", "source") or block.value("ikev2", "outgoing-interface"),
        peer=None if anybody else peer,
        local_networks=tuple(dict.fromkeys(near)),
        remote_networks=tuple(dict.fromkeys(far)),
        pool=_pool(config, block) if by_people else None,
        ike_version=2 if "ikev2" in mode else 1 if "ipsec" in mode else None,
        proposal=mode if "ipsec" in mode else f"{mode} (not encrypted)",
        serving=item.up,
        source_limited=not anybody,
        description=item.description,
        source_ref=at(source, block.line),
    )


def _ids(config: Config, kind: str, policy: str) -> tuple[str, ...]:
    found = [host_cidr(b.word(3)) for b in config.find("ipsec", kind, policy)] if policy else []
    return tuple(net for cidr in found if cidr and cidr != "0.0.0.0/0" for net in networks_of(network(cidr)))


def _selected(rules: Iterable[Rule]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    near = far = Space()
    for rule in rules:
        if rule.action is Action.ALLOW:
            near, far = near | ranges(rule.source.ranges), far | ranges(rule.destination.ranges)
    return (
        () if near == EVERYWHERE else networks_of(near)[:64],
        () if far == EVERYWHERE else networks_of(far)[:64],
    )


def _pool(config: Config, block: Block) -> AddressSet | None:
    """Return the addresses that a PPP profile hands to those who dial in."""
    for profile in config.find("ppp", "profile", block.value("ppp", "binding")):
        for item in profile.find("ipcp", "provide-remote-pool"):
            for pool in config.find("ip", "local-pool", item.word(2)):
                low, high = address(pool.word(3)), address(pool.word(4) or pool.word(3))
                if low is not None and high is not None and low <= high:
                    return AddressSet(ranges=as_ranges(Space(((low, high),))), names=(item.word(2),))
    return None
