"""Reads the access lists of AlliedWare Plus and where they are applied: to ports, to VLANs, by VLAN access maps.

Hardware lists let pass what no entry matches (Allied Telesis' command reference: "any traffic that does not explicitly
match a filter is permitted"); numbered software lists end in deny and guard the machine itself only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inmori.ingest.access_map import MapEntry, map_rules
from inmori.ingest.acl_entry import ACTIONS, Groups, entry_rule
from inmori.ingest.config_block import Block, Config
from inmori.ingest.config_text import at, free_text
from inmori.ingest.gear_binding import Binding, either_way, whole_rule
from inmori.ingest.vlan_number import trunk_vlans, vlan_numbers
from inmori.model import Source
from inmori.model.gateway import Action, Rule

_COPIES = ("copy-to-cpu", "copy-to-mirror", "send-to-cpu", "send-to-mirror", "send-to-vlan-port", "send-to-port")
_PORT_RANGE = re.compile(r"(port\d+\.\d+\.|sa|po|eth)(\d+)-(?:port|sa|po|eth)?(?:\d+\.\d+\.)?(\d+)$")
_MOST_PORTS = 512


def access_lists(config: Config, source: Source) -> dict[str, tuple[Rule, ...]]:
    """Return the hardware lists by name or number, each entry with its sequence number as id."""
    found: dict[str, list[Rule]] = {}
    for block in config.find("access-list", "hardware"):
        _entries(found.setdefault(block.word(2), []), block.find(), source, skip=0)
    for block in config.find("access-list"):
        name = block.word(1)
        if name.isdigit() and 3000 <= int(name) < 4700 and len(block.words) > 2:
            _entries(found.setdefault(name, []), (block,), source, skip=2)
    return {name: tuple(rules) for name, rules in found.items()}


def _entries(rules: list[Rule], lines: Iterable[Block], source: Source, *, skip: int) -> None:
    for block in lines:
        words = block.words[skip:]
        number = ""
        if words and words[0].isdigit():
            number, words = words[0], words[1:]
        if not words or words[0] in ("remark", "no", "exit", "end", "description"):
            continue
        line = at(source, block.line)
        number = number or str((int(last) if rules and (last := rules[-1].id.rstrip("?")).isdigit() else 0) + 10)
        action = ACTIONS.get(words[0])
        if action is None and words[0] not in _COPIES:
            rules += either_way(number, "an entry that is not understood", line)
            continue
        if words[1:2] == ("mac",) or (skip and int(block.word(1)) >= 4000):
            rules.append(whole_rule(number, action or Action.ALLOW, line, unread=("by hardware address",)))
            continue
        rest = words[2:] if words[1:2] == ("proto",) else words[1:]
        rule = entry_rule(
            rest, action or Action.ALLOW, standard=False, groups=Groups(), line=line, number=number
        )
        unread = rule.unread if action else (*rule.unread, words[0])
        rules.append(rule.model_copy(update={"unread": unread}))


def port_names(written: str) -> tuple[str, ...]:
    """Return the ports of "port1.0.1-1.0.24" or "port1.0.1,port1.0.3"; a name that is no range is itself."""
    found: list[str] = []
    for part in written.split(","):
        match = _PORT_RANGE.match(part)
        if match is None or int(match[3]) < int(match[2]):
            found.append(part)
            continue
        last = min(int(match[3]), int(match[2]) + _MOST_PORTS)
        found += [f"{match[1]}{number}" for number in range(int(match[2]), last + 1)]
    return tuple(found)


def carried(block: Block) -> frozenset[int]:
    """Return the VLANs of a switch port; a trunk carries its native VLAN and those added."""
    if block.value("switchport", "mode") != "trunk":
        return vlan_numbers(block.value("switchport", "access", "vlan") or "1")
    allowed = trunk_vlans(item.line.after(4) for item in block.find("switchport", "trunk", "allowed", "vlan"))
    return (allowed or frozenset()) | vlan_numbers(block.value("switchport", "trunk", "native", "vlan") or "1")


def spoken_of(block: Block, routed: frozenset[str]) -> tuple[str, ...]:
    """Return the interfaces with addresses that a section speaks of: itself, or the VLANs that its ports carry."""
    found: dict[str, None] = {}
    for name in port_names(block.word(1)):
        mine = (name,) if name in routed else (f"vlan{number}" for number in sorted(carried(block)))
        found |= dict.fromkeys(one for one in mine if one in routed)
    return tuple(found)


def bindings(config: Config, source: Source, *, routed: frozenset[str]) -> Iterator[Binding]:
    """Yield where hardware lists apply, always to what comes in; several on one port are applied in order."""
    for block in config.find("access-group"):
        names = (block.word(1),)
        for interface in sorted(routed):
            yield Binding(interface, True, names, at(source, block.line), closed=False)
    for block in config.find("interface"):
        lists = tuple(item.word(1) for item in block.find("access-group") if item.word(1))
        if not lists:
            continue
        line = at(source, block.line)
        for name in port_names(block.word(1)):
            if name in routed:
                yield Binding(name, True, lists, line, closed=False)
                continue
            for number in sorted(carried(block)):
                if f"vlan{number}" in routed:
                    yield Binding(f"vlan{number}", True, lists, line, closed=False, only=block.word(1))


def vlan_maps(
    config: Config, lists: dict[str, tuple[Rule, ...]], source: Source, *, routed: frozenset[str]
) -> tuple[dict[str, tuple[Rule, ...]], tuple[Binding, ...]]:
    """Return the VLAN access maps as lists, and where ``vlan filter`` applies them: to what comes in, open at the end."""
    maps: dict[str, tuple[Rule, ...]] = {}
    for block in config.find("vlan", "access-map"):
        entries = [
            MapEntry(str(number), (item.word(2),), None, at(source, item.line))
            for number, item in enumerate(block.find("match", "access-group"), start=1)
        ]
        maps[f"map {block.word(2)}"] = map_rules(entries, lists)
    found: list[Binding] = []
    for block in config.find("vlan", "filter"):
        words = block.words
        if "vlan-list" not in words[:-1]:
            continue
        numbers = vlan_numbers(words[words.index("vlan-list") + 1])
        inward = "output" not in words
        for number in sorted(numbers):
            if f"vlan{number}" in routed:
                name = f"map {block.word(2)}"
                found.append(Binding(f"vlan{number}", inward, (name,), at(source, block.line), closed=False))
    return maps, tuple(found)


def vlan_names(config: Config) -> dict[int, str]:
    """Return the names of VLANs in the VLAN database ("vlan 10 name EMR", with or without ``state``)."""
    found: dict[int, str] = {}
    for database in config.find("vlan", "database"):
        for block in database.find("vlan"):
            words = block.words
            if "name" in words[:-1]:
                name = free_text(words[words.index("name") + 1])
                found |= dict.fromkeys(vlan_numbers(block.word(1)), name)
    return found
