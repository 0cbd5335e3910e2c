"""Where everything on the network map goes: zones in three bands, one track per wire, one label per track.

Bands from top to bottom: outside the hospital, the zones meant to be closed, the other zones inside. A wire runs in
the channel between the bands that it joins, on a horizontal track of its own; its label stands at the end of that
track in a margin that no wire enters. So labels cannot lie on each other or on a wire, whatever the hospital.
"""

from dataclasses import dataclass
from typing import Literal

from inmori.report.figures.svg import Box
from inmori.report.figures.text_width import width_of, wrapped
from inmori.text import Language, Text

Band = Literal["outside", "closed", "inside"]
BANDS: tuple[Band, ...] = ("outside", "closed", "inside")

NAME, SMALL = 13.5, 11.5
LEFT, GAP, PAD = 92.0, 18.0, 10.0
_LABELS = (200.0, 430.0)  # least and most room for the labels in the right margin
_NARROWEST, _WIDEST, _AREA = 132.0, 230.0, 720.0
_TRACK, _EDGE, _FRAME = 25.0, 18.0, 14.0
Ports = dict[tuple[int, str], float]  # (wire number, zone id) -> x


@dataclass(frozen=True, slots=True)
class ZoneBox:
    """One zone: its name, how many devices, the systems in it, its addresses. ``address``: where a click leads on a screen."""

    id: str
    band: Band
    name: Text
    count: Text
    items: tuple[Text, ...]
    address: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """One device that wires pass through, by the letter that labels carry."""

    letter: str
    name: Text


@dataclass(frozen=True, slots=True)
class Wire:
    """One way across, numbered. ``source`` is where connections start; ``note`` follows the label (gate, count).

    ``gone``: it would be there no more, in a picture of what a change does. ``address``: where a click leads on a screen.
    """

    number: int
    source: str
    target: str
    label: Text
    note: Text
    leak: bool
    gone: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """A hospital's zones with the ways across the boundary of the closed ones; ``gone_name`` tells of those that go."""

    zones: tuple[ZoneBox, ...]
    gates: tuple[Gate, ...]
    wires: tuple[Wire, ...]
    band_names: tuple[Text, Text, Text]
    leak_name: Text
    sanctioned_name: Text
    gates_name: Text
    gone_name: Text | None = None


@dataclass(frozen=True, slots=True)
class PlacedZone:
    """A zone's rectangle and its lines of text."""

    zone: ZoneBox
    box: Box
    name: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedWire:
    """A wire's corners from source to target and the height of its track."""

    wire: Wire
    points: tuple[tuple[float, float], ...]
    track: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything in its place; labels stand right of ``area``, ``frame`` is the border of the closed zones."""

    width: float
    height: float
    area: float
    zones: tuple[PlacedZone, ...]
    wires: tuple[PlacedWire, ...]
    frame: Box | None
    bands: tuple[tuple[Band, Box], ...]


def layout_of(picture: NetworkPicture, language: Language) -> Layout:
    """Place zones, wires and labels."""
    rows = {band: [zone for zone in picture.zones if zone.band == band] for band in BANDS}
    broadest = max((len(row) for row in rows.values()), default=1)
    right = LEFT + max(_AREA, broadest * (_NARROWEST + GAP) + 2 * _FRAME)
    band_of = {zone.id: zone.band for zone in picture.zones}
    known = [wire for wire in picture.wires if {wire.source, wire.target} <= set(band_of)]
    wires = [wire for wire in known if wire.source != wire.target]
    upper = [wire for wire in wires if _channel(wire, band_of) != "lower"]
    lower = [wire for wire in wires if _channel(wire, band_of) == "lower"]

    placed: dict[str, PlacedZone] = {}
    bands: list[tuple[Band, Box]] = []
    tops: dict[str, float] = {}
    y = 8.0
    for band, below in zip(BANDS, (upper, lower, []), strict=True):
        row = _row(rows[band], y + (_FRAME if band == "closed" else 0.0), right, language)
        placed |= {zone.zone.id: zone for zone in row}
        height = max((zone.box.height for zone in row), default=0.0)
        if row:
            extra = 2 * _FRAME if band == "closed" else 0.0
            bands.append((band, Box(LEFT, y, right - LEFT, height + extra)))
            y += height + extra
        tops[band] = y
        if below or (row and band != "inside"):
            y += 2 * _EDGE + _TRACK * len(below)
    aside = [wire for wire in wires if _channel(wire, band_of) == "both"]
    lanes = {wire.number: right + 10 + 9 * index for index, wire in enumerate(aside)}
    ports = _ports(wires, placed, band_of, lanes)
    routed = (
        *_channel_wires(upper, ports, placed, lanes, top=tops["outside"], lower=tops["closed"] + _EDGE / 2),
        *_channel_wires(lower, ports, placed, lanes, top=tops["closed"], lower=0.0),
    )
    area = right + 9 * len(aside) + 14
    frame = next((box for band, box in bands if band == "closed"), None)
    return Layout(
        width=area + _label_room(picture, wires, language),
        height=y + 8,
        area=area,
        zones=tuple(placed[zone.id] for zone in picture.zones),
        wires=routed,
        frame=frame,
        bands=tuple(bands),
    )


def label_words(picture: NetworkPicture, wire: Wire, language: Language) -> str:
    """Return a wire's label; that of a leak begins with the word for it, so that it is told without colour."""
    words = wire.label.in_(language)
    if wire.gone and picture.gone_name is not None:
        return f"{picture.gone_name.in_(language)}: {words}"
    return f"{picture.leak_name.in_(language)}: {words}" if wire.leak else words


def _label_room(picture: NetworkPicture, wires: list[Wire], language: Language) -> float:
    needed = [
        width_of(label_words(picture, wire, language), SMALL) + width_of(wire.note.in_(language), SMALL) + 34 for wire in wires
    ]
    return min(max(_LABELS[0], *needed, 0.0), _LABELS[1])


def _channel(wire: Wire, band_of: dict[str, Band]) -> Literal["upper", "lower", "both"]:
    ends = {band_of[wire.source], band_of[wire.target]}
    if ends == {"outside", "inside"}:
        return "both"
    return "lower" if "inside" in ends else "upper"


def _row(zones: list[ZoneBox], top: float, right: float, language: Language) -> list[PlacedZone]:
    """Place one band's zones side by side, all of one size, centred."""
    if not zones:
        return []
    room = right - LEFT - 2 * _FRAME
    width = min(_WIDEST, (room - GAP * (len(zones) - 1)) / len(zones))
    left = LEFT + _FRAME + (room - width * len(zones) - GAP * (len(zones) - 1)) / 2
    written = []
    for zone in zones:
        name = wrapped(zone.name.in_(language), NAME, width - 2 * PAD, lines=2)
        lines = [line for text in (zone.count, *zone.items) for line in wrapped(text.in_(language), SMALL, width - 2 * PAD, lines=2)]
        written.append((zone, name, tuple(lines)))
    height = 2 * PAD + max(len(name) * 17 + len(lines) * 15 for _, name, lines in written)
    return [
        PlacedZone(zone=zone, box=Box(left + index * (width + GAP), top, width, height), name=name, lines=lines)
        for index, (zone, name, lines) in enumerate(written)
    ]


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a wire: which edge of which zone, and where the other end pulls it."""

    wire: int
    zone: str
    below: bool  # leaves through the lower edge
    pull: float


def _ports(
    wires: list[Wire], placed: dict[str, PlacedZone], band_of: dict[str, Band], lanes: dict[int, float]
) -> Ports:
    """Spread the wires of each edge over its width, in the order of where they come from, no two at one x."""
    centre = {zone_id: zone.box.x + zone.box.width / 2 for zone_id, zone in placed.items()}
    ends: list[_End] = []
    for wire in wires:
        lower = _channel(wire, band_of) == "lower"
        for zone, other in ((wire.source, wire.target), (wire.target, wire.source)):
            below = band_of[zone] == "outside" or (lower and band_of[zone] == "closed")
            pull = lanes.get(wire.number, centre[other])
            ends.append(_End(wire=wire.number, zone=zone, below=below, pull=pull))
    ports: dict[tuple[int, str], float] = {}
    taken: set[int] = set()
    for zone_id, place in placed.items():
        for below in (False, True):
            group = [end for end in ends if end.zone == zone_id and end.below is below]
            for index, end in enumerate(sorted(group, key=lambda end: (end.pull, end.wire))):
                x = round(place.box.x + PAD + (place.box.width - 2 * PAD) * (index + 1) / (len(group) + 1))
                while any(near in taken for near in range(x - 4, x + 5)) and x < place.box.x + place.box.width - 5:
                    x += 1
                taken.add(x)
                ports[end.wire, end.zone] = float(x)
    return ports


def _channel_wires(
    wires: list[Wire], ports: Ports, placed: dict[str, PlacedZone], lanes: dict[int, float], *, top: float, lower: float
) -> list[PlacedWire]:
    """Route the wires of one channel, one track each; those with a lane go on past the closed zones."""
    found = []
    for index, wire in enumerate(sorted(wires, key=lambda wire: _track_rank(wire, ports, placed, lanes))):
        track = top + _EDGE + _TRACK * (index + 0.5)
        start, end = ports[wire.number, wire.source], ports[wire.number, wire.target]
        first, last = placed[wire.source].box, placed[wire.target].box
        lane = lanes.get(wire.number)
        if lane is None:
            bends = [(start, track), (end, track)]
        else:
            level = lower + 3 * list(lanes).index(wire.number)
            ends = ((start, first), (end, last))
            bends = [(x, level if box.y > track else track) for x, box in ends]
            bends[1:1] = [(lane, bends[0][1]), (lane, bends[1][1])]
        points = ((start, _edge(first, track)), *bends, (end, _edge(last, track)))
        found.append(PlacedWire(wire=wire, points=points, track=track))
    return found


def _edge(box: Box, track: float) -> float:
    """Return the y of the edge of a box that faces the track."""
    return box.y + box.height if box.y + box.height <= track else box.y


def _track_rank(
    wire: Wire, ports: Ports, placed: dict[str, PlacedZone], lanes: dict[int, float]
) -> tuple[bool, float, int]:
    """Order tracks so that wires of one direction do not cross: the one that bends last runs on top."""
    ends = sorted(
        ((placed[zone].box.y, ports[wire.number, zone]) for zone in (wire.source, wire.target)), key=lambda end: end[0]
    )
    upper_x, lower_x = ends[0][1], lanes.get(wire.number, ends[1][1])
    rightward = lower_x >= upper_x
    return (not rightward, -upper_x if rightward else upper_x, wire.number)
