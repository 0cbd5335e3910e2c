"""The days of the next steps are those of the roadmap: one measure must not be due on two days in two papers.

The roadmap is that of the road proposed. A step that this road does not hold keeps the day that its own lead time gives.
"""

from __future__ import annotations

from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.catalogue.measure import Measure
from inmori.model import Hospital
from inmori.plan.renewal import months_after
from inmori.plan.roadmap_make import due_days
from inmori.plan.roads import NextStep, Roads
from inmori.text import Text


def with_days(roads: Roads, hospital: Hospital, catalogue: Catalogue) -> Roads:
    """Return the roads with the roadmap's day in each next step, and with the reason where that is too late for a duty."""
    days = due_days(hospital, roads, catalogue)
    steps = tuple(_dated(step, days, catalogue, today=roads.today) for step in roads.next_steps)
    return roads.model_copy(update={"next_steps": steps})


def _dated(step: NextStep, days: dict[str, date], catalogue: Catalogue, *, today: date) -> NextStep:
    measure = catalogue.measures.get(step.measure or "")
    if measure is None:
        return step
    by = days.get(measure.id, step.by)
    late = _late(measure, by, today=today)
    why = step.why if late is None else Text(ja=step.why.ja + late.ja, en=f"{step.why.en} {late.en}")
    return step.model_copy(update={"by": by, "why": why})


def _late(measure: Measure, by: date | None, *, today: date) -> Text | None:
    on = measure.deadline
    if on is None or by is None or by <= on:
        return None
    ready = months_after(today, measure.lead_months)
    if ready > on:
        return Text(
            ja=f"期限の{on.isoformat()}には間に合いません(準備に{measure.lead_months}か月かかり、今日始めても{ready.isoformat()}になるため)。",
            en=f"It cannot meet its date {on.isoformat()}: it takes {measure.lead_months} months, ready on {ready.isoformat()} if begun today.",
        )
    return Text(
        ja=f"期限の{on.isoformat()}より遅れる計画です(お金か人手がその日までに足りないため。理由と予定を文書に残してください)。",
        en=f"Planned later than its date {on.isoformat()}, as money or hands do not suffice by then: put the reason and the date in writing.",
    )
