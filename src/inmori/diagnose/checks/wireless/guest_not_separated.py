"""Visitors' phones and the hospital's machines on speaking terms; judged from rules, not from what is told."""

from collections.abc import Iterator

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Zone, ZoneKind
from inmori.reach import Verdict, ZoneReach, zone_matrix

# What a visitor has no business to reach. Links between gateways carry no machines of the hospital.
_HOSPITAL = {
    ZoneKind.INFO, ZoneKind.CLINICAL, ZoneKind.DEPT, ZoneKind.OQS, ZoneKind.WIFI, ZoneKind.MGMT, ZoneKind.VENDOR,
}  # fmt: skip


def check(case: Case) -> Result:
    """Judge every guest network whose addresses are known against every zone of the hospital."""
    guests = [zone for zone in case.hospital.zones if zone.kind is ZoneKind.GUEST and zone.networks]
    if not guests or not case.hospital.gateways:
        exists = case.hospital.guest_wifi.value or bool(guests)
        if case.hospital.guest_wifi.value is False and not guests:
            return []
        return Unjudged("not_found" if exists else "no_guest")
    return _results(case, guests)


def _results(case: Case, guests: list[Zone]) -> Iterator[Hit | Unjudged]:
    matrix = zone_matrix(case.hospital)
    inner = [zone for zone in case.hospital.zones if zone.kind in _HOSPITAL]
    for guest in guests:
        cells = [cell for zone in inner if (cell := matrix.cell(guest.id, zone.id))]
        open_cells = [cell for cell in cells if cell.verdict in (Verdict.ALLOW, Verdict.PARTIAL)]
        if open_cells:
            yield _hit(case, guest, open_cells)
        if unread := [cell for cell in cells if cell.verdict is Verdict.UNKNOWN]:
            yield Unjudged("not_read", {"to": named([case.zone_name(cell.to_zone) for cell in unread])})


def _hit(case: Case, guest: Zone, cells: list[ZoneReach]) -> Hit:
    names = [case.zone_name(cell.to_zone) for cell in cells]
    examples = [cell.example for cell in cells if cell.example]
    return Hit(
        key=guest.id,
        refs=tuple(ref for cell in cells for ref in cell.refs),
        evidence=tuple(source for network in guest.networks for source in network.sources),
        seen=(
            *(("path", f"{case.zone_name(guest.id).ja} → {name.ja}") for name in names),
            *(("path", f"{e.src} → {e.dst}") for e in examples),
        ),
        confidence=0.9,
        values={"to": named(names)},
    )
