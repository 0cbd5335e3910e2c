"""Reads AlliedWare Plus — switches and AR routers of Allied Telesis — into the neutral rule model.

The older AlliedWare (SET/ADD/CREATE commands) is another language and is declined. Access lists and the AR routers'
firewall have files of their own (``alliedware_plus_*``); nothing of lines with passwords or communities is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.ingest import alliedware_plus_access as access
from inmori.ingest.alliedware_plus_firewall import Firewall, firewall
from inmori.ingest.alliedware_plus_unread import unread_of
from inmori.ingest.config_block import Block, Config
from inmori.ingest.config_text import at, free_text, head_of, nothing_in, text_of
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.gear_address import host_cidr
from inmori.ingest.gear_binding import Bound, bind
from inmori.ingest.gear_box import Box, evidence_of, mac_text, sighting_of
from inmori.ingest.gear_management import offering
from inmori.ingest.gear_problem import problems_of
from inmori.ingest.gear_translation import lines_out, masquerade_rules
from inmori.ingest.reading import Reading, Sighting
from inmori.model import DeviceKind, Gateway, Source, SourceKind, TextFact
from inmori.model.gateway import Action, Administrator, Interface, Route, Tunnel
from inmori.reach.address_space import address
from inmori.reach.routing import addresses_of
from inmori.text import Text

FORMAT = "alliedware_plus"
KIND = SourceKind.CONFIG
NAME = Text(ja="アライドテレシス機器(AlliedWare Plus)の設定", en="AlliedWare Plus configuration")

OPENERS = re.compile(
    r"(?:interface |vlan database|access-list hardware |vlan access-map |line (?:con|vty)|zone |firewall$|nat$|application |router "
    r"|ip dhcp pool |class-map |policy-map |crypto |aaa )"
)
_HEADER = re.compile(r"AlliedWare Plus|^[>\s]*awplus[#>(]", re.MULTILINE)
_OWN = re.compile(
    r"^[>\s]*(?:interface (?:port\d+\.\d+\.\d+|vlan\d+|sa\d|po\d|eth\d|ppp\d)|vlan database|access-list hardware |vlan access-map \S+$"
    r"|match access-group |vlan filter \S+ vlan-list|service (?:telnet|ssh|http)$|no service (?:telnet|ssh|http)$|stack (?:virtual-mac|enable)"
    r"|no autoboot|aaa authentication (?:enable|login) default|ip domain-lookup|spanning-tree mode rstp|loop-protection|atmf network-name"
    r"|username \S+ privilege \d+ password \d|switch \d provision x|platform hwfilter|zone \S+$|network \S+$|rule \d+ (?:permit|deny|masq|portfwd) "
    r"|switchport trunk allowed vlan add|ip route 0\.0\.0\.0/0 |snmp-server contact|no snmp-server ip)",
    re.MULTILINE,
)
_OLD = re.compile(r"^(?:SET|ADD|CREATE|ENABLE) (?:IP|VLAN|SYSTEM|FIREWALL|USER|PPP)\b", re.MULTILINE)
_CISCO = re.compile(r"^\s*(?:interface (?:Gigabit|Fast|TenGigabit)Ethernet|ip access-list (?:extended|standard) |Building configuration)", re.MULTILINE)
_RELEASE = re.compile(r"AlliedWare Plus\S*\s.{0,60}?(?:version\s+|v)?(\d\.\d\.\d[\w.\-]*)", re.IGNORECASE)
_PROVISION = re.compile(r"^\s*switch \d+ provision (\S+)", re.MULTILINE)
_MODEL = re.compile(r"\b(AT-[A-Z0-9]+[\w/\-]*|x\d{3}[\w/\-]*|AR\d{4}[\w]*|GS\d{3}[\w/\-]*)\b")


def recognise(file: EvidenceFile) -> float:
    """Return how sure we are (0 to 1) that this is AlliedWare Plus; never raises."""
    head = head_of(file)
    lines = [match[0].strip() for match in _OWN.finditer(head)]
    kinds = len({line.split()[0] + line.split()[-1][:4] for line in lines})
    if _CISCO.search(head) or len(_OLD.findall(head)) >= 2:
        return 0.0
    if _HEADER.search(head) and lines:
        return 0.96
    if len(lines) < 3 or kinds < 2:
        return 0.0
    return min(0.94, 0.45 + 0.08 * min(kinds, 6))


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read the file.

    Raises:
        InputError: no text, too many lines, or nothing of AlliedWare Plus in it.
    """
    del catalogue, today
    text = text_of(file, NAME)
    source = Source(kind=KIND, file=file.name)
    config = Config(text, OPENERS)
    items = interfaces(config, source)
    box = _box(config, text, items)
    gateway = _Reader(config, source, items, box).gateway(file)
    if not (gateway.interfaces or gateway.rules or gateway.routes):
        raise nothing_in(file, NAME)
    return Reading(
        evidence=evidence_of(file, FORMAT, (gateway,)),
        sightings=(sighting_of(box, (gateway,), source), *_bound_machines(config, source)),
        gateways=(gateway,),
        problems=problems_of(gateway, FORMAT, whole=bool(box.hostname)),
    )


def interfaces(config: Config, source: Source) -> tuple[Interface, ...]:
    """Return the interfaces in order; a range of ports is written out."""
    names = access.vlan_names(config)
    found: dict[str, Interface] = {}
    for block in config.find("interface"):
        for name in access.port_names(block.word(1)):
            if name:
                found[name] = _interface(block, name, names, source, found.get(name))
    return tuple(found.values())


def _interface(
    block: Block, name: str, names: dict[int, str], source: Source, before: Interface | None
) -> Interface:
    """Return an interface; a second block about the same one adds to the first."""
    cidr = before.cidr if before else None
    secondary = list(before.secondary) if before else []
    role = "tunnel" if name.startswith("tunnel") else "wan" if name.startswith("ppp") else ""
    for item in block.find("ip", "address"):
        own = host_cidr(item.word(2), item.word(3) if item.word(3)[:1].isdigit() else "")
        if own is None:
            role = role or ("wan" if item.word(2) in ("dhcp", "negotiated") else "")
        elif "secondary" in item.words:
            secondary.append(own)
        else:
            cidr = own
    for item in block.find("vrrp", "*", "virtual-ip"):
        if cidr and address(item.word(3)) is not None:
            secondary.append(f"{item.word(3)}/{cidr.split('/')[1]}")
    written = name.removeprefix("vlan") if name.startswith("vlan") else block.value("switchport", "access", "vlan")
    number = int(written) if written.isdigit() and 0 < int(written) < 4095 else None
    described = free_text(block.rest("description"))
    return Interface(
        name=name,
        alias=names.get(number, "") if number is not None and name.startswith("vlan") else "",
        description=described or (before.description if before else ""),
        cidr=cidr,
        secondary=tuple(dict.fromkeys(secondary)),
        vlan=number if number is not None else before.vlan if before else None,
        parent=name.split(".")[0] if name.startswith("eth") and "." in name else None,
        role=role or (before.role if before else ""),
        up=not any(item.words == ("shutdown",) for item in block.find("shutdown")),
        source_ref=before.source_ref if before else at(source, block.line),
    )


def _box(config: Config, text: str, items: tuple[Interface, ...]) -> Box:
    hosts = list(config.find("hostname"))
    hostname = hosts[-1].word(1) if hosts else ""
    release = _RELEASE.search(text[:8192])
    provision = _PROVISION.search(text)
    comments = " ".join(line.text for line in config.comments[:20])
    shown = _MODEL.search(comments) or _MODEL.search(text[:2048] if release else "")
    router = any(item.name.startswith(("eth", "ppp")) for item in items) or any(True for _ in config.find("zone"))
    kind = (
        DeviceKind.FIREWALL
        if any(True for _ in config.find("firewall"))
        else DeviceKind.ROUTER
        if router
        else DeviceKind.L3_SWITCH
        if _forwards(config, items)
        else DeviceKind.L2_SWITCH
    )
    return Box(
        kind=kind,
        maker="アライドテレシス",
        product="AlliedWare Plus",
        hostname=hostname if re.fullmatch(r"[A-Za-z0-9][\w.\-]{0,62}", hostname) and hostname != "awplus" else "",
        model=provision[1] if provision else shown[1] if shown else "",
        version=release[1] if release else "",
    )


def _forwards(config: Config, items: tuple[Interface, ...]) -> bool:
    """Whether it routes: a switch with one address has it for its own management only."""
    if any(block.words[:3] == ("no", "ip", "forwarding") for block in config.find("no", "ip")):
        return False
    addressed = [item for item in items if item.cidr or item.role in ("wan", "tunnel")]
    return len(addressed) > 1


@dataclass(slots=True)
class _Reader:
    """Reads one file."""

    config: Config
    source: Source
    items: tuple[Interface, ...]
    box: Box

    @property
    def routed(self) -> frozenset[str]:
        """The interfaces that packets between networks pass."""
        return frozenset(item.name for item in self.items if addresses_of(item) or item.role)

    def gateway(self, file: EvidenceFile) -> Gateway:
        """Return the machine as a gateway."""
        config, source, box = self.config, self.source, self.box
        found = tuple(_routes(config, source))
        wall = firewall(config, self.items, source)
        bound = self._rules(wall, lines_out(found, self.items))
        guarded = wall is not None and wall.protects
        whole = bool(box.hostname)
        return Gateway(
            id=f"{FORMAT}:{box.label(file)}",
            name=TextFact.of(box.hostname, source) if box.hostname else TextFact(),
            product=box.product,
            version=box.version,
            model=box.model,
            filters=guarded or bool(bound.rules),
            forwards=_forwards(config, self.items),
            default=Action.DENY if guarded else Action.ALLOW,
            per_interface=not guarded,
            filtered_in=bound.filtered_in,
            filtered_out=bound.filtered_out,
            interfaces=offering(self._ports(wall), _offers(config), bound.rules, bound.filtered_in),
            routes=found,
            rules=bound.rules,
            publications=wall.publications if wall else (),
            tunnels=_tunnels(config, self.items, found, source),
            administrators=_administrators(config, source),
            remote_logging=_remote_logging(config, whole=whole),
            unread=unread_of(config, source, wall, listed=guarded, routed=self.routed),
            source_ref=source,
        )

    def _rules(self, wall: Firewall | None, out: frozenset[str]) -> Bound:
        if wall is not None and wall.protects:
            return Bound(wall.rules, (), ())
        routed = self.routed
        lists = access.access_lists(self.config, self.source)
        maps, filtered = access.vlan_maps(self.config, lists, self.source, routed=routed)
        bindings = (*filtered, *access.bindings(self.config, self.source, routed=routed))
        bound = bind({**lists, **maps}, bindings, kind="access list")
        hidden = {name: (f"nat {name}", self.source) for name in (wall.masqueraded if wall else ())}
        shut = masquerade_rules(self.items, out, hidden, untold=bool(wall and wall.unread))
        return Bound((*shut, *bound.rules), bound.filtered_in, bound.filtered_out)

    def _ports(self, wall: Firewall | None) -> tuple[Interface, ...]:
        hidden = wall.masqueraded if wall else ()
        return tuple(
            item.model_copy(update={"role": "wan"}) if item.name in hidden and not item.role else item
            for item in self.items
        )


def _routes(config: Config, source: Source) -> Iterator[Route]:
    for block in config.find("ip", "route"):
        words = list(block.words[2:])
        if words[:1] == ["vrf"] or len(words) < 2:
            continue
        destination = host_cidr(words[0]) if "/" in words[0] else host_cidr(words[0], words.pop(1))
        if destination is None or len(words) < 2:
            continue
        hop = words[1]
        named = words[words.index("description") + 1 :] if "description" in words else []
        yield Route(
            destination=destination,
            via=hop if address(hop) is not None else None,
            interface=None if address(hop) is not None or hop.lower().startswith("null") else hop,
            comment=free_text(" ".join(named)),
            source_ref=at(source, block.line),
        )


def _tunnels(
    config: Config, items: tuple[Interface, ...], found: tuple[Route, ...], source: Source
) -> tuple[Tunnel, ...]:
    tunnels: list[Tunnel] = []
    for block in config.find("interface"):
        name = block.word(1)
        item = next((one for one in items if one.name == name), None)
        mode = block.rest("tunnel", "mode")
        if item is None or not name.startswith("tunnel") or not mode:
            continue
        peer = block.value("tunnel", "destination")
        people = mode.startswith("openvpn")
        protected = "ipsec" in mode or block.has("tunnel", "protection", "ipsec")
        tunnels.append(
            Tunnel(
                name=name,
                kind="sslvpn" if people else "ipsec",
                interface=block.value("tunnel", "source"),
                peer=peer if peer and peer != "dynamic" else None,
                remote_networks=tuple(r.destination for r in found if r.interface == name and r.destination != "0.0.0.0/0"),
                port=1194 if people else None,
                proposal=mode if protected or people else f"{mode} (not encrypted)",
                serving=item.up,
                source_limited=bool(peer) and peer != "dynamic",
                description=item.description,
                source_ref=at(source, block.line),
            )
        )
    return tuple(tunnels)


def _offers(config: Config) -> dict[str, frozenset[str] | None]:
    found: dict[str, frozenset[str] | None] = {}
    for name in ("telnet", "ssh", "http"):
        if any(block.words == ("service", name) for block in config.find("service", name)):
            found[name] = None
    if any(True for _ in config.find("snmp-server", "community")) or any(True for _ in config.find("snmp-server", "user")):
        found["snmp"] = None
    list(config.find("no", "service"))
    return found


def _administrators(config: Config, source: Source) -> tuple[Administrator, ...]:
    lines = [block for block in config.find("line") if "vty" in block.words]
    bounded = bool(lines) and all(block.has("access-class") for block in lines)
    remote = any(
        word in ("group", "radius", "tacacs+") for block in config.find("aaa", "authentication", "login") for word in block.words
    )
    found = [
        Administrator(
            name=block.word(1),
            source_limited=bounded,
            second_factor=None if remote else False,
            source_ref=at(source, block.line),
        )
        for block in config.find("username")
        if block.word(1)
    ]
    return tuple({item.name: item for item in found}.values())


def _remote_logging(config: Config, *, whole: bool) -> bool | None:
    hosts = [block for block in config.find("log", "host") if address(block.word(2)) is not None]
    return True if hosts else False if whole else None


def _bound_machines(config: Config, source: Source) -> tuple[Sighting, ...]:
    found: list[Sighting] = []
    for pool in config.find("ip", "dhcp", "pool"):
        for item in pool.find("host"):
            mac = mac_text(item.word(2))
            if mac and address(item.word(1)) is not None:
                found.append(Sighting(source=at(source, item.line), addresses=(item.word(1),), macs=(mac,)))
    for item in config.find("arp"):
        mac = mac_text(item.word(2))
        if mac and address(item.word(1)) is not None:
            found.append(Sighting(source=at(source, item.line), addresses=(item.word(1),), macs=(mac,)))
    return tuple(found)
