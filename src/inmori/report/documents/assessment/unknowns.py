"""What could not be judged, and what the figures rest on: assumptions with source and range, and facts not known."""

from inmori.report.block import Block, Bullets, Column, Paragraph, Section, Subheading, Table
from inmori.report.documents.assessment.materials import Materials
from inmori.report.documents.assessment.unit_words import bounds, measured
from inmori.report.wording import ANNEX, BASIS_NAMES, day, listed, same, shortened
from inmori.simulate.outcome import Assumption
from inmori.text import Text

_SHOWN_ASSUMPTIONS = 40
_SHOWN_UNKNOWNS = 20


def not_judged_section(materials: Materials) -> Section:
    """Build the list of checks that could not decide, with what would let them."""
    open_ = materials.diagnosis.not_judged
    title = Text(ja="判断できなかったこと", en="What could not be judged")
    if not open_:
        sentence = Text(ja="判断できなかった点検はありませんでした。", en="Every check could be judged.")
        return Section(id="not-judged", title=title, blocks=(Paragraph(sentence),))
    return Section(
        id="not-judged",
        title=title,
        blocks=(
            Paragraph(
                Text(
                    ja="次の点検は、資料が足りず判断できませんでした。安全という意味ではありません。",
                    en="These checks could not be judged for want of evidence. That does not mean safe.",
                ),
                "lead",
            ),
            Table(
                caption=Text(ja="判断できなかった点検", en="Checks without a verdict"),
                columns=(
                    Column(Text(ja="点検", en="Check"), 1.6),
                    Column(Text(ja="なぜ判断できないか", en="Why"), 2.0),
                    Column(Text(ja="何があれば分かるか", en="What would tell"), 2.0),
                ),
                rows=tuple((one.title, one.reason, one.needs) for one in open_),
                small=True,
            ),
        ),
    )


def assumptions_section(materials: Materials) -> Section:
    """Build the list of figures used and of facts that were not known."""
    figures = used_figures(materials)
    assumed = sum(1 for one in figures if one.basis == "assumption")
    blocks: list[Block] = []
    gathered = _gathered(materials.outcomes.unknowns)
    if gathered:
        blocks += [
            Subheading(Text(ja="分からなかったことと、どう扱ったか", en="What was not known, and how it was filled")),
            Bullets(tuple(shortened(one, ja=160, en=260) for one in gathered[:_SHOWN_UNKNOWNS])),
        ]
        if len(gathered) > _SHOWN_UNKNOWNS:
            blocks.append(_rest(len(gathered) - _SHOWN_UNKNOWNS))
    blocks.append(Subheading(Text(ja="使った数値", en="Figures used")))
    blocks.append(
        Paragraph(
            Text(
                ja=f"試算に使った数値は{len(figures)}個で、うち{assumed}個は仮定(印あり)です。結果を大きく動かすものから並べています。"
                "この病院の実際の数値が分かれば、置きかえて計算し直せます。",
                en=f"{len(figures)} figures were used; {assumed} are assumptions and marked so. Those that move the result most come "
                "first. Each can be replaced by this hospital's own figure.",
            )
        )
    )
    if figures:
        blocks.append(_table(figures[:_SHOWN_ASSUMPTIONS]))
    if len(figures) > _SHOWN_ASSUMPTIONS:
        blocks.append(_rest(len(figures) - _SHOWN_ASSUMPTIONS))
    blocks.append(_snapshot(materials))
    return Section(id="assumptions", title=Text(ja="前提と不明点", en="Assumptions and unknowns"), blocks=tuple(blocks))


def _gathered(unknowns: tuple[Text, ...]) -> list[Text]:
    """Put sentences together that differ only in the 「name」 they begin with: sixteen like lines hide the seventeenth."""
    groups: dict[str, list[Text]] = {}
    for one in unknowns:
        _, end, rest = one.ja.partition("」")
        groups.setdefault(rest if end and one.ja.startswith("「") else one.ja, []).append(one)
    return [_together(group) for group in groups.values()]


def _together(group: list[Text]) -> Text:
    first, more = group[0], len(group) - 1
    if not more:
        return first
    names = listed([one.ja.partition("」")[0].removeprefix("「") for one in group], limit=4, width=24)
    return Text(ja=f"{names.ja}{first.ja.partition('」')[2]}", en=f"{first.en} ({more} more like this)")


def used_figures(materials: Materials) -> tuple[Assumption, ...]:
    """Return the figures of simulation and plan, each once: the strongest drivers first, then assumptions, then by name."""
    known = {one.quantity: one for one in materials.outcomes.assumptions}
    for quantity_id in materials.roads.assumptions:
        quantity = materials.catalogue.quantities.get(quantity_id)
        if quantity is not None and quantity_id not in known:
            known[quantity_id] = Assumption(
                quantity=quantity.id,
                name=quantity.name,
                value=quantity.value,
                low=quantity.low,
                high=quantity.high,
                unit=quantity.unit,
                source=quantity.source,
                basis=quantity.basis,
            )
    swing = {one.quantity: abs(one.result_high - one.result_low) for one in materials.outcomes.drivers}
    return tuple(
        sorted(known.values(), key=lambda one: (-swing.get(one.quantity, 0.0), one.basis != "assumption", one.quantity))
    )


def _table(figures: tuple[Assumption, ...]) -> Table:
    return Table(
        caption=Text(ja="試算に使った数値", en="Figures used in the simulation"),
        columns=(
            Column(Text(ja="数値", en="Figure"), 2.0),
            Column(Text(ja="値", en="Value"), 1.1),
            Column(Text(ja="範囲", en="Range"), 1.1),
            Column(Text(ja="もと", en="Basis"), 1.0),
            Column(Text(ja="出典", en="Source"), 2.2),
        ),
        rows=tuple(
            (
                one.name,
                measured(one.value, one.unit),
                bounds(one.low, one.high, one.unit),
                marked(one),
                shortened(same(one.source), ja=110, en=110),
            )
            for one in figures
        ),
        small=True,
    )


def marked(figure: Assumption) -> Text:
    """Return the basis; an assumption carries a mark that cannot be overlooked."""
    name = BASIS_NAMES[figure.basis]
    return Text(ja=f"◆{name.ja}", en=f"◆ {name.en}") if figure.basis == "assumption" else name


def _rest(count: int) -> Paragraph:
    return Paragraph(
        Text(
            ja=f"ほか{count}件は{ANNEX}の「前提と不明点」にあります。",
            en=f"{count} more are in {ANNEX}, sheet “Assumptions”.",
        ),
        "note",
    )


def _snapshot(materials: Materials) -> Paragraph:
    snapshot = day(materials.lifecycle_snapshot)
    return Paragraph(
        Text(
            ja=f"製品のサポート期限は、{snapshot.ja}時点の公開表によります。その後の変更は入っていません。",
            en=f"Support end dates come from public tables as of {snapshot.en}; later changes are not in them.",
        ),
        "note",
    )
