"""Where the other road wins: prices, rates and lengths at which moving and hardening cost the same, and two at once."""

from inmori.plan.found import BreakEven, Comparison, TwoWay
from inmori.plan.roads import Roads
from inmori.report.block import Block, Column, Figure, Paragraph, Section, Table
from inmori.report.documents.assessment.materials import Materials
from inmori.report.figures.turning import Turning, TurningCell
from inmori.report.sides import sides
from inmori.report.turning_words import PAIR, turn_of, turned, value_words
from inmori.report.wording import joined, yen_brief
from inmori.text import Text

_TITLE = Text(ja="どこで答えが変わるか", en="Where the answer turns")
_REACH = 49.0  # an end this many times from today's value is where the search for it ended


def turning_section(materials: Materials) -> Section | None:
    """Build the section; ``None`` where no two roads were compared."""
    roads = materials.roads
    if not roads.comparisons and not roads.break_evens:
        return None
    blocks: list[Block] = []
    if roads.comparisons:
        blocks.append(_differences(roads))
    if roads.break_evens:
        lead = Text(
            ja="クラウド移行と閉域強化のどちらが安いかは、次の値が今の見込みと違えば逆になります。ほかの値は中央の見込みのままとした計算です。",
            en="Whether moving or hardening is cheaper turns where one of these differs from what is expected, all else as in the middle.",
        )
        blocks += [Paragraph(lead), _break_evens(roads)]
    if roads.two_way is not None:
        blocks += _two_way(roads, roads.two_way)
    return Section(id="turning", title=_TITLE, blocks=tuple(blocks))


def _differences(roads: Roads) -> Table:
    names: dict[str, Text] = {one.id: one.name for one in sides(roads)}
    known = [one for one in roads.comparisons if one.one in names and one.other in names]
    return Table(
        caption=Text(
            ja=f"道どうしの差({roads.years}年の費用と見込み損失の合計)", en=f"Roads against each other ({roads.years} years, expected loss included)"
        ),
        columns=(
            Column(Text(ja="比べたもの", en="Compared"), 1.6),
            Column(Text(ja="左が右より(かっこ内は90%の範囲)", en="The first against the second (90% range)"), 2.6),
            Column(Text(ja="言えること", en="What can be said"), 2.0),
        ),
        rows=tuple(
            (
                Text(ja=f"{names[one.one].ja} と {names[one.other].ja}", en=f"{names[one.one].en} and {names[one.other].en}"),
                _against(one),
                _said(one, names),
            )
            for one in known
        ),
        small=True,
    )


def _against(one: Comparison) -> Text:
    """Say by how much the first is dearer or cheaper, with words in place of signs."""
    low, mid, high = (_dearer(value) for value in (one.difference.low, one.difference.mid, one.difference.high))
    if one.difference.low == one.difference.high:
        return mid
    return Text(ja=f"{mid.ja}({low.ja}〜{high.ja})", en=f"{mid.en} ({low.en} to {high.en})")


def _dearer(gap: float) -> Text:
    brief = yen_brief(abs(gap))
    if gap == 0:
        return Text(ja="差なし", en="no difference")
    return Text(ja=f"{brief.ja}{'高い' if gap > 0 else '安い'}", en=f"{brief.en} {'dearer' if gap > 0 else 'cheaper'}")


def _said(one: Comparison, names: dict[str, Text]) -> Text:
    if not one.decided:
        if one.difference.low == one.difference.high == 0:
            return Text(ja="同じ内容です", en="the same")
        return Text(ja="どちらが安いとも言えません", en="cannot be told")
    cheaper = names[one.one if one.difference.mid < 0 else one.other]
    return Text(ja=f"{cheaper.ja}のほうが安い", en=f"“{cheaper.en}” is cheaper")


def _break_evens(roads: Roads) -> Table:
    return Table(
        caption=Text(ja="逆転する値(クラウド移行と閉域強化)", en="Break-even values (moving against hardening)"),
        columns=(
            Column(Text(ja="何が", en="What"), 1.5),
            Column(Text(ja="今の見込み", en="Expected now"), 1.3),
            Column(Text(ja="どうなれば逆になるか", en="What would turn it"), 2.8),
            Column(Text(ja="どちらとも言えない範囲", en="Cannot be told between"), 2.0),
        ),
        rows=tuple(_row(roads, one) for one in roads.break_evens),
        small=True,
    )


def _row(roads: Roads, one: BreakEven) -> tuple[Text, Text, Text, Text]:
    now, turn = value_words(one.unit, one.now), turn_of(roads, one)
    if turn is not None:
        return one.name, now, turned(turn), _undecided(one)
    if one.at is not None:
        return one.name, now, one.text, _undecided(one)
    stays = Text(
        ja="50分の1から50倍までのどこでも逆になりません。", en="Nothing between a fiftieth and fifty times turns it."
    )
    return one.name, now, stays, Text(ja="—", en="—")


def _undecided(one: BreakEven) -> Text:
    """Say between which values nobody can tell; an end where the search for it stopped is open."""
    assert one.at is not None
    low, high = value_words(one.unit, one.at.low), value_words(one.unit, one.at.high)
    open_low, open_high = one.at.low <= one.now / _REACH, one.at.high >= one.now * _REACH
    if open_low and open_high:
        return Text(ja="調べた範囲のすべて", en="everywhere that was looked")
    if open_low:
        return Text(ja=f"{high.ja}まで", en=f"up to {high.en}")
    if open_high:
        return Text(ja=f"{low.ja}から上", en=f"from {low.en} up")
    return Text(ja=f"{low.ja}〜{high.ja}", en=f"{low.en} to {high.en}")


def _two_way(roads: Roads, data: TwoWay) -> list[Block]:
    known = {one.input: one for one in roads.break_evens}
    names: dict[str, Text] = {one.id: one.name for one in sides(roads)}
    if not {data.x, data.y} <= known.keys() or not set(PAIR) <= names.keys():
        return []
    x, y = known[data.x], known[data.y]
    title = Text(
        ja=f"{x.name.ja}と{y.name.ja}を同時に変えたとき", en=f"“{x.name.en}” and “{y.name.en}” changed together"
    )
    first, second = names[PAIR[0]], names[PAIR[1]]
    picture = Turning(
        names=(first, second),
        x_title=x.name,
        y_title=y.name,
        xs=tuple(_short(x, value) for value in data.xs),
        ys=tuple(value_words(y.unit, value) for value in data.ys),
        cells=tuple(tuple(TurningCell(gap < 0, yen_brief(abs(gap))) for gap in row) for row in data.gap),
        now=_now(data, x, y),
    )
    note = Text(
        ja="ます目の金額は、安いほうがどれだけ安いかです。太い線で答えが入れ替わります。点線の枠が今の見込みです。中央の見込みどうしの比較で、"
        "線の近くではどちらとも言えません。",
        en="Amounts say by how much the cheaper road is cheaper. The answer changes at the thick line; the broken frame is what is expected "
        "today. Middle estimates are compared: near the line it cannot be told.",
    )
    return [Figure(title=title, picture=picture, alt=_alt(data, x, y, first, second)), Paragraph(note, "note")]


def _short(one: BreakEven, value: float) -> Text:
    """Say a value on an axis: a price by bed and month needs its unit only in the axis's name."""
    if one.unit == "yen/bed/month":
        return Text(ja=f"月{value:,.0f}円", en=f"¥{value:,.0f}")
    return value_words(one.unit, value)


def _now(data: TwoWay, x: BreakEven, y: BreakEven) -> tuple[int, int] | None:
    at_x = next((i for i, value in enumerate(data.xs) if abs(value - x.now) <= 1e-6 * abs(x.now)), None)
    at_y = next((i for i, value in enumerate(data.ys) if abs(value - y.now) <= 1e-6 * abs(y.now)), None)
    return None if at_x is None or at_y is None else (at_x, at_y)


def _alt(data: TwoWay, x: BreakEven, y: BreakEven, first: Text, second: Text) -> Text:
    """Say the picture row by row: up to which value the first road is cheaper."""
    said = []
    for value, row in zip(data.ys, data.gap, strict=True):
        height = value_words(y.unit, value)
        cheaper = [data.xs[i] for i, gap in enumerate(row) if gap < 0]
        if not cheaper:
            where = Text(ja=f"どこでも{second.ja}が安い", en=f"{second.en} is cheaper throughout")
        elif len(cheaper) == len(row):
            where = Text(ja=f"どこでも{first.ja}が安い", en=f"{first.en} is cheaper throughout")
        else:
            few = [_short(x, value) for value in cheaper]
            listed = Text(ja="、".join(one.ja for one in few), en=", ".join(one.en for one in few))
            where = Text(ja=f"{listed.ja}では{first.ja}が安い", en=f"{first.en} is cheaper at {listed.en}")
        said.append(Text(ja=f"{y.name.ja}が{height.ja}なら、{where.ja}。", en=f"{y.name.en} {height.en}: {where.en}."))
    return joined(said)
