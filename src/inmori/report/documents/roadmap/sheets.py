"""The roadmap as a workbook: tasks to fill in (yellow), then the waves, the dates and the staff's hours to read.

``read_back`` finds the columns of the first sheet by these titles, so both stand here.
"""

from inmori.plan.roadmap import DATE_NAMES, STATE_NAMES, Roadmap, RoadmapItem
from inmori.plan.wave import Wave
from inmori.report.block import Annex, Cell, Imprint, Sheet, SheetColumn
from inmori.report.wording import EMPTY, day, days_range, same, yen_range
from inmori.text import Text

TASKS = Text(ja="工程表", en="Roadmap")
KEY = SheetColumn(Text(ja="記号", en="Id"), 24)
START = SheetColumn(Text(ja="開始", en="Start"), 12, editable=True)
DUE = SheetColumn(Text(ja="期限", en="Due"), 12, editable=True)
OWNER = SheetColumn(Text(ja="担当者", en="Owner"), 18, editable=True)
STATE = SheetColumn(Text(ja="状態", en="State"), 10, editable=True, choices=tuple(STATE_NAMES.values()))
NOTE = SheetColumn(Text(ja="メモ", en="Note"), 30, editable=True)


def roadmap_book(roadmap: Roadmap, *, version: str) -> Annex:
    """Build the workbook."""
    return Annex(
        imprint=_imprint(roadmap, version),
        sheets=(_tasks(roadmap), _waves(roadmap), _dates(roadmap), _hours(roadmap)),
    )


def _imprint(roadmap: Roadmap, version: str) -> Imprint:
    made = day(roadmap.today)
    name = roadmap.hospital or "(医療機関名 不明)"
    return Imprint(
        hospital=same(name),
        title=TASKS,
        day=roadmap.today,
        date=Text(ja=f"作成日 {made.ja}", en=f"Made {made.en}"),
        cut_off=Text(ja=f"道: {roadmap.direction_name.ja}", en=f"Road: {roadmap.direction_name.en}"),
        version=same(f"Inmori {version}"),
    )


def _tasks(roadmap: Roadmap) -> Sheet:
    return Sheet(
        title=TASKS,
        about=Text(
            ja="黄色の列(開始・期限・担当者・状態・メモ)だけ書きかえられます。書いた後は inmori roadmap --read で読み戻します。"
            "費用は税抜の中央の見込みで、幅は「費用の幅」にあります",
            en="Only the yellow columns (start, due, owner, state, note) are read back, by inmori roadmap --read. "
            "Costs are middle estimates without tax; their ranges stand beside them",
        ),
        columns=(
            KEY,
            SheetColumn(Text(ja="対策", en="Measure"), 34),
            SheetColumn(Text(ja="なぜ", en="Why"), 46),
            START,
            DUE,
            SheetColumn(Text(ja="誰が(案)", en="Who (proposed)"), 24),
            OWNER,
            STATE,
            SheetColumn(Text(ja="初期費用(円)", en="Capital (JPY)"), 14, amounts=True),
            SheetColumn(Text(ja="年間費用(円)", en="A year (JPY)"), 14, amounts=True),
            SheetColumn(Text(ja="費用の幅", en="Range of cost"), 34),
            SheetColumn(Text(ja="作業(時間)", en="Work (hours)"), 10, amounts=True),
            NOTE,
        ),
        rows=tuple(_task(item) for item in roadmap.items),
    )


def _task(item: RoadmapItem) -> tuple[Cell, ...]:
    capital, yearly = yen_range(item.capital), yen_range(item.yearly)
    return (
        item.measure,
        item.name,
        item.why,
        item.start,
        item.due,
        item.who,
        item.owner,
        STATE_NAMES[item.state],
        round(item.capital.mid),
        round(item.yearly.mid),
        Text(ja=f"初期 {capital.ja} 年 {yearly.ja}", en=f"once {capital.en}; a year {yearly.en}"),
        round(item.hours),
        item.note,
    )


def _waves(roadmap: Roadmap) -> Sheet:
    titles = (
        (Text(ja="順番", en="No."), 6),
        (Text(ja="移すもの", en="Systems"), 24),
        (Text(ja="準備を始める", en="Begin"), 12),
        (Text(ja="切替", en="Change over"), 12),
        (Text(ja="古い方を外す", en="Old one goes"), 12),
        (Text(ja="なぜその日か", en="Why then"), 36),
        (Text(ja="先に終わっていること", en="Must be done before"), 28),
        (Text(ja="準備", en="Preparation"), 50),
        (Text(ja="当日", en="On the day"), 50),
        (Text(ja="戻し方", en="Way back"), 40),
        (Text(ja="紙で動く日数", en="Days on paper"), 14),
        (Text(ja="切るもの", en="Switched off"), 28),
        (Text(ja="なくなる通り道", en="Ways in that vanish"), 28),
        (Text(ja="つなぎ直すもの", en="To be connected anew"), 28),
        (Text(ja="職員の時間", en="Staff hours"), 10),
        (Text(ja="足りない時間", en="Hours lacking"), 10),
        (Text(ja="決めておくこと", en="To be settled"), 50),
    )
    return Sheet(
        title=Text(ja="移行の波", en="Waves"),
        about=Text(
            ja="読むための表です(書いても読み戻しません)。紙で動く日数は仮定です",
            en="For reading (what is written here is not read back). Days on paper are an assumption",
        ),
        columns=tuple(SheetColumn(title, width) for title, width in titles),
        rows=tuple(_wave(roadmap, wave) for wave in roadmap.waves.waves),
    )


def _wave(roadmap: Roadmap, wave: Wave) -> tuple[Cell, ...]:
    before = [one.name for one in roadmap.waves.waves if one.id in wave.needs]
    return (
        wave.number,
        wave.name,
        wave.start,
        wave.cut_over,
        wave.end,
        wave.why_then,
        listed_lines((*before, *(base.name for base in wave.foundations))),
        listed_lines(wave.preparation),
        listed_lines(wave.steps),
        wave.fallback,
        days_range(wave.paper_days),
        listed_lines(wave.switched_off),
        listed_lines(wave.links_vanish),
        listed_lines(wave.reconnect),
        round(wave.hours),
        round(wave.outside_hours),
        listed_lines(wave.warnings),
    )


def _dates(roadmap: Roadmap) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (one.on, DATE_NAMES[one.kind], one.title, one.about) for one in roadmap.dates
    ]
    rows += [(None, Text(ja="分からない日", en="Unknown"), one, EMPTY) for one in roadmap.unknown_dates]
    return Sheet(
        title=Text(ja="期日", en="Dates"),
        about=Text(
            ja="読むための表です。同じ日付をカレンダー(roadmap.ics)にも書きました",
            en="For reading. The same dates are in the calendar file roadmap.ics",
        ),
        columns=(
            SheetColumn(Text(ja="日", en="Day"), 12),
            SheetColumn(Text(ja="種類", en="Kind"), 22),
            SheetColumn(Text(ja="内容", en="What"), 54),
            SheetColumn(Text(ja="説明", en="About"), 70),
        ),
        rows=tuple(rows),
    )


def _hours(roadmap: Roadmap) -> Sheet:
    return Sheet(
        title=Text(ja="職員の時間", en="Staff hours"),
        about=roadmap.waves.hours_basis,
        columns=(
            SheetColumn(Text(ja="3か月の初日", en="Quarter from"), 14),
            SheetColumn(Text(ja="使える時間", en="Available"), 14),
            SheetColumn(Text(ja="移行に使う時間", en="For the moves"), 16),
            SheetColumn(Text(ja="足りない時間", en="Lacking"), 16),
        ),
        rows=tuple(
            (one.start, round(one.free), round(one.own), round(one.outside)) for one in roadmap.waves.quarters
        ),
    )


def listed_lines(parts: tuple[Text, ...]) -> Text:
    """Put parts on lines of their own."""
    if not parts:
        return Text(ja="なし", en="none")
    return Text(ja="\n".join(one.ja for one in parts), en="\n".join(one.en for one in parts))
