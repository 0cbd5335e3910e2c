"""The roadmap as a workbook: tasks to fill in (yellow), then the waves, the dates and the staff's hours to read.

``read_back`` finds the columns of the first sheet by these titles, so both stand here.
"""

from datetime import date

from inmori.plan.renewal import year_start
from inmori.plan.roadmap import DATE_NAMES, STATE_NAMES, Roadmap, RoadmapItem
from inmori.plan.wave import Wave
from inmori.report.block import Annex, Cell, Imprint, Sheet, SheetColumn
from inmori.report.documents.roadmap.tasks import by_day
from inmori.report.wording import EMPTY, day, days_range, joined, same, yen_range
from inmori.text import Text

TASKS = Text(ja="工程表", en="Roadmap")
KEY = SheetColumn(Text(ja="記号", en="Id"), 20)
START = SheetColumn(Text(ja="開始", en="Start"), 12, editable=True)
DUE = SheetColumn(Text(ja="期限", en="Due"), 12, editable=True)
OWNER = SheetColumn(Text(ja="担当者", en="Owner"), 18, editable=True)
STATE = SheetColumn(Text(ja="状態", en="State"), 10, editable=True, choices=tuple(STATE_NAMES.values()))
NOTE = SheetColumn(Text(ja="メモ", en="Note"), 24, editable=True)
COUNTED = SheetColumn(Text(ja="数え始め", en="Counted from"), 11)
PLANNED = SheetColumn(Text(ja="案の開始", en="Start proposed"), 11)
_NONE = Text(ja="なし", en="none")
_WAVES = Text(ja="移行の波", en="Waves")
_HOURS = Text(ja="職員の時間", en="Staff hours")
_READ_ONLY = Text(
    ja="読むための表です(書いても読み戻しません)。紙で動く日数は仮定です",
    en="For reading (what is written here is not read back). Days on paper are an assumption",
)


def roadmap_book(roadmap: Roadmap, *, version: str) -> Annex:
    """Build the workbook."""
    return Annex(
        imprint=_imprint(roadmap, version),
        sheets=(_tasks(roadmap), *_waves(roadmap), _dates(roadmap), *_hours(roadmap)),
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
            "費用は税抜の中央の見込みで、幅は「費用の幅」にあります。「数え始め」は、費用と効き目をその年から数えた日です(消さないでください)",
            en="Only the yellow columns (start, due, owner, state, note) are read back, by inmori roadmap --read. "
            "Costs are middle estimates without tax; their ranges stand beside them. Cost and effect are counted from the year "
            "that begins on “Counted from” (leave it in)",
        ),
        columns=(
            SheetColumn(Text(ja="対策", en="Measure"), 30),
            START,
            DUE,
            OWNER,
            STATE,
            NOTE,
            SheetColumn(Text(ja="誰が(案)", en="Who (proposed)"), 18),
            SheetColumn(Text(ja="なぜ", en="Why"), 32),
            SheetColumn(Text(ja="初期費用(円)", en="Capital (JPY)"), 14, amounts=True),
            SheetColumn(Text(ja="年間費用(円)", en="A year (JPY)"), 14, amounts=True),
            SheetColumn(Text(ja="費用の幅", en="Range of cost"), 24),
            SheetColumn(Text(ja="作業(時間)", en="Work (hours)"), 10, amounts=True),
            KEY,
            COUNTED,
            PLANNED,
        ),
        rows=tuple(_task(item, roadmap.today) for item in by_day(roadmap.items)),
    )


def _task(item: RoadmapItem, today: date) -> tuple[Cell, ...]:
    capital, yearly = yen_range(item.capital), yen_range(item.yearly)
    return (
        item.name,
        item.start,
        item.due,
        item.owner,
        STATE_NAMES[item.state],
        item.note,
        item.who,
        item.why,
        round(item.capital.mid),
        round(item.yearly.mid),
        Text(ja=f"初期 {capital.ja}\n年 {yearly.ja}", en=f"once {capital.en}\na year {yearly.en}"),
        round(item.hours),
        item.measure,
        None if item.year is None else year_start(today, item.year),
        item.planned,
    )


def _waves(roadmap: Roadmap) -> tuple[Sheet, ...]:
    """Return the waves with their days, and what each asks of people line by line; one sentence where nothing moves."""
    waves = roadmap.waves.waves
    if not waves:
        why = roadmap.waves.none_because or Text(
            ja=f"「{roadmap.direction_name.ja}」では院外へ移すシステムがないため、移行の波はありません。",
            en=f"On “{roadmap.direction_name.en}” no system leaves the site, so there are no waves.",
        )
        other = Text(
            ja="クラウド移行の道の波は inmori roadmap --direction cloud で作れます。",
            en="inmori roadmap --direction cloud writes those of the move.",
        )
        words = why if roadmap.direction == "cloud" else joined((why, other))
        return (_sentence(_WAVES, words),)
    return _days(roadmap, waves), _lines(waves)


def _sentence(title: Text, words: Text) -> Sheet:
    """Return a sheet that says why it has no table."""
    return Sheet(title=title, about=_READ_ONLY, columns=(SheetColumn(title, 90),), rows=((words,),))


def _days(roadmap: Roadmap, waves: tuple[Wave, ...]) -> Sheet:
    titles = (
        (Text(ja="移すもの", en="Systems"), 36),
        (Text(ja="順番", en="No."), 8),
        (Text(ja="準備を始める", en="Begin"), 13),
        (Text(ja="切替", en="Change over"), 13),
        (Text(ja="古い方を外す", en="Old one goes"), 13),
        (Text(ja="日の決まり方", en="Day is"), 12),
        (Text(ja="紙で動く日数", en="Days on paper"), 16),
        (Text(ja="職員の時間", en="Staff hours"), 11),
        (Text(ja="足りない時間", en="Hours lacking"), 13),
        (Text(ja="先に終わっていること", en="Must be done before"), 34),
    )
    return Sheet(
        title=_WAVES,
        about=_READ_ONLY,
        columns=tuple(SheetColumn(title, width) for title, width in titles),
        rows=tuple(
            (
                wave.name,
                wave.number,
                wave.start,
                wave.cut_over,
                wave.end,
                Text(ja="契約の終わり", en="by contract") if wave.target else Text(ja="仮", en="provisional"),
                days_range(wave.paper_days),
                round(wave.hours),
                round(wave.outside_hours),
                listed_lines(_before(roadmap, wave)),
            )
            for wave in waves
        ),
    )


def _lines(waves: tuple[Wave, ...]) -> Sheet:
    """One row per sentence of each wave: long cells would be cut on screen and paper."""
    rows: list[tuple[Cell, ...]] = []
    for wave in waves:
        answers: tuple[tuple[Text, tuple[Text, ...]], ...] = (
            (Text(ja="なぜその日か", en="Why then"), (wave.why_then,)),
            (Text(ja="準備", en="Preparation"), wave.preparation),
            (Text(ja="当日", en="On the day"), wave.steps),
            (Text(ja="戻し方", en="Way back"), (wave.fallback,)),
            (Text(ja="切るもの", en="Switched off"), wave.switched_off),
            (Text(ja="なくなる通り道", en="Ways in that vanish"), wave.links_vanish),
            (Text(ja="つなぎ直すもの", en="To be connected anew"), wave.reconnect),
            (Text(ja="決めておくこと", en="To be settled"), wave.warnings),
        )
        rows += [(wave.name, what, words) for what, each in answers for words in each or (_NONE,)]
    return Sheet(
        title=Text(ja="移行の手順", en="Steps of the waves"),
        about=_READ_ONLY,
        columns=(
            SheetColumn(Text(ja="移すもの", en="Systems"), 36),
            SheetColumn(Text(ja="項目", en="Part"), 20),
            SheetColumn(Text(ja="内容", en="What"), 100),
        ),
        rows=tuple(rows),
    )


def _before(roadmap: Roadmap, wave: Wave) -> tuple[Text, ...]:
    before = [one.name for one in roadmap.waves.waves if one.id in wave.needs]
    return (*before, *(base.name for base in wave.foundations))


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


def _hours(roadmap: Roadmap) -> tuple[Sheet, ...]:
    """Return the staff's hours by quarter; nothing where no move takes any."""
    quarters = roadmap.waves.quarters
    if not quarters:
        return ()
    return (
        Sheet(
            title=_HOURS,
            about=roadmap.waves.hours_basis,
            columns=(
                SheetColumn(Text(ja="3か月の初日", en="Quarter from"), 16),
                SheetColumn(Text(ja="使える時間", en="Available"), 14),
                SheetColumn(Text(ja="移行に使う時間", en="For the moves"), 16),
                SheetColumn(Text(ja="足りない時間", en="Lacking"), 16),
            ),
            rows=tuple((one.start, round(one.free), round(one.own), round(one.outside)) for one in quarters),
        ),
    )


def listed_lines(parts: tuple[Text, ...]) -> Text:
    """Put parts on lines of their own."""
    if not parts:
        return _NONE
    return Text(ja="\n".join(one.ja for one in parts), en="\n".join(one.en for one in parts))
