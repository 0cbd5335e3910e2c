"""Reads interfaces, zones and static routes of one VDOM: they decide which rules a packet meets at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inmori.ingest.fortios_objects import Objects, subnet
from inmori.ingest.fortios_syntax import Node
from inmori.ingest.fortios_text import clean
from inmori.model import Source
from inmori.model.gateway import Interface, InterfaceZone, Route
from inmori.reach.address_space import networks_of

MANAGEMENT = ("http", "https", "snmp", "ssh", "telnet")
# Interfaces that hold a private link of the machine itself; nothing of the hospital lies there.
_INNER = ("naf.", "l2t.")
_SDWAN_ZONE = "virtual-wan-link"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the file is, for sources with line numbers."""

    source: Source

    def at(self, node: Node) -> Source:
        """Return the source of a node."""
        where = self.source
        return Source(kind=where.kind, file=where.file, as_of=where.as_of, line=node.line or None)


def interfaces(nodes: Iterable[Node], *, vdom: str | None, place: Place) -> tuple[Interface, ...]:
    """Return the interfaces of a VDOM (all of them when ``vdom`` is None)."""
    return tuple(
        _interface(node, place)
        for node in nodes
        if (vdom is None or node.value("vdom", vdom) == vdom) and not node.name.startswith(_INNER)
    )


def _interface(node: Node, place: Place) -> Interface:
    kind = node.value("type")
    secondary = [edit for block in node.sections("secondaryip") for edit in block.edits]
    offers = {
        *node.values("allowaccess"),
        *(offer for edit in secondary for offer in edit.values("allowaccess")),
    }
    vlan = node.value("vlanid")
    return Interface(
        name=node.name,
        alias=clean(node.value("alias")),
        description=clean(node.value("description")),
        cidr=_host(node.values("ip")),
        secondary=tuple(cidr for edit in secondary if (cidr := _host(edit.values("ip")))),
        vlan=int(vlan) if vlan.isdigit() and 0 < int(vlan) < 4095 else None,
        parent=node.value("interface") or None,
        role="tunnel" if kind == "tunnel" else node.value("role").replace("undefined", ""),
        up=node.value("status", "up") != "down",
        management=tuple(offer for offer in MANAGEMENT if offer in offers),
        source_ref=place.at(node),
    )


def _host(values: tuple[str, ...]) -> str | None:
    cidr = subnet(values)
    return None if cidr is None or cidr.startswith("0.0.0.0/") else cidr


def zones(part: Node) -> tuple[InterfaceZone, ...]:
    """Return the zones and the SD-WAN zones of a VDOM.

    Inside a zone traffic is denied unless ``set intrazone allow``: that is the default in Fortinet's CLI reference
    (6.2 to 7.6). Members of an SD-WAN zone never talk to each other without a rule.
    """
    found = {
        edit.name: InterfaceZone(
            name=edit.name,
            interfaces=edit.values("interface"),
            intrazone_denied=edit.value("intrazone", "deny") != "allow",
        )
        for edit in part.entries("system zone")
    }
    lines: dict[str, list[str]] = {}
    for name in ("system sdwan", "system virtual-wan-link"):
        block = part.section(name)
        if block is not None and block.value("status", "enable") == "enable":
            for member in block.entries("members"):
                if member.value("interface") and member.value("status", "enable") == "enable":
                    lines.setdefault(member.value("zone", _SDWAN_ZONE), []).append(member.value("interface"))
    for name, members in lines.items():
        found[name] = InterfaceZone(name=name, interfaces=tuple(members), intrazone_denied=True)
    return tuple(found.values())


def routes(part: Node, own: Iterable[Node], *, objects: Objects, place: Place) -> tuple[Route, ...]:
    """Return the static routes, nearest distance first, and the default routes that a line brings by itself."""
    live = [node for node in part.entries("router static") if node.value("status", "enable") == "enable"]
    live.sort(key=lambda node: (_number(node.value("distance"), 10), _number(node.value("priority"), 0)))
    found = [route for node in live for route in _routes(node, objects, place)]
    for node in own:
        if node.value("mode") in ("dhcp", "pppoe") and node.value("defaultgw", "enable") == "enable":
            found.append(
                Route(
                    destination="0.0.0.0/0",
                    interface=node.name,
                    comment=node.value("mode"),
                    source_ref=place.at(node),
                )
            )
    return tuple(found)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdigit() else otherwise


def _routes(node: Node, objects: Objects, place: Place) -> Iterable[Route]:
    if node.value("internet-service", "0") not in ("0", "") or node.value("internet-service-custom"):
        return  # named services of the cloud; no address is told
    if node.value("dstaddr"):
        destinations = networks_of(objects.address(node.value("dstaddr")).space)
    else:
        cidr = subnet(node.values("dst") or ("0.0.0.0", "0.0.0.0"))
        destinations = (cidr,) if cidr else ()
    through_lines = node.enabled("sdwan") or node.enabled("virtual-wan-link")
    interfaces: tuple[str | None, ...] = node.values("sdwan-zone") or (
        (_SDWAN_ZONE,) if through_lines else (node.value("device") or None,)
    )
    gateway = node.value("gateway")
    if node.enabled("blackhole"):
        interfaces, gateway = (None,), ""
    for destination in destinations:
        for interface in interfaces:
            yield Route(
                destination=destination,
                via=None if gateway in ("", "0.0.0.0") else gateway,
                interface=interface,
                comment=clean(node.value("comment")),
                source_ref=place.at(node),
            )
