"""Places made without a second check are the same as places that the model has checked."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from inmori.ingest.cell_place import CellPlaces
from inmori.ingest.table import Table
from inmori.model import Fact, Source, SourceKind

SHEET = Table(file="台帳.xlsx", sheet="端末", rows=[["a"] * 30] * 5)
LIST = Table(file="一覧.csv", sheet=None, rows=[["a", "b"]] * 3, lines=[1, 2, 5])


@pytest.mark.parametrize("as_of", [None, date(2026, 4, 1)])
@pytest.mark.parametrize("table", [SHEET, LIST], ids=["sheet", "list"])
def test_places_are_those_of_the_table(table: Table, as_of: date | None) -> None:
    places = CellPlaces(table, SourceKind.LEDGER)
    for row in (0, 2, 1):
        assert places.row(row, as_of) == table.source(SourceKind.LEDGER, row, as_of=as_of)
        for column in (0, 1):
            made = places.cell(column)
            assert made == table.source(SourceKind.LEDGER, row, column, as_of=as_of)


def test_a_place_behaves_like_any_other() -> None:
    places = CellPlaces(SHEET, SourceKind.LEDGER)
    places.row(3, None)
    made, checked = places.cell(28), SHEET.source(SourceKind.LEDGER, 3, 28)
    assert made.place() == "台帳.xlsx「端末」AC4"
    assert hash(made) == hash(checked)
    assert repr(made) == repr(checked)
    assert made.model_dump_json() == checked.model_dump_json()
    assert Source.model_validate_json(made.model_dump_json()) == checked
    assert pickle.loads(pickle.dumps(made)) == checked
    assert made.model_copy(update={"row": 9}).row == 9
    assert Fact[str].of("x", made) == Fact[str].of("x", checked)
    with pytest.raises(ValueError, match="frozen"):
        made.row = 5  # type: ignore[misc]


def test_a_later_row_does_not_change_an_earlier_place() -> None:
    places = CellPlaces(SHEET, SourceKind.LEDGER)
    places.row(0, None)
    first = places.cell(0)
    places.row(4, date(2026, 1, 1))
    places.cell(0)
    assert (first.row, first.cell, first.as_of) == (1, "A1", None)


def test_an_empty_table_has_no_places() -> None:
    CellPlaces(Table(file="x", sheet="y", rows=[]), SourceKind.LEDGER)
