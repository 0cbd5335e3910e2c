"""What the paper-operation kit says, in the order in which somebody puts it together."""

from inmori.catalogue.quantity import Quantity
from inmori.prepare import Drafts
from inmori.prepare.paper_form import CORNER, HEADQUARTERS
from inmori.prepare.paper_kit import PaperKit, paper_kit
from inmori.report.block import Bullets, Column, Paragraph, Subheading, Table
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Footing, Manuscript, Part, Passage, Ruled, blank
from inmori.report.documents.paper_kit.form_table import DAYS, PER_HEAD, form_blocks
from inmori.report.documents.paper_kit.machines import printer_blocks
from inmori.report.documents.paper_kit.typing_in import typing_blocks
from inmori.report.wording import amount, days_range, joined
from inmori.text import Text
from inmori.units import Interval

TITLE = Text(ja="紙運用キット", en="Paper-operation kit")


def content(drafts: Drafts) -> Manuscript:
    """Build the paper."""
    foot = Footing()
    kit = paper_kit(drafts.hospital, drafts.targets, drafts.catalogue)
    parts = (
        Part("size", Text(ja="1 何日分を用意するか", en="1 For how many days"), _size(drafts, kit, foot)),
        Part("forms", Text(ja="2 用紙と枚数", en="2 Forms and sheets"), form_blocks(kit, foot), wide=True),
        Part("asked", Text(ja="3 あるかどうかを確かめる診療", en="3 Services to be confirmed"), _asked(kit), fresh=True),
        Part("nightly", Text(ja="4 毎晩、印刷しておくもの", en="4 Printed every night"), _nightly(kit)),
        Part("printers", Text(ja="5 プリンタと消耗品", en="5 Printers and supplies"), printer_blocks(kit, foot)),
        Part("writing", Text(ja="6 書くときの約束", en="6 How to write"), _writing()),
        Part("typing", Text(ja="7 電子カルテが戻ったら(入力し直し)", en="7 Typing in afterwards"), typing_blocks(kit, drafts.catalogue, foot)),
        Part("store", Text(ja="8 置き場所と点検", en="8 Store and check"), _store()),
    )
    return Manuscript(
        id="paper_kit",
        title=TITLE,
        imprint=draft_imprint(drafts.name, TITLE, today=drafts.today, cut_off=drafts.cut_off),
        parts=parts,
        assumptions=foot.all(),
        about=Text(
            ja="電子カルテが使えない間、紙で診療を続けるための道具の一覧です。用紙は印刷して箱に入れ、部署ごとに置いておきます。",
            en="The tools for going on with care on paper. Print the forms, box them, and keep a box in each department.",
        ),
    )


def _size(drafts: Drafts, kit: PaperKit, foot: Footing) -> tuple[Passage, ...]:
    beds = drafts.hospital.beds.value
    known = Text(ja=f"当院の病床数は{beds}床です。", en=f"The hospital has {beds} beds.")
    asked = joined((Text(ja="病床数は", en="Beds:"), blank(Text(ja="病床数", en="beds")), Text(ja="です。", en="")))
    visits, inpatients = (
        Text(ja="1日の外来患者数", en="outpatients a day"),
        Text(ja="1日の入院患者数", en="inpatients on one day"),
    )
    lines = (
        known if beds is not None else asked,
        _people(kit.visits, visits, drafts.catalogue.quantity("paper.outpatients_per_bed"), foot),
        _people(kit.inpatients, inpatients, drafts.catalogue.quantity("paper.occupancy"), foot),
    )
    blocks: list[Passage] = [Bullets(lines), *_lengths(drafts, kit, foot)]
    if kit.first and kit.provided:
        more = f"備える日数の分まで刷ると、およそ{kit.provided:,}枚です。" if kit.provided > kit.first else ""
        more_en = f" For the days to provide for: {kit.provided:,}." if kit.provided > kit.first else ""
        blocks.append(
            Paragraph(
                joined((
                    Text(
                        ja=f"人数から計算できる用紙は、最初の箱({kit.first_days}日分)で合わせておよそ{kit.first:,}枚です。{more}",
                        en=f"Forms counted from people: about {kit.first:,} sheets for the first box ({kit.first_days} days).{more_en}",
                    ),
                    foot.sign(PER_HEAD),
                )),
                tone="lead",
            )
        )
    return tuple(blocks)


def _people(count: Interval | None, what: Text, ratio: Quantity, foot: Footing) -> Text:
    if count is None:
        return joined((Text(ja=f"{what.ja}は", en=f"{what.en}:"), blank(what), Text(ja="です。", en="")))
    low, mid, high = (amount(one) for one in (count.low, count.mid, count.high))
    why = Text(
        ja=f"{what.ja}は、病床数に目安({ratio.name.ja}: {ratio.value:g}、{ratio.low:g}〜{ratio.high:g})を掛けた推定です。当院の実績に置きかえてください。",
        en=f"{what.en}: estimated from beds ({ratio.name.en}: {ratio.value:g}, {ratio.low:g} to {ratio.high:g}). Put your own count in its place.",
    )
    return joined((
        Text(ja=f"{what.ja}は、およそ{mid}人({low}〜{high}人)とみています。", en=f"{what.en}: about {mid} ({low} to {high})."),
        foot.sign(why),
    ))


def _lengths(drafts: Drafts, kit: PaperKit, foot: Footing) -> tuple[Passage, ...]:
    rows = tuple(
        (target.name, days_range(target.days), Text(ja=f"{target.paper_days}日", en=str(target.paper_days)))
        for target in drafts.targets
        if target.days
    )
    if not rows:
        text = Text(
            ja=f"止まる日数の試算がまだないため、最初の箱({kit.first_days}日分)だけを示します。試算の後に作り直すと、日数が入ります。",
            en=f"No simulation was run yet, so only the first box ({kit.first_days} days) is shown. Make this again afterwards.",
        )
        return (Paragraph(text),)
    return (
        Paragraph(
            joined((
                Text(
                    ja=f"攻撃で被害が出た場合に、通常どおり動かない日数を試算しました。用紙は{kit.first_days}日分を最初の箱に入れておき、その間に残りを印刷します。",
                    en=f"Days without normal running, given damage, were simulated. A box holds {kit.first_days} days; the rest is printed meanwhile.",
                ),
                foot.sign(DAYS),
            ))
        ),
        Table(
            Text(ja="診療ごとの日数", en="Days by service"),
            (
                Column(Text(ja="診療", en="Service"), 2.0),
                Column(Text(ja="通常どおり動かない日数(幅は5%〜95%)", en="Days not normal (5 to 95 %)"), 2.5),
                Column(Text(ja="用紙を備える日数", en="Days to provide for"), 1.2, "right"),
            ),
            rows,
            small=True,
        ),
    )


def _asked(kit: PaperKit) -> tuple[Passage, ...]:
    if not kit.asked:
        return (Paragraph(Text(ja="資料から、主な診療の有無はすべて分かっています。", en="The evidence tells of all main services.")),)
    rows = tuple(
        (
            one.here.name,
            Text(ja="□ある □ない", en="[ ] yes [ ] no"),
            Text(
                ja="、".join(form.name.ja for form in one.place.forms), en=", ".join(form.name.en for form in one.place.forms)
            ),
        )
        for one in kit.asked
    )
    return (
        Paragraph(
            Text(
                ja="次の診療は、資料からは行っているかどうか分かりません。行っている場合は、右の用紙を箱に足してください。",
                en="The evidence does not say whether these exist here. Where they do, add the forms on the right.",
            )
        ),
        Ruled(
            Text(ja="確かめる診療", en="To be confirmed"),
            ((Text(ja="診療", en="Service"), 1.4), (Text(ja="有無", en="Here?"), 1.0), (Text(ja="足す用紙", en="Forms to add"), 4.0)),
            rows,
            empty=1,
        ),
    )


def _nightly(kit: PaperKit) -> tuple[Passage, ...]:
    lists = tuple(
        Text(ja=f"{one.place.name.ja}: {one.place.nightly.ja}", en=f"{one.place.name.en}: {one.place.nightly.en}")
        for one in kit.places
        if one.place.nightly
    )
    return (
        Paragraph(
            Text(
                ja="電子カルテが止まると、昨日まで見えていたことが見えなくなります。次の一覧を毎晩、紙に印刷するか、院内の網につながない端末に写します。患者さんの情報なので鍵のかかる場所に置き、古い分は翌朝に裁断します。",
                en="Print these every night, or copy them to a PC that never joins the network. Lock them away, and shred the old ones in the morning.",
            )
        ),
        Bullets(lists),
        Subheading(Text(ja="対策本部に置くもの", en="For the headquarters")),
        Bullets(HEADQUARTERS),
    )


def _writing() -> tuple[Passage, ...]:
    return (
        Bullets((
            Text(ja=f"どの用紙にも、同じ位置に次の欄を設けます: {CORNER.ja}。", en=f"Every form has these in the same corner: {CORNER.en}."),
            Text(ja="黒のボールペンで、かい書で書きます。略語は使いません。", en="Black pen, block letters, no abbreviations."),
            Text(ja="数字の単位(mg、mL、単位)は必ず書きます。小数点の前の0を省きません。", en="Always write units; never drop the zero before a decimal point."),
            Text(ja="直すときは二本線を引き、時刻と氏名を書きます。修正液は使いません。", en="Strike out with two lines, time and name. No correction fluid."),
            Text(ja="危険の大きい薬、輸血、検体のラベルは、二人で声に出して確かめます。", en="High-risk drugs, blood and specimen labels are read aloud by two."),
            Text(ja="書いた紙が、入力し終わって確かめるまでの原本です。捨てません。", en="The paper is the original until it has been typed in and checked. Never throw it away."),
        )),
    )  # fmt: skip


def _store() -> tuple[Passage, ...]:
    return (
        Paragraph(
            Text(
                ja="箱は部署ごとに一つとし、ふたに中身の一覧を貼ります。3か月に1回、枚数と期限を確かめ、紙運用の訓練をした日には減った分を足します。",
                en="One box per department with its list on the lid. Check every three months, and refill after each drill.",
            )
        ),
        Ruled(
            Text(ja="箱の点検", en="Check of the boxes"),
            (
                (Text(ja="部署", en="Department"), 1.6),
                (Text(ja="置き場所", en="Place"), 1.8),
                (Text(ja="責任者", en="Who"), 1.3),
                (Text(ja="点検日", en="Checked on"), 1.1),
                (Text(ja="足りないもの", en="Missing"), 1.8),
            ),
            (),
            empty=6,
        ),
    )
