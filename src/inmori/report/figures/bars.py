"""Bars with a range: what moves the answer most (tornado), and what each road costs side by side (stacks)."""

from dataclasses import dataclass

from inmori.report.figures.svg import BLUE, GRID, INK, PALE, QUIET, RED, Canvas, Drawing
from inmori.report.figures.text_width import width_of, wrapped
from inmori.text import Language, Text

_SIZE = 13.0


@dataclass(frozen=True, slots=True)
class Swing:
    """One cause: the result when it is low and when it is high, in numbers and in words."""

    label: Text
    at_low: float
    at_high: float
    low_label: Text
    high_label: Text


@dataclass(frozen=True, slots=True)
class Tornado:
    """Causes with the result at their ends, the strongest first, around the ``centre``."""

    axis: Text
    centre: float
    centre_label: Text
    swings: tuple[Swing, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """One road: its parts one above the other, with the range of the whole."""

    label: Text
    parts: tuple[tuple[float, Text], ...]
    low: float
    high: float
    total_label: Text


@dataclass(frozen=True, slots=True)
class Stacks:
    """Roads side by side; ``part_names`` explains the fillings from the bottom up."""

    part_names: tuple[Text, ...]
    stacks: tuple[Stack, ...]


def draw_tornado(data: Tornado, *, language: Language, key: str, title: str, alt: str) -> Drawing:
    """Draw one row per cause: left end and right end carry their values in words."""
    row, top, label_width, value_width = 46.0, 40.0, 260.0, 120.0
    canvas = Canvas(width=760, height=top + row * len(data.swings) + 34)
    values = [value for swing in data.swings for value in (swing.at_low, swing.at_high)] + [data.centre]
    least, most = min(values), max(values)
    left, right = label_width + value_width, canvas.width - value_width
    scale = (right - left) / ((most - least) or 1.0)
    middle = left + (data.centre - least) * scale
    bottom = top + row * len(data.swings)
    canvas.line(middle, top - 8, middle, bottom, stroke=QUIET, stroke_width=1, stroke_dasharray="4 3")
    canvas.text(middle, top - 16, data.centre_label.in_(language), size=12, anchor="middle", fill=QUIET)
    for index, swing in enumerate(data.swings):
        y = top + index * row
        ends = sorted(((swing.at_low, swing.low_label), (swing.at_high, swing.high_label)), key=lambda end: end[0])
        x1, x2 = (left + (value - least) * scale for value, _ in ends)
        for line, words in enumerate(wrapped(swing.label.in_(language), _SIZE, label_width - 12, lines=2)):
            canvas.text(0, y + 18 + line * 17, words, size=_SIZE)
        canvas.rect(x1, y + 6, max(x2 - x1, 2), 22, fill=PALE, stroke=BLUE, stroke_width=1.5)
        canvas.text(x1 - 6, y + 22, ends[0][1].in_(language), size=12, anchor="end")
        canvas.text(x2 + 6, y + 22, ends[1][1].in_(language), size=12)
    canvas.text((left + right) / 2, bottom + 22, data.axis.in_(language), size=_SIZE, anchor="middle", fill=QUIET)
    return canvas.finished(key=key, title=title, alt=alt)


def draw_stacks(data: Stacks, *, language: Language, key: str, title: str, alt: str) -> Drawing:
    """Draw one column per road; parts differ by hatching, the whisker shows the range of the whole."""
    canvas = Canvas(width=720, height=374)
    top, floor, left = 64.0, 310.0, 16.0
    _fillings(canvas, key)
    tallest = max((max(stack.high, sum(value for value, _ in stack.parts)) for stack in data.stacks), default=1.0) or 1.0
    scale = (floor - top) / tallest
    step = (canvas.width - 2 * left) / max(len(data.stacks), 1)
    _legend(canvas, data, language, key, left)
    canvas.line(left, floor, canvas.width - left, floor, stroke=INK, stroke_width=1.5)
    for index, stack in enumerate(data.stacks):
        _stack(canvas, stack, language, key, x=left + index * step, step=step, floor=floor, scale=scale)
    return canvas.finished(key=key, title=title, alt=alt)


def _stack(
    canvas: Canvas, stack: Stack, language: Language, key: str, *, x: float, step: float, floor: float, scale: float
) -> None:
    width = min(step * 0.3, 70.0)
    bar = x + step * 0.1
    base = floor
    heights: list[tuple[float, str]] = []
    for number, (value, label) in enumerate(stack.parts):
        height = value * scale
        base -= height
        canvas.rect(bar, base, width, height, fill=f"url(#{key}-part{number})", stroke=INK, stroke_width=1)
        heights.append((base + height / 2 + 4, label.in_(language)))
    whisker = bar + width + 10
    low, high = floor - stack.low * scale, floor - stack.high * scale
    canvas.line(whisker, low, whisker, high, stroke=INK, stroke_width=1.5)
    for y in (low, high):
        canvas.line(whisker - 4, y, whisker + 4, y, stroke=INK, stroke_width=1.5)
    for y, words in _apart(heights, gap=16, floor=floor):
        canvas.text(whisker + 9, y, words, size=12)
    lines = wrapped(stack.label.in_(language), 14, step - 6, lines=2)
    for line, words in enumerate(lines):
        canvas.text(x + step / 2, floor + 20 + line * 17, words, size=14, anchor="middle", bold=True)
    canvas.text(x + step / 2, floor + 23 + len(lines) * 17, stack.total_label.in_(language), size=12, anchor="middle", fill=QUIET)


def _apart(labels: list[tuple[float, str]], *, gap: float, floor: float) -> list[tuple[float, str]]:
    """Push labels that are stacked from the bottom up apart until each has its own line."""
    placed: list[tuple[float, str]] = []
    for y, words in labels:
        limit = placed[-1][0] - gap if placed else floor - 4
        placed.append((min(y, limit), words))
    return placed


def _legend(canvas: Canvas, data: Stacks, language: Language, key: str, left: float) -> None:
    x = left
    for number, name in enumerate(data.part_names):
        words = name.in_(language)
        canvas.rect(x, 12, 22, 14, fill=f"url(#{key}-part{number})", stroke=INK, stroke_width=1)
        canvas.text(x + 28, 24, words, size=_SIZE)
        x += 28 + width_of(words, _SIZE) + 24
    canvas.line(left, 38, canvas.width - left, 38, stroke=GRID, stroke_width=0.5)


def _fillings(canvas: Canvas, key: str) -> None:
    """Define the fillings: plain, striped, dotted."""
    canvas.parts.append(
        f'<defs><pattern id="{key}-part0" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{PALE}"/></pattern>'
        f'<pattern id="{key}-part1" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="7" height="7" fill="#ffffff"/><line x1="0" y1="0" x2="0" y2="7" stroke="{RED}" stroke-width="4"/>'
        f"</pattern></defs>"
    )
