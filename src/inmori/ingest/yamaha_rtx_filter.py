"""Reads the packet filters of a Yamaha router, and which of them each interface applies, in the order bound.

``ip filter`` only defines; what counts is ``ip INTERFACE secure filter in|out`` with its order of numbers. A packet
that matches none of an interface's filters is dropped; without any filter all passes (Yamaha's command reference,
chapter on IP filters).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inmori.ingest.config_text import at
from inmori.ingest.gear_address import ANYWHERE, address_set, span_space, unknown_addresses
from inmori.ingest.gear_binding import Binding, whole_rule
from inmori.ingest.port_name import port_spans, protocol_name, spans
from inmori.ingest.yamaha_rtx_syntax import Statement, Statements
from inmori.model import Source
from inmori.model.gateway import Action, AddressSet, PortSpan, Rule, ServiceSet
from inmori.reach.address_space import NOTHING

_FLAGS = re.compile(r"tcpflag(!?=)(0x[0-9a-f]+)/(0x[0-9a-f]+)$", re.IGNORECASE)
_REPLIES = ("established", "tcpfin", "tcprst")
_PARTS = {"icmp-error": "icmp", "icmp-info": "icmp"}  # only some packets of the protocol
_SYN, _ACK = 0x02, 0x10
_FTP = ((20, 21),)  # "ftp" stands for both ports here
# Applications of dynamic filters beyond the names of ports.
_APPLICATIONS: dict[str, tuple[tuple[str, int], ...]] = {
    "ftp": (("tcp", 21),),
    "domain": (("tcp", 53), ("udp", 53)),
    "www": (("tcp", 80),),
    "https": (("tcp", 443),),
    "smtp": (("tcp", 25),),
    "submission": (("tcp", 587),),
    "pop3": (("tcp", 110),),
    "telnet": (("tcp", 23),),
    "ssh": (("tcp", 22),),
    "ping": (("icmp", 0),),
    "tftp": (("udp", 69),),
    "netmeeting": (("tcp", 1720),),
}


@dataclass(frozen=True, slots=True)
class _Protocols:
    """Protocols of one filter: names of the model, whether a new connection can match, and what narrows it."""

    names: tuple[str, ...]
    opens: bool
    narrow: tuple[str, ...]


def filters(statements: Statements, source: Source) -> dict[str, tuple[Rule, ...]]:
    """Return the defined filters by number, dynamic ones as "dynamic N"; each is a list of one rule."""
    found: dict[str, tuple[Rule, ...]] = {}
    for statement in statements.find("ip", "filter"):
        words = statement.words
        if len(words) > 3 and words[2] == "dynamic":
            number = words[3]
            found[f"dynamic {number}"] = (_dynamic(words[4:], statement, source),)
        elif len(words) > 4 and words[2].isdigit():
            found[words[2]] = (_static(words[3:], statement, source),)
    return found


def well_formed(statement: Statement) -> bool:
    """Whether a line of ``ip filter`` is a filter, a set of them or a setting of all filters."""
    words = statement.words
    if len(words) < 3:
        return False
    if words[2] == "dynamic":
        return len(words) > 4 and words[3].isdigit()
    if words[2] in ("set", "source-route", "directed-broadcast", "dynamic-timer", "timer"):
        return len(words) > 3
    return words[2].isdigit() and len(words) > 4


def _static(words: tuple[str, ...], statement: Statement, source: Source) -> Rule:
    kind, _, logged = words[0].partition("-")
    action = {"pass": Action.ALLOW, "restrict": Action.ALLOW, "reject": Action.DENY}.get(kind)
    unread: list[str] = [] if action else ["action"]
    origin, target = _side(words, 1), _side(words, 2)
    protocols = _protocols(words[3] if len(words) > 3 else "*")
    from_ports, to_ports = _ports(words, 4), _ports(words, 5)
    if protocols is None:
        unread.append("protocol")
        protocols = _Protocols(("any",), True, ())
    if from_ports is False or to_ports is False:
        unread.append("port")
    narrowed = bool(from_ports)
    denied = action is Action.DENY
    if denied and not narrowed:
        unread += protocols.narrow
    rule = whole_rule("", action or Action.ALLOW, at(source, statement.line), unread=tuple(unread))
    ports = to_ports if isinstance(to_ports, tuple) and to_ports else None
    return rule.model_copy(
        update={
            "name": f"ip filter {statement.words[2]}",
            "source": origin,
            "destination": target,
            "service": ServiceSet(ports=spans(protocols.names, ports), names=_written(words)),
            # A caller chooses the port that it calls from, so what is stopped by that port alone is not shut.
            "opens": protocols.opens and not (denied and narrowed),
            "logged": True if logged == "log" else False if logged == "nolog" else None,
        }
    )


def _written(words: tuple[str, ...]) -> tuple[str, ...]:
    protocol = words[3] if len(words) > 3 else "*"
    target = words[5] if len(words) > 5 and words[5] != "*" else ""
    return (f"{protocol}/{target}" if target else protocol,)


def _side(words: tuple[str, ...], index: int) -> AddressSet:
    written = words[index] if index < len(words) else "*"
    if written == "*":
        return ANYWHERE.model_copy(update={"names": ("*",)})
    space, unknown = NOTHING, list[str]()
    for part in written.split(","):
        found = span_space(part)
        if found is None:
            unknown.append(part)
        else:
            space = space | found
    if unknown and not space:
        return unknown_addresses(written)
    return address_set(space, written).model_copy(update={"unresolved": tuple(unknown)})


def _ports(words: tuple[str, ...], index: int) -> tuple[tuple[int, int], ...] | bool | None:
    """Return the ports of a field, None for all of them, False for what is not understood."""
    written = words[index] if index < len(words) else "*"
    if written == "*":
        return None
    found: list[tuple[int, int]] = []
    for part in written.split(","):
        ports = _FTP if part == "ftp" else port_spans(part)
        if ports is None:
            return False
        found += ports
    return tuple(found)


def _protocols(written: str) -> _Protocols | None:
    names: list[str] = []
    narrow: list[str] = []
    replies = 0
    parts = written.split(",")
    for part in parts:
        flags = _FLAGS.match(part)
        if part in _REPLIES or (flags and not _new_connection(flags)):
            replies += 1
        elif flags or part == "tcpsyn":
            names.append("tcp")
        elif part in _PARTS:
            names.append(_PARTS[part])
            narrow.append(part)
        else:
            name = protocol_name(part)
            if name is None:
                return None
            names.append(name)
    if replies == len(parts):
        return _Protocols(("tcp",), False, ())
    return _Protocols(tuple(dict.fromkeys(names)), True, tuple(narrow))


def _new_connection(flags: re.Match[str]) -> bool:
    """Whether a filter on TCP flags matches the first packet of a connection (SYN without ACK)."""
    value, mask = int(flags[2], 16), int(flags[3], 16)
    equal = (_SYN & mask) == value & mask
    return equal if flags[1] == "=" else not equal


def _dynamic(words: tuple[str, ...], statement: Statement, source: Source) -> Rule:
    """Return a dynamic filter as a rule that may let pass: what else it opens is decided by the traffic itself."""
    ports: tuple[PortSpan, ...] = (PortSpan(protocol="any"),)
    kind = words[2] if len(words) > 2 else "*"
    if kind in ("tcp", "udp"):
        ports = (PortSpan(protocol=kind),)
    elif kind in _APPLICATIONS:
        pairs = _APPLICATIONS[kind]
        ports = tuple(
            PortSpan(protocol=protocol, first=port, last=port) if port else PortSpan(protocol=protocol)
            for protocol, port in pairs
        )
    rule = whole_rule("", Action.ALLOW, at(source, statement.line), unread=("ip filter dynamic",))
    return rule.model_copy(
        update={
            "name": f"ip filter dynamic {statement.words[3]}",
            "source": _side(words, 0),
            "destination": _side(words, 1),
            "service": ServiceSet(ports=ports, names=(kind,)),
        }
    )


def bindings(statements: Statements, source: Source) -> Iterator[Binding]:
    """Yield which filters each interface applies, in order; a later line for the same side replaces an earlier."""
    sets = {
        (words[3], words[4]): words[5:]
        for statement in statements.find("ip", "filter", "set")
        if len(words := statement.words) > 5
    }
    found: dict[tuple[str, str], Binding] = {}
    for statement in statements.find("ip", "*", "secure", "filter"):
        interface = interface_of(statement)
        words = statement.words
        if len(words) < 6 or not interface:
            continue
        line = at(source, statement.line)
        if words[4] == "name":
            for (name, side), numbers in sets.items():
                if name == words[5] and side in ("in", "out"):
                    found[interface, side] = Binding(interface, side == "in", _listed(numbers), line)
        elif words[4] in ("in", "out"):
            found[interface, words[4]] = Binding(interface, words[4] == "in", _listed(words[5:]), line)
    yield from found.values()


def _listed(words: Iterable[str]) -> tuple[str, ...]:
    """Return the names of filters in order: "1010", then those after ``dynamic`` as "dynamic 100"."""
    found: list[str] = []
    prefix = ""
    for word in words:
        if word == "dynamic":
            prefix = "dynamic "
        elif word.isdigit():
            found.append(f"{prefix}{word}")
    return tuple(found)


def interface_of(statement: Statement) -> str:
    """Return the interface that an ``ip …`` line is about; "" when nothing is selected."""
    name = statement.words[1]
    return {"pp": statement.pp, "tunnel": statement.tunnel}.get(name, name)
