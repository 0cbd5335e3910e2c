"""The time axis of a Gantt chart: years and quarters, and labelled days that never lie on each other."""

from dataclasses import dataclass
from datetime import date

from inmori.report.figures.svg import GRID, INK, QUIET, RED, Canvas
from inmori.report.figures.text_width import cut, width_of
from inmori.text import Language

_YEAR_SIZE, _QUARTER_SIZE, _MARK_SIZE = 13.0, 10.5, 11.0
_QUARTERS = {1: "1–3", 4: "4–6", 7: "7–9", 10: "10–12"}


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from ``first`` to ``last`` laid out between ``left`` and ``right``."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where a day begins; days outside lie on the edge."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def holds(self, start: date, end: date) -> bool:
        """Whether any of these days is on the axis."""
        return start <= self.last and end >= self.first

    def starts(self) -> list[date]:
        """Return the first days of the quarters on the axis."""
        found, day = [], date(self.first.year, 3 * ((self.first.month - 1) // 3) + 1, 1)
        while day <= self.last:
            found.append(day)
            day = date(day.year + (day.month == 10), (day.month + 2) % 12 + 1, 1)
        return found


def draw_axis(canvas: Canvas, axis: Axis, language: Language, *, top: float, floor: float) -> None:
    """Draw years above quarters, with a line down for each; quarters too narrow for words stay without."""
    for index, day in enumerate(axis.starts()):
        x = axis.x(day)
        new_year = day.month == 1 or index == 0
        canvas.line(x, top + (0 if new_year else 24), x, floor, stroke=INK if day.month == 1 else GRID, stroke_width=0.8)
        words = _QUARTERS[day.month] + ("月" if language == "ja" else "")
        room = axis.x(axis.starts()[index + 1]) - x if index + 1 < len(axis.starts()) else axis.right - x
        if width_of(words, _QUARTER_SIZE) + 4 <= room:
            canvas.text(x + 2, top + 42, words, size=_QUARTER_SIZE, fill=QUIET)
        elif width_of(_QUARTERS[day.month], 9) + 2 <= room:
            canvas.text(x + 1, top + 42, _QUARTERS[day.month], size=9, fill=QUIET)
    years = range(axis.first.year, axis.last.year + 1)
    for year in years:
        left = axis.x(max(date(year, 1, 1), axis.first))
        words = f"{year}年" if language == "ja" else str(year)
        if width_of(words, _YEAR_SIZE) + 4 <= axis.x(date(year, 12, 31)) - left:
            canvas.text(left + 3, top + 17, words, size=_YEAR_SIZE, bold=True)
    canvas.line(axis.left, top + 48, axis.right, top + 48, stroke=INK, stroke_width=1)


def draw_marks(canvas: Canvas, axis: Axis, marks: list[tuple[date, str]], *, top: float, floor: float) -> None:
    """Draw labelled days as broken lines; a label without room is left out, its line stays."""
    end = axis.left
    for day, words in sorted(marks):
        if not axis.holds(day, day):
            continue
        x = axis.x(day)
        canvas.line(x, top, x, floor, stroke=RED, stroke_width=1.4, stroke_dasharray="5 3")
        words = cut(words, _MARK_SIZE, 420)
        left = max(end, min(x + 3, axis.right - width_of(words, _MARK_SIZE)))
        if left - x < 40 and left + width_of(words, _MARK_SIZE) <= axis.right:
            canvas.text(left, top + 13, words, size=_MARK_SIZE, fill=RED)
            end = left + width_of(words, _MARK_SIZE) + 8
