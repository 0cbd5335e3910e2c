"""What the network map is drawn from: a part of an assessment's materials, so that other papers can show the same map."""

from typing import Protocol

from inmori.model import Device, Hospital
from inmori.reach.crossing_kind import Crossing
from inmori.reach.matrix import ZoneMatrix
from inmori.text import Text


class MapMaterials(Protocol):
    """Read only."""

    @property
    def hospital(self) -> Hospital:
        """The hospital."""

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        """Every way across the border of the closed network."""

    @property
    def leaks(self) -> tuple[Crossing, ...]:
        """Those that nobody sanctioned."""

    @property
    def in_use(self) -> tuple[Device, ...]:
        """Devices that are not known to be retired."""

    @property
    def matrix(self) -> ZoneMatrix:
        """Who can reach whom."""

    def zone_name(self, zone_id: str) -> Text:
        """Return a zone's name."""

    def labels(self, device_ids: tuple[str, ...]) -> list[str]:
        """Return names that people recognise, for ids of devices."""
