"""Who can reach whom, zone by zone, with the rules that decide and a packet that shows it."""

from __future__ import annotations

from collections import Counter

from inmori.model import Frozen, Hospital, ZoneKind
from inmori.reach.answer import Packet, Verdict
from inmori.reach.atlas import Atlas
from inmori.reach.places import Place, Places


class ZoneReach(Frozen):
    """One cell. ``filtered`` False: no managed filter stands between the two (the verdict is then ALLOW).

    ``refs`` name the rules that let something pass ("policy:12"); ``doubts`` what could not be told; ``example`` is a
    packet that passes, ``stopped`` one that does not; ``seen`` counts answered connections. A cell without
    ``gateway_ids`` and with verdict UNKNOWN: no configuration speaks of it.
    """

    from_zone: str
    to_zone: str
    verdict: Verdict
    filtered: bool = True
    refs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    gateway_ids: tuple[str, ...] = ()
    example: Packet | None = None
    stopped: Packet | None = None
    seen: int = 0


class ZoneMatrix(Frozen):
    """All cells. ``zone_ids`` are the ids of the hospital's zones that have networks, and then "internet"."""

    zone_ids: tuple[str, ...] = ()
    cells: tuple[ZoneReach, ...] = ()

    def cell(self, from_zone: str, to_zone: str) -> ZoneReach | None:
        """Return one cell; None for zones that are not in the matrix."""
        return next((c for c in self.cells if (c.from_zone, c.to_zone) == (from_zone, to_zone)), None)


def zone_matrix(hospital: Hospital) -> ZoneMatrix:
    """Return who can reach whom between all zones and the internet.

    A published service counts as a way from the internet to the zone of the inner machine. Verdicts are about all
    services: PARTIAL is the usual answer between zones with a firewall in between.
    """
    places = Places(hospital)
    zone_ids = {zone.id for zone in hospital.zones}
    shown = [place for place in places.all if place.id in zone_ids or place is places.internet]
    atlas = Atlas(hospital.gateways, [place.space for place in shown])
    seen = _seen(hospital, places)
    cells = tuple(
        _cell(atlas, one, other, seen)
        for one in shown
        for other in shown
        if one is not places.internet or other is not one
    )
    return ZoneMatrix(zone_ids=tuple(place.id for place in shown), cells=cells)


def _cell(atlas: Atlas, one: Place, other: Place, seen: Counter[tuple[str, str]]) -> ZoneReach:
    found = atlas.passage(one.space, other.space)
    return ZoneReach(
        from_zone=one.id,
        to_zone=other.id,
        verdict=found.verdict,
        filtered=found.filtered or found.verdict is Verdict.UNKNOWN,
        refs=found.refs,
        doubts=found.doubts,
        gateway_ids=found.gateways,
        example=found.example,
        stopped=found.stopped,
        seen=seen[one.id, other.id],
    )


def _seen(hospital: Hospital, places: Places) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for flow in hospital.flows:
        source, target = places.of_text(flow.src), places.of_text(flow.dst)
        if source and target and flow.answered and ZoneKind.STANDALONE not in (source.kind, target.kind):
            found[source.id, target.id] += flow.connections
    return found
