"""The roadmap as a Gantt chart: one row per task, quarters across, days that bind as lines through all rows.

Parts of a task differ by filling and shape, never by colour alone, so that a copy in grey says the same.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from inmori.report.figures.gantt_axis import Axis, draw_axis, draw_marks
from inmori.report.figures.svg import BLUE, GRID, INK, PALE, PAPER, QUIET, Canvas, Drawing
from inmori.report.figures.text_width import width_of, wrapped
from inmori.text import Language, Text

Look = Literal["work", "rehearse", "cut_over", "fallback", "off", "due"]
WIDTH, LABEL, ROW, TOP, HEAD = 1000.0, 300.0, 26.0, 96.0, 24.0
_SIZE, _FINE = 12.5, 10.5
_LEGEND: tuple[tuple[Look, Text], ...] = (
    ("work", Text(ja="準備・作業", en="Work")),
    ("rehearse", Text(ja="通し稽古", en="Rehearsal")),
    ("cut_over", Text(ja="切替", en="Change-over")),
    ("fallback", Text(ja="戻せる期間", en="Way back open")),
    ("off", Text(ja="古い方を外す", en="Old one goes")),
    ("due", Text(ja="期限", en="Due")),
)


@dataclass(frozen=True, slots=True)
class GanttBar:
    """One part of a task, both days included."""

    look: Look
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One task; a row without bars is a heading."""

    label: Text
    bars: tuple[GanttBar, ...] = ()


@dataclass(frozen=True, slots=True)
class GanttMark:
    """A day that goes through all rows."""

    on: date
    label: Text


@dataclass(frozen=True, slots=True)
class GanttHours:
    """Hours of one quarter: what the staff has, what the waves take, what must be bought."""

    start: date
    free: float
    own: float
    outside: float


@dataclass(frozen=True, slots=True)
class Gantt:
    """The whole chart."""

    first: date
    last: date
    rows: tuple[GanttRow, ...]
    marks: tuple[GanttMark, ...] = ()
    hours: tuple[GanttHours, ...] = ()


def draw_gantt(data: Gantt, *, language: Language, key: str, title: str, alt: str) -> Drawing:
    """Draw the chart; what lies outside its days is cut at the edge."""
    marks = 18.0 if data.marks else 0.0
    hours = 96.0 if data.hours else 0.0
    floor = TOP + marks + ROW * len(data.rows)
    canvas = Canvas(width=WIDTH, height=floor + hours + 12)
    axis = Axis(first=data.first, last=max(data.last, data.first + timedelta(days=92)), left=LABEL, right=WIDTH - 8)
    _patterns(canvas, key)
    used = {bar.look for row in data.rows for bar in row.bars}
    _legend(canvas, key, language, used)
    draw_axis(canvas, axis, language, top=TOP - HEAD * 2, floor=floor + hours)
    for index, row in enumerate(data.rows):
        _row(canvas, axis, row, language, key, y=TOP + marks + index * ROW)
    draw_marks(canvas, axis, [(m.on, m.label.in_(language)) for m in data.marks], top=TOP, floor=floor)
    if data.hours:
        _hours(canvas, axis, data.hours, language, key, top=floor + 8)
    return canvas.finished(key=key, title=title, alt=alt)


def _row(canvas: Canvas, axis: Axis, row: GanttRow, language: Language, key: str, *, y: float) -> None:
    canvas.line(0, y + ROW, WIDTH - 8, y + ROW, stroke=GRID, stroke_width=0.5)
    heading = not row.bars
    indent = 0.0 if heading else 10.0
    _label(canvas, row.label.in_(language), indent, y, bold=heading)
    for bar in sorted(row.bars, key=lambda one: one.look == "cut_over"):  # the sign lies on top of what is beside it
        if axis.holds(bar.start, bar.end):
            left, right = axis.x(bar.start), axis.x(bar.end + timedelta(days=1))
            _shape(canvas, bar.look, left, max(right, left + 2), y + 5, ROW - 10, key)


def _label(canvas: Canvas, words: str, x: float, y: float, *, bold: bool) -> None:
    """Write a row's name: on one line where it fits, else smaller on two."""
    room = LABEL - 12 - x
    words = " ".join(words.split())
    if width_of(words, _SIZE) <= room:
        canvas.text(x, y + ROW - 8, words, size=_SIZE, bold=bold)
        return
    parts = wrapped(words, _FINE, room, lines=2)
    first = y + 11 if len(parts) > 1 else y + ROW - 9
    for line, part in enumerate(parts):
        canvas.text(x, first + line * 11.5, part, size=_FINE, bold=bold)


def _shape(canvas: Canvas, look: Look, left: float, right: float, top: float, high: float, key: str) -> None:
    middle, half = top + high / 2, high / 2
    if look == "cut_over":
        points = [(left, middle - half), (left + half, middle), (left, middle + half), (left - half, middle)]
        canvas.polygon(points, fill=INK, stroke=PAPER, stroke_width=1)
    elif look == "off":
        for direction in (-1, 1):
            canvas.line(left - 5, middle - 5 * direction, left + 5, middle + 5 * direction, stroke=INK, stroke_width=2.2)
    elif look == "due":
        canvas.polygon([(right - 5, top + 2), (right + 5, top + 2), (right, top + high - 1)], fill=INK)
    else:
        fill = {"work": PALE, "rehearse": f"url(#{key}-stripes)", "fallback": PAPER}[look]
        dashes = "3 2" if look == "fallback" else None
        canvas.rect(left, top, right - left, high, fill=fill, stroke=BLUE, stroke_width=1.2, stroke_dasharray=dashes)


def _legend(canvas: Canvas, key: str, language: Language, used: set[Look]) -> None:
    x = 4.0
    for look, name in _LEGEND:
        if look in used:
            words = name.in_(language)
            wide = 24.0 if look in ("work", "rehearse", "fallback") else 2.0
            _shape(canvas, look, x + (0 if wide > 2 else 10), x + (wide if wide > 2 else 12), 8, 16, key)
            canvas.text(x + 32, 21, words, size=_SIZE)
            x += 32 + width_of(words, _SIZE) + 22


def _hours(
    canvas: Canvas, axis: Axis, hours: tuple[GanttHours, ...], language: Language, key: str, *, top: float
) -> None:
    """Bars per quarter: outlined what the staff has, filled what the waves take, hatched what must be bought."""
    title = Text(ja="移行に使う職員の時間(3か月ごと)", en="Staff hours for the moves, by quarter")
    note = Text(
        ja="枠=使える時間 塗り=使う時間 斜線=足りない時間", en="frame: available, filled: used, hatched: lacking"
    )
    for line, words in enumerate(wrapped(title.in_(language), _SIZE, LABEL - 8, lines=2)):
        canvas.text(0, top + 18 + line * 15, words, size=_SIZE, bold=True)
    for line, words in enumerate(wrapped(note.in_(language), _FINE, LABEL - 8, lines=2)):
        canvas.text(0, top + 52 + line * 14, words, size=_FINE, fill=QUIET)
    tallest = max(max(each.free, each.own + each.outside) for each in hours) or 1.0
    high, floor = 52.0, top + 72
    canvas.line(LABEL, floor, WIDTH - 8, floor, stroke=INK, stroke_width=1)
    for each in hours:
        end = each.start + timedelta(days=91)
        if not axis.holds(each.start, end):
            continue
        left, right = axis.x(each.start) + 2, axis.x(end) - 2
        own, free, outside = (value / tallest * high for value in (each.own, each.free, each.outside))
        canvas.rect(left, floor - own, right - left, own, fill=GRID)
        canvas.rect(left, floor - own - outside, right - left, outside, fill=f"url(#{key}-stripes)", stroke=INK, stroke_width=0.6)
        canvas.rect(left, floor - free, right - left, free, fill="none", stroke=INK, stroke_width=1)
        total = f"{each.own + each.outside:,.0f}"
        if width_of(total, 9.5) <= right - left + 4:
            canvas.text((left + right) / 2, floor + 12, total, size=9.5, anchor="middle", fill=QUIET)


def _patterns(canvas: Canvas, key: str) -> None:
    canvas.parts.append(
        f'<defs><pattern id="{key}-stripes" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{PAPER}"/>'
        f'<line x1="0" y1="0" x2="0" y2="6" stroke="{INK}" stroke-width="2.4"/></pattern></defs>'
    )
