"""The board's page: care first, money second, then what only the board can decide."""

from inmori.prepare import Drafts
from inmori.prepare.shared_figure import SharedFigure
from inmori.report.block import Bullets, Paragraph, Subheading
from inmori.report.documents.manuscript import Footing, Passage, Ruled
from inmori.report.documents.risk_pages.figures import figure_table
from inmori.report.wording import EMPTY, joined, shortened, yen_brief, yen_range
from inmori.text import Text

_MONEY = Text(
    ja="金額は試算です。復旧の費用、減る収入、対策の価格の多くは仮定で、見積書が届けば置きかえます。",
    en="Amounts are simulated; costs, lost income and prices are largely assumed until quotations come.",
)


def board(drafts: Drafts, figures: tuple[SharedFigure, ...], foot: Footing) -> tuple[Passage, ...]:
    """Write the page."""
    return (
        Paragraph(
            Text(
                ja="サイバー攻撃で電子カルテが止まると、診療を紙で続けることになります。次の数字は、当院の資料から試算したものです。職員・患者さん・事業者にも同じ数字で説明します。",
                en="If an attack stops the EHR we go on with paper. These figures come from our own papers; staff, patients and vendors are told the same.",
            ),
            tone="lead",
        ),
        figure_table("board", figures, foot),
        *_money(drafts, foot),
        Subheading(Text(ja="理事会で決めること", en="For the board to decide")),
        Ruled(
            EMPTY,
            (
                (Text(ja="決めること", en="Decision"), 4.2),
                (Text(ja="いつまでに", en="By when"), 1.0),
                (Text(ja="誰が(個人)", en="Who (a person)"), 1.2),
                (Text(ja="いくら", en="How much"), 1.0),
            ),
            tuple((one, EMPTY, EMPTY, EMPTY) for one in _decisions(drafts)),
            empty=0,
        ),
        Bullets((
            Text(
                ja="決めたことと、それが終わったことの確認は、別の回の議題にします。",
                en="What was decided, and whether it was done, are items of different meetings.",
            ),
        )),
    )


def _money(drafts: Drafts, foot: Footing) -> tuple[Passage, ...]:
    if drafts.outcomes is None:
        return ()
    parts = [
        Text(
            ja=f"被害が出たときの損失は{yen_range(drafts.outcomes.loss_given_damage).ja}です。",
            en=f"The loss given damage is {yen_range(drafts.outcomes.loss_given_damage).en}.",
        )
    ]
    roads = drafts.roads
    for road in roads.directions if roads else ():
        if road.id in ("harden", "cloud") and roads:
            parts.append(
                Text(
                    ja=f"{road.name.ja}の費用は{roads.years}年で約{yen_brief(road.total_cost.mid).ja}、見込み損失は約{yen_brief(road.expected_loss.mid).ja}です。",
                    en=f"{road.name.en}: about {yen_brief(road.total_cost.mid).en} in {roads.years} years, expected loss about {yen_brief(road.expected_loss.mid).en}.",
                )
            )
    return (Paragraph(joined((*parts, foot.sign(_MONEY)))),)


def _decisions(drafts: Drafts) -> tuple[Text, ...]:
    steps = tuple(shortened(step.title, ja=44, en=90) for step in (drafts.roads.next_steps[:3] if drafts.roads else ()))
    return (
        *steps,
        Text(ja="回線を切る権限と、院長がいないときの代行の順", en="who may cut the lines, and the deputies"),
        Text(ja="身代金を支払わない方針と、公表の基準", en="no ransom is paid; when to publish"),
        Text(ja="残る危険を引き受けるかどうか(期限つき)", en="whether to bear the risk that stays, until when"),
    )
