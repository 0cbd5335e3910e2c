"""Charts of the roadmap and of the two roads: nothing lies on anything else, and a grey copy says the same."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.catalogue import load_catalogue
from inmori.plan.roadmap import Roadmap
from inmori.plan.roadmap_make import roadmap_of
from inmori.report.documents.roadmap import measures_charts, waves_chart
from inmori.report.documents.roadmap.charts import ROWS, told
from inmori.report.figures.gantt import Gantt, GanttBar, GanttHours, GanttMark, GanttRow, draw_gantt
from inmori.report.figures.picture import draw
from inmori.report.figures.svg import Drawing
from inmori.report.figures.two_roads import RoadPoint, RoadRow, TwoRoads
from inmori.text import Language, Text
from tests.plan.road_case import moving_hospital, roads
from tests.report.example_documents import HOSTILE

DAY = date(2026, 11, 24)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2045, 1, 1))
NAMES = st.sampled_from(HOSTILE)


def text(words: str) -> Text:
    return Text(ja=words, en=words)


def roadmap() -> Roadmap:
    return roadmap_of(moving_hospital(), roads(), load_catalogue(), direction="cloud")


def drawn(chart: Gantt, language: Language = "ja") -> Drawing:
    return draw_gantt(chart, language=language, key="g", title="工程表", alt="説明")


def must_be_clear(drawing: Drawing) -> None:
    assert [(a.text, b.text) for a, b in combinations(drawing.labels, 2) if a.overlaps(b)] == []
    for label in drawing.labels:
        assert label.x >= -0.01
        assert label.x + label.width <= drawing.width + 0.01, label
        assert 0 <= label.y <= drawing.height - label.height


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_waves_are_drawn_with_all_their_parts(language: Language) -> None:
    chart = waves_chart(roadmap())
    assert chart is not None
    assert {bar.look for row in chart.rows for bar in row.bars} == {
        "work", "rehearse", "cut_over", "fallback", "off", "due",
    }  # fmt: skip
    must_be_clear(drawn(chart, language))
    assert "検体検査(LIS)" in told(chart).ja


def test_a_road_without_moves_has_no_chart_of_waves() -> None:
    assert waves_chart(roadmap_of(moving_hospital(), roads(), load_catalogue(), direction="harden")) is None


def test_measures_are_dealt_out_evenly_each_once() -> None:
    made = roadmap()
    item = made.items[0]
    many = tuple(item.model_copy(update={"measure": f"m{n}", "name": text(f"対策{n}")}) for n in range(ROWS * 2 + 1))
    charts = measures_charts(made.model_copy(update={"items": many}))
    names = [row.label.ja for chart in charts for row in chart.rows if row.bars]
    assert sorted(names) == sorted(one.name.ja for one in many)
    assert [sum(bool(row.bars) for row in chart.rows) for chart in charts] == [11, 11, 11]
    assert measures_charts(made.model_copy(update={"items": ()})) == ()


def test_a_grey_copy_says_the_same() -> None:
    """Every look has a shape or filling of its own, with all colours taken away."""
    looks = ("work", "rehearse", "cut_over", "fallback", "off", "due")
    shapes = []
    for look in looks:
        chart = Gantt(first=DAY, last=DAY + timedelta(days=400), rows=(
            GanttRow(text("一"), (GanttBar(look, DAY + timedelta(days=50), DAY + timedelta(days=90)),)),  # type: ignore[arg-type]
        ))  # fmt: skip
        svg = drawn(chart).svg
        grey = re.sub(r"#[0-9a-f]{6}", "#888888", svg)
        shapes.append(re.sub(r'<text.*?</text>|"[\d.,-]+[\d., -]*"', "", grey))
    assert len(set(shapes)) == len(looks)


@settings(max_examples=80, deadline=None)
@given(
    first=DAYS,
    length=st.integers(min_value=0, max_value=5_000),
    rows=st.lists(st.tuples(NAMES, st.lists(st.tuples(DAYS, st.integers(0, 900)), max_size=4)), max_size=8),
    marks=st.lists(st.tuples(DAYS, NAMES), max_size=5),
    hours=st.lists(st.floats(min_value=0, max_value=1e5), max_size=6),
)
def test_any_roadmap_can_be_drawn(
    first: date,
    length: int,
    rows: list[tuple[str, list[tuple[date, int]]]],
    marks: list[tuple[date, str]],
    hours: list[float],
) -> None:
    chart = Gantt(
        first=first,
        last=first + timedelta(days=length),
        rows=tuple(
            GanttRow(text(name), tuple(GanttBar("work", on, on + timedelta(days=days)) for on, days in bars))
            for name, bars in rows
        ),
        marks=tuple(GanttMark(on, text(name)) for on, name in marks),
        hours=tuple(GanttHours(first + timedelta(days=91 * i), each, each / 2, each) for i, each in enumerate(hours)),
    )
    must_be_clear(drawn(chart))


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_roads_are_told_apart_by_shape(count: int, language: Language) -> None:
    names = (
        Text(ja="現状維持", en="Stay as it is"),
        Text(ja="閉域強化", en="Harden the closed network"),
        Text(ja="クラウド移行", en="Move to the cloud and shrink"),
        Text(ja="最適", en="Best mix found"),
    )
    points = (RoadPoint(0, 1e6, 3e6, text("100万円")), RoadPoint(5e5, 2e6, 9e6, text("200万円")))
    picture = TwoRoads(
        names=names[:count],
        rows=(
            RoadRow(text("費用"), (points * 2)[:count]),
            RoadRow(text("長い名前" * 20), (points * 2)[:count]),
            RoadRow(text("零"), ()),
        ),
    )
    drawing = draw(picture, language=language, key="t", title="道", alt="説明")
    must_be_clear(drawing)
    grey = re.sub(r"#[0-9a-f]{6}", "#888888", drawing.svg)
    assert grey.count("<circle") == 3  # the legend and two rows
    assert grey.count("<polygon") == 3 * (count - 2)
    for name in names[:count]:
        assert name.in_(language) in drawing.svg  # no name is cut
