"""Roads under each other, one block per thing that is compared: where each lies, and how sure that is.

Each road has a sign of its own (open or filled, round or cornered), so no colour is needed. Every block has its own scale
from zero, with the values at its end; less is better in all of them.
"""

from dataclasses import dataclass

from inmori.report.figures.svg import BLUE, GRID, INK, PAPER, QUIET, Canvas, Drawing
from inmori.report.figures.text_width import cut, width_of, wrapped
from inmori.text import Language, Text

WIDTH, LABEL, VALUE, LINE, TOP = 760.0, 180.0, 120.0, 15.0, 34.0
_SIZE = 12.5


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
    """The picture; ``names`` of two to four roads."""

    names: tuple[Text, ...]
    rows: tuple[RoadRow, ...]


def draw_two_roads(data: TwoRoads, *, language: Language, key: str, title: str, alt: str) -> Drawing:
    """Draw a block per comparison, the roads' ranges one under the other on a common scale."""
    high = LINE * max(len(data.names), 2) + 8
    names = _places([cut(name.in_(language), _SIZE, WIDTH - 24) for name in data.names])
    top = TOP + 20 * max((line for _, _, line in names), default=0)
    canvas = Canvas(width=WIDTH, height=top + high * len(data.rows) + 4)
    for index, (words, x, line) in enumerate(names):
        _marker(canvas, index, x + 8, 14 + 20 * line)
        canvas.text(x + 20, 18.5 + 20 * line, words, size=_SIZE, bold=True)
    for number, row in enumerate(data.rows):
        _row(canvas, row, language, y=top + number * high, high=high)
    return canvas.finished(key=key, title=title, alt=alt)


def _places(names: list[str]) -> list[tuple[str, float, int]]:
    """Return where each name stands: from left to right, on the next line where it finds no room."""
    found: list[tuple[str, float, int]] = []
    x, line = 0.0, 0
    for words in names:
        wide = 20 + width_of(words, _SIZE)
        if x and x + wide > WIDTH:
            x, line = 0.0, line + 1
        found.append((words, x, line))
        x += wide + 14
    return found


def _row(canvas: Canvas, row: RoadRow, language: Language, *, y: float, high: float) -> None:
    left, right = LABEL, WIDTH - VALUE
    canvas.line(0, y, WIDTH, y, stroke=GRID, stroke_width=0.6)
    for line, words in enumerate(wrapped(row.title.in_(language), _SIZE, LABEL - 14, lines=2)):
        canvas.text(0, y + 17 + line * 16, words, size=_SIZE)
    most = max((point.high for point in row.points), default=0.0) or 1.0
    scale = (right - left - 12) / most
    canvas.line(left, y + 4, left, y + high - 4, stroke=QUIET, stroke_width=0.8)
    for index, point in enumerate(row.points):
        middle = y + 4 + LINE * (index + 0.5)
        canvas.line(left + point.low * scale, middle, left + point.high * scale, middle, stroke=BLUE, stroke_width=2.2)
        for end in (point.low, point.high):
            canvas.line(left + end * scale, middle - 3.5, left + end * scale, middle + 3.5, stroke=BLUE, stroke_width=1.4)
        _marker(canvas, index, left + point.mid * scale, middle)
        canvas.text(right + 8, middle + 4, cut(point.words.in_(language), 11.5, VALUE - 10), size=11.5)


def _marker(canvas: Canvas, index: int, x: float, y: float) -> None:
    """Draw the sign of the road at this place: circle, square, triangle, diamond, filled and open in turn."""
    look: dict[str, str | float | None] = {"fill": INK if index % 2 == 0 else PAPER, "stroke": INK, "stroke_width": 1.8}
    match index % 4:
        case 0:
            canvas.circle(x, y, 4.2, **look)
        case 1:
            canvas.rect(x - 4.2, y - 4.2, 8.4, 8.4, **look)
        case 2:
            canvas.polygon([(x - 5, y + 4.2), (x + 5, y + 4.2), (x, y - 5)], **look)
        case _:
            canvas.polygon([(x - 5.4, y), (x, y - 5.4), (x + 5.4, y), (x, y + 5.4)], **look)
