"""How long a stop may last: one bar per span of days, so that the width of the answer is seen and not only its middle."""

from dataclasses import dataclass

from inmori.report.figures.svg import BLUE, GRID, INK, PALE, QUIET, Canvas, Drawing
from inmori.text import Language, Text

_LEFT, _RIGHT, _TOP, _FLOOR = 20.0, 20.0, 46.0, 210.0


@dataclass(frozen=True, slots=True)
class Bin:
    """One span: its name, its share (0 to 1), the share in words, and whether it lies past the line that matters."""

    label: Text
    share: float
    value: Text
    grave: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """Shares by span. ``grave_label`` explains the bars drawn dark and hatched."""

    axis: Text
    grave_label: Text
    bins: tuple[Bin, ...]


def draw_histogram(data: Histogram, *, language: Language, key: str, title: str, alt: str) -> Drawing:
    """Draw the bars; grave ones differ by hatching as well as by colour."""
    canvas = Canvas(width=720, height=280)
    _hatching(canvas, key)
    step = (canvas.width - _LEFT - _RIGHT) / max(len(data.bins), 1)
    highest = max((span.share for span in data.bins), default=0.0) or 1.0
    canvas.line(_LEFT, _FLOOR, canvas.width - _RIGHT, _FLOOR, stroke=INK, stroke_width=1.5)
    for index, span in enumerate(data.bins):
        height = (_FLOOR - _TOP - 20) * span.share / highest
        x = _LEFT + index * step
        look: dict[str, str | float | None] = {
            "fill": f"url(#{key}-hatch)" if span.grave else PALE,
            "stroke": INK if span.grave else BLUE,
            "stroke_width": 1.5,
        }
        canvas.rect(x + step * 0.12, _FLOOR - height, step * 0.76, height, **look)
        middle = x + step / 2
        canvas.text(middle, _FLOOR - height - 6, span.value.in_(language), size=13, anchor="middle", bold=True)
        canvas.text(middle, _FLOOR + 18, span.label.in_(language), size=12, anchor="middle")
    canvas.text(canvas.width / 2, _FLOOR + 42, data.axis.in_(language), size=13, anchor="middle", fill=QUIET)
    if any(span.grave for span in data.bins):
        canvas.rect(_LEFT, 10, 22, 14, fill=f"url(#{key}-hatch)", stroke=INK, stroke_width=1.5)
        canvas.text(_LEFT + 30, 22, data.grave_label.in_(language), size=13)
    canvas.line(_LEFT, _TOP - 14, canvas.width - _RIGHT, _TOP - 14, stroke=GRID, stroke_width=0.5)
    return canvas.finished(key=key, title=title, alt=alt)


def _hatching(canvas: Canvas, key: str) -> None:
    """Define the hatching: stripes survive a black-and-white copier."""
    canvas.parts.append(
        f'<defs><pattern id="{key}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="7" height="7" fill="#f6c9cf"/>'
        f'<line x1="0" y1="0" x2="0" y2="7" stroke="{INK}" stroke-width="3"/></pattern></defs>'
    )
