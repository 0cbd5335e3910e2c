"""Hears databases: SQL Server and MySQL tell their version before anybody has logged on; logins are never read."""

from __future__ import annotations

import re
from struct import unpack_from

from inmori.ingest.heard import CLIENT_SPEAKS, SENDER, SERVER_SPEAKS, Clue, Heard, Ports, named

# First two numbers of a version -> year; SQL Server 2008 R2 differs from 2008 in the second.
_SQL_SERVER = {
    (8, 0): "2000", (9, 0): "2005", (10, 0): "2008", (10, 50): "2008 R2", (11, 0): "2012", (12, 0): "2014",
    (13, 0): "2016", (14, 0): "2017", (15, 0): "2019", (16, 0): "2022", (17, 0): "2025",
}  # fmt: skip
_CALLER = re.compile(rb"\(CID=(?:\([^()]*\))*?\(HOST=([^()]{1,64})\)")
_MYSQL = re.compile(rb"(?:5\.5\.5-)?(\d{1,2}\.\d{1,2}\.\d{1,3})(-MariaDB)?", re.IGNORECASE)


def tds(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """SQL Server's first packets (MS-TDS): the client's prelogin, the server's with its version, the client's login."""
    if len(data) < 9 or data[1] not in (0, 1) or int.from_bytes(data[2:4], "big") < 9 or data[7]:
        return None
    if data[0] == 0x12 and data[8] == 0:
        return Heard("tds", CLIENT_SPEAKS, 2)
    if data[0] == 0x10 and len(data) >= 48:
        return _login(data[8:])
    if data[0] == 0x04 and data[8] == 0 and data[11:13] == b"\0\6":
        (offset,) = unpack_from("!H", data, 9)
        major, minor, build = unpack_from("!BBH", data, 8 + offset)
        year = _SQL_SERVER.get((major, minor))
        clues = (Clue(SENDER, "database", f"SQL Server {year} ({major}.{minor}.{build})"),) if year else ()
        return Heard("tds", SERVER_SPEAKS, 0, clues)
    return None


def _login(login: bytes) -> Heard | None:
    """Of an unprotected login, the name of the client's computer and nothing else."""
    length, version = unpack_from("<II", login, 0)
    if version >> 24 not in (0x70, 0x71, 0x72, 0x73, 0x74):
        return None
    offset, letters = unpack_from("<HH", login, 36)
    raw = login[offset : offset + 2 * letters]
    if offset < 36 or letters > 64 or offset + 2 * letters > length:
        return Heard("tds", CLIENT_SPEAKS)
    return Heard("tds", CLIENT_SPEAKS, 0, named(SENDER, raw.decode("utf-16-le", "replace")))


def tns(data: bytes, ports: Ports) -> Heard | None:
    """Oracle Net: connect (1), accept (2), refuse (4), redirect (5), resend (11); of a connect only the caller's host."""
    if len(data) < 8 or data[2:4] != b"\0\0" or data[6:8] != b"\0\0" or data[5] & 0xF0:
        return None
    length = int.from_bytes(data[:2], "big")
    kind = data[4]
    if kind == 1 and length >= 26 and data[8:9] == b"\1":
        found = _CALLER.search(data)
        return Heard("tns", CLIENT_SPEAKS, 1, named(SENDER, found[1].decode("cp932", "replace")) if found else ())
    if kind in (2, 4, 5, 11) and 8 <= length <= 4096 and (length == len(data) or ports.either(1521)):
        return Heard("tns", SERVER_SPEAKS)
    return None


def mysql(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """The greeting of a MySQL or MariaDB server."""
    if len(data) < 12 or data[3] != 0 or data[4] != 0x0A or int.from_bytes(data[:3], "little") + 4 < len(data):
        return None
    found = _MYSQL.match(data[5:40])
    if found is None:
        return None
    product = "MariaDB" if found[2] else "MySQL"
    return Heard("mysql", SERVER_SPEAKS, 0, (Clue(SENDER, "database", f"{product} {found[1].decode()}"),))


def postgres(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """A PostgreSQL client's first message: start (protocol 3.0) or the question for TLS."""
    if len(data) < 8 or int.from_bytes(data[:4], "big") != len(data):
        return None
    if data[4:8] == b"\x04\xd2\x16\x2f" or (data[4:8] == b"\0\3\0\0" and data[8:13] == b"user\0"):
        return Heard("postgresql", CLIENT_SPEAKS)
    return None
