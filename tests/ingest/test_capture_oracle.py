"""tshark sees the same conversations and protocols in the same bytes, whatever link or tunnel they come by."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from inmori.ingest import pcap
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.reading import Reading
from tests.ingest import wire_bytes as wire
from tests.ingest import wire_payload as said

pytestmark = pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")

PC, SERVER = "10.7.1.20", "10.7.2.5"
MIRROR, COLLECTOR = "10.9.0.1", "10.9.0.2"
Wrap = Callable[[bytes], bytes]  # an IPv4 packet -> a frame of the link


def read(data: bytes) -> Reading:
    return pcap.read(EvidenceFile(name="m.pcap", data=data), None, today=date(2027, 3, 8))  # type: ignore[arg-type]


def tshark(folder: Path, data: bytes, *fields: str) -> list[tuple[str, ...]]:
    path = folder / "m.pcap"
    path.write_bytes(data)
    command = ["tshark", "-n", "-r", str(path), "-T", "fields", "-E", "occurrence=l"]
    for field in fields:
        command += ["-e", field]
    found = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return [tuple(line.split("\t")) for line in found.splitlines()]


def gre(flags: int, kind: int, extra: bytes, content: bytes) -> bytes:
    return wire.eth(wire.ipv4(MIRROR, COLLECTOR, 47, struct.pack("!HH", flags, kind) + extra + content))


def erspan_3(frame: bytes, *, more: bool = False) -> bytes:
    # Version 2 marks type III; direction and frame type are zero, the last bit tells of the platform's eight bytes.
    return struct.pack("!HHIHH", 0x2000, 0x0001, 7, 0, int(more)) + (bytes(8) if more else b"") + frame


def vxlan(frame: bytes) -> bytes:
    return wire.eth(wire.ipv4(MIRROR, COLLECTOR, 17, wire.udp(50_111, 4789, b"\x08\0\0\0\0\0\x2a\0" + frame)))


def pppoe(packet: bytes) -> bytes:
    return wire.eth(struct.pack("!BBHHH", 0x11, 0, 7, len(packet) + 2, 0x0021) + packet, kind=0x8864)


def cooked(packet: bytes) -> bytes:
    return struct.pack("!HHH", 0, 1, 6) + wire.mac(wire.PC_MAC) + b"\0\0" + struct.pack("!H", 0x0800) + packet


def cooked_2(packet: bytes) -> bytes:
    return struct.pack("!HHIHBB", 0x0800, 0, 3, 1, 0, 6) + wire.mac(wire.PC_MAC) + b"\0\0" + packet


def in_ip6(packet: bytes) -> bytes:
    return wire.eth(wire.ipv6(bytes.fromhex("fd" + "00" * 14 + "01"), bytes.fromhex("fd" + "00" * 14 + "02"), 4, packet), kind=0x86DD)


WRAPS: dict[str, tuple[int, Wrap]] = {
    "Ethernet": (1, wire.eth),
    "VLAN": (1, lambda packet: wire.eth(packet, vlans=(30,))),
    "QinQ": (1, lambda packet: wire.eth(packet, vlans=(200, 30))),
    "SLL": (113, cooked),
    "SLL2": (276, cooked_2),
    "raw": (101, lambda packet: packet),
    "null": (0, lambda packet: struct.pack("<I", 2) + packet),
    "loop": (108, lambda packet: struct.pack(">I", 2) + packet),
    "PPPoE": (1, pppoe),
    "GRE": (1, lambda packet: gre(0, 0x0800, b"", packet)),
    "GRE with a key and a number": (1, lambda packet: gre(0x3000, 0x0800, bytes(8), packet)),
    "GRE bridged": (1, lambda packet: gre(0, 0x6558, b"", wire.eth(packet))),
    "ERSPAN I": (1, lambda packet: gre(0, 0x88BE, b"", wire.eth(packet))),
    "ERSPAN II": (1, lambda packet: gre(0x1000, 0x88BE, bytes(4), struct.pack("!HHI", 0x1000, 0, 0) + wire.eth(packet))),
    "ERSPAN II with a VLAN inside": (1, lambda packet: gre(0x1000, 0x88BE, bytes(4), struct.pack("!HHI", 0x1000, 0, 0) + wire.eth(packet, vlans=(9,)))),
    "ERSPAN III": (1, lambda packet: gre(0x1000, 0x22EB, bytes(4), erspan_3(wire.eth(packet)))),
    "ERSPAN III with more": (1, lambda packet: gre(0x1000, 0x22EB, bytes(4), erspan_3(wire.eth(packet), more=True))),
    "VXLAN": (1, lambda packet: vxlan(wire.eth(packet))),
    "VXLAN in a VLAN": (1, lambda packet: vxlan(wire.eth(packet, vlans=(7,)))),
    "IP in IP": (1, lambda packet: wire.eth(wire.ipv4(MIRROR, COLLECTOR, 4, packet))),
    "IP in IPv6": (1, in_ip6),
}


@pytest.mark.parametrize("link, wrap", WRAPS.values(), ids=WRAPS)
def test_what_is_wrapped_is_the_same_to_tshark(link: int, wrap: Wrap, tmp_path: Path) -> None:
    size = len(said.session(said.smb2()))
    talk = wire.talk(PC, SERVER, 445, [(True, said.session(said.smb2())), (False, said.session(said.smb2(reply=True)))])
    data = wire.pcap([wrap(frame[14:]) for frame in talk], link=link)
    seen = tshark(tmp_path, data, "ip.src", "ip.dst", "tcp.srcport", "tcp.dstport", "tcp.len")
    ends = (PC, SERVER, "50000", "445"), (SERVER, PC, "445", "50000")
    assert set(seen) == {(*end, str(octets)) for end in ends for octets in (0, size)}
    inner = [flow for flow in read(data).flows if flow.src == PC]
    assert [(f.src, f.dst, f.port, f.service, f.answered, f.bytes_out, f.bytes_in) for f in inner] == [(PC, SERVER, 445, "smb", True, size, size)]


@pytest.mark.parametrize("name, data", {
    "several interfaces, clocks and links": (
        wire.section() + wire.interface() + wire.interface(101, resolution=9) + wire.interface(resolution=0x8A, offset=1_000_000_000)
        + wire.packet(wire.eth(wire.ipv4(PC, SERVER, 17, wire.udp(50_001, 514, b"<13>x"))), 1_800_000_000_123_456)
        + wire.packet(wire.ipv4(PC, SERVER, 17, wire.udp(50_002, 514, b"<13>x")), 1_800_000_001_123_456_789, number=1)
        + wire.packet(wire.eth(wire.ipv4(PC, SERVER, 17, wire.udp(50_003, 514, b"<13>x"))), 800_000_002 << 10, number=2)
    ),
    "big-endian": (
        wire.section(">") + wire.interface(order=">", resolution=3)
        + wire.packet(wire.eth(wire.ipv4(PC, SERVER, 17, wire.udp(50_001, 514, b"<13>x"))), 1_800_000_000_123, order=">")
    ),
    "two sections of both orders": (
        wire.pcapng([wire.eth(wire.ipv4(PC, SERVER, 17, wire.udp(50_001, 514, b"<13>x")))], start=1_800_000_000)
        + wire.pcapng([wire.eth(wire.ipv4(PC, SERVER, 17, wire.udp(50_002, 514, b"<13>x")))], start=1_800_000_009, order=">")
    ),
    "nanoseconds": wire.pcap([wire.eth(wire.ipv4(PC, SERVER, 17, wire.udp(50_001, 514, b"<13>x")))], nano=True, order=">"),
}.items())  # fmt: skip
def test_times_are_those_of_tshark(name: str, data: bytes, tmp_path: Path) -> None:
    from io import BytesIO

    from inmori.ingest.capture_file import CaptureFile

    seen = [(float(time), port) for time, port in tshark(tmp_path, data, "frame.time_epoch", "udp.srcport")]
    ours = [time for time, *_ in CaptureFile(BytesIO(data)).records()]
    assert ours == pytest.approx([time for time, _ in seen], abs=1e-6), name
    assert sum(flow.connections for flow in read(data).flows) == len(seen)


#: What is said, on the protocol's own port (tshark needs that), and what tshark calls it.
SPOKEN: dict[str, tuple[int, list[tuple[bool, bytes]], str]] = {
    "DICOM": (104, [(True, said.dicom(1, "PACS01", "CT02"))], "dicom"),
    "HL7": (2575, [(True, said.msh() + b"\x1c\r")], "hl7"),
    "SMB1": (445, [(True, said.session(said.smb1(0x72, 0, b"\2NT LM 0.12\0"))), (False, said.session(said.smb1(0x72, 17, bytes(40), reply=True)))], "smb"),
    "SMB2": (445, [(True, said.session(said.smb2()))], "smb2"),
    "RDP": (3389, [(True, said.rdp_request()), (False, said.rdp_confirm(1))], "rdp"),
    "VNC": (5900, [(False, b"RFB 003.008\n"), (True, b"RFB 003.008\n")], "vnc"),
    "TDS": (1433, [(True, said.tds_prelogin(0x12))], "tds"),
    "Oracle TNS": (1521, [(True, said.tns_connect("LABPC02"))], "tns"),
    "LDAP": (389, [(True, said.ldap_bind(b"x"))], "ldap"),
    "Kerberos": (88, [(True, struct.pack("!I", len(said.kerberos_request("PC$"))) + said.kerberos_request("PC$"))], "kerberos"),
    "NetBIOS session": (139, [(True, b"\x81\0\0\x44\x20" + said.ber.netbios("EHRSV", 0x20) + b"\0\x20" + said.ber.netbios("PC-07", 0) + b"\0")], "nbss"),
    "TLS": (443, [(True, said.tls_hello("relay-0a1b.net.anydesk.com"))], "tls"),
    "Modbus": (502, [(True, struct.pack("!HHHBBHH", 1, 0, 6, 1, 3, 0, 1))], "mbtcp"),
    "SSH": (22, [(False, b"SSH-2.0-OpenSSH_7.4\r\n")], "ssh"),
    "telnet": (23, [(False, b"\xff\xfd\x18\xff\xfd\x20")], "telnet"),
    "FTP": (21, [(False, b"220 FTP ready\r\n"), (True, b"USER x\r\n")], "ftp"),
}
SPOKEN_UDP: dict[str, tuple[int, list[tuple[bool, bytes]], str]] = {
    "DNS": (53, [(True, said.dns("www.example.com"))], "dns"),
    "DHCP": (67, [(True, said.dhcp(3, name="RECEPT-03", wanted=PC))], "dhcp"),
    "NetBIOS names": (137, [(True, said.netbios_registration("PC-07", PC))], "nbns"),
    "SNMP": (161, [(True, said.snmp(0xA0))], "snmp"),
    "BACnet": (47_808, [(True, b"\x81\x0a\0\x11\1\4\0\5\1\x0c\x0c\0\x80\0\1\x19\x55")], "bacnet"),
}
SAME = {"kerberos": "krb", "mbtcp": "modbus", "tls": "ssl", "smb2": "smb", "nbss": "smb", "nbns": "netbios"}


@pytest.mark.parametrize("name", [*SPOKEN, *SPOKEN_UDP])
def test_protocols_are_those_of_tshark_and_need_no_port(name: str, tmp_path: Path) -> None:
    port, talk, theirs = {**SPOKEN, **SPOKEN_UDP}[name]
    protocol = 6 if name in SPOKEN else 17
    data = wire.pcap(wire.talk(PC, SERVER, port, talk, protocol=protocol))
    layers = {layer for (row,) in tshark(tmp_path, data, "frame.protocols") for layer in row.split(":")}
    assert theirs in layers, layers
    (flow,) = read(data).flows
    assert flow.service is not None
    assert flow.service.split(",")[0] == SAME.get(theirs, theirs)
    if name not in ("Modbus", "FTP", "NetBIOS names"):  # their bytes alone could be chance
        (elsewhere,) = read(wire.pcap(wire.talk(PC, SERVER, 40_123, talk, protocol=protocol))).flows
        assert elsewhere.service == flow.service
