"""Reads one entry of an access list as Cisco IOS writes it; AlliedWare Plus and others write nearly the same.

Whatever narrows an entry and has no word in the model is named in ``Rule.unread``, unless the sender of a packet may
choose it: what a sender can choose never shuts anything (``Rule.opens``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inmori.ingest.gear_address import ANYWHERE, address_set, host_cidr, unknown_addresses, wildcard_space
from inmori.ingest.port_name import LAST_PORT, port_number, protocol_name, spans
from inmori.model import Source
from inmori.model.gateway import Action, AddressSet, PortSpan, Rule, ServiceSet
from inmori.reach.address_space import Space, address, network

ACTIONS = {"permit": Action.ALLOW, "deny": Action.DENY, "forward": Action.ALLOW, "drop": Action.DENY, "discard": Action.DENY}
_REPLY_FLAGS = ("ack", "rst", "fin")
_FLAGS = ("syn", "psh", "urg", "ack", "rst", "fin")
_CHOSEN = ("dscp", "tos", "precedence", "ttl", "option", "cos")  # words with a value that the sender chooses
_LOG = ("log", "log-input")
_SILENT = ("reflect", "timeout", "inner-vlan")  # words with a value that change nothing here

Ports = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Named groups of addresses and services; ``None`` in place of one: it is named but not understood."""

    addresses: Mapping[str, AddressSet] = field(default_factory=dict)
    services: Mapping[str, ServiceSet] = field(default_factory=dict)


@dataclass(slots=True)
class _Entry:
    """An entry while it is read word by word."""

    words: tuple[str, ...]
    groups: Groups
    at: int = 0
    unread: list[str] = field(default_factory=list)
    opens: bool = True
    chosen: bool = False  # a part that the sender chooses narrows it
    narrow: list[str] = field(default_factory=list)  # only some packets of the protocol fit
    logged: bool | None = None
    service: ServiceSet | None = None

    def peek(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def take(self) -> str:
        word = self.peek()
        self.at += 1
        return word


def entry_rule(
    words: tuple[str, ...], action: Action, *, standard: bool, groups: Groups, line: Source, number: str
) -> Rule:
    """Return the rule of an entry; ``words`` follow ``permit`` or ``deny``.

    ``standard``: the entry names a source only.
    """
    entry = _Entry(words, groups)
    if standard:
        source, destination = _address(entry), ANYWHERE
        service = ServiceSet(ports=(PortSpan(protocol="any"),), names=("any",))
        _options(entry, ("any",))
    else:
        source, destination, service = _extended(entry)
    denies = action is Action.DENY
    if denies:
        entry.unread += entry.narrow
    return Rule(
        id=number,
        action=action,
        source=source,
        destination=destination,
        service=service,
        logged=entry.logged,
        # A deny that depends on what the sender chooses (source port, marking) stops nobody.
        opens=entry.opens and not (denies and entry.chosen),
        unread=tuple(dict.fromkeys(entry.unread)),
        source_ref=line,
    )


def _extended(entry: _Entry) -> tuple[AddressSet, AddressSet, ServiceSet]:
    word = entry.take()
    if word in ("object-group", "portgroup"):
        return _by_service_group(entry)
    name = protocol_name(word)
    protocols = (name,) if name else ("any",)
    if name is None:
        entry.unread.append("protocol")
    source = _address(entry)
    if _ports(entry) is not None:
        entry.chosen = True
    destination = _address(entry)
    ports = _ports(entry)
    _options(entry, protocols)
    service = entry.service or ServiceSet(ports=spans(protocols, ports), names=(_written(word, ports),))
    return source, destination, service


def _by_service_group(entry: _Entry) -> tuple[AddressSet, AddressSet, ServiceSet]:
    name = entry.take()
    service = entry.groups.services.get(name) or ServiceSet(names=(name,), unresolved=(name,))
    source = _address(entry)
    destination = _address(entry)
    _options(entry, ("any",))
    return source, destination, service


def _written(protocol: str, ports: Ports | None) -> str:
    if ports is None:
        return protocol
    shown = ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ports)
    return f"{protocol}/{shown}"


def _address(entry: _Entry) -> AddressSet:
    word = entry.take()
    if word in ("any", "any4"):
        return ANYWHERE
    if word in ("object-group", "addrgroup", "group"):
        name = entry.take()
        return entry.groups.addresses.get(name) or unknown_addresses(name)
    if word == "host":
        host = entry.take()
        number = address(host)
        return unknown_addresses("host") if number is None else address_set(Space(((number, number),)), host)
    if "/" in word:
        cidr = host_cidr(word)
        return address_set(network(cidr), word) if cidr else unknown_addresses("address")
    if address(word) is None:
        return unknown_addresses("address" if word else "no address")
    following = entry.peek()
    if address(following) is None:
        number = address(word) or 0
        return address_set(Space(((number, number),)), word)
    entry.take()
    space = wildcard_space(word, following)
    if space is None:
        return unknown_addresses(f"{word} {following}")
    return address_set(space, f"{word} {following}")


def _ports(entry: _Entry) -> Ports | None:
    """Return the ports of an operator; None for all of them. What is not understood narrows the entry."""
    word = entry.peek()
    if word in ("object-group", "portgroup"):
        # A group of ports after an address is a service group; one of addresses is read where an address belongs.
        name = entry.words[entry.at + 1] if entry.at + 1 < len(entry.words) else ""
        if name in entry.groups.services and name not in entry.groups.addresses:
            entry.at += 2
            entry.service = entry.groups.services[name]
        return None
    if word not in ("eq", "range", "gt", "lt", "neq", "ne"):
        return None
    entry.take()
    numbers: list[int] = []
    most = 2 if word == "range" else 10 if word in ("eq", "neq", "ne") else 1
    while len(numbers) < most and (number := port_number(entry.peek())) is not None:
        numbers.append(number)
        entry.take()
    if not numbers or (word == "range" and len(numbers) < 2):
        if entry.peek():
            entry.take()
        entry.unread.append("port")
        return None
    return _operated(word, numbers)


def _operated(word: str, numbers: list[int]) -> Ports:
    first = numbers[0]
    if word == "eq":
        return tuple((number, number) for number in numbers)
    if word == "range":
        return ((min(numbers), max(numbers)),)
    if word == "gt":
        return ((first + 1, LAST_PORT),) if first < LAST_PORT else ((LAST_PORT, LAST_PORT),)
    if word == "lt":
        return ((0, max(first - 1, 0)),)
    left = Space(((0, LAST_PORT),)) - Space.of((number, number) for number in numbers)
    return left.spans


def _options(entry: _Entry, protocols: tuple[str, ...]) -> None:
    flags: list[str] = []
    while entry.at < len(entry.words):
        word = entry.take()
        if word in ("established", "fragments"):
            entry.opens = False
        elif word in _LOG:
            entry.logged = True
        elif word in _CHOSEN:
            entry.chosen = True
            entry.take()
        elif word == "time-range":
            entry.narrow.append(f"time-range {entry.take()}")
        elif word in _SILENT:
            entry.take()
        elif word in ("match-all", "match-any"):
            continue
        elif word.lstrip("+-") in _FLAGS:
            flags.append(word)
        elif "icmp" in protocols or "igmp" in protocols:
            entry.narrow.append("icmp type")
            if word == "icmp-type":
                entry.take()
        else:
            entry.unread.append("option")
    if flags:
        _flagged(entry, flags)


def _flagged(entry: _Entry, flags: list[str]) -> None:
    """The first packet of a connection has SYN and nothing else."""
    wanted = {flag.lstrip("+") for flag in flags if not flag.startswith("-")}
    if (wanted & set(_REPLY_FLAGS) and "syn" not in wanted) or "-syn" in flags:
        entry.opens = False
    elif wanted - {"syn"}:
        entry.unread.append("tcp flags")
