"""Hears DICOM and HL7 v2: which machines exchange images and orders. Of HL7 only the header is looked at, never a patient."""

from __future__ import annotations

import re

from inmori.ingest.heard import CLIENT_SPEAKS, RECEIVER, SENDER, SERVER_SPEAKS, Clue, Heard, Ports

_CONTEXT = b"1.2.840.10008.3.1.1.1"  # DICOM application context name, PS3.7 annex A
_CONTEXT_AT = 78
_ASSOCIATE_LEAST, _ASSOCIATE_MOST = 68, 1 << 20
_TITLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.@-]{0,15}", re.ASCII)

_MESSAGE_TYPE = re.compile(r"[A-Z]{3}(?:\^[A-Z][A-Z0-9]{2})?", re.ASCII)
_VERSION = re.compile(r"2(?:\.\d){1,2}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,19}", re.ASCII)


def dicom(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """An association request (PDU 1) or its acceptance (2), PS3.8 section 9.3, with both AE titles."""
    length = int.from_bytes(data[2:6], "big")
    if data[1] or data[6:8] != b"\0\1" or data[8:10] != b"\0\0" or not _ASSOCIATE_LEAST <= length < _ASSOCIATE_MOST:
        return None
    context = data[_CONTEXT_AT : _CONTEXT_AT + len(_CONTEXT)]
    called, calling = _title(data[10:26]), _title(data[26:42])
    if not _CONTEXT.startswith(context) or (not context and not (called and calling)):
        return None
    if data[0] == 1:
        # The called title is only what the caller hopes for; the acceptance confirms it.
        return Heard("dicom", CLIENT_SPEAKS, 0, _titled(SENDER, calling))
    return Heard("dicom", SERVER_SPEAKS, 0, (*_titled(SENDER, called), *_titled(RECEIVER, calling)))


def _title(raw: bytes) -> str | None:
    text = raw.decode("ascii", "replace").strip(" \0")
    return text if len(raw) == 16 and _TITLE.fullmatch(text) else None


def _titled(about: str, title: str | None) -> tuple[Clue, ...]:
    return (Clue(about, "ae_title", title),) if title else ()


def hl7(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """An HL7 v2 message (with or without the start byte of MLLP): of it MSH-3 to 6, 9 and 12 only."""
    start = 1 if data[0] == 0x0B else 0
    if data[start : start + 3] != b"MSH" or not 0x20 < data[start + 3] < 0x7F:
        return None
    separator = data[start + 3 : start + 4]
    header = re.split(rb"[\r\n\x1c]", data[start:], maxsplit=1)
    fields = [field.decode("ascii", "replace") for field in header[0].split(separator)[:12]]
    if len(header) == 1:
        fields = fields[:-1]  # the header is cut; its last field may run into something else
    fields += [""] * (12 - len(fields))
    names = [_component(field) for field in fields[2:6]]
    kind, version = _MESSAGE_TYPE.match(fields[8]), _VERSION.fullmatch(fields[11])
    role = SERVER_SPEAKS if fields[8][:3] == "ACK" else CLIENT_SPEAKS
    if kind is None or role == SERVER_SPEAKS:
        return Heard("hl7", role)
    told = f"HL7{' v' + version[0] if version else ''} {kind[0]}: {names[0]}/{names[1]} → {names[2]}/{names[3]}"
    return Heard("hl7", role, 0, (Clue(SENDER, "note", told),))


def _component(field: str) -> str:
    """Return the first component of an application or facility name; ``?`` for what does not look like one."""
    name = field.partition("^")[0].strip()
    return name if _NAME.fullmatch(name) else "?"
