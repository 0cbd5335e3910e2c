"""The roadmap in the assessment: the waves as a chart and in words, then the measures as charts."""

from datetime import date

from inmori.plan.roadmap import Roadmap
from inmori.plan.wave import Wave
from inmori.report.block import Block, Bullets, Card, Column, Figure, Paragraph, Section, Subheading, Table
from inmori.report.documents.roadmap.charts import measures_charts, told, waves_chart
from inmori.report.documents.roadmap.tasks import gone_blocks, tasks_blocks
from inmori.report.wording import EMPTY, amount, day, days_range, listed, same, shortened
from inmori.text import Text

_TITLE = Text(ja="工程表", en="Roadmap")
_WAVES = Text(ja="移行の波", en="Migration waves")
_NONE = Text(ja="なし", en="none")


def roadmap_section(
    roadmap: Roadmap | None,
    *,
    today: date,
    move: Roadmap | None = None,
    earlier: Roadmap | None = None,
    reasons: dict[str, Text] | None = None,
) -> Section | None:
    """Build the section; None when no road was compared or it asks nothing of anybody.

    ``move`` is the roadmap of the road on which systems leave the site, where the roadmap follows another one. Its waves
    are shown as well, because a board cannot weigh a move that it has not seen in time. ``earlier`` is the roadmap
    that people have worked on: what it had and this one has not is told, with the plan's ``reasons`` by measure.
    """
    if roadmap is None or not roadmap.items:
        return None
    lead = Text(
        ja=f"「{roadmap.direction_name.ja}」の工程表です。{roadmap.chosen_because.ja}",
        en=f"The roadmap of “{roadmap.direction_name.en}”. {roadmap.chosen_because.en}",
    )
    blocks: list[Block] = [
        Paragraph(lead, "lead"),
        *gone_blocks(roadmap, earlier, reasons=reasons or {}),
        *tasks_blocks(roadmap, today=today),
        *_charts(roadmap),
        *(_waves(roadmap, followed=True) if roadmap.waves.waves or move is None else ()),
        *(_waves(move, followed=False) if move is not None and move.direction != roadmap.direction else ()),
    ]
    if roadmap.unknown_dates:
        blocks += [
            Subheading(Text(ja="分からない日付", en="Dates that are not known")),
            Bullets(tuple(shortened(one, ja=200, en=320) for one in roadmap.unknown_dates)),
        ]
    return Section(id="roadmap", title=_TITLE, blocks=tuple(blocks), wide=True)


def _waves(roadmap: Roadmap, *, followed: bool) -> list[Block]:
    chart, name = waves_chart(roadmap), roadmap.direction_name
    if chart is None:
        stays = Text(
            ja="この道では、院外へ移すシステムはありません。", en="On this road no system leaves the site."
        )
        return [Paragraph(roadmap.waves.none_because or stays)]
    hours = roadmap.waves.hours_basis
    title = _WAVES
    if not followed:
        title = Text(ja=f"移行の波(「{name.ja}」を選ぶ場合)", en=f"Migration waves (if “{name.en}” is taken)")
    note = Text(
        ja=f"移す日は、今の契約の終わりに合わせ、毎月の請求と重ならない土曜日にしました。{hours.ja}。紙で動く日数は仮定です。",
        en=f"Moves are set to the end of what is paid for, on Saturdays clear of the monthly claims. {hours.en}. Days on paper are assumed.",
    )
    return [
        Figure(title=title, picture=chart, alt=told(chart)),
        Paragraph(note, "note"),
        _table(roadmap.waves.waves, title),
        *(_card(roadmap, wave) for wave in roadmap.waves.waves),
        Subheading(Text(ja="院内に残るもの", en="What stays on site")),
        Paragraph(_listed(roadmap.waves.stays, 24)),
    ]


def _table(waves: tuple[Wave, ...], title: Text) -> Table:
    return Table(
        caption=title,
        columns=(
            Column(Text(ja="移すもの", en="Systems"), 1.6),
            Column(Text(ja="準備", en="Begin"), 0.8),
            Column(Text(ja="切替", en="Change"), 0.9),
            Column(Text(ja="旧を外す", en="Old goes"), 0.8),
            Column(Text(ja="紙で動く", en="On paper"), 0.9),
            Column(Text(ja="職員の時間", en="Staff hours"), 1.0),
            Column(Text(ja="なくなる通り道", en="Ways in that vanish"), 1.8),
            Column(Text(ja="切るもの", en="Switched off"), 1.8),
        ),
        rows=tuple(_row(wave) for wave in waves),
        small=True,
    )


def _row(wave: Wave) -> tuple[Text, ...]:
    sure = "" if wave.target else "(仮)"
    sure_en = "" if wave.target else " (provisional)"
    lacking = wave.outside_hours
    work = Text(
        ja=f"{amount(wave.hours)}時間" + (f"(うち{amount(lacking)}時間不足)" if lacking >= 0.5 else ""),
        en=f"{amount(wave.hours)} h" + (f" ({amount(lacking)} lacking)" if lacking >= 0.5 else ""),
    )
    return (
        Text(ja=f"{wave.number}. {wave.name.ja}", en=f"{wave.number}. {wave.name.en}"),
        same(wave.start.isoformat()),
        Text(ja=f"{wave.cut_over.isoformat()}{sure}", en=f"{wave.cut_over.isoformat()}{sure_en}"),
        same(wave.end.isoformat()),
        days_range(wave.paper_days),
        work,
        _listed(wave.links_vanish, 3),
        _listed(wave.switched_off, 3),
    )


def _card(roadmap: Roadmap, wave: Wave) -> Card:
    before = [one.name for one in roadmap.waves.waves if one.id in wave.needs]
    before += [base.name for base in wave.foundations]
    lines = [
        (Text(ja="なぜその日か", en="Why then"), wave.why_then),
        (Text(ja="先に要るもの", en="Needed before"), _listed(tuple(before), 8)),
        (Text(ja="準備", en="Prepare"), _sentences(wave.preparation)),
        (Text(ja="当日", en="On the day"), _sentences(wave.steps)),
        (Text(ja="戻し方", en="Way back"), wave.fallback),
        (Text(ja="決めること", en="To settle"), _sentences(wave.warnings)),
    ]
    cut_over = day(wave.cut_over)
    return Card(
        badge=same(str(wave.number)),
        mark="neutral",
        title=Text(ja=f"{wave.name.ja}: {cut_over.ja}に切替", en=f"{wave.name.en}: change over on {cut_over.en}"),
        lines=tuple((label, words) for label, words in lines if words.ja),
    )


def _charts(roadmap: Roadmap) -> list[Block]:
    charts = measures_charts(roadmap)
    title = Text(ja="対策の工程", en="Measures in time")
    blocks: list[Block] = []
    for number, chart in enumerate(charts, start=1):
        part = f"({number}/{len(charts)})" if len(charts) > 1 else ""
        named = Text(ja=f"{title.ja}{part}", en=f"{title.en} {part}".strip())
        blocks.append(Figure(title=named, picture=chart, alt=told(chart)))
    return blocks


def _sentences(parts: tuple[Text, ...]) -> Text:
    if not parts:
        return EMPTY
    return Text(ja="".join(one.ja for one in parts), en=" ".join(one.en for one in parts))


def _listed(names: tuple[Text, ...], limit: int) -> Text:
    if not names:
        return _NONE
    return Text(
        ja=listed([one.ja for one in names], limit=limit).ja, en=listed([one.en for one in names], limit=limit).en
    )
