"""What the simulator believes about one machine, as lines: the steps in and out, and the figures they rest on."""

from collections.abc import Iterator

from inmori.catalogue.quantity import Basis, Quantity
from inmori.simulate.step_table import StepRow, StepTable
from inmori.text import Language, Text
from inmori.units import percent

_BASIS: dict[Basis, Text] = {
    "measured": Text(ja="実測", en="measured"),
    "reported": Text(ja="公表値", en="reported"),
    "assumption": Text(ja="推定", en="assumption"),
}


def step_lines(table: StepTable, language: Language) -> Iterator[str]:
    """Write one table; figures are numbered and listed once at the end."""
    figures: dict[str, tuple[int, Quantity]] = {}
    for row in (*table.into, *table.out):
        for figure in row.figures:
            figures.setdefault(figure.id, (len(figures) + 1, figure))
    numbers = {id_: number for id_, (number, _) in figures.items()}
    yield Text(ja=f"■ この機器に至る手順({len(table.into)}件)", en=f"■ Steps in ({len(table.into)})").in_(language)
    for row in table.into:
        yield from _row_lines(row, numbers, language)
    yield Text(ja=f"■ この機器から先の手順({len(table.out)}件)", en=f"■ Steps out ({len(table.out)})").in_(language)
    for row in table.out:
        yield from _row_lines(row, numbers, language)
    yield Text(ja="■ 根拠の数値", en="■ Figures behind them").in_(language)
    for number, figure in figures.values():
        yield f"  [{number}] {_figure_line(figure, language)}"


def _row_lines(row: StepRow, numbers: dict[str, int], language: Language) -> Iterator[str]:
    yield f"  {row.source.in_(language)} → {row.target.in_(language)}"
    if row.technique is None:
        yield "      " + Text(ja="(上が起きれば必ず、すぐに起きます)", en="(follows at once)").in_(language)
        return
    attack = ", ".join(row.technique.attack_ids)
    what = Text(
        ja=f"{row.technique.name.ja}({row.technique.id}、ATT&CK {attack})",
        en=f"{row.technique.name.en} ({row.technique.id}, ATT&CK {attack})",
    )
    marks = "".join(f"[{numbers[figure.id]}]" for figure in row.figures)
    yield "      " + Text(
        ja=f"{what.ja}: 成功する見込み {percent(row.chance)}、かかる時間の中央値 {row.hours:.3g}時間 {marks}",
        en=f"{what.en}: succeeds {percent(row.chance)}, median time {row.hours:.3g} h {marks}",
    ).in_(language)


def _figure_line(figure: Quantity, language: Language) -> str:
    value = f"{figure.value:.4g}({figure.low:.4g}〜{figure.high:.4g}){figure.unit}"
    basis, source = _BASIS[figure.basis].in_(language), figure.source
    return Text(
        ja=f"{figure.name.ja}({figure.id}): {value}。{basis}、出典: {source}",
        en=f"{figure.name.en} ({figure.id}): {value}. {basis}, source: {source}",
    ).in_(language)
