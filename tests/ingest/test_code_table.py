"""A folder of lists from one database: codes explained in one file, an export without the names of its fields."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inmori.catalogue import load_catalogue
from inmori.errors import InputError
from inmori.ingest import code_table, ingest
from inmori.ingest.code_list import codes_of, joined
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.intake import Intake
from inmori.ingest.table import Table
from inmori.model import DeviceStatus, Hospital

TODAY = date(2027, 3, 8)
GOOD_FILE = ("KBN,CD,NAIYO\nSTS,0,使用中\nSTS,9,廃棄\nDEPT,1,検査科\nDEPT,2,透析室\n" + "".join(f"ROOM,{n},第{n}診察室\n" for n in range(1, 60))).encode("cp932")

LISTS: dict[str, tuple[str, list[list[str]], dict[str, dict[str, str]]]] = {
    "one file for all kinds": ("区分.csv", [["KBN", "CD", "NAIYO", "JUN"], ["STS_CD", "0", "使用中", "1"], ["STS_CD", "9", "廃棄", "2"]], {"状態": {"0": "使用中", "9": "廃棄"}}),
    "kind written once": ("c.csv", [["項目", "値", "意味"], ["状態区分", "1", "稼働"], ["", "2", "廃棄"]], {"状態": {"1": "稼働", "2": "廃棄"}}),
    "told by the heading of the codes": ("x.csv", [["BUSHO_CD", "BUSHO_NM"], ["01", "外来"], ["02", "手術室"]], {"部署": {"01": "外来", "02": "手術室"}}),
    "told by the name of the file": ("M_部署.csv", [["コード", "名称"], ["A", "外来"], ["B", "手術室"]], {"部署": {"A": "外来", "B": "手術室"}}),
    "a heading that ends in 区分": ("x.csv", [["JotaiKbn", "Meisho"], ["1", "使用中"], ["9", "廃棄"]], {"状態": {"1": "使用中", "9": "廃棄"}}),
    "Latin letters in any case": ("x.csv", [["区分", "CD", "名称"], ["OS区分", "1", "Windows 10"], ["OS_KBN", "2", "Windows 7"]], {"os": {"1": "Windows 10", "2": "Windows 7"}}),
    "a title above": ("k.csv", [["コード表", "", ""], ["区分", "コード", "名称"], ["種別", "1", "端末"], ["種別", "2", "サーバ"]], {"種別": {"1": "端末", "2": "サーバ"}}),
    "one code, two names": ("x.csv", [["KBN", "CD", "NAME"], ["STS", "1", "使用中"], ["STS", "1", "廃棄"]], {}),
    "numbers only": ("x.csv", [["CD", "NAME"], ["1", "2"], ["2", "3"]], {}),
    "sentences are no codes": ("x.csv", [["番号", "内容"], ["ネットワークの概要", "図の通り"], ["サーバ室の鍵", "総務課"]], {}),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_lists_that_explain(case: str) -> None:
    file, rows, expected = LISTS[case]
    assert codes_of(Table(file, None, rows)) == expected


def test_two_lists_that_disagree_are_not_believed() -> None:
    assert joined([{"部署": {"1": "外来", "2": "手術室"}}, {"部署": {"1": "医事課"}}]) == {"部署": {"2": "手術室"}}


@pytest.mark.parametrize("data", [b"", b"KBN,CD,NAIYO\n", b"a,b\n1,2\n"])
def test_nothing_explained(data: bytes) -> None:
    assert code_table.recognise(EvidenceFile(name="x", data=data)) == 0.0
    with pytest.raises(InputError):
        code_table.read(EvidenceFile(name="x", data=data), load_catalogue(), today=TODAY)


HEAD = "KANRI_NO,PC_NAME,DEPT_CD,STS_CD,OSVER,IPADDR,MACADDR,BIKO"


def rows(prefix: str, third: int) -> list[str]:
    return [
        f"{prefix}{n:03d},KRT-{prefix}{n:02d},{1 + n % 2},{9 if n == 3 else 0},Windows 11 Pro,10.6.{third}.{n},3c:a8:2a:00:{third:02x}:{n:02x},{'窓際' if n == 1 else ''}"
        for n in range(1, 6)
    ]


def assessed(folder: Path, files: dict[str, str]) -> tuple[Hospital, Intake]:
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("cp932"))
    return ingest(folder, load_catalogue(), today=TODAY)


CODES = GOOD_FILE.decode("cp932")


def test_codes_are_put_in_words(tmp_path: Path) -> None:
    hospital, intake = assessed(tmp_path, {"pc.csv": "\n".join([HEAD, *rows("A", 1)]) + "\n", "区分コード.csv": CODES})
    told = {device.hostnames[0].value: device for device in hospital.devices}
    assert {name: device.department.value for name, device in told.items()} == {f"KRT-A{n:02d}": ("検査科", "透析室")[n % 2] for n in range(1, 6)}
    assert [name for name, device in told.items() if device.status.value is DeviceStatus.RETIRED] == ["KRT-A03"]
    assert {file.evidence.file: file.evidence.format for file in intake.files} == {"pc.csv": "ledger_workbook", "区分コード.csv": "code_table"}


def test_codes_that_nothing_explains_are_no_names(tmp_path: Path) -> None:
    hospital, _ = assessed(tmp_path, {"pc.csv": "\n".join([HEAD, *rows("A", 1)]) + "\n"})
    assert {device.department.value for device in hospital.devices} == {None}
    assert all(device.in_use() for device in hospital.devices)


def test_a_list_without_heading_takes_that_of_its_siblings(tmp_path: Path) -> None:
    files = {"a.csv": "\n".join([HEAD, *rows("A", 1)]) + "\n", "b.csv": "\n".join(rows("B", 2)) + "\n", "区分コード.csv": CODES}
    hospital, intake = assessed(tmp_path, files)
    told = {device.hostnames[0].value: device for device in hospital.devices}
    assert len(told) == 10
    assert (told["KRT-B01"].asset_numbers[0].value, told["KRT-B01"].department.value, told["KRT-B01"].addresses[0].value) == ("B001", "透析室", "10.6.2.1")
    assert told["KRT-B03"].status.value is DeviceStatus.RETIRED
    assert [problem.where.file for problem in intake.problems if problem.code == "heading_of_another"] == ["b.csv"]


@pytest.mark.parametrize("change", ["another width", "other contents"])
def test_lists_of_another_shape_take_none(change: str, tmp_path: Path) -> None:
    other = [",".join(line.split(",")[1:]) if change == "another width" else ",".join(reversed(line.split(","))) for line in rows("B", 2)]
    _, intake = assessed(tmp_path, {"a.csv": "\n".join([HEAD, *rows("A", 1)]) + "\n", "b.csv": "\n".join(other) + "\n"})
    assert not any(problem.code == "heading_of_another" for problem in intake.problems)


@pytest.mark.parametrize(("heading", "cells"), [("DEL_FLG", ("0", "1")), ("DEL_DT", ("", "2022/03/31 0:00:00")), ("HaikiFlg", ("0", "1")), ("HAIKI_BI", ("", "R4.3.31"))])
def test_what_is_scrapped_by_flag_or_day(heading: str, cells: tuple[str, str], tmp_path: Path) -> None:
    text = f"KANRI_NO,PC_NAME,IPADDR,{heading}\nA001,KRT-A01,10.6.1.1,{cells[0]}\nA002,KRT-A02,10.6.1.2,{cells[1]}\n"
    hospital, _ = assessed(tmp_path, {"pc.csv": text})
    assert {device.hostnames[0].value: device.in_use() for device in hospital.devices} == {"KRT-A01": True, "KRT-A02": False}
