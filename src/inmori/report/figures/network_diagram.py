"""The map of a hospital's networks (全体構成図): zones, devices and systems in them, and every way across the border.

A leak is told three ways, so that it survives a black-and-white copier and a colour-blind reader: red, thick and
dashed, and with a label that begins with the word for it. On a screen the same picture has links: zones lead to their
devices, numbered ways to their evidence.
"""

from collections.abc import Sequence

from inmori.report.figures.network_layout import (
    NAME,
    PAD,
    SMALL,
    Gate,
    Layout,
    NetworkPicture,
    PlacedWire,
    PlacedZone,
    Wire,
    ZoneBox,
    label_words,
    layout_of,
)
from inmori.report.figures.svg import GRID, INK, PALE, PAPER, QUIET, RED, Canvas, Drawing
from inmori.report.figures.text_width import cut, width_of, wrapped
from inmori.text import Language

__all__ = ["Gate", "NetworkPicture", "Wire", "ZoneBox", "draw_network"]

_LEGEND = 26.0
_DOTS = "1.5 5"


def draw_network(picture: NetworkPicture, *, language: Language, key: str, title: str, alt: str) -> Drawing:
    """Draw the map with its legend below."""
    layout = layout_of(picture, language)
    legend = _legend_lines(picture, language, layout.width - 20)
    canvas = Canvas(width=layout.width, height=layout.height + _LEGEND * (len(legend) + 1) + 14)
    canvas.rect(0, 0, canvas.width, canvas.height, fill=PAPER)
    _bands(canvas, picture, layout, language)
    ordered = sorted(layout.wires, key=lambda placed: placed.wire.leak)
    for placed in ordered:
        _leader(canvas, placed, layout)
    for placed in ordered:
        _wire(canvas, placed)
    for zone in layout.zones:
        _zone(canvas, zone)
    for placed in ordered:
        wire = placed.wire
        if wire.address:
            canvas.open_link(wire.address, name=f"{wire.number} {label_words(picture, wire, language)}")
        _badge(canvas, placed, layout.wires)
        _label(canvas, placed, layout, picture, language)
        if wire.address:
            canvas.close_link()
    _legend(canvas, picture, legend, language, layout.height + 14)
    return canvas.finished(key=key, title=title, alt=alt)


def _bands(canvas: Canvas, picture: NetworkPicture, layout: Layout, language: Language) -> None:
    if layout.frame is not None:
        frame = layout.frame
        canvas.rect(frame.x, frame.y, frame.width, frame.height, fill=PALE, stroke=INK, stroke_width=2.5)
    names = dict(zip(("outside", "closed", "inside"), picture.band_names, strict=True))
    for band, box in layout.bands:
        for index, line in enumerate(wrapped(names[band].in_(language), NAME, box.x - 10, lines=5)):
            canvas.text(0, box.y + 20 + index * 18, line, size=NAME, bold=True)


def _zone(canvas: Canvas, placed: PlacedZone) -> None:
    address = placed.zone.address
    if address:
        canvas.open_link(address, name=" ".join((*placed.name, *placed.lines)))
    _box(canvas, placed)
    if address:
        canvas.close_link()


def _box(canvas: Canvas, placed: PlacedZone) -> None:
    box = placed.box
    outside = placed.zone.band == "outside"
    canvas.rect(
        box.x, box.y, box.width, box.height, rx=14 if outside else 3, fill=PAPER, stroke=INK, stroke_width=1 if outside else 1.8
    )
    y = box.y + PAD + NAME
    for line in placed.name:
        canvas.text(box.x + box.width / 2, y, line, size=NAME, anchor="middle", bold=True)
        y += 17
    for line in placed.lines:
        canvas.text(box.x + PAD, y, line, size=SMALL)
        y += 15


def _leader(canvas: Canvas, placed: PlacedWire, layout: Layout) -> None:
    """Lead the eye from the wire to its label."""
    end = max(x for x, y in placed.points if y == placed.track)
    canvas.line(end, placed.track, layout.area, placed.track, stroke=GRID, stroke_width=1, stroke_dasharray="1 3")


def _wire(canvas: Canvas, placed: PlacedWire) -> None:
    colour, width, dashes = _look(placed.wire)
    canvas.polyline(
        list(placed.points), stroke=colour, stroke_width=width, stroke_dasharray=dashes, stroke_linejoin="round"
    )
    (_, before), (x, y) = placed.points[-2:]
    back = -9 if y > before else 9
    canvas.polygon([(x, y), (x - 5, y + back), (x + 5, y + back)], fill=colour)


def _look(wire: Wire) -> tuple[str, float, str | None]:
    """Return colour, width and dashes: what would be gone is thin dots, whatever it is today."""
    if wire.gone:
        return QUIET, 1.3, _DOTS
    return (RED, 3, "9 4") if wire.leak else (QUIET, 1.3, None)


def _badge(canvas: Canvas, placed: PlacedWire, wires: Sequence[PlacedWire]) -> None:
    """Number the wire on its track, where no other wire passes beneath if there is such a place."""
    xs = [x for x, y in placed.points if y == placed.track]
    uprights = [
        one[0]
        for other in wires
        if other is not placed
        for one, two in zip(other.points, other.points[1:], strict=False)
        if one[0] == two[0] and min(one[1], two[1]) < placed.track + 10 and max(one[1], two[1]) > placed.track - 10
    ]
    left, right = min(xs), max(xs)
    middle = (left + right) / 2
    places = sorted((left + step for step in range(0, int(right - left) + 1, 4)), key=lambda x: abs(x - middle))
    x = next((x for x in places if all(abs(x - upright) > 13 for upright in uprights)), middle)
    _number(canvas, x, placed.track, placed.wire)


def _number(canvas: Canvas, x: float, y: float, wire: Wire) -> None:
    strong = wire.leak and not wire.gone
    colour = RED if strong else QUIET
    canvas.circle(x, y, 9.5, fill=PAPER, stroke=colour, stroke_width=2 if strong else 1.2)
    canvas.text(x, y + 4, str(wire.number), size=11, anchor="middle", bold=strong)


def _label(canvas: Canvas, placed: PlacedWire, layout: Layout, picture: NetworkPicture, language: Language) -> None:
    wire, y = placed.wire, placed.track
    x = layout.area + 10
    _number(canvas, x, y, wire)
    note = wire.note.in_(language)
    room = layout.width - layout.area - 30 - width_of(note, SMALL)
    shown = cut(label_words(picture, wire, language), SMALL, room)
    canvas.text(x + 14, y + 4, shown, size=SMALL, bold=wire.leak and not wire.gone)
    if note:
        canvas.text(x + 14 + width_of(shown, SMALL) + 4, y + 4, note, size=SMALL, fill=QUIET)


def _legend_lines(picture: NetworkPicture, language: Language, width: float) -> list[str]:
    """Break the list of gates into lines."""
    words = "  ".join(f"[{gate.letter}] {gate.name.in_(language)}" for gate in picture.gates)
    if not words:
        return []
    return list(wrapped(f"{picture.gates_name.in_(language)}: {words}", SMALL, width, lines=4))


def _legend(canvas: Canvas, picture: NetworkPicture, lines: list[str], language: Language, y: float) -> None:
    canvas.line(0, y - 8, canvas.width, y - 8, stroke=GRID, stroke_width=1)
    leak, sanctioned = picture.leak_name.in_(language), picture.sanctioned_name.in_(language)
    canvas.line(4, y + 10, 54, y + 10, stroke=RED, stroke_width=3, stroke_dasharray="9 4")
    canvas.text(62, y + 14, leak, size=SMALL, bold=True)
    x = 62 + width_of(leak, SMALL) + 30
    canvas.line(x, y + 10, x + 50, y + 10, stroke=QUIET, stroke_width=1.3)
    canvas.text(x + 58, y + 14, sanctioned, size=SMALL)
    if picture.gone_name is not None:
        x += 58 + width_of(sanctioned, SMALL) + 30
        canvas.line(x, y + 10, x + 50, y + 10, stroke=QUIET, stroke_width=1.3, stroke_dasharray=_DOTS)
        canvas.text(x + 58, y + 14, picture.gone_name.in_(language), size=SMALL)
    for index, line in enumerate(lines, start=1):
        canvas.text(4, y + 14 + index * _LEGEND, line, size=SMALL)
