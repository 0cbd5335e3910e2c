"""Threats: attack techniques and the shapes that real hospital campaigns took."""

from typing import Literal

from inmori.model.provenance import Frozen
from inmori.text import Text

EntryKind = Literal["vpn_hole", "weak_login", "rdp_open", "supplier", "mail", "media", "unknown", "cloud_identity"]


class Technique(Frozen):
    """One attack step; ``attack_ids`` are MITRE ATT&CK technique numbers."""

    id: str
    name: Text
    attack_ids: tuple[str, ...]
    probability: str  # id of the Quantity: probability that the step succeeds once it is tried
    hours: str  # id of the Quantity: time the step takes, hours
    noticed: str | None = None  # id of the Quantity: probability that a watched machine shows it


class Archetype(Frozen):
    """One shape of campaign, from real cases: how it enters and which techniques follow."""

    id: str
    name: Text
    entry: EntryKind
    rate: str  # id of the Quantity: entries a year at a hospital that has this kind of door, before its own conditions
    techniques: tuple[str, ...]
    cases: tuple[str, ...] = ()  # published incidents of this shape
