"""Hears tunnels: IPsec in UDP, OpenVPN, WireGuard, L2TP, PPTP — the ways by which a closed network opens."""

from __future__ import annotations

from inmori.ingest.heard import CLIENT_SPEAKS, SERVER_SPEAKS, Heard, Ports

_IKE_HEADER = 28
_WIREGUARD = {1: 148, 2: 92, 3: 64}  # message type -> exact length
_PPTP_COOKIE = b"\x1a\x2b\x3c\x4d"


def ipsec(data: bytes, ports: Ports) -> Heard | None:
    """IKE (RFC 7296 section 3.1) by its header, ESP in UDP (RFC 3948) on port 4500."""
    if ports.either(4500):
        if data[:4] != bytes(4):
            return Heard("ipsec,esp") if len(data) >= 16 else None  # a single FF keeps the path open
        data = data[4:]
    if len(data) < _IKE_HEADER or data[17] not in (0x10, 0x20) or int.from_bytes(data[24:28], "big") < len(data):
        return None
    # Nobody has answered yet while the responder's number is zero.
    return Heard("ipsec,ike", CLIENT_SPEAKS if data[8:16] == bytes(8) else 0, 1)


def openvpn(data: bytes, ports: Ports) -> Heard | None:
    """OpenVPN's first packet each way: a reset with key 0 and a session number; the port must agree or the length fit."""
    if len(data) < 14 or not (ports.either(1194) or (len(data) in (14, 26) and data[9:14] == bytes(5))):
        return None
    return Heard("openvpn", CLIENT_SPEAKS if data[0] == 0x38 else SERVER_SPEAKS)


def openvpn_tcp(data: bytes, ports: Ports) -> Heard | None:
    """The same behind its length."""
    if len(data) < 16 or int.from_bytes(data[:2], "big") != len(data) - 2 or data[2] not in (0x38, 0x40):
        return None
    return openvpn(data[2:], ports)


def wireguard(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """WireGuard's handshake: type, three zero bytes, and a length that belongs to the type."""
    if data[1:4] != b"\0\0\0" or _WIREGUARD.get(data[0]) != len(data):
        return None
    return Heard("wireguard", {1: CLIENT_SPEAKS, 2: SERVER_SPEAKS}.get(data[0], 0))


def l2tp(data: bytes, ports: Ports) -> Heard | None:
    """An L2TP control message (RFC 2661 section 3.1) on port 1701."""
    if len(data) < 12 or not ports.either(1701) or data[0] & 0xC8 != 0xC8 or data[1] & 0x0F != 2:
        return None
    return Heard("l2tp")


def pptp(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """A PPTP control message (RFC 2637 section 2): its cookie says so."""
    if data[4:8] != _PPTP_COOKIE:
        return None
    return Heard("pptp", CLIENT_SPEAKS if data[8:10] == b"\0\1" else SERVER_SPEAKS)
