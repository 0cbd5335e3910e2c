"""What public money may pay of a measure here: ``min(cap, rate x eligible cost)``, never two schemes on one cost.

A selective scheme is not certain, so its low end is nothing, its middle the chance of being chosen times the grant.
Costs of plans are shown before subsidies; what may come back is shown beside them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.catalogue.measure import Measure
from inmori.catalogue.subsidy import Subsidy
from inmori.plan.price import Counts, Price
from inmori.units import Interval


@dataclass(frozen=True)
class Grant:
    """A scheme that fits the measure here; ``amount`` None where its rate or cap is not published."""

    subsidy: Subsidy
    amount: Interval | None


def grants_of(
    measure: Measure, price: Price, *, counts: Counts, catalogue: Catalogue, today: date
) -> tuple[Grant, ...]:
    """Return the schemes open to the measure today, the one that pays most first; only one can be taken."""
    found = [
        Grant(scheme, _amount(scheme, price))
        for scheme in (catalogue.subsidies[name] for name in measure.subsidies)
        if _open(scheme, beds=counts["bed"].mid, today=today)
    ]
    return tuple(sorted(found, key=lambda grant: (-(grant.amount.mid if grant.amount else -1.0), grant.subsidy.id)))


def closed_schemes(measure: Measure, *, catalogue: Catalogue, today: date) -> tuple[Subsidy, ...]:
    """Return the schemes whose last day has passed."""
    schemes: Iterable[Subsidy] = (catalogue.subsidies[name] for name in measure.subsidies)
    return tuple(each for each in schemes if each.apply_by is not None and each.apply_by < today)


def _open(scheme: Subsidy, *, beds: float, today: date) -> bool:
    in_size = scheme.beds_min <= beds and (scheme.beds_max is None or beds < scheme.beds_max + 1)
    return in_size and (scheme.apply_by is None or today <= scheme.apply_by)


def _amount(scheme: Subsidy, price: Price) -> Interval | None:
    if scheme.rate is None:
        return None
    rate, cap = scheme.rate, float("inf") if scheme.cap_yen is None else scheme.cap_yen
    yearly = scheme.covers == "capital_and_first_year"
    chance = scheme.granted

    def paid(capital: float, running: float) -> float:
        return min(cap, rate * (capital + (running if yearly else 0.0)))

    return Interval(
        low=paid(price.capital.low, price.yearly.low) * chance.low,
        mid=paid(price.capital.mid, price.yearly.mid) * chance.value,
        high=paid(price.capital.high, price.yearly.high) * chance.high,
        unit="yen",
    )
