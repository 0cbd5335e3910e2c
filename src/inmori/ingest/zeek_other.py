"""Reads Zeek's logs of single protocols (dns, ssl, rdp, ntlm, smb, software, dhcp …): who spoke what, and names.

conn.log is often rotated away or was never handed over, while these are there; each gives flows of its protocol. Of what
they log of users, questions, files, shares and addresses of pages nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.errors import InputError
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.flow_tally import Connection, FlowTally
from inmori.ingest.heard_remote import WEAK_RDP
from inmori.ingest.heard_windows import OLD_SMB
from inmori.ingest.log_lines import LogLines, epoch, port_of
from inmori.ingest.reading import Reading
from inmori.ingest.remote_tool_host import service_behind
from inmori.ingest.wire_host import WireHosts
from inmori.ingest.wire_name import note_name, old_tls
from inmori.ingest.zeek_record import Record, ZeekRecords, word
from inmori.model import Evidence, SourceKind
from inmori.text import Text

FORMAT = "zeek_other"
KIND = SourceKind.WIRE
NAME = Text(ja="通信記録(Zeek、conn.log以外)", en="Traffic log (Zeek, other than conn.log)")

_PROBED_RECORDS = 5
_UIDS_KEPT = 500_000
_ENDS = ("id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p")
# Name of the log -> service of the flows in it; TCP unless the record or the second table says otherwise.
_SERVICES = {
    "dns": "dns", "ssl": "ssl", "rdp": "rdp", "ntlm": "ntlm", "smb_mapping": "smb", "smb_files": "smb", "smb_cmd": "smb",
    "kerberos": "krb", "ssh": "ssh", "snmp": "snmp", "http": "http", "ftp": "ftp", "rfb": "vnc", "ldap": "ldap",
    "ldap_search": "ldap", "mysql": "mysql", "postgresql": "postgresql", "dce_rpc": "dce_rpc", "modbus": "modbus",
    "bacnet": "bacnet", "ntp": "ntp", "sip": "sip", "smtp": "smtp", "radius": "radius", "syslog": "syslog", "socks": "socks",
    "quic": "quic", "ipsec": "ipsec,ike", "openvpn": "openvpn", "wireguard": "wireguard", "dicom": "dicom", "hl7": "hl7",
    "tds": "tds", "telnet": "telnet", "mqtt_connect": "mqtt", "dnp3": "dnp3",
}  # fmt: skip
_UDP = frozenset(("snmp", "ntp", "radius", "syslog", "quic", "ipsec", "wireguard", "sip", "bacnet"))
_ABOUT_HOSTS = frozenset(("software", "known_hosts", "known_services", "known_devices", "dhcp", "x509"))
# Where neither header nor record names the log: fields that only one has.
_TELLING = {
    "dns": {"query", "qtype_name"}, "ssl": {"cipher", "curve"}, "rdp": {"security_protocol", "cookie"},
    "ntlm": {"server_nb_computer_name"}, "smb_mapping": {"share_type"}, "dhcp": {"assigned_addr", "msg_types"},
    "kerberos": {"request_type", "till"}, "software": {"software_type"}, "known_services": {"port_num", "port_proto"},
    "x509": {"certificate.subject"},
}  # fmt: skip
_MAC = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}")
_OLD_IIS = re.compile(r"Microsoft-IIS/6\.0")


def recognise(file: EvidenceFile) -> float:
    """Return 1 for a log that names itself as one of those read here, 0.8 for one known by its fields, else 0."""
    records = ZeekRecords(LogLines(file, FORMAT))
    try:
        for count, _ in enumerate(records):
            if records.path or count >= _PROBED_RECORDS:
                break
    except InputError:
        return 0.0
    if records.path:
        return 1.0 if _known(records.path) else 0.0
    return 0.8 if _guessed(records.fields) else 0.0


def _known(path: str) -> bool:
    return path in _SERVICES or path in _ABOUT_HOSTS


def _guessed(fields: tuple[str, ...]) -> str:
    names = set(fields)
    if not names & {"ts", "id.orig_h", "host", "mac"}:
        return ""
    return next((path for path, telling in _TELLING.items() if telling <= names), "")


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:  # noqa: ARG001
    """Read one of Zeek's logs into flows and sightings.

    All readers take the catalogue and today's date; this one needs neither.

    Raises:
        InputError: no record could be read, or a packed file unpacks beyond the limits.
    """
    log = LogLines(file, FORMAT)
    records = ZeekRecords(log)
    desk = _Desk(file.name)
    count = 0
    path = ""
    for number, record in records:
        path = records.path or path or _guessed(tuple(record))
        if not desk.take(number, path, record):
            log.bad(number)
            continue
        count += 1
        if count >= file.limits.flows:
            log.problem("warning", "limit", _LIMIT.filled(n=f"{count:,}"), _LIMIT_DONE, number)
            break
    log.close()
    if not count:
        raise InputError(_NOTHING.filled(name=file.name))
    if path == "x509":
        log.problem("note", "x509", _CERTIFICATES.filled(n=f"{count:,}"), _CERTIFICATES_DONE)
    evidence = Evidence(
        file=file.name, sha256=file.sha256, size=len(file.data), format=FORMAT, kind=KIND, records=count
    )
    sightings = desk.hosts.sightings(desk.tally.sightings(), {})
    return Reading(evidence=evidence, sightings=sightings, flows=desk.tally.flows(), problems=tuple(log.problems))


class _Desk:
    """Where the records of one log are put together."""

    def __init__(self, name: str) -> None:
        self.tally = FlowTally(name)
        self.hosts = WireHosts(name)
        self._uids: set[str] = set()

    def take(self, number: int, path: str, record: Record) -> bool:
        """Take in one record; ``False`` when it cannot be read."""
        try:
            if path in _ABOUT_HOSTS:
                _OF_HOSTS[path](self.hosts, record, number, epoch(record.get("ts")))
                return True
            if path not in _SERVICES or not all(name in record for name in _ENDS):
                return False
            connection = _connection(number, path, record)
            teller = _OF_FLOWS.get(path)
            if teller is not None:
                teller(self.hosts, connection, record)
            uid = word(record, "uid")
            if uid and uid in self._uids:
                return True  # another question within a conversation that is counted already
            if uid and len(self._uids) < _UIDS_KEPT:
                self._uids.add(uid)
            return self.tally.add(connection)
        except (ValueError, TypeError, KeyError, OverflowError, AttributeError):
            return False


def _connection(number: int, path: str, record: Record) -> Connection:
    protocol = word(record, "proto").lower()[:20] or ("udp" if path in _UDP else "tcp")
    return Connection(
        line=number,
        time=epoch(record.get("ts")),
        src=word(record, "id.orig_h"),
        src_port=port_of(record["id.orig_p"]),
        dst=word(record, "id.resp_h"),
        dst_port=port_of(record["id.resp_p"]),
        protocol=protocol,
        service=_SERVICES[path],
        answered=True,  # a protocol is only logged when it was spoken; the tellers know the exceptions
        began=True,
    )


def _dns(hosts: WireHosts, seen: Connection, record: Record) -> None:  # noqa: ARG001
    seen.answered = any(name in record for name in ("rcode", "rcode_name", "answers", "rtt"))


def _ssl(hosts: WireHosts, seen: Connection, record: Record) -> None:
    tool = service_behind(word(record, "server_name"))
    seen.service = f"ssl,{tool}" if tool else "ssl"
    seen.answered = "version" in record or "cipher" in record
    old = old_tls(word(record, "version"))
    if old:
        hosts.tell(seen.dst, "note", old, seen.line, seen.time)


def _rdp(hosts: WireHosts, seen: Connection, record: Record) -> None:
    security = word(record, "security_protocol").upper()
    seen.answered = bool(security) or "result" in record
    note_name(hosts, seen.src, record.get("client_name"), seen.line, seen.time)
    if security in ("RDP", "SSL"):
        hosts.tell(seen.dst, "note", WEAK_RDP, seen.line, seen.time)


def _ntlm(hosts: WireHosts, seen: Connection, record: Record) -> None:
    note_name(hosts, seen.src, record.get("hostname"), seen.line, seen.time)
    note_name(hosts, seen.dst, record.get("server_nb_computer_name"), seen.line, seen.time)


def _kerberos(hosts: WireHosts, seen: Connection, record: Record) -> None:
    account = word(record, "client").partition("/")[0].partition("@")[0]
    if account.endswith("$"):  # a computer's; people's names are not kept
        note_name(hosts, seen.src, account[:-1], seen.line, seen.time)


def _smb(hosts: WireHosts, seen: Connection, record: Record) -> None:
    if word(record, "version").upper() == "SMB1":
        seen.service = "smb,smb1"
        hosts.tell(seen.dst, "note", OLD_SMB, seen.line, seen.time)


def _dhcp(hosts: WireHosts, record: Record, line: int, time: float | None) -> None:
    mac = word(record, "mac").lower()
    if not _MAC.fullmatch(mac):
        raise ValueError("no card")
    note_name(hosts, mac, record.get("host_name") or record.get("client_fqdn"), line, time)
    address = word(record, "assigned_addr") or word(record, "assigned_ip")
    if address.count(".") == 3 and address != "0.0.0.0":
        hosts.tell(mac, "lease", address, line, time)


def _software(hosts: WireHosts, record: Record, line: int, time: float | None) -> None:
    host, kind, version = word(record, "host"), word(record, "software_type"), word(record, "unparsed_version")
    hosts.see(host, line, time)
    if kind == "MYSQL::SERVER" and (number := re.match(r"\d+\.\d+\.\d+", version)):
        hosts.tell(host, "database", f"MySQL {number[0]}", line, time)
    elif kind == "HTTP::SERVER" and _OLD_IIS.match(version):
        hosts.tell(host, "os", "Windows Server 2003", line, time)


def _host(hosts: WireHosts, record: Record, line: int, time: float | None) -> None:
    hosts.see(word(record, "host"), line, time)


def _device(hosts: WireHosts, record: Record, line: int, time: float | None) -> None:
    mac = word(record, "mac").lower()
    if not _MAC.fullmatch(mac):
        raise ValueError("no card")
    note_name(hosts, mac, record.get("dhcp_host_name"), line, time)


def _certificate(hosts: WireHosts, record: Record, line: int, time: float | None) -> None:
    """A certificate names no machine of its own accord; it is only counted."""


_OF_FLOWS: dict[str, Callable[[WireHosts, Connection, Record], None]] = {
    "dns": _dns, "ssl": _ssl, "rdp": _rdp, "ntlm": _ntlm, "kerberos": _kerberos, "smb_cmd": _smb,
}  # fmt: skip
_OF_HOSTS: dict[str, Callable[[WireHosts, Record, int, float | None], None]] = {
    "dhcp": _dhcp, "software": _software, "known_hosts": _host, "known_services": _host, "known_devices": _device,
    "x509": _certificate,
}  # fmt: skip

_NOTHING = Text(
    ja="{name} から記録を1件も読めませんでした。途中で切れていないか、Zeekの記録か確かめてください。",
    en="No record could be read from {name}. Check that it is a complete Zeek log.",
)
_LIMIT = Text(
    ja="記録が上限に達しました。ここまでの {n} 件を読みました。",
    en="The limit of records was reached; the first {n} were read.",
)
_LIMIT_DONE = Text(ja="この行から後は使っていません。", en="Nothing from this line on was used.")
_CERTIFICATES = Text(ja="証明書が {n} 件記録されています。", en="{n} certificates are recorded.")
_CERTIFICATES_DONE = Text(
    ja="どの機器のものか書かれていないため、数えただけです。ssl.log も一緒に置いてください。",
    en="They were only counted, as the log does not say whose they are; put ssl.log beside it.",
)
