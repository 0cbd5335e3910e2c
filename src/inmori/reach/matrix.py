"""Who can reach whom, zone by zone, with the rules that decide and a packet that shows it."""

from inmori.model import Frozen, Hospital
from inmori.reach.answer import Packet, Verdict


class ZoneReach(Frozen):
    """One cell. ``filtered`` False: no managed filter stands between the two (verdict is then ALLOW).

    ``refs`` name the rules that allow something ("policy:12"); ``example`` is a packet that passes,
    ``stopped`` one that does not; ``seen`` counts connections observed.
    """

    from_zone: str
    to_zone: str
    verdict: Verdict
    filtered: bool = True
    refs: tuple[str, ...] = ()
    gateway_ids: tuple[str, ...] = ()
    example: Packet | None = None
    stopped: Packet | None = None
    seen: int = 0


class ZoneMatrix(Frozen):
    """All cells. ``zone_ids`` are the hospital's zone ids and then "internet"."""

    zone_ids: tuple[str, ...] = ()
    cells: tuple[ZoneReach, ...] = ()

    def cell(self, from_zone: str, to_zone: str) -> ZoneReach | None:
        """Return one cell; None for zones that are not in the matrix."""
        return next((c for c in self.cells if (c.from_zone, c.to_zone) == (from_zone, to_zone)), None)


def zone_matrix(hospital: Hospital) -> ZoneMatrix:
    """Return who can reach whom between all zones and the internet."""
    raise NotImplementedError
