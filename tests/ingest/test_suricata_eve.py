"""EVE events become flows and names, with or without flow events; no secret stays."""

from __future__ import annotations

import contextlib
import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.catalogue import Catalogue, load_catalogue
from inmori.errors import InputError
from inmori.ingest import suricata_eve as reader
from inmori.ingest import zeek_conn
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.reading import Reading

TODAY = date(2027, 3, 8)
PC, SERVER, OUTSIDE = "10.7.1.20", "10.7.2.5", "198.51.100.7"
SECRET = "S3cr3tMark99"
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "minato"
Event = dict[str, Any]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def event(kind: str, *, src: str = PC, dst: str = SERVER, port: int = 443, flow_id: int = 1, **more: Any) -> Event:
    return {"timestamp": "2027-03-02T09:00:00.5+0900", "flow_id": flow_id, "event_type": kind, "src_ip": src, "src_port": 50_001,
            "dest_ip": dst, "dest_port": port, "proto": "TCP", **more}  # fmt: skip


def flow(*, out: int = 5, back: int = 4, tcp: Event | None = None, **more: Any) -> Event:
    counts = {"pkts_toserver": out, "pkts_toclient": back, "bytes_toserver": 100 * out, "bytes_toclient": 100 * back,
              "start": "2027-03-02T08:59:58.0+0900", "end": "2027-03-02T09:00:00.0+0900", "state": "closed"}  # fmt: skip
    flags = {"syn": True, "ack": True, "psh": True, "fin": True, "rst": False} if tcp is None else tcp
    return event("flow", flow=counts, tcp=flags, **more)


def lines(*events: Event) -> bytes:
    return ("\n".join(json.dumps(item) for item in events) + "\n").encode()


def read(data: bytes, catalogue: Catalogue | None, limits: Limits | None = None) -> Reading:
    file = EvidenceFile(name="eve.json", data=data, limits=limits or Limits())
    return reader.read(file, catalogue, today=TODAY)  # type: ignore[arg-type]


LOOKS = {
    "a flow": (lines(flow()), 1.0),
    "gzipped": (gzip.compress(lines(flow())), 1.0),
    "statistics first": (lines({"timestamp": "x", "event_type": "stats", "stats": {}}, flow()), 1.0),
    "statistics only": (lines({"timestamp": "x", "event_type": "stats", "stats": {}}), 0.8),
    "other JSON": (b'{"a": 1}\n', 0.0),
    "Zeek": (b'{"ts": 1, "id.orig_h": "10.0.0.1"}\n', 0.0),
    "text": (b"hello\n", 0.0),
    "empty": (b"", 0.0),
}


@pytest.mark.parametrize("data, score", LOOKS.values(), ids=LOOKS)
def test_recognised(data: bytes, score: float) -> None:
    assert reader.recognise(EvidenceFile(name="x", data=data)) == score


FLOWS = {
    "answered": (flow(app_proto="tls"), ("ssl", True)),
    "no answer": (flow(back=0, tcp={"syn": True}, app_proto="failed"), (None, False)),
    "refused": (flow(out=1, back=1, tcp={"syn": True, "rst": True, "ack": True}), (None, False)),
    "refused, by the flags of the server": (flow(tcp={"syn": True, "rst": True, "psh": True, "tcp_flags_tc": "14"}), (None, False)),
    "reset after data": (flow(tcp={"syn": True, "rst": True, "psh": True, "tcp_flags_tc": "1e"}), (None, True)),
    "renamed service": (flow(app_proto="krb5"), ("krb", True)),
    "unknown service kept by its name": (flow(app_proto="mqtt"), ("mqtt", True)),
    "strange service dropped": (flow(app_proto="x y\x1b"), (None, True)),
}


@pytest.mark.parametrize("record, expected", FLOWS.values(), ids=FLOWS)
def test_flows(record: Event, expected: tuple[str | None, bool], catalogue: Catalogue) -> None:
    (found,) = read(lines(record), catalogue).flows
    assert (found.src, found.dst, found.port, found.protocol) == (PC, SERVER, 443, "tcp")
    assert (found.service, found.answered) == expected
    assert found.first is not None
    assert found.first.isoformat() == "2027-03-02T08:59:58+09:00"


def test_a_protocol_event_sharpens_its_flow(catalogue: Catalogue) -> None:
    sni = event("tls", tls={"sni": "relay-1.net.anydesk.com", "version": "TLS 1.2"}, dst=OUTSIDE)
    (found,) = read(lines(sni, flow(app_proto="tls", dst=OUTSIDE)), catalogue).flows
    assert (found.service, found.connections, found.bytes_out) == ("ssl,anydesk", 1, 500)


def test_protocol_events_stand_in_for_flows_that_are_not_logged(catalogue: Catalogue) -> None:
    data = lines(event("dns", port=53, flow_id=7, dns={"rrname": SECRET}), event("dns", port=53, flow_id=7), event("rdp", port=3389, flow_id=8))
    reading = read(data, catalogue)
    assert [(f.port, f.service, f.connections, f.answered) for f in reading.flows] == [(53, "dns", 1, True), (3389, "rdp", 1, True)]


TOLD: dict[str, tuple[Event, str, dict[str, Any]]] = {
    "old TLS": (event("tls", tls={"version": "TLSv1"}), SERVER, {"notes": ("TLS 1.0で応答",), "weak": ("tls_old",)}),
    "SMB 1 with the server's system": (
        event("smb", port=445, smb={"dialect": "NT LM 0.12", "response": {"native_os": "Windows 5.1"}}), SERVER,
        {"notes": (), "weak": ("smb1",), "os": "Windows 5.1"},
    ),
    "NTLM host": (
        event("smb", port=445, smb={"dialect": "3.11", "ntlmssp": {"host": "RECEPT-03", "user": SECRET, "domain": "HOSP", "version": "10.0 build 19045 rev 15"}}),
        PC, {"hostnames": ("RECEPT-03",), "os_build": "10.0.19045", "os": "Windows 10 22H2"},
    ),
    "Kerberos of a computer": (event("krb5", port=88, krb5={"cname": "RECEPT-03$", "realm": "HOSP"}), PC, {"hostnames": ("RECEPT-03",)}),
    "open VNC": (event("rfb", port=5900, rfb={"authentication": {"security_type": 1}}), SERVER, {"notes": ("VNC: 認証なしで応答",), "weak": ("vnc_clear",)}),
    "VNC with a password": (event("rfb", port=5900, rfb={"authentication": {"security_type": 2}}), SERVER, {"notes": (), "weak": ("vnc_clear",)}),
    "VNC behind TLS": (event("rfb", port=5900, rfb={"authentication": {"security_type": 19}}), SERVER, {"weak": ()}),
    "an unprotected file transfer": (event("ftp", port=21, ftp={"command": "USER", "command_data": SECRET}), SERVER, {"weak": ("ftp_clear",)}),
    "a file transfer behind TLS": (event("ftp", port=21, ftp={"command": "AUTH TLS"}), SERVER, {"weak": ()}),
    "monitoring that answers": (event("snmp", port=161, snmp={"version": 2, "pdu_type": "response", "community": SECRET}), SERVER, {"weak": ("snmp_v1v2",)}),
    "monitoring that asks": (event("snmp", port=161, snmp={"version": 2, "pdu_type": "get_request", "community": SECRET}), SERVER, {"weak": ()}),
    "lease": (
        event("dhcp", src="10.7.1.254", dst=PC, port=68, proto="UDP",
              dhcp={"dhcp_type": "ack", "client_mac": "00:17:42:00:00:01", "assigned_ip": PC, "hostname": "RECEPT-03"}),
        PC, {"hostnames": ("RECEPT-03",), "macs": ("00:17:42:00:00:01",), "dhcp": True},
    ),
    "cards": (flow(ether={"src_macs": ["00:17:42:00:00:01"], "dest_macs": ["d4:be:d9:00:00:02"]}), PC, {"macs": ("00:17:42:00:00:01",)}),
}  # fmt: skip


@pytest.mark.parametrize("record, address, expected", TOLD.values(), ids=TOLD)
def test_what_events_tell_of_machines(record: Event, address: str, expected: dict[str, Any], catalogue: Catalogue) -> None:
    reading = read(lines(record), catalogue)
    (found,) = [s for s in reading.sightings if address in s.addresses]
    told = {"notes": found.notes, "hostnames": found.hostnames, "macs": found.macs, "dhcp": found.dhcp,
            "weak": found.weak_protocols}
    told |= {name: value for name, (value, _) in found.facts.items()}
    assert {name: told.get(name) for name in expected} == expected
    assert SECRET not in repr(reading)


SECRETS = {
    "web": event("http", http={"hostname": SECRET, "url": f"/p/{SECRET}", "http_user_agent": SECRET}),
    "files": event("fileinfo", fileinfo={"filename": SECRET}),
    "FTP": event("ftp", port=21, ftp={"command": "PASS", "command_data": SECRET}),
    "Kerberos": event("krb5", krb5={"cname": SECRET}),
    "payload": event("alert", payload=SECRET, payload_printable=SECRET, alert={"signature": SECRET}),
    "TLS": event("tls", tls={"sni": f"{SECRET}.example.com", "subject": SECRET}),
    "strange type": event(SECRET.lower(), flow_id=9),
}


@pytest.mark.parametrize("record", SECRETS.values(), ids=SECRETS)
def test_marked_secrets_never_appear(record: Event, catalogue: Catalogue) -> None:
    shown = repr(read(lines(record, flow(flow_id=3)), catalogue))
    assert SECRET not in shown.replace(SECRET.lower(), SECRET) or record["event_type"] == SECRET.lower()


def test_broken_lines_are_told_and_the_rest_is_read(catalogue: Catalogue) -> None:
    data = lines(flow()) + b"{broken\n[1]\n" + lines(flow(src="no address")) + b'{"timestamp": "2027'
    reading = read(data, catalogue)
    assert [(p.code, p.where.line) for p in reading.problems] == [
        ("suricata_eve_cut", 5),
        ("suricata_eve_line", 2),
        ("suricata_eve_line", 3),
        ("suricata_eve_line", 4),
    ]
    assert len(reading.flows) == 1


def test_alerts_are_counted_only(catalogue: Catalogue) -> None:
    reading = read(lines(flow(), event("alert"), event("alert")), catalogue)
    assert [(p.severity, p.code) for p in reading.problems] == [("note", "suricata_eve_alerts")]


def test_limits(catalogue: Catalogue) -> None:
    reading = read(lines(*(flow(flow_id=n) for n in range(9))), catalogue, Limits(flows=4))
    assert reading.flows[0].connections == 4
    assert [p.code for p in reading.problems] == ["suricata_eve_limit"]
    with pytest.raises(InputError):
        read(gzip.compress(lines(*(flow(flow_id=n) for n in range(9_000)))), catalogue, Limits(capture_bytes=10_000))


@pytest.mark.parametrize("data", [b"", b"x", lines({"timestamp": "x", "event_type": "stats"}), b"\x1f\x8b\x08"])
def test_nothing_usable(data: bytes, catalogue: Catalogue) -> None:
    with pytest.raises(InputError):
        read(data, catalogue)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=5)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(record=st.sampled_from([case[0] for case in TOLD.values()] + [flow()]), changes=st.data())
def test_values_of_any_type_raise_nothing_else(record: Event, changes: st.DataObject) -> None:
    changed = dict(record)
    for name in changes.draw(st.lists(st.sampled_from(sorted(record)), min_size=1, max_size=3)):
        changed[name] = changes.draw(JSON)
    with contextlib.suppress(InputError):
        read(lines(changed, record), None)


def test_the_example_log_says_what_zeek_said(catalogue: Catalogue) -> None:
    ours = reader.read(EvidenceFile.load(SAMPLE / "eve.json", name="eve.json"), catalogue, today=TODAY)
    zeek = zeek_conn.read(EvidenceFile.load(SAMPLE / "conn.log", name="conn.log"), catalogue, today=TODAY)

    def view(reading: Reading) -> dict[Any, Any]:
        return {(f.src, f.dst, f.protocol, f.port): (f.connections, f.answered, f.first) for f in reading.flows if f.port != 137}

    assert view(ours) == view(zeek)
