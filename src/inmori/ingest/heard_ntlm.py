"""Hears the names in an NTLM exchange: the computers' names and Windows builds. Users, challenges and answers are not read,
only how long an answer is."""

from __future__ import annotations

from struct import unpack_from

from inmori.ingest.heard import SENDER, Clue, named, weak
from inmori.model import WeakProtocol

MARK = b"NTLMSSP\0"
_UNICODE, _WORKSTATION, _VERSION = 0x1, 0x2000, 0x02000000
_MODERN = 10  # first number of the version since Windows 10
_COMPUTER = 1  # MsvAvNbComputerName, MS-NLMP 2.2.2.1
NTLM_V1_LENGTH = 24  # of the answer to a challenge (MS-NLMP 2.2.2.6); that of version 2 is longer

# Builds that belong to one Windows only; most others are shared between a client and a server edition and name neither.
_OWN_BUILDS = {
    2195: "Windows 2000",
    2600: "Windows XP",
    10240: "Windows 10 1507",
    10586: "Windows 10 1511",
    15063: "Windows 10 1703",
    18363: "Windows 10 1909",
    19042: "Windows 10 20H2",
    19043: "Windows 10 21H1",
    19044: "Windows 10 21H2",
    19045: "Windows 10 22H2",
    20348: "Windows Server 2022",
    22000: "Windows 11 21H2",
    22631: "Windows 11 23H2",
    26200: "Windows 11 25H2",
}
# Builds that later releases go on stating, because they only switch on what is there already ("enablement package").
# Which of them it is remains open; so such a number is not passed on as the machine's build.
_GOES_ON = {
    18362: "Windows 10 1903–1909",
    19041: "Windows 10 2004–22H2",
    22621: "Windows 11 22H2–23H2",
    26100: "Windows 11 24H2–25H2 または Windows Server 2025",
}


def told_by_build(major: int, minor: int, build: int) -> tuple[tuple[str, str], ...]:
    """Return what a version that NTLM states tells, as (field of Device, value)."""
    if major == _MODERN and build in _GOES_ON:
        return (("os", _GOES_ON[build]),)
    told = ("os_build", f"{major}.{minor}.{build}")
    return (told, ("os", _OWN_BUILDS[build])) if build in _OWN_BUILDS else (told,)


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
        old = unpack_from("<H", message, 20)[0] == NTLM_V1_LENGTH
        checks = (weak(SENDER, WeakProtocol.NTLMV1),) if old else ()
        return (*named(SENDER, name), *checks, *_version(message, flags, 64))
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
    return tuple(Clue(SENDER, field, value) for field, value in told_by_build(major, minor, build))
