"""The roads as sheets of the annex: every number of the comparison with its range, for those who want to reckon on."""

from inmori.plan.found import Marginal
from inmori.plan.roads import DirectionResult, Roads
from inmori.report.block import Cell, Sheet, SheetColumn
from inmori.report.documents.assessment.best_mix import NOT_SEARCHED
from inmori.report.documents.assessment.materials import Materials
from inmori.report.documents.assessment.unit_words import unit_words
from inmori.report.sides import sides
from inmori.report.wording import EMPTY, same
from inmori.text import Text
from inmori.units import Interval

_ROAD = SheetColumn(Text(ja="道", en="Road"), 22)
_LOW = SheetColumn(Text(ja="低い場合", en="Low"), 16, amounts=True)
_MID = SheetColumn(Text(ja="中央", en="Middle"), 16, amounts=True)
_HIGH = SheetColumn(Text(ja="高い場合", en="High"), 16, amounts=True)
_UNIT = SheetColumn(Text(ja="単位", en="Unit"), 22)
_WORDS = SheetColumn(Text(ja="言葉で", en="In words"), 80)
_SMALL = 100.0
_UNITS = {
    "per year": Text(ja="回(1年あたり)", en="a year"),
    "probability": Text(ja="割合(1が100%)", en="share (1 is 100%)"),
}


def plan_sheets(materials: Materials) -> tuple[Sheet, ...]:
    """Return the sheets; none where no road was compared."""
    roads = materials.roads
    if not roads.directions:
        return ()
    made = (_compared(roads), _differences(roads), _turning(roads), _two_way(roads), _measures(roads), _front(materials))
    return tuple(sheet for sheet in made if sheet.rows)


def _number(value: float) -> float | int:
    """Amounts whole, small figures to three digits: a cell with fifteen says nothing more."""
    return round(value) if abs(value) >= _SMALL else float(f"{value:.3g}")


def _unit(unit: str) -> Text:
    """Name a unit of the comparison; those of prices are the catalogue's."""
    return _UNITS.get(unit) or unit_words(unit)


def _span(interval: Interval) -> tuple[Cell, Cell, Cell]:
    return _number(interval.low), _number(interval.mid), _number(interval.high)


def _compared(roads: Roads) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for side in sides(roads):
        rows += [(side.name, title, *_span(span), _unit(span.unit)) for title, span in _figures(side)]
    return Sheet(
        title=Text(ja="道の比較", en="Roads"),
        about=Text(
            ja=f"{roads.years}年間。低い場合と高い場合のあいだに90%が入ります。費用は税抜です",
            en=f"{roads.years} years. 90% lie between low and high. Costs are without tax",
        ),
        columns=(_ROAD, SheetColumn(Text(ja="項目", en="Item"), 38), _LOW, _MID, _HIGH, _UNIT),
        rows=tuple(rows),
    )


def _figures(side: DirectionResult) -> tuple[tuple[Text, Interval], ...]:
    return (
        (Text(ja="費用の合計", en="Total cost"), side.total_cost),
        (Text(ja="初期費用", en="Capital"), side.capital),
        (Text(ja="運用費用", en="Running cost"), side.running),
        (Text(ja="システムの更新・利用料", en="Renewal and fees of systems"), side.system_renewal),
        (Text(ja="攻撃による見込み損失", en="Expected loss from attacks"), side.expected_loss),
        (Text(ja="電子カルテが7日以上止まる確率", en="Chance of 7 days or more without EHR"), side.p_ehr_seven_days),
        (Text(ja="攻撃されたとき止まる日数", en="Days down when attacked"), side.ehr_down_days),
        (Text(ja="被害の頻度(対策後)", en="How often, at the end"), side.yearly_rate),
        (Text(ja="故障・回線による停止(1年)", en="Ordinary outages a year"), side.planned_outage_hours),
        (Text(ja="職員の手間(全期間)", en="Staff time, whole period"), side.staff_hours),
    )


def _differences(roads: Roads) -> Sheet:
    names = {one.id: one.name for one in sides(roads)}
    return Sheet(
        title=Text(ja="道どうしの差", en="Differences"),
        about=Text(
            ja="「道」が「比べる道」より多くかかる額(円)。費用と見込み損失の合計で、マイナスは「道」のほうが安いことです",
            en="Yen by which the road is dearer than the other, expected loss included; below zero it is cheaper",
        ),
        columns=(_ROAD, SheetColumn(Text(ja="比べる道", en="Other road"), 22), _LOW, _MID, _HIGH, _WORDS),
        rows=tuple(
            (names[one.one], names[one.other], *_span(one.difference), one.text)
            for one in roads.comparisons
            if one.one in names and one.other in names
        ),
    )


def _turning(roads: Roads) -> Sheet:
    return Sheet(
        title=Text(ja="逆転する値", en="Break-evens"),
        about=Text(
            ja="クラウド移行と閉域強化の合計が等しくなる値。低い場合と高い場合のあいだでは、どちらとも言えません",
            en="Where moving and hardening cost the same. Between low and high it cannot be told which is cheaper",
        ),
        columns=(
            SheetColumn(Text(ja="何が", en="What"), 32),
            SheetColumn(Text(ja="今の見込み", en="Expected now"), 16, amounts=True),
            _LOW,
            SheetColumn(Text(ja="逆転する値", en="Break-even"), 16, amounts=True),
            _HIGH,
            _UNIT,
            _WORDS,
        ),
        rows=tuple(
            (one.name, _number(one.now), *(_span(one.at) if one.at is not None else (EMPTY,) * 3), _unit(one.unit), one.text)
            for one in roads.break_evens
        ),
    )


def _two_way(roads: Roads) -> Sheet:
    data, known = roads.two_way, {one.input: one for one in roads.break_evens}
    x, y = ((known.get(data.x), known.get(data.y)) if data is not None else (None, None))
    rows: list[tuple[Cell, ...]] = []
    if data is not None:
        for height, row in zip(data.ys, data.gap, strict=True):
            rows += [(_number(at), _number(height), round(gap)) for at, gap in zip(data.xs, row, strict=True)]
    return Sheet(
        title=Text(ja="二つを変えたとき", en="Two at once"),
        about=Text(
            ja="差は、クラウド移行が閉域強化より多くかかる額(円)。マイナスはクラウド移行のほうが安いことです",
            en="The gap is what moving costs more than hardening, in yen; below zero the move is cheaper",
        ),
        columns=(
            SheetColumn(x.name if x is not None else same("x"), 32, amounts=True),
            SheetColumn(y.name if y is not None else same("y"), 28),
            SheetColumn(Text(ja="差(円)", en="Gap (JPY)"), 18, amounts=True),
        ),
        rows=tuple(rows),
    )


def _measures(roads: Roads) -> Sheet:
    worth = {one.measure: one for one in (roads.search.measures if roads.search is not None else ())}
    rows: list[tuple[Cell, ...]] = []
    for side in sides(roads):
        for one in sorted(side.measures, key=lambda each: (each.start_year, each.measure)):
            told = worth.get(one.measure) if side.id == "best" else None
            amounts = (round(one.capital.mid), round(one.yearly.mid), round(one.staff_hours), one.changes)
            rows.append((side.name, one.start_year, one.name, *amounts, *_worth(told), one.measure))
    return Sheet(
        title=Text(ja="道ごとの対策", en="Measures"),
        about=Text(
            ja="金額は税抜の中央の見込み。値打ちは「最適」だけにあり、その対策を外したときに増える額です",
            en="Middle estimates without tax. Worth is told for the best mix only: how much dearer it is without the measure",
        ),
        columns=(
            _ROAD,
            SheetColumn(Text(ja="年", en="Year"), 8),
            SheetColumn(Text(ja="対策", en="Measure"), 40),
            SheetColumn(Text(ja="初期費用(円)", en="Capital (JPY)"), 14, amounts=True),
            SheetColumn(Text(ja="年間費用(円)", en="A year (JPY)"), 14, amounts=True),
            SheetColumn(Text(ja="作業(時間)", en="Work (hours)"), 10, amounts=True),
            SheetColumn(Text(ja="変更か所", en="Changes"), 10, amounts=True),
            SheetColumn(Text(ja="値打ち(円)", en="Worth (JPY)"), 16, amounts=True),
            SheetColumn(Text(ja="前提を変えても得な割合", en="Pays in"), 12),
            SheetColumn(Text(ja="なぜ入れ、なぜその年か", en="Why, and why then"), 60),
            SheetColumn(Text(ja="記号", en="Id"), 22),
        ),
        rows=tuple(rows),
    )


def _worth(told: Marginal | None) -> tuple[Cell, Cell, Cell]:
    return (EMPTY, EMPTY, EMPTY) if told is None else (round(told.worth.mid), round(told.stays, 3), told.reason)


def _front(materials: Materials) -> Sheet:
    title, search = Text(ja="予算ごとの計画", en="Budgets"), materials.roads.search
    if search is None:
        return Sheet(title=title, about=EMPTY, columns=(SheetColumn(title, 90),), rows=((NOT_SEARCHED,),))
    names = {name: one.name for name, one in materials.catalogue.measures.items()}
    rows: list[tuple[Cell, ...]] = []
    for point in search.front:
        said = [(year, names.get(name, same(name))) for name, year in point.starts]
        listed = Text(
            ja="、".join(f"{name.ja}({year}年目)" for year, name in said), en=", ".join(f"{name.en} (year {year})" for year, name in said)
        )
        rows.append((round(point.budget_yen), round(point.cost), round(point.expected_loss), len(point.starts), listed))
    return Sheet(
        title=title,
        about=Text(
            ja="年間予算ごとに見つかった、いちばん良い計画(円、全期間)", en="The best roadmap found for each yearly budget (JPY, whole period)"
        ),
        columns=(
            SheetColumn(Text(ja="年間予算(円)", en="A year (JPY)"), 16, amounts=True),
            SheetColumn(Text(ja="費用(円)", en="Cost (JPY)"), 16, amounts=True),
            SheetColumn(Text(ja="見込み損失(円)", en="Expected loss (JPY)"), 18, amounts=True),
            SheetColumn(Text(ja="対策の数", en="Measures"), 10, amounts=True),
            SheetColumn(Text(ja="対策と始める年", en="Measures and their year"), 120),
        ),
        rows=tuple(rows),
    )
