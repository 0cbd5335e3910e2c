"""Builds the first words of protocols byte by byte, from their specifications, with marked secrets where they carry any."""

from __future__ import annotations

import struct

from tests.ingest.wire_bytes import PC_MAC, ip, mac

SECRET = b"S3cr3tMark99"


class ber:
    """The encodings that several protocols share."""

    @staticmethod
    def element(tag: int, *parts: bytes) -> bytes:
        body = b"".join(parts)
        size = bytes((len(body),)) if len(body) < 0x80 else b"\x82" + struct.pack("!H", len(body))
        return bytes((tag,)) + size + body

    @staticmethod
    def netbios(name: str, suffix: int) -> bytes:
        raw = name.encode().ljust(15) + bytes((suffix,))
        return b"".join(bytes((0x41 + (byte >> 4), 0x41 + (byte & 15))) for byte in raw)


def dicom(kind: int, called: str, calling: str) -> bytes:
    context = b"1.2.840.10008.3.1.1.1"
    body = struct.pack("!HH", 1, 0) + called.encode().ljust(16) + calling.encode().ljust(16) + bytes(32)
    body += struct.pack("!BBH", 0x10, 0, len(context)) + context + bytes(80)
    return struct.pack("!BBI", kind, 0, len(body)) + body


def msh(kind: str = "ORM^O01", app: str = "RIS") -> bytes:
    return f"\x0bMSH|^~\\&|{app}|HOSP|PACS|HOSP|20270302||{kind}|1|P|2.5\r".encode() + b"PID|1||" + SECRET + b"\r"


def session(message: bytes) -> bytes:
    return struct.pack("!I", len(message)) + message


def smb2(*, reply: bool = False) -> bytes:
    return b"\xfeSMB" + struct.pack("<HHIHHI", 64, 0, 0, 1, 1, int(reply)) + bytes(44)


def smb1(command: int, words: int, body: bytes, *, reply: bool = False, unicode: bool = True) -> bytes:
    head = b"\xffSMB" + struct.pack("<BIBH", command, 0, 0x80 if reply else 0, 0x8000 if unicode else 0) + bytes(20)
    return head + bytes((words,)) + (bytes(2 * words) + struct.pack("<H", len(body)) if words else struct.pack("<H", len(body))) + body


def smb1_setup_answer(system: str, manager: str) -> bytes:
    text = (system + "\0" + manager + "\0" + "WORKGROUP\0").encode("utf-16-le")
    return smb1(0x73, 3, b"\0" + text, reply=True)  # one byte to come to an even place


def _ntlm(kind: int, body: bytes) -> bytes:
    return b"NTLMSSP\0" + struct.pack("<I", kind) + body


def _version(version: tuple[int, int, int]) -> bytes:
    return struct.pack("<BBHHBB", *version, 0, 0, 15)


def ntlm_challenge(name: str, version: tuple[int, int, int]) -> bytes:
    raw = name.encode("utf-16-le")
    pairs = struct.pack("<HH", 2, 8) + "HOSP".encode("utf-16-le") + struct.pack("<HH", 1, len(raw)) + raw + bytes(4)
    body = struct.pack("<HHI", 0, 0, 56) + struct.pack("<I", 0x02000001) + SECRET[:8] + bytes(8)
    return _ntlm(2, body + struct.pack("<HHI", len(pairs), len(pairs), 56) + _version(version) + pairs)


def ntlm_login(name: str, version: tuple[int, int, int], user: str = "yamada") -> bytes:
    parts = [SECRET, SECRET, "HOSP".encode("utf-16-le"), user.encode("utf-16-le"), name.encode("utf-16-le"), SECRET]
    heads, data = b"", b""
    for part in parts:
        heads += struct.pack("<HHI", len(part), len(part), 72 + len(data))
        data += part
    return _ntlm(3, heads + struct.pack("<I", 0x02000001) + _version(version) + data)


def ntlm_answer(secret: bytes) -> bytes:
    return _ntlm(3, struct.pack("<HHI", 90, 90, 64) * 6 + struct.pack("<I", 1) + secret * 9)


def rdp_request(cookie: bytes = b"") -> bytes:
    body = struct.pack("!BBHHB", 14 + len(cookie), 0xE0, 0, 0, 0) + cookie + struct.pack("<BBHI", 1, 0, 8, 3)
    return struct.pack("!BBH", 3, 0, len(body) + 4) + body


def rdp_confirm(protocol: int) -> bytes:
    return struct.pack("!BBHBBHHB", 3, 0, 19, 14, 0xD0, 0, 1, 0) + struct.pack("<BBHI", 2, 0, 8, protocol)


def tls_hello(name: str) -> bytes:
    host = name.encode()
    sni = struct.pack("!HHHBH", 0, len(host) + 5, len(host) + 3, 0, len(host)) + host
    extensions = struct.pack("!HH", 23, 0) + sni
    body = struct.pack("!H", 0x0303) + bytes(32) + b"\x20" + bytes(32) + struct.pack("!H", 4) + bytes(4) + b"\1\0"
    body += struct.pack("!H", len(extensions)) + extensions
    return _handshake(1, body)


def tls_server(version: int) -> bytes:
    return _handshake(2, struct.pack("!H", version) + bytes(38))


def _handshake(kind: int, body: bytes) -> bytes:
    return struct.pack("!BHHB", 22, 0x0301, len(body) + 4, kind) + struct.pack("!I", len(body))[1:] + body


def tds_prelogin(kind: int, version: tuple[int, int, int] = (9, 0, 0)) -> bytes:
    body = struct.pack("!BHHBHHB", 0, 11, 6, 1, 17, 1, 255) + struct.pack("!BBHH", *version, 0) + b"\0"
    return struct.pack("!BBHHBB", kind, 1, 8 + len(body), 0, 1, 0) + body


def tds_login(host: str, user: str = "sa") -> bytes:
    names = host.encode("utf-16-le") + user.encode("utf-16-le") + SECRET
    heads = struct.pack("<HHHHHH", 94, len(host), 94 + 2 * len(host), len(user), 94 + 2 * len(host) + 2 * len(user), 6)
    body = struct.pack("<II", 94 + len(names), 0x74000004) + bytes(28) + heads
    body = body.ljust(94, b"\0") + names
    return struct.pack("!BBHHBB", 0x10, 1, 8 + len(body), 0, 1, 0) + body


def tns_connect(host: str, user: str = "yamada") -> bytes:
    data = f"(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=10.7.2.5)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=LIS)(CID=(PROGRAM=lis.exe)(HOST={host})(USER={user}))))"
    body = bytes.fromhex("013b013a0c41ffff7fff4e20000001") + bytes(35) + data.encode()
    return struct.pack("!HHBBH", 8 + len(body), 0, 1, 0, 0) + body


def ldap_bind(password: bytes) -> bytes:
    bind = ber.element(0x60, ber.element(2, b"\3"), ber.element(4, b"cn=" + SECRET), ber.element(0x80, password))
    return ber.element(0x30, ber.element(2, b"\1"), bind)


def snmp(kind: int, community: bytes = SECRET) -> bytes:
    return ber.element(0x30, ber.element(2, b"\1"), ber.element(4, community), ber.element(kind, bytes(12)))


def kerberos_request(account: str) -> bytes:
    element = ber.element
    cname = element(0x30, element(0xA0, element(2, b"\1")), element(0xA1, element(0x30, element(0x1B, account.encode()))))
    address = element(0x30, element(0xA0, element(2, b"\x14")), element(0xA1, element(4, b"RECEPT-03".ljust(16))))
    body = element(
        0x30,
        element(0xA0, element(3, bytes(5))),
        element(0xA1, cname),
        element(0xA2, element(0x1B, b"HOSP.LOCAL")),
        element(0xA9, element(0x30, address)),
    )
    padding = element(0xA3, element(0x30, element(4, SECRET)))
    return element(0x6A, element(0x30, element(0xA1, element(2, b"\5")), element(0xA2, element(2, b"\x0a")), padding, element(0xA4, body)))


def _name(text: str) -> bytes:
    return b"".join(bytes((len(label),)) + label.encode() for label in text.split(".")) + b"\0"


def dns(name: str) -> bytes:
    return struct.pack("!HHHHHH", 7, 0x0100, 1, 0, 0, 0) + _name(name) + struct.pack("!HH", 1, 1)


def mdns_answer(name: str, address: str) -> bytes:
    return struct.pack("!HHHHHH", 0, 0x8400, 0, 1, 0, 0) + _name(name + ".local") + struct.pack("!HHIH", 1, 0x8001, 120, 4) + ip(address)


def dhcp(kind: int, *, name: str = "", wanted: str = "", given: str = "", maker: bytes = b"", full: bytes = b"", card: str = PC_MAC,
         own: str = "0.0.0.0") -> bytes:  # fmt: skip
    options = bytes((53, 1, kind))
    options += bytes((12, len(name))) + name.encode() if name else b""
    options += bytes((50, 4)) + ip(wanted) if wanted else b""
    options += bytes((60, len(maker))) + maker if maker else b""
    options += bytes((81, len(full) + 3, 0, 0, 0)) + full if full else b""
    op = 2 if kind in (2, 5, 6) else 1
    head = struct.pack("!BBBBIHH", op, 1, 6, 0, 1, 0, 0) + ip(own) + ip(given or "0.0.0.0") + bytes(8)
    return head + mac(card).ljust(16, b"\0") + bytes(192) + b"\x63\x82\x53\x63" + options + b"\xff"


def netbios_registration(name: str, address: str, *, group: bool = False) -> bytes:
    question = b"\x20" + ber.netbios(name, 0) + b"\0" + struct.pack("!HH", 0x20, 1)
    record = b"\xc0\x0c" + struct.pack("!HHIHH", 0x20, 1, 300_000, 6, 0x8000 if group else 0) + ip(address)
    return struct.pack("!HHHHHH", 7, 0x2910, 1, 0, 0, 1) + question + record


def netbios_status(name: str) -> bytes:
    entries = b"HOSPITAL".ljust(15) + struct.pack("!BH", 0, 0x8400) + name.encode().ljust(15) + struct.pack("!BH", 0, 0x0400)
    record = b"\x20" + b"CK" + b"A" * 30 + b"\0" + struct.pack("!HHIH", 0x21, 1, 0, len(entries) + 1)
    return struct.pack("!HHHHHH", 7, 0x8400, 0, 1, 0, 0) + record + b"\2" + entries + bytes(46)


def netbios_datagram(name: str, address: str, *, announces: int = 0) -> bytes:
    head = struct.pack("!BBH", 0x11, 0x0E, 1) + ip(address) + struct.pack("!HHH", 138, 200, 0)
    body = b"\x20" + ber.netbios(name, 0) + b"\0" + b"\x20" + ber.netbios("HOSPITAL", 0x1E) + b"\0" + b"\xffSMB" + bytes(60)
    if announces:
        body += b"\\MAILSLOT\\BROWSE\0" + struct.pack("<BBI", 1, 0, 720_000) + name.encode().ljust(16, b"\0")
        body += struct.pack("<BBI", 10, 0, announces) + bytes(6)
    return head + body
