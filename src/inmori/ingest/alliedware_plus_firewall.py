"""Reads the firewall of Allied Telesis' AR routers: entities (zone, network, host), applications, rules and NAT.

Rules are numbered and apply between entities; once ``protect`` is on, what no rule permits is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inmori.ingest.config_block import Block, Config
from inmori.ingest.config_text import at
from inmori.ingest.gear_address import as_ranges, host_cidr
from inmori.ingest.gear_translation import meeting_inner
from inmori.ingest.port_name import PORTS, port_spans, protocol_name, spans
from inmori.model import Source
from inmori.model.gateway import Action, AddressSet, Interface, PortSpan, Publication, Rule, ServiceSet
from inmori.reach.address_space import EVERYWHERE, NOTHING, Space, network

_ACTIONS = {"permit": Action.ALLOW, "deny": Action.DENY, "reject": Action.DENY}
_BUILT_IN = {"ping": (PortSpan(protocol="icmp"),), "any": (PortSpan(protocol="any"),)}
_BOTH = ("dns", "domain", "ntp", "sip")  # applications that use TCP and UDP


@dataclass(frozen=True, slots=True)
class Entity:
    """What a name stands for: addresses, and the interfaces that they must come by (none: any)."""

    space: Space
    interfaces: tuple[str, ...]
    unresolved: bool = False


@dataclass(frozen=True, slots=True)
class Firewall:
    """The firewall of a router. ``protects`` False: rules are written, but not in force."""

    protects: bool
    rules: tuple[Rule, ...]
    publications: tuple[Publication, ...]
    masqueraded: tuple[str, ...]
    unread: tuple[Block, ...]


def firewall(config: Config, items: tuple[Interface, ...], source: Source) -> Firewall | None:
    """Return the firewall, None when the file has none."""
    blocks = list(config.find("firewall"))
    if not blocks:
        return None
    entities, services = _entities(config), _services(config)
    published, masqueraded, unread = _translations(config, entities, services, items, source)
    rules: list[tuple[int, Rule]] = []
    for item in (item for block in blocks for item in block.find("rule")):
        rule = _rule(item, entities, services, source)
        if rule is None:
            unread.append(item)
        else:
            number = int(rule.id) if rule.id.isdigit() else len(rules) * 10
            rules.append((number, meeting_inner(rule, published)))
    rules.sort(key=lambda pair: pair[0])
    return Firewall(
        protects=any(block.has("protect") for block in blocks),
        rules=tuple(rule for _, rule in rules),
        publications=tuple(published),
        masqueraded=tuple(dict.fromkeys(masqueraded)),
        unread=tuple(unread),
    )


def _entities(config: Config) -> dict[str, Entity]:
    """Return zones, networks and hosts by their dotted names."""
    found: dict[str, Entity] = {}
    for zone in config.find("zone"):
        below: list[Entity] = []
        for net in zone.find("network"):
            parts = [_subnet(item) for item in net.find("ip", "subnet")]
            for host in net.find("host"):
                hosts = [_host(item) for item in host.find("ip", "address")]
                found[f"{zone.word(1)}.{net.word(1)}.{host.word(1)}"] = _sum(hosts)
            found[f"{zone.word(1)}.{net.word(1)}"] = _sum(parts)
            below.append(_sum(parts))
        found[zone.word(1)] = _sum(below)
    return found


def _subnet(item: Block) -> Entity:
    cidr = host_cidr(item.word(2))
    words = item.words
    interface = words[words.index("interface") + 1] if "interface" in words[:-1] else ""
    space = network(cidr) if cidr else NOTHING
    return Entity(space, (interface,) if interface else (), unresolved=cidr is None)


def _host(item: Block) -> Entity:
    cidr = host_cidr(item.word(2))
    return Entity(network(cidr) if cidr else NOTHING, (), unresolved=cidr is None)


def _sum(parts: list[Entity]) -> Entity:
    bound = all(part.interfaces for part in parts)
    return Entity(
        Space.of(span for part in parts for span in part.space.spans),
        tuple(dict.fromkeys(name for part in parts for name in part.interfaces)) if bound else (),
        unresolved=not parts or any(part.unresolved for part in parts),
    )


def _services(config: Config) -> dict[str, ServiceSet]:
    found: dict[str, ServiceSet] = {}
    for block in config.find("application"):
        name = block.word(1)
        protocol = protocol_name(block.value("protocol"))
        ports: list[tuple[int, int]] = []
        understood = protocol is not None
        for item in block.find("dport"):
            span = port_spans("-".join(word for word in item.words[1:] if word != "to"))
            understood = understood and span is not None
            ports += span or ()
        found[name] = (
            ServiceSet(ports=spans((protocol or "any",), tuple(ports) or None), names=(name,))
            if understood
            else ServiceSet(names=(name,), unresolved=(name,))
        )
    return found


def _service(name: str, services: dict[str, ServiceSet]) -> ServiceSet:
    if name in services:
        return services[name]
    if name in _BUILT_IN:
        return ServiceSet(ports=_BUILT_IN[name], names=(name,))
    port = PORTS.get(name)
    if port is None:
        return ServiceSet(names=(name,), unresolved=(name,))
    protocols = ("tcp", "udp") if name in _BOTH else ("udp",) if name in ("tftp", "snmp", "syslog", "isakmp") else ("tcp",)
    return ServiceSet(ports=spans(protocols, ((port, port),)), names=(name,))


def _side(name: str, entities: dict[str, Entity]) -> tuple[AddressSet, tuple[str, ...]]:
    entity = entities.get(name)
    if entity is None or entity.unresolved:
        interfaces = entity.interfaces if entity else ()
        return AddressSet(names=(name,), unresolved=(name,)), interfaces
    space = EVERYWHERE if entity.space == EVERYWHERE else entity.space
    return AddressSet(ranges=as_ranges(space), names=(name,)), entity.interfaces


def _parts(item: Block) -> tuple[str, dict[str, str], list[str]]:
    """Return (number, what follows from/to/with …, the words before "from") of a rule line."""
    words = list(item.words[1:])
    number = words.pop(0) if words and words[0].isdigit() else ""
    named: dict[str, str] = {}
    for key in ("from", "to", "dst", "dport", "src"):
        if key in words[:-1]:
            named[key] = words[words.index(key) + 1]
    head = words[: words.index("from")] if "from" in words else words
    return number, named, head


def _rule(item: Block, entities: dict[str, Entity], services: dict[str, ServiceSet], source: Source) -> Rule | None:
    number, named, head = _parts(item)
    if len(head) < 2 or head[0] not in _ACTIONS or "from" not in named or "to" not in named:
        return None
    origin, inward = _side(named["from"], entities)
    target, outward = _side(named["to"], entities)
    return Rule(
        id=number or f"line{item.line.number}",
        action=_ACTIONS[head[0]],
        from_interfaces=inward,
        to_interfaces=outward,
        source=origin,
        destination=target,
        service=_service(head[1], services),
        logged=True if "log" in item.words else None,
        source_ref=at(source, item.line),
    )


def _translations(
    config: Config,
    entities: dict[str, Entity],
    services: dict[str, ServiceSet],
    items: tuple[Interface, ...],
    source: Source,
) -> tuple[list[Publication], list[str], list[Block]]:
    published: list[Publication] = []
    masqueraded: list[str] = []
    unread: list[Block] = []
    for block in config.find("nat"):
        on = block.has("enable")
        for item in block.find("rule"):
            _, named, head = _parts(item)
            if not on or len(head) < 2:
                continue
            if head[0] == "masq":
                masqueraded += _side(named.get("to", ""), entities)[1]
            elif head[0] == "portfwd":
                found = list(_forwarded(item, named, head[1], entities, services, items, source))
                published += found
                unread += [] if found else [item]
            else:
                unread.append(item)
    return published, masqueraded, unread


def _forwarded(
    item: Block,
    named: dict[str, str],
    application: str,
    entities: dict[str, Entity],
    services: dict[str, ServiceSet],
    items: tuple[Interface, ...],
    source: Source,
) -> Iterator[Publication]:
    inner = _side(named.get("dst", named.get("to", "")), entities)[0].ranges
    interface = next(iter(_side(named.get("from", ""), entities)[1]), "any")
    own = next((one.cidr.split("/")[0] for one in items if one.name == interface and one.cidr), "0.0.0.0")
    moved = named.get("dport", "")
    service = _service(application, services)
    if len(inner) != 1 or inner[0][0] != inner[0][1] or service.unresolved:
        return
    for span in service.ports:
        whole = span.protocol == "any" or (span.first == 0 and span.last == 65535)
        yield Publication(
            name=f"portfwd {item.word(1)}",
            interface=interface,
            outer=own,
            inner=inner[0][0],
            protocol=span.protocol,
            outer_port=None if whole else span.first,
            outer_port_last=span.last if not whole and span.last > span.first else None,
            inner_port=None if whole else int(moved) if moved.isdigit() else span.first,
            source_ref=at(source, item.line),
        )
