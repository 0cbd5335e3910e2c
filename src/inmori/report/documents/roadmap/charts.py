"""The roadmap as charts: the waves with the staff's hours under them, and the measures, sixteen to a chart."""

from datetime import date, timedelta

from inmori.plan.roadmap import Roadmap, RoadmapItem
from inmori.plan.wave import StageKind, Wave
from inmori.report.figures.gantt import Gantt, GanttBar, GanttHours, GanttMark, GanttRow, Look
from inmori.text import Text

ROWS = 16  # of measures on one chart: more would be too small to read on A4
_LOOKS: dict[StageKind, Look] = {
    "prepare": "work",
    "rehearse": "rehearse",
    "cut_over": "cut_over",
    "fallback": "fallback",
    "switch_off": "off",
}
_WAVES = Text(ja="移行の波", en="Migration waves")
_BEFORE = Text(ja="移行の前に要るもの", en="Needed before the moves")


def waves_chart(roadmap: Roadmap) -> Gantt | None:
    """Return the chart of the waves; None where nothing moves."""
    waves = roadmap.waves.waves
    if not waves:
        return None
    bases = [base for wave in waves for base in wave.foundations]
    rows = [GanttRow(_WAVES), *(_wave(wave) for wave in waves)]
    if bases:
        rows.append(GanttRow(_BEFORE))
        rows += [GanttRow(base.name, (*_work(base.start, base.due),)) for base in bases]
    return Gantt(
        first=roadmap.today,
        last=max(wave.end for wave in waves) + timedelta(days=60),
        rows=tuple(rows),
        marks=_marks(roadmap),
        hours=tuple(
            GanttHours(start=q.start, free=q.free, own=q.own, outside=q.outside) for q in roadmap.waves.quarters
        ),
    )


def measures_charts(roadmap: Roadmap) -> tuple[Gantt, ...]:
    """Return charts of the measures that are not part of a wave, in the order of their start."""
    in_waves = {name for wave in roadmap.waves.waves for name in wave.measures}
    in_waves |= {base.measure for wave in roadmap.waves.waves for base in wave.foundations}
    dated = [one for one in roadmap.items if one.start and one.due and one.measure not in in_waves]
    ordered = sorted(dated, key=lambda one: (one.start or date.min, one.due or date.min, one.measure))
    parts = -(-len(ordered) // ROWS)
    size = -(-len(ordered) // max(parts, 1))  # even parts: no last chart with two rows
    return tuple(_measures(roadmap, ordered[at : at + size]) for at in range(0, len(ordered), max(size, 1)))


def told(chart: Gantt) -> Text:
    """Say a chart in words, for those who cannot see it."""
    rows = [row for row in chart.rows if row.bars]
    return Text(
        ja="、".join(f"{row.label.ja} {_span(row)}" for row in rows),
        en=", ".join(f"{row.label.en} {_span(row)}" for row in rows),
    )


def _span(row: GanttRow) -> str:
    return f"{min(bar.start for bar in row.bars).isoformat()}–{max(bar.end for bar in row.bars).isoformat()}"


def _wave(wave: Wave) -> GanttRow:
    bars = tuple(GanttBar(_LOOKS[stage.kind], stage.start, stage.end) for stage in wave.stages)
    return GanttRow(Text(ja=f"{wave.number}. {wave.name.ja}", en=f"{wave.number}. {wave.name.en}"), bars)


def _measures(roadmap: Roadmap, items: list[RoadmapItem]) -> Gantt:
    rows: list[GanttRow] = []
    year = None
    for item in items:
        assert item.start is not None
        assert item.due is not None
        if item.start.year != year:
            year = item.start.year
            rows.append(GanttRow(Text(ja=f"{year}年に始める", en=f"Begin in {year}")))
        done = Text(ja="済 ", en="done: ") if item.state == "done" else Text(ja="", en="")
        label = Text(ja=f"{done.ja}{item.name.ja}", en=f"{done.en}{item.name.en}")
        rows.append(GanttRow(label, _work(item.start, item.due)))
    last = max(item.due for item in items if item.due)
    return Gantt(first=roadmap.today, last=last + timedelta(days=45), rows=tuple(rows), marks=_marks(roadmap))


def _work(start: date, due: date) -> tuple[GanttBar, ...]:
    return GanttBar("work", start, due), GanttBar("due", due, due)


def _marks(roadmap: Roadmap) -> tuple[GanttMark, ...]:
    return tuple(
        GanttMark(one.on, Text(ja=f"{one.on.isoformat()} {one.title.ja}", en=f"{one.on.isoformat()} {one.title.en}"))
        for one in roadmap.dates
        if one.kind == "legal"
    )
