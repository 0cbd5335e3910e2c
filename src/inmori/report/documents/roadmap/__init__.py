"""The roadmap for people: a chart, a workbook to fill in and read back, and a calendar."""

from inmori.report.documents.roadmap.calendar_entries import calendar_of
from inmori.report.documents.roadmap.charts import measures_charts, waves_chart
from inmori.report.documents.roadmap.present_plan import present_plan
from inmori.report.documents.roadmap.read_back import ReadBack, read_back
from inmori.report.documents.roadmap.section import roadmap_section
from inmori.report.documents.roadmap.sheets import roadmap_book

__all__ = [
    "ReadBack",
    "calendar_of",
    "measures_charts",
    "present_plan",
    "read_back",
    "roadmap_book",
    "roadmap_section",
    "waves_chart",
]
