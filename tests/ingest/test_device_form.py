"""Cards with labels beside values: one machine a sheet, or one machine a column; lists stay lists."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.ingest import ledger_workbook
from inmori.ingest.reading import Reading
from tests.ingest.made_office import TODAY, catalogue, evidence, xlsx

CARD = [
    ["医療機器管理カード", "", "", "", ""],
    ["機器名", "CT装置", "", "製造番号", "A1234567"],
    ["IPアドレス", "10.1.1.1", "", "OS", "Windows 7"],
    ["設置場所", "CT室", "", "導入年月日", "H29.3.31"],
    ["管理者パスワード", "Himitsu9", "", "担当者", "山田花子"],
    ["備考", "保守PW:Himitsu9 リモート保守有", "", "", ""],
]  # fmt: skip
BESIDE = [["項目", "1号機", "2号機"], ["機器名", "CT", "MRI"], ["IPアドレス", "10.1.1.1", "10.1.1.2"], ["MACアドレス", "00:11:22:33:44:55", "-"], ["OS", "Windows 7", "Linux"], ["設置場所", "CT室", "MR室"]]


def read(sheets: dict[str, list[list[Any]]], **options: Any) -> Reading:
    return ledger_workbook.read(evidence(xlsx(sheets, **options)), catalogue(), today=TODAY)


def test_a_card_is_one_machine() -> None:
    reading = read({"CT": CARD})
    [machine] = reading.sightings
    told = {name: value for name, (value, _) in machine.facts.items()}
    assert (machine.addresses, machine.serials) == (("10.1.1.1",), ("A1234567",))
    assert (told["name"], told["os"], told["location"], told["purchased"], told["remote_maintenance"]) == ("CT装置", "Windows 7", "CT室", date(2017, 3, 31), True)
    assert machine.facts["os"][1].cell == "E3"
    assert "Himitsu9" not in repr(reading)
    assert "山田" not in repr(reading)
    assert [p.code for p in reading.problems] == ["form_read", "secret_removed"]
    assert ledger_workbook.recognise(evidence(xlsx({"CT": CARD}))) >= 0.6


def test_a_card_for_each_sheet_and_a_list_beside_them() -> None:
    other = [[*row] for row in CARD]
    other[1][1], other[1][4], other[2][1] = "MRI", "B7", "10.1.1.2"
    reading = read({"CT": CARD, "MR": other, "PC": [["PC名", "IPアドレス", "OS"], ["A-1", "10.0.0.1", "Windows 11"]]})
    assert [s.addresses for s in reading.sightings] == [("10.1.1.1",), ("10.1.1.2",), ("10.0.0.1",)]


def test_one_machine_a_column() -> None:
    first, second = read({"カード": BESIDE}).sightings
    assert (first.addresses, first.macs, first.facts["name"][0]) == (("10.1.1.1",), ("00:11:22:33:44:55",), "CT")
    assert (second.addresses, second.macs, second.facts["location"][0]) == (("10.1.1.2",), (), "MR室")


def test_labels_over_merged_cells() -> None:
    rows = [["機器名", "", "CT装置", ""], ["IPアドレス", "", "10.1.1.1", ""], ["OS", "", "Windows 7", ""], ["型番", "", "X-1", ""]]
    merges = {"CT": [f"{a}{n}:{b}{n}" for n in range(1, 5) for a, b in (("A", "B"), ("C", "D"))]}
    [machine] = read({"CT": rows}, merges=merges).sightings
    assert (machine.addresses, machine.facts["model"][0]) == (("10.1.1.1",), "X-1")


# Lists that have labels among their cells all the same.
LISTS: dict[str, list[list[Any]]] = {
    "heading repeated": [["PC名", "IPアドレス", "OS", "設置場所"], ["A-1", "10.0.0.1", "W", "x"], ["PC名", "IPアドレス", "OS", "設置場所"], ["A-2", "10.0.0.2", "W", "x"], ["PC名", "IPアドレス", "OS", "設置場所"], ["A-3", "10.0.0.3", "W", "x"]],
    "two tables": [["PC名", "IPアドレス"], ["A-1", "10.0.0.1"], ["A-2", "10.0.0.2"], ["", ""], ["ホスト名", "IP"], ["A-3", "10.0.0.3"]],
    "names that are headings": [["種別", "PC名", "IPアドレス"], ["サーバ", "A-1", "10.0.0.1"], ["端末", "A-2", "10.0.0.2"], ["プリンタ", "A-3", "10.0.0.3"]],
}  # fmt: skip


@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
def test_lists_stay_lists(rows: list[list[Any]]) -> None:
    reading = read({"s": rows})
    assert [s.addresses for s in reading.sightings] == [("10.0.0.1",), ("10.0.0.2",), ("10.0.0.3",)]
    assert "form_read" not in [p.code for p in reading.problems]
