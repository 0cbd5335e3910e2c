"""Ledgers of other houses than the sample's, each with its own habits, and what every row must yield."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from inmori.catalogue import load_catalogue
from inmori.errors import InputError
from inmori.ingest import ledger_workbook
from inmori.ingest.evidence_file import Limits
from inmori.ingest.reading import Reading, Sighting
from inmori.model import DeviceKind, SourceKind, ZoneKind
from tests.ingest.made_office import TODAY, catalogue, changed_zip, evidence, ole, xls, xlsx


def read(data: bytes, name: str = "台帳.xlsx", limits: Limits | None = None) -> Reading:
    file = evidence(data, name, limits)
    assert ledger_workbook.recognise(file) >= 0.7
    return ledger_workbook.read(file, catalogue(), today=TODAY)


def facts(sighting: Sighting) -> dict[str, Any]:
    return {name: value for name, (value, _) in sighting.facts.items()}


def codes(reading: Reading) -> list[str]:
    return [p.code for p in reading.problems if p.code != "sheet_skipped"]


# House one: a sheet for each building, one heading row, headings that state the first octets, numbers for the rest.
BUILDINGS = {
    "表紙": [["情報機器台帳"], ["最終更新", "令和8年4月1日"]],
    "本館": [
        ["番号", "機器", "IP(192.168.10.x)", "物理アドレス", "製番", "備品番号", "部屋", "メモ"],
        [1, "医事 端末", 11, "0017.4228.8311", "SN0001", 7, "1階", ""],
        [2, "レーザープリンタ", 12, "", "SN0002", 8, "〃", "予備"],
        ["小計", 2, "", "", "", "", "", ""],
        ["以下余白", "", "", "", "", "", "", ""],
    ],
    "旧館": [
        ["番号", "機器", "IP(172.16.)", "物理アドレス", "製番", "備品番号", "部屋", "メモ"],
        [1, "CT", "3.15", "", "", "", "CT室", "スタンドアロンではない"],
        [2, "輸液ポンプ", "", "", "", "", "病棟", "LAN接続なし"],
        [3, "検査端末", 300, "", "", "", "", "R6.3 撤去"],
    ],
}


def test_a_sheet_for_each_building_with_octets_in_the_heading() -> None:
    def touch(book: Any) -> None:
        book["本館"]["F2"].number_format = "0000"

    reading = read(xlsx(BUILDINGS, touch=touch))
    rows = {(s.source.sheet, s.source.row): s for s in reading.sightings}
    assert sorted(rows, key=str) == [("旧館", 2), ("旧館", 3), ("旧館", 4), ("本館", 2), ("本館", 3)]
    first = rows["本館", 2]
    assert (first.addresses, first.macs, first.serials, first.asset_numbers) == (
        ("192.168.10.11",), ("00:17:42:28:83:11",), ("SN0001",), ("0007",),
    )  # fmt: skip
    assert facts(first) == {"name": "医事 端末", "location": "1階", "kind": DeviceKind.CLIENT}
    assert facts(rows["本館", 3])["location"] == "1階"  # 〃
    assert rows["旧館", 2].addresses == ("172.16.3.15",)
    assert [rows["旧館", n].retired for n in (2, 3, 4)] == [None, None, "備考「R6.3 撤去」"]  # an old building is no scrapyard
    assert [rows["旧館", n].zone_hint for n in (2, 3)] == [None, ZoneKind.STANDALONE]
    assert [written for written, _ in rows["旧館", 4].slips] == ["300"]
    assert {s.source.as_of for s in reading.sightings} == {date(2026, 4, 1)}  # told on the cover
    assert codes(reading) == ["zeros_may_be_lost", "address_slip"]


# House two: English headings, an uppercase habit, dates as day counts, several addresses in a cell.
ENGLISH = [
    ["Asset list as of 2026-03-31", *[""] * 9],
    ["Asset Tag", "Device Name", "Host Name", "IP Address", "MAC Address", "Operating System", "Serial No.", "Dept", "Purchase Date", "Remarks"],
    ["00123", "Ward PC", "WARD01.hosp.local", "10.20.1.5", "AA-BB-CC-00-11-22", "Windows 10 Pro", "C0FFEE", "Ward 2", 45748, ""],
    ["00124", "Print server", "PRN01", "10.20.1.6\n10.20.9.6", "", "Windows Server 2019", "", "IT", "2024-05", "No antivirus"],
    ["00125", "Old laptop", "LAP77", "10.20.1.7", "", "", "", "IT", "", "Scrapped 2025"],
    ["00126", "Spare", "", "", "", "", "", "", "", "to be disposed"],
    ["Total", 4, "", "", "", "", "", "", "", ""],
]  # fmt: skip


def test_english_headings() -> None:
    reading = read(xlsx({"Assets": ENGLISH}))
    one, two, three, four = reading.sightings
    assert (one.hostnames, one.addresses, one.macs, one.asset_numbers) == (("WARD01",), ("10.20.1.5",), ("aa:bb:cc:00:11:22",), ("00123",))
    assert facts(one)["purchased"] == date(2025, 4, 1)
    assert two.addresses == ("10.20.1.6", "10.20.9.6")
    assert (facts(two)["antivirus"], facts(two)["kind"]) == ("none", DeviceKind.SERVER)
    assert [s.retired is not None for s in (one, two, three, four)] == [False, False, True, False]
    assert codes(reading) == ["date_from_number"]
    assert reading.sightings[0].source.as_of == date(2026, 3, 31)


# House three: departments merged downwards, one server over two rows, ditto marks, two heading rows, banners.
MERGED = [
    ["サーバ・端末台帳", *[""] * 9],
    ["No", "所属", "系統", "ネットワーク", "", "", "機器情報", "", "", "特記事項"],
    ["", "", "", "コンピュータ名", "IPアドレス", "MACアドレス", "メーカー名", "機種名", "基本ソフト", ""],
    ["■サーバ", *[""] * 9],
    [1, "情報室", "電カル", "SV-A", "10.5.0.1", "00:11:22:00:00:01", "富士通", "PRIMERGY", "Windows Server 2019", ""],
    ["", "", "", "", "10.5.9.1", "00:11:22:00:00:02", "", "", "", "管理ポート"],
    [2, "情報室", "電カル", "SV-B", "010.005.000.002", "", "〃", "〃", "同上", "ウイルス対策ソフト未導入"],
    ["【端末】", *[""] * 9],
    [3, "内科", "事務", "PC-1", "DHCP", "", "NEC", "Mate", "Win11", "患者名簿あり"],
    [4, "", "無線", "PC-2", "〃", "", "〃", "iPad", "iPadOS", "PW:Himitsu9"],
    [5, "", "部門", "", "なし", "", "", "", "", ""],
    ["No", "所属", "系統", "コンピュータ名", "IPアドレス", "MACアドレス", "メーカー名", "機種名", "基本ソフト", "特記事項"],
    [6, "", "", "", "", "", "", "", "", ""],
    [7, "外科", "診療系", "PC-3", "10.5..0.3", "00-11-22-00-00-0", "Dell", "OptiPlex", "Windows 7", "メーカー指示によりパッチ適用不可"],
    ["※更新は各部署で行うこと", *[""] * 9],
]  # fmt: skip
MERGES = ["D2:F2", "G2:I2", "A2:A3", "B2:B3", "C2:C3", "J2:J3", "A5:A6", "B5:B6", "C5:C6", "D5:D6", "B9:B11"]


def test_merged_cells_ditto_marks_and_banners() -> None:
    reading = read(xlsx({"台帳": MERGED}, merges={"台帳": MERGES}))
    rows = {s.source.row: s for s in reading.sightings}
    assert sorted(rows) == [5, 7, 9, 10, 11, 14]
    server = rows[5]  # its name is merged over two rows: one machine with two addresses
    assert (server.hostnames, server.addresses) == (("SV-A",), ("10.5.0.1", "10.5.9.1"))
    assert server.macs == ("00:11:22:00:00:01", "00:11:22:00:00:02")
    assert server.identities["10.5.9.1"].cell == "E6"
    assert server.notes == ("管理ポート",)
    assert server.group == "台帳 / サーバ"
    assert {k: facts(rows[7])[k] for k in ("maker", "model", "os", "antivirus")} == {
        "maker": "富士通", "model": "PRIMERGY", "os": "Windows Server 2019", "antivirus": "none",
    }  # fmt: skip
    assert rows[7].addresses == ("10.5.0.2",)
    assert [facts(rows[n])["department"] for n in (9, 10, 11)] == ["内科"] * 3
    assert [rows[n].zone_hint for n in (5, 9, 10, 11, 14)] == [
        ZoneKind.CLINICAL, ZoneKind.INFO, ZoneKind.WIFI, ZoneKind.DEPT, ZoneKind.CLINICAL,
    ]  # fmt: skip
    assert facts(rows[9])["holds_patient_data"] is True
    assert (rows[9].dhcp, rows[10].dhcp, rows[10].addresses) == (True, False, ())  # "same address as above" is not believed
    assert facts(rows[10])["kind"] is DeviceKind.TABLET
    assert facts(rows[14])["patch_forbidden"] is True
    assert [written for written, _ in rows[14].slips] == ["10.5..0.3"]
    assert codes(reading) == ["ditto_identity", "secret_removed", "address_slip", "mac_slip", "footnote"]
    assert "Himitsu9" not in repr(reading)


def test_the_place_of_a_slip_is_told() -> None:
    reading = read(xlsx({"台帳": MERGED}, merges={"台帳": MERGES}))
    slip = next(p for p in reading.problems if p.code == "address_slip")
    assert slip.severity == "warning"
    assert slip.where.cell == "E14"
    assert "台帳.xlsx「台帳」E14" in slip.text.ja
    assert "10.5..0.3" in slip.text.ja
    assert "使っていません" in slip.done.ja


SIMPLE = [["管理番号", "PC名", "IPアドレス", "備考"], ["M-1", "PC-1", "10.0.0.1", ""], ["M-2", "PC-2", "10.0.0.2", ""], ["M-3", "PC-3", "10.0.0.3", ""]]


def test_what_marks_a_machine_as_retired() -> None:
    from openpyxl.styles import Font, PatternFill

    def touch(book: Any) -> None:
        for cell in book["現用"][3]:
            cell.font = Font(strike=True)
        for cell in book["現用"][4]:
            cell.fill = PatternFill("solid", fgColor="FFD9D9D9")
        book["凡例"]["A2"].fill = PatternFill("solid", fgColor="FFD9D9D9")

    legend = [["凡例", ""], ["", "廃棄・撤去済"]]
    reading = read(xlsx({"現用": SIMPLE, "凡例": legend, "隠し": SIMPLE, "廃棄済": SIMPLE}, hidden=["隠し"], touch=touch))
    reasons = {(s.source.sheet, s.source.row): s.retired for s in reading.sightings}
    assert [reasons["現用", n] for n in (2, 3, 4)] == [None, "取り消し線", "凡例で廃棄・撤去を表す塗りつぶし"]
    assert {reasons["隠し", n] for n in (2, 3, 4)} == {"非表示シート「隠し」"}
    assert {reasons["廃棄済", n] for n in (2, 3, 4)} == {"シート「廃棄済」"}


def test_grey_without_a_legend_is_told_and_not_believed() -> None:
    from openpyxl.styles import PatternFill

    def touch(book: Any) -> None:
        for cell in book["s"][9]:
            cell.fill = PatternFill("solid", fgColor="FFBFBFBF")

    rows = [SIMPLE[0], *[[f"M-{n}", f"PC-{n}", f"10.0.0.{n}", ""] for n in range(1, 13)]]
    reading = read(xlsx({"s": rows}, touch=touch))
    assert [s.retired for s in reading.sightings] == [None] * 12
    assert codes(reading) == ["grey_row"]
    assert "灰色に塗られた行" in reading.sightings[7].notes


def test_a_struck_value_is_deleted_and_not_its_machine() -> None:
    from openpyxl.styles import Font

    def touch(book: Any) -> None:
        book["s"]["C2"].font = Font(strike=True)

    reading = read(xlsx({"s": SIMPLE}, touch=touch))
    assert (reading.sightings[0].addresses, reading.sightings[0].retired) == ((), None)
    assert codes(reading) == ["struck_cell"]


def test_columns_of_status_and_disposal() -> None:
    rows = [
        ["資産番号", "ホスト名", "状態", "廃棄日", "保守期限", "患者情報", "リモート保守", "パッチ適用可否", "ネットワーク接続"],
        ["1", "A", "使用中", "", "R9.3", "有", "○", "不可", "有線"],
        ["2", "B", "廃棄済", "", "", "無", "×", "可", "無"],
        ["3", "C", "", "2025/3/31", "", "", "北斗メディカル", "", ""],
        ["4", "D", "保管中", "R9.3.31", "自動更新", "", "", "", ""],
    ]
    a, b, c, d = read(xlsx({"s": rows})).sightings
    assert (a.retired, b.retired, c.retired, d.retired) == (None, "状態「廃棄済」", "廃棄日 2025/3/31", None)
    assert facts(a) == {"support_until": date(2027, 3, 31), "holds_patient_data": True, "remote_maintenance": True, "patch_forbidden": True}
    assert facts(b) == {"holds_patient_data": False, "remote_maintenance": False, "patch_forbidden": False}
    assert facts(c)["remote_maintenance"] is True
    assert (b.zone_hint, d.zone_hint) == (ZoneKind.STANDALONE, None)
    assert any("R9.3.31" in note for note in d.notes)


def test_antivirus_keeps_none_unknown_and_exempt_apart() -> None:
    rows = [["PC名", "IP", "ウイルス対策"], ["a", "10.0.0.1", "×"], ["b", "10.0.0.2", "-"], ["c", "10.0.0.3", "対象外"], ["d", "10.0.0.4", "甲ソフト"], ["e", "10.0.0.5", ""]]
    found = [facts(s).get("antivirus") for s in read(xlsx({"s": rows})).sightings]
    assert found == ["none", None, "対象外", "甲ソフト", None]


def test_columns_that_hold_secrets_or_names_are_never_read() -> None:
    rows = [["PC名", "IP", "管理者パスワード", "ログオンユーザー", "備考"], ["a", "10.0.0.1", "Himitsu9", "山田花子", "ID:admin PW:Himitsu9"]]
    reading = read(xlsx({"s": rows}))
    assert "Himitsu9" not in repr(reading)
    assert "山田花子" not in repr(reading)
    assert codes(reading) == ["column_dropped", "column_dropped", "secret_removed"]
    assert [field for _, _, field in reading.mappings[0].columns] == ["hostname", "address", "dropped", "dropped", "note"]


def test_nothing_of_a_ledger_stays_in_memory_after_its_reading() -> None:
    from inmori.ingest import cell_value, workbook

    read(xlsx({"s": SIMPLE}))
    caches = (workbook.open_workbook, cell_value._normalised)
    assert [cache.cache_info().currsize for cache in caches] == [0, 0]


def test_version_columns_by_what_they_stand_beside() -> None:
    pcs = [["PC名", "IP", "OS", "バージョン"], ["a", "10.0.0.1", "Windows 11 Pro", "23H2"], ["b", "10.0.0.2", "Windows 10 Pro", "10.0.19045"]]
    boxes = [["ホスト名", "IP", "型番", "Ver"], ["FW", "10.0.0.254", "FortiGate-100F", "7.2.5"]]
    a, b, box = read(xlsx({"PC": pcs, "機器": boxes})).sightings
    assert facts(a)["os"] == "Windows 11 Pro 23H2"
    assert (facts(b)["os"], facts(b)["os_build"]) == ("Windows 10 Pro", "10.0.19045")
    assert (facts(box)["firmware"], facts(box)["kind"]) == ("7.2.5", DeviceKind.FIREWALL)
    assert "os" not in facts(box)


def test_a_second_table_below_the_first() -> None:
    rows = [*SIMPLE, [""], ["プリンタ一覧"], ["種別", "設置場所", "IP", "型番"], ["プリンタ", "1F", "10.0.9.1", "LBP"], ["複合機", "2F", "10.0.9.2", "MFP"]]
    reading = read(xlsx({"s": rows}))
    assert [s.source.row for s in reading.sightings] == [2, 3, 4, 8, 9]
    assert facts(reading.sightings[3]) == {"name": "プリンタ", "location": "1F", "model": "LBP", "kind": DeviceKind.PRINTER}
    assert [mapping.header_rows for mapping in reading.mappings] == [(1,), (7,)]


def test_two_tables_side_by_side() -> None:
    rows = [["No", "PC名", "IP", "OS", "", "No", "PC名", "IP", "OS"], [1, "a", "10.0.0.1", "W", "", 2, "b", "10.0.0.2", "X"]]
    assert [(s.hostnames, s.addresses) for s in read(xlsx({"s": rows})).sightings] == [(("a",), ("10.0.0.1",)), (("b",), ("10.0.0.2",))]


def test_a_machine_without_name_and_address_is_still_seen() -> None:
    rows = [["機器名", "メーカー", "型式", "設置場所", "IPアドレス"], ["超音波診断装置", "甲社", "E-1", "外来", ""], ["", "乙社", "X-2", "病棟", ""]]
    one, two = read(xlsx({"s": rows})).sightings
    assert (one.source.sheet, one.source.row, two.source.row) == ("s", 2, 3)
    assert facts(one)["kind"] is DeviceKind.MODALITY
    assert facts(two) == {"maker": "乙社", "model": "X-2", "location": "病棟"}


def test_contracts_in_the_same_workbook_are_read_too() -> None:
    contracts = [["契約先", "対象システム", "契約開始", "契約終了"], ["甲社", "電子カルテ", "R8.4.1", "R9.3.31"]]
    remote = [["業者名", "接続方法", "接続元IP", "接続先"], ["甲社", "SSL-VPN", "203.0.113.5", "10.0.0.1"]]
    reading = read(xlsx({"PC": SIMPLE, "保守": contracts, "リモート": remote}))
    assert (len(reading.sightings), len(reading.contracts), len(reading.remote_accesses)) == (3, 1, 1)
    assert reading.evidence.records == 5


def test_sheets_that_are_no_lists_are_named() -> None:
    reading = read(xlsx({"表紙": [["台帳"]], "PC": SIMPLE, "集計": [["部署", "台数"], ["内科", 3]], "空": [[""]]}))
    assert [(p.severity, p.where.sheet) for p in reading.problems if p.code == "sheet_skipped"] == [("note", "表紙"), ("note", "集計")]


def test_old_and_text_formats_are_ledgers_too() -> None:
    assert [s.hostnames for s in read(xls(SIMPLE), "台帳.xls").sightings] == [("PC-1",), ("PC-2",), ("PC-3",)]
    text = "\n".join(",".join(map(str, row)) for row in SIMPLE).encode("cp932")
    reading = read(text, "台帳.csv")
    assert [(s.source.line, s.source.kind) for s in reading.sightings] == [(2, SourceKind.LEDGER), (3, SourceKind.LEDGER), (4, SourceKind.LEDGER)]


BAD: dict[str, tuple[bytes, str]] = {
    "password": (ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "パスワード"),
    "cut": (xlsx({"s": SIMPLE})[:2500], "切れて"),
    "entities": (changed_zip(xlsx({"s": SIMPLE}), lambda n, d: b"<!DOCTYPE x><x/>" if n == "xl/sharedStrings.xml" or n.endswith("sheet1.xml") else d), "DOCTYPE"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "words"), BAD.values(), ids=BAD)
def test_a_workbook_that_will_not_open_is_claimed_and_explained(data: bytes, words: str) -> None:
    file = evidence(data, "機器.xlsx")
    assert ledger_workbook.recognise(file) >= 0.6
    with pytest.raises(InputError, match=words) as refusal:
        ledger_workbook.read(file, catalogue(), today=TODAY)
    assert "機器.xlsx" in refusal.value.message.ja


def test_a_workbook_without_headings_is_explained() -> None:
    file = evidence(xlsx({"s": [["あ", "い"], ["う", "え"]]}), "メモ.xlsx")
    assert ledger_workbook.recognise(file) < 0.3
    with pytest.raises(InputError, match="見出し") as refusal:
        ledger_workbook.read(file, catalogue(), today=TODAY)
    assert "メモ.xlsx" in refusal.value.message.ja


def test_a_vendor_disclosure_is_no_ledger() -> None:
    rows = [["製造業者", "甲社"], ["製品名", "CT装置"], ["番号", "質問", "回答", "備考"], ["1.1", "二要素認証に対応していますか", "はい", ""]]
    assert ledger_workbook.recognise(evidence(xlsx({"回答": rows}))) < 0.3


def test_rows_over_the_limit() -> None:
    rows = [SIMPLE[0], *[[f"M-{n}", f"PC-{n}", f"10.0.{n // 250}.{n % 250 + 1}", ""] for n in range(500)]]
    reading = read(xlsx({"s": rows}), limits=Limits(rows=101))
    assert len(reading.sightings) == 100
    assert codes(reading) == ["rows_left_out"]


def test_alike_notes_are_told_once_with_their_number() -> None:
    rows = [["管理番号", "PC名", "購入日"], *[[n, f"PC-{n}", 45000 + n] for n in range(1, 101)]]
    reading = read(xlsx({"s": rows}))
    assert codes(reading) == ["zeros_may_be_lost", "date_from_number"]
    assert all("99件" in p.text.ja for p in reading.problems)


def test_the_same_bytes_give_the_same_reading() -> None:
    data = xlsx({"台帳": MERGED}, merges={"台帳": MERGES})
    assert read(data) == read(bytes(bytearray(data)))


def test_ten_thousand_rows_are_read_in_seconds() -> None:
    """A wall against quadratic work, not a benchmark."""
    rows = [["No", "PC名", "IP", "MAC", "OS", "備考"]]
    rows += [[n, f"PC-{n}", f"10.{n // 60000}.{n // 250 % 240}.{n % 250 + 1}", f"00-11-22-{n >> 16:02x}-{n >> 8 & 255:02x}-{n & 255:02x}", "Win10", ""] for n in range(10_000)]
    data = xlsx({"s": rows})
    start = time.perf_counter()
    assert len(read(data).sightings) == 10_000
    assert time.perf_counter() - start < 20


def test_with_the_words_of_the_shipped_catalogue() -> None:
    rows = [["No", "機器名", "区分", "IP", "型番"], [1, "電子カルテ端末", "電カル", "10.0.0.1", ""], [2, "ベッドサイドモニタ", "", "", ""], [3, "", "事務", "10.1.0.1", "CF-SV1"]]
    one, two, three = ledger_workbook.read(evidence(xlsx({"端末": rows})), load_catalogue(), today=TODAY).sightings
    assert (facts(one)["kind"], one.zone_hint) == (DeviceKind.CLIENT, ZoneKind.CLINICAL)
    assert facts(two)["kind"] is DeviceKind.MEDICAL_DEVICE
    assert (facts(three)["kind"], three.zone_hint) == (DeviceKind.CLIENT, ZoneKind.INFO)  # the SV of a model is no server
