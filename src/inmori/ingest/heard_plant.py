"""Hears the building and the clock: Modbus, BACnet, time and logon service of network gear."""

from __future__ import annotations

from inmori.ingest.heard import CLIENT_SPEAKS, SERVER_SPEAKS, Heard, Ports

_MODBUS_FUNCTIONS = frozenset((1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 15, 16, 17, 20, 21, 22, 23, 24, 43))


def modbus(data: bytes, ports: Ports) -> Heard | None:
    """A Modbus/TCP frame: its length must fit, and as its bytes are weak the port must be 502."""
    if len(data) < 8 or data[2:4] != b"\0\0" or not ports.either(502):
        return None
    if int.from_bytes(data[4:6], "big") != len(data) - 6 or data[7] & 0x7F not in _MODBUS_FUNCTIONS:
        return None
    return Heard("modbus", CLIENT_SPEAKS if ports.target == 502 else SERVER_SPEAKS)


def bacnet(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """BACnet/IP (ANSI/ASHRAE 135 annex J): type 81, a function, the length, then network layer version 1."""
    if len(data) < 6 or data[1] > 0x0C or int.from_bytes(data[2:4], "big") != len(data):
        return None
    inner = {0x04: 10, 0x09: 4, 0x0A: 4, 0x0B: 4}.get(data[1])
    return Heard("bacnet") if inner is None or data[inner] == 1 else None


def ntp(data: bytes, ports: Ports) -> Heard | None:
    """An NTP packet (RFC 5905) on port 123."""
    if len(data) < 48 or not ports.either(123) or not 1 <= data[0] >> 3 & 7 <= 4:
        return None
    return Heard("ntp", {3: CLIENT_SPEAKS, 4: SERVER_SPEAKS}.get(data[0] & 7, 0))


def radius(data: bytes, ports: Ports) -> Heard | None:
    """A RADIUS packet (RFC 2865) whose length fits, on one of its ports; its attributes are not read."""
    if len(data) < 20 or int.from_bytes(data[2:4], "big") != len(data) or not ports.either(1812, 1813, 1645, 1646):
        return None
    return Heard("radius", {1: CLIENT_SPEAKS, 4: CLIENT_SPEAKS}.get(data[0], SERVER_SPEAKS))
