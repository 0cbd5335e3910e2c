"""What more money buys: cost and expected loss of the best roadmap found, budget by budget.

Two lines with their own shapes and words at their ends, and the present budget as a broken line.
"""

import math
from dataclasses import dataclass

from inmori.report.figures.svg import BLUE, GRID, INK, PAPER, QUIET, RED, Canvas, Drawing
from inmori.report.figures.text_width import cut, width_of
from inmori.text import Language, Text

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FLOOR = 760.0, 300.0, 96.0, 610.0, 48.0, 236.0
_SIZE, _SMALL = 13.0, 10.5


@dataclass(frozen=True, slots=True)
class FrontDot:
    """One budget: how much a year, what the roadmap costs and what attacks still cost."""

    budget: float
    label: Text
    cost: float
    loss: float


@dataclass(frozen=True, slots=True)
class Front:
    """Budgets in rising order; ``ticks`` are amounts on the upright axis with their words."""

    x_title: Text
    cost_name: Text
    loss_name: Text
    both_name: Text
    now_name: Text
    now: float | None
    dots: tuple[FrontDot, ...]
    ticks: tuple[tuple[float, Text], ...]


def steps_to(most: float, *, count: int = 4) -> tuple[float, ...]:
    """Return round amounts from 0 to at least ``most``."""
    if most <= 0:
        return (0.0,)
    rough = most / count
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough * 0.999)
    return tuple(step * at for at in range(math.ceil(most / step - 1e-9) + 1))


def draw_front(data: Front, *, language: Language, key: str, title: str, alt: str) -> Drawing:
    """Draw the lines over the budgets."""
    canvas = Canvas(width=WIDTH, height=HEIGHT)
    top = max((amount for amount, _ in data.ticks), default=1.0) or 1.0
    most = max((dot.budget for dot in data.dots), default=1.0) or 1.0

    def x(budget: float) -> float:
        return LEFT + 10 + (RIGHT - LEFT - 20) * budget / most

    def y(amount: float) -> float:
        return FLOOR - (FLOOR - TOP) * amount / top

    for amount, words in data.ticks:
        canvas.line(LEFT, y(amount), RIGHT, y(amount), stroke=INK if amount == 0 else GRID, stroke_width=0.8)
        canvas.text(LEFT - 8, y(amount) + 4, cut(words.in_(language), 11, LEFT - 10), size=11, anchor="end")
    if data.now is not None and data.now <= most:
        canvas.line(x(data.now), TOP - 14, x(data.now), FLOOR, stroke=RED, stroke_width=1.4, stroke_dasharray="5 3")
        said = data.now_name.in_(language)
        wide = width_of(said, 11)
        canvas.text(min(max(x(data.now) - wide / 2, LEFT), RIGHT - wide), TOP - 20, said, size=11, fill=RED)
    lines = (
        (data.both_name, [dot.cost + dot.loss for dot in data.dots], None),
        (data.cost_name, [dot.cost for dot in data.dots], "6 3"),
        (data.loss_name, [dot.loss for dot in data.dots], "2 3"),
    )
    ends: list[tuple[float, str]] = []
    for number, (name, amounts, dashes) in enumerate(lines):
        points = [(x(dot.budget), y(amount)) for dot, amount in zip(data.dots, amounts, strict=True)]
        if len(points) > 1:
            canvas.polyline(points, stroke=BLUE, stroke_width=2, stroke_dasharray=dashes)
        for at in points:
            _sign(canvas, number, *at)
        if points:
            ends.append((points[-1][1], name.in_(language)))
    _names(canvas, ends)
    _budgets(canvas, [(x(dot.budget), dot.label.in_(language)) for dot in data.dots])
    canvas.text((LEFT + RIGHT) / 2, FLOOR + 46, data.x_title.in_(language), size=_SIZE, anchor="middle", fill=QUIET)
    return canvas.finished(key=key, title=title, alt=alt)


def _sign(canvas: Canvas, number: int, x: float, y: float) -> None:
    if number == 0:
        canvas.circle(x, y, 4.5, fill=INK)
    elif number == 1:
        canvas.rect(x - 4, y - 4, 8, 8, fill=PAPER, stroke=INK, stroke_width=1.6)
    else:
        canvas.polygon([(x - 5, y + 4), (x + 5, y + 4), (x, y - 5)], fill=PAPER, stroke=INK, stroke_width=1.6)


def _names(canvas: Canvas, ends: list[tuple[float, str]]) -> None:
    """Write each line's name beside its end, one under the other."""
    below = 0.0
    for y, words in sorted(ends):
        below = max(y + 4, below + 16)
        canvas.text(RIGHT + 8, below, cut(words, 12, WIDTH - RIGHT - 10), size=12)


def _budgets(canvas: Canvas, labels: list[tuple[float, str]]) -> None:
    """Write the budgets under the axis; one that would lie on its neighbour is left out."""
    free = 0.0
    for x, words in labels:
        canvas.line(x, FLOOR, x, FLOOR + 5, stroke=INK, stroke_width=1)
        half = width_of(words, _SMALL) / 2
        if x - half >= free and x + half <= WIDTH:
            canvas.text(x, FLOOR + 20, words, size=_SMALL, anchor="middle")
            free = x + half + 6
