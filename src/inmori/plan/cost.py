"""What a direction costs over the horizon, in money of today, line by line.

A system's price is spread evenly over the years it is used (as a lease does), so that a renewal in the last year of
the horizon is not charged whole; measures are charged when they are bought. Costs that are the same in every
direction (department systems, terminals, printers) are left out; what a move of a department's system ends is taken off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from zlib import crc32

from inmori.catalogue.measure import Measure
from inmori.plan.directions import Direction
from inmori.plan.own_contract import MAINTENANCE, after_renewal, contract_line, ehr_contracts
from inmori.plan.price import PriceLine, total
from inmori.plan.saved import savings_of
from inmori.plan.scene import Scene
from inmori.units import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Part = Literal["capital", "running", "system"]


@dataclass(frozen=True)
class CostLine:
    """One amount in one plan year: a price line times ``factor`` (discount, spreading, price rise)."""

    part: Part
    measure: str
    year: int
    line: PriceLine
    factor: float

    def interval(self) -> Interval:
        """Return the amount in yen of today."""
        amount = self.line.interval()
        low, high = sorted((amount.low * self.factor, amount.high * self.factor))
        return Interval(low=low, mid=amount.mid * self.factor, high=high, unit="yen")

    @property
    def saved(self) -> bool:
        """Whether it is money that is no longer paid."""
        return self.factor < 0


def cost_lines(scene: Scene, direction: Direction) -> tuple[CostLine, ...]:
    """Return all amounts of a direction inside the horizon."""
    lines: list[CostLine] = []
    for name, start in direction.starts.items():
        measure = scene.measure(name)
        if measure.paid_from == "security" and start <= scene.years:
            lines += (*_bought(scene, measure, start), *_ended(scene, measure, start))
    return (*lines, *_systems(scene, direction))


def discount_factor(scene: Scene, year: int) -> float:
    """Return what a yen of a plan year is worth in the first."""
    return float((1 + scene.catalogue.quantity("horizon.discount").value) ** -(year - 1))


def summed(lines: Iterable[CostLine], *, part: Part | None = None) -> Interval:
    """Add amounts end to end, of one part or of all."""
    chosen = [line.interval() for line in lines if part is None or line.part == part]
    return Interval(
        low=sum(each.low for each in chosen),
        mid=sum(each.mid for each in chosen),
        high=sum(each.high for each in chosen),
        unit="yen",
    )


def by_year(lines: Iterable[CostLine], *, years: int) -> tuple[float, ...]:
    """Return the middle amount of each plan year."""
    amounts = [0.0] * years
    for line in lines:
        amounts[line.year - 1] += line.interval().mid
    return tuple(amounts)


def sampled(
    lines: Sequence[CostLine], *, points: dict[str, NDArray[np.float64]], samples: int
) -> NDArray[np.float64]:
    """Return the total for joint samples of the prices; ``points`` maps a price's id to its quantile per sample.

    One price has one quantile wherever it is paid, so that what two directions share cancels exactly.
    """
    import numpy as np

    amount = np.zeros(samples)
    for line in lines:
        price, count = line.line.price, line.line.count
        unit = quantile(points[price.id], price.low, price.value, price.high)
        units = quantile(points["count"], count.low, count.mid, count.high)
        amount += unit * units * line.line.times * line.factor
    return amount


def quantile(at: NDArray[np.float64], low: float, mid: float, high: float) -> NDArray[np.float64]:
    """Read a figure at quantiles 0 to 1: ``low`` up to 5 %, ``mid`` at 50 %, ``high`` from 95 %, straight between."""
    import numpy as np

    return np.interp(at, (0.05, 0.5, 0.95), (low, mid, high))


def price_points(lines: Iterable[CostLine], *, samples: int, seed: int) -> dict[str, NDArray[np.float64]]:
    """Draw one quantile per sample for every price in the lines, and one for all counts.

    Keyed by the price's id: that one price is known in writing changes the luck of no other.
    """
    import numpy as np

    names = sorted({line.line.price.id for line in lines} | {"count"})
    return {name: np.random.default_rng((seed, crc32(name.encode()))).random(samples) for name in names}


def _bought(scene: Scene, measure: Measure, start: int) -> list[CostLine]:
    found = []
    for line in scene.prices[measure.id].lines:
        years = range(start, scene.years + 1) if line.yearly else (start,)
        part: Part = "running" if line.yearly else "capital"
        found += [CostLine(part, measure.id, year, line, discount_factor(scene, year)) for year in years]
    return found


def _ended(scene: Scene, measure: Measure, start: int) -> list[CostLine]:
    """What is no longer paid once a measure has moved its systems, below zero."""
    years = range(scene.works_from(measure.id, start), scene.years + 1)
    return [
        CostLine("system", measure.id, year, line, -discount_factor(scene, year))
        for line in savings_of(scene, measure)
        for year in years
    ]


def _systems(scene: Scene, direction: Direction) -> list[CostLine]:
    """What the EHR costs: as it is until its renewal, then as the direction has it."""
    move, renewed = scene.cloud_move(), scene.on_premises_renewal()
    changing = next((name for name in direction.starts if scene.measure(name).paid_from == "system"), None)
    switch = direction.starts[changing] if changing else scene.years + 1
    now = renewed if move is not None else _cloud_fee(scene)
    lines = [] if now is None else _as_it_is(scene, now, range(1, switch))
    if changing is not None:
        lines += _system_lines(
            scene, scene.measure(changing), range(switch, scene.years + 1), yearly_only=False
        )
    return lines


def _as_it_is(scene: Scene, now: Measure, years: range) -> list[CostLine]:
    """What the EHR of today costs a year: the hospital's own contracts, else what the catalogue assumes."""
    own = ehr_contracts(scene.hospital, today=scene.today)
    if not own:
        return _system_lines(scene, now, years, yearly_only=True)
    lines = [contract_line(contract, name=MAINTENANCE, today=scene.today) for contract in own]
    return [CostLine("system", now.id, y, line, discount_factor(scene, y)) for line in lines for y in years]


def _cloud_fee(scene: Scene) -> Measure | None:
    """Return the measure whose yearly price is the fee of a system that has already left the site."""
    measures = scene.catalogue.measures.values()
    return next((m for m in measures if m.paid_from == "system" and "cloud" in m.directions), None)


def _system_lines(scene: Scene, measure: Measure, years: range, *, yearly_only: bool) -> list[CostLine]:
    life = scene.catalogue.quantity("horizon.system_life").value
    rise = 1 + scene.catalogue.quantity("price.drift").value
    found = []
    for line in _renewed(scene, measure):
        if line.yearly:
            spread = 1.0
        elif yearly_only:
            continue
        else:
            # Prices of systems on site have been rising; a fee is taken as quoted, its range being wide already.
            spread = (1.0 if measure.directions else rise ** (years.start - 1)) / life
        found += [CostLine("system", measure.id, y, line, spread * discount_factor(scene, y)) for y in years]
    return found


def _renewed(scene: Scene, measure: Measure) -> tuple[PriceLine, ...]:
    """Return a system's prices. Kept on site, its maintenance goes on as the hospital's own contracts have it.

    A quotation for the renewal is no figure of the catalogue, and stands.
    """
    lines, own = scene.prices[measure.id].lines, ehr_contracts(scene.hospital, today=scene.today)
    usual = [line for line in lines if line.yearly and line.price.id in scene.catalogue.quantities]
    if measure.directions or not own or not usual:
        return lines
    kept = tuple(line for line in lines if line not in usual)
    return (*kept, after_renewal(own, total([line.interval() for line in usual], unit="yen/year"), today=scene.today))
