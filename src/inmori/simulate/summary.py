"""Builds the outcome document from simulated campaigns: distributions, shares, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inmori.catalogue import Catalogue
from inmori.catalogue.clinical_service import ClinicalService
from inmori.catalogue.quantity import Quantity
from inmori.model import SystemKind
from inmori.simulate.campaign import Campaigns
from inmori.simulate.estimate import Grouped, interval, relative_error, spread
from inmori.simulate.loss import PARTS, losses
from inmori.simulate.outcome import ArchetypeOutcome, Assumption, LossPart, ServiceOutcome, SystemOutcome
from inmori.simulate.recovery import Recovery, recover
from inmori.units import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DAY_EDGES = (0.0, 1.0, 3.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0)


@dataclass(frozen=True)
class Results:
    """One simulation's trials with what they cost."""

    campaigns: Campaigns
    recovery: Recovery
    parts: Mapping[str, NDArray[np.float64]]

    @property
    def loss(self) -> NDArray[np.float64]:
        """Yen per trial."""
        total: NDArray[np.float64] = sum(self.parts.values(), start=0.0 * self.campaigns.weight)
        return total

    @property
    def groups(self) -> Grouped:
        """Trials by parameter draw, and by door where the number of its trials was set."""
        campaigns = self.campaigns
        return Grouped(campaigns.draw, campaigns.parameters.count, campaigns.door if campaigns.stratified else None)

    @property
    def damage(self) -> NDArray[np.float64]:
        """Weight of damaging trials, 0 for the others."""
        damage: NDArray[np.float64] = self.campaigns.weight * self.recovery.damaged
        return damage


def results_of(campaigns: Campaigns, services: Mapping[str, ClinicalService]) -> Results:
    """Return what campaigns cost in days and yen."""
    recovery = recover(campaigns, services)
    return Results(campaigns, recovery, losses(campaigns, recovery, services))


def headline(results: Results) -> dict[str, Any]:
    """Return the figures of the first page: how often, how long, how much, how sure."""
    import numpy as np

    groups, damage = results.groups, results.damage
    weight, recovery, loss = results.campaigns.weight, results.recovery, results.loss
    yearly, long = groups.rates(damage), damage * (recovery.ehr_days >= 7)
    expected = groups.rates(weight * loss)
    tail = interval(loss, damage, unit="yen")
    return {
        "yearly_rate": _yearly_rate(results, yearly),
        "p_damage_five_years": spread(1 - np.exp(-5 * yearly), unit="probability"),
        "ehr_down_days": interval(recovery.ehr_days, damage, unit="days"),
        "p_ehr_seven_days": spread(groups.shares(long, damage), unit="probability"),
        "p_ehr_seven_days_yearly": spread(1 - np.exp(-groups.rates(long)), unit="probability"),
        "loss_given_damage": tail,
        "expected_yearly_loss": spread(expected, unit="yen a year", mid=float((weight * loss).sum())),
        "tail_loss": tail.high,
        "p_backup_lost": spread(groups.shares(damage * ehr_backup_lost(results), damage), unit="probability"),
        "monte_carlo_error": relative_error(weight * loss, groups),
        "parameter_spread": spread(expected, unit="yen a year"),
    }


def _yearly_rate(results: Results, yearly: NDArray[np.float64]) -> Interval:
    """Rate over parameter draws; where no trial did damage, the upper bound of "three in all trials" stands."""
    found = spread(yearly, unit="campaigns a year", mid=float(results.damage.sum()))
    if results.recovery.damaged.any():
        return found
    bound = 3 * float(results.campaigns.weight.mean())
    return Interval(low=0.0, mid=bound / 3, high=bound, unit=found.unit)


def ehr_backup_lost(results: Results) -> NDArray[np.bool_]:
    """Whether no usable backup of a stopped EHR remains, per trial."""
    import numpy as np

    assets = results.campaigns.compiled.assets
    columns = [number for number, asset in enumerate(assets) if asset.kind is SystemKind.EHR]
    both = results.recovery.stopped[:, columns] & results.campaigns.backup_lost()[:, columns]
    return np.asarray(both.any(axis=1))


def archetypes(results: Results, catalogue: Catalogue) -> tuple[ArchetypeOutcome, ...]:
    """Return what each shape of campaign contributes, the largest first."""
    import numpy as np

    doors = results.campaigns.compiled.doors
    of_door = [door.archetype for door in doors]
    total = float(results.damage.sum())
    found = []
    for archetype in sorted(set(of_door)):
        own = results.damage * np.array([each == archetype for each in of_door])[results.campaigns.door]
        found.append(
            ArchetypeOutcome(
                archetype=archetype,
                name=catalogue.archetypes[archetype].name,
                yearly_rate=spread(results.groups.rates(own), unit="campaigns a year", mid=float(own.sum())),
                share=float(own.sum()) / total if total > 0 else 0.0,
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.share, each.archetype)))


def systems(results: Results) -> tuple[SystemOutcome, ...]:
    """Return days down of every system given damage, in restore order."""
    damage, total = results.damage, float(results.damage.sum())
    found = []
    for number, asset in enumerate(results.campaigns.compiled.assets):
        days = results.recovery.system_days[:, number]
        found.append(
            SystemOutcome(
                system=asset.id,
                name=asset.name,
                days=interval(days, damage, unit="days"),
                p_down=float(damage[days > 0].sum()) / total if total > 0 else 0.0,
            )
        )
    return tuple(found)


def services(results: Results, catalogue: Catalogue) -> tuple[ServiceOutcome, ...]:
    """Return days not running normally of every clinical service given damage, in the catalogue's order."""
    damage, total = results.damage, float(results.damage.sum())
    return tuple(
        ServiceOutcome(
            service=service.id,
            name=service.name,
            days=interval(results.recovery.service_days[service.id], damage, unit="days"),
            p_seven_days=float(damage[results.recovery.service_days[service.id] >= 7].sum()) / total if total else 0.0,
        )
        for service in catalogue.services.values()
    )


def loss_parts(results: Results) -> tuple[LossPart, ...]:
    """Return the six parts of the loss given damage."""
    return tuple(
        LossPart(part=part, name=name, yen=interval(results.parts[part], results.damage, unit="yen"))
        for part, name in PARTS.items()
    )


def histogram(results: Results) -> tuple[tuple[float, float, float], ...]:
    """Return (from day, to day, share) of the EHR's days down given damage; the last class is open to above."""
    import numpy as np

    total = float(results.damage.sum())
    if total <= 0:
        return ()
    days = np.minimum(results.recovery.ehr_days, DAY_EDGES[-1])
    shares, _ = np.histogram(days, bins=np.array(DAY_EDGES), weights=results.damage)
    return tuple(
        (start, end, float(share) / total)
        for start, end, share in zip(DAY_EDGES, DAY_EDGES[1:], shares, strict=False)
    )


def assumptions(quantities: Mapping[str, Quantity]) -> tuple[Assumption, ...]:
    """Return every figure used, as it must be shown."""
    return tuple(
        Assumption(
            quantity=id_, name=each.name, value=each.value, low=each.low, high=each.high, unit=each.unit,
            source=each.source, basis=each.basis,
        )
        for id_, each in sorted(quantities.items())
    )  # fmt: skip
