"""Reads the hospital's own register back: what was asked of vendors, and what was decided about every "no"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inmori.comply.treatment import CHOICE_NAMES, RESIDUAL_NAMES, EditedTreatment, Treatment, row_of_treatment
from inmori.comply.vendor_matrix import Request
from inmori.comply.vendor_register import VendorRegister
from inmori.report.documents.checklist.sheets import ASKED
from inmori.report.documents.vendor_register.edited_rows import Cells, EditedRows, Rows
from inmori.report.documents.vendor_register.sheets import (
    CHOICE,
    DECIDED_ON,
    KEY,
    MATRIX,
    OWNER,
    PAPERS,
    REASON,
    RESIDUAL,
    REVIEW,
    TREATED,
    TREATMENTS,
)
from inmori.report.writers.edited_cell import at_cell, refused
from inmori.text import Text


@dataclass(frozen=True)
class RegisterBack:
    """The rows as a person left them."""

    requests: tuple[Request, ...]
    treatments: tuple[EditedTreatment, ...]


def is_register(sheets: Mapping[str, Rows]) -> bool:
    """Whether a workbook is the register that ``register_book`` wrote."""
    return any(title in sheets for title in (MATRIX.ja, MATRIX.en, TREATMENTS.ja, TREATMENTS.en))


def read_register(sheets: Mapping[str, Rows], register: VendorRegister, *, name: str, today: date) -> RegisterBack:
    """Read the register; ``name`` is the file's name for errors.

    Raises:
        InputError: cells that cannot be understood, or decisions that cannot stand, each with its place.
    """
    reader = _Reader(register, today)
    requests = [
        one for cells in reader.table(sheets, MATRIX, (*ASKED["disclosure"], *ASKED["sheet"])) for one in reader.requests(cells)
    ]
    treatments = [row for cells in reader.table(sheets, TREATMENTS, TREATED) if (row := reader.treatment(cells))]
    if reader.faults:
        raise refused(name, reader.faults)
    return RegisterBack(tuple(requests), tuple(treatments))


class _Reader(EditedRows):
    """Reads the rows of both sheets."""

    def __init__(self, register: VendorRegister, today: date) -> None:
        super().__init__(KEY)
        self._rows = {row.id for row in register.rows}
        self._records: dict[str, Treatment] = {one.id: one for one in register.treatments}
        self._today = today

    def requests(self, cells: Cells) -> list[Request]:
        """Return what is noted on both papers of one row."""
        key = self.key(cells, self._rows)
        if key is None:
            return []
        found = []
        for paper in PAPERS:
            asked, due, received = (self.day(cells[column.title.en]) for column in ASKED[paper])
            for column, noted in zip(ASKED[paper][::2], (asked, received), strict=True):
                if noted is not None and noted > self._today:
                    self.fault(cells[column.title.en], Text(ja=f"{column.title.ja}が今日より後です", en=f"{column.title.en}: lies ahead"))
            found.append(Request(row=key, paper=paper, asked=asked, due=due, received=received))
        return found

    def treatment(self, cells: Cells) -> EditedTreatment | None:
        """Return the row of one record if it can stand."""
        key = self.key(cells, self._records)
        if key is None:
            return None
        row = EditedTreatment(
            id=key,
            choice=self.choice(cells[CHOICE.title.en], CHOICE_NAMES),
            owner=self.text(cells[OWNER.title.en]),
            reason=self.text(cells[REASON.title.en]),
            review=self.day(cells[REVIEW.title.en]),
            residual=self.choice(cells[RESIDUAL.title.en], RESIDUAL_NAMES),
            on=self.day(cells[DECIDED_ON.title.en]),
        )
        record = self._records[key]
        if row.blank or row == row_of_treatment(record):
            return row
        faults = row.faults(opened=record.opened, today=self._today)
        number = record.denial.number
        self.faults += [at_cell(cells[CHOICE.title.en], Text(ja=f"{number} {one.ja}", en=f"{number} {one.en}")) for one in faults]
        return None if faults else row
