"""A kept map as the paper's picture: the same boxes, wires and drawing, with links, and with marks where it is compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from inmori.model import ZoneKind
from inmori.report.documents.assessment.network import WireGroup, groups_of, network_picture, wire_of
from inmori.report.figures.network_diagram import Gate, Wire, ZoneBox, draw_network
from inmori.text import Language, Text
from inmori.web.desk.screens.map.asked import Asked
from inmori.web.desk.screens.map.change import CHANGES, Change, told
from inmori.web.versions.chart import Chart, Spot, Way

TITLE = Text(ja="ネットワークの全体図", en="Network map")
ALT = Text(
    ja="区画、システム、外とのつながりの図。同じ内容を、図の下の表に書いています。",
    en="Zones, systems and the ways between them. The tables below say the same.",
)
GONE = Text(ja="消える", en="Vanishes")


@dataclass(frozen=True)
class Group:
    """Ways of one kind between two places: one line of the picture and of the table."""

    key: str  # stands for it in an address, the same from version to version
    drawn: WireGroup
    ways: tuple[Way, ...]
    change: Text | None  # None where nothing is compared, or nothing changes
    gone: bool


def groups(ways: Iterable[Way], chart: Chart, changes: Mapping[str, Change]) -> tuple[Group, ...]:
    """Group ways as the paper does, unexpected ones first."""
    by_id = {way.crossing.id: way for way in ways}
    drawn = groups_of((way.crossing for way in by_id.values()), zone_ids={spot.id for spot in chart.spots})
    return tuple(_group(each, by_id, changes) for each in drawn)


def _group(drawn: WireGroup, by_id: Mapping[str, Way], changes: Mapping[str, Change]) -> Group:
    found = [changes.get(one.id, Change.SAME) for one in drawn.crossings]
    return Group(
        key=sha256(f"{drawn.source}|{drawn.target}|{drawn.kind}".encode()).hexdigest()[:12],
        drawn=drawn,
        ways=tuple(by_id[one.id] for one in drawn.crossings),
        change=told(found) if changes else None,
        gone=bool(found) and set(found) == {Change.GONE},
    )


def svg(
    chart: Chart, found: Iterable[Group], asked: Asked, *, language: Language, comparing: bool,
    zone_address: Callable[[Spot], str], way_address: Callable[[Group], str],
) -> str:  # fmt: skip
    """Draw the map. All words in it are escaped by its canvas."""
    shown = [group for group in found if group.drawn.number]
    letters = {one.id: one.letter for one in chart.passes}
    wires = [_wire(group, letters, way_address(group)) for group in shown]
    mentioned = {end for wire in wires for end in (wire.source, wire.target)}
    names = {spot.id: spot.name for spot in chart.spots}
    boxes = [_box(spot, names, zone_address(spot)) for spot in chart.spots if _has_place(spot, mentioned, asked)]
    passed = {one.gateway_id for group in shown for one in group.drawn.crossings}
    gates = tuple(Gate(one.letter, one.name) for one in chart.passes if one.id in passed or not asked.narrowed)
    picture = network_picture(tuple(boxes), gates, tuple(wires))
    if comparing:
        picture = replace(picture, gone_name=GONE)
    return draw_network(picture, language=language, key="map", title=TITLE.in_(language), alt=ALT.in_(language)).svg


def _wire(group: Group, letters: Mapping[str, str], address: str) -> Wire:
    wire = wire_of(group.drawn, letters)
    label = wire.label
    if group.change is not None and not group.gone and group.change != CHANGES[Change.SAME]:
        label = Text(ja=f"{label.ja}【{group.change.ja}】", en=f"{label.en} [{group.change.en}]")
    return replace(wire, label=label, gone=group.gone, address=address)


def _has_place(spot: Spot, mentioned: set[str], asked: Asked) -> bool:
    """Whether a zone is drawn: those that a way joins, and without a filter all that stand in the house."""
    if spot.id in mentioned or spot.id == asked.zone:
        return True
    if asked.narrowed or spot.kind is ZoneKind.LINK:
        return False
    return spot.id == "internet" or bool(spot.written)


def _box(spot: Spot, names: Mapping[str, Text], address: str) -> ZoneBox:
    items = list(spot.words)
    if spot.together:
        others = [names[one] for one in spot.together if one in names]
        items.append(Text(ja=f"{'・'.join(one.ja for one in others)}と区切りなし", en=f"not separated from {', '.join(one.en for one in others)}"))
    elif spot.band != "outside" and not spot.judged:
        items.append(Text(ja="実際の区切りは未確認", en="separation not confirmed"))
    if spot.findings:
        items.append(Text(ja=f"指摘 {len(spot.findings)}件", en=f"{len(spot.findings)} findings"))
    return ZoneBox(spot.id, spot.band, spot.name, spot.count, tuple(items), address)
