"""Further habits of ledgers: what stands in headings, cells and between the lines, each in a sheet of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.ingest import ledger_workbook
from inmori.ingest.headless_list import columns_of
from inmori.ingest.reading import Reading, Sighting
from inmori.ingest.table import Table
from inmori.model import ZoneKind
from tests.ingest.made_office import TODAY, catalogue, evidence, xlsx


def read(rows: list[list[Any]], **options: Any) -> Reading:
    return ledger_workbook.read(evidence(xlsx({"端末": rows}, **options)), catalogue(), today=TODAY)


def facts(sighting: Sighting) -> dict[str, Any]:
    """All but the kind, which the name of the sheet tells."""
    return {name: value for name, (value, _) in sighting.facts.items() if name != "kind"}


# First octets in the heading, the rest in the cells: (heading, cell, address).
OCTETS: dict[str, tuple[str, Any, tuple[str, ...]]] = {
    "three in brackets": ("IP(192.168.1.)", 12, ("192.168.1.12",)),
    "full width": ("IPアドレス(192.168.1.×)", "12", ("192.168.1.12",)),
    "two": ("IP(172.16.)", "3.15", ("172.16.3.15",)),
    "several rests": ("IP(172.16.)", "3.15\n3.16、4.1", ("172.16.3.15", "172.16.3.16", "172.16.4.1")),
    "several last octets": ("IP(172.16.3.)", "15,16", ("172.16.3.15", "172.16.3.16")),
    "a number that may have lost a zero": ("IP(172.16.)", 3.1, ()),
    "behind a blank": ("IPアドレス 172.20.", "14.9", ("172.20.14.9",)),
    "nothing but octets": ("172.20.24.", 5, ("172.20.24.5",)),
    "nothing but private octets": ("10.35.7", "19", ("10.35.7.19",)),
    "a dot before the rest": ("IP(192.168.1)", ".12", ("192.168.1.12",)),
    "the whole address all the same": ("IP(192.168.1.)", "192.168.2.7", ("192.168.2.7",)),
    "too large": ("IP(192.168.1.)", 300, ()),
    "DHCP": ("IP(192.168.1.)", "DHCP", ()),
}


@pytest.mark.parametrize(("heading", "cell", "wanted"), OCTETS.values(), ids=OCTETS)
def test_first_octets_in_the_heading(heading: str, cell: Any, wanted: tuple[str, ...]) -> None:
    reading = read([["機器名称", "マシン名", heading, "摘要"], ["PC", "KEN-1", cell, ""]])
    assert reading.sightings[0].addresses == wanted


def test_a_version_in_a_heading_is_no_address() -> None:
    reading = read([["機器名称", "マシン名", "1.2", "摘要"], ["PC", "KEN-1", 5, ""]])
    assert reading.sightings[0].addresses == ()


@pytest.mark.parametrize(("cell", "wanted"), [
    (192168001001, ("192.168.1.1",)), (10035012059.0, ("10.35.12.59",)), (172016254003, ("172.16.254.3",)), ("192168001001", ("192.168.1.1",)),
    (192168001999, ()), (19216811, ()), (192.168, ()),
])  # fmt: skip
def test_addresses_typed_as_numbers(cell: Any, wanted: tuple[str, ...]) -> None:
    def touch(book: Any) -> None:
        book["端末"]["B2"].number_format = '000"."000"."000"."000'

    reading = read([["PC名", "IPアドレス", "OS"], ["PC-1", cell, "Windows 10"]], touch=touch)
    assert reading.sightings[0].addresses == wanted
    assert bool(reading.sightings[0].slips) is not bool(wanted)


@pytest.mark.parametrize("cell", ["10.0.0.1\n10.0.0.2", "10.0.0.1、10.0.0.2", "10.0.0.1/10.0.0.2", "10.0.0.1 / 10.0.0.2", "有線:10.0.0.1 無線:10.0.0.2", "10.0.0.1及び10.0.0.2", "①10.0.0.1 ②10.0.0.2", "1)10.0.0.1\n2)10.0.0.2", "有線10.0.0.1無線10.0.0.2"])
def test_several_addresses_in_a_cell(cell: str) -> None:
    one = read([["PC名", "IPアドレス", "OS"], ["SV-1", cell, "Windows Server 2019"]]).sightings[0]
    assert one.addresses == ("10.0.0.1", "10.0.0.2")
    assert {place.cell for value, place in one.identities.items() if value in one.addresses} == {"B2"}
    assert one.notes == ()


def test_three_heading_rows() -> None:
    rows = [
        ["医療情報機器台帳", *[""] * 7],
        ["資産", "", "接続", "", "", "管理", "", ""],
        ["番号", "品名", "有線", "", "無線", "保守", "", "備考"],
        ["", "", "IPアドレス", "MACアドレス", "MACアドレス", "保守会社", "保守期限", ""],
        ["M-1", "PC", "10.0.0.1", "00:11:22:33:44:01", "00:11:22:33:44:02", "甲社", "R9.3", ""],
    ]
    reading = read(rows, merges={"端末": ["A1:H1", "A2:B2", "C2:E2", "F2:H2", "C3:D3", "F3:G3", "A3:A4", "B3:B4", "H3:H4"]})
    [one] = reading.sightings
    assert reading.mappings[0].header_rows[-1] == 4
    assert one.macs == ("00:11:22:33:44:01", "00:11:22:33:44:02")
    assert facts(one) == {"name": "PC", "vendor": "甲社", "support_until": date(2027, 3, 31)}


def test_english_habits() -> None:
    rows = [
        ["Equipment register", "", "", "", "", ""], ["No.", "Tag", "Computer Name", "IPv4 Address", "Physical Address", "Planned Replacement"],
        [1, "T-01", "LAB-01", "10.7.0.1", "00-11-22-33-44-0A", "2027-03"], [2, "T-02", "LAB-02", "10.7.0.2", "", "n/a"], ["Sub-total", 2, "", "", "", ""],
    ]  # fmt: skip
    one, two = read(rows).sightings
    assert (one.hostnames, one.macs, facts(one)) == (("LAB-01",), ("00:11:22:33:44:0a",), {"replacement_planned": date(2027, 3, 31)})
    assert facts(two) == {}


@pytest.mark.parametrize("mark", ["〃", "同上", "″", "々", "\u3000〃", "ditto", "同 上"])
def test_as_above(mark: str) -> None:
    rows = [["PC名", "IPアドレス", "設置場所", "OS"], ["PC-1", "10.0.0.1", "2階病棟", "Windows 10"], ["PC-2", "10.0.0.2", mark, mark], ["PC-3", "10.0.0.3", mark, "Windows 11"]]
    assert [(facts(s)["location"], facts(s)["os"]) for s in read(rows).sightings] == [("2階病棟", "Windows 10"), ("2階病棟", "Windows 10"), ("2階病棟", "Windows 11")]


@pytest.mark.parametrize("total", [["合計", "", 2, ""], ["", "計", 2, ""], ["総計 2台", "", "", ""], ["<以下余白>", "", "", ""], ["Total", "", "2", ""]])
def test_totals_are_no_machines(total: list[Any]) -> None:
    rows = [["PC名", "IPアドレス", "設置場所", "OS"], ["PC-1", "10.0.0.1", "", ""], ["PC-2", "10.0.0.2", "", ""], total]
    assert len(read(rows).sightings) == 2


# A remark about what is to come: (remark, by when).
PLANS: dict[str, tuple[str, date | None]] = {
    "fiscal year": ("R8年度更新予定", date(2027, 3, 31)), "month": ("2027年3月更新予定", date(2027, 3, 31)), "day": ("更新予定:R9.1.15", date(2027, 1, 15)),
    "another word": ("令和9年度リプレース予定", date(2028, 3, 31)), "exchange": ("R9.3入替予定、保守は甲社", date(2027, 3, 31)), "english": ("to be replaced 2027-06", date(2027, 6, 30)),
    "no day": ("更新予定", None), "the OS": ("2027年3月 OS更新予定", None), "the firmware": ("R9.3ファームウェア更新予定", None), "the contract": ("R9.3保守契約更新予定", None),
    "the battery": ("R9.3バッテリー交換予定", None), "already done": ("R6.3更新", None), "the licence": ("ライセンス更新予定 2027/3/31", None), "another sentence": ("R6.3導入。更新予定", None),
}  # fmt: skip


@pytest.mark.parametrize(("remark", "day"), PLANS.values(), ids=PLANS)
def test_plans_to_replace(remark: str, day: date | None) -> None:
    one = read([["PC名", "IPアドレス", "備考"], ["PC-1", "10.0.0.1", remark]]).sightings[0]
    assert facts(one).get("replacement_planned") == day
    assert (one.retired, one.notes) == (None, (remark,))


def test_a_column_of_plans() -> None:
    rows = [["PC名", "IPアドレス", "更新予定", "保守期限"], ["PC-1", "10.0.0.1", "R9年度", "2027/3"], ["PC-2", "10.0.0.2", "未定", ""], ["PC-3", "10.0.0.3", "予算次第", ""]]
    one, two, three = read(rows).sightings
    assert facts(one) == {"replacement_planned": date(2028, 3, 31), "support_until": date(2027, 3, 31)}
    assert (facts(two), facts(three), three.notes) == ({}, {}, ("予算次第",))


def test_other_remarks_with_a_meaning() -> None:
    rows = [["PC名", "IPアドレス", "備考"], ["PC-1", "10.0.0.1", "リモート保守有(甲社)"], ["PC-2", "", "スタンドアロン"]]
    one, two = read(rows).sightings
    assert facts(one)["remote_maintenance"] is True
    assert two.zone_hint is ZoneKind.STANDALONE


def test_a_second_heading_with_the_columns_in_another_order() -> None:
    rows = [["PC名", "IPアドレス", "備考"], ["PC-1", "10.0.0.1", ""], ["IPアドレス", "備考", "PC名"], ["10.0.0.2", "x", "PC-2"]]
    assert [(s.hostnames, s.addresses) for s in read(rows).sightings] == [(("PC-1",), ("10.0.0.1",)), (("PC-2",), ("10.0.0.2",))]


# "Same as left" makes sense only beside a column of the same sort: (headings, row, facts).
LEFT: dict[str, tuple[list[str], list[str], dict[str, str]]] = {
    "place and department": (["PC名", "部署", "設置場所"], ["A-1", "外来", "同左"], {"department": "外来", "location": "外来"}),
    "maker and vendor": (["PC名", "型番", "メーカー", "保守会社"], ["A-1", "DX-1", "甲社", "同左"], {"model": "DX-1", "maker": "甲社", "vendor": "甲社"}),
    "a number is no place": (["No", "設置場所", "PC名", "IP"], ["3", "同左", "A-1", "10.0.0.1"], {}),
    "a system is no antivirus": (["PC名", "OS", "ウイルス対策"], ["A-1", "Windows 11", "同左"], {"os": "Windows 11"}),
}


@pytest.mark.parametrize(("headings", "row", "wanted"), LEFT.values(), ids=LEFT)
def test_same_as_left(headings: list[str], row: list[str], wanted: dict[str, str]) -> None:
    assert facts(read([headings, row]).sightings[0]) == wanted


@pytest.mark.parametrize(("written", "wanted"), [
    ("R9末", date(2027, 12, 31)), ("R10.3.31まで", date(2028, 3, 31)), ("令和9年3月末", date(2027, 3, 31)), ("2026年度末", date(2027, 3, 31)), ("2027年3月31日(水)満了", date(2027, 3, 31)), ("2028/3/31予定", date(2028, 3, 31)),
    ("無期限", None), ("R13/2/30", None), ("末", None),
])  # fmt: skip
def test_until_when(written: str, wanted: date | None) -> None:
    reading = read([["PC名", "IP", "保守期限"], ["A-1", "10.0.0.1", written]])
    assert facts(reading.sightings[0]).get("support_until") == wanted
    assert [p.code for p in reading.problems] == (["no_date"] if "/2/30" in written else [])


# A line that stands alone in the column of names or numbers is no machine: (text, whether it is one).
ALONE: dict[str, bool] = {
    "■ 2階 外来": False, "※ 確認は総務まで": False, "注:IPは変更の可能性あり": False, "【病棟】": False, "以下は予備機のため電源を入れていない": False, "2階 検査室": False,
    "KEN-9": True, "電カル端末03": True, "予備機": True,
}  # fmt: skip


@pytest.mark.parametrize(("text", "machine"), ALONE.items())
def test_a_line_alone_in_the_column_of_names(text: str, machine: bool) -> None:
    seen = read([["PC名", "IPアドレス", "OS"], ["A-1", "10.0.0.1", "W"], [text, "", ""], ["A-2", "10.0.0.2", "W"]]).sightings
    assert len(seen) == 2 + machine


def test_names_of_patients_are_no_names_of_machines() -> None:
    seen = read([["PC名", "IPアドレス", "OS"], ["佐久間トメ様ベッドPC", "10.0.0.1", "W"]]).sightings
    assert (seen[0].hostnames, seen[0].addresses) == ((), ("10.0.0.1",))


def test_a_page_of_instructions_above_the_heading() -> None:
    rows = [["注意事項"], *[[f"{n}. この台帳は毎年4月に更新すること"] for n in range(1, 25)], ["№", "機 器 名", "IP\nアドレス", "Ｏ　Ｓ", "設　置\n場　所", "備　　考"]]
    reading = read([*rows, ["1", "受付PC", "192.168.1.10(有線)／192.168.2.10(無線)", "Win10", "外来", "予備"], ["2", "｜", "192.168.1.11", "↓", "↓", "電源OFF(R5.3撤去)"]])
    first, second = reading.sightings
    assert (first.addresses, facts(first)["location"]) == (("192.168.1.10", "192.168.2.10"), "外来")
    assert (second.addresses, facts(second)["name"], facts(second)["os"], facts(second)["location"]) == (("192.168.1.11",), "受付PC", "Win10", "外来")
    assert second.retired


def test_title_and_heading_repeated_on_each_page() -> None:
    heading = ["番号", "名称", "ＭＡＣ", "住所(IP)"]
    page = [["一覧 1/2頁", "", "", ""], heading, ["B1-1", "PC", "00-11-22-33-44-55", "10.1.1.1"], ["一覧 2/2頁", "", "", ""], heading, ["B1-2", "PC", "001122-334456", "10.1.1.2"], ["合計", "2台", "", ""]]
    reading = read(page)
    assert [(s.macs, s.addresses) for s in reading.sightings] == [(("00:11:22:33:44:55",), ("10.1.1.1",)), (("00:11:22:33:44:56",), ("10.1.1.2",))]
    assert all("department" not in facts(s) for s in reading.sightings)
    assert len(reading.mappings) == 1


@pytest.mark.parametrize("cell", ["×", "✕", "無", "なし", "なし(単体)", "未接続", False])
def test_a_cross_under_lan_is_no_connection(cell: Any) -> None:
    one, two = read([["No.", "名称", "機番", "LAN"], [1, "輸液ポンプ", "TE-1", cell], [2, "CT装置", "CT-2", "診療系"]]).sightings
    assert (one.zone_hint, two.zone_hint) == (ZoneKind.STANDALONE, ZoneKind.CLINICAL)


def test_a_list_without_heading_knows_short_names_of_systems() -> None:
    rows = [[f"A41-00{n}", f"ASC-0{n}", f"10.8.0.{n}", f"84:A9:3E:11:22:3{n}", system] for n, system in enumerate(["Win10 Pro", "Win7", "WinSV 2019", "Win11Pro"], start=1)]
    found = columns_of(Table(file="T_PC.csv", sheet=None, rows=rows))
    assert found is not None
    assert [column.field for column in found.header.columns] == ["asset_number", "hostname", "address", "mac", "os"]


LABELS: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "a label beside the name": ("PC名", "コンピュータ名", [("外来 1番", "KRT-G01"), ("外来 2番", "KRT-G02")]), "the other way round": ("ホスト名", "端末名", [("KRT-G01", "受付 左"), ("KRT-G02", "受付 右")]),
    "in English": ("Device Name", "Host Name", [("Reception left", "KRT-G01"), ("Reception right", "KRT-G02")]), "a label without blanks": ("端末名", "コンピュータ名", [("受付1", "KRT-G01"), ("受付2", "KRT-G02")]),
}  # fmt: skip


@pytest.mark.parametrize("case", LABELS)
def test_a_label_is_no_host_name(case: str) -> None:
    one, other, names = LABELS[case]
    rows = [[one, other, "IPアドレス", "OS"], *([*pair, f"10.6.1.{n}", "Windows 11 Pro"] for n, pair in enumerate(names, 1))]
    file = evidence(xlsx({"端末": rows}), "端末.xlsx")
    seen = ledger_workbook.read(file, catalogue(), today=TODAY).sightings
    assert [sighting.hostnames for sighting in seen] == [("KRT-G01",), ("KRT-G02",)]
    labels = [next(name for name in pair if not name.startswith("KRT")) for pair in names]
    assert [sighting.facts["name"][0] for sighting in seen] == labels


@pytest.mark.parametrize(("text", "hosts", "name"), [
    ("外来 3番", (), "外来 3番"), ("検査室 CT操作卓", (), "検査室 CT操作卓"), ("KRT-01 KRT-02", ("KRT-01", "KRT-02"), None), ("KRT-01、KRT-02", ("KRT-01", "KRT-02"), None), ("受付1", ("受付1",), None),
])  # fmt: skip
def test_a_label_is_not_split(text: str, hosts: tuple[str, ...], name: str | None) -> None:
    file = evidence(xlsx({"端末": [["端末名", "型番", "IPアドレス"], [text, "X-1", "10.6.1.1"], ["KRT-09", "X-1", "10.6.1.9"]]}), "端末.xlsx")
    seen = ledger_workbook.read(file, catalogue(), today=TODAY).sightings[0]
    assert seen.hostnames == hosts
    assert seen.facts.get("name", (None,))[0] == name


@pytest.mark.parametrize("under", ["組込OS", "ソフト", "基本OS", "中身", "OS種別"])
def test_a_column_is_more_than_its_group(under: str) -> None:
    heading = [["No.", "機器", None, "ネットワーク", None, None], [None, "名称", "型式", "LAN接続", "IPアドレス", under]]
    rows = [*heading, [1, "CT装置", "X-1", True, "10.6.1.1", "Windows 7"], [2, "MRI装置", "X-2", True, "10.6.1.2", "Windows 10 IoT LTSC 2019"]]
    seen = ledger_workbook.read(evidence(xlsx({"機器": rows}), "me.xlsx"), catalogue(), today=TODAY).sightings
    assert [sighting.facts["os"][0] for sighting in seen] == ["Windows 7", "Windows 10 IoT LTSC 2019"]
    assert {sighting.zone_hint for sighting in seen} == {None}
