"""Hears what network gear tells its neighbours (LLDP, CDP): its name, model, software and management address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from struct import unpack_from

from inmori.ingest.heard import Clue, dotted, host_name, mac_text, plain_word

_CHASSIS, _NAME, _DESCRIPTION, _ABILITIES, _MANAGEMENT = 1, 5, 6, 7, 8
_CHASSIS_MAC = 4
_ROUTES, _ACCESS_POINT, _SWITCHES, _PHONE = 0x10, 0x08, 0x04, 0x20
_CDP_DEVICE, _CDP_ADDRESSES, _CDP_ABILITIES, _CDP_VERSION, _CDP_PLATFORM, _CDP_MANAGEMENT = 1, 2, 4, 5, 6, 22
_CDP_IP = b"\x01\x01\xcc\x00\x04"  # protocol type 1, one byte: IP, then four bytes of address
_VERSION = re.compile(r"(?i)\b(?:version|ver\.?|rev\.?|firmware)[ :]*([A-Za-z0-9][A-Za-z0-9.()_-]{1,30})")


def lldp(data: bytes, sender: bytes) -> tuple[Clue, ...]:
    """Return the clues of an LLDP frame's content (IEEE 802.1AB), all about one MAC: the chassis', else the port's."""
    found = dict(_parts(data))
    chassis = found.get(_CHASSIS, b"")
    mac = chassis[1:7] if chassis[:1] == bytes((_CHASSIS_MAC,)) and len(chassis) == 7 else sender
    clues = list(_told(mac_text(mac), _text(found, _NAME), _text(found, _DESCRIPTION)))
    abilities = found.get(_ABILITIES, b"")
    if len(abilities) == 4:
        (enabled,) = unpack_from("!H", abilities, 2)
        clues += _kind(mac_text(mac), enabled)
    management = found.get(_MANAGEMENT, b"")
    if management[:2] == b"\x05\x01" and len(management) >= 6:
        clues.append(Clue(mac_text(mac), "address", dotted(management[2:6])))
    return tuple(clues)


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 <= len(data):
        (word,) = unpack_from("!H", data, at)
        kind, length = word >> 9, word & 0x1FF
        if kind == 0 or at + 2 + length > len(data):
            return
        yield kind, data[at + 2 : at + 2 + length]
        at += 2 + length


def cdp(data: bytes, sender: bytes) -> tuple[Clue, ...]:
    """Return the clues of a CDP packet (behind the SNAP header): version, time to live, checksum, then its parts."""
    found: dict[int, bytes] = {}
    at = 4
    while at + 4 <= len(data):
        kind, length = unpack_from("!HH", data, at)
        if length < 4 or at + length > len(data):
            break
        found.setdefault(kind, data[at + 4 : at + length])
        at += length
    mac = mac_text(sender)
    clues = list(_told(mac, _text(found, _CDP_DEVICE), _text(found, _CDP_VERSION)))
    model = plain_word(_text(found, _CDP_PLATFORM).removeprefix("cisco "), longest=40)
    if model:
        clues.append(Clue(mac, "model", model))
    if len(found.get(_CDP_ABILITIES, b"")) == 4:
        (able,) = unpack_from("!I", found[_CDP_ABILITIES], 0)
        translated = (_ROUTES if able & 0x01 else 0) | (_SWITCHES if able & 0x0A else 0) | (_PHONE if able & 0x80 else 0)
        clues += _kind(mac, translated)
    for part in (_CDP_MANAGEMENT, _CDP_ADDRESSES):
        value = found.get(part, b"")
        position = value.find(_CDP_IP)
        if position >= 0 and len(value) >= position + 9:
            clues.append(Clue(mac, "address", dotted(value[position + 5 : position + 9])))
            break
    return tuple(clues)


def _text(found: dict[int, bytes], kind: int) -> str:
    return found.get(kind, b"").decode("utf-8", "replace")


def _told(mac: str, name: str, description: str) -> Iterator[Clue]:
    known = host_name(name.partition("(")[0])  # some switches add their serial number in brackets
    if known:
        yield Clue(mac, "hostname", known)
    version = _VERSION.search(description)
    if version:
        maker = plain_word(re.split(r"[,(\n]", description)[0], longest=40) or ""
        yield Clue(mac, "firmware", f"{maker} {version[1]}".strip() if version[1] not in maker else maker)


def _kind(mac: str, enabled: int) -> list[Clue]:
    """A clear kind only: many PCs and telephones announce themselves too."""
    if enabled & _PHONE:
        return []
    if enabled & _ACCESS_POINT:
        return [Clue(mac, "kind", "ap")]
    if enabled & _SWITCHES:
        return [Clue(mac, "kind", "l3switch" if enabled & _ROUTES else "l2switch")]
    return [Clue(mac, "kind", "router")] if enabled & _ROUTES else []
