"""The roads in detail: what each costs and saves, its measures with year and price, and what it leaves behind."""

from collections.abc import Callable

from inmori.plan.roads import ChosenMeasure, DirectionResult
from inmori.report.block import Block, Bullets, Card, Column, Figure, Paragraph, Section, Subheading, Table
from inmori.report.documents.assessment.board import (
    STEP_LABELS,
    roads_table,
    step_by,
    step_cost,
    system_names,
)
from inmori.report.documents.assessment.duties import duties
from inmori.report.documents.assessment.materials import Materials
from inmori.report.documents.roadmap.agreed import agreed
from inmori.report.figures.bars import Stack, Stacks
from inmori.report.sides import sides
from inmori.report.verdict_words import verdict_aloud
from inmori.report.wording import (
    amount,
    hours_range,
    listed,
    once_in,
    same,
    shortened,
    yen_brief,
    yen_range,
)
from inmori.text import Text
from inmori.units import Interval

_TITLE = Text(ja="道ごとの費用と見込み損失", en="Cost and expected loss of each road")
_NONE = Text(ja="なし", en="none")


def roads_section(materials: Materials) -> Section:
    """Build the section."""
    roads = materials.roads
    table = roads_table(materials)
    if table is None:
        blocks: tuple[Block, ...] = (
            Paragraph(Text(ja="道の比較は行われていません。", en="The roads were not compared."), "caution"),
        )
    else:
        blocks = (
            _lead(materials),
            _stacks(materials),
            Paragraph(verdict_aloud(roads), "lead"),
            _compared(materials, table),
            *(Paragraph(note, "caution") for note in roads.notes),
            *(block for direction in sides(roads) for block in _direction(materials, direction)),
            *_measures(sides(roads)),
            *_not_applicable(materials),
        )
    title = Text(ja=f"これからの道({roads.years}年間)", en=f"The roads ({roads.years} years)")
    return Section(id="roads", title=title, blocks=blocks)


def _lead(materials: Materials) -> Paragraph:
    roads = materials.roads
    if roads.budget_yen is None:
        budget = Text(ja="年間予算は決まっていません。", en="No yearly budget was given.")
    else:
        brief = yen_brief(roads.budget_yen)
        budget = Text(ja=f"セキュリティ対策の年間予算は{brief.ja}としました。", en=f"The yearly budget was taken as {brief.en}.")
    return Paragraph(
        Text(
            ja=f"同じ攻撃の試算({roads.trials:,}回)をそれぞれの道に当てて比べました。{budget.ja}費用に消費税は含みません。",
            en=f"Each road met the same {roads.trials:,} simulated attacks. {budget.en} Prices are without consumption tax.",
        ),
        "lead",
    )


def _stacks(materials: Materials) -> Figure:
    stacks = tuple(_stack(direction) for direction in sides(materials.roads))
    return Figure(
        title=_TITLE,
        picture=Stacks(
            part_names=(Text(ja="費用", en="Cost"), Text(ja="攻撃による見込み損失", en="Expected loss from attacks")),
            stacks=stacks,
        ),
        alt=Text(
            ja="、".join(f"{one.label.ja}: 費用{one.parts[0][1].ja}、見込み損失{one.parts[1][1].ja}" for one in stacks),
            en=", ".join(f"{one.label.en}: cost {one.parts[0][1].en}, expected loss {one.parts[1][1].en}" for one in stacks),
        ),
    )


def _stack(direction: DirectionResult) -> Stack:
    cost, loss = direction.total_cost, direction.expected_loss
    total = yen_brief(cost.mid + loss.mid)
    return Stack(
        label=direction.name,
        parts=((cost.mid, yen_brief(cost.mid)), (loss.mid, yen_brief(loss.mid))),
        low=cost.low + loss.low,
        high=cost.high + loss.high,
        total_label=Text(ja=f"合わせて {total.ja}", en=f"together {total.en}"),
    )


def _direction(materials: Materials, direction: DirectionResult) -> list[Block]:
    return [
        Subheading(direction.name),
        Paragraph(direction.summary),
        Paragraph(Text(ja=f"対策の選び方: {direction.rule.ja}", en=f"How its measures were chosen: {direction.rule.en}"), "note"),
        Paragraph(_left_open(materials, direction)),
    ]


def _compared(materials: Materials, board: Table) -> Table:
    """Lengthen the board's table by what only the careful reader wants."""
    directions = sides(materials.roads)
    more: tuple[tuple[Text, Callable[[DirectionResult], Text]], ...] = (
        (Text(ja="初期費用", en="Capital"), lambda one: yen_range(one.capital)),
        (Text(ja="運用費用", en="Running cost"), lambda one: yen_range(one.running)),
        (Text(ja="システムの更新・利用料", en="Renewal and fees of systems"), lambda one: yen_range(one.system_renewal)),
        (Text(ja="年ごとの費用", en="Cost by year"), _by_year),
        (Text(ja="現状維持との差(費用+見込み損失)", en="Against staying (cost plus expected loss)"), _difference),
        (Text(ja="被害の頻度(対策後)", en="How often, at the end"), lambda one: once_in(one.yearly_rate)),
        (Text(ja="重いときの損失(20回に1回はこれを超える)", en="Bad case (exceeded 1 time in 20)"), lambda one: yen_brief(one.tail_loss)),
        (Text(ja="故障・回線による停止(1年)", en="Ordinary outages a year"), lambda one: hours_range(one.planned_outage_hours)),
        (Text(ja="診療機能ごとの見込み停止(1年)", en="Expected days lost a year"), _services),
        (Text(ja="院外へ移るもの", en="What leaves the site"), lambda one: _names(system_names(materials, one.leaves_site))),
    )
    rows = tuple((title, *(cell(one) for one in directions)) for title, cell in more)
    return Table(
        caption=Text(ja="道の詳しい比較", en="The roads in detail"), columns=board.columns, rows=(*board.rows, *rows), small=True
    )


def _by_year(direction: DirectionResult) -> Text:
    said = [yen_brief(value) for value in direction.cost_by_year]
    return Text(
        ja="、".join(f"{year}年目 {one.ja}" for year, one in enumerate(said, start=1)) or "不明",
        en=", ".join(f"year {year}: {one.en}" for year, one in enumerate(said, start=1)) or "unknown",
    )


def _difference(direction: DirectionResult) -> Text:
    """Say what the road saves or costs against staying; a range across zero is no clear difference."""
    difference = direction.difference_to_stay
    if difference is None:
        return same("—")
    if difference.low <= 0 <= difference.high:
        said = yen_range(difference)
        return Text(ja=f"はっきりした差なし {said.ja}", en=f"no clear difference: {said.en}")
    saves = difference.mid < 0
    said = yen_range(difference.scaled(-1) if saves else difference)
    return Text(ja=f"{said.ja} {'少ない' if saves else '多い'}", en=f"{said.en} {'less' if saves else 'more'}")


def _services(direction: DirectionResult) -> Text:
    return Text(
        ja="、".join(f"{one.name.ja} {amount(one.days)}日" for one in direction.service_days) or "不明",
        en=", ".join(f"{one.name.en} {amount(one.days)} days".replace("0.01未満", "<0.01") for one in direction.service_days)
        or "unknown",
    )


def _names(names: list[Text]) -> Text:
    if not names:
        return _NONE
    return Text(ja=listed([name.ja for name in names], limit=8).ja, en=listed([name.en for name in names], limit=8).en)


def _left_open(materials: Materials, direction: DirectionResult) -> Text:
    """Name the duties that the road leaves open."""
    if not direction.requirements_open:
        return Text(ja="残る義務: なし", en="Duties left open: none")
    open_ = duties(materials.catalogue, direction.requirements_open, limit=8)
    return Text(ja=f"残る義務: {open_.ja}", en=f"Duties left open: {open_.en}")


def _measures(compared: tuple[DirectionResult, ...]) -> list[Block]:
    """Return one table of all measures, with the year in which each road takes it: most roads share most of them."""
    found: dict[str, ChosenMeasure] = {}
    years: dict[tuple[str, str], int] = {}
    for direction in compared:
        for one in direction.measures:
            found.setdefault(one.measure, one)
            years[one.measure, direction.id] = one.start_year
    if not found:
        return []
    roads = [one for one in compared if one.measures]

    def order(one: ChosenMeasure) -> tuple[int, int, str]:
        taken = [years[one.measure, road.id] for road in roads if (one.measure, road.id) in years]
        return min(taken), -len(taken), one.measure

    table = Table(
        caption=Text(ja="対策と、それぞれの道で始める年", en="Measures, and the year in which each road begins them"),
        columns=(
            Column(Text(ja="対策", en="Measure"), 2.6),
            *(Column(road.name, 0.9) for road in roads),
            Column(Text(ja="初期費用", en="Capital"), 1.7),
            Column(Text(ja="年間費用", en="A year"), 1.5),
            Column(Text(ja="作業", en="Work"), 0.9),
        ),
        rows=tuple(
            _measure(one, [years.get((one.measure, road.id)) for road in roads]) for one in sorted(found.values(), key=order)
        ),
        small=True,
    )
    return [Subheading(Text(ja="対策と順番", en="Measures and their order")), table]


def _measure(chosen: ChosenMeasure, years: list[int | None]) -> tuple[Text, ...]:
    time = hours_range(Interval(low=chosen.staff_hours, mid=chosen.staff_hours, high=chosen.staff_hours, unit="hour"))
    return (
        shortened(chosen.name, ja=60, en=110),
        *(same("—") if year is None else Text(ja=f"{year}年目", en=f"year {year}") for year in years),
        _price(chosen, chosen.capital),
        _price(chosen, chosen.yearly),
        time,
    )


def _price(chosen: ChosenMeasure, amount: Interval) -> Text:
    """Say an amount; one from a quotation, which has no range, is marked as quoted."""
    said = yen_range(amount)
    if chosen.quotation is None or amount.low != amount.high or amount.high == 0:
        return said
    return Text(ja=f"{said.ja}(見積)", en=f"{said.en} (quoted)")


def _not_applicable(materials: Materials) -> tuple[Block, ...]:
    skipped = materials.roads.not_applicable
    if not skipped:
        return ()
    names = materials.catalogue.measures
    items = []
    for measure, reason in skipped[:12]:
        name = names[measure].name if measure in names else same(measure)
        items.append(shortened(Text(ja=f"{name.ja}: {reason.ja}", en=f"{name.en}: {reason.en}"), ja=120, en=220))
    return (Subheading(Text(ja="選ばなかった対策", en="Measures that were left out")), Bullets(tuple(items)))


def steps_section(materials: Materials) -> Section | None:
    """The next steps in full words; the board's page has them short. ``None`` when there are none."""
    steps = materials.roads.next_steps
    if not steps:
        return None
    labels = (*STEP_LABELS, Text(ja="いつまでに", en="By when"))
    cards = []
    for step in (agreed(one, materials.roadmap) for one in steps):
        cells = (step.why, step.how, step.who, step_cost(step), step_by(step))
        cards.append(
            Card(
                badge=same(str(step.rank)),
                mark="neutral",
                title=shortened(step.title, ja=90, en=160),
                lines=tuple((label, cell) for label, cell in zip(labels, cells, strict=True) if cell.ja),
            )
        )
    title = Text(ja="次にすることの詳しい手順", en="The next steps in full")
    return Section(id="steps", title=title, blocks=tuple(cards))
