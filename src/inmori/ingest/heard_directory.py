"""Hears directories: LDAP, Kerberos and SNMP, which share one encoding. No password, community or user's name is read."""

from __future__ import annotations

from collections.abc import Iterator

from inmori.ingest.heard import (
    CLIENT_SPEAKS,
    RECEIVER,
    SENDER,
    SERVER_SPEAKS,
    Clue,
    Heard,
    Ports,
    named,
    plain_word,
    weak,
)
from inmori.ingest.heard_ntlm import ntlm_clues
from inmori.model import WeakProtocol

_SEQUENCE, _INTEGER, _OCTETS = 0x30, 0x02, 0x04
_BIND, _SIMPLE = 0x60, 0x80
_LDAP_REQUESTS = frozenset((0x60, 0x42, 0x63, 0x66, 0x68, 0x4A, 0x6C, 0x6E, 0x50, 0x77))
_LDAP_ANSWERS = frozenset((0x61, 0x64, 0x65, 0x67, 0x69, 0x6B, 0x6D, 0x6F, 0x73, 0x78, 0x79))
_KRB_REQUESTS = frozenset((0x6A, 0x6C, 0x6E))
_KRB_ANSWERS = frozenset((0x6B, 0x6D, 0x6F, 0x7E))
_NETBIOS_ADDRESS = 20  # RFC 4120 section 7.5.3
_SNMP_ANSWER = 0xA2
_SNMP_OF_DEVICE = frozenset((_SNMP_ANSWER, 0xA4, 0xA7))  # an answer, and what a device reports of itself (traps)


def ldap_or_snmp(data: bytes, ports: Ports) -> Heard | None:
    """An LDAP message (RFC 4511) or an SNMP message: both begin with a sequence and a number."""
    start = _content(data, 0)
    if start is None or data[start] != _INTEGER or not 1 <= data[start + 1] <= 4:
        return None
    after = start + 2 + data[start + 1]
    tag = data[after]
    if tag == _OCTETS and data[start + 1] == 1 and data[start + 2] in (0, 1):
        return _snmp(data, after)
    if tag == _SEQUENCE and data[start + 2] == 3 and ports.either(161, 162):
        return Heard("snmp")
    if tag in _LDAP_REQUESTS:
        return Heard("ldap", CLIENT_SPEAKS, 2, (*_simple_bind(data, after), *ntlm_clues(data)))
    return Heard("ldap", SERVER_SPEAKS, 2, ntlm_clues(data)) if tag in _LDAP_ANSWERS else None


def _simple_bind(data: bytes, at: int) -> tuple[Clue, ...]:
    """Whether a name and a password are sent unprotected; neither is looked at, only that both have a length."""
    inner = _content(data, at)
    if data[at] != _BIND or inner is None or data[inner] != _INTEGER:
        return ()
    name = inner + 2 + data[inner + 1]
    value = _content(data, name)
    if value is None or data[name] != _OCTETS:
        return ()
    secret = value + _size(data, name)
    if data[secret] == _SIMPLE and _size(data, secret) > 0:
        return (weak(RECEIVER, WeakProtocol.LDAP_CLEAR),)
    return ()


def _snmp(data: bytes, community: int) -> Heard | None:
    value = _content(data, community)
    if value is None:
        return None
    after = value + _size(data, community)
    clues = (weak(SENDER, WeakProtocol.SNMP_V1V2),) if data[after] in _SNMP_OF_DEVICE else ()
    role = SERVER_SPEAKS if data[after] == _SNMP_ANSWER else CLIENT_SPEAKS
    return Heard("snmp", role, 0, clues) if data[after] & 0xF0 == 0xA0 else None


def kerberos_tcp(data: bytes, ports: Ports) -> Heard | None:
    """A Kerberos message behind its length (RFC 4120 section 7.2.2)."""
    length = int.from_bytes(data[:4], "big")
    if not 40 <= length < 1 << 17 or length + 4 < len(data):
        return None
    if len(data) < 12:  # cut so short that only the port can say
        return _kerberos(data[4]) if data[4:5] and ports.either(88) else None
    return kerberos(data[4:], ports)


def kerberos(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """A Kerberos message (RFC 4120 section 5.4): realm, and names only where they are a computer's."""
    start = _content(data, 0)
    heard = _kerberos(data[0])
    if start is None or data[start] != _SEQUENCE or heard is None or data[0] not in _KRB_REQUESTS:
        return heard if start is not None and data[start] == _SEQUENCE else None
    clues: list[Clue] = []
    try:
        clues.extend(_request_clues(data, start))
    except IndexError:
        clues.clear()  # cut inside the request: a name may be cut too
    return heard._replace(clues=tuple(clues))


def _kerberos(tag: int) -> Heard | None:
    if tag in _KRB_ANSWERS:
        return Heard("krb", SERVER_SPEAKS)
    return Heard("krb", CLIENT_SPEAKS, 1) if tag in _KRB_REQUESTS else None


def _request_clues(data: bytes, sequence: int) -> Iterator[Clue]:
    fields = dict(_children(data, sequence))
    body = fields.get(0xA4)
    if body is None:
        return
    inner = _content(data, body)
    parts = dict(_children(data, inner)) if inner is not None else {}
    for principal in _strings(data, parts.get(0xA1)):
        if principal.endswith("$"):  # a computer's account; people's names are not kept
            yield from named(SENDER, principal[:-1])
    for realm in _strings(data, parts.get(0xA2)):
        known = plain_word(realm, longest=64)
        if known and " " not in known:
            yield Clue(RECEIVER, "note", f"Kerberos領域 {known}")
    if 0xA9 in parts:
        yield from _addresses(data, parts[0xA9])


def _addresses(data: bytes, at: int) -> Iterator[Clue]:
    """Windows names its own computer among the addresses of a request."""
    end = (_content(data, at) or at) + _size(data, at)
    found = data.find(bytes((0xA0, 3, _INTEGER, 1, _NETBIOS_ADDRESS, 0xA1)), at, end)
    if found >= 0:
        name = data[found + 9 : min(found + 24, end)]
        yield from named(SENDER, name.decode("cp932", "replace").strip())


def _strings(data: bytes, at: int | None) -> Iterator[str]:
    """Yield the general strings below an element, a few levels deep."""
    if at is None:
        return
    if data[at] == 0x1B:
        start = _content(data, at) or at
        yield data[start : start + _size(data, at)].decode("ascii", "replace")
    elif data[at] & 0x20:
        inner = _content(data, at)
        if inner is not None:
            end = inner + _size(data, at)
            while inner < end:
                yield from _strings(data, inner)
                inner = (_content(data, inner) or end) + _size(data, inner)


def _children(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield (tag, position) of the elements in the constructed element at ``at``."""
    start = _content(data, at)
    if start is None:
        return
    end = min(start + _size(data, at), len(data))
    while start < end:
        inner = _content(data, start)
        if inner is None:
            return
        yield data[start], start
        start = inner + _size(data, start)


def _content(data: bytes, at: int) -> int | None:
    """Return where the content of the element at ``at`` begins; ``None`` when its length makes no sense."""
    if at + 2 > len(data):
        return None
    first = data[at + 1]
    if first < 0x80:
        return at + 2
    count = first & 0x7F
    return at + 2 + count if 1 <= count <= 4 and at + 2 + count <= len(data) else None


def _size(data: bytes, at: int) -> int:
    first = data[at + 1]
    if first < 0x80:
        return first
    return int.from_bytes(data[at + 2 : at + 2 + (first & 0x7F)], "big")
