"""What a measure costs at this hospital: its price per unit times the units counted from the model.

A count that the papers do not give is estimated from the beds, with the range of that estimate; a hospital whose
beds are unknown too is taken as one of middling small size. So a price always exists, and its width says how much
of it is guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from inmori.catalogue.loader import Catalogue
from inmori.catalogue.measure import Cost, CostUnit, Measure
from inmori.catalogue.quantity import Quantity
from inmori.model import Device, DeviceKind, Hospital, ZoneKind
from inmori.plan.ground import Ground
from inmori.plan.select import zone_kinds
from inmori.units import Interval

Counts = Mapping[CostUnit, Interval]
PCS = (DeviceKind.CLIENT, DeviceKind.TABLET, DeviceKind.OQS_TERMINAL)
SERVERS = (DeviceKind.SERVER, DeviceKind.NAS)
GATEWAYS = (DeviceKind.FIREWALL, DeviceKind.ROUTER)
SWITCHES = (DeviceKind.L3_SWITCH, DeviceKind.L2_SWITCH, DeviceKind.ACCESS_POINT)
INSTRUMENTS = (DeviceKind.MODALITY, DeviceKind.MEDICAL_DEVICE)


@dataclass(frozen=True)
class PriceLine:
    """One price: yen per unit (once or a year) times the number of units."""

    price: Quantity
    count: Interval
    times: float
    yearly: bool

    def interval(self) -> Interval:
        """Return the amount in yen (a year, where it is yearly)."""
        unit = "yen/year" if self.yearly else "yen"
        return Interval(
            low=self.price.low * self.count.low * self.times,
            mid=self.price.value * self.count.mid * self.times,
            high=self.price.high * self.count.high * self.times,
            unit=unit,
        )


@dataclass(frozen=True)
class Price:
    """What one measure takes here: money in lines, and hours of the hospital's own staff."""

    lines: tuple[PriceLine, ...]
    hours: Interval
    hours_yearly: Interval

    @property
    def capital(self) -> Interval:
        """Yen once."""
        return total([line.interval() for line in self.lines if not line.yearly], unit="yen")

    @property
    def yearly(self) -> Interval:
        """Yen a year."""
        return total([line.interval() for line in self.lines if line.yearly], unit="yen/year")

    def a_year(self, years: int) -> float:
        """Return the middle yearly cost with the capital spread over ``years``."""
        return self.capital.mid / years + self.yearly.mid


def price_of(measure: Measure, *, counts: Counts, catalogue: Catalogue) -> Price:
    """Price a measure.

    Raises:
        KeyError: a cost line refers to a quantity that is not in the catalogue.
    """
    beds = counts["bed"].mid
    lines = [
        line
        for cost in measure.costs
        if cost.beds_min <= beds and (cost.beds_max is None or beds < cost.beds_max + 1)
        for line in _lines(cost, counts, catalogue)
    ]
    zero = Interval(low=0.0, mid=0.0, high=0.0, unit="hours/year")
    yearly = measure.staff_hours_yearly.interval() if measure.staff_hours_yearly else zero
    return Price(lines=tuple(lines), hours=measure.staff_hours.interval(), hours_yearly=yearly)


def total(parts: list[Interval], *, unit: str) -> Interval:
    """Add ranges end to end; an empty list is zero."""
    return Interval(
        low=sum(part.low for part in parts),
        mid=sum(part.mid for part in parts),
        high=sum(part.high for part in parts),
        unit=unit,
    )


def unit_counts(hospital: Hospital, *, ground: Ground, catalogue: Catalogue) -> Counts:
    """Count the units that prices are given in; estimated where the papers show none."""
    used = [device for device in hospital.devices if device.in_use()]
    beds = beds_of(hospital, catalogue)
    remotes = sum(remote.enabled for remote in hospital.remote_accesses)
    per_bed = {
        name: _product(beds, catalogue.quantity(f"price.{name}_per_bed").interval())
        for name in ("pcs", "servers", "aps", "users", "gateways")
    }
    pcs = _of(used, PCS)
    aps = _of(used, (DeviceKind.ACCESS_POINT,))
    # A list without a single access point may be of a hospital that has none.
    unseen_aps = per_bed["aps"].model_copy(update={"low": 0.0}) if used else per_bed["aps"]
    found: dict[str, Interval] = {
        "hospital": exactly(1),
        "bed": beds,
        "pc": exactly(pcs) if pcs else per_bed["pcs"],
        "clinical_pc": _clinical(hospital, used) if pcs else per_bed["pcs"],
        "server": exactly(_of(used, SERVERS)) if _of(used, SERVERS) else per_bed["servers"],
        "unsupported_pc": _unsupported(used, PCS, ground, catalogue, unseen=per_bed["pcs"]),
        "unsupported_server": _unsupported(used, SERVERS, ground, catalogue, unseen=per_bed["servers"]),
        "unsupported_gateway": _old_gateways(used, ground, unseen=_at_least_one(per_bed["gateways"])),
        "user": per_bed["users"],
        "unsupported_instrument": _old_ones(used, INSTRUMENTS, ground),
        "unsupported_network": _old_ones(used, SWITCHES, ground),
        "gateway": exactly(_of(used, GATEWAYS)) if _of(used, GATEWAYS) else _at_least_one(per_bed["gateways"]),
        "remote_access": exactly(remotes),
        "vendor": _vendors(hospital),
        "ap": exactly(aps) if aps else unseen_aps,
        "site": _sites(hospital),
    }
    return {unit: found[unit] for unit in cast(tuple[CostUnit, ...], get_args(CostUnit))}


def _clinical(hospital: Hospital, used: list[Device]) -> Interval:
    """PCs on the closed side: those seen there, and up to all whose network nobody wrote down."""
    kinds = [zone_kinds(hospital, device) - {ZoneKind.UNKNOWN} for device in used if device.kind.value in PCS]
    known = sum(any(kind.closed for kind in each) for each in kinds)
    unplaced = sum(not each for each in kinds)
    # Where no PC at all is placed, most are taken as clinical: those few that are not cannot be told apart.
    mid = known + (unplaced if known == 0 else unplaced / 2)
    return Interval(low=known or unplaced / 2, mid=mid, high=known + unplaced, unit="")


def _unsupported(
    used: list[Device],
    kinds: tuple[DeviceKind, ...],
    ground: Ground,
    catalogue: Catalogue,
    *,
    unseen: Interval,
) -> Interval:
    """Machines out of support: those known, else a share of those whose version is not known or that no list shows."""
    own = [device for device in used if device.kind.value in kinds]
    known = sum(device.id in ground.unsupported for device in own)
    unjudged = sum(device.id in ground.unjudged for device in own)
    if known or (own and not unjudged):
        return exactly(known)
    share = catalogue.quantity("price.unsupported_share").interval()
    return _product(exactly(unjudged) if own else unseen, share)


def _old_gateways(used: list[Device], ground: Ground, *, unseen: Interval) -> Interval:
    """Gateways to replace: those known, else up to all of unknown version, else as many as such hospitals have."""
    own = [device for device in used if device.kind.value in GATEWAYS]
    known = sum(device.id in ground.unsupported for device in own)
    unjudged = sum(device.id in ground.unjudged for device in own)
    if known or (own and not unjudged):
        return exactly(known)
    return Interval(low=0.0, mid=unjudged / 2, high=unjudged, unit="") if own else unseen


def _old_ones(used: list[Device], kinds: tuple[DeviceKind, ...], ground: Ground) -> Interval:
    """Machines of these kinds out of support: those known, and up to all of unknown version."""
    own = [device for device in used if device.kind.value in kinds]
    known = sum(device.id in ground.unsupported for device in own)
    unjudged = sum(device.id in ground.unjudged for device in own)
    return exactly(known) if known else Interval(low=0.0, mid=unjudged / 2, high=unjudged, unit="")


def _vendors(hospital: Hospital) -> Interval:
    """Companies with a contract or a way in; where no list names one, three to ten are usual."""
    names = {fact.value for fact in (*(c.vendor for c in hospital.contracts), *(r.vendor for r in hospital.remote_accesses))}
    known = max(len(names - {None}), len(hospital.vendors))
    return exactly(known) if known else Interval(low=3.0, mid=5.0, high=10.0, unit="")


def _sites(hospital: Hospital) -> Interval:
    """Buildings with their own line out: no paper says it, so between one and as many as gateways face outward."""
    outward = sum(any(each.role == "wan" for each in gateway.interfaces) for gateway in hospital.gateways)
    most = max(outward, 1)
    return Interval(low=1.0, mid=(1 + most) / 2, high=most, unit="")


def _at_least_one(count: Interval) -> Interval:
    return Interval(low=max(count.low, 1.0), mid=max(count.mid, 1.0), high=max(count.high, 1.0), unit="")


def beds_of(hospital: Hospital, catalogue: Catalogue) -> Interval:
    """Return the beds, or the documented assumption where nobody said."""
    if hospital.beds.value is not None:
        return exactly(hospital.beds.value)
    return catalogue.quantity("price.beds_unknown").interval()


def exactly(number: float) -> Interval:
    """Return a number without a range."""
    return Interval(low=number, mid=number, high=number, unit="")


def _of(devices: list[Device], kinds: tuple[DeviceKind, ...]) -> int:
    return sum(device.kind.value in kinds for device in devices)


def _product(count: Interval, share: Interval) -> Interval:
    return Interval(
        low=count.low * share.low, mid=count.mid * share.mid, high=count.high * share.high, unit=""
    )


def _lines(cost: Cost, counts: Counts, catalogue: Catalogue) -> list[PriceLine]:
    found = []
    for own, ref, yearly in ((cost.capital, cost.capital_ref, False), (cost.yearly, cost.yearly_ref, True)):
        price = own or (catalogue.quantity(ref) if ref else None)
        if price is not None:
            found.append(PriceLine(price=price, count=counts[cost.per], times=cost.times, yearly=yearly))
    return found
