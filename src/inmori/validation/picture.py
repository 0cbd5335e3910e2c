"""Ranges under each other: what was published, and what the model says. One row per figure, in words at the side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inmori.report.figures.svg import BLUE, GRID, INK, PALE, QUIET, Canvas
from inmori.report.figures.text_width import wrapped
from inmori.text import Text

_ROW, _TOP, _LABEL, _RIGHT, _WIDTH = 52.0, 44.0, 300.0, 24.0, 860.0


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: reported low, middle, high, and the model's, in one unit; ``mark`` says how they compare."""

    label: Text
    reported: tuple[float, float, float]
    model: tuple[float, float, float]
    mark: Text


def draw_ranges(rows: Sequence[Row], *, most: float, ticks: Sequence[tuple[float, str]], key: str, title: Text) -> str:
    """Return the SVG: the reported range above as a hatched bar, the model's below as a line with its middle."""
    canvas = Canvas(width=_WIDTH, height=_TOP + _ROW * len(rows) + 40)
    scale = (_WIDTH - _LABEL - _RIGHT) / most

    def at(value: float) -> float:
        return _LABEL + min(max(value, 0.0), most) * scale

    floor = _TOP + _ROW * len(rows)
    for value, words in ticks:
        canvas.line(at(value), _TOP - 8, at(value), floor, stroke=GRID, stroke_width=1)
        canvas.text(at(value), floor + 18, words, size=12, anchor="middle", fill=QUIET)
    _legend(canvas)
    for number, row in enumerate(rows):
        y = _TOP + number * _ROW
        for line, words in enumerate(wrapped(f"{row.label.ja}({row.mark.ja})", 13.0, _LABEL - 14, lines=2)):
            canvas.text(0, y + 16 + 17 * line, words, size=13)
        low, mid, high = (at(each) for each in row.reported)
        canvas.rect(low, y + 4, max(high - low, 3), 14, fill=PALE, stroke=INK, stroke_width=1)
        canvas.line(mid, y + 2, mid, y + 20, stroke=INK, stroke_width=2.5)
        low, mid, high = (at(each) for each in row.model)
        canvas.line(low, y + 32, high, y + 32, stroke=BLUE, stroke_width=3)
        canvas.rect(mid - 4, y + 27, 8, 10, fill=BLUE)
    return canvas.finished(key=key, title=title.ja, alt=f"{title.ja} / {title.en}").svg


def _legend(canvas: Canvas) -> None:
    canvas.rect(_LABEL, 8, 26, 14, fill=PALE, stroke=INK, stroke_width=1)
    canvas.text(_LABEL + 34, 20, "公表された値と幅", size=12)
    canvas.line(_LABEL + 170, 15, _LABEL + 200, 15, stroke=BLUE, stroke_width=3)
    canvas.rect(_LABEL + 181, 10, 8, 10, fill=BLUE)
    canvas.text(_LABEL + 208, 20, "モデルの値と幅(90%)", size=12)
