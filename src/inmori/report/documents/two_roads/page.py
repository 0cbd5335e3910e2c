"""One sheet for a board that has ten minutes: the roads in yen and days, when another wins, what to decide next.

Every sentence can be read aloud; everything that cannot is in the picture and the table.
"""

from inmori.model import Hospital, SystemKind
from inmori.plan.roadmap import Roadmap
from inmori.plan.roadmap_make import first_sentence
from inmori.plan.roads import DirectionResult, NextStep, Roads
from inmori.plan.wave_needs import name_of
from inmori.report.block import Board, Column, Figure, Imprint, Paper, Step, Table
from inmori.report.documents.roadmap.agreed import agreed
from inmori.report.documents.two_roads.decision import next_decision
from inmori.report.figures.two_roads import RoadPoint, RoadRow, TwoRoads
from inmori.report.saved_words import SAVED, saved_words
from inmori.report.sides import sides
from inmori.report.verdict_words import verdict_aloud
from inmori.report.wording import (
    EMPTY,
    UNKNOWN,
    chance_range,
    day,
    days_range,
    hours_range,
    joined,
    listed,
    once_in,
    plain,
    same,
    shortened,
    yen_brief,
    yen_range,
)
from inmori.text import Text
from inmori.units import Interval

_NOTES = 2
_TITLE = Text(ja="これからの道を比べる", en="The roads compared")
_COUNTED = {
    2: Text(ja="二つの道を比べる", en="Two roads compared"),
    3: Text(ja="三つの道を比べる", en="Three roads compared"),
    4: Text(ja="四つの道を比べる", en="Four roads compared"),
}
_LABELS = (
    Text(ja="なぜ", en="Why"),
    Text(ja="どうやって", en="How"),
    Text(ja="誰が", en="Who"),
    Text(ja="いくら", en="How much"),
)


def two_roads(hospital: Hospital, roads: Roads, roadmap: Roadmap, *, version: str) -> Paper:
    """Build the page. Roads that were not computed are left out; without any, the page says so."""
    compared = sides(roads)
    title = _COUNTED.get(len(compared), _TITLE)
    name = hospital.name.value
    whose = same(plain(name, 60)) if name else Text(ja="(医療機関名 不明)", en="(hospital name unknown)")
    made = day(roads.today)
    return Paper(
        imprint=Imprint(
            hospital=whose,
            title=title,
            day=roads.today,
            date=Text(ja=f"作成日 {made.ja}", en=f"Made {made.en}"),
            cut_off=Text(ja=f"{roads.years}年間の比較", en=f"{roads.years} years compared"),
            version=Text(ja=f"院守 Inmori {version}", en=f"Inmori {version}"),
        ),
        board=Board(
            whose=whose,
            title=title,
            situation=_situation(compared, roads.years),
            figures=(),
            roads_title=Text(ja=f"{roads.years}年間の比較", en=f"The roads over {roads.years} years"),
            roads=_table(hospital, compared, roads.years) if compared else None,
            steps_title=Text(ja="どの道でも、まず始めること", en="What to begin with on any road"),
            step_labels=_LABELS,
            steps=tuple(_step(agreed(one, roadmap)) for one in roads.next_steps[:3]),
            verdict_title=Text(ja="結論と、次に決めること", en="Verdict, and the next decision"),
            verdict=joined((verdict_aloud(roads), next_decision(roadmap))),
            honesty=_honesty(roads),
            notice=_notice(roads),
            picture=_picture(compared, roads.years) if len(compared) > 1 else None,
        ),
        sections=(),
    )


def _situation(compared: tuple[DirectionResult, ...], years: int) -> Text:
    """Say what each road costs in all, one number to a sentence."""
    if not compared:
        return Text(ja="道の比較は、まだ行われていません。", en="The roads have not been compared yet.")
    said = [(one.name, yen_brief(one.total_cost.mid + one.expected_loss.mid)) for one in compared]
    lead = Text(
        ja=f"{years}年の費用と、攻撃で失う見込みの額を合わせると、次のとおりです。",
        en=f"What {years} years cost, together with what attacks are expected to cost:",
    )
    parts = [Text(ja=f"{name.ja}は約{total.ja}。", en=f"“{name.en}” about {total.en}.") for name, total in said]
    return joined((lead, *parts))


def _picture(compared: tuple[DirectionResult, ...], years: int) -> Figure:
    rows = (
        RoadRow(Text(ja="費用", en="Cost"), tuple(_yen(one.total_cost) for one in compared)),
        RoadRow(Text(ja="攻撃による見込み損失", en="Expected loss from attacks"), tuple(_yen(one.expected_loss) for one in compared)),
        RoadRow(
            Text(ja="攻撃されたとき止まる日数", en="Days down when attacked"),
            tuple(_point(one.ehr_down_days, days_range(one.ehr_down_days)) for one in compared),
        ),
        RoadRow(
            Text(ja="7日以上止まる確率", en="Chance of 7 days or more"),
            tuple(_point(one.p_ehr_seven_days, chance_range(one.p_ehr_seven_days)) for one in compared),
        ),
    )
    title = Text(ja=f"それぞれの道の{years}年(線は90%の範囲)", en=f"The roads over {years} years (lines hold 90%)")
    names = tuple(one.name for one in compared)
    alt = Text(ja="。".join(_told(row, names).ja for row in rows), en=". ".join(_told(row, names).en for row in rows))
    return Figure(title=title, picture=TwoRoads(names=names, rows=rows), alt=alt)


def _told(row: RoadRow, names: tuple[Text, ...]) -> Text:
    pairs = list(zip(names, row.points, strict=True))
    return Text(
        ja=f"{row.title.ja}: " + "、".join(f"{name.ja} {point.words.ja}" for name, point in pairs),
        en=f"{row.title.en}: " + ", ".join(f"{name.en} {point.words.en}" for name, point in pairs),
    )


def _yen(interval: Interval) -> RoadPoint:
    return _point(interval, yen_brief(interval.mid))


def _point(interval: Interval, words: Text) -> RoadPoint:
    ja, _, _ = words.ja.partition("(")
    en, _, _ = words.en.partition(" (")
    return RoadPoint(low=max(interval.low, 0), mid=max(interval.mid, 0), high=max(interval.high, 0), words=Text(ja=ja, en=en))


def _table(hospital: Hospital, compared: tuple[DirectionResult, ...], years: int) -> Table:
    closed = bool(hospital.gateways or hospital.flows)
    rows = [
        (Text(ja="費用の合計(税抜)", en="Total cost (before tax)"), [yen_range(one.total_cost) for one in compared]),
        (Text(ja="攻撃による見込み損失", en="Expected loss from attacks"), [yen_range(one.expected_loss) for one in compared]),
        (Text(ja="被害の頻度(対策後)", en="How often, at the end"), [once_in(one.yearly_rate) for one in compared]),
        (Text(ja="故障・回線による停止(1年)", en="Ordinary outages a year"), [hours_range(one.planned_outage_hours) for one in compared]),
        (Text(ja="残る閉域の抜け道", en="Ways left through the closed network"), [_left(one, closed=closed) for one in compared]),
        (Text(ja="今は満たせていない義務のうち、満たせるもの", en="Open duties that it meets"), [_duties(one) for one in compared]),
        (Text(ja="職員の手間(1年)", en="Staff time a year"), [hours_range(one.staff_hours.scaled(1 / max(years, 1))) for one in compared]),
        (Text(ja="院内に残るもの", en="What stays on site"), [_stays(hospital, one) for one in compared]),
    ]
    if any(one.saved is not None for one in compared):
        rows.insert(1, (SAVED, [saved_words(one) for one in compared]))
    return Table(
        caption=Text(ja="道の比較", en="The roads side by side"),
        columns=(Column(EMPTY, 1.5), *(Column(one.name, 2.6 if len(compared) < 3 else 2.1) for one in compared)),
        rows=tuple((title, *cells) for title, cells in rows),
        small=True,
    )


def _notice(roads: Roads) -> Text:
    """Say in a sentence each what must be known before the figures; the assessment has the whole of it."""
    said = [shortened(first_sentence(note), ja=90, en=190) for note in roads.notes[:_NOTES]]
    more = len(roads.notes) - len(said)
    if more > 0:
        said.append(Text(ja=f"ほか{more}件は診断書にあります。", en=f"{more} more in the assessment."))
    return joined(said)


def _left(side: DirectionResult, *, closed: bool) -> Text:
    if side.open_crossings:
        return Text(ja=f"{side.open_crossings}か所", en=str(side.open_crossings))
    if closed:
        return Text(ja="なし(見えた範囲)", en="none (in what was seen)")
    return Text(ja="判断できません", en="cannot be judged")


def _duties(side: DirectionResult) -> Text:
    met, left = len(side.requirements_met), len(side.requirements_open)
    if not met + left:
        return Text(ja="判断できません", en="not judged")
    return Text(ja=f"{met + left}項目のうち{met}項目", en=f"{met} of {met + left} met")


def _stays(hospital: Hospital, side: DirectionResult) -> Text:
    order = list(SystemKind)
    staying = [system for system in hospital.systems if system.id in side.remains_on_site]
    names = [name_of(system) for system in sorted(staying, key=lambda one: (order.index(one.kind), one.id))]
    if not names:
        return Text(ja="なし", en="none") if hospital.systems else UNKNOWN
    return Text(
        ja=listed([one.ja for one in names], limit=4, width=14).ja,
        en=listed([one.en for one in names], limit=4, width=24).en,
    )


def _step(step: NextStep) -> Step:
    cost = Text(ja="費用は見積もりが必要", en="ask for a quote") if step.cost is None else yen_range(step.cost)
    by = EMPTY if step.by is None else Text(ja=f"{step.by.year}年{step.by.month}月まで", en=f"by {step.by.isoformat()}")
    return Step(
        number=step.rank,
        title=shortened(step.title, ja=44, en=90),
        why=shortened(step.why, ja=70, en=140),
        how=shortened(step.how, ja=80, en=160),
        who=shortened(step.who, ja=36, en=70),
        cost=cost if step.cost is None or step.cost.high else Text(ja="費用なし", en="no cost"),
        by=by,
    )


def _honesty(roads: Roads) -> Text:
    basis = Text(
        ja=f"数字は同じ攻撃{roads.trials:,}回の試算により、かっこ内は90%が入る範囲です。価格の多くは仮定で、見積書が届けば置きかえて計算し直せます。",
        en=f"Figures come from the same {roads.trials:,} simulated attacks; brackets hold 90%. Many prices are assumptions "
        "and give way to quotations.",
    )
    if roads.best is not None or not roads.directions:
        return basis
    missing = Text(
        ja="対策のいちばん良い組み合わせ(最適)は、まだ探していません。",
        en="The best mix of measures was not searched for yet.",
    )
    return joined((basis, missing))
