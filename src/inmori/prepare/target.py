"""How long each clinical service stands still in a bad case, so that the plan on paper is long enough."""

import math
from dataclasses import dataclass

from inmori.catalogue import Catalogue
from inmori.simulate.outcome import Outcomes
from inmori.text import Text
from inmori.units import Interval


@dataclass(frozen=True, slots=True)
class Target:
    """One clinical service. ``days`` without normal running given damage (5/50/95 %); None: not simulated."""

    service: str
    name: Text
    days: Interval | None
    p_seven_days: float | None
    paper_days: int  # for how many days forms are to be kept ready


_LEAST, _MOST = 7, 60  # our own bounds: a first supply of a week, and what a store room can hold


def targets_of(outcomes: Outcomes | None, catalogue: Catalogue) -> tuple[Target, ...]:
    """Return the clinical services in the order of the catalogue, with the days of the simulation where it was run."""
    found = {one.service: one for one in outcomes.services} if outcomes else {}
    targets = []
    for service in catalogue.services.values():
        outcome = found.get(service.id)
        days = outcome.days if outcome else None
        wanted = math.ceil(days.high) if days and math.isfinite(days.high) else _LEAST
        targets.append(
            Target(
                service=service.id,
                name=service.name,
                days=days,
                p_seven_days=outcome.p_seven_days if outcome else None,
                paper_days=min(max(wanted, _LEAST), _MOST),
            )
        )
    return tuple(targets)
