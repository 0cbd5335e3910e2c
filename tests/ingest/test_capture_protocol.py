"""Protocols are known by their bytes, whatever the port; names come out, people and secrets do not."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.ingest import heard_neighbour
from inmori.ingest.capture_protocol import heard_in
from inmori.ingest.heard import Clue, Heard, host_name, plain_word
from inmori.ingest.remote_tool_host import service_behind
from tests.ingest.wire_payload import (
    SECRET,
    ber,
    dhcp,
    dicom,
    dns,
    kerberos_request,
    ldap_bind,
    mdns_answer,
    msh,
    netbios_datagram,
    netbios_registration,
    netbios_status,
    ntlm_answer,
    ntlm_challenge,
    ntlm_login,
    rdp_confirm,
    rdp_request,
    session,
    smb1,
    smb1_setup_answer,
    smb2,
    snmp,
    tds_login,
    tds_prelogin,
    tls_hello,
    tls_server,
    tns_connect,
)

ODD = 40_123  # a port that tells nothing


def hear(data: bytes, *, tcp: bool = True, source: int = 50_001, target: int = ODD) -> Heard | None:
    return heard_in(data, tcp=tcp, source=source, target=target)


def clue(field: str, value: str, about: str = "sender") -> Clue:
    return Clue(about, field, value)


TCP: dict[str, tuple[bytes, str, int, tuple[Clue, ...]]] = {
    "DICOM request": (dicom(1, "PACS01", "CT02"), "dicom", 1, (clue("ae_title", "CT02"),)),
    "DICOM request, cut behind the titles": (dicom(1, "PACS01", "CT02")[:50], "dicom", 1, (clue("ae_title", "CT02"),)),
    "DICOM acceptance": (
        dicom(2, "PACS01", "CT02"), "dicom", -1, (clue("ae_title", "PACS01"), clue("ae_title", "CT02", "receiver")),
    ),
    "HL7 order": (msh(), "hl7", 1, (clue("note", "HL7 v2.5 ORM^O01: RIS/HOSP → PACS/HOSP"),)),
    "HL7 without the start byte": (msh()[1:], "hl7", 1, (clue("note", "HL7 v2.5 ORM^O01: RIS/HOSP → PACS/HOSP"),)),
    "HL7 answer": (msh(kind="ACK"), "hl7", -1, ()),
    "HL7 with another separator": (msh().replace(b"|", b"$"), "hl7", 1, (clue("note", "HL7 v2.5 ORM^O01: RIS/HOSP → PACS/HOSP"),)),
    "SMB 2": (session(smb2()), "smb", 1, ()),
    "SMB 2 answer": (session(smb2(reply=True)), "smb", -1, ()),
    "SMB 2 cut": (session(smb2())[:12], "smb", 0, ()),
    "SMB 3 sealed": (session(b"\xfdSMB" + bytes(48)), "smb", 0, ()),
    "SMB 1 offer, as SMB 2 clients make it": (session(smb1(0x72, 0, b"\2SMB 2.???\0")), "smb", 1, ()),
    "SMB 1 taken up": (session(smb1(0x72, 17, bytes(40), reply=True)), "smb,smb1", -1, (clue("weak", "smb1"),)),
    "SMB 1 of Windows XP": (
        session(smb1_setup_answer("Windows 5.1", "Windows 2000 LAN Manager")), "smb,smb1", -1,
        (clue("weak", "smb1"), clue("os", "Windows XP")),
    ),
    "SMB 1 of Windows 7": (
        session(smb1_setup_answer("Windows 7 Professional 7601 Service Pack 1", "Windows 7 Professional 6.1")), "smb,smb1", -1,
        (clue("weak", "smb1"), clue("os", "Windows 7 Professional 7601 Service Pack 1")),
    ),
    "SMB 1 of Samba": (session(smb1_setup_answer("Unix", "Samba 3.6.3")), "smb,smb1", -1, (clue("weak", "smb1"),)),
    "NTLM names the server": (
        session(smb2(reply=True) + ntlm_challenge("EHR-AP01", (10, 0, 20348))), "smb", -1,
        (clue("hostname", "EHR-AP01"), clue("os_build", "10.0.20348"), clue("os", "Windows Server 2022")),
    ),
    "NTLM names the client": (
        session(smb2() + ntlm_login("RECEPT-03", (10, 0, 17763))), "smb", 1,
        (clue("hostname", "RECEPT-03"), clue("os_build", "10.0.17763")),
    ),
    "NTLM of Samba states no build": (
        session(smb2(reply=True) + ntlm_challenge("NAS-1", (6, 1, 0))), "smb", -1, (clue("hostname", "NAS-1"),),
    ),
    "NetBIOS session": (
        b"\x81\0\0\x44\x20" + ber.netbios("EHRSV", 0x20) + b"\0\x20" + ber.netbios("PC-07", 0) + b"\0", "smb", 1,
        (clue("hostname", "PC-07"), clue("hostname", "EHRSV", "receiver")),
    ),
    "RPC bind": (b"\5\0\x0b\3\x10\0\0\0" + bytes(60), "dce_rpc", 1, ()),
    "RDP": (rdp_request(), "rdp", 1, ()),
    "RDP with a user's cookie": (rdp_request(b"Cookie: mstshash=" + SECRET + b"\r\n"), "rdp", 1, ()),
    "RDP with NLA": (rdp_confirm(2), "rdp", -1, ()),
    "RDP without NLA": (rdp_confirm(1), "rdp", -1, (clue("weak", "rdp_no_nla"),)),
    "VNC": (b"RFB 003.008\n", "vnc", 0, ()),
    "SSH": (b"SSH-2.0-OpenSSH_7.4\r\n", "ssh", 0, ()),
    "old SSH": (b"SSH-1.99-Cisco-1.25\n", "ssh", 0, (clue("note", "SSH 1.x で応答"),)),
    "telnet": (b"\xff\xfd\x18\xff\xfd\x20", "telnet", 0, ()),
    "TLS": (tls_hello("ehr.example.jp"), "ssl", 1, ()),
    "AnyDesk behind TLS": (tls_hello("relay-0a1b.net.anydesk.com"), "ssl,anydesk", 1, ()),
    "hidden name service": (tls_hello("dns.google"), "ssl,doh", 1, ()),
    "TLS cut before the name": (tls_hello("x.anydesk.com")[:60], "ssl", 1, ()),
    "TLS of five bytes": (b"\x16\3\1\2\0", "ssl", 0, ()),
    "TLS 1.2 server": (tls_server(0x0303), "ssl", -1, ()),
    "TLS 1.0 server": (tls_server(0x0301), "ssl", -1, (clue("weak", "tls_old"), clue("note", "TLS 1.0で応答"))),
    "SQL Server prelogin": (tds_prelogin(0x12), "tds", 1, ()),
    "SQL Server tells its version": (
        tds_prelogin(4, (11, 0, 5058)), "tds", -1, (clue("database", "SQL Server 2012 (11.0.5058)"),),
    ),
    "SQL Server 2008 R2": (tds_prelogin(4, (10, 50, 1600)), "tds", -1, (clue("database", "SQL Server 2008 R2 (10.50.1600)"),)),
    "open SQL Server login": (tds_login("KAIKEI-PC"), "tds", 1, (clue("hostname", "KAIKEI-PC"),)),
    "Oracle": (tns_connect("LABPC02"), "tns", 1, (clue("hostname", "LABPC02"),)),
    "Oracle accepts": (bytes.fromhex("0020000002000000013b") + bytes(22), "tns", -1, ()),
    "MySQL": (struct.pack("<I", 70)[:3] + b"\0\n5.5.62\0" + bytes(62), "mysql", -1, (clue("database", "MySQL 5.5.62"),)),
    "MariaDB": (
        struct.pack("<I", 70)[:3] + b"\0\n5.5.5-10.3.39-MariaDB\0" + bytes(40), "mysql", -1, (clue("database", "MariaDB 10.3.39"),),
    ),
    "PostgreSQL": (struct.pack("!I", 20) + b"\0\3\0\0user\0" + b"dbuser\0", "postgresql", 1, ()),
    "LDAP bind in the open": (ldap_bind(SECRET), "ldap", 1, (clue("weak", "ldap_clear", "receiver"),)),
    "LDAP without a password": (ldap_bind(b""), "ldap", 1, ()),
    "Kerberos of a computer": (
        struct.pack("!I", len(kerberos_request("RECEPT-03$"))) + kerberos_request("RECEPT-03$"), "krb", 1,
        (clue("hostname", "RECEPT-03"), clue("note", "Kerberos領域 HOSP.LOCAL", "receiver"), clue("hostname", "RECEPT-03")),
    ),
    "web": (b"GET /index.html HTTP/1.1\r\nAuthorization: Basic " + SECRET + b"\r\n", "http", 1, (clue("weak", "http_login_clear", "receiver"),)),
    "web answer": (b"HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n", "http", -1, ()),
    "IIS 6": (b"HTTP/1.1 200 OK\r\nServer: Microsoft-IIS/6.0\r\n\r\n", "http", -1, (clue("os", "Windows Server 2003"),)),
    "DICOMweb": (b"GET /dicom-web/studies?PatientName=" + SECRET + b" HTTP/1.1\r\n", "http,dicomweb", 1, ()),
    "WADO": (b"GET /pacs/wado?requestType=WADO HTTP/1.1\r\n", "http,dicomweb", 1, ()),
    "FHIR": (b"GET /fhir/Patient/1 HTTP/1.1\r\n", "http,fhir", 1, ()),
    "printing over the web": (b"POST /ipp/print HTTP/1.1\r\n", "ipp", 1, (clue("kind", "printer", "receiver"),)),
    "print job": (b"\x1b%-12345X@PJL\r\n", "printing", 1, (clue("kind", "printer", "receiver"),)),
    "FTP server": (b"220 FTP server ready\r\n", "ftp", -1, ()),
    "mail server": (b"220 mail ESMTP\r\n", "smtp", -1, ()),
    "mail client": (b"EHLO pc\r\n", "smtp", 1, ()),
    "camera": (b"DESCRIBE rtsp://10.0.0.1/1 RTSP/1.0\r\n", "rtsp", 1, ()),
    "telephone": (b"REGISTER sip:pbx SIP/2.0\r\n", "sip", 0, ()),
    "PPTP": (struct.pack("!HHIHH", 156, 1, 0x1A2B3C4D, 1, 0) + bytes(144), "pptp", 1, ()),
}  # fmt: skip


@pytest.mark.parametrize("data, service, role, clues", TCP.values(), ids=TCP)
def test_tcp_is_known_by_its_bytes(data: bytes, service: str, role: int, clues: tuple[Clue, ...]) -> None:
    heard = hear(data)
    assert heard is not None
    assert (heard.service, heard.role, heard.clues) == (service, role, clues)


PORTED = {
    "Modbus": (struct.pack("!HHHBB", 1, 0, 6, 1, 3) + bytes(4), 502, "modbus", 1),
    "DNS over TCP": (struct.pack("!H", 31) + dns("www.example.com"), 53, "dns", 1),
    "FTP login": (b"USER " + SECRET + b"\r\n", 21, "ftp", 1),
    "Kerberos, cut to six bytes": (bytes.fromhex("000000ec6a81"), 88, "krb", 1),
    "TeamViewer": (b"\x17\x24" + bytes(20), 5_938, "teamviewer", 0),
}  # fmt: skip


@pytest.mark.parametrize("data, port, service, role", PORTED.values(), ids=PORTED)
def test_weak_bytes_need_their_port(data: bytes, port: int, service: str, role: int) -> None:
    heard = hear(data, target=port)
    assert heard is not None
    assert (heard.service, heard.role) == (service, role)
    assert hear(data) is None


def test_a_vnc_server_without_a_password_is_noted() -> None:
    heard = hear(b"\1\1", source=5_900, target=50_001)
    assert heard is not None
    assert heard.clues == (clue("weak", "vnc_clear"), clue("note", "VNC: 認証なしで応答"))
    locked = hear(b"\1\2", source=5_900, target=50_001)
    assert locked is not None
    assert locked.clues == (clue("weak", "vnc_clear"),)


UDP: dict[str, tuple[bytes, int, str, int, tuple[Clue, ...]]] = {
    "DNS": (dns("www.example.com"), 53, "dns", 1, ()),
    "DNS on another port": (dns("www.example.com"), ODD, "dns", 1, ()),
    "mDNS of its own name": (mdns_answer("ward3-printer", "10.7.1.33"), 5_353, "dns", 0, (Clue("10.7.1.33", "hostname", "ward3-printer"),)),
    "DHCP request": (
        dhcp(3, name="RECEPT-03", wanted="10.7.1.20", maker=b"MSFT 5.0"), ODD, "dhcp", 1,
        (Clue("00:17:42:00:00:01", "hostname", "RECEPT-03"), Clue("00:17:42:00:00:01", "note", "DHCP: MSFT 5.0"),
         Clue("00:17:42:00:00:01", "lease", "10.7.1.20")),
    ),
    "DHCP of an Android": (
        dhcp(3, wanted="10.7.1.21", maker=b"android-dhcp-13"), ODD, "dhcp", 1,
        (Clue("00:17:42:00:00:01", "os", "Android 13"), Clue("00:17:42:00:00:01", "lease", "10.7.1.21")),
    ),
    "DHCP lease": (dhcp(5, given="10.7.1.20"), ODD, "dhcp", -1, (Clue("00:17:42:00:00:01", "lease", "10.7.1.20"),)),
    "DHCP full name": (dhcp(3, full=b"recept-03.hosp.local"), ODD, "dhcp", 1, (Clue("00:17:42:00:00:01", "hostname", "recept-03"),)),
    "NetBIOS registration": (netbios_registration("PC-07", "10.7.1.20"), 137, "netbios", 0, (Clue("10.7.1.20", "hostname", "PC-07"),)),
    "NetBIOS registration of a group": (netbios_registration("HOSPITAL", "10.7.1.20", group=True), 137, "netbios", 0, ()),
    "NetBIOS status": (netbios_status("PC-07"), 137, "netbios", 0, (clue("hostname", "PC-07"),)),
    "NetBIOS datagram": (netbios_datagram("PC-07", "10.7.1.20"), 138, "netbios", 0, (Clue("10.7.1.20", "hostname", "PC-07"),)),
    "NetBIOS datagram of a domain controller": (
        netbios_datagram("DC01", "10.7.1.5", announces=0x0008_0018), 138, "netbios", 0,
        (Clue("10.7.1.5", "hostname", "DC01"), clue("kind", "server")),
    ),
    "Kerberos": (kerberos_request("yamada"), ODD, "krb", 1,
                 (clue("note", "Kerberos領域 HOSP.LOCAL", "receiver"), clue("hostname", "RECEPT-03"))),
    "SNMP question": (snmp(0xA0), ODD, "snmp", 1, ()),
    "SNMP answer": (snmp(0xA2), ODD, "snmp", -1, (clue("weak", "snmp_v1v2"),)),
    "IKE": (bytes(range(1, 9)) + bytes(8) + b"\x21\x20\x22\x08" + bytes(4) + struct.pack("!I", 28), 500, "ipsec,ike", 1, ()),
    "ESP in UDP": (b"\1\2\3\4" + bytes(60), 4_500, "ipsec,esp", 0, ()),
    "WireGuard": (b"\1\0\0\0" + bytes(144), ODD, "wireguard", 1, ()),
    "OpenVPN": (b"\x38" + bytes(range(8)) + bytes(5), ODD, "openvpn", 1, ()),
    "L2TP": (b"\xc8\x02" + bytes(20), 1_701, "l2tp", 0, ()),
    "QUIC": (b"\xc0\0\0\0\1" + bytes(60), 443, "quic", 1, ()),
    "BACnet": (bytes.fromhex("810b000c0120ffff00ff1008"), ODD, "bacnet", 0, ()),
    "NTP": (b"\x23" + bytes(47), 123, "ntp", 1, ()),
    "RADIUS": (b"\1\7\0\x14" + bytes(16), 1_812, "radius", 1, ()),
    "syslog": (b"<134>Mar  2 09:00:00 fw " + SECRET, 514, "syslog", 1, ()),
    "SSDP": (b"M-SEARCH * HTTP/1.1\r\n", ODD, "ssdp", 0, ()),
}  # fmt: skip


@pytest.mark.parametrize("data, port, service, role, clues", UDP.values(), ids=UDP)
def test_udp_is_known_by_its_bytes(data: bytes, port: int, service: str, role: int, clues: tuple[Clue, ...]) -> None:
    heard = hear(data, tcp=False, target=port)
    assert heard is not None
    assert (heard.service, heard.role, heard.clues) == (service, role, clues)


NOTHING = {
    "zeros": bytes(60),
    "a file in transfer": b"PK\3\4" + bytes(60),
    "text": b"hello world, nothing here",
    "controllers of machines (S7 on TPKT)": bytes.fromhex("0300001611e00000000100c1020100c2020102c0010a"),
    "almost DICOM": dicom(1, "PACS01", "CT02").replace(b"1.2.840.10008.3.1.1.1", b"1.2.840.10008.3.1.9.9"),
    "almost Modbus": struct.pack("!HHHBB", 1, 0, 99, 1, 3) + bytes(4),
}


@pytest.mark.parametrize("data", NOTHING.values(), ids=NOTHING)
def test_what_is_nothing_known_stays_unknown(data: bytes) -> None:
    assert hear(data) is None


HIDDEN = {
    "HL7 whose header runs into a patient": b"\x0bMSH|^~\\&|RIS|HOSP|PACS|HOSP|1||ORM^O01|7|P|2.5" + SECRET,
    "HL7 with the patient on the next line": msh() + b"PID|1||" + SECRET + b"^YAMADA\r",
    "HL7 with lines of another system": msh().replace(b"\r", b"\n") + b"PID|1||" + SECRET + b"\n",
    "HL7 with a name in the wrong field": msh(app="YAMADA " + SECRET.decode()),
    "NTLM user": session(smb2() + ntlm_login("PC-1", (10, 0, 19045), user=SECRET.decode())),
    "NTLM answers": session(smb2() + ntlm_answer(SECRET)),
    "SQL Server user and password": tds_login("PC-1", user=SECRET.decode()),
    "Oracle user": tns_connect("PC-1", user=SECRET.decode()),
    "LDAP password": ldap_bind(SECRET),
    "SNMP community": snmp(0xA2, SECRET),
    "Kerberos user": kerberos_request(SECRET.decode()),
    "RDP user": rdp_request(b"Cookie: mstshash=" + SECRET + b"\r\n"),
    "FTP password": b"PASS " + SECRET + b"\r\n",
    "web login": b"POST /login HTTP/1.1\r\nAuthorization: Basic " + SECRET + b"\r\n\r\npassword=" + SECRET,
    "web address": b"GET /patients/" + SECRET + b" HTTP/1.1\r\n",
    "name asked for": dns(SECRET.decode() + ".example.com"),
    "TLS server": tls_hello(SECRET.decode() + ".example.com"),
    "PostgreSQL user": struct.pack("!I", 14 + len(SECRET)) + b"\0\3\0\0user\0" + SECRET + b"\0",
}  # fmt: skip


@pytest.mark.parametrize("data", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("tcp", [True, False])
def test_people_and_secrets_are_not_told(data: bytes, tcp: bool) -> None:
    for source, target in ((50_001, ODD), (50_001, 21), (389, 50_001), (161, 50_001), (53, 50_001), (88, 50_001)):
        assert SECRET.decode() not in repr(heard_in(data, tcp=tcp, source=source, target=target))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_mangled_payloads_never_raise(data: st.DataObject) -> None:
    tcp = data.draw(st.booleans())
    port = data.draw(st.sampled_from([21, 53, 88, 123, 137, 138, 161, 443, 500, 502, 1_521, 3_389, 4_500, 5_353, 5_900, ODD]))
    cases = [case[0] for case in (TCP if tcp else UDP).values()]
    mangled = bytearray(data.draw(st.sampled_from(cases)))
    for _ in range(data.draw(st.integers(0, 6))):
        mangled[data.draw(st.integers(0, len(mangled) - 1))] = data.draw(st.integers(0, 255))
    heard_in(bytes(mangled[: data.draw(st.integers(0, len(mangled)))]), tcp=tcp, source=50_001, target=port)
    heard_in(bytes(mangled), tcp=tcp, source=port, target=50_001)


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=120), tcp=st.booleans(), port=st.sampled_from([53, 137, 161, 4_500, ODD]))
def test_random_payloads_never_raise(data: bytes, tcp: bool, port: int) -> None:
    heard_in(data, tcp=tcp, source=port, target=50_001)
    heard_neighbour.lldp(data, bytes(6))
    heard_neighbour.cdp(data, bytes(6))


def test_lldp_tells_name_kind_and_address() -> None:
    def tlv(kind: int, value: bytes) -> bytes:
        return struct.pack("!H", kind << 9 | len(value)) + value

    frame = tlv(1, b"\4" + bytes.fromhex("90aabbccdd01")) + tlv(2, b"\5Gi1/0/1") + tlv(3, b"\0\x78") + tlv(5, b"CORE-SW1.hosp.local")
    frame += tlv(6, b"Cisco IOS Software, C3750E, Version 12.2(55)SE3") + tlv(7, b"\0\x14\0\x14") + tlv(8, b"\x05\x01\x0a\x07\xfa\xfe\2" + bytes(5)) + tlv(0, b"")
    mac = "90:aa:bb:cc:dd:01"
    assert heard_neighbour.lldp(frame, bytes(6)) == (
        Clue(mac, "hostname", "CORE-SW1"),
        Clue(mac, "firmware", "Cisco IOS Software 12.2(55)SE3"),
        Clue(mac, "kind", "l3switch"),
        Clue(mac, "address", "10.7.250.254"),
    )


def test_cdp_tells_name_model_and_address() -> None:
    def tlv(kind: int, value: bytes) -> bytes:
        return struct.pack("!HH", kind, len(value) + 4) + value

    body = b"\2\xb4\0\0" + tlv(1, b"ACCESS-2F(FOC1234X)") + tlv(5, b"Cisco IOS Software, C2960 Software, Version 15.0(2)SE11") + tlv(6, b"cisco WS-C2960-24TT-L")
    body += tlv(4, b"\0\0\0\x28") + tlv(2, b"\0\0\0\1\1\1\xcc\0\4\x0a\x07\xfa\x02")
    mac = "90:aa:bb:cc:dd:02"
    assert heard_neighbour.cdp(body, bytes.fromhex("90aabbccdd02")) == (
        Clue(mac, "hostname", "ACCESS-2F"),
        Clue(mac, "firmware", "Cisco IOS Software 15.0(2)SE11"),
        Clue(mac, "model", "WS-C2960-24TT-L"),
        Clue(mac, "kind", "l2switch"),
        Clue(mac, "address", "10.7.250.2"),
    )


TOOLS = {
    "relay-1.net.anydesk.com": "anydesk", "router15.teamviewer.com": "teamviewer", "st-relay.api.splashtop.com": "splashtop",
    "remotedesktop-pa.googleapis.com": "chromeremote", "storage.googleapis.com": None, "anydesk.com.evil.example": None,
    "notanydesk.com": None, "DNS.GOOGLE.": "doh", "": None, "com": None,
}  # fmt: skip


@pytest.mark.parametrize("name, tool", TOOLS.items())
def test_servers_of_remote_tools(name: str, tool: str | None) -> None:
    assert service_behind(name) == tool


NAMES = {
    "PC-07": "PC-07", "pc07.hosp.local.": "pc07", " EHRSV\0\0": "EHRSV", "受付PC-1": "受付PC-1", "": None, "*SMBSERVER": None,
    "10.7.1.20": None, "a b": None, "x" * 64: None, "..": None, "PC\x1b[31m": None,
}  # fmt: skip


@pytest.mark.parametrize("text, name", NAMES.items())
def test_host_names(text: str, name: str | None) -> None:
    assert host_name(text) == name


def test_words_are_plain() -> None:
    assert plain_word("MSFT 5.0\0") == "MSFT 5.0"
    assert plain_word("<script>") is None
    assert plain_word("a\x1b[31m") is None
