"""Looks up what the names in a FortiOS rule stand for: addresses, services, published addresses, user groups.

A name that cannot be turned into addresses from the file alone (FQDN, country, cloud tag, missing object) is handed
back as unresolved; it is never taken for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inmori.ingest.fortios_services import GROUPS, NARROW, PREDEFINED
from inmori.ingest.fortios_syntax import Node
from inmori.ingest.gear_address import wildcard_space
from inmori.model.gateway import AddressSet, PortSpan, Publication, ServiceSet
from inmori.reach.address_space import NOTHING, Space, address, address_text, network, ranges

_DEPTH = 32  # groups within groups; real ones have three or four levels
_PREDEFINED_ADDRESSES = {"all": "0.0.0.0/0", "none": "0.0.0.0/32"}
_FACTORY_POOL = ("10.212.134.200", "10.212.134.210")  # SSLVPN_TUNNEL_ADDR1 as shipped
_PORT = re.compile(r"^(\d{1,5})(?:-(\d{1,5}))?(?::(\d{1,5})(?:-(\d{1,5}))?)?$")
_PROTOCOL_NAMES = {
    1: "icmp",
    6: "tcp",
    17: "udp",
    47: "gre",
    50: "esp",
    51: "ah",
    58: "icmp6",
    89: "ospf",
    132: "sctp",
}


@dataclass(frozen=True, slots=True)
class Addresses:
    """What names stand for: addresses for certain, and names that the file does not resolve."""

    space: Space = NOTHING
    unresolved: tuple[str, ...] = ()

    def __or__(self, other: Addresses) -> Addresses:
        return Addresses(
            self.space | other.space, tuple(dict.fromkeys((*self.unresolved, *other.unresolved)))
        )


@dataclass(frozen=True, slots=True)
class Services:
    """Ports for certain, unresolved names, and names that match only some packets of their ports."""

    ports: tuple[PortSpan, ...] = ()
    unresolved: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()

    def __or__(self, other: Services) -> Services:
        return Services(
            tuple(dict.fromkeys((*self.ports, *other.ports))),
            tuple(dict.fromkeys((*self.unresolved, *other.unresolved))),
            tuple(dict.fromkeys((*self.narrow, *other.narrow))),
        )


class Objects:
    """All named objects that the rules of one VDOM may use: its own and those of the global part."""

    def __init__(self, *parts: Node) -> None:
        def named(section: str) -> dict[str, Node]:
            return {edit.name: edit for part in reversed(parts) for edit in part.entries(section)}

        self._addresses = named("firewall address")
        self._groups = named("firewall addrgrp")
        self._services = named("firewall service custom")
        self._service_groups = named("firewall service group")
        self.vips = named("firewall vip")
        self._vip_groups = named("firewall vipgrp")
        self._known: dict[str, Addresses] = {}
        self._known_services: dict[str, Services] = {}
        self._known_service_sets: dict[tuple[tuple[str, ...], bool], tuple[ServiceSet, tuple[str, ...]]] = {}
        self._known_sets: dict[tuple[tuple[str, ...], bool, tuple[str, ...] | None], AddressSet] = {}

    def address_objects(self) -> Iterable[Node]:
        """Return the address objects in order."""
        return self._addresses.values()

    def addresses(
        self, names: Sequence[str], *, negated: bool = False, written: tuple[str, ...] | None = None
    ) -> AddressSet:
        """Return the addresses of a rule's side; ``written`` are the names that are told, when not those alone."""
        key = (tuple(names), negated, written)
        known = self._known_sets.get(key)
        if known is None:
            found = _sum(self.address(name) for name in names)
            known = self._known_sets[key] = AddressSet(
                ranges=as_ranges(found.space),
                names=key[0] if written is None else written,
                unresolved=found.unresolved,
                negated=negated,
            )
        return known

    def address(self, name: str, depth: int = 0) -> Addresses:
        """Return what one address or group name stands for."""
        known = self._known.get(name)
        if known is None:
            if depth > _DEPTH:
                return Addresses(unresolved=(name,))
            self._known[name] = Addresses(unresolved=(name,))  # what a group that holds itself finds
            known = self._known[name] = self._address(name, depth)
        return known

    def _address(self, name: str, depth: int) -> Addresses:
        if name in self._addresses:
            if self._addresses[name].stray:
                return Addresses(unresolved=(name,))
            space = _address_space(self._addresses[name])
            return Addresses(unresolved=(name,)) if space is None else Addresses(space)
        if name in self._groups:
            return self._group(self._groups[name], depth)
        if name in _PREDEFINED_ADDRESSES:
            return Addresses(network(_PREDEFINED_ADDRESSES[name]))
        if name == "SSLVPN_TUNNEL_ADDR1":
            return Addresses(ranges((_FACTORY_POOL,)))
        return Addresses(unresolved=(name,))

    def _group(self, group: Node, depth: int) -> Addresses:
        broken = Addresses(unresolved=(group.name,) if group.stray else ())
        found = _sum((broken, *(self.address(member, depth + 1) for member in group.values("member"))))
        if not group.enabled("exclude"):
            return found
        left_out = Addresses()
        for member in group.values("exclude-member"):
            left_out |= self.address(member, depth + 1)
        if left_out.unresolved:
            # What is left out may be anything, so nothing of the group is certain.
            return Addresses(NOTHING, tuple(dict.fromkeys((group.name, *found.unresolved))))
        return Addresses(found.space - left_out.space, found.unresolved)

    def services(self, names: Sequence[str], *, negated: bool = False) -> tuple[ServiceSet, tuple[str, ...]]:
        """Return the services of a rule, and the names that match only some packets of their ports."""
        key = (tuple(names), negated)
        known = self._known_service_sets.get(key)
        if known is None:
            found = self.service(names[0]) if len(names) == 1 else Services()
            for name in names if len(names) > 1 else ():
                found |= self.service(name)
            whole = any(span.protocol == "any" for span in found.ports)
            ports = (PortSpan(protocol="any"),) if whole else found.ports
            made = ServiceSet(ports=ports, names=key[0], unresolved=found.unresolved, negated=negated)
            known = self._known_service_sets[key] = (made, found.narrow)
        return known

    def service(self, name: str, depth: int = 0) -> Services:
        """Return the ports of one service or group name."""
        if depth > _DEPTH:
            return Services(unresolved=(name,))
        if depth:
            return self._service(name, depth)
        found = self._known_services.get(name)
        if found is None:
            found = self._known_services[name] = self._service(name, depth)
        return found

    def _service(self, name: str, depth: int) -> Services:
        if name in self._services:
            if self._services[name].stray:
                return Services(unresolved=(name,))
            return _custom(self._services[name])
        members = (
            self._service_groups[name].values("member") if name in self._service_groups else GROUPS.get(name)
        )
        if members is not None:
            found = Services()
            for member in dict.fromkeys(members):
                found |= self.service(member, depth + 1)
            return found
        known = PREDEFINED.get(name) or PREDEFINED.get(name.upper())
        if known is None:
            return Services(unresolved=(name,))
        return Services(known, narrow=(name,) if name.upper() in NARROW else ())

    def published_names(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the VIPs among ``names``, those in VIP groups among them."""
        found: dict[str, None] = {}
        for name in names if self.vips or self._vip_groups else ():
            if name in self.vips:
                found[name] = None
            elif name in self._vip_groups:
                found |= dict.fromkeys(self._vip_groups[name].values("member"))
        return tuple(found)

    def untold(self, name: str, publications: Iterable[Publication]) -> bool:
        """Whether a VIP is in force and nothing tells where it leads."""
        node = self.vips.get(name)
        off = node is not None and node.value("status", "enable") != "enable"
        return not off and all(item.name != name for item in publications)

    def unpublished(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names that are neither VIPs nor VIP groups."""
        if not self.vips and not self._vip_groups:
            return names
        return tuple(name for name in names if name not in self.vips and name not in self._vip_groups)


def _sum(parts: Iterable[Addresses]) -> Addresses:
    parts = tuple(parts)
    if len(parts) == 1:
        return parts[0]
    spans: list[tuple[int, int]] = []
    unresolved: dict[str, None] = {}
    for part in parts:
        spans += part.space.spans
        if part.unresolved:
            unresolved |= dict.fromkeys(part.unresolved)
    return Addresses(Space.of(spans), tuple(unresolved))


def as_ranges(space: Space) -> tuple[tuple[str, str], ...]:
    """Write a space as the model does."""
    return tuple(map(_range_text, space.spans))


@lru_cache(maxsize=65536)
def _range_text(span: tuple[int, int]) -> tuple[str, str]:
    first = address_text(span[0])
    return first, first if span[0] == span[1] else address_text(span[1])


def subnet(values: Sequence[str]) -> str | None:
    """Return a CIDR (host bits kept) from "10.0.0.1 255.255.255.0" or "10.0.0.1/24"; None when it is neither."""
    if len(values) == 1 and "/" in values[0]:
        return values[0] if network(values[0]) else None
    if len(values) == 2:
        bits = _mask_bits(values[1])
        if bits is not None and address(values[0]) is not None:
            return f"{values[0]}/{bits}"
    return None


def _mask_bits(mask: str) -> int | None:
    number = address(mask)
    if number is None:
        return None
    bits = number.bit_count()
    return bits if number == (0xFFFFFFFF << (32 - bits)) & 0xFFFFFFFF else None


def _address_space(node: Node) -> Space | None:
    """Return the addresses of an address object; None when the file does not tell them."""
    kind = node.value("type", "iprange" if node.value("start-ip") and not node.value("subnet") else "ipmask")
    if kind == "ipmask" or (kind == "interface-subnet" and node.value("subnet")):
        # Without a subnet the object is the factory's "all".
        cidr = subnet(node.values("subnet") or ("0.0.0.0", "0.0.0.0"))
        return network(cidr) if cidr else None
    if kind == "iprange":
        first, last = address(node.value("start-ip")), address(node.value("end-ip"))
        return None if first is None or last is None else Space.of(((first, last),))
    if kind == "wildcard":
        written = node.values("wildcard")
        mask = address(written[1]) if len(written) == 2 else None
        return wildcard_space(written[0], address_text(mask ^ 0xFFFFFFFF)) if mask is not None else None
    return None


def _custom(node: Node) -> Services:
    """Return the ports of a service object."""
    kind = node.value("protocol", "TCP/UDP/SCTP").upper()
    if node.value("iprange", "0.0.0.0") not in ("0.0.0.0", "") or node.value("fqdn"):
        return Services(unresolved=(node.name,))  # it names destinations of its own as well
    if node.value("app-service-type", "disable") != "disable":
        return Services(unresolved=(node.name,))
    if kind in ("ICMP", "ICMP6"):
        narrow = (node.name,) if node.values("icmptype") else ()
        return Services((PortSpan(protocol=kind.lower()),), narrow=narrow)
    if kind == "IP":
        number = node.value("protocol-number", "0")
        if not number.isdigit() or int(number) > 255:
            return Services(unresolved=(node.name,))
        name = "any" if number == "0" else _PROTOCOL_NAMES.get(int(number), f"ip-{int(number)}")
        return Services((PortSpan(protocol=name),))
    if not kind.startswith("TCP"):
        # Services of the explicit proxy are TCP with ports of its own.
        return Services((PortSpan(protocol="any"),)) if kind == "ALL" else Services(unresolved=(node.name,))
    return _with_ports(node)


def _with_ports(node: Node) -> Services:
    found: list[PortSpan] = []
    narrow = False
    for protocol in ("tcp", "udp", "sctp"):
        for written in node.values(f"{protocol}-portrange"):
            match = _PORT.match(written)
            if match is None:
                return Services(unresolved=(node.name,))
            first, last, low, high = match.groups()
            found.append(PortSpan(protocol=protocol, first=int(first), last=min(int(last or first), 65535)))
            # "destination:source": a span of source ports that is not simply all of them narrows the match.
            narrow = narrow or (low is not None and (int(low) > 1 or int(high or low) < 65535))
    return (
        Services(tuple(found), narrow=(node.name,) if narrow else ())
        if found
        else Services(unresolved=(node.name,))
    )
