"""What a hospital has planned already, out of a roadmap workbook: which measure in which year of the plan.

The optimiser starts from it and says what it is worth. A task without a start has no year, and one that is done is part
of the hospital as it is; both are left out. The year is the one that the road counted (a renewed system is counted from
its use, a move with its system), moved by as many years as a person moved the task; a workbook that does not say it is
read by its days.
"""

from datetime import date

from inmori.catalogue import Catalogue
from inmori.plan.renewal import nearest_year, plan_year
from inmori.plan.roadmap_change import EditedRow
from inmori.report.documents.roadmap.read_back import rows_back


def present_plan(data: bytes, catalogue: Catalogue, *, today: date, name: str) -> dict[str, int]:
    """Return plan years (1 is the first) by measure id, in the order of the sheet.

    Raises:
        InputError: no roadmap workbook, a measure that is not in the catalogue, or cells that cannot be understood.
    """
    rows, _ = rows_back(data, frozenset(catalogue.measures), name=name)
    return {
        row.measure: _year(row, row.start, catalogue, today=today)
        for row in rows
        if row.start is not None and row.state != "done"
    }


def _year(row: EditedRow, start: date, catalogue: Catalogue, *, today: date) -> int:
    begins = plan_year(start, today=today)
    if row.counted is not None and row.planned is not None:
        return max(plan_year(row.counted, today=today) + begins - plan_year(row.planned, today=today), 1)
    if catalogue.measures[row.measure].paid_from == "system" and row.due is not None:
        return nearest_year(row.due, today=today)
    return begins
