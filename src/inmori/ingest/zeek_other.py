"""Reads Zeek's logs of single protocols (dns, ssl, rdp, ntlm, smb, software, dhcp …): who spoke what, and names.

conn.log is often rotated away or was never handed over, while these are there; each gives flows of its protocol. Of what
they log of users, questions, files, shares and addresses of pages nothing is read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from inmori.catalogue.loader import Catalogue
from inmori.errors import InputError
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.flow_tally import EARLIEST, LATEST, Connection, FlowTally
from inmori.ingest.heard_remote import OPEN_VNC
from inmori.ingest.limits import over
from inmori.ingest.log_lines import LogLines, epoch, port_of
from inmori.ingest.reading import Reading
from inmori.ingest.remote_tool_host import service_behind
from inmori.ingest.wire_host import WireHosts
from inmori.ingest.wire_name import note_name, note_old_tls
from inmori.ingest.zeek_record import TAKEN, Record, ZeekRecords, word
from inmori.ingest.zeek_sums import has_addresses
from inmori.model import Evidence, SourceKind, WeakProtocol
from inmori.text import Text

FORMAT = "zeek_other"
KIND = SourceKind.WIRE
STREAMS = True
NAME = Text(ja="通信記録(Zeek、conn.log以外)", en="Traffic log (Zeek, other than conn.log)")

_PROBED_RECORDS = 50  # a log in JSON leaves out what is not set, so one record does not tell
_UIDS_KEPT = 500_000
_LAST_PORT = 65_535
_ALIKE_KEPT = 200_000
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
# ssl.log, ssl.10:00:00-11:00:00.log.gz, known_hosts_20261114.log, shio_ssl.json
_FILE_NAME = re.compile(r"^([a-z]+(?:_[a-z]+)*)(?=[.\-_ (]).*\.(?:log|json|jsonl|ndjson|txt|tsv)(?:\.(?:gz|bz2|xz|zip))?$")
_ALWAYS_THERE = {"known_devices": {"mac"}, "dhcp": {"mac"}, "x509": {"fingerprint", "certificate.version"}}
_OLD_IIS = re.compile(r"Microsoft-IIS/6\.0")


def recognise(file: EvidenceFile) -> float:
    """Return 1 for a log that names itself as one of those read here, 0.8 for one known by its fields, else 0."""
    path, sure = _path_of(file)
    return sure if path else 0.0


def _path_of(file: EvidenceFile) -> tuple[str, float]:
    """Return which log this is, "" for none of those read here, and how sure that is: by its own word, fields, or name."""
    records = ZeekRecords(LogLines(file, FORMAT))
    try:
        for count, _ in enumerate(records):
            if records.path or count >= _PROBED_RECORDS:
                break
    except InputError:
        return "", 0.0
    if records.path:
        return (records.path, 1.0) if _known(records.path) else ("", 0.0)
    if found := _guessed(records.fields):
        return found, 0.8
    named = _FILE_NAME.match(file.name.replace("\\", "/").rpartition("/")[2].lower())
    fits = named is not None and _fits(named[1], set(records.fields))
    return (named[1], 0.7) if named is not None and fits else ("", 0.0)


def _fits(path: str, fields: set[str]) -> bool:
    """Whether a log that is only named by its file has what a log of that name always has."""
    if path in _SERVICES:
        return {"ts", *_ENDS} <= fields
    return "ts" in fields and path in _ABOUT_HOSTS and bool(fields & _ALWAYS_THERE.get(path, {"host"}))


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
    alike = _Alike(desk, records)
    records.known = alike.take
    count = 0
    path = _path_of(file)[0]
    for number, record in records:
        if record is not TAKEN:
            path = records.path or path
            if not desk.take(number, path, record):
                log.bad(number)
                continue
            alike.remember(number, record)
        count += 1
        if count >= file.limits.flows:
            log.problem("warning", "limit", over(_LIMIT.filled(n=f"{count:,}"), "flows", file.limits), _LIMIT_DONE, number)
            break
    log.close()
    alike.settle()
    if not count:
        raise InputError(_NOTHING.filled(name=file.name))
    if path == "x509":
        log.problem("note", "x509", _CERTIFICATES.filled(n=f"{count:,}"), _CERTIFICATES_DONE)
    log.note_six(desk.tally.v6_addresses)
    evidence = Evidence(
        file=file.name, sha256=file.sha256, size=file.size, format=FORMAT, kind=KIND, records=count
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
            # Another question within a conversation that is counted already is no new connection.
            return self.counted(word(record, "uid")) or self.tally.add(connection)
        except (ValueError, TypeError, KeyError, OverflowError, AttributeError):
            return False

    def counted(self, uid: str) -> bool:
        """Whether a connection is counted already; it is from now on."""
        if not uid or uid in self._uids:
            return bool(uid)
        if len(self._uids) < _UIDS_KEPT:
            self._uids.add(uid)
        return False


class _Alike:
    """Records that say the same as one before them; of these only number, connection and time are looked at.

    A day of ``dns.log`` has millions of records and says a few thousand things.
    """

    def __init__(self, desk: _Desk, records: ZeekRecords) -> None:
        self._desk = desk
        self._records = records
        self._fields: tuple[str, ...] = ()
        self._path = ""
        self._said: list[int] = []
        self._there: list[int] = []
        self._single: tuple[int, int, int] | None = None  # columns of time, port of the client, connection
        self._key: tuple[object, ...] | None = None  # of the record that was asked for last
        self._known: dict[tuple[object, ...], list[Any]] = {}  # connection, times, first, last
        self._sums: list[list[Any]] = []

    def take(self, number: int, cells: list[str]) -> bool:
        """Take in a record if one was met before that says the same."""
        records = self._records
        if records.fields is not self._fields or records.path != self._path:
            self._learn(records.fields, records.path)
        self._key = None
        if self._single is None:
            return False
        unset = records.unset
        self._key = key = (*[cells[at] for at in self._said], *[cells[at] in unset for at in self._there])
        total = self._known.get(key)
        if total is None:
            return False
        at_time, at_port, at_uid = self._single
        try:
            time = float(cells[at_time])
            possible = 0 <= int(cells[at_port]) <= _LAST_PORT and EARLIEST < time < LATEST
        except ValueError:
            return False
        uid = cells[at_uid]
        if possible and (uid in unset or not self._desk.counted(uid)):
            if not total[1]:
                total[0].line = number
            total[1] += 1
            if time < total[2]:
                total[2] = time
            if time > total[3]:
                total[3] = time
        return possible

    def _learn(self, fields: tuple[str, ...], path: str) -> None:
        self._fields, self._path, self._known, self._single = fields, path, {}, None
        columns = {name: at for at, name in enumerate(fields)}
        if path in _SERVICES and len(columns) == len(fields) and all(name in columns for name in ("ts", "uid", *_ENDS)):
            said, there = _LOOKED_AT.get(path, ((), ()))
            names = ("id.orig_h", "id.resp_h", "id.resp_p", "proto", *said)
            self._said = [columns[name] for name in names if name in columns]
            self._there = [columns[name] for name in there if name in columns]
            self._single = (columns["ts"], columns["id.orig_p"], columns["uid"])

    def remember(self, number: int, record: Record) -> None:
        """Remember what the record that was asked for last says, now that it could be read."""
        if self._key is None or self._key in self._known or len(self._sums) >= _ALIKE_KEPT:
            return
        connection = _connection(number, self._path, record)
        teller = _OF_FLOWS.get(self._path)
        if teller is not None:
            teller(self._desk.hosts, connection, record)
        if has_addresses(connection):
            self._known[self._key] = total = [connection, 0, math.inf, -math.inf]
            self._sums.append(total)

    def settle(self) -> None:
        """Add up what was taken in."""
        for connection, times, first, last in self._sums:
            if times:
                connection.time = first
                self._desk.tally.add(connection, times=times, last=last)
                for address in (connection.src, connection.dst):
                    self._desk.hosts.last(address, last)


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
    note_old_tls(hosts, seen.dst, word(record, "version"), seen.line, seen.time)


def _rdp(hosts: WireHosts, seen: Connection, record: Record) -> None:
    security = word(record, "security_protocol").upper()
    seen.answered = bool(security) or "result" in record
    note_name(hosts, seen.src, record.get("client_name"), seen.line, seen.time)
    if security in ("RDP", "SSL"):
        _weak(hosts, seen, WeakProtocol.RDP_NO_NLA)


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
        _weak(hosts, seen, WeakProtocol.SMB1)


def _ftp(hosts: WireHosts, seen: Connection, record: Record) -> None:
    if "user" in record:  # behind TLS the sensor sees no names; who it is, is not read
        _weak(hosts, seen, WeakProtocol.FTP_CLEAR)


def _http(hosts: WireHosts, seen: Connection, record: Record) -> None:
    if "username" in record:  # the sensor saw an unprotected sign-in; who it is, is not read
        _weak(hosts, seen, WeakProtocol.HTTP_LOGIN_CLEAR)


def _snmp(hosts: WireHosts, seen: Connection, record: Record) -> None:
    answers = str(record.get("get_responses", "0"))
    if word(record, "version") in ("1", "2c", "2") and answers.isdigit() and int(answers):
        _weak(hosts, seen, WeakProtocol.SNMP_V1V2)


def _rfb(hosts: WireHosts, seen: Connection, record: Record) -> None:
    method = word(record, "authentication_method").lower()
    if method in ("none", "vnc"):
        _weak(hosts, seen, WeakProtocol.VNC_CLEAR)
    if method == "none":
        hosts.tell(seen.dst, "note", OPEN_VNC, seen.line, seen.time)


def _ldap(hosts: WireHosts, seen: Connection, record: Record) -> None:
    # A bind without a name is anonymous: nothing is given away.
    if word(record, "opcode").lower() == "bind simple" and "object" in record:
        _weak(hosts, seen, WeakProtocol.LDAP_CLEAR)


def _weak(hosts: WireHosts, seen: Connection, protocol: WeakProtocol) -> None:
    hosts.tell(seen.dst, "weak", protocol, seen.line, seen.time)


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
    "ftp": _ftp, "http": _http, "snmp": _snmp, "rfb": _rfb, "ldap": _ldap,
}  # fmt: skip
# What the tellers look at: fields by their value, and fields of which only matters whether they are set.
_LOOKED_AT: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "dns": ((), ("rcode", "rcode_name", "answers", "rtt")), "ssl": (("server_name", "version"), ("cipher",)),
    "rdp": (("security_protocol", "client_name"), ("result",)), "ntlm": (("hostname", "server_nb_computer_name"), ()),
    "kerberos": (("client",), ()), "smb_cmd": (("version",), ()), "ftp": ((), ("user",)), "http": ((), ("username",)),
    "snmp": (("version", "get_responses"), ()), "rfb": (("authentication_method",), ()), "ldap": (("opcode",), ("object",)),
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
