"""Pictures: labels lie inside and never on each other, and say without colour what they say with it."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.report.documents.assessment.damage import damage_section, day_bins
from inmori.report.documents.assessment.network import network_section, wire_groups
from inmori.report.documents.assessment.roads import roads_section
from inmori.report.figures.network_diagram import NetworkPicture, Wire, ZoneBox, draw_network
from inmori.report.figures.network_layout import BANDS, layout_of
from inmori.report.figures.picture import draw
from inmori.report.figures.svg import Box, Drawing
from inmori.report.figures.text_width import cut, em_of, width_of, wrapped
from inmori.report.writers.font_coverage import FONTS
from inmori.text import Text
from tests.report.example_documents import ALL, HOSTILE, large, small, text

SVG = "{http://www.w3.org/2000/svg}"


def figures_of(name: str) -> list[tuple[str, Drawing]]:
    materials = ALL[name]()
    sections = (network_section(materials), damage_section(materials), roads_section(materials))
    return [
        (f"{section.id}-{language}", draw(block.picture, language=language, key=section.id, title=block.title.in_(language), alt=block.alt.in_(language)))
        for section in sections
        for block in section.blocks
        if hasattr(block, "picture")
        for language in ("ja", "en")
    ]  # fmt: skip


def overlapping(labels: tuple[Box, ...]) -> list[tuple[str, str]]:
    return [(one.text, other.text) for one, other in combinations(labels, 2) if one.overlaps(other)]


@pytest.mark.parametrize("name", ALL)
def test_labels_lie_inside_and_never_on_each_other(name: str) -> None:
    for where, drawing in figures_of(name):
        assert overlapping(drawing.labels) == [], where
        outside = [
            box.text for box in drawing.labels
            if box.x < -0.5 or box.y < -0.5 or box.x + box.width > drawing.width + 0.5 or box.y + box.height > drawing.height + 0.5
        ]  # fmt: skip
        assert outside == [], where


@pytest.mark.parametrize("name", ALL)
def test_every_drawing_is_xml_with_title_and_description_and_no_link(name: str) -> None:
    for where, drawing in figures_of(name):
        root = ElementTree.fromstring(drawing.svg)
        assert root.tag == f"{SVG}svg"
        assert root.find(f"{SVG}title").text, where  # type: ignore[union-attr]
        assert root.find(f"{SVG}desc").text, where  # type: ignore[union-attr]
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "defs", "pattern", "rect", "line", "polyline", "polygon", "circle", "text"}
        for element in root.iter():
            assert not [name for name in element.attrib if "href" in name or name.startswith("on")]


def picture(zones: int, wires: list[tuple[int, int, bool]], names: list[str]) -> NetworkPicture:
    boxes = tuple(
        ZoneBox(f"z{index}", BANDS[index % 3], text(names[index % len(names)]), text(f"機器 {index}台"), (text("・電子カルテ"),) * (index % 4))
        for index in range(zones)
    )  # fmt: skip
    drawn = tuple(
        Wire(number, f"z{one % zones}", f"z{other % zones}", text(f"何でも通す許可{number}"), text("[A]"), leak)
        for number, (one, other, leak) in enumerate(wires, start=1)
        if one % zones != other % zones
    )
    return NetworkPicture(boxes, (), drawn, (text("院外"), text("閉域のはず"), text("院内のほか")), text("想定外"), text("申請あり"), text("通る機器"))


@settings(max_examples=60)
@given(
    st.integers(3, 12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.booleans()), max_size=22),
    st.lists(st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=40), min_size=1, max_size=5),
)
def test_any_hospital_can_be_drawn(zones: int, wires: list[tuple[int, int, bool]], names: list[str]) -> None:
    drawn = picture(zones, wires, names)
    drawing = draw_network(drawn, language="ja", key="n", title="t", alt="a")
    assert overlapping(drawing.labels) == []
    layout = layout_of(drawn, "ja")
    assert overlapping(tuple(zone.box for zone in layout.zones)) == []
    tracks = [placed.track for placed in layout.wires]
    assert len(tracks) == len(set(tracks)) == len(drawn.wires)
    for placed in layout.wires:
        inner = placed.points[1:-1]
        for zone in layout.zones:
            assert not [point for point in inner if zone.box.overlaps(Box(point[0], point[1], 0.01, 0.01))]
        assert max(x for x, _ in placed.points) < layout.area


@pytest.mark.parametrize("zones", range(3, 13))
def test_wires_end_at_the_zones_they_name(zones: int) -> None:
    drawn = picture(zones, [(index, index * 5 + 1, index % 2 == 0) for index in range(14)], ["区画"])
    layout = layout_of(drawn, "ja")
    boxes = {zone.zone.id: zone.box for zone in layout.zones}
    for placed in layout.wires:
        for (x, y), zone in ((placed.points[0], placed.wire.source), (placed.points[-1], placed.wire.target)):
            box = boxes[zone]
            assert box.x <= x <= box.x + box.width
            assert y in (box.y, box.y + box.height)
        for (x1, y1), (x2, y2) in zip(placed.points, placed.points[1:], strict=False):
            assert x1 == x2 or y1 == y2


def test_on_a_screen_the_same_picture_has_links_and_shows_what_goes() -> None:
    plain = picture(6, [(0, 1, True), (1, 2, False), (3, 4, True)], list(HOSTILE[:3]))
    on_paper = draw_network(plain, language="ja", key="n", title="t", alt="a")
    zones = tuple(replace(zone, address=f"/z/?a={zone.id}&b=<") for zone in plain.zones)
    linked = draw_network(replace(plain, zones=zones, wires=tuple(replace(wire, address="/w") for wire in plain.wires)), language="ja", key="n", title="t", alt="a")
    assert on_paper.labels == linked.labels
    assert re.sub(r"<a [^>]*>|</a>", "", linked.svg).replace('role="group"', 'role="img"') == on_paper.svg
    links = list(ElementTree.fromstring(linked.svg).iter(f"{SVG}a"))
    assert len(links) == len(plain.zones) + len(plain.wires)
    assert all(link.get("aria-label") for link in links)
    gone = tuple(replace(wire, gone=wire.number == 1) for wire in plain.wires)
    after = draw_network(replace(plain, wires=gone, gone_name=text("消える")), language="ja", key="n", title="t", alt="a")
    assert [box.text for box in after.labels if box.text.startswith("消える")] == ["消える: 何でも通す許可1", "消える"]
    assert overlapping(after.labels) == []


def test_a_leak_is_told_without_colour() -> None:
    materials = small()
    block = network_section(materials).blocks[0]
    drawing = draw(block.picture, language="ja", key="n", title="t", alt="a")  # type: ignore[union-attr]
    labels = [box.text for box in drawing.labels if box.text.startswith("想定外: ")]
    leaks = [group for group in wire_groups(materials) if group.crossings[0].leak]
    assert len(labels) == len(leaks) == 5
    colourless = re.sub(r'(stroke|fill)="#[0-9a-f]{6}"', "", drawing.svg)
    thick = re.findall(r'<polyline[^>]*stroke-width="3"[^>]*stroke-dasharray="9 4"', colourless)
    thin = re.findall(r'<polyline[^>]*stroke-width="1.3"(?![^>]*dasharray)', colourless)
    assert (len(thick), len(thin)) == (5, 1)


def test_the_worst_hospital_draws_its_leaks_before_anything_else() -> None:
    groups = wire_groups(large())
    drawn = [group for group in groups if group.number]
    assert all(group.crossings[0].leak for group in drawn[:20])
    assert [group.number for group in drawn] == list(range(1, len(drawn) + 1))


def test_bins_keep_the_whole() -> None:
    outcomes = small().outcomes
    assert sum(one.share for one in day_bins(outcomes)) == pytest.approx(1.0)
    assert [one.grave for one in day_bins(outcomes)] == [False] * 3 + [True] * 4


def advances(path: Path) -> dict[str, float]:
    """Widths of all characters in em, read from the font's own tables."""
    data = path.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {
        data[12 + 16 * index : 16 + 16 * index]: struct.unpack_from(">I", data, 20 + 16 * index)[0] for index in range(count)
    }
    size = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    metrics = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    cmap = tables[b"cmap"]
    records = [struct.unpack_from(">HHI", data, cmap + 4 + 8 * index) for index in range(struct.unpack_from(">H", data, cmap + 2)[0])]
    start = next(cmap + offset for platform, encoding, offset in records if (platform, encoding) == (3, 10))
    found = {}
    for index in range(struct.unpack_from(">I", data, start + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", data, start + 16 + 12 * index)
        for code in range(first, last + 1):
            place = min(glyph + code - first, metrics - 1)
            found[chr(code)] = struct.unpack_from(">H", data, tables[b"hmtx"] + 4 * place)[0] / size
    return found


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_no_character_is_wider_than_it_is_taken_for(weight: str) -> None:
    wide = advances(FONTS / f"BIZUDPGothic-{weight}.ttf")
    assert len(wide) > 10_000
    assert [character for character, em in wide.items() if em > em_of(character) + 1e-6] == []


@given(st.text(max_size=80), st.floats(30, 400), st.integers(1, 4))
def test_wrapped_lines_stay_within_their_width(words: str, width: float, lines: int) -> None:
    found = wrapped(words, 12, width, lines=lines)
    assert len(found) <= lines
    assert all(width_of(line, 12) <= width for line in found)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("部門システム・検査・放射線", ("部門システ", "ム・検査・…")),
        ("Meant to be closed", ("Meant to", "be closed")),
        ("電子カルテの(閉域)", ("電子カルテの", "(閉域)")),
        ("MNT-EMRAP01", ("MNT-EMR", "AP01")),
    ],
)
def test_lines_break_where_readers_expect(words: str, lines: tuple[str, ...]) -> None:
    assert wrapped(words, 10, 66, lines=2) == lines


def test_cutting_says_so() -> None:
    assert cut("電子カルテ", 10, 35) == "電子…"
    assert isinstance(Text(ja="a", en="b"), Text)
