"""Reads the NAT descriptors of a Yamaha router: what is published, and where nothing else can be called from outside.

Translation comes before the filter on the way in, so filters there speak of inner addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inmori.ingest.config_text import at
from inmori.ingest.port_name import port_spans, protocol_name
from inmori.ingest.yamaha_rtx_filter import interface_of
from inmori.ingest.yamaha_rtx_syntax import Statement, Statements
from inmori.model import Source
from inmori.model.gateway import Interface, Publication
from inmori.reach.address_space import address, address_text

_MOST = 256  # addresses of one static entry that are written out


@dataclass(frozen=True, slots=True)
class Translation:
    """A masquerade at an interface. ``own`` are (protocol, port) that it lets through to the router itself."""

    interface: str
    descriptor: str
    masquerade: bool
    line: Source
    own: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Nat:
    """What the descriptors amount to."""

    publications: tuple[Publication, ...]
    translations: tuple[Translation, ...]
    unread: tuple[tuple[str, Statement], ...]


def nat(statements: Statements, interfaces: Iterable[Interface], source: Source) -> Nat:
    """Return what is published by the descriptors that are bound to an interface."""
    ports = {item.name: item for item in interfaces}
    types = {s.line.word(3): s.line.word(4) for s in statements.find("nat", "descriptor", "type")}
    outers = {
        s.line.word(4): s.line.word(5) for s in statements.find("nat", "descriptor", "address", "outer")
    }
    list(statements.find("nat", "descriptor", "address"))
    entries = _Entries(statements, source)
    published: list[Publication] = []
    translations: list[Translation] = []
    for statement in statements.find("ip", "*", "nat", "descriptor"):
        interface = interface_of(statement)
        for number in statement.words[4:]:
            if number == "reverse" or not interface:
                break
            outer = _outer(outers.get(number, "primary"), ports.get(interface))
            items = list(entries.of(number, interface, outer, _own(ports.values())))
            published += [item for item in items if isinstance(item, Publication)]
            translations.append(
                Translation(
                    interface=interface,
                    descriptor=number,
                    masquerade="masquerade" in types.get(number, ""),
                    line=at(source, statement.line),
                    own=tuple(item for item in items if isinstance(item, tuple)),
                )
            )
    return Nat(tuple(published), tuple(translations), tuple(entries.unread))


def _own(interfaces: Iterable[Interface]) -> frozenset[str]:
    return frozenset(
        cidr.split("/")[0] for item in interfaces for cidr in (item.cidr, *item.secondary) if cidr
    )


def _outer(written: str, interface: Interface | None) -> str:
    first = written.split("-")[0]
    if address(first) is not None:
        return first
    return interface.cidr.split("/")[0] if interface is not None and interface.cidr else "0.0.0.0"


class _Entries:
    """The static entries of all descriptors."""

    def __init__(self, statements: Statements, source: Source) -> None:
        self._source = source
        self._masquerade = list(statements.find("nat", "descriptor", "masquerade", "static"))
        self._static = list(statements.find("nat", "descriptor", "static"))
        self._incoming = list(statements.find("nat", "descriptor", "masquerade", "incoming"))
        self.unread: list[tuple[str, Statement]] = []

    def of(
        self, number: str, interface: str, outer: str, own: frozenset[str]
    ) -> Iterator[Publication | tuple[str, int | None]]:
        """Yield what a descriptor publishes; an entry that leads to the router itself as (protocol, port)."""
        for statement in self._masquerade:
            if statement.line.word(4) == number:
                yield from self._port(statement, interface, outer, own)
        for statement in self._static:
            if statement.line.word(3) == number:
                yield from self._whole(statement, interface)
        for statement in self._incoming:
            words = statement.line
            if words.word(4) == number and words.word(5) == "forward" and address(words.word(6)) is not None:
                yield Publication(
                    name=f"nat {number}:incoming",
                    interface=interface,
                    outer=outer,
                    inner=words.word(6),
                    protocol="any",
                    source_ref=at(self._source, words),
                )

    def _port(
        self, statement: Statement, interface: str, outer: str, own: frozenset[str]
    ) -> Iterator[Publication | tuple[str, int | None]]:
        words = statement.words
        name = f"nat {words[4]}:{words[5] if len(words) > 5 else '?'}"
        inner = words[6] if len(words) > 6 else ""
        protocols = [protocol_name(part) for part in (words[7] if len(words) > 7 else "").split(",")]
        if address(inner) is None or None in protocols:
            self.unread.append((name, statement))
            return
        pairs = _pairs(words[8]) if len(words) > 8 else ((None, None, None),)
        if pairs is None:
            self.unread.append((name, statement))
            return
        for protocol in protocols:
            for first, last, target in pairs:
                if inner in own:
                    yield (protocol or "any", target)
                    continue
                yield Publication(
                    name=name,
                    interface=interface,
                    outer=outer,
                    inner=inner,
                    protocol=protocol or "any",
                    outer_port=first,
                    outer_port_last=last,
                    inner_port=target,
                    source_ref=at(self._source, statement.line),
                )

    def _whole(self, statement: Statement, interface: str) -> Iterator[Publication]:
        """Yield one address for another, all ports: ``nat descriptor static 1 1 203.0.113.5=192.168.1.5 2``."""
        pair = statement.line.word(5)
        outer, _, inner = pair.partition("=")
        first, target = address(outer), address(inner)
        count = statement.line.word(6)
        number = int(count) if count.isdigit() and len(count) < 6 else 1
        name = f"nat {statement.line.word(3)}:static{statement.line.word(4)}"
        if first is None or target is None or first + number > 2**32 or target + number > 2**32:
            self.unread.append((name, statement))
            return
        for step in range(min(number, _MOST)):
            yield Publication(
                name=name,
                interface=interface,
                outer=address_text(first + step),
                inner=address_text(target + step),
                protocol="any",
                source_ref=at(self._source, statement.line),
            )


def _pairs(written: str) -> tuple[tuple[int | None, int | None, int | None], ...] | None:
    """Return (outer port, last outer port, inner port) of "www", "8080=80" or "5000-5010,https"; "*" is all."""
    found: list[tuple[int | None, int | None, int | None]] = []
    for part in written.split(","):
        outer, equals, inner = part.partition("=")
        if outer == "*":
            found.append((None, None, None))
            continue
        ports = port_spans(outer)
        targets = port_spans(inner) if equals else ports
        if ports is None or targets is None:
            return None
        for (first, last), (target, _) in zip(ports, targets, strict=False):
            found.append((first, last if last > first else None, target))
    return tuple(found)
