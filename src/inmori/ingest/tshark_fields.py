"""Reads the field output of tshark (``-T fields -E header=y``): one packet a line, columns as they were asked for.

Where somebody could not hand over the capture itself, such a list is what they can look through and pass on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.ingest.announced_name import AnnouncedNames
from inmori.ingest.capture_flow import SYN, TCP, UDP, Packet
from inmori.ingest.capture_watch import Desk
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.flow_tally import Place, place_of
from inmori.ingest.heard import host_name
from inmori.ingest.log_lines import LogLines, epoch, port_of
from inmori.ingest.packet_list import (
    add_all,
    ends_of,
    is_table,
    protocol_number,
    reading_of,
    rows_of,
    table_of,
)
from inmori.ingest.reading import Reading
from inmori.ingest.remote_tool_host import service_behind
from inmori.model import SourceKind, WeakProtocol
from inmori.text import Text

FORMAT = "tshark_fields"
KIND = SourceKind.WIRE
STREAMS = True
NAME = Text(ja="通信記録(tshark の項目出力)", en="Traffic list (tshark fields)")

_NEEDED = (frozenset(("ip.src", "ip.dst")), frozenset(("ipv6.src", "ipv6.dst")))
_SNI = "tls.handshake.extensions_server_name"
_PROTOCOL = ("_ws.col.protocol", "_ws.col.info.protocol")
# tshark's names of protocols -> those of flows.
_SERVICES = {
    "tls": "ssl", "ssl": "ssl", "dns": "dns", "mdns": "dns", "llmnr": "dns", "smb": "smb,smb1", "smb2": "smb",
    "krb5": "krb", "dicom": "dicom", "hl7": "hl7", "rdp": "rdp", "vnc": "vnc", "ssh": "ssh", "sshv2": "ssh",
    "tds": "tds", "tns": "tns", "ldap": "ldap", "cldap": "ldap", "nbns": "netbios", "nbdgm": "netbios", "dhcp": "dhcp",
    "bootp": "dhcp", "http": "http", "ftp": "ftp", "telnet": "telnet", "snmp": "snmp", "ntp": "ntp", "isakmp": "ipsec,ike",
    "esp": "ipsec,esp", "modbus/tcp": "modbus", "bacnet-apdu": "bacnet", "openvpn": "openvpn", "wireguard": "wireguard",
    "syslog": "syslog", "smtp": "smtp", "rtsp": "rtsp", "sip": "sip", "quic": "quic", "dcerpc": "dce_rpc", "mysql": "mysql",
    "pgsql": "postgresql", "ssdp": "ssdp", "l2tp": "l2tp", "pptp": "pptp", "teamviewer": "teamviewer",
}  # fmt: skip
_SEVERAL = re.compile(r"[,;|\s]")  # between the occurrences of a field in one packet
_OLD_SMB = "smb,smb1"
_SMB_PORTS = (139, 445)
_VERSIONED = re.compile(r"(tls|ssl)v[\d.]+")
_MAC = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}")


def recognise(file: EvidenceFile) -> float:
    """Return 1 when the headings are fields of tshark with both addresses, else 0."""
    return 1.0 if is_table(file, needed=_NEEDED) else 0.0


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:  # noqa: ARG001
    """Read tshark's list into flows and sightings of the machines that clearly live.

    All readers take the catalogue and today's date; this one needs neither.

    Raises:
        InputError: it has no headings or no packet, or a packed file unpacks beyond the limits.
    """
    log = LogLines(file, FORMAT)
    desk = Desk(file.name, connections=file.limits.flows)
    list_ = _List(log, desk)
    whole = add_all(desk, list_.packets())
    return reading_of(log, desk, records=list_.records, format_id=FORMAT, whole=whole, name=NAME)


class _List:
    """The packets of one list."""

    def __init__(self, log: LogLines, desk: Desk) -> None:
        self.records = 0
        self._log = log
        self._desk = desk
        self._announced = AnnouncedNames()

    def packets(self) -> Iterator[Packet]:
        """Yield those that have both addresses; ARP and the like have none and are passed over."""
        table = table_of(self._log.file, needed=_NEEDED)
        if table is None:
            return
        for number, row in rows_of(self._log, table, ends_bare=True):
            self.records += 1
            if not (_first(row, "ip.src") or _first(row, "ipv6.src")):
                continue
            try:
                packet = _packet(number, row)
                self._names(number, row, packet)
            except (ValueError, KeyError):
                self.records -= 1
                self._log.bad(number)
                continue
            yield packet
            self._service(row, packet)
        for sender, name, line, time in self._announced.owned():
            self._desk.hosts.tell(sender, "hostname", name, line, time)

    def _service(self, row: dict[str, str], packet: Packet) -> None:
        way = self._desk.conversations.find(packet.protocol, packet.ends)
        service = _service_of(row)
        # A client of SMB 2 begins with SMB 1 too; only what the server answers with tells.
        if service == _OLD_SMB and (way is None or way.ports[0] not in _SMB_PORTS):
            service = "smb"
        elif service == _OLD_SMB and place_of(_first(row, "ip.src")) is Place.INSIDE:
            self._desk.hosts.tell(_first(row, "ip.src"), "weak", WeakProtocol.SMB1, packet.number, packet.time)
        if way is not None and service and len(service) > len(way.service or ""):
            way.service = service

    def _names(self, number: int, row: dict[str, str], packet: Packet) -> None:
        name = host_name(_first(row, "dhcp.option.hostname") or _first(row, "bootp.option.hostname"))
        card = (_first(row, "dhcp.hw.mac_addr") or _first(row, "bootp.hw.mac_addr") or _first(row, "eth.src")).lower()
        if name and _MAC.fullmatch(card):
            self._desk.hosts.tell(card, "hostname", name, number, packet.time)
        if (spoken := row.get("nbns.name")) and _first(row, "nbns.flags.response").lower() not in ("1", "true"):
            operation = _first(row, "nbns.flags.opcode")
            self._announced.hear(_first(row, "ip.src"), spoken, operation, line=number, time=packet.time)
        given = _first(row, "dhcp.ip.your") or _first(row, "bootp.ip.your")
        if given.count(".") == 3 and given != "0.0.0.0" and _MAC.fullmatch(card):
            self._desk.hosts.tell(card, "lease", given, number, packet.time)


def _first(row: dict[str, str], name: str) -> str:
    """Return a value; where a field occurs several times in a packet, its first occurrence."""
    return _SEVERAL.split(row.get(name, ""), maxsplit=1)[0]


def _packet(number: int, row: dict[str, str]) -> Packet:
    source, target = _first(row, "ip.src") or _first(row, "ipv6.src"), _first(row, "ip.dst") or _first(row, "ipv6.dst")
    protocol = _protocol(row)
    name = {TCP: "tcp", UDP: "udp"}.get(protocol, "")
    ports = [port_of(_first(row, f"{name}.{side}") or 0) for side in ("srcport", "dstport")] if name else [0, 0]
    when = epoch(_first(row, "frame.time_epoch"))
    flags = int(_first(row, "tcp.flags") or "0", 0) if protocol == TCP else 0
    if protocol == TCP and not flags and _first(row, "tcp.flags.syn").lower() in ("1", "true"):
        flags = SYN
    ident, check = (int(_first(row, field) or "0", 0) & 0xFFFF for field in ("ip.id", f"{name}.checksum"))
    cards = [_first(row, f"eth.{side}").lower() for side in ("dst", "src")]
    return Packet(
        number=number,
        time=float("nan") if when is None else when,
        protocol=protocol,
        ends=ends_of(source, target, protocol, ports[0], ports[1]),
        size=_size(row, name),
        flags=flags & 0x3F,
        # Without the checksum two packets cannot be told from one seen twice.
        fingerprint=ident << 16 | check if ident and check else 0,
        macs=bytes.fromhex("".join(cards).replace(":", "")) if all(map(_MAC.fullmatch, cards)) else b"",
        ttl=int(_first(row, "ip.ttl") or 64),
    )


def _protocol(row: dict[str, str]) -> int:
    if _first(row, "tcp.srcport"):
        return TCP
    if _first(row, "udp.srcport"):
        return UDP
    return protocol_number(_first(row, "ip.proto") or _first(row, "ipv6.nxt"))


def _size(row: dict[str, str], name: str) -> int:
    for field, header in ((f"{name}.len", 0), ("udp.length", 8), ("ip.len", 20), ("frame.len", 34)):
        value = _first(row, field)
        if value.isdigit() and (field != "udp.length" or name == "udp"):
            return max(0, int(value) - header)
    return 0


def _service_of(row: dict[str, str]) -> str | None:
    tool = service_behind(_first(row, _SNI))
    if tool:
        return f"ssl,{tool}"
    written = next((row[name] for name in _PROTOCOL if row.get(name)), "").lower()
    versioned = _VERSIONED.fullmatch(written)
    return _SERVICES.get(versioned[1] if versioned else written)
