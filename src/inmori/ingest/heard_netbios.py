"""Hears what machines call themselves over NetBIOS: name registration, status answers, browser announcements."""

from __future__ import annotations

from struct import unpack_from

from inmori.ingest.heard import ALWAYS, SENDER, Clue, Heard, Ports, dotted, named

_LETTER_A = 0x41
_WORKSTATION, _FILE_SERVER = 0x00, 0x20  # sixteenth byte of a NetBIOS name
_GROUP = 0x8000
_NAME_RECORD, _STATUS_RECORD = 0x0020, 0x0021
_REGISTRATIONS = frozenset((5, 6, 8, 9, 15))  # registration, release, refresh (two numbers), multi-homed registration
_RELEASE = 6
_HOST_ANNOUNCEMENTS = frozenset((0x01, 0x0F))
_DOMAIN_CONTROLLER = 0x18
_BROWSE = b"\\MAILSLOT\\BROWSE\0"


def decoded_name(encoded: bytes) -> tuple[str, int] | None:
    """Return the name and its sixteenth byte from the 32 letters of RFC 1001 section 14.1; ``None`` if it is none."""
    if len(encoded) != 32 or not all(_LETTER_A <= letter < _LETTER_A + 16 for letter in encoded):
        return None
    raw = bytes((encoded[i] - _LETTER_A) << 4 | encoded[i + 1] - _LETTER_A for i in range(0, 32, 2))
    return raw[:15].decode("cp932", "replace").rstrip(" \0"), raw[15]


def name_service(data: bytes, ports: Ports) -> Heard | None:
    """A NetBIOS name service packet (RFC 1002 section 4.2); its layout is that of DNS, so the port must agree."""
    if not ports.either(137) or len(data) < 12:
        return None
    flags, questions, answers = unpack_from("!HHH", data, 2)
    if questions + answers > 2:
        return None
    operation = flags >> 11 & 0x0F
    if flags & 0x8000:
        return Heard("netbios", 0, ALWAYS, _answer(data) if answers and operation == 0 else ())
    if operation in _REGISTRATIONS and operation != _RELEASE:
        return Heard("netbios", 0, ALWAYS, _registration(data))
    return Heard("netbios", 0, ALWAYS)


def _registration(data: bytes) -> tuple[Clue, ...]:
    found = decoded_name(data[13:45])
    record = data.find(b"\0\x20\0\1", 50)  # of the additional record: type NB, class IN
    if found is None or record < 0 or len(data) < record + 16:
        return ()
    (flags,) = unpack_from("!H", data, record + 10)
    if flags & _GROUP or found[1] not in (_WORKSTATION, _FILE_SERVER):
        return ()
    return named(dotted(data[record + 12 : record + 16]), found[0])


def _answer(data: bytes) -> tuple[Clue, ...]:
    if data[12] != 0x20 or len(data) < 56:
        return ()
    (kind,) = unpack_from("!H", data, 46)
    if kind == _NAME_RECORD and len(data) >= 62:
        found = decoded_name(data[13:45])
        (flags,) = unpack_from("!H", data, 56)
        if found is None or flags & _GROUP or found[1] not in (_WORKSTATION, _FILE_SERVER):
            return ()
        return named(dotted(data[58:62]), found[0])
    return _status(data) if kind == _STATUS_RECORD else ()


def _status(data: bytes) -> tuple[Clue, ...]:
    for number in range(min(data[56], 32)):
        at = 57 + 18 * number
        entry = data[at : at + 18]
        if len(entry) == 18 and entry[15] == _WORKSTATION and not entry[16] & 0x80:
            return named(SENDER, entry[:15].decode("cp932", "replace").rstrip(" \0"))
    return ()


def datagram(data: bytes, ports: Ports) -> Heard | None:
    """A NetBIOS datagram (RFC 1002 section 4.4): the sender's name, and in a browser announcement what it offers."""
    if not ports.either(138) or len(data) < 48 or data[0] not in (0x10, 0x11, 0x12) or data[14] != 0x20:
        return None
    found = decoded_name(data[15:47])
    if found is None:
        return None
    clues = named(dotted(data[4:8]), found[0]) if found[1] in (_WORKSTATION, _FILE_SERVER) else ()
    at = data.find(_BROWSE)
    announced = data[at + len(_BROWSE) :] if at > 0 else b""
    if len(announced) >= 28 and announced[0] in _HOST_ANNOUNCEMENTS:
        (kind,) = unpack_from("<I", announced, 24)
        if kind & _DOMAIN_CONTROLLER:
            clues = (*clues, Clue(SENDER, "kind", "server"))
    return Heard("netbios", 0, 50, clues)
