"""Hears Windows file sharing: SMB 1 against 2 and 3, the system's own name for itself, NetBIOS sessions and RPC."""

from __future__ import annotations

import re
from struct import unpack_from

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
from inmori.ingest.heard_netbios import decoded_name
from inmori.ingest.heard_ntlm import NTLM_V1_LENGTH, ntlm_clues
from inmori.model import WeakProtocol

_SMB1, _SMB2, _SMB3_SEALED, _SMB3_PACKED = b"\xffSMB", b"\xfeSMB", b"\xfdSMB", b"\xfcSMB"
_NEGOTIATE, _SESSION_SETUP = 0x72, 0x73
_REPLY, _UNICODE = 0x80, 0x8000
_NO_DIALECT = 0xFFFF
_OLD_FORM = 13  # words of a session setup without extended security
_HEADER = 32
_MORE = 3  # a second negotiation and the two steps of a session setup

_OWN_NAMES = {"windows 5.0": "Windows 2000", "windows 5.1": "Windows XP", "windows nt 4.0": "Windows NT 4.0"}
_WINDOWS = re.compile(r"(?i)windows [\w .()/-]+")


def smb_session(data: bytes, ports: Ports) -> Heard | None:
    """SMB behind the four bytes of a NetBIOS session message (both on port 139 and 445)."""
    if data[1] & 0xFE:
        return None
    return smb(data[4:], ports)


def smb(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """An SMB message."""
    mark = data[:4]
    if mark == _SMB2:
        if len(data) < 20:
            return Heard("smb", 0, _MORE)
        role = SERVER_SPEAKS if data[16] & 1 else CLIENT_SPEAKS
        return Heard("smb", role, _MORE, ntlm_clues(data))
    if mark == _SMB1:
        return _smb1(data)
    return Heard("smb") if mark in (_SMB3_SEALED, _SMB3_PACKED) else None


def _smb1(data: bytes) -> Heard:
    if len(data) < _HEADER:
        return Heard("smb", 0, _MORE)
    command, reply = data[4], bool(data[9] & _REPLY)
    role = SERVER_SPEAKS if reply else CLIENT_SPEAKS
    if command == _NEGOTIATE and not reply:
        # Clients of SMB 2 begin like this too; only the answer tells which one is spoken.
        return Heard("smb", role, _MORE)
    if command == _NEGOTIATE and data[_HEADER] and unpack_from("<H", data, _HEADER + 1)[0] == _NO_DIALECT:
        return Heard("smb", role, _MORE)  # the server refuses all that it was offered
    clues = ntlm_clues(data)
    if reply:
        clues = (*clues, weak(SENDER, WeakProtocol.SMB1))
    if command == _SESSION_SETUP:
        clues = (*clues, *_old_password_check(data, reply=reply))
        own = _own_name(data, reply=reply)
        clues = (*clues, Clue(SENDER, "os", own)) if own else clues
    return Heard("smb,smb1", role, _MORE, clues)


def _old_password_check(data: bytes, *, reply: bool) -> tuple[Clue, ...]:
    """Whether a session setup of the old form carries answers of NTLMv1; only that they are 24 bytes long is looked at."""
    if reply or data[_HEADER] != _OLD_FORM:
        return ()
    lengths = unpack_from("<HH", data, _HEADER + 1 + 14)
    return (weak(SENDER, WeakProtocol.NTLMV1),) if NTLM_V1_LENGTH in lengths else ()


def _own_name(data: bytes, *, reply: bool) -> str | None:
    """Return the operating system that a session setup names.

    Attack tools call themselves Windows 2000; so of clients only the name that Windows XP gives itself is believed.
    """
    words = data[_HEADER]
    at = _HEADER + 1 + 2 * words + 2
    if words == (4 if reply else 12):
        position = _HEADER + 1 + (6 if reply else 14)
        at += unpack_from("<H", data, position)[0]
    elif not (reply and words == 3):
        return None  # the old form, with a password and a user name before: not worth the risk
    unicode = bool(unpack_from("<H", data, 10)[0] & _UNICODE)
    text = _string(data, at + (at & 1), wide=True) if unicode else _string(data, at, wide=False)
    found = _WINDOWS.fullmatch(text)
    if not reply:
        return "Windows XP" if found and text.startswith("Windows 2002 ") else None
    if found is None:
        return None
    return _OWN_NAMES.get(text.strip().lower()) or plain_word(text)


def _string(data: bytes, at: int, *, wide: bool) -> str:
    if not wide:
        return data[at : at + 120].split(b"\0")[0].decode("ascii", "replace")
    raw = data[at : at + 240]
    text = raw[: len(raw) & ~1].decode("utf-16-le", "replace")
    return text.split("\0")[0]


def session_request(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """The opening of a NetBIOS session (RFC 1002 section 4.3.2) with the called and the calling name."""
    if data[1] & 0xFE or data[4] != 0x20 or len(data) < 72:
        return None
    calling = decoded_name(data[39:71])
    if calling is None:
        return None
    clues = named(SENDER, calling[0]) if calling[1] in (0x00, 0x20) else ()
    called = decoded_name(data[5:37])
    if called is not None and called[0] != "*SMBSERVER" and called[1] == 0x20:
        clues = (*clues, *named(RECEIVER, called[0]))
    return Heard("smb", CLIENT_SPEAKS, _MORE, clues)


def rpc(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """A DCE/RPC bind or its answer, connection oriented (C706 chapter 12)."""
    kinds = {11: CLIENT_SPEAKS, 12: SERVER_SPEAKS, 13: SERVER_SPEAKS, 14: CLIENT_SPEAKS, 16: CLIENT_SPEAKS}
    if data[1] > 1 or data[2] not in kinds or data[4] not in (0x10, 0x00) or data[5:8] != b"\0\0\0":
        return None
    return Heard("dce_rpc", kinds[data[2]], 2, ntlm_clues(data))
