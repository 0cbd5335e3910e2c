"""Hears remote control of machines: RDP, VNC, SSH, telnet and tools that are known by their own bytes."""

from __future__ import annotations

import re

from inmori.ingest.heard import CLIENT_SPEAKS, SENDER, SERVER_SPEAKS, Clue, Heard, Ports, weak
from inmori.model import WeakProtocol

_REQUEST, _CONFIRM = 0xE0, 0xD0  # X.224 connection TPDUs
_NEGOTIATION_REQUEST, _NEGOTIATION_RESPONSE = 1, 2  # MS-RDPBCGR 2.2.1.1.1 and 2.2.1.2.1
_COOKIE = b"Cookie: mstshash="
_STANDARD, _TLS = 0, 1
_VERSION = re.compile(rb"RFB 00[3-5]\.\d{3}\n")
_BANNER = re.compile(rb"SSH-(?:1\.5|1\.99|2\.0)-([!-~]{1,60})")
_TELNET = re.compile(rb"\xff[\xfb-\xfe][\x00-\x31]")

# Security types of RFB: no password at all; those after which the screen is sent as it is (password, Tight, Ultra).
_VNC_OPEN = 1
_VNC_UNSEALED = frozenset((1, 2, 16, 17))

OPEN_VNC = "VNC: 認証なしで応答"
OLD_SSH = "SSH 1.x で応答"


def rdp(data: bytes, ports: Ports) -> Heard | None:
    """A TPKT with an X.224 connection request or confirmation; the user's name in the cookie is not read."""
    if data[1] or int.from_bytes(data[2:4], "big") < 11 or len(data) < 6:
        return None
    kind = data[5]
    tail = data[11:]
    negotiates = len(tail) >= 8 and tail[-8] in (_NEGOTIATION_REQUEST, _NEGOTIATION_RESPONSE) and tail[-6] == 8
    if kind == _REQUEST:
        # Other users of X.224 (controllers of machines) send parameters C0, C1, C2 instead.
        known = negotiates or tail.startswith(_COOKIE[: len(tail)] if tail else b"-") or ports.either(3389)
        return Heard("rdp", CLIENT_SPEAKS) if known else None
    if kind == _CONFIRM and (negotiates or ports.either(3389)):
        answered = negotiates and tail[-8] == _NEGOTIATION_RESPONSE
        open_to_all = (answered and int.from_bytes(tail[-4:], "little") in (_STANDARD, _TLS)) or (not tail and data[2:4] == b"\0\x0b")
        return Heard("rdp", SERVER_SPEAKS, 0, (weak(SENDER, WeakProtocol.RDP_NO_NLA),) if open_to_all else ())
    return None


def vnc(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """The version of RFB (RFC 6143 section 7.1.1): both sides send it, the server first."""
    return Heard("vnc", 0, 2) if _VERSION.match(data) else None


def vnc_security(data: bytes, ports: Ports) -> Heard | None:
    """The server's list of security types (RFB 3.7, 3.8) or the one that it chose (3.3).

    Their bytes alone are too weak, so they must come from a VNC port.
    """
    if not 5900 <= ports.source <= 5999:
        return None
    if len(data) == 4 and data[:3] == b"\0\0\0" and data[3] in _VNC_UNSEALED:
        types = {data[3]}
    elif 1 <= data[0] <= 8 and len(data) == 1 + data[0]:
        types = set(data[1:])
    else:
        return None
    clues = (weak(SENDER, WeakProtocol.VNC_CLEAR),) if _VNC_OPEN in types or types <= _VNC_UNSEALED else ()
    return Heard("vnc", SERVER_SPEAKS, 0, (*clues, Clue(SENDER, "note", OPEN_VNC)) if types == {_VNC_OPEN} else clues)


def ssh(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """The banner of SSH (RFC 4253 section 4.2); a server that says 1.5 or 1.99 still speaks the broken version 1."""
    if not _BANNER.match(data):
        return None
    old = data[4:5] == b"1"
    return Heard("ssh", 0, 0, (Clue(SENDER, "note", OLD_SSH),) if old else ())


def telnet(data: bytes, ports: Ports) -> Heard | None:
    """Option negotiation of telnet (RFC 854): two options, or one on its port."""
    found = _TELNET.findall(data[:24])
    return Heard("telnet") if len(found) > 1 or (found and ports.either(23)) else None


def teamviewer(data: bytes, ports: Ports) -> Heard | None:
    """The older protocol of TeamViewer on its own port 5938."""
    return Heard("teamviewer") if data[1] == 0x24 and ports.either(5938) else None
