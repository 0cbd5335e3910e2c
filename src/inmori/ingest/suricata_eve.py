"""Reads Suricata's EVE log (JSON lines, plain or gzipped): flows, and what its other events tell about machines.

A sensor may be set to write no flow events; then the events of protocols stand in for them. What Suricata logs of
users, questions, addresses of pages and payload is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inmori.catalogue.loader import Catalogue
from inmori.errors import InputError
from inmori.ingest.capture_mac import MacTable
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.first_hop import CardTally
from inmori.ingest.flow_tally import BIGGEST_COUNT, Connection
from inmori.ingest.heard_remote import OPEN_VNC
from inmori.ingest.limits import over
from inmori.ingest.log_lines import LogLines, epoch, json_object, part, port_of, texts
from inmori.ingest.reading import Reading
from inmori.ingest.remote_tool_host import service_behind
from inmori.ingest.wire_host import WireHosts
from inmori.ingest.wire_name import NATIVE, note_name, note_old_tls, note_system, note_windows
from inmori.model import Evidence, SourceKind, WeakProtocol
from inmori.text import Text

FORMAT = "suricata_eve"
KIND = SourceKind.WIRE
STREAMS = True
NAME = Text(ja="通信記録(Suricata EVE)", en="Traffic log (Suricata EVE)")

_PROBED_LINES = 20
_SNMP_PORT = 161
_PENDING_KEPT = 200_000  # protocol events that still wait for the end of their flow
_NEEDED = ("event_type", "src_ip", "dest_ip")
_NO_TRAFFIC = frozenset(("stats", "engine", "drop", "anomaly", "fileinfo", "alert", "files"))
_SERVICES = {
    "tls": "ssl", "krb5": "krb", "dcerpc": "dce_rpc", "failed": None, "unknown": None, "rfb": "vnc", "http2": "http",
    "ike": "ipsec,ike", "ikev2": "ipsec,ike", "smb": "smb", "ftp-data": "ftp-data", "enip": "enip",
}  # fmt: skip
_SERVICE = re.compile(r"[a-z0-9_-]{1,20}", re.ASCII)
_MAC = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}")


def recognise(file: EvidenceFile) -> float:
    """Return 1 when one of the first lines is an EVE event with addresses, 0.8 for other EVE events, else 0."""
    log = LogLines(file, FORMAT)
    best = 0.0
    try:
        for number, line in log.lines():
            if number > _PROBED_LINES or not line.startswith("{"):
                break
            record = json_object(line) or {}
            if isinstance(record.get("event_type"), str) and "timestamp" in record:
                best = max(best, 1.0 if all(name in record for name in _NEEDED) else 0.8)
    except InputError:
        return 0.0
    return best


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:  # noqa: ARG001
    """Read an EVE log into flows and sightings.

    All readers take the catalogue and today's date; this one needs neither.

    Raises:
        InputError: nothing in it could be read as traffic, or a packed file unpacks beyond the limits.
    """
    log = LogLines(file, FORMAT)
    desk = _Desk(file.name)
    events = 0
    for number, line in log.lines():
        if not line.strip():
            continue
        record = json_object(line)
        if record is None or not desk.take(number, record):
            log.bad(number)
            continue
        events += 1
        if events >= file.limits.flows:
            log.problem("warning", "limit", over(_LIMIT.filled(n=f"{events:,}"), "flows", file.limits), _LIMIT_DONE, number)
            break
    log.close()
    desk.settle()
    if not desk.connections:
        raise InputError(_NOTHING.filled(name=file.name))
    if desk.alerts:
        log.problem("note", "alerts", _ALERTS.filled(n=f"{desk.alerts:,}"), _ALERTS_DONE)
    if desk.tally.group_records:
        log.problem("note", "broadcast", _GROUP.filled(n=f"{desk.tally.group_records:,}"), _GROUP_DONE)
    log.note_six(desk.tally.v6_addresses)
    evidence = Evidence(
        file=file.name, sha256=file.sha256, size=file.size, format=FORMAT, kind=KIND, records=events
    )
    sightings = desk.hosts.sightings(desk.tally.sightings(), desk.cards.owners())
    return Reading(evidence=evidence, sightings=sightings, flows=desk.tally.flows(), problems=tuple(log.problems))


@dataclass
class _Desk:
    """Where the events of one log are put together. A flow's event comes last, after those of its protocols."""

    name: str
    connections: int = 0
    alerts: int = 0
    cards: MacTable = field(default_factory=MacTable)
    _pending: dict[Any, Connection] = field(default_factory=dict)  # flow id -> what its protocol events told

    def __post_init__(self) -> None:
        self.tally = CardTally(self.name)
        self.hosts = WireHosts(self.name)

    def take(self, number: int, record: dict[str, Any]) -> bool:
        """Take in one event; ``False`` when it cannot be read."""
        kind = record.get("event_type")
        if not isinstance(kind, str):
            return False
        if kind in _NO_TRAFFIC:
            self.alerts += kind == "alert"
            return True
        try:
            if kind in ("flow", "netflow"):
                return self._flow(number, record, kind)
            if all(name in record for name in _NEEDED):
                self._protocol(number, record, kind)
            return True
        except (ValueError, TypeError, KeyError, OverflowError, AttributeError):
            return False

    def _flow(self, number: int, record: dict[str, Any], kind: str) -> bool:
        connection = _connection(number, record)
        flow = part(record, kind)
        known = self._pending.pop(record.get("flow_id"), None)
        if known is not None:
            connection.service = known.service or connection.service
        connection.time = epoch(flow.get("start")) or connection.time
        if kind == "netflow":  # one way only; its answer is an event of its own
            connection.bytes_out = _count(flow.get("bytes"))
        else:
            connection.bytes_out, connection.bytes_in = _count(flow.get("bytes_toserver")), _count(flow.get("bytes_toclient"))
            connection.answered = _count(flow.get("pkts_toclient")) > 0 and not _refused(part(record, "tcp"))
        connection.began = part(record, "tcp").get("syn") is True or connection.answered
        self._note_cards(record, connection)
        if not self.tally.add(connection):
            return False
        self.connections += 1
        return True

    def _note_cards(self, record: dict[str, Any], connection: Connection) -> None:
        ether = part(record, "ether")
        for ends, address in ((("src_mac", "src_macs"), connection.src), (("dest_mac", "dest_macs"), connection.dst)):
            for mac in {mac.lower() for name in ends for mac in texts(ether.get(name))}:
                if _MAC.fullmatch(mac) and address.count(".") == 3:
                    self.cards.meet(bytes.fromhex(mac.replace(":", "")), bytes(map(int, address.split("."))), 64)
        sent, met = ([mac.lower() for name in names for mac in texts(ether.get(name)) if _MAC.fullmatch(mac.lower())]
                     for names in (("src_mac", "src_macs"), ("dest_mac", "dest_macs")))  # fmt: skip
        if len(set(sent)) == 1 and len(set(met)) == 1:  # of several it is not told which sent to which
            self.tally.note_cards(connection.src, connection.dst, sent[0], met[0])

    def _protocol(self, number: int, record: dict[str, Any], kind: str) -> None:
        connection = _connection(number, record)
        connection.service = _service(kind) if kind in _KNOWN else connection.service or _service(kind)
        time = connection.time
        teller = _KNOWN.get(kind)
        if teller is not None:
            teller(self.hosts, connection, part(record, kind), number, time)
        if record.get("flow_id") is None:
            return
        known = self._pending.get(record["flow_id"])
        if known is None and len(self._pending) < _PENDING_KEPT:
            self._pending[record["flow_id"]] = connection
        elif known is not None and len(connection.service or "") > len(known.service or ""):
            known.service = connection.service

    def settle(self) -> None:
        """Let the protocol events stand for flows whose own event is not in the log."""
        for connection in self._pending.values():
            connection.answered = connection.began = True  # a protocol is only logged when both sides spoke it
            if self.tally.add(connection):
                self.connections += 1
        self._pending.clear()


def _connection(number: int, record: dict[str, Any]) -> Connection:
    return Connection(
        line=number,
        time=epoch(record.get("timestamp")),
        src=str(record["src_ip"]),
        src_port=port_of(record.get("src_port", 0)),
        dst=str(record["dest_ip"]),
        dst_port=port_of(record.get("dest_port", 0)),
        protocol=_protocol_name(str(record.get("proto", ""))),
        service=_service(record.get("app_proto")),
    )


def _protocol_name(text: str) -> str:
    name = text.lower()[:20]
    return "icmp" if name in ("ipv6-icmp", "icmpv6") else name


def _service(text: Any) -> str | None:
    if not isinstance(text, str):
        return None
    name = text.lower()
    return _SERVICES.get(name, name) if _SERVICE.fullmatch(name) else None


def _count(value: Any) -> int:
    count = int(value or 0)
    return count if 0 <= count < BIGGEST_COUNT else 0


def _refused(tcp: dict[str, Any]) -> bool:
    """Whether the server did nothing but refuse, which a firewall may do in its name."""
    if "tcp_flags_tc" in tcp:
        flags = int(str(tcp["tcp_flags_tc"]), 16)
        return bool(flags & 0x04) and not flags & 0x0B
    return tcp.get("rst") is True and not tcp.get("psh") and not tcp.get("fin")


def _tls(hosts: WireHosts, seen: Connection, event: dict[str, Any], line: int, time: float | None) -> None:
    tool = service_behind(str(event.get("sni", "")))
    seen.service = f"ssl,{tool}" if tool else "ssl"
    note_old_tls(hosts, seen.dst, str(event.get("version", "")), line, time)


def _smb(hosts: WireHosts, seen: Connection, event: dict[str, Any], line: int, time: float | None) -> None:
    if str(event.get("dialect", "")).upper().startswith("NT LM"):
        seen.service = "smb,smb1"
        hosts.tell(seen.dst, "weak", WeakProtocol.SMB1, line, time)
    login = part(event, "ntlmssp")
    note_name(hosts, seen.src, login.get("host"), line, time)
    note_windows(hosts, seen.src, login.get("version"), line, time)
    note_system(hosts, seen.dst, part(event, "response").get("native_os"), NATIVE, line, time)


def _dhcp(hosts: WireHosts, seen: Connection, event: dict[str, Any], line: int, time: float | None) -> None:  # noqa: ARG001
    mac = str(event.get("client_mac", "")).lower()
    if not _MAC.fullmatch(mac):
        return
    note_name(hosts, mac, event.get("hostname"), line, time)
    assigned = str(event.get("assigned_ip", ""))
    given = assigned if event.get("dhcp_type") == "ack" else str(event.get("requested_ip", ""))
    if given.count(".") == 3 and given != "0.0.0.0":
        hosts.tell(mac, "lease", given, line, time)


def _krb(hosts: WireHosts, seen: Connection, event: dict[str, Any], line: int, time: float | None) -> None:
    account = str(event.get("cname", ""))
    if account.endswith("$"):  # a computer's; people's names are not kept
        note_name(hosts, seen.src, account[:-1], line, time)


def _rfb(hosts: WireHosts, seen: Connection, event: dict[str, Any], line: int, time: float | None) -> None:
    security = part(event, "authentication").get("security_type")
    if security in (1, 2):  # none, a password alone
        hosts.tell(seen.dst, "weak", WeakProtocol.VNC_CLEAR, line, time)
    if security == 1:
        hosts.tell(seen.dst, "note", OPEN_VNC, line, time)


def _ftp(hosts: WireHosts, seen: Connection, event: dict[str, Any], line: int, time: float | None) -> None:
    if str(event.get("command", "")).upper() in ("USER", "PASS"):  # behind TLS the sensor sees no commands
        hosts.tell(seen.dst, "weak", WeakProtocol.FTP_CLEAR, line, time)


def _snmp(hosts: WireHosts, seen: Connection, event: dict[str, Any], line: int, time: float | None) -> None:
    """The community is in the event too; it is not looked at. The event may be of either way, so the port decides."""
    if event.get("version") in (1, 2) and str(event.get("pdu_type", "")).lower() in ("response", "get_response"):
        agent = seen.src if seen.src_port == _SNMP_PORT else seen.dst
        hosts.tell(agent, "weak", WeakProtocol.SNMP_V1V2, line, time)


_KNOWN = {"tls": _tls, "smb": _smb, "dhcp": _dhcp, "krb5": _krb, "rfb": _rfb, "ftp": _ftp, "snmp": _snmp}

_NOTHING = Text(
    ja="{name} から通信の記録を1件も読めませんでした。途中で切れていないか、SuricataのEVE形式か確かめてください。",
    en="No traffic could be read from {name}. Check that it is a complete Suricata EVE log.",
)
_LIMIT = Text(
    ja="記録が上限に達しました。ここまでの {n} 件を読みました。",
    en="The limit of records was reached; the first {n} were read.",
)
_LIMIT_DONE = Text(ja="この行から後は使っていません。", en="Nothing from this line on was used.")
_ALERTS = Text(ja="Suricataが警告を {n} 件出しています。", en="Suricata raised {n} alerts.")
_ALERTS_DONE = Text(
    ja="警告の中身は使っていません。監視の担当者が確かめてください。",
    en="Their content was not used; whoever watches the sensor should look at them.",
)
_GROUP = Text(
    ja="全体あての通信(ブロードキャストなど)が {n} 件ありました。",
    en="{n} records went to everybody (broadcast, multicast) or came from nobody.",
)
_GROUP_DONE = Text(
    ja="二つの機器の間の通信ではないため、通信の一覧に入れていません。",
    en="They are not between two machines, so they are not listed as flows.",
)
