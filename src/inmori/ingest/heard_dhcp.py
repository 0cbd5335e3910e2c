"""Hears DHCP: which card was given which address, what the machine calls itself, and by what kind of client."""

from __future__ import annotations

import re

from inmori.ingest.heard import (
    ALWAYS,
    CLIENT_SPEAKS,
    SERVER_SPEAKS,
    Clue,
    Heard,
    Ports,
    dotted,
    host_name,
    mac_text,
    plain_word,
)

_COOKIE = b"\x63\x82\x53\x63"
_OPTIONS_AT = 240
_HOST_NAME, _WANTED, _MESSAGE, _CLASS, _FULL_NAME = 12, 50, 53, 60, 81
_REQUEST, _ACK = 3, 5
_NOWHERE = bytes(4)
_ANDROID = re.compile(r"android-dhcp-(\d{1,2})(?:\.\d+)*", re.ASCII)


def dhcp(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """A DHCP message (RFC 2131) on Ethernet. What the client says counts for its card, not for an address."""
    if data[0] not in (1, 2) or data[1] != 1 or data[2] != 6 or data[236:240] != _COOKIE:
        return None
    role = CLIENT_SPEAKS if data[0] == 1 else SERVER_SPEAKS
    mac = mac_text(data[28:34])
    options = _options(data)
    kind = options.get(_MESSAGE, b"\0")[:1]
    clues: list[Clue] = []
    if data[0] == 2:
        if kind == bytes((_ACK,)) and data[16:20] != _NOWHERE:
            clues.append(Clue(mac, "lease", dotted(data[16:20])))
        return Heard("dhcp", role, ALWAYS, tuple(clues))
    name = _name(options)
    if name:
        clues.append(Clue(mac, "hostname", name))
    maker = options.get(_CLASS, b"").decode("ascii", "replace")
    android = _ANDROID.fullmatch(maker)
    if android:
        clues.append(Clue(mac, "os", f"Android {android[1]}"))
    elif word := plain_word(maker, longest=40):
        clues.append(Clue(mac, "note", f"DHCP: {word}"))
    if kind == bytes((_REQUEST,)):
        wanted = options.get(_WANTED, data[12:16])  # renewing, it states its present address instead
        if len(wanted) == 4 and wanted != _NOWHERE:
            clues.append(Clue(mac, "lease", dotted(wanted)))
    return Heard("dhcp", role, ALWAYS, tuple(clues))


def _options(data: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at = _OPTIONS_AT
    while at + 1 < len(data) and data[at] != 255:
        if data[at] == 0:
            at += 1
            continue
        value = data[at + 2 : at + 2 + data[at + 1]]
        if len(value) == data[at + 1]:
            found.setdefault(data[at], value)
        at += 2 + data[at + 1]
    return found


def _name(options: dict[int, bytes]) -> str | None:
    plain = host_name(options.get(_HOST_NAME, b"").decode("utf-8", "replace"))
    full = options.get(_FULL_NAME, b"")
    if plain or len(full) < 4:
        return plain
    encoded = bool(full[0] & 0x04)  # the name in DNS form: a length before each part
    return host_name((full[4 : 4 + full[3]] if encoded else full[3:]).decode("ascii", "replace"))
