"""Turns what sensors write of names and systems into the same few words, and drops everything that may name a person."""

from __future__ import annotations

import re
from typing import Any

from inmori.ingest.heard import host_name, plain_word
from inmori.ingest.heard_ntlm import told_by_build
from inmori.ingest.wire_host import WireHosts
from inmori.model import WeakProtocol

_VERSION = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.| build )(\d{4,5})")
_OLD_TLS = re.compile(r"(?i)(?:tls|ssl)\s*v?(\d)[._]?(\d)?")
NATIVE = re.compile(r"(?i)windows [\w .()/-]{2,60}")


def note_name(hosts: WireHosts, subject: str, name: Any, line: int, time: float | None) -> None:
    """Note a host name that was told of ``subject`` (an address or a card), if it can be one."""
    known = host_name(name) if isinstance(name, str) else None
    if known:
        hosts.tell(subject, "hostname", known, line, time)


def note_windows(hosts: WireHosts, subject: str, version: Any, line: int, time: float | None) -> None:
    """Note a Windows version as NTLM states it ("10.0 build 19045 rev 15")."""
    found = _VERSION.match(version) if isinstance(version, str) else None
    if found:
        for name, value in told_by_build(*map(int, found.groups())):
            hosts.tell(subject, name, value, line, time)


def note_system(
    hosts: WireHosts, subject: str, text: Any, shape: re.Pattern[str], line: int, time: float | None
) -> None:
    """Note an operating system that ``subject`` names as its own, when the whole text has that ``shape``."""
    if isinstance(text, str) and shape.fullmatch(text) and (word := plain_word(text)):
        hosts.tell(subject, "os", word, line, time)


def note_old_tls(hosts: WireHosts, subject: str, version: str, line: int, time: float | None) -> None:
    """Note that a server agreed on an outdated version of TLS, and on which."""
    old = old_tls(version)
    if old:
        hosts.tell(subject, "weak", WeakProtocol.TLS_OLD, line, time)
        hosts.tell(subject, "note", old, line, time)


def old_tls(version: str) -> str | None:
    """Return the note for a server that agreed on an outdated version ("TLSv10", "TLS 1.0", "TLSv1", "SSLv3")."""
    found = _OLD_TLS.fullmatch(version.strip())
    if found is None:
        return None
    major, minor = int(found[1]), int(found[2] or 0)
    if version.lower().startswith("ssl"):
        return f"SSL {major}.{minor}で応答"
    return f"TLS {major}.{minor}で応答" if (major, minor) < (1, 2) else None
