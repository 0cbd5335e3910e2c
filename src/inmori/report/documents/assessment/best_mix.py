"""The fourth road: what a search over measures and years found, how sure that is, and what each measure is worth in it."""

from inmori.plan.found import BestPlan, Contender, FrontPoint, Marginal
from inmori.plan.found import QuarterHours as Quarter
from inmori.report.block import Block, Bullets, Column, Figure, Paragraph, Section, Subheading, Table
from inmori.report.documents.assessment.materials import Materials
from inmori.report.figures.front import Front, FrontDot, steps_to
from inmori.report.wording import EMPTY, amount, chance, same, yen_brief, yen_range
from inmori.text import Text

_TITLE = Text(ja="最適: 探して見つけた組み合わせ", en="The best mix that was found")
_SOURCES: dict[str, Text] = {
    "first": Text(ja="すぐに使える最初の案", en="a first roadmap"),
    "duties": Text(ja="義務だけを行う", en="duties only"),
    "harden": Text(ja="閉域強化から始める", en="from hardening"),
    "cloud": Text(ja="クラウド移行から始める", en="from the move"),
    "present": Text(ja="病院の今の計画から始める", en="from the present plan"),
    "forward": Text(ja="効くものから足していく", en="adding what works best"),
    "backward": Text(ja="要らないものから引いていく", en="taking away what is missed least"),
    "program": Text(ja="少ない試算で厳密に解く", en="exact on a small sample"),
    "moves": Text(ja="入れ替えて良くする", en="by exchanges"),
}
NOT_SEARCHED = Text(
    ja="第四の道「最適」(対策と年の、いちばん良い組み合わせ)は、まだ探していません。inmori plan を実行し、もう一度 inmori report を"
    "実行すると、ここに載ります。ほかの道の比較は、探さなくても変わりません。",
    en="The fourth road, the best mix of measures and years, was not searched for. Run inmori plan, then inmori report again, "
    "and it stands here. The other roads are compared without it.",
)
_SAME_PLACE = Text(
    ja="電子カルテの置き場所は、どの予算でも「最適」と同じとしています。",
    en="The EHR stands where the best mix has it, whatever the budget.",
)
_NOTHING_YEN = 10_000.0
_FRONT = Text(ja="予算を変えたとき", en="With other budgets")


def best_section(materials: Materials) -> Section | None:
    """Build the section; it says so where nothing was searched. ``None`` where no road was compared."""
    roads = materials.roads
    if not roads.directions:
        return None
    if roads.search is None or roads.best is None:
        return Section(id="best", title=_TITLE, blocks=(Paragraph(NOT_SEARCHED),))
    search = roads.search
    blocks: list[Block] = [Paragraph(roads.best.summary, "lead"), Paragraph(search.text)]
    if search.stopped:
        words = Text(
            ja="探すのを途中で止めたため、もっと良い組み合わせが残っているかもしれません。",
            en="The search was stopped early: a better mix may remain.",
        )
        blocks.append(Paragraph(words, "caution"))
    if search.present is not None:
        blocks += [Subheading(Text(ja="今の計画の値打ち", en="What the present plan is worth")), Paragraph(search.present.text)]
    if search.measures:
        blocks += [
            Subheading(Text(ja="対策ごとの値打ち", en="What each measure is worth")),
            Paragraph(
                Text(
                    ja=f"値打ちは、その対策だけを外したときに増える、{roads.years}年の費用と見込み損失の合計です。"
                    "割合は、分からない前提をいろいろに変えたとき、その対策が得になる割合です。",
                    en=f"Worth is how much dearer {roads.years} years become without that one measure, expected loss included. "
                    "The share says in how many draws of the uncertain figures it pays.",
                ),
                "note",
            ),
            _measures(search.measures),
        ]
    blocks += _others(search.others)
    blocks += front_blocks(search.front, budget=roads.budget_yen, years=roads.years)
    blocks += _quarters(materials, search)
    blocks += _finalists(search.contenders)
    return Section(id="best", title=_TITLE, blocks=tuple(blocks))


def _measures(measures: tuple[Marginal, ...]) -> Table:
    return Table(
        caption=Text(ja="対策・値打ち・理由", en="Measures, worth and reason"),
        columns=(
            Column(Text(ja="年", en="Year"), 0.6),
            Column(Text(ja="対策", en="Measure"), 2.2),
            Column(Text(ja="値打ち", en="Worth"), 1.9),
            Column(Text(ja="得な割合", en="Pays in"), 1.0),
            Column(Text(ja="なぜ入れ、なぜその年か", en="Why, and why then"), 3.8),
        ),
        rows=tuple(
            (_year(one), one.name, _worth(one), chance(one.stays), one.reason) for one in measures
        ),
        small=True,
    )


def _year(one: Marginal) -> Text:
    return EMPTY if one.start_year is None else Text(ja=f"{one.start_year}年目", en=f"{one.start_year}")


def _worth(one: Marginal) -> Text:
    """Say a worth; one that is below zero is a measure taken for a duty's sake."""
    if max(abs(one.worth.low), abs(one.worth.high)) < _NOTHING_YEN:
        return Text(ja="ほぼ0円", en="next to nothing")
    if one.worth.high <= 0:
        cost = yen_range(one.worth.scaled(-1))
        return Text(ja=f"{cost.ja}の持ち出し", en=f"costs {cost.en}")
    if abs(one.worth.mid) < _NOTHING_YEN:
        low, high = yen_brief(one.worth.low), yen_brief(one.worth.high)
        return Text(ja=f"ほぼ0円({low.ja}〜{high.ja})", en=f"next to nothing ({low.en} to {high.en})")
    return yen_range(one.worth)


def _others(others: tuple[Marginal, ...]) -> list[Block]:
    if not others:
        return []
    said = tuple(Text(ja=f"{one.name.ja}: {one.reason.ja}", en=f"{one.name.en}: {one.reason.en}") for one in others)
    title = Text(ja="入れなかった対策のうち、次に近いもの", en="Measures left out that came nearest")
    return [Subheading(title), Bullets(said)]


def front_blocks(front: tuple[FrontPoint, ...], *, budget: float | None, years: int) -> list[Block]:
    """Return the chart of what more money buys, with its table; nothing where no front was asked for."""
    if len(front) < 2:
        return []
    return [Subheading(_FRONT), Paragraph(_enough(front, years)), Paragraph(_SAME_PLACE, "note"), _chart(front, budget), _front_table(front, budget, years)]


def _enough(front: tuple[FrontPoint, ...], years: int) -> Text:
    """Say from which budget on more money changes next to nothing."""
    best = min(point.value for point in front)
    span = max(point.value for point in front) - best
    enough = next(point for point in front if point.value <= best + 0.02 * span)
    brief = yen_brief(enough.budget_yen)
    if enough is front[-1]:
        return Text(
            ja=f"調べた範囲では、予算を増やすほど{years}年の合計が減ります。",
            en=f"As far as was looked, every larger budget lowers the {years}-year total.",
        )
    return Text(
        ja=f"年{brief.ja}より多くしても、{years}年の合計はほとんど変わりません。",
        en=f"Beyond {brief.en} a year, the {years}-year total hardly changes.",
    )


def _chart(front: tuple[FrontPoint, ...], budget: float | None) -> Figure:
    most = max(point.cost + point.expected_loss for point in front)
    said = [(yen_brief(point.budget_yen), yen_brief(point.cost + point.expected_loss)) for point in front]
    return Figure(
        title=Text(ja="年間予算と、費用・見込み損失", en="Yearly budget, cost and expected loss"),
        picture=Front(
            x_title=Text(ja="セキュリティ対策の年間予算", en="Yearly budget for security"),
            cost_name=Text(ja="費用", en="cost"),
            loss_name=Text(ja="見込み損失", en="expected loss"),
            both_name=Text(ja="合計", en="together"),
            now_name=Text(ja="今の予算", en="present budget"),
            now=budget,
            dots=tuple(
                FrontDot(point.budget_yen, yen_brief(point.budget_yen), point.cost, point.expected_loss) for point in front
            ),
            ticks=tuple((tick, yen_brief(tick)) for tick in steps_to(most)),
        ),
        alt=Text(
            ja="、".join(f"年{money.ja}なら合計{total.ja}" for money, total in said),
            en=", ".join(f"{money.en} a year: {total.en} together" for money, total in said),
        ),
    )


def _front_table(front: tuple[FrontPoint, ...], budget: float | None, years: int) -> Table:
    rows = []
    for point in front:
        brief = yen_brief(point.budget_yen)
        mark = Text(ja=f"{brief.ja}(今)", en=f"{brief.en} (now)") if point.budget_yen == budget else brief
        count = Text(ja=f"{len(point.starts)}件", en=f"{len(point.starts)}")
        total = yen_brief(point.cost + point.expected_loss)
        rows.append((mark, count, yen_brief(point.cost), yen_brief(point.expected_loss), total))
    return Table(
        caption=Text(ja=f"予算ごとの、いちばん良い計画({years}年)", en=f"The best roadmap for each budget ({years} years)"),
        columns=(
            Column(Text(ja="年間予算", en="A year"), 1.2),
            Column(Text(ja="対策の数", en="Measures"), 0.8, "right"),
            Column(Text(ja="費用", en="Cost"), 1.2, "right"),
            Column(Text(ja="見込み損失", en="Expected loss"), 1.2, "right"),
            Column(Text(ja="合計", en="Together"), 1.2, "right"),
        ),
        rows=tuple(rows),
        small=True,
    )


def _quarters(materials: Materials, search: BestPlan) -> list[Block]:
    over = [one for one in search.quarters if one.over >= 1]
    if not over:
        return []
    title = Text(ja="担当者の時間が足りない時期", en="When staff time falls short")
    return [Subheading(title), Bullets(tuple(_short(materials, one) for one in over))]


def _short(materials: Materials, one: Quarter) -> Text:
    known = materials.catalogue.measures
    names = [known[name].name if name in known else same(name) for name in one.measures[:3]]
    begun = Text(
        ja="(始めるもの: " + "、".join(name.ja for name in names) + ")" if names else "",
        en=" (beginning: " + ", ".join(name.en for name in names) + ")" if names else "",
    )
    return Text(
        ja=f"{one.year}年目の第{one.quarter}四半期: {amount(one.hours)}時間のうち{amount(one.over)}時間が足りません{begun.ja}。",
        en=f"Year {one.year}, quarter {one.quarter}: {amount(one.over)} of {amount(one.hours)} hours are lacking{begun.en}.",
    )


def _finalists(contenders: tuple[Contender, ...]) -> list[Block]:
    if len(contenders) < 2:
        return []
    return [
        Subheading(Text(ja="最後まで残った候補", en="The last candidates")),
        Paragraph(
            Text(
                ja="探すときに使わなかった試算で比べ直しました。", en="They were judged again on attacks that the search had not seen."
            ),
            "note",
        ),
        Table(
            caption=Text(ja="候補の差", en="Candidates compared"),
            columns=(
                Column(Text(ja="見つけ方", en="Found by"), 2.0),
                Column(Text(ja="いちばん良いものより高い分", en="Dearer than the best by"), 2.0),
                Column(Text(ja="見分け", en="Told apart"), 1.4),
            ),
            rows=tuple(_finalist(one, first=at == 0) for at, one in enumerate(contenders)),
            small=True,
        ),
    ]


def _finalist(one: Contender, *, first: bool) -> tuple[Text, ...]:
    parts = [_SOURCES.get(part, same(part)) for part in one.source.split("+")]
    found = Text(ja="、".join(part.ja for part in parts), en=", then ".join(part.en for part in parts))
    if first:
        return found, same("—"), Text(ja="これを採りました", en="taken")
    tied = Text(ja="区別がつかない(同じくらい良い)", en="cannot be told apart") if one.tied else Text(ja="劣る", en="worse")
    return found, yen_range(one.behind), tied
