"""Answers about who can talk to whom: a verdict, what decides it, and a packet that shows it."""

from enum import StrEnum

from inmori.model import Frozen, Source
from inmori.text import Text


class Verdict(StrEnum):
    """ALLOW and DENY are proven; PARTIAL: some of what was asked passes; UNKNOWN: an unread part decides."""

    ALLOW = "allow"
    DENY = "deny"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


class Packet(Frozen):
    """A concrete example packet."""

    src: str
    dst: str
    protocol: str
    port: int | None = None


class Answer(Frozen):
    """The answer to one question. ``ref`` is "policy:12", "route", "default" or the unread part."""

    verdict: Verdict
    gateway_id: str | None = None
    ref: str = ""
    rule_name: str = ""
    packet: Packet | None = None
    reason: Text
    source: Source | None = None
