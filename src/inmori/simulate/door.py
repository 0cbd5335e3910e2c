"""What a door is, and what all doors are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from inmori.catalogue import Catalogue
from inmori.model import Hospital
from inmori.reach.crossing_kind import Crossing
from inmori.simulate.chance import CERTAIN, Chance, value
from inmori.simulate.host import Host, Place
from inmori.simulate.landing import Landing
from inmori.simulate.prior import Unknowns
from inmori.text import Text


@dataclass(frozen=True)
class Door:
    """One way in. ``rate`` is a year's entries before, ``condition`` the factor after this hospital's own state.

    ``share`` spreads trials: a number near the condition such doors usually have, which never depends on edits.
    """

    id: str
    archetype: str
    technique: str
    place: Text
    rate: Chance
    landings: tuple[str, ...]
    condition: Chance = CERTAIN
    share: float = 1.0


@dataclass(frozen=True)
class Ground:
    """What the doors are read from: the hospital, its places and hosts, and the crossings that reach found."""

    hospital: Hospital
    catalogue: Catalogue
    today: date
    places: dict[str, Place]
    hosts: dict[str, Host]
    crossings: Sequence[Crossing]
    cloud_vendors: tuple[str, ...]
    unknowns: Unknowns = field(default_factory=Unknowns)

    def rate(self, archetype: str) -> Chance:
        """Entries a year of an archetype where its kind of door exists."""
        return value(self.catalogue.archetypes[archetype].rate)

    @cached_property
    def landing(self) -> Landing:
        """The map from addresses and zones to nodes."""
        return Landing(self.hospital, self.places, self.hosts)
