"""What stands behind a slash in a column of addresses: further machines' octets, a prefix, or nobody knows."""

from __future__ import annotations

import pytest

from inmori.ingest import ledger_workbook
from inmori.ingest.address_pair import paired
from tests.ingest.made_office import TODAY, catalogue, evidence, xlsx

# Cells of a column, the addresses of the first one, and whether a person is asked.
COLUMNS: dict[str, tuple[list[str], tuple[str, ...], bool]] = {
    "alone": (["192.168.0.21/22"], ("192.168.0.21",), True),
    "in order, twice": (["192.168.0.21/22", "192.168.0.35/36"], ("192.168.0.21", "192.168.0.22"), False),
    "one says it": (["192.168.0.21/22", "192.168.0.101/102"], ("192.168.0.21", "192.168.0.22"), False),
    "three octets": (["192.168.0.21/22/23"], ("192.168.0.21", "192.168.0.22", "192.168.0.23"), False),
    "no such prefix": (["192.168.0.21/45"], ("192.168.0.21", "192.168.0.45"), False),
    "one prefix for all": (["192.168.0.21/24", "192.168.0.7/24", "192.168.0.200/24"], ("192.168.0.21",), False),
    "a prefix below the octet": (["192.168.0.121/24"], ("192.168.0.121",), False),
    "with blanks": (["192.168.0.121 / 122"], ("192.168.0.121", "192.168.0.122"), False),
    "a whole mask": (["192.168.0.21/255.255.255.0"], ("192.168.0.21",), False),
    "two addresses": (["192.168.0.21/192.168.0.22"], ("192.168.0.21", "192.168.0.22"), False),
}


@pytest.mark.parametrize(("cells", "addresses", "asked"), COLUMNS.values(), ids=COLUMNS)
def test_a_column(cells: list[str], addresses: tuple[str, ...], asked: bool) -> None:
    rows = [["ホスト名", "IPアドレス", "OS"], *([f"PC-{n}", cell, "Windows 11"] for n, cell in enumerate(cells))]
    reading = ledger_workbook.read(evidence(xlsx({"端末": rows})), catalogue(), today=TODAY)
    assert reading.sightings[0].addresses == addresses
    assert ("address_pair" in {problem.code for problem in reading.problems}) is asked
    assert reading.sightings[0].notes == ()


@pytest.mark.parametrize("text", ["192.168.0.21", "192.168.0.21/300", "192.168.0/21", "21/22", "192.168.0.21/x"])
def test_what_is_no_pair(text: str) -> None:
    assert paired(text) is None
