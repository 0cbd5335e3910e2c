"""The roadmap's charts for a page: the same drawings as in the report."""

from __future__ import annotations

from dataclasses import dataclass

from inmori.plan.roadmap import Roadmap
from inmori.report.documents.roadmap import measures_charts, waves_chart
from inmori.report.documents.roadmap.charts import told
from inmori.report.figures.gantt import draw_gantt
from inmori.text import Language, Text


@dataclass(frozen=True)
class Chart:
    """One drawing and its heading."""

    title: Text
    svg: str


def charts(roadmap: Roadmap, language: Language) -> list[Chart]:
    """Return the waves, then the measures, sixteen to a drawing."""
    waves = waves_chart(roadmap)
    measures = measures_charts(roadmap)
    drawn = [(Text(ja="移行の波", en="Migration waves"), waves)] if waves else []
    for number, each in enumerate(measures, start=1):
        part = f"({number}/{len(measures)})" if len(measures) > 1 else ""
        drawn.append((Text(ja=f"対策の予定{part}", en=f"Measures {part}".strip()), each))
    return [
        Chart(title, draw_gantt(data, language=language, key=f"gantt{number}", title=title.in_(language), alt=told(data).in_(language)).svg)
        for number, (title, data) in enumerate(drawn)
    ]
