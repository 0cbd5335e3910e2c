"""A capture becomes flows and machines; what was left out is told; secrets and patients stay out of everything."""

from __future__ import annotations

import contextlib
import gzip
import struct
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.catalogue import Catalogue, load_catalogue
from inmori.errors import InputError
from inmori.ingest import pcap as reader
from inmori.ingest import zeek_conn
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.reading import Reading, Sighting
from inmori.model import DeviceKind, Flow, SourceKind
from tests.ingest.wire_bytes import (
    PC_MAC,
    ROUTER_MAC,
    SERVER_MAC,
    arp,
    block,
    eth,
    interface,
    ipv4,
    pcap,
    pcapng,
    section,
    talk,
    tcp,
    udp,
)
from tests.ingest.wire_payload import (
    SECRET,
    dhcp,
    dicom,
    dns,
    kerberos_request,
    ldap_bind,
    msh,
    netbios_registration,
    ntlm_challenge,
    ntlm_login,
    rdp_confirm,
    rdp_request,
    session,
    smb1_setup_answer,
    smb2,
    snmp,
    tds_login,
    tds_prelogin,
    tls_hello,
    tns_connect,
)

TODAY = date(2027, 3, 8)
DAY = date(2027, 3, 2)
PC, SERVER, OUTSIDE = "10.7.1.20", "10.7.2.5", "198.51.100.7"
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "minato"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def read(data: bytes, catalogue: Catalogue, limits: Limits | None = None) -> Reading:
    return reader.read(EvidenceFile(name="a.pcap", data=data, limits=limits or Limits()), catalogue, today=TODAY)


def machine(reading: Reading, address: str) -> Sighting:
    (found,) = [s for s in reading.sightings if address in s.addresses]
    return found


def facts(sighting: Sighting) -> dict[str, Any]:
    return {name: value for name, (value, _) in sighting.facts.items()}


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


# -- recognition -----------------------------------------------------------------------------------------------------

GOOD = talk(PC, SERVER, 445, [(True, b"hello")])
LOOKS = {
    "pcap": (pcap(GOOD), 1.0),
    "pcapng": (pcapng(GOOD), 1.0),
    "gzipped": (gzip.compress(pcap(GOOD)), 1.0),
    "gzipped text": (gzip.compress(b"#separator \\x09\n"), 0.0),
    "damaged gzip": (b"\x1f\x8b\x08" + bytes(40), 0.0),
    "text": (b"ts,te,td", 0.0),
    "empty": (b"", 0.0),
    "a workbook": (b"PK\3\4" + bytes(60), 0.0),
}


@pytest.mark.parametrize("data, score", LOOKS.values(), ids=LOOKS)
def test_recognised_by_its_first_bytes(data: bytes, score: float) -> None:
    assert reader.recognise(EvidenceFile(name="x.bin", data=data)) == score


# -- what is read ----------------------------------------------------------------------------------------------------


def test_flows_and_machines(catalogue: Catalogue) -> None:
    reading = read(pcap(talk(PC, SERVER, 104, [(True, dicom(1, "PACS01", "CT02")), (False, dicom(2, "PACS01", "CT02"))])), catalogue)
    assert [(f.src, f.dst, f.port, f.service, f.answered) for f in reading.flows] == [(PC, SERVER, 104, "dicom", True)]
    assert reading.evidence.records == 8
    assert (reading.evidence.format, reading.evidence.kind) == ("pcap", SourceKind.WIRE)
    ct, pacs = machine(reading, PC), machine(reading, SERVER)
    assert (ct.macs, facts(ct), ct.last_seen) == ((PC_MAC,), {"ae_title": "CT02"}, DAY)
    assert (pacs.macs, facts(pacs)) == ((SERVER_MAC,), {"ae_title": "PACS01"})
    __, source = ct.facts["ae_title"]
    assert (source.kind, source.file, source.line, source.as_of) == (SourceKind.WIRE, "a.pcap", 4, DAY)


def test_hints_on_systems_are_worked_out_and_versions_of_databases_seen(catalogue: Catalogue) -> None:
    frames = talk(PC, SERVER, 445, [(True, session(smb2())), (False, session(smb1_setup_answer("Windows 5.1", "x")))])
    frames += talk(PC, "10.7.2.6", 1433, [(True, tds_prelogin(0x12)), (False, tds_prelogin(4, (10, 50, 1600)))], sport=50_002)
    reading = read(pcap(frames), catalogue)
    system, at = machine(reading, SERVER).facts["os"]
    assert (system, at.kind) == ("Windows XP", SourceKind.DERIVED)
    database, at = machine(reading, "10.7.2.6").facts["database"]
    assert (database, at.kind) == ("SQL Server 2008 R2 (10.50.1600)", SourceKind.WIRE)


def test_a_lease_joins_name_card_and_address(catalogue: Catalogue) -> None:
    ask = eth(ipv4("0.0.0.0", "255.255.255.255", 17, udp(68, 67, dhcp(3, name="RECEPT-03", wanted=PC))), dst="ff:ff:ff:ff:ff:ff")
    give = eth(ipv4("10.7.1.254", PC, 17, udp(67, 68, dhcp(5, given=PC))), src=ROUTER_MAC, dst=PC_MAC)
    reading = read(pcap([ask, give, *talk(PC, OUTSIDE, 443, [], macs=(PC_MAC, ROUTER_MAC))]), catalogue)
    pc = machine(reading, PC)
    assert (pc.hostnames, pc.macs, pc.dhcp, facts(pc)) == (("RECEPT-03",), (PC_MAC,), True, {"dhcp": True})


def test_an_address_lent_to_two_machines_stays_two(catalogue: Catalogue) -> None:
    frames = []
    for name, card in (("WARD-1", "00:17:42:00:00:11"), ("WARD-2", "00:17:42:00:00:12")):
        frames.append(eth(ipv4("10.7.1.254", PC, 17, udp(67, 68, dhcp(5, given=PC, card=card))), src=ROUTER_MAC, dst=card))
        frames.append(eth(ipv4("0.0.0.0", "255.255.255.255", 17, udp(68, 67, dhcp(3, name=name, wanted=PC, card=card))), src=card, dst="ff:ff:ff:ff:ff:ff"))
        frames += talk(PC, SERVER, 445, [], macs=(card, SERVER_MAC), sport=40_000 + len(frames))
    found = [s for s in read(pcap(frames), catalogue).sightings if PC in s.addresses]
    assert sorted((s.hostnames, s.macs) for s in found) == [
        ((), ()),
        (("WARD-1",), ("00:17:42:00:00:11",)),
        (("WARD-2",), ("00:17:42:00:00:12",)),
    ]


def test_somebody_who_speaks_of_somebody_else_is_not_believed(catalogue: Catalogue) -> None:
    frame = eth(ipv4(PC, "10.7.1.255", 17, udp(137, 137, netbios_registration("EHR-SV", SERVER))), dst="ff:ff:ff:ff:ff:ff")
    reading = read(pcap([frame]), catalogue)
    assert [(s.addresses, s.hostnames) for s in reading.sightings] == [((PC,), ())]


def test_network_gear_tells_its_name(catalogue: Catalogue) -> None:
    def tlv(kind: int, value: bytes) -> bytes:
        return struct.pack("!H", kind << 9 | len(value)) + value

    body = tlv(1, b"\4" + bytes.fromhex("90aabbccdd01")) + tlv(5, b"CORE-SW1") + tlv(7, b"\0\x14\0\x14") + tlv(8, b"\x05\x01\x0a\x07\xfa\xfe")
    frames = [eth(body, kind=0x88CC, src="90:aa:bb:cc:dd:05", dst="01:80:c2:00:00:0e"), *GOOD]
    switch = machine(read(pcap(frames), catalogue), "10.7.250.254")
    assert (switch.hostnames, switch.macs, facts(switch)) == (("CORE-SW1",), ("90:aa:bb:cc:dd:01",), {"kind": DeviceKind.L3_SWITCH})


def test_who_prints_is_a_printer(catalogue: Catalogue) -> None:
    reading = read(pcap(talk(PC, "10.7.1.90", 9100, [(True, b"\x1b%-12345X@PJL JOB NAME=" + SECRET)])), catalogue)
    assert facts(machine(reading, "10.7.1.90")) == {"kind": DeviceKind.PRINTER}
    assert SECRET.decode() not in repr(reading)


def test_a_remote_tool_and_the_way_out(catalogue: Catalogue) -> None:
    frames = talk(PC, OUTSIDE, 443, [(True, tls_hello("relay-1.net.anydesk.com"))], macs=(PC_MAC, ROUTER_MAC))
    (flow,) = read(pcap(frames), catalogue).flows
    assert (flow.service, flow.first_hop) == ("ssl,anydesk", ROUTER_MAC)


def test_the_same_bytes_give_the_same_reading(catalogue: Catalogue) -> None:
    data = pcap([*GOOD, arp(PC_MAC, PC, SERVER), arp(SERVER_MAC, SERVER, PC), *talk(PC, OUTSIDE, 443, [])])
    assert repr(read(data, catalogue)) == repr(read(data, catalogue))


def test_a_packed_capture_is_the_same_capture(catalogue: Catalogue) -> None:
    plain, packed = read(pcap(GOOD), catalogue), read(gzip.compress(pcap(GOOD)), catalogue)
    assert (plain.flows, plain.sightings, plain.problems) == (packed.flows, packed.sightings, packed.problems)


# -- what was left out -----------------------------------------------------------------------------------------------

WIFI = pcap([bytes(60)] * 3, link=105)
NOTES: dict[str, tuple[bytes, str, str]] = {
    "cut": (pcap(GOOD)[:-3], "warning", "pcap_cut"),
    "cut gzip": (gzip.compress(pcap(GOOD * 50), 0)[:-900], "warning", "pcap_cut"),
    "damaged": (pcap(GOOD) + struct.pack("<IIII", 0, 0, 1 << 30, 9) + bytes(99), "warning", "pcap_damaged"),
    "a part on wireless": (pcapng(GOOD) + section() + interface(105) + block(6, struct.pack("<5I", 0, 0, 0, 60, 60) + bytes(60)), "warning", "pcap_link"),
    "a broken packet": (pcap([*GOOD, eth(b"\x45\0")]), "note", "pcap_broken"),
    "wireless controllers": (pcap([*GOOD, eth(ipv4(PC, SERVER, 17, udp(5_247, 5_247, bytes(40))))]), "warning", "pcap_tunnel"),
    "a tunnel of virtual machines": (pcap([*GOOD, eth(ipv4(PC, SERVER, 17, udp(50_000, 6_081, b"\0\0\x65\x58" + bytes(40))))]), "warning", "pcap_tunnel"),
    "a mirror of wireless gear": (pcap([*GOOD, eth(ipv4(PC, SERVER, 17, udp(50_000, 37_008, b"\1\0\0\1" + bytes(40))))]), "warning", "pcap_tunnel"),
    "an unread tunnel": (pcap([*GOOD, eth(ipv4(PC, SERVER, 47, struct.pack("!HH", 0, 0x8847) + bytes(40)))]), "warning", "pcap_tunnel"),
    "a mirror's tunnel": (
        pcap([eth(ipv4("192.0.2.1", "192.0.2.2", 47, struct.pack("!HH", 0, 0x88BE) + frame)) for frame in GOOD]), "note", "pcap_unwrapped",
    ),
    "twice": (pcap([frame for frame in GOOD for _ in range(2)], step=1e-5), "note", "pcap_duplicates"),
    "fragments": (pcap([*GOOD, eth(ipv4(PC, SERVER, 17, bytes(40), fragment=5))]), "note", "pcap_fragments"),
    "no IP": (pcap([*GOOD, arp(PC_MAC, PC, SERVER)]), "note", "pcap_no_ip"),
    "broadcast": (pcap([*GOOD, eth(ipv4(PC, "255.255.255.255", 17, udp(1, 2)), dst="ff:ff:ff:ff:ff:ff")]), "note", "pcap_broadcast"),
    "no time": (section() + interface() + b"".join(block(3, struct.pack("<I", len(f)) + f) for f in GOOD), "note", "pcap_untimed"),
}  # fmt: skip


@pytest.mark.parametrize("data, severity, code", NOTES.values(), ids=NOTES)
def test_what_was_left_out_is_told(data: bytes, severity: str, code: str, catalogue: Catalogue) -> None:
    reading = read(data, catalogue)
    assert [(problem.severity, problem.code) for problem in reading.problems] == [(severity, code)]
    assert [f.dst for f in reading.flows if f.port == 445] == [SERVER]


def test_a_good_capture_has_no_problems(catalogue: Catalogue) -> None:
    assert codes(read(pcap(GOOD), catalogue)) == []


def test_the_limit_is_told(catalogue: Catalogue) -> None:
    frames = [eth(ipv4(PC, SERVER, 6, tcp(20_000 + n, 445, 2))) for n in range(30)]
    reading = read(pcap(frames), catalogue, Limits(flows=10))
    assert codes(reading) == ["pcap_limit"]
    assert reading.flows[0].connections == 10


UNUSABLE = {
    "nothing in it": (pcap([]), "読めるパケットが1つもありません"),
    "nothing but wireless": (WIFI, "802.11 3"),
    "nothing but broken packets": (pcap([eth(b"\x45\0")]), "読めるパケットが1つもありません"),
    "no capture": (b"hello", "通信の記録(pcap)として読めません"),
    "a bomb": (gzip.compress(pcap([bytes(60_000)] * 400)), "上限"),
}


@pytest.mark.parametrize("data, words", UNUSABLE.values(), ids=UNUSABLE)
def test_unusable_files_say_why(data: bytes, words: str, catalogue: Catalogue) -> None:
    with pytest.raises(InputError) as raised:
        read(data, catalogue, Limits(unpacked_bytes=1_000_000))
    assert words in raised.value.message.ja


# -- secrets and patients --------------------------------------------------------------------------------------------

PLANTED: dict[str, list[tuple[int, list[tuple[bool, bytes]]]]] = {
    "FTP": [(21, [(False, b"220 FTP ready\r\n"), (True, b"USER " + SECRET + b"\r\n"), (True, b"PASS " + SECRET + b"\r\n")])],
    "web login": [(80, [(True, b"POST /" + SECRET + b" HTTP/1.1\r\nAuthorization: Basic " + SECRET + b"\r\nHost: " + SECRET + b"\r\n\r\npw=" + SECRET)])],
    "NTLM": [
        (445, [
            (True, session(smb2())),
            (False, session(smb2(reply=True) + ntlm_challenge("EHR-AP01", (10, 0, 20348)))),
            (True, session(smb2() + ntlm_login("PC-1", (10, 0, 19045), user=SECRET.decode()))),
        ]),
    ],
    "HL7": [(2575, [(True, msh()), (True, msh() + b"OBX|1|TX|" + SECRET + b"\r"), (False, msh(kind="ACK"))])],
    "LDAP": [(389, [(True, ldap_bind(SECRET))])],
    "Kerberos": [(88, [(True, struct.pack("!I", len(kerberos_request(SECRET.decode()))) + kerberos_request(SECRET.decode()))])],
    "RDP": [(3389, [(True, rdp_request(b"Cookie: mstshash=" + SECRET + b"\r\n")), (False, rdp_confirm(0))])],
    "databases": [(1433, [(True, tds_login("PC-1", SECRET.decode()))]), (1521, [(True, tns_connect("PC-1", SECRET.decode()))])],
    "DICOM with an image": [(104, [(True, dicom(1, "PACS01", "CT02")), (True, b"\4\0\0\0\0\x64" + SECRET * 6)])],
    "TLS server's name": [(443, [(True, tls_hello(SECRET.decode() + ".example.com"))])],
}  # fmt: skip


@pytest.mark.parametrize("conversations", PLANTED.values(), ids=PLANTED)
def test_marked_secrets_never_appear(conversations: list[tuple[int, list[tuple[bool, bytes]]]], catalogue: Catalogue) -> None:
    frames = [frame for port, said in conversations for frame in talk(PC, SERVER, port, said)]
    frames.append(eth(ipv4(SERVER, PC, 17, udp(161, 50_000, snmp(0xA2)))))
    frames.append(eth(ipv4(PC, SERVER, 17, udp(50_000, 53, dns(SECRET.decode() + ".example.com")))))
    keys = section() + block(0x0A, struct.pack("<II", 0x544C534B, len(SECRET)) + SECRET)
    reading = read(keys + pcapng(frames), catalogue)
    shown = repr(reading)
    assert len(reading.flows) == len(conversations) + 2
    assert SECRET.decode() not in shown
    assert SECRET.hex() not in shown
    assert SECRET[:8].decode() not in shown


# -- mangled ---------------------------------------------------------------------------------------------------------

MIXED = [
    *(frame for said in PLANTED.values() for port, words in said for frame in talk(PC, SERVER, port, words)),
    *(frame for frame in talk(PC, OUTSIDE, 53, [(True, dns("a.example"))], protocol=17)),
    eth(ipv4("192.0.2.1", "192.0.2.2", 47, struct.pack("!HHI", 0x1000, 0x88BE, 1) + bytes(8) + GOOD[0])),
    eth(ipv4("10.7.1.254", PC, 17, udp(67, 68, dhcp(5, given=PC)))),
    arp(PC_MAC, PC, SERVER),
]


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_mangled_captures_raise_nothing_else(data: st.DataObject) -> None:
    make: Callable[[list[bytes]], bytes] = data.draw(st.sampled_from([pcap, pcapng]))
    whole = bytearray(make(MIXED))
    for _ in range(data.draw(st.integers(1, 40))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    try:
        reading = reader.read(EvidenceFile(name="a.pcap", data=cut), None, today=TODAY)  # type: ignore[arg-type]
    except InputError:
        return
    assert all(flow.bytes_out >= 0 and flow.bytes_in >= 0 for flow in reading.flows)


@settings(max_examples=120, deadline=None)
@given(head=st.sampled_from([pcap([])[:24], section() + interface()]), body=st.binary(max_size=400))
def test_random_records_raise_nothing_else(head: bytes, body: bytes) -> None:
    with contextlib.suppress(InputError):
        reader.read(EvidenceFile(name="a.pcap", data=head + body), None, today=TODAY)  # type: ignore[arg-type]


# -- another program's word ------------------------------------------------------------------------------------------


def same_view(reading: Reading) -> dict[tuple[str, str, str, int | None], tuple[int, bool, int, int]]:
    """Flows without DHCP and name broadcasts, on which a sensor and we differ by right."""
    return {_key(f): (f.connections, f.answered, f.bytes_out, f.bytes_in) for f in reading.flows if f.port not in (67, 68, 137)}


def _key(flow: Flow) -> tuple[str, str, str, int | None]:
    return (flow.src, flow.dst, flow.protocol, flow.port)


def test_the_example_capture_says_what_the_sensor_said(catalogue: Catalogue) -> None:
    ours = reader.read(EvidenceFile.load(SAMPLE / "mirror.pcap", name="mirror.pcap"), catalogue, today=TODAY)
    sensor = zeek_conn.read(EvidenceFile.load(SAMPLE / "conn.log", name="conn.log"), catalogue, today=TODAY)
    assert same_view(ours) == same_view(sensor)
    living = {address for s in sensor.sightings for address in s.addresses}
    assert living <= {address for s in ours.sightings for address in s.addresses}
