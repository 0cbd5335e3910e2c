"""The forms of each place with their sheets: counted where people are known, as a rule to multiply where they are not."""

from inmori.prepare.paper_form import UNIT_NAMES
from inmori.prepare.paper_kit import FormCount, KitPlace, PaperKit
from inmori.report.block import Column, Paragraph, Subheading, Table
from inmori.report.documents.manuscript import Footing, Passage, blank
from inmori.report.wording import EMPTY, amount, joined, listed, same
from inmori.text import Text

PER_HEAD = Text(
    ja="1人または1件あたりの枚数と、書き損じなどの予備は編者の想定です。訓練で数えて置きかえてください。",
    en="Sheets per head and the spare are assumptions; a drill that counts gives better ones.",
)
DAYS = Text(
    ja="「試算の中央」は被害が出た場合に止まる日数の中央です。「備える日数」は同じ試算の悪いほうから5%の日数を、7日から60日の間に収めたもので、その範囲は仮定です。",
    en="The middle is that of the simulated days given damage; the days to provide for are its worst 5 %, kept within 7 to 60 by assumption.",
)
_BESIDE = Text(
    ja="資料に部署や機器の記載がないが、ほとんどの医療機関にあるため入れた用紙です。",
    en="Not shown by the evidence; included because hardly any hospital is without.",
)


def form_blocks(kit: PaperKit, foot: Footing) -> tuple[Passage, ...]:
    """Return heading, table and tools of each place."""
    simulated = any(one.middle_days is not None for one in kit.places)
    lead = joined((
        Text(
            ja="枚数は、人数に1人あたりの枚数と日数を掛け、予備を加えて切り上げました。人数や件数が分からない用紙は、表の式の「人数」「件数」に実際の数を入れて計算します。",
            en="Sheets are people times sheets times days, with a spare, rounded up. Where people are not known, put the count into the rule.",
        ),
        foot.sign(PER_HEAD),
        *((Text(ja="日数には試算を使いました。", en="Days are simulated."), foot.sign(DAYS)) if simulated else ()),
    ))
    return (Paragraph(lead), *(block for one in kit.places for block in _place(one, foot)))


def _place(one: KitPlace, foot: Footing) -> tuple[Passage, ...]:
    names = listed(one.here.departments, limit=6, counter="か所") if one.here.departments else None
    found = (
        Text(ja=f"配る先: {names.ja}。", en=f"For: {names.en}.")
        if names
        else Text(ja="配る先の部署は資料にありません。", en="No department is named by the evidence.")
    )
    sign = EMPTY if one.sure else foot.sign(_BESIDE)
    return (
        Subheading(one.place.name),
        Paragraph(joined((found, sign, *_asked(one)))),
        _table(one),
        Paragraph(Text(ja=f"用紙のほかに置くもの: {one.place.tools.ja}。", en=f"Besides: {one.place.tools.en}."), tone="note"),
    )


def _asked(one: KitPlace) -> tuple[Text, ...]:
    """Return what must be counted before the rules of this place can be used."""
    missing = {count.form.unit for count in one.counts if count.first is None}
    asks = []
    if "case" in missing:
        asks.append(blank(Text(ja=f"{one.place.name.ja}の1日の件数", en=f"cases a day: {one.place.name.en}")))
    if missing & {"visit", "inpatient"}:
        asks.append(blank(Text(ja=f"{one.place.name.ja}の1日の人数", en=f"people a day: {one.place.name.en}")))
    return tuple(asks)


def _table(one: KitPlace) -> Table:
    columns = [
        Column(Text(ja="用紙", en="Form"), 3.4),
        Column(Text(ja="必要な枚数", en="Sheets for each"), 1.7),
        Column(Text(ja="1日", en="A day"), 1.2, "right"),
        Column(Text(ja=f"最初の箱({one.first_days}日分)", en=f"First box ({one.first_days} days)"), 1.5, "right"),
    ]
    if one.middle_days is not None:
        columns.append(
            Column(Text(ja=f"試算の中央({amount(one.middle_days)}日分)", en=f"Middle ({amount(one.middle_days)} days)"), 1.5, "right")
        )
    if one.provided_days > one.first_days:
        columns.append(
            Column(Text(ja=f"備える日数({one.provided_days}日分)", en=f"To provide ({one.provided_days} days)"), 1.5, "right")
        )
    rows = tuple(_row(count, one) for count in one.counts)
    return Table(EMPTY, tuple(columns), rows, small=True)


def _row(count: FormCount, one: KitPlace) -> tuple[Text, ...]:
    unit = UNIT_NAMES[count.form.unit]
    each = Text(ja=f"{unit.ja}に{count.form.sheets:g}枚", en=f"{count.form.sheets:g} for each {unit.en}")
    once = count.form.unit == "bed"
    daily = Text(ja="初日だけ", en="once") if once else _said(count.daily, count, 1)
    cells = [count.form.name, each, daily, _said(count.first, count, 1 if once else one.first_days)]
    if one.middle_days is not None:
        cells.append(_said(count.middle, count, 1 if once else one.middle_days))
    if one.provided_days > one.first_days:
        cells.append(_said(count.provided, count, 1 if once else one.provided_days))
    return tuple(cells)


def _said(sheets: int | None, count: FormCount, days: float) -> Text:
    """Return the number, or the factor to multiply the unknown people with (spare included)."""
    if sheets is not None:
        return same(f"{sheets:,}")
    factor = amount(count.per_head * days)
    case = count.form.unit == "case"
    return Text(ja=f"{'件数' if case else '人数'}×{factor}", en=f"{'cases' if case else 'people'} × {factor}")
