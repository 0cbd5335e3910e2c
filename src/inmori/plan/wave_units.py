"""What moves together: the systems of one measure (one price, one project), and those that need each other in a ring."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from inmori.catalogue.loader import Catalogue
from inmori.catalogue.measure import Measure
from inmori.model import Hospital, SystemKind
from inmori.plan.edit_order import EditOrder
from inmori.plan.ground import Ground
from inmori.plan.renewal import months_after, year_start
from inmori.plan.roads import ChosenMeasure
from inmori.plan.select import selected_systems
from inmori.plan.wave import WaveNeed

REHEARSAL = timedelta(days=42)  # before a cut-over
CORE = frozenset({SystemKind.EHR, SystemKind.RECEIPT})


@dataclass(frozen=True)
class Unit:
    """Systems that change over on one day. ``ready`` is the first day on which the work can be done."""

    systems: tuple[str, ...]
    measures: tuple[str, ...]
    ready: date
    lead_months: int
    hours: float
    core: bool  # claims depend on it
    foundations: tuple[ChosenMeasure, ...] = ()  # chosen measures without which it cannot move
    renewed: bool = False  # made new on site: people change over, nothing leaves

    @property
    def id(self) -> str:
        """Stable as long as the same systems move together."""
        return "wave-" + "-".join(self.systems)


def units_of(
    hospital: Hospital,
    catalogue: Catalogue,
    *,
    today: date,
    chosen: Sequence[ChosenMeasure],
    needs: Sequence[WaveNeed],
) -> tuple[Unit, ...]:
    """Return the units of the moves among the chosen measures, in the order of their ids."""
    groups: dict[str, list[ChosenMeasure]] = {}
    moved: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for each in sorted(chosen, key=lambda one: one.measure):
        measure = catalogue.measures.get(each.measure)
        systems = () if measure is None else changing(hospital, measure, today=today)
        own = tuple(system for system in systems if system not in taken)
        if own:
            taken.update(own)
            moved[each.measure], groups[each.measure] = own, [each]
    rings = _rings(moved, needs)
    units = [
        _unit(hospital, catalogue, today, [(moved[name], groups[name][0]) for name in ring]) for ring in rings
    ]
    return tuple(_founded(catalogue, unit, chosen, groups.keys(), today=today) for unit in units)


def moving(hospital: Hospital, measure: Measure, *, today: date) -> tuple[str, ...]:
    """Return the ids of the systems on site that a measure moves; empty for a measure that moves nothing."""
    found: dict[str, None] = {}
    for edit in measure.edits:
        if edit.op == "move_system":
            order = EditOrder(edit, measure.id, Ground(today=today))
            found |= {system.id: None for system in selected_systems(hospital, order)}
    return tuple(sorted(found))


def changing(hospital: Hospital, measure: Measure, *, today: date) -> tuple[str, ...]:
    """Return the ids of the systems on site that a measure moves, or renews where they stand."""
    if measure.paid_from != "system" or moves(measure):
        return moving(hospital, measure, today=today)
    renewed = [
        system.id
        for edit in measure.edits
        if edit.select.systems
        for system in selected_systems(hospital, EditOrder(edit, measure.id, Ground(today=today)))
    ]
    return tuple(sorted(set(renewed)))


def moves(measure: Measure) -> bool:
    """Whether a measure takes systems off the site."""
    return any(edit.op == "move_system" for edit in measure.edits)


def _rings(moved: dict[str, tuple[str, ...]], needs: Sequence[WaveNeed]) -> list[tuple[str, ...]]:
    """Put measures together whose systems need each other round a ring; others stand alone."""
    home = {system: name for name, systems in moved.items() for system in systems}
    after: dict[str, set[str]] = {name: {name} for name in moved}
    for need in needs:
        if need.system in home and need.on in home:
            after[home[need.system]].add(home[need.on])
    grown = True
    while grown:  # reach: few measures move systems, so the plain way is quick enough
        before = {name: len(reached) for name, reached in after.items()}
        for reached in after.values():
            reached.update(*(after[other] for other in sorted(reached)))
        grown = any(len(after[name]) != count for name, count in before.items())
    rings = {tuple(sorted(o for o in after[name] if name in after[o])) for name in moved}
    return sorted(rings)


def _unit(
    hospital: Hospital, catalogue: Catalogue, today: date, parts: list[tuple[tuple[str, ...], ChosenMeasure]]
) -> Unit:
    kinds = {system.id: system.kind for system in hospital.systems}
    systems = tuple(sorted(system for names, _ in parts for system in names))
    lead = max(catalogue.measures[each.measure].lead_months for _, each in parts)
    return Unit(
        systems=systems,
        measures=tuple(sorted(each.measure for _, each in parts)),
        ready=max(_ready(catalogue.measures[each.measure], each, today=today) for _, each in parts),
        lead_months=lead,
        hours=sum(each.staff_hours for _, each in parts),
        core=any(kinds[system] in CORE for system in systems),
        renewed=not any(moves(catalogue.measures[each.measure]) for _, each in parts),
    )


def _founded(
    catalogue: Catalogue, unit: Unit, chosen: Sequence[ChosenMeasure], moves: Collection[str], *, today: date
) -> Unit:
    """Return the unit with the chosen measures that must work before its rehearsal; it is not ready before them."""
    wanted = {name for measure in unit.measures for name in catalogue.measures[measure].prerequisites}
    found = tuple(c for c in chosen if c.measure in wanted and c.measure not in moves)
    works = [months_after(today, catalogue.measures[c.measure].lead_months) + REHEARSAL for c in found]
    return replace(unit, foundations=found, ready=max([unit.ready, *works]))


def _ready(measure: Measure, chosen: ChosenMeasure, *, today: date) -> date:
    """A measure of the budget begins in its year; a system's year is that of its use, so only the work binds it."""
    begun = today if measure.paid_from == "system" else year_start(today, chosen.start_year)
    return months_after(begun, measure.lead_months)
