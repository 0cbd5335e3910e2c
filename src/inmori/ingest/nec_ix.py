"""Reads the configuration of a NEC UNIVERGE IX router into the neutral rule model.

Lists, translation and tunnels have files of their own (``nec_ix_*``); of lines with passwords, keys and communities
nothing but the first words is ever kept.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from inmori.catalogue.loader import Catalogue
from inmori.ingest.config_block import Config
from inmori.ingest.config_text import at, head_of, nothing_in, text_of
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.gear_binding import Bound, bind
from inmori.ingest.gear_box import Box, evidence_of, mac_text, sighting_of
from inmori.ingest.gear_management import offering
from inmori.ingest.gear_problem import problems_of
from inmori.ingest.gear_translation import lines_out, masquerade_rules, meeting_outer, opened_rules
from inmori.ingest.gear_unread import UnreadParts
from inmori.ingest.nec_ix_filter import access_lists, bindings
from inmori.ingest.nec_ix_network import Nat, interfaces, nat, routes, tunnels
from inmori.ingest.reading import Reading, Sighting
from inmori.model import DeviceKind, Gateway, Source, SourceKind, TextFact
from inmori.model.gateway import Action, Administrator, Interface, Route, Rule, Unread
from inmori.reach.address_space import address
from inmori.text import Text

FORMAT = "nec_ix"
KIND = SourceKind.CONFIG
NAME = Text(ja="NEC UNIVERGE IXの設定", en="NEC UNIVERGE IX configuration")

OPENERS = re.compile(
    r"(?:interface |device |ip dhcp profile |ppp profile |router |ike(?:v2)? (?:profile|default)|route-map |class-map |policy-map |profile )"
)
_HEADER = re.compile(r"^[>\s]*! NEC Portable Internetwork Core Operating System (?:Software|IX Series)", re.MULTILINE)
_SERIES = re.compile(r"^[>\s!]*(?:NEC Portable Internetwork Core Operating System )?IX Series (IX\d[\w\-]*)\s.*?Version ([\d.]+)", re.MULTILINE)
_TIME = re.compile(r"^[>\s]*! Current time ([A-Z][a-z]{2}) (\d{1,2})-[A-Z][a-z]{2}-(\d{4})", re.MULTILINE)
_OWN = re.compile(
    r"^[>\s]*(?:interface (?:GigaEthernet|FastEthernet|Tunnel|Loopback|Null|BRI|USB-Serial)[\d/:]*\.\d|device (?:Giga|Fast)Ethernet"
    r"|ip access-list \S+ (?:permit|deny) \S+ (?:src|type)|ip filter \S+ \d+ (?:in|out)|ip napt (?:enable|service|static|inside)"
    r"|(?:telnet|ssh|http)-server ip (?:enable|access-list)|ip ufs-cache enable|ike policy \S+ peer|ipsec autokey-(?:map|proposal)"
    r"|encapsulation (?:dot1q \d+ tpid|pppoe)|ppp profile \S|ip route default |proxy-dns (?:ip|server)|ip dhcp profile|tunnel mode \S"
    r"|username \S+ password (?:hash|plain)|timezone \+\d\d \d\d|snmp-agent ip)",
    re.MULTILINE,
)
_FIRST = (
    "! aaa access-list alias arp banner bgp bridge building class-map clock configure controller current ddns default device dialer dns dot1x end event "
    "exit hostname http-server ike ikev2 interface ip ipsec ipv6 isdn isis l2tp line lldp logging mac mib monitor mpls netmeister ngn no "
    "nm ntp ospf pki policy-map ppp proxy-dns qos radius rip route-map router scheduler service-policy snmp-agent sntp ssh-server "
    "standby statistics syslog system telnet-server terminal timezone timer trace track tunnel url-offload username utm vlan-group vrf "
    "vrrp watch-group wake-on-lan web-auth web-console wireless zero-touch-provisioning url-list user cellular crypto mobile power-saving"
)
_OTHER = "access-list filter route address napt service static inside enable permit deny profile policy autokey-map ospf bgp rip"
_HARMLESS = frozenset(_FIRST.split())
WORDS = _HARMLESS | frozenset(_OTHER.split())
_NAMED: tuple[tuple[tuple[str, ...], str], ...] = (
    (("router", "ospf"), "routing: router ospf"),
    (("router", "bgp"), "routing: router bgp"),
    (("router", "rip"), "routing: router rip"),
    (("ip", "vrf"), "routing: vrf"),
    (("ipv6", "access-list"), "ipv6 access-list: rules of IPv6"),
    (("utm",), "utm: inspection by subscription"),
)
_ON_INTERFACES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("ip", "policy", "route-map"), "routing: policy routes"),
    (("bridge-group",), "bridge-group: one segment over several interfaces"),
    (("ipv6", "filter"), "ipv6 filter: rules of IPv6"),
    (("ip", "vrf"), "routing: vrf"),
)


def recognise(file: EvidenceFile) -> float:
    """Return how sure we are (0 to 1) that this is a UNIVERGE IX; never raises."""
    head = head_of(file)
    lines = [match[0].split()[0] + match[0][-5:] for match in _OWN.finditer(head)]
    if _HEADER.search(head) or _SERIES.search(head):
        return 0.97 if lines else 0.6
    if len(lines) < 3:
        return 0.0
    return min(0.95, 0.5 + 0.08 * min(len(set(lines)), 6))


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read the file.

    Raises:
        InputError: no text, too many lines, or nothing of a UNIVERGE IX in it.
    """
    del catalogue, today
    text = text_of(file, NAME)
    source = Source(kind=KIND, file=file.name, as_of=_written_on(text))
    config = Config(text, OPENERS)
    gateway, box = _gateway(config, text, source, file)
    if not (gateway.interfaces or gateway.rules or gateway.routes or gateway.tunnels):
        raise nothing_in(file, NAME)
    return Reading(
        evidence=evidence_of(file, FORMAT, (gateway,)),
        sightings=(sighting_of(box, (gateway,), source), *_reserved(config, source)),
        gateways=(gateway,),
        problems=problems_of(gateway, FORMAT, whole=bool(box.model)),
    )


def _written_on(text: str) -> date | None:
    match = _TIME.search(text[:8192])
    try:
        return datetime.strptime(" ".join(match.groups()), "%b %d %Y").date() if match else None
    except ValueError:
        return None


def _gateway(config: Config, text: str, source: Source, file: EvidenceFile) -> tuple[Gateway, Box]:
    series = _SERIES.search(text[:8192])
    hosts = list(config.find("hostname"))
    hostname = hosts[-1].word(1) if hosts else ""
    box = Box(
        kind=DeviceKind.ROUTER,
        maker="NEC",
        product="UNIVERGE IX",
        hostname=hostname if re.fullmatch(r"[A-Za-z0-9][\w.\-]{0,62}", hostname) else "",
        model=f"UNIVERGE {series[1]}" if series else "",
        version=series[2] if series else "",
    )
    items, found = interfaces(config, source), routes(config, source)
    translated = nat(config, items, source)
    lists = access_lists(config, source)
    bound = _rules(config, lists, translated, items, found, source)
    whole = bool(box.model)
    gateway = Gateway(
        id=f"{FORMAT}:{box.label(file)}",
        name=TextFact.of(box.hostname, source) if box.hostname else TextFact(),
        product=box.product,
        version=box.version,
        model=box.model,
        filters=bool(bound.rules),
        default=Action.ALLOW,
        per_interface=True,
        filtered_in=bound.filtered_in,
        filtered_out=bound.filtered_out,
        interfaces=offering(_lines(items, translated), _offers(config), bound.rules, bound.filtered_in),
        routes=found,
        rules=bound.rules,
        publications=translated.publications,
        tunnels=tunnels(config, items, lists, found, source),
        administrators=_administrators(config, source),
        remote_logging=_remote_logging(config, whole=whole),
        unread=_unread(config, translated, source),
        source_ref=source,
    )
    return gateway, box


def _lines(items: tuple[Interface, ...], translated: Nat) -> tuple[Interface, ...]:
    """Mark the interfaces that hide inner addresses on the way to everything else as lines."""
    return tuple(
        item.model_copy(update={"role": "wan"}) if item.name in translated.masqueraded and not item.role else item
        for item in items
    )


def _rules(
    config: Config,
    lists: dict[str, tuple[Rule, ...]],
    translated: Nat,
    items: tuple[Interface, ...],
    found: tuple[Route, ...],
    source: Source,
) -> Bound:
    """Return what the translation shuts, then the lists as bound, then what is published without any."""
    bound = bind(lists, bindings(config, source), kind="access list")
    hidden = {name: (f"napt {name}", line) for name, line in translated.masqueraded.items()}
    shut = masquerade_rules(items, lines_out(found, items), hidden, untold=bool(translated.unread))
    met: list[Rule] = []
    for rule in bound.rules:
        met += meeting_outer(rule, translated.publications) if rule.from_interfaces else (rule,)
    opened = opened_rules(translated.publications, bound.filtered_in)
    return replace(bound, rules=(*shut, *met, *opened))


def _offers(config: Config) -> dict[str, frozenset[str] | None]:
    found: dict[str, frozenset[str] | None] = {}
    for name, command in (("telnet", "telnet-server"), ("ssh", "ssh-server"), ("http", "http-server"), ("snmp", "snmp-agent")):
        if any(True for _ in config.find(command, "ip", "enable")):
            found[name] = None
    return found


def _administrators(config: Config, source: Source) -> tuple[Administrator, ...]:
    open_ways = [
        command
        for command in ("telnet-server", "ssh-server", "http-server")
        if any(True for _ in config.find(command, "ip", "enable"))
        and not any(True for _ in config.find(command, "ip", "access-list"))
    ]
    return tuple(
        Administrator(
            name=block.word(1), source_limited=not open_ways, second_factor=False, source_ref=at(source, block.line)
        )
        for block in config.find("username")
        if block.word(1)
    )


def _remote_logging(config: Config, *, whole: bool) -> bool | None:
    hosts = [block for block in config.find("syslog", "ip", "host") if address(block.word(3)) is not None]
    return True if hosts else False if whole else None


def _reserved(config: Config, source: Source) -> tuple[Sighting, ...]:
    found: list[Sighting] = []
    for profile in config.find("ip", "dhcp", "profile"):
        for item in profile.find("fixed-assignment"):
            mac = mac_text(item.word(2))
            if mac and address(item.word(1)) is not None:
                found.append(Sighting(source=at(source, item.line), addresses=(item.word(1),), macs=(mac,)))
    return tuple(found)


def _unread(config: Config, translated: Nat, source: Source) -> tuple[Unread, ...]:
    parts = UnreadParts(source, WORDS)
    for prefix, what in _NAMED:
        block = config.last(*prefix)
        if block is not None:
            parts.name(what, block.line)
    for block in config.find("interface"):
        for prefix, what in _ON_INTERFACES:
            found = block.last(*prefix)
            if found is not None:
                parts.name(what, found.line)
    for block in translated.unread:
        parts.name("ip napt: a translation that is not understood", block.line)
    parts.unheard(config, _HARMLESS, lambda block: (block.word(1),))
    return parts.parts()
