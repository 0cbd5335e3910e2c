"""What must not be relied on is noted at the machine that offers it, once it was agreed upon; secrets stay where they are."""

from __future__ import annotations

import struct
from datetime import date

import pytest

from inmori.ingest import pcap
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.heard_ntlm import told_by_build
from inmori.ingest.reading import Reading
from inmori.model import WeakProtocol
from tests.ingest import wire_bytes as wire
from tests.ingest.wire_payload import (
    SECRET,
    ldap_bind,
    ntlm_login,
    rdp_confirm,
    rdp_request,
    session,
    smb1,
    smb1_setup_answer,
    smb2,
    snmp,
    tls_hello,
    tls_server,
)

CLIENT, SERVER = "10.7.1.20", "10.7.2.5"
Said = list[tuple[bool, bytes]]


def read(frames: list[bytes]) -> Reading:
    file = EvidenceFile(name="mirror.pcap", data=wire.pcap(frames))
    return pcap.read(file, None, today=date(2027, 3, 8))  # type: ignore[arg-type]


def weak(frames: list[bytes]) -> dict[str, tuple[str, ...]]:
    return {s.addresses[0]: s.weak_protocols for s in read(frames).sightings if s.weak_protocols}


def ntlm_with(length: int) -> bytes:
    """A last NTLM message whose answer to the challenge has ``length`` bytes."""
    message = bytearray(ntlm_login("PC-1", (5, 1, 2600)))
    struct.pack_into("<HH", message, 20, length, length)
    return bytes(message)


def old_setup(first: int, second: int) -> bytes:
    """A session setup of Windows NT: thirteen words with the lengths of both answers."""
    words = bytes(14) + struct.pack("<HH", first, second) + bytes(8)
    body = SECRET.ljust(first + second, b"x")
    head = smb1(0x73, 0, b"")[:32]
    return head + bytes((13,)) + words + struct.pack("<H", len(body)) + body


def negotiated(dialect: int) -> bytes:
    answer = bytearray(smb1(0x72, 17, bytes(40), reply=True))
    struct.pack_into("<H", answer, 33, dialect)
    return bytes(answer)


OFFER = session(smb1(0x72, 0, b"\2NT LM 0.12\0"))
CASES: dict[str, tuple[int, Said, dict[str, tuple[str, ...]]]] = {
    "SMB 1 agreed upon": (445, [(True, OFFER), (False, session(negotiated(5)))], {SERVER: ("smb1",)}),
    "SMB 1 refused by all dialects": (445, [(True, OFFER), (False, session(negotiated(0xFFFF)))], {}),
    "SMB 1 offered, SMB 2 agreed": (445, [(True, OFFER), (False, session(smb2(reply=True)))], {}),
    "SMB 1 of an old server": (139, [(True, OFFER), (False, session(smb1_setup_answer("Windows 5.1", "x")))], {SERVER: ("smb1",)}),
    "NTLM 1 in SMB 2": (445, [(True, session(smb2() + ntlm_with(24)))], {CLIENT: ("ntlmv1",)}),
    "NTLM 2 in SMB 2": (445, [(True, session(smb2() + ntlm_with(250)))], {}),
    "an anonymous sign-in": (445, [(True, session(smb2() + ntlm_with(0)))], {}),
    "NTLM 1 in the old form": (445, [(True, session(old_setup(24, 24)))], {CLIENT: ("ntlmv1",)}),
    "a guest in the old form": (445, [(True, session(old_setup(1, 0)))], {}),
    "TLS 1.1": (443, [(True, tls_hello("a.example")), (False, tls_server(0x0302))], {SERVER: ("tls_old",)}),
    "TLS 1.1 offered only": (443, [(True, tls_hello("a.example")), (False, tls_server(0x0303))], {}),
    "RDP open to all": (3389, [(True, rdp_request()), (False, rdp_confirm(1))], {SERVER: ("rdp_no_nla",)}),
    "RDP with sign-in first": (3389, [(True, rdp_request()), (False, rdp_confirm(2))], {}),
    "a password in LDAP": (389, [(True, ldap_bind(SECRET))], {SERVER: ("ldap_clear",)}),
    "LDAP without one": (389, [(True, ldap_bind(b""))], {}),
    "telnet": (23, [(False, b"\xff\xfd\x18\xff\xfd\x20"), (True, b"\xff\xfb\x18\xff\xfb\x20")], {SERVER: ("telnet",)}),
    "telnet on another port": (2023, [(False, b"\xff\xfd\x18\xff\xfd\x20"), (True, b"\xff\xfb\x18\xff\xfb\x20")], {SERVER: ("telnet",)}),
    "FTP": (21, [(False, b"220 FTP ready\r\n"), (True, b"USER " + SECRET + b"\r\n"), (False, b"331 ok\r\n"), (True, b"PASS " + SECRET + b"\r\n")],
            {SERVER: ("ftp_clear",)}),
    "FTP with a question first": (21, [(False, b"220 FTP ready\r\n"), (True, b"SYST\r\n"), (True, b"USER " + SECRET + b"\r\n")], {SERVER: ("ftp_clear",)}),
    "FTP behind TLS": (21, [(False, b"220 FTP ready\r\n"), (True, b"AUTH TLS\r\n"), (False, b"234 ok\r\n"), (True, tls_hello("ftp.example"))], {}),
    "VNC with a password": (5900, [(False, b"RFB 003.008\n"), (True, b"RFB 003.008\n"), (False, b"\1\2")], {SERVER: ("vnc_clear",)}),
    "VNC of the first kind": (5900, [(False, b"RFB 003.003\n"), (True, b"RFB 003.003\n"), (False, b"\0\0\0\2" )], {SERVER: ("vnc_clear",)}),
    "VNC behind TLS": (5900, [(False, b"RFB 003.008\n"), (True, b"RFB 003.008\n"), (False, b"\1\x13")], {}),
    "VNC with a choice of sealed and open": (5900, [(False, b"RFB 003.008\n"), (True, b"RFB 003.008\n"), (False, b"\2\x13\1")], {SERVER: ("vnc_clear",)}),
    "a sign-in with every page": (80, [(True, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"), (False, b"HTTP/1.1 401 x\r\n\r\n"),
                                       (True, b"GET / HTTP/1.1\r\nHost: x\r\nauthorization: basic " + SECRET + b"\r\n\r\n")],
                                  {SERVER: ("http_login_clear",)}),
    "a form with a password": (8080, [(True, b"POST /login HTTP/1.1\r\nHost: x\r\n\r\nuser=a&password=" + SECRET)], {SERVER: ("http_login_clear",)}),
    "a form without": (8080, [(True, b"POST /search HTTP/1.1\r\nHost: x\r\n\r\nq=password&page=2")], {}),
    "a page": (80, [(True, b"GET /?q=1 HTTP/1.1\r\nHost: x\r\n\r\n"), (False, b"HTTP/1.1 200 OK\r\n\r\n")], {}),
}  # fmt: skip


@pytest.mark.parametrize("port, said, expected", CASES.values(), ids=CASES)
def test_weak_protocols_stand_at_whom_they_belong_to(port: int, said: Said, expected: dict[str, tuple[str, ...]]) -> None:
    reading = read(wire.talk(CLIENT, SERVER, port, said))
    assert {s.addresses[0]: s.weak_protocols for s in reading.sightings if s.weak_protocols} == expected
    assert all(isinstance(value, WeakProtocol) for s in reading.sightings for value in s.weak_protocols)
    assert SECRET.decode() not in repr(reading)


def test_monitoring_with_communities() -> None:
    asked = wire.talk(CLIENT, SERVER, 161, [(True, snmp(0xA0)), (False, snmp(0xA2))], protocol=17)
    assert weak(asked) == {SERVER: ("snmp_v1v2",)}
    assert weak(wire.talk(CLIENT, SERVER, 161, [(True, snmp(0xA0))], protocol=17)) == {}
    trap = wire.talk("10.7.1.2", SERVER, 162, [(True, snmp(0xA7))], protocol=17)
    assert weak(trap) == {"10.7.1.2": ("snmp_v1v2",)}


def test_the_place_of_each_is_the_packet_that_showed_it() -> None:
    first = wire.talk(CLIENT, SERVER, 443, [(True, tls_hello("a")), (False, tls_server(0x0301))])
    second = wire.talk(CLIENT, SERVER, 23, [(False, b"\xff\xfd\x18\xff\xfd\x20")], sport=50_001)
    (server,) = [s for s in read([*first, *second]).sightings if s.addresses == (SERVER,)]
    assert server.weak_protocols == ("telnet", "tls_old")
    lines = {name: place.line for name, place in server.identities.items()}
    assert lines == {"tls_old": 5, "telnet": len(first) + 1}


def test_what_is_outside_is_no_machine_of_ours() -> None:
    assert weak(wire.talk(CLIENT, "203.0.113.9", 23, [(False, b"\xff\xfd\x18\xff\xfd\x20")])) == {}


BUILDS = {
    "only in Windows 10 22H2": ((10, 0, 19045), {"os_build": "10.0.19045", "os": "Windows 10 22H2"}),
    "what five releases state": ((10, 0, 19041), {"os": "Windows 10 2004–22H2"}),
    "what two releases of Windows 11 state": ((10, 0, 22621), {"os": "Windows 11 22H2–23H2"}),
    "what a client and a server state": ((10, 0, 26100), {"os": "Windows 11 24H2–25H2 または Windows Server 2025"}),
    "1809 or Server 2019": ((10, 0, 17763), {"os_build": "10.0.17763"}),
    "1607 or Server 2016": ((10, 0, 14393), {"os_build": "10.0.14393"}),
    "a server only": ((10, 0, 20348), {"os_build": "10.0.20348", "os": "Windows Server 2022"}),
    "Windows 7 or Server 2008 R2": ((6, 1, 7601), {"os_build": "6.1.7601"}),
    "XP": ((5, 1, 2600), {"os_build": "5.1.2600", "os": "Windows XP"}),
}


@pytest.mark.parametrize("version, expected", BUILDS.values(), ids=BUILDS)
def test_a_build_names_a_system_only_where_it_is_clear(version: tuple[int, int, int], expected: dict[str, str]) -> None:
    assert dict(told_by_build(*version)) == expected


def test_a_range_of_releases_is_read_as_all_of_them() -> None:
    from inmori.catalogue import load_catalogue
    from inmori.intel import lifecycles, name_products

    table = lifecycles(load_catalogue())
    for build, some, none in ((19041, {"10-2004", "10-22h2", "10-21h2-e-lts"}, {"10-1909-e"}), (26100, {"2025", "11-24h2-e"}, {"2022"})):
        (text,) = (value for name, value in told_by_build(10, 0, build) if name == "os")
        found = {cycle.cycle for product in name_products(text, lifecycles=table) for cycle in product.cycles}
        assert some <= found
        assert not none & found


def test_one_old_conversation_among_new_ones_is_not_hidden() -> None:
    new = wire.talk(CLIENT, SERVER, 445, [(True, session(smb2())), (False, session(smb2(reply=True)))], sport=50_001)
    old = wire.talk(CLIENT, SERVER, 445, [(True, OFFER), (False, session(negotiated(5)))], sport=50_002)
    for frames in ([*new, *old], [*old, *new]):
        (flow,) = read(frames).flows
        assert (flow.service, flow.connections) == ("smb,smb1", 2)
