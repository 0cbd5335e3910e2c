"""Reads interfaces, VLAN names and static routes of Cisco IOS: routed ports, SVIs, switch ports, sub-interfaces."""

from __future__ import annotations

from collections.abc import Iterator

from inmori.ingest.cisco_ios_access import interface_name
from inmori.ingest.config_block import Block, Config
from inmori.ingest.config_text import at, free_text
from inmori.ingest.gear_address import host_cidr, prefix_bits
from inmori.ingest.vlan_number import vlan_numbers
from inmori.model import Source
from inmori.model.gateway import Interface, Route
from inmori.reach.address_space import address

_LINES = ("Dialer", "Cellular", "Virtual-PPP")  # interfaces that are a line by nature


def vlan_names(config: Config) -> dict[int, str]:
    """Return the names that people gave to VLANs."""
    found: dict[int, str] = {}
    for block in config.find("vlan"):
        name = free_text(block.rest("name"))
        if name and block.word(1)[:1].isdigit():
            found |= dict.fromkeys(vlan_numbers(block.line.after(1)), name)
    return found


def interfaces(config: Config, source: Source) -> tuple[tuple[Interface, str], ...]:
    """Return the interfaces in order, each with the name of its VRF ("" for the global one)."""
    names = vlan_names(config)
    return tuple(
        (_interface(block, names, source), vrf_of(block))
        for block in config.find("interface")
        if interface_name(block) and not interface_name(block).startswith("range")
    )


def vrf_of(block: Block) -> str:
    """Return the VRF of an interface, "" for the global one."""
    return block.value("vrf", "forwarding") or block.value("ip", "vrf", "forwarding")


def _interface(block: Block, names: dict[int, str], source: Source) -> Interface:
    name = interface_name(block)
    cidr: str | None = None
    secondary: list[str] = []
    role = "tunnel" if name.startswith("Tunnel") else "wan" if name.startswith(_LINES) else ""
    for item in block.find("ip", "address"):
        own = host_cidr(item.word(2), item.word(3))
        if own is None:
            role = role or ("wan" if item.word(2) in ("dhcp", "negotiated") else "")
        elif "secondary" in item.words:
            secondary.append(own)
        else:
            cidr = own
    # What a pair of routers shares (HSRP, VRRP) is the address that others send to.
    for prefix in (("standby", "*", "ip"), ("vrrp", "*", "ip"), ("vrrp", "*", "address"), ("glbp", "*", "ip")):
        for item in block.find(*prefix):
            if cidr and address(item.word(3)) is not None:
                secondary.append(f"{item.word(3)}/{cidr.split('/')[1]}")
    vlan = _vlan(block, name)
    return Interface(
        name=name,
        alias=names.get(vlan, "") if vlan is not None and name.startswith("Vlan") else "",
        description=free_text(block.rest("description")),
        cidr=cidr,
        secondary=tuple(dict.fromkeys(secondary)),
        vlan=vlan,
        parent=name.split(".")[0] if "." in name else None,
        role=role,
        up=not any(item.words == ("shutdown",) for item in block.find("shutdown")),
        source_ref=at(source, block.line),
    )


def _vlan(block: Block, name: str) -> int | None:
    written = name.removeprefix("Vlan") if name.startswith("Vlan") else block.value("encapsulation", "dot1Q")
    if not written and block.value("switchport", "mode") != "trunk":
        written = block.value("switchport", "access", "vlan")
    return int(written) if written.isdigit() and 0 < int(written) < 4095 else None


def routes(config: Config, source: Source, *, vrf: str = "") -> tuple[Route, ...]:
    """Return the static routes of a VRF, and the default routes that leased lines bring by themselves."""
    found = [route for block in config.find("ip", "route") for route in _route(block, vrf, source)]
    found.sort(key=lambda pair: pair[0])
    routes_here = [route for _, route in found]
    for block in config.find("interface"):
        leased = [item for item in block.find("ip", "address") if item.word(2) == "dhcp"]
        if leased and vrf_of(block) == vrf and not any(r.destination == "0.0.0.0/0" for r in routes_here):
            routes_here.append(
                Route(
                    destination="0.0.0.0/0",
                    interface=interface_name(block),
                    comment="dhcp",
                    source_ref=at(source, block.line),
                )
            )
    return tuple(routes_here)


def _route(block: Block, vrf: str, source: Source) -> Iterator[tuple[int, Route]]:
    """Yield (administrative distance, route)."""
    words = list(block.words[2:])
    here = ""
    if words[:1] == ["vrf"] and len(words) > 1:
        here, words = words[1], words[2:]
    if here != vrf or len(words) < 3:
        return
    if words[0] == "0.0.0.0" and prefix_bits(words[1]) == 0:
        destination: str | None = "0.0.0.0/0"
    else:
        destination = host_cidr(words[0], words[1])
    if destination is None:
        return
    via: str | None = None
    interface: str | None = None
    rest = words[2:]
    if address(rest[0]) is not None:
        via, rest = rest[0], rest[1:]
    elif rest[0] == "dhcp":
        rest = rest[1:]
        return
    else:
        interface, rest = (None if rest[0].lower().startswith("null") else rest[0]), rest[1:]
        if interface is not None and rest and rest[0][:1].isdigit() and "." not in rest[0] and "/" in rest[0]:
            interface, rest = f"{interface}{rest[0]}", rest[1:]
        if rest and address(rest[0]) is not None:
            via, rest = rest[0], rest[1:]
    distance = int(rest[0]) if rest and rest[0].isdigit() and len(rest[0]) < 4 else 1
    name = rest[rest.index("name") + 1] if "name" in rest[:-1] else ""
    yield distance, Route(
        destination=destination,
        via=via,
        interface=interface,
        comment=free_text(name),
        source_ref=at(source, block.line),
    )


def forwards(config: Config, items: tuple[Interface, ...]) -> bool:
    """Whether the machine routes at all: a layer-2 switch has an address of its own, and a way to answer.

    Routers and large switches route unless told not to; small switches write ``ip routing`` when they do.
    """
    if any(block.words == ("no", "ip", "routing") for block in config.find("no", "ip", "routing")):
        return False
    if any(block.words[:2] == ("ip", "routing") for block in config.find("ip", "routing")):
        return True
    switch = any(block.has("switchport") or block.has("spanning-tree") for block in config.find("interface"))
    addressed = [item for item in items if item.cidr and item.up]
    routed = any(not item.name.startswith("Vlan") for item in addressed)
    if not switch or routed:
        return True
    spoken = any(True for _ in config.find("ip", "route")) or any(True for _ in config.find("router"))
    return len(addressed) > 1 and (spoken or not any(True for _ in config.find("ip", "default-gateway")))
