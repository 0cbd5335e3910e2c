"""What a hospital has planned already, out of a roadmap workbook: which measure in which year of the plan.

The optimiser starts from it and says what it is worth. A task without a start has no year, and one that is done is part
of the hospital as it is; both are left out.
"""

from datetime import date

from inmori.catalogue import Catalogue
from inmori.plan.renewal import plan_year
from inmori.report.documents.roadmap.read_back import rows_back


def present_plan(data: bytes, catalogue: Catalogue, *, today: date, name: str) -> dict[str, int]:
    """Return plan years (1 is the first) by measure id, in the order of the sheet.

    Raises:
        InputError: no roadmap workbook, a measure that is not in the catalogue, or cells that cannot be understood.
    """
    rows, _ = rows_back(data, frozenset(catalogue.measures), name=name)
    return {
        row.measure: plan_year(row.start, today=today)
        for row in rows
        if row.start is not None and row.state != "done"
    }
