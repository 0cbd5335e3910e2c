"""Reads the configuration of a Yamaha router (RTX, NVR, FWX) — saved or pasted — into the neutral rule model.

The filters, NAT, lines and tunnels each have a file of their own (``yamaha_rtx_*``). Passwords, keys and communities
are in lines of which nothing but the first words is ever kept.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from inmori.catalogue.loader import Catalogue
from inmori.ingest import yamaha_rtx_management as management
from inmori.ingest.config_text import at, head_of, nothing_in, text_of
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.gear_binding import Bound, bind, either_way
from inmori.ingest.gear_box import Box, evidence_of, mac_text, sighting_of
from inmori.ingest.gear_management import offering
from inmori.ingest.gear_problem import problems_of
from inmori.ingest.gear_translation import lines_out, masquerade_rules, meeting_inner, opened_rules
from inmori.ingest.gear_unread import UnreadParts, bears
from inmori.ingest.reading import Reading, Sighting
from inmori.ingest.yamaha_rtx_filter import bindings, filters, interface_of, well_formed
from inmori.ingest.yamaha_rtx_nat import Nat, nat
from inmori.ingest.yamaha_rtx_network import default_through_dhcp, interfaces, routes
from inmori.ingest.yamaha_rtx_syntax import WORDS, Statements
from inmori.ingest.yamaha_rtx_vpn import tunnels
from inmori.model import DeviceKind, Gateway, Source, SourceKind, TextFact
from inmori.model.gateway import Action, Effect, Interface, Rule
from inmori.reach.address_space import address
from inmori.text import Text

FORMAT = "yamaha_rtx"
KIND = SourceKind.CONFIG
NAME = Text(ja="ヤマハルーターの設定", en="Yamaha router configuration")

_MODEL = r"((?:RTX|NVR|FWX|RTV|vRX|RTA|RT)[0-9A-Za-z]{1,8})"
_HEADER = re.compile(rf"^[>\s]*#?\s*{_MODEL}(?:\s+BootROM\S*.*?)?\s+(Rev\.\d+\.\d+\.\d+)", re.MULTILINE)
_SERIAL = re.compile(r"^[>\s]*#.*\bserial=([A-Z0-9]{5,16})\b", re.MULTILINE)
_MACS = re.compile(r"\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b", re.IGNORECASE)
_DATE = re.compile(r"^[>\s]*#\s*Reporting Date:\s*([A-Z][a-z]{2})\s+(\d{1,2})\s+[\d:]+\s+(\d{4})", re.MULTILINE)
# Lines that only this family of routers writes.
_OWN = re.compile(
    r"^[>\s]*(?:ip (?:lan\d[\w./]*|pp|tunnel|wan\d|onu\d|bridge\d) (?:address|secure filter|nat descriptor|secondary)\b"
    r"|(?:pp|tunnel) (?:select|enable|disable) (?:\d|all|anonymous|none)|ip filter \d+ (?:pass|reject|restrict)"
    r"|ip filter dynamic \d+ |nat descriptor (?:type|address|masquerade|static) |ip route \S+ gateway (?:pp|tunnel|dhcp|\d)"
    r"|ipsec (?:ike|sa policy|tunnel) \S+|pppoe use lan|dhcp scope (?:bind )?\d+ |telnetd host |httpd host |sshd service "
    r"|console (?:character|columns|prompt) |ip (?:pp|tunnel) (?:mtu|tcp mss)|dns (?:private|notice|server select) "
    r"|vlan lan\d/\d+ 802\.1q|lan type lan\d|pp (?:always-on|auth|name) )",
    re.MULTILINE,
)
# Commands that change nothing of who may talk to whom.
_QUIET = (
    "console timezone sntpd ntpdate ntp ntpd statistics syslog queue qos speed switch schedule mail alarm embedded usbhost sd "
    "external-memory operation system rotate dashboard clock cooperation heartbeat heartbeat2 netvolante-dns upnp wins dns lan "
    "pppoe ppp pp provider analog isdn bri line sip mobile ngn onfi lldp mld pim lua url security set dhcp user snmp snmpv2c "
    "snmpv3 telnetd httpd http sshd sftpd tftp l2tp pptp radius auth pki description vlan no save date time yno xpon tunnel "
    "ipsec login administrator class wol less show bridge loopback sftp ssh telnet vrrp diagnosis class wan leased"
)
_QUIET_IP = (
    "mtu tcp mss proxyarp rebound arp icmp keepalive simple-service stealth routing host lan multicast igmp traffic intrusion "
    "directed-broadcast source-route implicit-route fragment flow hop tos-supersede unreachable dhcp wol vrrp rip interface"
)
_HARMLESS, _HARMLESS_IP = frozenset(_QUIET.split()), frozenset(_QUIET_IP.split())


def recognise(file: EvidenceFile) -> float:
    """Return how sure we are (0 to 1) that this is a Yamaha router's configuration; never raises."""
    head = head_of(file)
    own = len({match[0].split()[0] + match[0][-6:] for match in _OWN.finditer(head)})
    lines = sum(1 for _ in _OWN.finditer(head))
    if _HEADER.search(head) and lines >= 1:
        return 0.97
    if lines < 3:
        return 0.0
    return min(0.95, 0.45 + 0.07 * min(lines, 5) + 0.06 * min(own, 5))


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read the file.

    Raises:
        InputError: no text, too many lines, or nothing of a Yamaha router in it.
    """
    del catalogue, today
    text = text_of(file, NAME)
    source = Source(kind=KIND, file=file.name, as_of=_reported(text))
    statements = Statements(text)
    gateway, box = _gateway(statements, text, source, file)
    if not (gateway.interfaces or gateway.rules or gateway.routes or gateway.tunnels):
        raise nothing_in(file, NAME)
    whole = bool(box.model)
    return Reading(
        evidence=evidence_of(file, FORMAT, (gateway,)),
        sightings=(sighting_of(box, (gateway,), source), *_reserved(statements, source)),
        gateways=(gateway,),
        problems=problems_of(gateway, FORMAT, whole=whole),
    )


def _reported(text: str) -> date | None:
    match = _DATE.search(text[:8192])
    if match is None:
        return None
    try:
        return datetime.strptime(" ".join(match.groups()), "%b %d %Y").date()
    except ValueError:
        return None


def _gateway(statements: Statements, text: str, source: Source, file: EvidenceFile) -> tuple[Gateway, Box]:
    box = _box(statements, text)
    found = routes(statements, source)
    found = (*found, *default_through_dhcp(statements, source, found))
    ports = interfaces(statements, source, found)
    translated = nat(statements, ports, source)
    bound = _rules(statements, source, translated, ports, lines_out(found, ports))
    offered = management.offers(statements, ports, model=box.model, whole=bool(box.model))
    offered = management.shielded(offered, ports, translated.translations)
    routing = statements.last("ip", "routing")
    gateway = Gateway(
        id=f"{FORMAT}:{box.label(file)}",
        name=TextFact.of(box.hostname, source) if box.hostname else TextFact(),
        product=box.product,
        version=box.version,
        model=box.model,
        filters=bool(bound.rules),
        forwards=routing is None or routing.line.word(2) != "off",
        default=Action.ALLOW,
        per_interface=True,
        filtered_in=bound.filtered_in,
        filtered_out=bound.filtered_out,
        interfaces=offering(ports, offered, bound.rules, bound.filtered_in),
        routes=found,
        rules=bound.rules,
        publications=translated.publications,
        tunnels=tunnels(statements, ports, found, source),
        administrators=management.administrators(statements, source),
        remote_logging=management.remote_logging(statements, whole=bool(box.model)),
        source_ref=source,
    )
    return gateway.model_copy(update={"unread": _unread(statements, translated, source).parts()}), box


def _rules(
    statements: Statements, source: Source, translated: Nat, ports: tuple[Interface, ...], out: frozenset[str]
) -> Bound:
    """Return the rules: what the NAT shuts, then the filters as bound, then what is published without any."""
    bound = bind(filters(statements, source), bindings(statements, source), kind="ip filter")
    hidden = {
        item.interface: (f"nat descriptor {item.descriptor}", item.line)
        for item in reversed(translated.translations)
        if item.masquerade
    }
    met = tuple(
        meeting_inner(rule, translated.publications) if rule.from_interfaces else rule for rule in bound.rules
    )
    opened = opened_rules(translated.publications, bound.filtered_in)
    policy = _policy_filter(statements, source, tuple(item.name for item in ports))
    return Bound((*policy, *masquerade_rules(ports, out, hidden, untold=bool(translated.unread)), *met, *opened), bound.filtered_in, bound.filtered_out)


def _policy_filter(statements: Statements, source: Source, names: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return rules that leave everything open to doubt where filters of another kind are in force."""
    for prefix, what in (
        (("ip", "policy", "filter", "set", "enable"), "ip policy filter"),
        (("ip", "*", "inbound", "filter", "list"), "ip inbound filter"),
    ):
        statement = statements.last(*prefix)
        if statement is not None:
            pair = either_way(what, what, at(source, statement.line))
            return tuple(rule.model_copy(update={"from_interfaces": names}) for rule in pair)
    return ()


def _box(statements: Statements, text: str) -> Box:
    header = _HEADER.search(text[:8192])
    serial = _SERIAL.search(text[:8192])
    comments = " ".join(line.text for line in statements.comments[:10] if "MAC" in line.text)
    macs = (mac_text(match[0]) for match in _MACS.finditer(comments))
    model = header[1] if header else ""
    named = statements.last("snmp", "sysname") or statements.last("console", "prompt")
    hostname = "" if named is None else named.line.after(2).strip('"').strip()
    if not re.fullmatch(r"[A-Za-z0-9][\w.\-]{1,62}", hostname) or hostname.upper() == model.upper():
        hostname = ""
    return Box(
        kind=DeviceKind.FIREWALL if model.startswith("FWX") else DeviceKind.ROUTER,
        maker="ヤマハ",
        product="Yamaha RT",
        hostname=hostname,
        model=model,
        version=header[2] if header else "",
        serials=(serial[1],) if serial else (),
        macs=tuple(mac for mac in macs if mac),
        firmware=header[2] if header else "",
    )


def _reserved(statements: Statements, source: Source) -> tuple[Sighting, ...]:
    """Return the machines that have a reserved lease or a fixed ARP entry: address and hardware address together."""
    found: dict[tuple[str, str], Sighting] = {}
    for statement in statements.find("dhcp", "scope", "bind"):
        words = [word for word in statement.words[5:] if word not in ("ethernet", "text")]
        joined = "".join(words)
        # A leading 01 is the type "Ethernet" of a client identifier.
        mac = mac_text(joined) or (mac_text(joined[2:].lstrip(":")) if joined.startswith("01") else None)
        _reserve(found, statement.line.word(4), mac, at(source, statement.line))
    for statement in statements.find("ip", "*", "arp", "static"):
        mac = mac_text(statement.line.word(5))
        _reserve(found, statement.line.word(4), mac, at(source, statement.line))
    return tuple(found.values())


def _reserve(
    found: dict[tuple[str, str], Sighting], host: str, mac: str | None, where: Source
) -> None:
    if mac and address(host) is not None:
        found.setdefault((host, mac), Sighting(source=where, addresses=(host,), macs=(mac,)))


_NAMED: tuple[tuple[tuple[str, ...], str], ...] = (
    (("ospf", "use", "on"), "routing: ospf"),
    (("bgp", "use", "on"), "routing: bgp"),
    (("rip", "use", "on"), "routing: rip"),
    (("ip", "forward", "filter"), "routing: ip forward filter"),
    (("ethernet", "*", "filter"), "ethernet filter"),
    (("bridge", "member"), "bridge member: one segment with another place"),
    (("ipv6", "*", "secure", "filter"), "ipv6: rules of IPv6"),
    (("ipv6", "*", "address"), "ipv6: addresses of IPv6"),
    (("ipv6", "*", "prefix"), "ipv6: addresses of IPv6"),
)


def _unread(statements: Statements, translated: Nat, source: Source) -> UnreadParts:
    """Note what can matter and is not modelled, and the lines that are none of the language."""
    parts = UnreadParts(source, WORDS)
    for prefix, what in _NAMED:
        statement = statements.last(*prefix)
        if statement is not None and (
            prefix[0] != "bridge" or any(word.startswith("tunnel") for word in statement.words)
        ):
            parts.name(what, statement.line)
    for name, statement in translated.unread:
        parts.name(f"nat descriptor: {name}", statement.line)
    for first in ("ipv6", "ospf", "bgp", "rip", "ethernet", "nat"):
        list(statements.find(first))
    for statement in statements.find("ip", "filter"):
        if not well_formed(statement):
            parts.name("ip filter: a filter that is not understood", statement.line)
    for statement in statements.unheard():
        words = statement.words
        interface = interface_of(statement) if words[0] == "ip" and len(words) > 2 else ""
        if interface and words[1] != "filter" and bears(statement.line) and (words[2] == "secure" or words[2] not in _HARMLESS_IP):
            parts.name(
                f"interface: {parts.shown(words)}", statement.line, effect=Effect.EITHER, interfaces=(interface,)
            )
            continue
        if words[0] in _HARMLESS:
            continue
        about = words[2] if len(words) > 2 and words[1] not in _HARMLESS_IP else words[1] if len(words) > 1 else ""
        if words[0] == "ip" and about in _HARMLESS_IP:
            continue
        if words[0] == "ip" and len(words) > 2 and words[1] == "filter" and not words[2][0].isdigit():
            continue
        parts.stray(statement.line)
    return parts
