"""Hears the opening of TLS: the version agreed on, and whether the server asked for is one of a remote-control tool."""

from __future__ import annotations

from struct import unpack_from

from inmori.ingest.heard import CLIENT_SPEAKS, SENDER, SERVER_SPEAKS, Clue, Heard, Ports, weak
from inmori.ingest.remote_tool_host import service_behind
from inmori.model import WeakProtocol

_HANDSHAKE, _ALERT = 22, 21
_CLIENT_HELLO, _SERVER_HELLO = 1, 2
_SERVER_NAME = 0
_PLAIN, _CLIENT, _SERVER = Heard("ssl"), Heard("ssl", CLIENT_SPEAKS), Heard("ssl", SERVER_SPEAKS)
_OLD = {0x0300: "SSL 3.0", 0x0301: "TLS 1.0", 0x0302: "TLS 1.1"}


def tls(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """A TLS record (RFC 8446 section 5.1). The name of an ordinary server is not kept."""
    if len(data) < 5 or data[1] != 3 or data[2] > 4 or not 0 < int.from_bytes(data[3:5], "big") <= 16_640:
        return None
    if data[0] != _HANDSHAKE:
        return _PLAIN if data[0] in (_ALERT, 20) or data[1:3] == b"\3\3" else None
    if len(data) < 11:
        return _PLAIN
    if data[5] == _CLIENT_HELLO:
        try:
            tool = service_behind(_server_name(data))
        except IndexError:  # cut before the name
            tool = None
        return Heard(f"ssl,{tool}", CLIENT_SPEAKS) if tool else _CLIENT
    if data[5] == _SERVER_HELLO:
        (version,) = unpack_from("!H", data, 9)
        old = _OLD.get(version)
        if old is None:
            return _SERVER
        return Heard("ssl", SERVER_SPEAKS, 0, (weak(SENDER, WeakProtocol.TLS_OLD), Clue(SENDER, "note", f"{old}で応答")))
    return _PLAIN


def _server_name(data: bytes) -> str:
    """Return the server asked for in a client's greeting, as far as the packet has it."""
    at = 44 + data[43]  # behind record header, message header, version, random number and session
    at += 2 + int.from_bytes(data[at : at + 2], "big")  # cipher suites
    at += 3 + data[at]  # compression, length of the extensions
    while at + 9 <= len(data):
        kind, length = unpack_from("!HH", data, at)
        if kind == _SERVER_NAME and data[at + 6] == 0:
            return data[at + 9 : at + 9 + int.from_bytes(data[at + 7 : at + 9], "big")].decode("ascii", "replace")
        at += 4 + length
    return ""


def quic(data: bytes, ports: Ports) -> Heard | None:
    """A QUIC long header (RFC 9000 section 17.2) of version 1 or 2 on port 443."""
    if data[1:5] in (b"\0\0\0\1", b"\x6b\x33\x43\xcf") and len(data) >= 20 and ports.either(443):
        return Heard("quic", CLIENT_SPEAKS if ports.target == 443 else SERVER_SPEAKS)
    return None
