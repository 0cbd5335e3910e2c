"""How much paper this hospital needs to go on without computers, for how many days, and what typing it in will cost.

Days come from the simulation, people from the beds. Where the beds are not known nothing is computed: the line says what
to count. A number of sheets is rounded up to two figures, as more would claim to know.
"""

import math
from dataclasses import dataclass

from inmori.catalogue import Catalogue
from inmori.model import DeviceKind, Hospital, ZoneKind
from inmori.prepare.paper_form import PLACES, PaperForm, PaperPlace
from inmori.prepare.service_here import ServiceHere, ServiceId, services_here
from inmori.prepare.target import Target
from inmori.units import Interval

CLINIC_BEDS = 20  # below this a ratio of hospitals says nothing about outpatients
ASSUMED: tuple[ServiceId, ...] = ("outpatients", "billing")  # hardly any hospital is without, so their forms are never left out
# Which simulated service tells for how long a place works on paper.
_DAYS_OF: dict[ServiceId, str] = {
    "outpatients": "outpatients", "inpatients": "inpatients", "emergency": "emergency", "surgery": "surgery",
    "delivery": "surgery", "pharmacy": "pharmacy", "laboratory": "laboratory", "imaging": "imaging",
    "dialysis": "dialysis", "billing": "billing", "nutrition": "inpatients", "rehabilitation": "inpatients",
    "liaison": "inpatients", "endoscopy": "outpatients", "health_check": "outpatients",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormCount:
    """Sheets of one form: a day, for the first box, for the simulated days of the middle case, and to be provided for.

    None: nobody can say yet; then ``per_head`` (spare included) times people times days gives the number.
    """

    form: PaperForm
    per_head: float
    daily: int | None = None
    first: int | None = None
    middle: int | None = None
    provided: int | None = None


@dataclass(frozen=True, slots=True)
class KitPlace:
    """One place of work. ``sure`` is False where the evidence does not show that the hospital has it.

    Days: ``first_days`` of the box, ``middle_days`` of the simulation (None: not simulated), ``provided_days`` of the plan.
    """

    place: PaperPlace
    here: ServiceHere
    sure: bool
    first_days: int
    middle_days: float | None
    provided_days: int
    counts: tuple[FormCount, ...]


@dataclass(frozen=True, slots=True)
class Printers:
    """Printers of one department. ``clinical``: how many of them hang on the closed network, and so stop with it."""

    department: str | None
    count: int
    clinical: int
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperKit:
    """The whole kit. ``asked`` are services whose existence nobody has told; ``hours`` of typing in, by days on paper."""

    places: tuple[KitPlace, ...]
    asked: tuple[KitPlace, ...]
    visits: Interval | None  # outpatients a day
    inpatients: Interval | None  # on one day
    first_days: int
    first: int | None  # sheets in all, for the first box
    provided: int | None  # sheets in all, for the days to be provided for
    spare_printers: int | None
    printers: tuple[Printers, ...]
    hours: tuple[tuple[float, Interval], ...]


def paper_kit(hospital: Hospital, targets: tuple[Target, ...], catalogue: Catalogue) -> PaperKit:
    """Return the kit of a hospital. Without simulated days the middle and bad columns stay None."""
    visits, inpatients = _people(hospital, catalogue)
    here = {one.service: one for one in services_here(hospital)}
    by_service = {target.service: target for target in targets}
    first_days = round(catalogue.quantity("paper.first_box").value)
    people = {
        "visit": visits.mid if visits else None,
        "inpatient": inpatients.mid if inpatients else None,
        "bed": float(hospital.beds.value) if hospital.beds.value else None,
        "case": None,
    }
    spare = catalogue.quantity("paper.spare").value
    made = [_place(p, here[p.service], by_service.get(_DAYS_OF[p.service]), people, spare, first_days) for p in PLACES]
    places = tuple(one for one in made if one.here.here or _assumed(one))
    counts = [count for one in places for count in one.counts]
    known = [count for count in counts if count.first is not None]
    beds = hospital.beds.value
    return PaperKit(
        places=places,
        asked=tuple(one for one in made if one.here.here is None and not _assumed(one)),
        visits=visits,
        inpatients=inpatients,
        first_days=first_days,
        first=_rounded(sum(count.first or 0 for count in known)) if known else None,
        provided=_rounded(sum(count.provided or 0 for count in known)) if known else None,
        spare_printers=None if beds is None else min(4, max(1, math.ceil(beds / 50))),
        printers=_printers(hospital),
        hours=_hours(by_service.get("inpatients"), first_days, visits, inpatients, catalogue),
    )


def _people(hospital: Hospital, catalogue: Catalogue) -> tuple[Interval | None, Interval | None]:
    beds = hospital.beds.value
    if not beds:
        return None, None
    visits = catalogue.quantity("paper.outpatients_per_bed").interval().scaled(beds) if beds >= CLINIC_BEDS else None
    return visits, catalogue.quantity("paper.occupancy").interval().scaled(beds)


def _assumed(one: KitPlace) -> bool:
    return one.here.here is None and one.place.service in ASSUMED


def _place(
    place: PaperPlace,
    here: ServiceHere,
    target: Target | None,
    people: dict[str, float | None],
    spare: float,
    first_days: int,
) -> KitPlace:
    middle = target.days.mid if target and target.days else None
    provided = max(target.paper_days if target else first_days, first_days)
    return KitPlace(
        place=place,
        here=here,
        sure=bool(here.here),
        first_days=first_days,
        middle_days=middle,
        provided_days=provided,
        counts=tuple(_count(f, people[f.unit], f.sheets * spare, first_days, middle, provided) for f in place.forms),
    )


def _count(
    form: PaperForm, people: float | None, per_head: float, first: int, middle: float | None, provided: int
) -> FormCount:
    if people is None:
        return FormCount(form, per_head)
    if form.unit == "bed":
        once = _rounded(people * per_head)
        return FormCount(form, per_head, None, once, once if middle is not None else None, once)
    daily = people * per_head
    return FormCount(
        form=form,
        per_head=per_head,
        daily=_rounded(daily),
        first=_rounded(daily * first),
        middle=None if middle is None else _rounded(daily * middle),
        provided=_rounded(daily * provided),
    )


def _rounded(value: float) -> int:
    """Round up to two figures: 1,234 sheets are 1,300."""
    if value <= 0:
        return 0
    step = int(10 ** max(math.floor(math.log10(value)) - 1, 0))
    return math.ceil(round(value / step, 6)) * step


def _printers(hospital: Hospital) -> tuple[Printers, ...]:
    found: dict[str | None, list[tuple[bool, str | None]]] = {}
    for device in hospital.devices:
        if device.in_use() and device.kind.value is DeviceKind.PRINTER:
            clinical = any(hospital.zone_kind(zone) is not ZoneKind.INFO for zone in device.zone_ids())
            place = device.department.value or device.location.value
            found.setdefault(place, []).append((clinical, device.model.value))
    return tuple(
        Printers(
            department=place,
            count=len(found[place]),
            clinical=sum(clinical for clinical, _ in found[place]),
            models=tuple(sorted({model for _, model in found[place] if model})),
        )
        for place in sorted(found, key=lambda name: (name is None, name or ""))
    )


def _hours(
    target: Target | None, first_days: int, visits: Interval | None, inpatients: Interval | None, catalogue: Catalogue
) -> tuple[tuple[float, Interval], ...]:
    """Hours of typing in after the days of the first box, and after those of the middle and of the bad case."""
    if visits is None or inpatients is None:
        return ()
    visit, inpatient_day = (catalogue.quantity(f"paper.entry.{kind}") for kind in ("visit", "inpatient_day"))
    daily = Interval(
        low=(visits.low * visit.low + inpatients.low * inpatient_day.low) / 60,
        mid=(visits.mid * visit.value + inpatients.mid * inpatient_day.value) / 60,
        high=(visits.high * visit.high + inpatients.high * inpatient_day.high) / 60,
        unit="hours",
    )
    lengths = [float(first_days)]
    lengths += [target.days.mid, target.days.high] if target and target.days else []
    return tuple((length, daily.scaled(length)) for length in sorted({one for one in lengths if one >= 1}))
