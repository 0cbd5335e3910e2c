"""Two inputs at once: for each pair of values, which of two roads is cheaper, and by how much.

A filled circle and an open square tell the roads apart, as on the board's page, so no colour is needed; a thick line
runs where the answer turns, and a frame marks what is expected today.
"""

from dataclasses import dataclass

from inmori.report.figures.svg import GRID, INK, PALE, PAPER, QUIET, Canvas, Drawing
from inmori.report.figures.text_width import cut, width_of, wrapped
from inmori.text import Language, Text

WIDTH, LEFT, TOP, ROW = 760.0, 172.0, 96.0, 38.0
_SIZE, _SMALL = 13.0, 10.5


@dataclass(frozen=True, slots=True)
class TurningCell:
    """One pair of values: whether the first road is cheaper, and the difference in words."""

    first_cheaper: bool
    words: Text


@dataclass(frozen=True, slots=True)
class Turning:
    """The grid; ``cells[y][x]``, ``now`` is the column and row of what is expected today, where it is on the grid."""

    names: tuple[Text, Text]
    x_title: Text
    y_title: Text
    xs: tuple[Text, ...]
    ys: tuple[Text, ...]
    cells: tuple[tuple[TurningCell, ...], ...]
    now: tuple[int, int] | None = None


def draw_turning(data: Turning, *, language: Language, key: str, title: str, alt: str) -> Drawing:
    """Draw the grid with the lowest row at the bottom, as on a chart."""
    canvas = Canvas(width=WIDTH, height=TOP + ROW * len(data.ys) + 52)
    _legend(canvas, data, language)
    column = (WIDTH - LEFT - 4) / max(len(data.xs), 1)
    rows = list(reversed(range(len(data.ys))))
    floor = TOP + ROW * len(rows)
    for at, index in enumerate(rows):
        y = TOP + at * ROW
        canvas.text(LEFT - 10, y + ROW / 2 + 4, cut(data.ys[index].in_(language), 11, LEFT - 14), size=11, anchor="end")
        for x, cell in enumerate(data.cells[index]):
            _cell(canvas, cell, language, LEFT + x * column, y, column)
    _border(canvas, data, rows, column)
    if data.now is not None:
        x, y = data.now
        canvas.rect(LEFT + x * column + 2, TOP + rows.index(y) * ROW + 2, column - 4, ROW - 4, fill="none", stroke=INK,
                    stroke_width=1.6, stroke_dasharray="4 2")  # fmt: skip
    for x, label in enumerate(data.xs):
        words = cut(label.in_(language), _SMALL, column - 4)
        canvas.text(LEFT + (x + 0.5) * column, floor + 17, words, size=_SMALL, anchor="middle")
    canvas.text(LEFT + (WIDTH - LEFT) / 2, floor + 40, data.x_title.in_(language), size=_SIZE, anchor="middle", fill=QUIET)
    for line, words in enumerate(wrapped(data.y_title.in_(language), _SIZE, LEFT - 8, lines=2)):
        canvas.text(0, TOP - 24 + line * 16, words, size=_SIZE, fill=QUIET)
    return canvas.finished(key=key, title=title, alt=alt)


def _cell(canvas: Canvas, cell: TurningCell, language: Language, x: float, y: float, wide: float) -> None:
    canvas.rect(x, y, wide, ROW, fill=PAPER if cell.first_cheaper else PALE, stroke=GRID, stroke_width=0.6)
    marker(canvas, first=cell.first_cheaper, x=x + wide / 2, y=y + 12)
    canvas.text(x + wide / 2, y + ROW - 6, cut(cell.words.in_(language), _SMALL, wide - 6), size=_SMALL, anchor="middle")


def marker(canvas: Canvas, *, first: bool, x: float, y: float) -> None:
    """Draw the sign of a road: an open square for the first, a filled circle for the second."""
    if first:
        canvas.rect(x - 4.5, y - 4.5, 9, 9, fill=PAPER, stroke=INK, stroke_width=1.8)
    else:
        canvas.circle(x, y, 5, fill=INK)


def _border(canvas: Canvas, data: Turning, rows: list[int], column: float) -> None:
    """Draw the thick line between neighbours with different winners."""
    for at, index in enumerate(rows):
        y = TOP + at * ROW
        for x, cell in enumerate(data.cells[index]):
            left = LEFT + x * column
            if x and data.cells[index][x - 1].first_cheaper != cell.first_cheaper:
                canvas.line(left, y, left, y + ROW, stroke=INK, stroke_width=3)
            if at and data.cells[rows[at - 1]][x].first_cheaper != cell.first_cheaper:
                canvas.line(left, y, left + column, y, stroke=INK, stroke_width=3)


def _legend(canvas: Canvas, data: Turning, language: Language) -> None:
    """Explain signs and frame, from left to right; what finds no room goes to the second line."""
    first, second = data.names
    said = [
        Text(ja=f"{first.ja}が安い", en=f"{first.en} is cheaper"),
        Text(ja=f"{second.ja}が安い", en=f"{second.en} is cheaper"),
        *([Text(ja="今の見込み", en="expected today")] if data.now is not None else []),
    ]
    x, y = 0.0, 13.0
    for index, text in enumerate(said):
        room = 34.0 if index == 2 else 20.0
        words = cut(text.in_(language), _SIZE, WIDTH - room)
        wide = room + width_of(words, _SIZE)
        if x and x + wide > WIDTH:
            x, y = 0.0, 35.0
        if index == 2:
            canvas.rect(x, y - 8, 24, 16, fill="none", stroke=INK, stroke_width=1.6, stroke_dasharray="4 2")
        else:
            marker(canvas, first=index == 0, x=x + 7, y=y)
        canvas.text(x + room, y + 5, words, size=_SIZE)
        x += wide + 22
