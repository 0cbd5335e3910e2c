"""Reads the address translation of Cisco IOS: what is published, and which lines are masqueraded.

A list on the outer interface is applied before translation, so it speaks of outer addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inmori.ingest.cisco_ios_access import interface_name
from inmori.ingest.config_block import Block, Config
from inmori.ingest.config_text import at
from inmori.ingest.gear_address import prefix_bits
from inmori.ingest.port_name import port_number
from inmori.model import Source
from inmori.model.gateway import Interface, Publication
from inmori.reach.address_space import address, address_text, network
from inmori.reach.routing import addresses_of

_MOST = 256  # addresses of one network entry that are written out


@dataclass(frozen=True, slots=True)
class Nat:
    """What is published, and the interfaces (with line) behind which inner addresses are hidden."""

    publications: tuple[Publication, ...]
    masqueraded: dict[str, Source]
    unread: tuple[Block, ...]


def nat(config: Config, interfaces: Sequence[Interface], source: Source) -> Nat:
    """Return the translation of inner addresses."""
    outside = [interface_name(block) for block in config.find("interface") if block.has("ip", "nat", "outside")]
    published: list[Publication] = []
    masqueraded: dict[str, Source] = {}
    unread: list[Block] = []
    for number, block in enumerate(config.find("ip", "nat", "inside", "source"), start=1):
        line = at(source, block.line)
        if block.word(4) == "static":
            items = list(_static(block, number, interfaces, outside, line))
            published += items
            unread += [] if items else [block]
        elif block.word(4) in ("list", "route-map"):
            named = _after(block.words, "interface")
            for name in (named,) if named else outside:
                masqueraded.setdefault(name, line)
    unread += [*config.find("ip", "nat", "outside", "source"), *config.find("ip", "nat", "inside", "destination")]
    return Nat(tuple(published), masqueraded, tuple(unread))


def _after(words: tuple[str, ...], word: str) -> str:
    return words[words.index(word) + 1] if word in words[:-1] else ""


def _static(
    block: Block, number: int, interfaces: Sequence[Interface], outside: Sequence[str], line: Source
) -> Iterator[Publication]:
    words = [word for word in block.words[5:] if word not in ("extendable", "no-alias", "no-payload", "forced")]
    name = f"nat static {number}"
    if words[:1] == ["network"] and len(words) > 3:
        yield from _network(words[1:], name, interfaces, outside, line)
        return
    protocol = words.pop(0) if words[:1] in (["tcp"], ["udp"], ["esp"]) else "any"
    inner = words.pop(0) if words else ""
    inner_port = port_number(words.pop(0)) if protocol in ("tcp", "udp") and words else None
    interface, outer = "", words.pop(0) if words else ""
    if outer == "interface":
        interface = words.pop(0) if words else ""
        if interface and words and "/" in words[0]:
            interface += words.pop(0)
        outer = _own(interface, interfaces)
    outer_port = port_number(words.pop(0)) if protocol in ("tcp", "udp") and words else None
    if address(inner) is None or address(outer) is None:
        return
    if protocol in ("tcp", "udp") and (inner_port is None or outer_port is None):
        return
    yield Publication(
        name=name,
        interface=interface or _towards(outer, interfaces, outside),
        outer=outer,
        inner=inner,
        protocol=protocol,
        outer_port=outer_port,
        inner_port=inner_port,
        source_ref=line,
    )


def _network(
    words: list[str], name: str, interfaces: Sequence[Interface], outside: Sequence[str], line: Source
) -> Iterator[Publication]:
    inner, outer = address(words[0]), address(words[1])
    bits = prefix_bits(words[2].removeprefix("/"))
    if inner is None or outer is None or bits is None:
        return
    for step in range(min(1 << (32 - bits), _MOST)):
        yield Publication(
            name=name,
            interface=_towards(words[1], interfaces, outside),
            outer=address_text(min(outer + step, 2**32 - 1)),
            inner=address_text(min(inner + step, 2**32 - 1)),
            protocol="any",
            source_ref=line,
        )


def _own(name: str, interfaces: Iterable[Interface]) -> str:
    """Return an interface's address; 0.0.0.0 stands for one that it is given by the line."""
    found = next((item.cidr for item in interfaces if item.name == name and item.cidr), None)
    return found.split("/")[0] if found else "0.0.0.0"


def _towards(outer: str, interfaces: Sequence[Interface], outside: Sequence[str]) -> str:
    number = address(outer)
    for item in interfaces:
        if item.name in outside and any(number in network(cidr) for cidr in addresses_of(item) if number is not None):
            return item.name
    return outside[0] if len(outside) == 1 else "any"
