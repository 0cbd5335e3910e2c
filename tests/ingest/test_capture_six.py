"""What speaks IPv6 is tied to the machine with its card, or counted and named; a router's card stands for nobody."""

from __future__ import annotations

import struct
from datetime import date
from ipaddress import IPv6Address

from inmori.ingest import nfdump_csv, pcap, suricata_eve, zeek_other
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.reading import Reading
from tests.ingest import wire_bytes as wire
from tests.ingest import wire_payload as said
from tests.ingest.test_nfdump_csv import OLD, old, text
from tests.ingest.test_suricata_eve import flow, lines
from tests.ingest.test_zeek_other import record, tsv

TODAY = date(2027, 3, 8)
PC, SERVER = "10.7.1.20", "10.7.2.5"
PC6, LINK6, WORLD6, AFAR6 = "fd00:7::20", "fe80::217:42ff:fe00:1", "2001:db8:7::20", "2001:db8:ffff::9"
IPV6 = 0x86DD


def read(frames: list[bytes]) -> Reading:
    return pcap.read(EvidenceFile(name="m.pcap", data=wire.pcap(frames)), None, today=TODAY)  # type: ignore[arg-type]


def six(src: str, dst: str, body: bytes, *, protocol: int = 6, card: str = wire.PC_MAC, to: str = wire.SERVER_MAC, hops: int = 64) -> bytes:
    packet = wire.ipv6(IPv6Address(src).packed, IPv6Address(dst).packed, protocol, body)
    return wire.eth(packet[:7] + bytes((hops,)) + packet[8:], kind=IPV6, src=card, dst=to)


def four() -> list[bytes]:
    return wire.talk(PC, SERVER, 445, [(True, said.session(said.smb2()))])


def codes(reading: Reading) -> dict[str, str]:
    return {problem.code: problem.text.en for problem in reading.problems}


def test_an_address_stands_in_the_notes_of_the_machine_with_the_card() -> None:
    reading = read([*four(), six(PC6, "fd00:7::5", wire.tcp(50_000, 445, wire.SYN))])
    notes = {s.addresses[0]: s.notes for s in reading.sightings}
    assert notes == {PC: (f"IPv6 {PC6}",), SERVER: ()}
    assert ("fd00:7::20", "fd00:7::5", 445) in {(f.src, f.dst, f.port) for f in reading.flows}
    assert PC6 in codes(reading)["pcap_ipv6"]


def test_what_is_told_over_ipv6_is_told_of_the_machine() -> None:
    name = struct.pack("!HHHHHH", 0, 0x8400, 0, 1, 0, 0)  # no question, so nothing but the frame tells
    login = said.session(said.smb2() + said.ntlm_login("RECEPT-03", (10, 0, 20348)))
    reading = read([*four(), six(LINK6, "fe80::5", wire.tcp(50_000, 445, wire.PSH | wire.ACK, login)), six(LINK6, "ff02::fb", wire.udp(5353, 5353, name), protocol=17)])
    (machine,) = [s for s in reading.sightings if s.addresses == (PC,)]
    assert machine.hostnames == ("RECEPT-03",)
    assert machine.facts["os"][0] == "Windows Server 2022"


def test_a_machine_with_ipv6_only_is_known_by_its_card() -> None:
    reading = read([six(PC6, "fd00:7::5", wire.tcp(50_000, 23, wire.SYN)), six(PC6, "fd00:7::6", wire.tcp(50_001, 23, wire.SYN))])
    assert [(s.addresses, s.macs, s.notes) for s in reading.sightings] == [((), (wire.PC_MAC,), (f"IPv6 {PC6}",))]


def test_a_router_stands_for_nobody() -> None:
    forwarded = [six(f"fd00:9::{n}", "fd00:7::5", wire.tcp(50_000, 445, wire.SYN), card=wire.ROUTER_MAC, hops=63) for n in range(1, 4)]
    reading = read([*four(), *forwarded])
    assert all(not s.notes for s in reading.sightings)
    assert "3 inner" in codes(reading)["pcap_ipv6"]
    assert len([f for f in reading.flows if ":" in f.src]) == 3


def test_addresses_valid_in_the_internet_are_a_warning() -> None:
    reading = read([*four(), six(WORLD6, AFAR6, wire.tcp(50_000, 443, wire.SYN), to=wire.ROUTER_MAC),
                    six(AFAR6, WORLD6, wire.tcp(443, 50_000, wire.SYN | wire.ACK), card=wire.ROUTER_MAC, to=wire.PC_MAC, hops=55)])  # fmt: skip
    warned = [p for p in reading.problems if p.code == "pcap_ipv6_worldwide"]
    assert [(p.severity, WORLD6 in p.text.ja, AFAR6 in p.text.ja) for p in warned] == [("warning", True, False)]
    assert "pcap_ipv6_worldwide" not in codes(read([*four(), six(PC6, "fd00:7::5", wire.tcp(1, 2, wire.SYN))]))


def test_logs_name_the_inner_addresses_too() -> None:
    for reader, data in (
        (suricata_eve, lines(flow(src=PC6, dst="fd00:7::5"))),
        (zeek_other, tsv("ssl", {**record(version="TLSv13", cipher="x", curve="y"), "id.orig_h": PC6})),
        (nfdump_csv, text(OLD, old(PC6, 50_001, "fd00:7::5", 445))),
    ):
        reading = reader.read(EvidenceFile(name="x", data=data), None, today=TODAY)  # type: ignore[arg-type]
        assert any(p.code.endswith("_ipv6") and PC6 in p.text.ja for p in reading.problems), reader.FORMAT
        assert any(f.src == PC6 for f in reading.flows)
