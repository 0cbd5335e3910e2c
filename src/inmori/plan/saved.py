"""What falls away when a department's system leaves the site: its maintenance contract, and the renewal of its servers.

Without this a move is charged for what it brings and not credited for what it ends. A contract's own yearly amount is
used where the hospital's papers give it and it covers nothing that stays; else figures that are marked as assumptions.
The EHR is left out here: its renewal and fee stand in every road already.
"""

from __future__ import annotations

from collections.abc import Iterator

from inmori.catalogue.measure import Measure
from inmori.catalogue.quantity import Quantity
from inmori.model import DeviceKind, Hospital, System
from inmori.plan.own_contract import contract_line
from inmori.plan.price import PriceLine
from inmori.plan.scene import Scene
from inmori.plan.select import on_site
from inmori.plan.wave_anchors import contracts_of
from inmori.plan.wave_units import moving
from inmori.text import Text
from inmori.units import Interval

SERVERS = (DeviceKind.SERVER, DeviceKind.NAS)
ENDED = Text(ja="移行で終わる保守契約", en="maintenance contract that ends with the move")
MAINTENANCE, RENEWAL = "saving.server.maintenance", "saving.server.renewal"


def savings_of(scene: Scene, measure: Measure) -> tuple[PriceLine, ...]:
    """Return what is no longer paid each year once the measure's systems have moved; empty where it moves none."""
    if measure.paid_from == "system" or not scene.useful(measure.id):
        return ()
    return tuple(_lines(scene, measure))


def yearly_saving(scene: Scene, name: str) -> float:
    """Return the middle of the savings of a measure in yen a year."""
    return sum(line.interval().mid for line in savings_of(scene, scene.measure(name)))


def _lines(scene: Scene, measure: Measure) -> Iterator[PriceLine]:
    hospital, ids = scene.hospital, moving(scene.hospital, measure, today=scene.today)
    going = [system for system in hospital.systems if system.id in ids]
    staying = [system for system in hospital.systems if system.id not in ids and on_site(hospital, system)]
    shared = {contract.id for system in staying for contract in contracts_of(hospital, system)}
    ended: set[str] = set()
    for system in going:
        own = [c for c in contracts_of(hospital, system) if c.yearly_yen.value is not None and c.id not in shared]
        yield from (
            contract_line(contract, name=ENDED, today=scene.today) for contract in own if contract.id not in ended
        )
        ended.update(contract.id for contract in own)
        servers = _servers(hospital, system, staying)
        for name in (RENEWAL,) if own else (RENEWAL, MAINTENANCE):
            if servers:
                yield _line(scene.catalogue.quantity(name), servers)


def _servers(hospital: Hospital, system: System, staying: list[System]) -> int:
    """Return how many servers carry the system and nothing that stays; one where none is listed."""
    if not system.device_ids:
        return 1
    kept = {device for other in staying for device in other.device_ids}
    own = [d for d in hospital.devices if d.id in system.device_ids and d.in_use() and d.kind.value in SERVERS]
    return sum(device.id not in kept for device in own)


def _line(price: Quantity, count: float) -> PriceLine:
    return PriceLine(price, Interval(low=count, mid=count, high=count, unit="server"), times=1.0, yearly=True)
