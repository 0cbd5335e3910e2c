"""Migration waves (移行の波): which systems leave when, so that nothing is paid twice and nobody is asked for too much.

A wave waits for what it cannot do without, is set to the end of what is paid for, and takes only hours that the staff
has. Where an end is known the date holds and lacking hours are said; where none is known the wave waits for hands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from inmori.catalogue.loader import Catalogue
from inmori.model import Hospital
from inmori.plan.renewal import months_after, year_start
from inmori.plan.roads import ChosenMeasure
from inmori.plan.wave import Anchor, Foundation, QuarterHours, Stage, Wave, WaveNeed, WavePlan
from inmori.plan.wave_anchors import anchors_of
from inmori.plan.wave_dates import OVERLAP_DAYS, cut_over_day, paid_until, target_of
from inmori.plan.wave_needs import name_of, needs_of
from inmori.plan.wave_staff import StaffBook
from inmori.plan.wave_traces import links_vanished, moved, reconnected, replaced, stays_on_site, switched_off
from inmori.plan.wave_units import REHEARSAL, Unit, units_of
from inmori.plan.wave_words import (
    fallback,
    name_of_unit,
    none_because,
    preparation,
    steps,
    warnings,
    why_then,
)
from inmori.text import Text

FIGURES = (
    "migration.overlap_months",
    "migration.paper_days.core",
    "migration.paper_days.department",
    "migration.slow_weeks",
)
SETTLING = timedelta(days=28)  # between a wave and the one that needs it
PATIENCE = 36  # months that a wave without a known end waits for hands
FALLBACK_DAYS = 14
FAR = 15  # plan years; no wave lies beyond
Load = tuple[QuarterHours, ...]


@dataclass(frozen=True)
class Placed:
    """A unit with its day; ``foundations`` are those that no earlier wave has laid."""

    unit: Unit
    anchors: tuple[Anchor, ...]
    target: date | None
    cut_over: date
    needs: tuple[str, ...]
    foundations: tuple[ChosenMeasure, ...]

    @property
    def hours(self) -> float:
        """Hours of the move and of what it is the first to need."""
        return self.unit.hours + sum(one.staff_hours for one in self.foundations)


def waves_of(
    hospital: Hospital,
    catalogue: Catalogue,
    *,
    today: date,
    chosen: Sequence[ChosenMeasure],
    hours_a_year: float,
    hours_basis: Text,
) -> WavePlan:
    """Return the waves of the moves among the chosen measures of a direction.

    ``hours_a_year`` are hours of the hospital's own people for new work; ``hours_basis`` says where they come from.
    """
    needs = needs_of(hospital)
    units = units_of(hospital, catalogue, today=today, chosen=chosen, needs=needs)
    own = {name for unit in units for name in (*unit.measures, *(one.measure for one in unit.foundations))}
    others = [work for each in chosen if each.measure not in own for work in _work(catalogue, each)]
    book = StaffBook(today=today, hours_a_year=hours_a_year, others=others)
    waves: list[Wave] = []
    state = hospital
    placed, loads = _placed(hospital, units, needs, today=today, book=book)
    placed = _laid_first(placed)
    for number, one in enumerate(placed, start=1):
        after = moved(state, catalogue, one.unit, today=today)
        off = replaced(hospital, one.unit) if one.unit.renewed else switched_off(state, after)
        made = _wave(hospital, catalogue, one, number, today=today, load=loads[one.unit.id], needs=needs)
        waves.append(
            made.model_copy(
                update={"switched_off": off, "links_vanish": links_vanished(state, after)}
            )
        )
        state = after
    moving = [system for unit in units if not unit.renewed for system in unit.systems]
    return WavePlan(
        waves=tuple(waves),
        quarters=book.quarters(),
        hours_a_year=hours_a_year,
        hours_basis=hours_basis,
        stays=stays_on_site(hospital, moving),
        unknown=tuple(_unknown(hospital, one) for one in placed if one.target is None),
        assumptions=FIGURES,
        none_because=None if waves else none_because(hospital, catalogue, chosen),
    )


def _work(catalogue: Catalogue, chosen: ChosenMeasure) -> list[tuple[int, float]]:
    """Return (plan year, hours) of a measure of the security budget: its beginning, then its upkeep every year."""
    measure = catalogue.measures.get(chosen.measure)
    if measure is None:
        return [(chosen.start_year, chosen.staff_hours)]
    if measure.paid_from == "system":
        return []
    upkeep = measure.staff_hours_yearly.value if measure.staff_hours_yearly else 0.0
    later = range(chosen.start_year + 1, FAR + 1) if upkeep else ()
    return [(chosen.start_year, chosen.staff_hours), *((year, upkeep) for year in later)]


def _placed(
    hospital: Hospital, units: Sequence[Unit], needs: Sequence[WaveNeed], *, today: date, book: StaffBook
) -> tuple[list[Placed], dict[str, Load]]:
    """Give every unit its day: what others need first, then the one whose payment ends first."""
    systems = {system.id: system for system in hospital.systems}
    anchors = {
        unit.id: tuple(a for one in unit.systems for a in anchors_of(hospital, systems[one], today=today)) for unit in units
    }
    home = {system: unit.id for unit in units for system in unit.systems}
    before = {
        unit.id: {home[n.on] for n in needs if n.system in unit.systems and home.get(n.on, unit.id) != unit.id}
        for unit in units
    }
    waiting = list(units)
    done: dict[str, Placed] = {}
    loads: dict[str, Load] = {}
    while waiting:
        able = [unit for unit in waiting if before[unit.id] <= done.keys()]
        unit = min(able, key=lambda u: (paid_until(anchors[u.id], today=today) or date.max, u.id))
        waiting.remove(unit)
        earliest = max([unit.ready, *(done[name].cut_over + SETTLING for name in before[unit.id])])
        taken = {one.cut_over for one in done.values()}
        laid = {one.measure for placed in done.values() for one in placed.foundations}
        own = tuple(one for one in unit.foundations if one.measure not in laid)
        one = Placed(unit, anchors[unit.id], None, earliest, tuple(sorted(before[unit.id])), own)
        target, cut_over = _day(one, paid_until(one.anchors, today=today), taken, book)
        done[unit.id] = replace(one, target=target, cut_over=cut_over)
        loads[unit.id] = book.book(one.hours, cut_over=cut_over)
    return list(done.values()), loads


def _laid_first(placed: list[Placed]) -> list[Placed]:
    """Show each foundation with the earliest wave that needs it, whichever wave its hours were booked with."""
    shown: set[str] = set()
    found = []
    for one in sorted(placed, key=lambda each: each.cut_over):
        own = tuple(each for each in one.unit.foundations if each.measure not in shown)
        shown.update(each.measure for each in own)
        found.append(replace(one, foundations=own))
    return found


def _day(one: Placed, end: date | None, taken: set[date], book: StaffBook) -> tuple[date | None, date]:
    unit, earliest = one.unit, one.cut_over
    if end is not None:
        target = target_of(end, earliest=earliest)
        first = max(earliest, target - timedelta(days=OVERLAP_DAYS))
        return target, cut_over_day(first, taken=taken, core=unit.core)
    first = cut_over_day(earliest, taken=taken, core=unit.core)
    day = first
    for month in range(PATIENCE):
        day = cut_over_day(months_after(first, month), taken=taken, core=unit.core)
        if book.spread(one.hours, cut_over=day)[1] <= 0:
            return None, day
    return None, first  # no waiting helps: the hours must be bought, so the first day is as good as any


def _wave(
    hospital: Hospital, catalogue: Catalogue, placed: Placed, number: int, *, today: date, load: Load, needs: tuple[WaveNeed, ...]
) -> Wave:
    unit, cut_over = placed.unit, placed.cut_over
    reconnect = reconnected(hospital, unit)
    stages = _stages(catalogue, placed, today=today, first_work=min((q.start for q in load), default=cut_over))
    paper = "migration.paper_days.core" if unit.core else "migration.paper_days.department"
    return Wave(
        id=unit.id,
        number=number,
        name=name_of_unit(hospital, unit),
        systems=unit.systems,
        measures=unit.measures,
        needs=placed.needs,
        anchors=placed.anchors,
        target=placed.target,
        cut_over=cut_over,
        why_then=why_then(cut_over, target=placed.target, core=unit.core),
        stages=stages,
        hours=sum(quarter.own + quarter.outside for quarter in load),
        foundations=_foundations(catalogue, placed, today=today),
        load=load,
        paper_days=catalogue.quantity(paper).interval(),
        slow_weeks=catalogue.quantity("migration.slow_weeks").interval(),
        preparation=preparation(reconnect, renewed=unit.renewed),
        steps=steps(),
        fallback=fallback(stages[-2].end, stages[-1].end),
        switched_off=(),
        links_vanish=(),
        reconnect=reconnect,
        warnings=warnings(
            hospital,
            unit,
            anchors=placed.anchors,
            off=stages[-1].end,
            outside=sum(quarter.outside for quarter in load),
            needs=needs,
        ),
    )


def _foundations(catalogue: Catalogue, placed: Placed, *, today: date) -> tuple[Foundation, ...]:
    found = []
    for one in placed.foundations:
        lead = catalogue.measures[one.measure].lead_months
        planned = months_after(year_start(today, one.start_year), lead)
        due = min(planned, placed.cut_over - REHEARSAL)
        start = max(today, months_after(due, -lead))
        found.append(Foundation(measure=one.measure, name=one.name, start=start, due=due))
    return tuple(sorted(found, key=lambda one: (one.due, one.measure)))


def _stages(catalogue: Catalogue, placed: Placed, *, today: date, first_work: date) -> tuple[Stage, ...]:
    cut_over = placed.cut_over
    overlap = round(catalogue.quantity("migration.overlap_months").value)
    begin = max(today, min(months_after(cut_over, -placed.unit.lead_months), first_work))
    rehearsal = max(begin, cut_over - REHEARSAL)
    back = cut_over + timedelta(days=FALLBACK_DAYS)
    paid = placed.target
    off = paid if paid is not None and paid > back else max(months_after(cut_over, overlap), back)
    return (
        Stage(kind="prepare", name=_PREPARE, start=begin, end=cut_over - timedelta(days=1)),
        Stage(kind="rehearse", name=_REHEARSE, start=rehearsal, end=cut_over - timedelta(days=7)),
        Stage(kind="cut_over", name=_CUT_OVER, start=cut_over, end=cut_over + timedelta(days=1)),
        Stage(kind="fallback", name=_FALLBACK, start=cut_over + timedelta(days=2), end=back),
        Stage(kind="switch_off", name=_SWITCH_OFF, start=off, end=off),
    )


def _unknown(hospital: Hospital, placed: Placed) -> Text:
    names = [name_of(system) for system in hospital.systems if system.id in placed.unit.systems]
    return Text(
        ja=f"{'・'.join(one.ja for one in names)}の契約・リース・更新の終わりが資料にありません。契約書で確かめてください。",
        en=f"No end of a contract, lease or renewal is known for {', '.join(one.en for one in names)}: look it up.",
    )


_PREPARE = Text(ja="準備", en="Prepare")
_REHEARSE = Text(ja="通し稽古", en="Rehearse")
_CUT_OVER = Text(ja="切替", en="Change over")
_FALLBACK = Text(ja="戻せる期間", en="Way back open")
_SWITCH_OFF = Text(ja="古い方を網から外す", en="Old one leaves the network")
