"""Reads the access lists and object groups of Cisco IOS, and to which interfaces they are bound.

A list that is bound to no interface is no rule. What no entry of a bound list matches is dropped (Cisco's security
configuration guide, access control lists).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inmori.ingest.access_map import MapEntry, map_rules
from inmori.ingest.acl_entry import ACTIONS, Groups, entry_rule
from inmori.ingest.config_block import Block, Config
from inmori.ingest.config_text import at, free_text
from inmori.ingest.gear_address import ANYWHERE, address_set, host_cidr, unknown_addresses
from inmori.ingest.gear_binding import Binding, either_way, whole_rule
from inmori.ingest.port_name import LAST_PORT, port_number, protocol_name, spans
from inmori.ingest.vlan_number import trunk_vlans, vlan_numbers
from inmori.model import Source
from inmori.model.gateway import Action, AddressSet, PortSpan, Rule, ServiceSet
from inmori.reach.address_space import NOTHING, Space, address, network

_NO_ENTRY = ("no", "exit", "end", "statistics", "description", "dynamic")
_DEPTH = 16  # groups within groups


def groups(config: Config) -> Groups:
    """Return the object groups; one within another is followed, a missing one is unresolved."""
    addresses = {block.word(2): block for block in config.find("object-group", "network")}
    services = {block.word(2): block for block in config.find("object-group", "service")}
    return Groups(
        addresses={name: _group_addresses(name, addresses, 0) for name in addresses},
        services={name: _group_services(name, services, 0) for name in services},
    )


def _group_addresses(name: str, blocks: dict[str, Block], depth: int) -> AddressSet:
    if name not in blocks or depth > _DEPTH:
        return unknown_addresses(name)
    space, unknown = NOTHING, dict[str, None]()
    for member in blocks[name].find():
        words = [word for word in member.words if not (word.isdigit() and word == member.word(0))]
        if words[:1] in (["description"], []):
            continue
        found, unclear = _member(words, blocks, depth)
        space = space | found
        unknown |= dict.fromkeys(unclear)
    return address_set(space, name).model_copy(update={"unresolved": tuple(unknown)})


def _member(words: list[str], blocks: dict[str, Block], depth: int) -> tuple[Space, tuple[str, ...]]:
    if words[0] == "group-object" and len(words) > 1:
        inner = _group_addresses(words[1], blocks, depth + 1)
        spans_inside = [(address(low) or 0, address(high) or 0) for low, high in inner.ranges]
        return Space.of(spans_inside), inner.unresolved
    if words[0] == "any":
        return network("0.0.0.0/0"), ()
    if words[0] == "range" and len(words) > 2:
        low, high = address(words[1]), address(words[2])
        return (Space(((low, high),)), ()) if low is not None and high is not None and low <= high else (NOTHING, ("range",))
    written = words[1] if words[0] in ("host", "network-object") and len(words) > 1 else words[0]
    mask = words[words.index(written) + 1] if written in words and len(words) > words.index(written) + 1 else ""
    cidr = host_cidr(written, mask if words[0] != "host" else "")
    return (network(cidr), ()) if cidr else (NOTHING, ("group member",))


def _group_services(name: str, blocks: dict[str, Block], depth: int) -> ServiceSet:
    if name not in blocks or depth > _DEPTH:
        return ServiceSet(names=(name,), unresolved=(name,))
    ports: dict[PortSpan, None] = {}
    unknown: dict[str, None] = {}
    for member in blocks[name].find():
        words = member.words
        if words[0] == "description":
            continue
        if words[0] == "group-object":
            inner = _group_services(member.word(1), blocks, depth + 1)
            ports |= dict.fromkeys(inner.ports)
            unknown |= dict.fromkeys(inner.unresolved)
            continue
        found = _service(words)
        if found is None:
            unknown[name] = None
        else:
            ports |= dict.fromkeys(found)
    return ServiceSet(ports=tuple(ports), names=(name,), unresolved=tuple(unknown))


def _service(words: tuple[str, ...]) -> tuple[PortSpan, ...] | None:
    both = words[0] in ("tcp-udp", "tcp-udp-protocol")
    protocol = protocol_name(words[0])
    if protocol is None and not both:
        return None
    protocols = ("tcp", "udp") if both else (protocol or "any",)
    rest = list(words[1:])
    if rest[:1] == ["source"]:
        # A caller chooses the port that it calls from; what is allowed by it alone is allowed.
        taken = 3 + (rest[1:2] == ["range"]) if rest[1:2] and rest[1] in ("eq", "gt", "lt", "range") else 2
        rest = rest[taken:]
    if "source" in rest:
        return None
    if rest[:1] in (["destination"], ["eq"]):
        rest = rest[1:]
    if rest[:1] == ["eq"]:
        rest = rest[1:]
    if not rest or protocol in ("icmp", "any"):
        return spans(protocols, None)
    if rest[0] == "range" and len(rest) > 2:
        low, high = port_number(rest[1]), port_number(rest[2])
        return spans(protocols, ((low, high),)) if low is not None and high is not None else None
    if rest[0] in ("gt", "lt") and len(rest) > 1:
        number = port_number(rest[1])
        if number is None:
            return None
        return spans(protocols, ((number + 1, LAST_PORT),) if rest[0] == "gt" else ((0, number - 1),))
    number = port_number(rest[0])
    return spans(protocols, ((number, number),)) if number is not None else None


def access_lists(config: Config, source: Source) -> dict[str, tuple[Rule, ...]]:
    """Return all lists by name or number, each entry with its sequence number as id."""
    known = groups(config)
    found: dict[str, list[Rule]] = {}
    for block in (*config.find("ip", "access-list", "extended"), *config.find("ip", "access-list", "standard")):
        rules = found.setdefault(block.word(3), [])
        _entries(rules, block.find(), known, source, standard=block.word(2) == "standard")
    numbered: dict[str, list[Block]] = {}
    for block in config.find("access-list"):
        if len(block.words) > 2:
            numbered.setdefault(block.word(1), []).append(block)
    for name, lines in numbered.items():
        standard = name.isdigit() and (int(name) < 100 or 1300 <= int(name) < 2000)
        rules = found.setdefault(name, [])
        _entries(rules, lines, known, source, standard=standard, skip=2)
    return {name: tuple(rules) for name, rules in found.items()}


def _entries(
    rules: list[Rule], lines: Iterable[Block], known: Groups, source: Source, *, standard: bool, skip: int = 0
) -> None:
    remark = ""
    for block in lines:
        words = block.words[skip:]
        number = ""
        if words and words[0].isdigit():
            number, words = words[0], words[1:]
        if words[:1] == ("remark",):
            remark = free_text(block.line.after(skip + 1 + bool(number)))
            continue
        number = number or str(_following(rules))
        line = at(source, block.line)
        if words[:1] == ("evaluate",):
            rule = whole_rule(number, Action.ALLOW, line).model_copy(update={"opens": False})
        elif len(words) > 1 and words[0] in ACTIONS:
            rule = entry_rule(
                words[1:], ACTIONS[words[0]], standard=standard, groups=known, line=line, number=number
            )
        else:
            if words and words[0] not in _NO_ENTRY:
                rules += either_way(number, "an entry that is not understood", line)
            continue
        rules.append(rule.model_copy(update={"comment": remark}) if remark else rule)
        remark = ""


def _following(rules: list[Rule]) -> int:
    last = rules[-1].id.rstrip("?") if rules else "0"
    return int(last) + 10 if last.isdigit() else len(rules) * 10


def bindings(config: Config, source: Source, *, routed: frozenset[str]) -> Iterator[Binding]:
    """Yield which lists each interface applies; ``routed`` are the interfaces with addresses of their own.

    A list on a switch port meets only what that port carries, so it may match but never decides for the VLAN.
    """
    for block in config.find("interface"):
        name = interface_name(block)
        for inward, side in ((True, "in"), (False, "out")):
            bound = block.last("ip", "access-group", "*", side)
            if bound is None:
                continue
            line = at(source, bound.line)
            if name in routed:
                yield Binding(name, inward, (bound.word(2),), line)
                continue
            for number in sorted(_carried(block)):
                if f"Vlan{number}" in routed:
                    yield Binding(f"Vlan{number}", inward, (bound.word(2),), line, only=name)


def spoken_of(block: Block, routed: frozenset[str]) -> tuple[str, ...]:
    """Return the interfaces with addresses that a section speaks of: itself, or the VLANs that a switch port carries."""
    name = interface_name(block)
    if name in routed:
        return (name,)
    return tuple(f"Vlan{number}" for number in sorted(_carried(block)) if f"Vlan{number}" in routed)


def _carried(block: Block) -> frozenset[int]:
    """Return the VLANs of a switch port; a trunk that carries all is taken to carry every VLAN with an address."""
    if block.value("switchport", "mode") == "trunk" or block.has("switchport", "trunk", "allowed"):
        allowed = trunk_vlans(item.line.after(4) for item in block.find("switchport", "trunk", "allowed", "vlan"))
        return vlan_numbers("1-4094") if allowed is None else allowed
    return vlan_numbers(block.value("switchport", "access", "vlan") or "1")


def interface_name(block: Block) -> str:
    """Return an interface's name without blanks ("interface Vlan 10" is "Vlan10")."""
    return "".join(word for word in block.words[1:] if word not in ("point-to-point", "multipoint"))


def vlan_maps(
    config: Config, lists: dict[str, tuple[Rule, ...]], source: Source, *, routed: frozenset[str]
) -> tuple[dict[str, tuple[Rule, ...]], tuple[Binding, ...]]:
    """Return the VLAN access maps as lists, and where ``vlan filter`` applies them: both ways, closed at the end."""
    entries: dict[str, list[MapEntry]] = {}
    for block in config.find("vlan", "access-map"):
        action = ACTIONS.get(block.value("action") or "forward", Action.DENY)
        matched = tuple(
            name for item in block.find("match", "ip", "address") for name in item.words[3:]
        )
        if any(item.word(1) != "ip" for item in block.find("match")) and not matched:
            continue  # frames by hardware address, or IPv6
        entries.setdefault(block.word(2), []).append(
            MapEntry(block.word(3) or "10", matched, action, at(source, block.line))
        )
    maps = {f"map {name}": map_rules(items, lists) for name, items in entries.items()}
    found: list[Binding] = []
    for block in config.find("vlan", "filter"):
        name, line = f"map {block.word(2)}", at(source, block.line)
        for number in sorted(vlan_numbers(block.line.after(4))):
            if f"Vlan{number}" in routed:
                found += [Binding(f"Vlan{number}", inward, (name,), line) for inward in (True, False)]
    return maps, tuple(found)


def named_everywhere(lists: dict[str, tuple[Rule, ...]]) -> Iterator[str]:
    """Yield the names of lists that let everybody pass; used for lists that limit who may manage."""
    for name, rules in lists.items():
        for rule in rules:
            if rule.action is Action.ALLOW and rule.source.ranges == ANYWHERE.ranges:
                yield name
                break
            if rule.action is Action.DENY and rule.source.ranges == ANYWHERE.ranges:
                break
