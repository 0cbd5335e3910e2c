"""Hears the names in an NTLM exchange: the computers' names and Windows builds. Users, challenges and answers are not read."""

from __future__ import annotations

from struct import unpack_from

from inmori.ingest.heard import SENDER, Clue, named

MARK = b"NTLMSSP\0"
_UNICODE, _WORKSTATION, _VERSION = 0x1, 0x2000, 0x02000000
_COMPUTER = 1  # MsvAvNbComputerName, MS-NLMP 2.2.2.1

# Builds that belong to one Windows only; most are shared between a client and a server edition and name neither.
CLEAR_BUILDS = {
    2195: "Windows 2000",
    2600: "Windows XP",
    10240: "Windows 10 1507",
    10586: "Windows 10 1511",
    15063: "Windows 10 1703",
    19041: "Windows 10 2004",
    19042: "Windows 10 20H2",
    19043: "Windows 10 21H1",
    19044: "Windows 10 21H2",
    19045: "Windows 10 22H2",
    20348: "Windows Server 2022",
    22000: "Windows 11 21H2",
    22621: "Windows 11 22H2",
    22631: "Windows 11 23H2",
}


def ntlm_clues(data: bytes) -> tuple[Clue, ...]:
    """Return what the first NTLM message in ``data`` tells about its sender."""
    at = data.find(MARK)
    if at < 0 or len(data) < at + 16:
        return ()
    message = data[at:]
    kind = message[8]
    if kind == 1:
        (flags,) = unpack_from("<I", message, 12)
        name = _text(message, 24, unicode=False) if flags & _WORKSTATION else ""
        return (*named(SENDER, name), *_version(message, flags, 32))
    if kind == 2:
        (flags,) = unpack_from("<I", message, 20)
        return (*named(SENDER, _computer(message)), *_version(message, flags, 48))
    if kind == 3 and len(message) >= 64:
        (flags,) = unpack_from("<I", message, 60)
        name = _text(message, 44, unicode=bool(flags & _UNICODE))
        return (*named(SENDER, name), *_version(message, flags, 64))
    return ()


def _text(message: bytes, at: int, *, unicode: bool) -> str:
    """Return the text that the descriptor (length, room, offset) at ``at`` points to."""
    length, _, offset = unpack_from("<HHI", message, at)
    raw = message[offset : offset + length]
    if len(raw) != length or length > 64:
        return ""
    return raw.decode("utf-16-le" if unicode else "cp932", "replace").lstrip("\\")


def _computer(message: bytes) -> str:
    length, _, offset = unpack_from("<HHI", message, 40)
    pairs = message[offset : offset + length]
    at = 0
    while at + 4 <= len(pairs):
        kind, size = unpack_from("<HH", pairs, at)
        if kind == _COMPUTER:
            return pairs[at + 4 : at + 4 + size].decode("utf-16-le", "replace")
        if kind == 0:
            break
        at += 4 + size
    return ""


def _version(message: bytes, flags: int, at: int) -> tuple[Clue, ...]:
    if not flags & _VERSION or len(message) < at + 8 or message[at + 7] != 15:  # NTLMSSP_REVISION_W2K3
        return ()
    major, minor, build = unpack_from("<BBH", message, at)
    if build < 2000 or major not in (5, 6, 10):  # Samba and others state a version without a build
        return ()
    clues = [Clue(SENDER, "os_build", f"{major}.{minor}.{build}")]
    if build in CLEAR_BUILDS:
        clues.append(Clue(SENDER, "os", CLEAR_BUILDS[build]))
    return tuple(clues)
