"""Makes the roadmap of a direction from its measures, and carries over what people wrote into an earlier one."""

from datetime import date, timedelta

from inmori.catalogue.loader import Catalogue
from inmori.errors import InputError
from inmori.model import Hospital
from inmori.plan.means import means_of
from inmori.plan.renewal import months_after, year_start
from inmori.plan.roadmap import EDITABLE, Roadmap, RoadmapItem
from inmori.plan.roadmap_dates import dates_of, unknown_dates_of
from inmori.plan.roads import ChosenMeasure, DirectionResult, Roads
from inmori.plan.wave import WavePlan
from inmori.plan.waves import waves_of
from inmori.text import Text

ASKED = Text(ja="病院が選んだ道です。", en="The road that the hospital chose.")


def roadmap_of(
    hospital: Hospital,
    roads: Roads,
    catalogue: Catalogue,
    *,
    direction: str | None = None,
    earlier: Roadmap | None = None,
) -> Roadmap:
    """Return the roadmap of a direction; None takes the one that :func:`proposed` names.

    ``earlier`` is the roadmap of before: what people wrote into it stays.

    Raises:
        InputError: no such direction was compared, or none at all.
    """
    chosen, because = direction_of(roads, direction)
    waves = waves_for(hospital, roads, catalogue, direction=chosen)
    items = _items(roads, catalogue, chosen, waves)
    if earlier is not None:
        before = {one.measure: one for one in (*earlier.dropped, *earlier.items)}
        items = tuple(_kept(item, before.get(item.measure)) for item in items)
    return Roadmap(
        today=roads.today,
        hospital=hospital.name.value or "",
        direction=chosen.id,
        direction_name=chosen.name,
        chosen_because=because,
        years=roads.years,
        items=items,
        waves=waves,
        dates=dates_of(hospital, catalogue, today=roads.today, items=items, waves=waves),
        unknown_dates=unknown_dates_of(hospital, today=roads.today, waves=waves),
        dropped=_dropped(items, earlier, direction=chosen.id),
    )


def due_days(hospital: Hospital, roads: Roads, catalogue: Catalogue) -> dict[str, date]:
    """Return the day by which the roadmap of the proposed road has each of its measures; see :func:`roadmap_of`.

    Raises:
        InputError: no direction was compared.
    """
    chosen, _ = direction_of(roads, None)
    items = _items(roads, catalogue, chosen, waves_for(hospital, roads, catalogue, direction=chosen))
    return {item.measure: item.due for item in items if item.due is not None}


def with_dates(roadmap: Roadmap, hospital: Hospital, catalogue: Catalogue) -> Roadmap:
    """Return the roadmap with its dates found anew, after people changed its tasks."""
    dates = dates_of(hospital, catalogue, today=roadmap.today, items=roadmap.items, waves=roadmap.waves)
    return roadmap.model_copy(update={"dates": dates})


def waves_for(hospital: Hospital, roads: Roads, catalogue: Catalogue, *, direction: DirectionResult) -> WavePlan:
    """Return the migration waves of a direction, with the hours that the hospital's own people have."""
    means = means_of(hospital, catalogue, budget_yen=roads.budget_yen)
    told = hospital.staff.it_fte.value is not None
    basis = Text(
        ja=f"情報担当が新しい対策に使える時間: 年{means.hours:,.0f}時間({'聞き取りの人数' if told else '人数が不明のため病床数からの仮定'}による)",
        en=f"Hours of IT staff for new work: {means.hours:,.0f} a year ({'staff as told' if told else 'staff unknown: assumed from beds'})",
    )
    return waves_of(
        hospital,
        catalogue,
        today=roads.today,
        chosen=direction.measures,
        hours_a_year=means.hours,
        hours_basis=basis,
    )


def proposed(roads: Roads) -> DirectionResult | None:
    """Return the road that the roadmap follows unless told otherwise: what was searched for, else the least in all.

    That is the least of cost plus expected loss. Staying as it is asks nothing of anybody, so it is left out unless it is all there is. Only the middles are
    compared: whether the difference is more than noise is the verdict's business.
    """
    if roads.best is not None:
        return roads.best
    asking = [one for one in roads.directions if one.id != "stay"] or list(roads.directions)
    return min(asking, key=lambda one: one.total_cost.mid + one.expected_loss.mid, default=None)


def direction_of(roads: Roads, wanted: str | None) -> tuple[DirectionResult, Text]:
    """Return the direction asked for, else the proposed one, and why it is that one.

    Raises:
        InputError: no such direction was compared, or none at all.
    """
    there = (*roads.directions, *((roads.best,) if roads.best is not None else ()))
    if wanted is not None:
        for one in there:
            if one.id == wanted:
                return one, ASKED
        names = ", ".join(one.id for one in there)
        raise InputError(
            Text(ja=f"「{wanted}」という道はありません。あるのは: {names}", en=f"There is no road {wanted}. There are: {names}")
        )
    best = proposed(roads)
    if best is None:
        raise InputError(
            Text(ja="道の比較がありません。先に inmori plan を実行してください。", en="No roads were compared. Run inmori plan first.")
        )
    if best is roads.best:
        return best, Text(
            ja="探した中でいちばん良かった組み合わせです。決めるのは病院です。",
            en="The best mix that the search found. The decision is the hospital's.",
        )
    return best, Text(
        ja="費用と見込み損失の合計(中央の見込み)が最も少ない道です。決めるのは病院です。",
        en="The road with the least cost plus expected loss (middle estimates). The decision is the hospital's.",
    )


def _items(
    roads: Roads, catalogue: Catalogue, direction: DirectionResult, waves: WavePlan
) -> tuple[RoadmapItem, ...]:
    """Return the tasks by start. Those of one year begin one after another, as the staff's hours come free."""
    spans = _wave_spans(waves)
    ranks = {step.measure: step.rank for step in roads.next_steps}
    begun: dict[int, float] = {}  # hours taken so far of each plan year
    quarters = _searched_quarters(roads) if direction is roads.best else {}
    items = []
    for each in sorted(direction.measures, key=lambda one: _urgency(one, catalogue, ranks)):
        span = spans.get(each.measure)
        if span is None and _from_budget(each, catalogue):
            taken = begun.get(each.start_year, 0.0)
            share = quarters.get(each.measure, taken / max(waves.hours_a_year, 1.0))
            span = _span(each, catalogue, share, today=roads.today)
            begun[each.start_year] = taken + each.staff_hours
        elif span is None:
            span = _system_span(each, catalogue, today=roads.today)
        items.append(_item(roads, catalogue, each, span))
    return tuple(sorted(items, key=lambda one: (one.start or date.max, one.due or date.max, one.measure)))


def followed(roads: Roads, earlier: Roadmap | None) -> str | None:
    """Return the id of the road that people work on: asked for by name, or written into; None where there is none.

    A roadmap that nobody touched binds nobody: after a search it may give way to what was found.
    """
    if earlier is None or earlier.direction not in {one.id for one in (*roads.directions, roads.best) if one is not None}:
        return None
    touched = earlier.chosen_because == ASKED or any(item.edited for item in (*earlier.items, *earlier.dropped))
    return earlier.direction if touched else None


def _searched_quarters(roads: Roads) -> dict[str, float]:
    """Return the share of its year after which the search begins each measure."""
    quarters = roads.search.quarters if roads.search is not None else ()
    return {name: (one.quarter - 1) / 4 for one in quarters for name in one.measures}


def _urgency(chosen: ChosenMeasure, catalogue: Catalogue, ranks: dict[str | None, int]) -> tuple[object, ...]:
    """Dated duties first, then the next steps in their order, then what takes the least time."""
    measure = catalogue.measures.get(chosen.measure)
    deadline = measure.deadline if measure is not None and measure.deadline is not None else date.max
    return (
        chosen.start_year,
        deadline,
        ranks.get(chosen.measure, len(ranks) + 1),
        chosen.staff_hours,
        chosen.measure,
    )


def _wave_spans(waves: WavePlan) -> dict[str, tuple[date, date]]:
    spans = {base.measure: (base.start, base.due) for wave in waves.waves for base in wave.foundations}
    return spans | {name: (wave.start, wave.cut_over) for wave in waves.waves for name in wave.measures}


def _from_budget(chosen: ChosenMeasure, catalogue: Catalogue) -> bool:
    measure = catalogue.measures.get(chosen.measure)
    return measure is None or measure.paid_from == "security"


def _span(chosen: ChosenMeasure, catalogue: Catalogue, share: float, *, today: date) -> tuple[date, date]:
    """Return start and due day; ``share`` of the year's hours is taken by tasks before it.

    A dated duty begins so early that it is ready by its day. Where its lead time does not allow that it begins at once
    and is late: nobody is told that it will be ready before it can be.
    """
    measure = catalogue.measures.get(chosen.measure)
    lead = max(measure.lead_months if measure is not None else 0, 1)
    first, after = year_start(today, chosen.start_year), year_start(today, chosen.start_year + 1)
    start = first + timedelta(days=int(min(share, 0.99) * (after - first).days))
    if measure is not None and measure.deadline is not None:
        start = max(first, min(start, months_after(measure.deadline, -lead)))
    return start, months_after(start, lead)


def _system_span(chosen: ChosenMeasure, catalogue: Catalogue, *, today: date) -> tuple[date, date]:
    """A renewed system's year is that of its use: the work lies before it."""
    due = year_start(today, chosen.start_year)
    return max(today, months_after(due, -catalogue.measures[chosen.measure].lead_months)), due


def _item(
    roads: Roads, catalogue: Catalogue, chosen: ChosenMeasure, span: tuple[date, date]
) -> RoadmapItem:
    measure = catalogue.measures.get(chosen.measure)
    step = next((one for one in roads.next_steps if one.measure == chosen.measure), None)
    why = step.why if step is not None else measure.why if measure is not None else chosen.name
    return RoadmapItem(
        measure=chosen.measure,
        name=chosen.name,
        why=first_sentence(why),
        start=span[0],
        due=span[1],
        who=measure.who if measure is not None else Text(ja="未定", en="to be named"),
        capital=chosen.capital,
        yearly=chosen.yearly,
        hours=chosen.staff_hours,
        year=chosen.start_year,
        planned=span[0],
    )


def first_sentence(text: Text) -> Text:
    """Return the first sentence of each language."""
    ja, _, more = text.ja.partition("。")
    return Text(ja=f"{ja}。" if more or text.ja.endswith("。") else ja, en=text.en.split(". ")[0].rstrip(".") + ".")


def _dropped(items: tuple[RoadmapItem, ...], earlier: Roadmap | None, *, direction: str) -> tuple[RoadmapItem, ...]:
    """Return the tasks of before that this roadmap no longer has.

    Those that people wrote into stay for good, so that no word is lost; the others are told once, and only where the
    road is the same: that another road has other measures is no news.
    """
    if earlier is None:
        return ()
    there = {item.measure for item in items}
    same_road = earlier.direction == direction
    before = {one.measure: one for one in earlier.dropped if one.edited}
    before |= {one.measure: one for one in earlier.items if one.edited or same_road}
    return tuple(one for name, one in sorted(before.items()) if name not in there)


def _kept(item: RoadmapItem, earlier: RoadmapItem | None) -> RoadmapItem:
    """Return the new task with the fields that a person wrote; work that has begun keeps the days it had."""
    if earlier is None:
        return item
    begun = ("start", "due") if earlier.state != "todo" else ()
    update: dict[str, object] = {name: getattr(earlier, name) for name in EDITABLE if name in (*earlier.edited, *begun)}
    return item.model_copy(update={**update, "edited": earlier.edited})
