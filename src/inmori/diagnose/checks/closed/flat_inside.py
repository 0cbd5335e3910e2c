"""No wall inside: parts of the closed network between which no managed filter stands."""

from collections.abc import Iterator

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Segmentation, Zone
from inmori.reach import RealZone, real_zones


def check(case: Case) -> Result:
    """Judge from the zones as the rules make them; what was told counts where no configuration speaks."""
    told = case.hospital.controls.segmentation
    closed = {zone.id: zone for zone in case.hospital.zones if zone.kind.closed}
    if not case.hospital.gateways:
        if told.value is Segmentation.NONE:
            return [Hit(key="told", variant="told", evidence=sources_of(told), confidence=told.confidence)]
        return Unjudged("no_config")
    if sum(bool(zone.networks) for zone in closed.values()) < 2:
        return Unjudged("one_zone")
    return _flat(case, closed)


def _flat(case: Case, closed: dict[str, Zone]) -> Iterator[Hit]:
    for real in real_zones(case.hospital):
        inside = [zone_id for zone_id in real.zone_ids if zone_id in closed]
        if len(inside) >= 2:
            yield _hit(case, real, inside, closed)


def _hit(case: Case, real: RealZone, inside: list[str], closed: dict[str, Zone]) -> Hit:
    names = [case.zone_name(zone_id) for zone_id in inside]
    networks = [network for zone_id in inside for network in closed[zone_id].networks]
    return Hit(
        key="+".join(sorted(inside)),
        refs=real.refs,
        evidence=tuple(dict.fromkeys(source for network in networks for source in network.sources)),
        seen=tuple(("zone", f"{network.cidr} {network.name}".strip()) for network in networks),
        confidence=0.9,
        values={"zones": named(list({name.ja: name for name in names}.values()), limit=5)},
    )
