"""Makes the roadmap of a direction from its measures, and carries over what people wrote into an earlier one."""

from datetime import date

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
    chosen, because = _direction(roads, direction)
    waves = waves_for(hospital, roads, catalogue, direction=chosen)
    items = tuple(_item(roads, catalogue, each, waves, today=roads.today) for each in _ordered(chosen))
    if earlier is not None:
        items = tuple(_kept(item, earlier.item(item.measure)) for item in items)
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
    )


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
    """Return the road that the roadmap follows unless told otherwise: the least of cost plus expected loss.

    Staying as it is asks nothing of anybody, so it is left out unless it is all there is. Only the middles are
    compared: whether the difference is more than noise is the verdict's business.
    """
    roads_ = [one for one in roads.directions if one.id != "stay"] or list(roads.directions)
    return min(roads_, key=lambda one: one.total_cost.mid + one.expected_loss.mid, default=None)


def _direction(roads: Roads, wanted: str | None) -> tuple[DirectionResult, Text]:
    if wanted is not None:
        for one in roads.directions:
            if one.id == wanted:
                return one, Text(ja="指定された道です。", en="The road that was asked for.")
        names = ", ".join(one.id for one in roads.directions)
        raise InputError(
            Text(ja=f"「{wanted}」という道はありません。あるのは: {names}", en=f"There is no road {wanted}. There are: {names}")
        )
    best = proposed(roads)
    if best is None:
        raise InputError(
            Text(ja="道の比較がありません。先に inmori plan を実行してください。", en="No roads were compared. Run inmori plan first.")
        )
    return best, Text(
        ja="費用と見込み損失の合計(中央の見込み)が最も少ない道です。決めるのは病院です。",
        en="The road with the least cost plus expected loss (middle estimates). The decision is the hospital's.",
    )


def _ordered(direction: DirectionResult) -> list[ChosenMeasure]:
    return sorted(direction.measures, key=lambda one: (one.start_year, one.measure))


def _item(roads: Roads, catalogue: Catalogue, chosen: ChosenMeasure, waves: WavePlan, *, today: date) -> RoadmapItem:
    measure = catalogue.measures.get(chosen.measure)
    step = next((one for one in roads.next_steps if one.measure == chosen.measure), None)
    wave = next((one for one in waves.waves if chosen.measure in one.measures), None)
    base = next((b for w in waves.waves for b in w.foundations if b.measure == chosen.measure), None)
    start, due = year_start(today, chosen.start_year), None
    if wave is not None:
        start, due = wave.start, wave.cut_over
    elif base is not None:
        start, due = base.start, base.due
    elif measure is not None:
        due = months_after(start, max(measure.lead_months, 1))
        if measure.deadline is not None and start <= measure.deadline < due:
            due = measure.deadline
        if measure.paid_from == "system":  # its year is that of its use
            due, start = start, max(today, months_after(start, -measure.lead_months))
    why = step.why if step is not None else measure.why if measure is not None else chosen.name
    who = measure.who if measure is not None else Text(ja="未定", en="to be named")
    return RoadmapItem(
        measure=chosen.measure,
        name=chosen.name,
        why=first_sentence(why),
        start=min(start, due) if due else start,
        due=due,
        who=who,
        capital=chosen.capital,
        yearly=chosen.yearly,
        hours=chosen.staff_hours,
    )


def first_sentence(text: Text) -> Text:
    """Return the first sentence of each language."""
    ja, _, more = text.ja.partition("。")
    return Text(ja=f"{ja}。" if more or text.ja.endswith("。") else ja, en=text.en.split(". ")[0].rstrip(".") + ".")


def _kept(item: RoadmapItem, earlier: RoadmapItem | None) -> RoadmapItem:
    """Return the new task with the fields that a person wrote."""
    if earlier is None:
        return item
    update: dict[str, object] = {name: getattr(earlier, name) for name in EDITABLE if name in earlier.edited}
    return item.model_copy(update={**update, "edited": earlier.edited})
