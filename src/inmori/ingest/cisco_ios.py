"""Reads the running configuration of Cisco IOS and IOS XE — routers and Catalyst switches — into the neutral model.

One gateway for each VRF. Access lists, translation, VPN and management each have a file of their own
(``cisco_ios_*``); of lines with passwords, keys and communities nothing but the first words is ever kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.catalogue.zone_word import words_kind
from inmori.ingest import cisco_ios_access as access
from inmori.ingest import cisco_ios_management as management
from inmori.ingest.cisco_ios_nat import Nat, nat
from inmori.ingest.cisco_ios_network import forwards, interfaces, routes
from inmori.ingest.cisco_ios_unread import unread_of
from inmori.ingest.cisco_ios_vpn import tunnels
from inmori.ingest.config_block import Block, Config
from inmori.ingest.config_text import at, free_text, head_of, nothing_in, text_of
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.gear_address import host_cidr
from inmori.ingest.gear_binding import Bound, bind
from inmori.ingest.gear_box import Box, evidence_of, mac_text, sighting_of
from inmori.ingest.gear_management import offering
from inmori.ingest.gear_problem import problems_of
from inmori.ingest.gear_translation import lines_out, masquerade_rules, meeting_outer, opened_rules
from inmori.ingest.reading import Reading, Sighting, ToldNetwork
from inmori.model import DeviceKind, Gateway, Network, Source, SourceKind, TextFact, ZoneKind
from inmori.model.gateway import Action, Interface, Route, Rule
from inmori.reach.address_space import address, network, networks_of
from inmori.reach.routing import addresses_of
from inmori.text import Text

FORMAT = "cisco_ios"
KIND = SourceKind.CONFIG
NAME = Text(ja="Cisco機器(IOS)の設定", en="Cisco IOS configuration")

OPENERS = re.compile(
    r"(?:interface |router |line (?:con|vty|aux)|vlan \d|ip access-list |object-group |crypto (?:map|isakmp|ipsec|ikev2|dynamic-map|pki) "
    r"|ip dhcp pool |class-map |policy-map |route-map |vlan access-map |ip vrf |vrf definition |vpdn-group |webvpn |key chain "
    r"|aaa group |archive|controller |ip sla \d|track \d|redundancy|control-plane|ip local pool )"
)
_STRONG = re.compile(
    r"^[>\s]*(?:Building configuration\.\.\.|Current configuration : \d+ bytes|version 1[0-9]\.\d+$|boot-start-marker|boot-end-marker"
    r"|service timestamps (?:log|debug)|no service pad|ip access-list (?:extended|standard) \S|switch \d provision \S"
    r"|interface (?:Gigabit|Fast|TenGigabit|TwentyFiveGig|HundredGig)\w*Ethernet\d|interface (?:Vlan|Loopback|Tunnel|Dialer|Port-channel)\d"
    r"|line vty \d+ \d+|snmp-server \S|spanning-tree mode|enable secret \d|license udi pid|ip nat inside source"
    r"|crypto (?:isakmp|map|ipsec|pki) |aaa new-model|no aaa new-model)",
    re.MULTILINE,
)
_WEAK = re.compile(
    r"^[>\s]*(?:switchport (?:mode|access vlan|trunk)|ip address \d+\.\d+\.\d+\.\d+ 255\.|access-list \d+ (?:permit|deny|remark)"
    r"|ip route \d+\.\d+\.\d+\.\d+ \d+\.|ip access-group \S+ (?:in|out)|hostname \S|interface Ethernet\d|transport input)",
    re.MULTILINE,
)
# Other systems with a like language: their files are theirs to read.
_OTHERS = re.compile(
    r"^(?:ASA Version|: Saved|!.*AlliedWare Plus|! NEC Portable|interface port\d\.|interface GigaEthernet\d|feature \w+|vdc \S|"
    r"! Command: show run.*|set system host-name|.*\bnameif \S|# ?Apresia|!Current Configuration:|management api http-commands)",
    re.MULTILINE,
)
_VERSION = re.compile(r"^\s*version (\d+)\.(\d+)\s*$", re.MULTILINE)
_SHOWN = re.compile(r"Cisco IOS.{0,80}?Version ([\w.()]+)", re.IGNORECASE)
_IMAGE = re.compile(r"boot system .*?[.\-](\d{2})(\d)-(\d+)\.([A-Z]*\d*\w*)\.bin")
_UDI = re.compile(r"license udi pid (\S+) sn (\S+)")
_PROVISION = re.compile(r"^\s*switch \d+ provision (\S+)", re.MULTILINE)
_HARDWARE = re.compile(r"^\s*(?:Model number\s*:\s*|cisco )([A-Z][\w/\-]{4,30})(?:\s|$)", re.MULTILINE | re.IGNORECASE)
_SERIALS = re.compile(r"^\s*(?:System serial number\s*:\s*|Processor board ID\s+)([A-Z0-9]{8,14})\s*$", re.MULTILINE)
_XE_MAJOR = 16


def recognise(file: EvidenceFile) -> float:
    """Return how sure we are (0 to 1) that this is Cisco IOS; never raises."""
    head = head_of(file)
    if _OTHERS.search(head):
        return 0.2 if _STRONG.search(head) else 0.0
    strong = {match[0].split()[0] + match[0].split()[-1][:5] for match in _STRONG.finditer(head)}
    weak = sum(1 for _ in _WEAK.finditer(head))
    if len(strong) + min(weak, 2) < 3 or not strong:
        return 0.0
    return min(0.95, 0.4 + 0.1 * min(len(strong), 4) + 0.05 * min(weak, 4))


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read the file.

    Raises:
        InputError: no text, too many lines, or nothing of Cisco IOS in it.
    """
    del today
    text = text_of(file, NAME)
    source = Source(kind=KIND, file=file.name)
    config = Config(text, OPENERS)
    items = interfaces(config, source)
    box = _box(config, text, tuple(item for item, _ in items))
    vrfs = dict.fromkeys(("", *(vrf for item, vrf in items if vrf and item.cidr)))
    gateways = [_Vrf(config, source, box, items, vrf).gateway(file) for vrf in vrfs]
    gateways = [g for g in gateways if g.interfaces or g.rules or g.routes or g.tunnels]
    if not gateways:
        raise nothing_in(file, NAME)
    routed = frozenset(item.name for item, _ in items if addresses_of(item) or item.role)
    unread = unread_of(
        config,
        source,
        _nat(config, items, source).unread,
        lambda block: access.spoken_of(block, routed),
    )
    gateways = [gateway.model_copy(update={"unread": unread}) for gateway in gateways]
    return Reading(
        evidence=evidence_of(file, FORMAT, gateways),
        sightings=(sighting_of(box, gateways, source), *_bound_machines(config, source)),
        gateways=tuple(gateways),
        networks=_leased_networks(config, gateways, catalogue, source),
        problems=tuple(p for gateway in gateways for p in problems_of(gateway, FORMAT, whole=_whole(config))),
    )


def _nat(config: Config, items: Iterable[tuple[Interface, str]], source: Source) -> Nat:
    return nat(config, tuple(item for item, _ in items), source)


def _whole(config: Config) -> bool:
    return any(True for _ in config.find("hostname")) and any(True for _ in config.find("version"))


def _box(config: Config, text: str, items: tuple[Interface, ...]) -> Box:
    blocks = list(config.find("hostname"))
    hostname = blocks[-1].word(1).strip('"') if blocks else ""
    udi, shown, image = _UDI.search(text), _SHOWN.search(text), _IMAGE.search(text)
    written = _VERSION.search(text)
    version = f"{written[1]}.{written[2]}" if written else ""
    if shown:
        version = shown[1].rstrip(",.")
    elif image and written and (image[1], image[2]) == (written[1], written[2]):
        version = f"{image[1]}.{image[2]}({image[3]}){image[4]}"
    models = [match[1] for pattern in (_PROVISION, _HARDWARE) for match in pattern.finditer(text)]
    model = udi[1] if udi else models[0].upper() if models else ""
    product = "Cisco IOS XE" if version and version.split(".")[0].isdigit() and int(version.split(".")[0]) >= _XE_MAJOR else "Cisco IOS"
    switch = any(block.has("switchport") for block in config.find("interface"))
    routing = forwards(config, items)
    kind = DeviceKind.L3_SWITCH if switch and routing else DeviceKind.L2_SWITCH if switch else DeviceKind.ROUTER
    serials = (udi[2],) if udi else tuple(match[1] for match in _SERIALS.finditer(text))
    return Box(
        kind=kind,
        maker="Cisco",
        product=product,
        hostname=hostname if re.fullmatch(r"[A-Za-z0-9][\w.\-]{0,62}", hostname) else "",
        model=model,
        version=version,
        serials=serials,
    )


class _Vrf:
    """Reads one VRF; the global one has no name."""

    def __init__(
        self, config: Config, source: Source, box: Box, items: tuple[tuple[Interface, str], ...], vrf: str
    ) -> None:
        self.config, self.source, self.box, self.vrf = config, source, box, vrf
        self.items = tuple(item for item, name in items if name == vrf)
        self.routed = frozenset(item.name for item in self.items if addresses_of(item) or item.role)
        self.lists = access.access_lists(config, source)

    def gateway(self, file: EvidenceFile) -> Gateway:
        """Return the VRF as a gateway."""
        config, source, box = self.config, self.source, self.box
        found = routes(config, source, vrf=self.vrf)
        translated = nat(config, self.items, source) if not self.vrf else Nat((), {}, ())
        vpns, led = tunnels(config, self.items, self.lists, found, source) if not self.vrf else ((), ())
        out = lines_out(found, self.items)
        bound = self._rules(translated, out)
        major = box.version.split(".")[0]
        offers = management.offers(config, major=int(major) if major.isdigit() else None)
        ports = tuple(self._with_role(item, translated, out) for item in self.items)
        label = box.label(file) + (f"/{self.vrf}" if self.vrf else "")
        passes = forwards(config, self.items)
        return Gateway(
            id=f"{FORMAT}:{label}",
            name=TextFact.of(label, source) if box.hostname else TextFact(),
            product=box.product,
            version=box.version,
            model=box.model,
            filters=bool(bound.rules),
            forwards=passes,
            default=Action.ALLOW,
            per_interface=True,
            filtered_in=bound.filtered_in,
            filtered_out=bound.filtered_out,
            interfaces=offering(ports, offers, bound.rules, bound.filtered_in),
            routes=(*found, *led) if passes else self._default_gateway(),
            rules=bound.rules,
            publications=translated.publications,
            tunnels=vpns,
            administrators=management.administrators(config, self.lists, source),
            remote_logging=management.remote_logging(config, whole=_whole(config)),
            source_ref=source,
        )

    def _default_gateway(self) -> tuple[Route, ...]:
        return tuple(
            Route(destination="0.0.0.0/0", via=block.word(2), source_ref=at(self.source, block.line))
            for block in self.config.find("ip", "default-gateway")
            if address(block.word(2)) is not None
        )

    @staticmethod
    def _with_role(item: Interface, translated: Nat, out: frozenset[str]) -> Interface:
        line = item.name in out and item.name in translated.masqueraded
        return item.model_copy(update={"role": "wan"}) if line and not item.role else item

    def _rules(self, translated: Nat, out: frozenset[str]) -> Bound:
        """Return what the translation shuts, then the lists as bound, then what is published without any."""
        maps, filtered = access.vlan_maps(self.config, self.lists, self.source, routed=self.routed)
        bindings = (*filtered, *access.bindings(self.config, self.source, routed=self.routed))
        bound = bind({**self.lists, **maps}, bindings, kind="access list")
        hidden = {name: (f"nat {name}", line) for name, line in translated.masqueraded.items()}
        shut = masquerade_rules(self.items, out, hidden, untold=bool(translated.unread))
        met: list[Rule] = []
        for rule in bound.rules:
            met += meeting_outer(rule, translated.publications) if rule.from_interfaces else (rule,)
        opened = opened_rules(translated.publications, bound.filtered_in)
        return replace(bound, rules=(*shut, *met, *opened))


def _bound_machines(config: Config, source: Source) -> tuple[Sighting, ...]:
    """Return machines whose address and hardware address stand together: reserved leases and fixed ARP entries."""
    found: list[Sighting] = []
    for block in config.find("ip", "dhcp", "pool"):
        client = block.value("client-identifier").replace(".", "")
        hardware = block.value("hardware-address")
        # A leading 01 is the type "Ethernet" of a client identifier.
        mac = mac_text(hardware) or (mac_text(client[2:]) if client.startswith("01") else None)
        host = block.value("host")
        name = block.value("client-name")
        if mac and address(host) is not None:
            plain = re.fullmatch(r"[A-Za-z0-9][\w\-]{0,62}", name)
            found.append(
                Sighting(
                    source=at(source, block.line),
                    addresses=(host,),
                    macs=(mac,),
                    hostnames=(name,) if plain else (),
                )
            )
    for block in config.find("arp"):
        mac = mac_text(block.word(2))
        if mac and address(block.word(1)) is not None:
            found.append(Sighting(source=at(source, block.line), addresses=(block.word(1),), macs=(mac,)))
    return tuple(found)


def _leased_networks(
    config: Config, gateways: Iterable[Gateway], catalogue: Catalogue, source: Source
) -> tuple[ToldNetwork, ...]:
    """Return the networks that DHCP pools name, where the machine itself has no interface in them."""
    attached = [network(cidr) for g in gateways for item in g.interfaces for cidr in addresses_of(item)]
    words = catalogue.words.get("zone")
    found: list[ToldNetwork] = []
    for block in config.find("ip", "dhcp", "pool"):
        told = _pool_network(block)
        if told is None or any(network(told) & space for space in attached):
            continue
        name = free_text(block.line.after(3))
        kind = words_kind(words, name) if words is not None else None
        known = ZoneKind(kind) if kind in {item.value for item in ZoneKind} else None
        where = at(source, block.line)
        found.append(ToldNetwork(Network(cidr=told, name=name, sources=(where,)), known, where))
    return tuple(found)


def _pool_network(block: Block) -> str | None:
    line = block.last("network")
    cidr = host_cidr(line.word(1), line.word(2).removeprefix("/")) if line else None
    written = networks_of(network(cidr)) if cidr else ()
    return written[0] if len(written) == 1 and not written[0].endswith("/32") else None
