"""Reads the interfaces and static routes of a Yamaha router: LAN ports, VLANs, lines (pp) and tunnels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inmori.ingest.config_text import at, free_text
from inmori.ingest.gear_address import host_cidr
from inmori.ingest.yamaha_rtx_filter import interface_of
from inmori.ingest.yamaha_rtx_syntax import Statement, Statements
from inmori.model import Source
from inmori.model.gateway import Interface, Route

_PORT = re.compile(r"(?:lan|bridge|vlan|onu|wan|loopback)\d+(?:[./]\d+)*$")
_NUMBERS = re.compile(r"(\d+)(?:-(\d+))?$")
_MOST = 1000  # numbers of one range that are written out


def interfaces(statements: Statements, source: Source, routes: Iterable[Route]) -> tuple[Interface, ...]:
    """Return the interfaces in order of first mention."""
    found: dict[str, dict[str, object]] = {}
    lines = frozenset(route.interface for route in routes if route.destination == "0.0.0.0/0")

    def port(name: str, statement: Statement) -> dict[str, object]:
        return found.setdefault(name, {"name": name, "source_ref": at(source, statement.line)})

    for statement in (*statements.find("pp", "select"), *statements.find("tunnel", "select")):
        name = statement.pp if statement.words[0] == "pp" else statement.tunnel
        if name:
            port(name, statement)
    for statement in statements.find("ip", "*", "address"):
        name, cidr = interface_of(statement), host_cidr(statement.line.word(3))
        if name:
            item = port(name, statement)
            item["source_ref"] = at(source, statement.line)
            item["cidr"] = cidr
            if cidr is None and statement.line.word(3) in ("dhcp", "pdp", "ipcp"):
                item["role"] = "wan"
    for statement in statements.find("ip", "*", "secondary", "address"):
        name, cidr = interface_of(statement), host_cidr(statement.line.word(4))
        if name and cidr:
            item = port(name, statement)
            item["secondary"] = (*_texts(item.get("secondary")), cidr)
    for statement in statements.find("vlan", "*", "802.1q"):
        vlan = re.search(r"\bvid=(\d{1,4})\b", statement.line.text)
        item = port(statement.words[1], statement)
        item["parent"] = statement.words[1].split("/")[0]
        item["vlan"] = int(vlan[1]) if vlan and 0 < int(vlan[1]) < 4095 else None
        named = re.search(r'\bname="?([^"]+?)"?\s*$', statement.line.text)
        if named:
            item["alias"] = free_text(named[1])
    for statement in (item for item in statements.all if item.words[0] == "ip"):
        name = interface_of(statement) if len(statement.words) > 2 else ""
        if _PORT.match(name) and name not in found:
            port(name, statement)
    _describe(statements, found)
    up = _up(statements)
    return tuple(_interface(item, up, lines) for item in found.values())


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _describe(statements: Statements, found: dict[str, dict[str, object]]) -> None:
    for statement in statements.find("description"):
        subject = statement.line.word(1)
        selected = {"pp": statement.pp, "tunnel": statement.tunnel}.get(subject)
        text = statement.line.after(2)
        if selected:
            # Some write the number again: "description tunnel 1 office".
            again = re.match(rf"{re.escape(selected.removeprefix(subject).strip())}\s+(?=\S)", text)
            text = text[again.end() :] if again else text
        name = selected or subject
        if name in found:
            found[name]["description"] = free_text(text.strip('"'))
    for statement in (*statements.find("pp", "name"), *statements.find("tunnel", "name")):
        name = statement.pp if statement.words[0] == "pp" else statement.tunnel
        if name in found:
            found[name]["alias"] = free_text(statement.line.after(2))


def _interface(item: dict[str, object], up: dict[str, bool], lines: frozenset[str | None]) -> Interface:
    name = str(item["name"])
    kind = "tunnel" if name.startswith("tunnel") or name == "pp anonymous" else ""
    if name in lines or (name.startswith("pp") and not kind):
        kind = "wan"
    return Interface.model_validate(
        {"role": kind, "up": up.get(name, up.get(name.split("/")[0].split(".")[0], True)), **item}
    )


def _up(statements: Statements) -> dict[str, bool]:
    """Return which interfaces are switched on; those that no line speaks of are missing."""
    found: dict[str, bool] = {}
    for kind in ("pp", "tunnel"):
        known = [name for item in statements.all if (name := item.pp if kind == "pp" else item.tunnel)]
        spoken = False
        for statement in statements.find(kind):
            off = statement.line.word(1) == "disable"
            if statement.line.word(1) not in ("enable", "disable"):
                continue
            if not spoken:
                found |= dict.fromkeys(known, False)
                spoken = True
            for name in _numbered(kind, statement.line.word(2), known):
                found[name] = not off
    for statement in statements.find("lan", "shutdown"):
        found[statement.line.word(2)] = False
    return found


def _numbered(kind: str, written: str, known: list[str]) -> Iterator[str]:
    if written == "all":
        yield from known
        return
    match = _NUMBERS.match(written)
    if match is None:
        yield f"{kind} {written}"
        return
    first, last = int(match[1]), int(match[2] or match[1])
    yield from (f"{kind}{number}" for number in range(first, min(last, first + _MOST) + 1))


def routes(statements: Statements, source: Source) -> tuple[Route, ...]:
    """Return the static routes; those that a filter chooses between count all, for the file does not tell when."""
    found: list[Route] = []
    for statement in statements.find("ip", "route"):
        words = statement.words
        if len(words) < 5 or "gateway" not in words:
            continue
        destination = "0.0.0.0/0" if words[2] == "default" else host_cidr(words[2])
        if destination is None:
            continue
        for index, word in enumerate(words):
            if word == "gateway" and index + 1 < len(words):
                found += _route(destination, words[index + 1 :], at(source, statement.line))
    return tuple(found)


def _route(destination: str, words: tuple[str, ...], line: Source) -> Iterator[Route]:
    name, number = words[0], words[1] if len(words) > 1 else ""
    if host_cidr(name) and "/" not in name:
        yield Route(destination=destination, via=name, source_ref=line)
    elif name in ("pp", "tunnel"):
        interface = f"{name}{number}" if number.isdigit() else f"{name} {number}"
        yield Route(destination=destination, interface=interface, source_ref=line)
    elif name in ("dhcp", "pdp"):
        yield Route(destination=destination, interface=number, comment=name, source_ref=line)
    elif name == "null":
        yield Route(destination=destination, source_ref=line)
    elif name.startswith(("loopback", "lan", "wan", "onu", "bridge")):
        yield Route(destination=destination, interface=name, source_ref=line)


def default_through_dhcp(statements: Statements, source: Source, found: Iterable[Route]) -> tuple[Route, ...]:
    """Return the default route that a line with a leased address brings by itself, when none is written."""
    if any(route.destination == "0.0.0.0/0" for route in found):
        return ()
    leased = [s for s in statements.find("ip", "*", "address") if s.line.word(3) in ("dhcp", "pdp")]
    return tuple(
        Route(
            destination="0.0.0.0/0",
            interface=interface_of(statement),
            comment=statement.line.word(3),
            source_ref=at(source, statement.line),
        )
        for statement in leased
    )
