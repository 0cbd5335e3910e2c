"""Corrections at work: the same folder read before and after a person has edited ``columns.toml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inmori.catalogue import load_catalogue
from inmori.errors import InputError
from inmori.ingest import asset_tool_csv, column_correction, ingest, ledger_workbook
from inmori.ingest.column_correction import ColumnCorrections
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.intake import Intake
from inmori.ingest.reading import Reading
from inmori.ingest.sheet_tables import open_tables, unread_lists
from inmori.model import Hospital
from tests.ingest.made_office import TODAY, catalogue, evidence, xlsx

LEDGER = [
    ["健診棟 機器一覧", "", "", "", ""],
    ["機器名称", "マシン名", "管理者パスワード", "ラベル", "利用者"],
    ["受付PC", "KEN-01", "Himitsu9", "札4711", "PC-A"],
    ["診察PC", "KEN-02", "Himitsu9", "札4712", "PC-B"],
]  # fmt: skip
ODD = [["あれ", "これ", "備考", "品名"], ["KEN-03", "3番", "x", "プリンタ"], ["KEN-04", "4番", "y", "複合機"]]


def reading(data: bytes, told: str = "") -> Reading:
    corrections = column_correction.read(told, file="columns.toml").corrections
    file = EvidenceFile(name="台帳.xlsx", data=data, columns=corrections)
    return ledger_workbook.read(file, catalogue(), today=TODAY)


def edited(data: bytes, **changes: str) -> str:
    """The corrections that are written for a workbook, with the fields of some columns exchanged by a person."""
    lines = []
    for line in column_correction.written(reading(data).mappings).split("\n"):
        letter, mark, rest = line.partition(" = ")
        field, _, comment = rest.partition("#")
        lines.append(f'{letter} = "{changes[letter]}"  #{comment}' if mark and letter in changes and field else line)
    return "\n".join(lines)


def test_a_column_is_read_as_a_person_says() -> None:
    data = xlsx({"健診棟": LEDGER})
    assert [s.serials for s in reading(data).sightings] == [(), ()]
    told = reading(data, edited(data, D="serial"))
    assert [s.serials for s in told.sightings] == [("札4711",), ("札4712",)]
    assert [s.hostnames for s in told.sightings] == [("KEN-01",), ("KEN-02",)]  # as before
    [mapping] = told.mappings
    assert (mapping.corrected, mapping.kind, mapping.header_rows) == (True, "device", (2,))
    assert ("D", "ラベル", "serial") in mapping.columns


def test_the_name_of_the_file_and_of_the_sheet_do_not_matter() -> None:
    told = edited(xlsx({"健診棟": LEDGER}), D="serial")
    moved = [["令和9年度"], [""], *LEDGER[1:]]
    assert [s.serials for s in reading(xlsx({"別館": moved}), told).sightings] == [("札4711",), ("札4712",)]
    wider = [[*row, "x"] for row in LEDGER]
    assert [s.serials for s in reading(xlsx({"健診棟": wider}), told).sightings] == [(), ()]  # another shape


def test_secrets_stay_unread_whatever_is_told() -> None:
    data = xlsx({"健診棟": LEDGER})
    told = reading(data, edited(data, C="note", E="hostname", B=""))
    assert "Himitsu9" not in repr(told)
    assert [p.code for p in told.problems] == ["columns_secret", "column_dropped"]
    assert told.problems[0].where.file == "columns.toml"
    # Names of people are left out by their heading; a person may say that host names stand there.
    assert [s.hostnames for s in told.sightings] == [("PC-A",), ("PC-B",)]


def test_a_field_told_elsewhere_leaves_the_column_found_by_words() -> None:
    data = xlsx({"健診棟": LEDGER})
    shape = reading(data).mappings[0].shape
    told = f'[[sheet]]\nshape = "{shape}"\nkind = "device"\n[sheet.columns]\nB = "name"\n'
    seen = reading(data, told).sightings
    assert [s.facts["name"][0] for s in seen] == ["KEN-01", "KEN-02"]
    assert reading(data, told).mappings[0].columns[0] == ("A", "機器名称", "")


def test_a_sheet_that_no_words_make_a_list() -> None:
    data = xlsx({"健診棟": LEDGER, "その他": ODD})
    first = reading(data)
    assert [(m.sheet, m.kind) for m in first.mappings] == [("健診棟", "device"), ("その他", "none")]
    text = column_correction.written(first.mappings)
    told = text.replace('kind = "none"', 'kind = "device"').replace('A = ""  # あれ', 'A = "hostname"').replace('B = ""  # これ', 'B = "serial"').replace('D = ""  # 品名', 'D = "name"')
    seen = reading(data, told).sightings
    assert [(s.hostnames, s.serials) for s in seen[2:]] == [(("KEN-03",), ("3番",)), (("KEN-04",), ("4番",))]
    again = reading(data, text)  # left as it was written, nothing changes
    assert again.sightings == first.sightings


def test_a_sheet_that_is_no_list_after_all() -> None:
    data = xlsx({"健診棟": LEDGER, "見本": [["PC名", "IPアドレス", "OS"], ["例)PC-01", "10.9.9.9", "Windows"]]})
    assert len(reading(data).sightings) == 3
    shape = next(m.shape for m in reading(data).mappings if m.sheet == "見本")
    told = reading(data, f'[[sheet]]\nshape = "{shape}"\nkind = "none"\n')
    assert len(told.sightings) == 2
    assert [p.code for p in told.problems].count("sheet_skipped") == 1


def test_rows_of_data_are_never_shown_as_headings() -> None:
    """A table without known words may hold anything: names, passwords."""
    secret = [["山田花子", "hanako", "Himitsu9", "総務"], ["佐藤次郎", "jiro", "Himitsu8", "医事"]]
    assert unread_lists(evidence(xlsx({"x": secret}))) == ()
    assert unread_lists(evidence("山田花子,hanako,Himitsu9\n佐藤,jiro,Himitsu8\n", "x.csv")) == ()
    assert unread_lists(evidence(b"no list")) == ()
    heads = [["氏名", "パスワード", "備考", "部署"], ["山田花子", "Himitsu9", "x", "総務"]]
    [mapping] = unread_lists(evidence(xlsx({"x": heads})))
    assert mapping.columns == (("A", "氏名", ""), ("B", "パスワード", "dropped"), ("C", "備考", ""), ("D", "部署", ""))


def test_two_heading_rows_and_groups() -> None:
    rows = [["一覧"], ["資産", "", "NW", ""], ["番号", "品名", "IP", "札"], ["1", "PC", "10.0.0.1", "PC-1"], ["2", "PC", "10.0.0.2", "PC-2"]]
    data = xlsx({"s": rows}, merges={"s": ["A2:B2", "C2:D2"]})
    told = reading(data, edited(data, D="hostname"))
    assert [s.hostnames for s in told.sightings] == [("PC-1",), ("PC-2",)]
    assert told.mappings[0].header_rows == (2, 3)


def test_a_further_heading_below() -> None:
    below = [["PC名", "IPアドレス", "札", "備考"], ["PC-9", "10.0.0.9", "M-9", ""]]
    rows = [["管理番号", "PC名", "IPアドレス", "備考"], ["M-1", "PC-1", "10.0.0.1", ""], *below]
    data = xlsx({"s": rows})
    text = column_correction.written(reading(data).mappings)
    told = reading(data, text.replace('C = ""          # 札', 'C = "asset_number"'))
    assert [m.corrected for m in told.mappings] == [True, True]
    assert [(s.asset_numbers, s.addresses) for s in told.sightings] == [(("M-1",), ("10.0.0.1",)), (("M-9",), ("10.0.0.9",))]


def test_lists_of_contracts_are_corrected_too() -> None:
    rows = [["契約先", "契約件名", "終わり", "年額"], ["甲社", "電子カルテ保守", "2027/3/31", 120000]]
    data = xlsx({"契約": rows})
    assert reading(data).contracts[0].end.value is None
    assert reading(data, edited(data, C="end")).contracts[0].end.value is not None


def test_a_list_without_heading() -> None:
    text = "".join(f"X{n:03},PC-{n:03},10.8.1.{n},Windows 10,{n}F\n" for n in range(1, 20))
    first = asset_tool_csv.read(evidence(text, "list.csv"), catalogue(), today=TODAY)
    told = column_correction.written(first.mappings).replace('A = "asset_number"', 'A = "serial"').replace("[sheet.columns]", '[sheet.columns]\nE = "location"')
    corrections = column_correction.read(told, file="columns.toml")
    assert corrections.problems == ()
    file = EvidenceFile(name="list.csv", data=text.encode(), columns=corrections.corrections)
    seen = asset_tool_csv.read(file, catalogue(), today=TODAY).sightings
    assert (seen[0].serials, seen[0].asset_numbers, seen[0].facts["location"][0]) == (("X001",), (), "1F")


def test_a_column_that_is_not_there() -> None:
    data = xlsx({"s": LEDGER})
    told = reading(data, edited(data, D="address").replace("[sheet.columns]", '[sheet.columns]\nZZ = "os"'))
    assert [p.code for p in told.problems if p.code.startswith("columns")] == ["columns_no_such_column"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "台帳.xlsx").write_bytes(xlsx({"健診棟": LEDGER}))
    return tmp_path


def run(folder: Path, **options: Any) -> tuple[Hospital, Intake]:
    return ingest(folder, load_catalogue(), today=TODAY, **options)


def test_a_file_of_corrections_in_the_folder(folder: Path) -> None:
    hospital, intake = run(folder)
    assert [d.serials for d in hospital.devices] == [(), ()]
    told = column_correction.written(intake.mappings).replace('D = ""', 'D = "serial"')
    (folder / "訂正.TOML").write_text(told + "colour = 1\n", encoding="utf-8")
    hospital, intake = run(folder)
    assert sorted(d.serials[0].value or "" for d in hospital.devices) == ["札4711", "札4712"]
    used = next(f for f in intake.files if f.evidence.file == "訂正.TOML")
    assert (used.used, used.evidence.format, used.evidence.records) == (True, "columns", 1)
    assert [(p.code, p.where.file) for p in intake.problems if p.code.startswith("columns")] == [("columns_bad_column", "訂正.TOML")]
    assert {m.name for m in hospital.made_from} >= {"台帳.xlsx", "訂正.TOML"}


def test_corrections_given_beside_the_folder_count_first(folder: Path) -> None:
    _, intake = run(folder)
    found = column_correction.written(intake.mappings)
    (folder / "columns.toml").write_text(found.replace('D = ""', 'D = "location"'), encoding="utf-8")
    mine = column_correction.read(found.replace('D = ""', 'D = "serial"'), file="mine.toml").corrections
    hospital, intake = run(folder, columns=mine)
    assert sorted(d.serials[0].value or "" for d in hospital.devices) == ["札4711", "札4712"]
    assert "columns" in {m.name for m in hospital.made_from}
    assert [p.code for p in intake.problems if p.code.startswith("columns")] == []


def test_corrections_as_found_change_nothing(folder: Path) -> None:
    hospital, intake = run(folder)
    again, _ = run(folder, columns=column_correction.read(column_correction.written(intake.mappings), file="x").corrections)
    assert again.devices == hospital.devices


def test_corrections_without_a_list(folder: Path) -> None:
    told = '[[sheet]]\nshape = "0123456789abcdef"\nkind = "device"\n'
    (folder / "columns.toml").write_text(told, encoding="utf-8")
    _, intake = run(folder)
    assert [(p.severity, p.code, p.where.line) for p in intake.problems if p.code.startswith("columns")] == [("note", "columns_unused", 1)]


def test_a_broken_file_of_corrections_stops_nothing(folder: Path) -> None:
    (folder / "columns.toml").write_text('[[sheet]]\nshape = "abc\n', encoding="utf-8")
    (folder / "settings.toml").write_text('[tool]\nx = 1\n', encoding="utf-8")
    hospital, intake = run(folder)
    assert len(hospital.devices) == 2
    assert [(f.evidence.file, f.used, f.evidence.format) for f in intake.files if f.evidence.file.endswith("toml")] == [
        ("columns.toml", False, "columns"), ("settings.toml", False, "unrecognised"),
    ]  # fmt: skip


def test_a_file_that_nobody_reads_can_be_corrected(folder: Path) -> None:
    (folder / "謎.csv").write_text("あれ,これ,備考,品名\nKEN-03,3番,x,プリンタ\nKEN-04,4番,y,複合機\n", encoding="utf-8")
    _, intake = run(folder)
    assert [(m.file, m.kind) for m in intake.mappings] == [("台帳.xlsx", "device"), ("謎.csv", "none")]
    text = column_correction.written(intake.mappings)
    told = text.replace('kind = "none"', 'kind = "device"').replace('A = ""  # あれ', 'A = "hostname"').replace('B = ""  # これ', 'B = "serial"')
    hospital, _ = run(folder, columns=column_correction.read(told, file="x").corrections)
    assert {"KEN-03", "KEN-04"} <= {d.label() for d in hospital.devices}


def test_nothing_opened_stays_in_memory(folder: Path) -> None:
    run(folder)
    assert open_tables.cache_info().currsize == 0


def test_nothing_but_corrections(tmp_path: Path) -> None:
    (tmp_path / "columns.toml").write_text('[[sheet]]\nshape = "a"\nkind = "device"\n', encoding="utf-8")
    with pytest.raises(InputError):
        run(tmp_path, columns=ColumnCorrections())
