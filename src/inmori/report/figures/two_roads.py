"""Two roads beside each other, one row per thing that is compared: where each lies, and how sure that is.

A filled circle and an open square tell the roads apart, so no colour is needed. Every row has its own scale from zero,
with the values at its end; less is better in all of them.
"""

from dataclasses import dataclass

from inmori.report.figures.svg import BLUE, GRID, INK, PAPER, QUIET, Canvas, Drawing
from inmori.report.figures.text_width import cut, width_of
from inmori.text import Language, Text

WIDTH, LABEL, VALUE, ROW, TOP = 760.0, 210.0, 190.0, 46.0, 40.0
_SIZE = 13.0


@dataclass(frozen=True, slots=True)
class RoadPoint:
    """One road in one row: value, its range, and the words shown."""

    low: float
    mid: float
    high: float
    words: Text


@dataclass(frozen=True, slots=True)
class RoadRow:
    """One thing compared; one point per road, in the order of the names."""

    title: Text
    points: tuple[RoadPoint, ...]


@dataclass(frozen=True, slots=True)
class TwoRoads:
    """The picture; ``names`` of two roads."""

    names: tuple[Text, ...]
    rows: tuple[RoadRow, ...]


def draw_two_roads(data: TwoRoads, *, language: Language, key: str, title: str, alt: str) -> Drawing:
    """Draw a row per comparison, the roads' ranges one under the other on a common scale."""
    canvas = Canvas(width=WIDTH, height=TOP + ROW * len(data.rows) + 6)
    x = LABEL
    for index, name in enumerate(data.names):
        words = name.in_(language)
        _marker(canvas, index, x + 8, 14)
        canvas.text(x + 22, 19, words, size=_SIZE, bold=True)
        x += 22 + width_of(words, _SIZE) + 36
    for number, row in enumerate(data.rows):
        _row(canvas, row, language, y=TOP + number * ROW)
    return canvas.finished(key=key, title=title, alt=alt)


def _row(canvas: Canvas, row: RoadRow, language: Language, *, y: float) -> None:
    left, right = LABEL, WIDTH - VALUE
    canvas.line(0, y, WIDTH, y, stroke=GRID, stroke_width=0.6)
    canvas.text(0, y + 27, cut(row.title.in_(language), _SIZE, LABEL - 14), size=_SIZE)
    most = max((point.high for point in row.points), default=0.0) or 1.0
    scale = (right - left - 12) / most
    canvas.line(left, y + 4, left, y + ROW - 4, stroke=QUIET, stroke_width=0.8)
    for index, point in enumerate(row.points):
        middle = y + (14, 33)[index % 2]
        canvas.line(left + point.low * scale, middle, left + point.high * scale, middle, stroke=BLUE, stroke_width=2.4)
        for end in (point.low, point.high):
            canvas.line(left + end * scale, middle - 4, left + end * scale, middle + 4, stroke=BLUE, stroke_width=1.4)
        _marker(canvas, index, left + point.mid * scale, middle)
        canvas.text(right + 8, middle + 4, cut(point.words.in_(language), 11.5, VALUE - 10), size=11.5)


def _marker(canvas: Canvas, index: int, x: float, y: float) -> None:
    if index % 2 == 0:
        canvas.circle(x, y, 5.5, fill=INK)
    else:
        canvas.rect(x - 5, y - 5, 10, 10, fill=PAPER, stroke=INK, stroke_width=2)
