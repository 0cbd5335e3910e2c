"""Contract lists and lists of remote connections in the habits of several houses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.errors import InputError
from inmori.ingest import contract_workbook, ledger_workbook
from inmori.ingest.contract_sheet import parts_of
from inmori.ingest.reading import Reading
from inmori.ingest.remote_method_word import remote_method
from inmori.model import RemoteMethod
from tests.ingest.made_office import TODAY, catalogue, evidence, xlsx


def read(sheets: dict[str, list[list[Any]]], **kwargs: Any) -> Reading:
    file = evidence(xlsx(sheets, **kwargs), "契約.xlsx")
    assert contract_workbook.recognise(file) > max(0.6, ledger_workbook.recognise(file))
    return contract_workbook.read(file, catalogue(), today=TODAY)


CONTRACTS = [
    ["令和8年度 保守契約一覧", *[""] * 8],
    ["No", "契約先", "対象システム", "契約番号", "契約開始", "契約終了", "年額(千円)", "リモート", "備考"],
    [1, "北斗メディカル㈱", "電子カルテ、医事会計システム", "K-001", "R8.4.1", "R9.3.31", 12000, "有", "自動更新"],
    [2, "〃", "画像システム(PACS、RIS)、CRコンソール他", "K-002", "R4年度", "2027年3月", "約3,960", "無", "自動更新なし。OSのセキュリティ更新は契約に含まず"],
    [3, "(株)検査の森", "検体検査", 5, date(2026, 4, 1), "R1.4.30", "", "", "次期更改未定"],
    [4, "丙社", "プリンタ", "", "不明", "-", "-", "?", ""],
    ["合計", "", "", "", "", "", 15960, "", ""],
]  # fmt: skip


def test_contracts() -> None:
    reading = read({"保守": CONTRACTS})
    one, two, three, four = reading.contracts
    assert (one.vendor.value, one.covers, one.number.value) == ("北斗メディカル(株)", ("電子カルテ", "医事会計システム"), "K-001")
    assert (one.start.value, one.end.value, one.yearly_yen.value) == (date(2026, 4, 1), date(2027, 3, 31), 12_000_000)
    assert (one.remote.value, one.auto_renewal.value) == (True, True)
    assert one.end.sources[0].cell == "F3"
    assert (two.vendor.value, two.covers) == ("北斗メディカル(株)", ("画像システム(PACS、RIS)", "CRコンソール"))
    assert (two.start.value, two.end.value, two.yearly_yen.value) == (date(2022, 4, 1), date(2027, 3, 31), 3_960_000)
    assert (two.remote.value, two.auto_renewal.value) == (False, False)
    assert two.update_clause.value == "OSのセキュリティ更新は契約に含まず"
    assert (three.number.value, three.start.value, three.end.value, three.remote.value) == ("5", date(2026, 4, 1), None, None)
    assert (four.start.value, four.end.value, four.yearly_yen.value, four.remote.value) == (None, None, None, None)
    assert [(p.code, p.where.cell) for p in reading.problems] == [("era_border", "F5")]
    assert len({c.id for c in reading.contracts}) == 4


@pytest.mark.parametrize(("heading", "value", "yen"), [
    ("年額(千円)", 780, 780_000), ("年額(万円)", 120, 1_200_000), ("年額", 1_200_000, 1_200_000), ("年額(円)", "1,200,000円", 1_200_000),
    ("年額(千円)", "120万円", 1_200_000), ("契約金額(税込)", "2億3,000万円", 230_000_000), ("月額(円)", 50_000, 600_000), ("契約金額", "月額5万円", 600_000), ("年額(百万円)", 3, 3_000_000),
])  # fmt: skip
def test_fees(heading: str, value: Any, yen: float) -> None:
    rows = [["契約先", "対象システム", "契約終了", heading], ["甲社", "電子カルテ", "R9.3.31", value]]
    assert read({"s": rows}).contracts[0].yearly_yen.value == yen


@pytest.mark.parametrize(("period", "start", "end"), [
    ("R7.4.1～R8.3.31", "2025-04-01", "2026-03-31"), ("2025年4月1日から2026年3月31日まで", "2025-04-01", "2026-03-31"), ("R7年度", "2025-04-01", "2026-03-31"),
    ("2024/04 - 2029/03", "2024-04-01", "2029-03-31"), ("R7.4.1～", "2025-04-01", None), ("～R8.3.31", None, "2026-03-31"), ("5年", None, None),
])  # fmt: skip
def test_periods(period: str, start: str | None, end: str | None) -> None:
    contract = read({"s": [["業者名", "件名", "契約期間"], ["甲社", "保守", period]]}).contracts[0]
    found = [fact.value.isoformat() if fact.value else None for fact in (contract.start, contract.end)]
    assert found == [start, end]


@pytest.mark.parametrize(("heading", "cells", "note", "start", "end"), [
    ("契約期間", [date(2027, 3, 31)], "", None, "2027-03-31"), ("契約期間", [date(2024, 4, 1)], "", "2024-04-01", None), ("契約期間", ["2027/3/31"], "", None, "2027-03-31"),
    ("契約期間", [date(2026, 9, 12)], "期間欄は満了日", None, "2026-09-12"), ("契約期間", [date(2020, 9, 12)], "", None, None), ("契約期間(満了日)", [date(2020, 9, 12)], "", None, "2020-09-12"),
    ("契約期間", [date(2024, 4, 1), date(2029, 3, 31)], "", "2024-04-01", "2029-03-31"), ("契約期間", ["R6.4.1", "R11.3.31"], "", "2024-04-01", "2029-03-31"),
])  # fmt: skip
def test_days_under_a_period(heading: str, cells: list[Any], note: str, start: str | None, end: str | None) -> None:
    rows = [["業者名", "件名", heading, *[""] * (len(cells) - 1), "備考"], ["甲社", "保守", *cells, note]]
    contract = read({"s": rows}).contracts[0]
    assert [fact.value.isoformat() if fact.value else None for fact in (contract.start, contract.end)] == [start, end]


@pytest.mark.parametrize(("text", "parts"), [
    ("A、B,C", ("A", "B", "C")), ("PACS(画像、RIS)、CR", ("PACS(画像、RIS)", "CR")), ("PACS/RIS", ("PACS/RIS",)), ("A\nB", ("A", "B")), ("CT装置他", ("CT装置",)), ("A、など", ("A",)),
    ("", ()), ("-", ()),
])  # fmt: skip
def test_parts_of_a_cell(text: str, parts: tuple[str, ...]) -> None:
    assert parts_of(text) == parts


REMOTE = [
    ["リモート接続業者一覧", *[""] * 10],
    ["業者名", "対象システム", "接続方法", "接続元IP", "接続機器・型番", "ファームウェア", "接続先", "認証方式", "接続形態", "最終利用", "備考"],
    ["甲社", "電子カルテ", "IPsec-VPN(ルータ)", "203.0.113.5", "ヤマハ RTX830", "Rev.15.02.30", "10.0.0.1、10.0.0.2", "共有ID", "常時", "R8.2.17", ""],
    ["乙社", "PACS", "SSL-VPN", "制限なし", "FortiGate-60F", "7.2.5", "198.51.100.1:443", "ID・パスワード+ワンタイム", "都度", "不明", "PW:Himitsu9"],
    ["丙社", "", "インターネットVPN", "", "", "", "10.0.0.0/24", "証明書", "", "", "2025年3月解約済"],
    ["丁社", "検査", "TeamViewer", "", "", "", "10.0..9", "個人別ID", "必要時", "", ""],
    ["※上記以外のリモート接続はない", *[""] * 10],
]  # fmt: skip


def test_remote_connections() -> None:
    reading = read({"リモート": REMOTE})
    one, two, three, four = reading.remote_accesses
    assert (one.method.value, one.peer.value, one.targets) == (RemoteMethod.IPSEC_ROUTER, "203.0.113.5", ("10.0.0.1", "10.0.0.2"))
    assert (one.second_factor.value, one.shared_account.value, one.always_on.value) == (False, True, True)
    assert (one.source_limited.value, one.last_used.value, one.listed.value) == (None, date(2026, 2, 17), True)
    assert one.refs == ("203.0.113.5", "10.0.0.1", "10.0.0.2")
    assert (two.method.value, two.source_limited.value, two.targets) == (RemoteMethod.SSLVPN, False, ("198.51.100.1",))
    assert (two.second_factor.value, two.always_on.value, two.last_used.value) == (True, False, None)
    assert (three.method.value, three.enabled, three.targets) == (None, False, ("10.0.0.0/24",))
    assert (three.second_factor.value, three.always_on.value, three.firmware.value) == (None, None, None)
    assert (four.method.value, four.targets, four.shared_account.value, four.always_on.value) == (RemoteMethod.REMOTE_TOOL, (), False, False)
    assert [p.code for p in reading.problems] == ["secret_removed", "address_slip", "footnote"]
    assert "Himitsu9" not in repr(reading)
    assert "上記以外のリモート接続はない" in reading.problems[-1].text.ja


@pytest.mark.parametrize(("way", "product", "method"), [
    ("IPsec-VPN(ルータ)", "", RemoteMethod.IPSEC_ROUTER), ("拠点間VPN", "FortiGate-100F", RemoteMethod.IPSEC_FIREWALL), ("インターネットVPN", "NEC UNIVERGE IX2215", RemoteMethod.IPSEC_ROUTER),
    ("SSL-VPN", "FortiGate", RemoteMethod.SSLVPN), ("AnyConnect", "", RemoteMethod.SSLVPN), ("リモートデスクトップ(ポート開放)", "", RemoteMethod.RDP_PORT_FORWARD), ("VPN経由リモートデスクトップ", "", None),
    ("業者持込装置", "", RemoteMethod.VENDOR_BOX), ("保守装置設置", "FortiOS 6.4", RemoteMethod.VENDOR_BOX), ("LTEルータ", "", RemoteMethod.LTE_ROUTER), ("閉域SIM", "", RemoteMethod.LTE_ROUTER),
    ("TeamViewer", "", RemoteMethod.REMOTE_TOOL), ("遠隔操作ソフト", "", RemoteMethod.REMOTE_TOOL), ("VPN", "", None), ("電話回線", "", None), ("", "", None), ("", "AnyDesk", RemoteMethod.REMOTE_TOOL),
])  # fmt: skip
def test_methods(way: str, product: str, method: RemoteMethod | None) -> None:
    assert remote_method(way, product) is method


NO_WAY = [("来院のみ", ""), ("訪問対応のみ", ""), ("なし(電話・訪問)", ""), ("オンサイトのみ", ""), ("", "リモートなし")]


@pytest.mark.parametrize(("way", "note"), NO_WAY)
def test_a_company_that_does_not_come_in_from_afar_is_no_path(way: str, note: str) -> None:
    rows = [["リモート接続業者一覧"], ["会社名", "対象", "方式", "相手IP", "備考"], ["甲社", "PACS", way, "", note], ["乙社", "検査", "IPsec", "198.51.100.9", ""]]
    reading = read({"リモート": rows})
    assert [path.vendor.value for path in reading.remote_accesses] == ["乙社"]
    assert "no_remote_path" in [problem.code for problem in reading.problems]


def test_contracts_and_connections_in_one_workbook() -> None:
    reading = read({"契約": CONTRACTS, "接続": REMOTE, "表紙": [["一覧"]]})
    assert (len(reading.contracts), len(reading.remote_accesses), reading.evidence.records) == (4, 4, 8)
    assert [m.sheet for m in reading.mappings] == ["契約", "接続"]


def test_other_workbooks_are_not_claimed() -> None:
    for rows in ([["PC名", "IP", "保守会社"], ["a", "10.0.0.1", "甲社"]], [["番号", "質問", "回答"], ["1", "?", "はい"]], [["あ"]]):
        assert contract_workbook.recognise(evidence(xlsx({"s": rows}))) < 0.6


def test_a_workbook_without_headings_is_explained() -> None:
    with pytest.raises(InputError, match=r"契約\.xlsx"):
        contract_workbook.read(evidence(xlsx({"s": [["あ"]]}), "契約.xlsx"), catalogue(), today=TODAY)


def test_two_heading_rows_of_contracts_and_connections() -> None:
    contracts = [
        ["R8年度 保守委託契約一覧(税込)"],
        ["業者", "契約件名", "契約期間", "", "金額", "", "更新"],
        ["", "", "自", "至", "月額", "年額", "方法"],
        ["A社", "PACS保守", "R8.4.1", "R9.3.31", "55,000", "660,000", "自動"],
        ["B社", "検査", "同上", "同上", "", "1,320千円", "入札"],
        ["C社", "", "R7/10", "R12/9", "5.5万", "", "異議なければ自動更新"],
    ]
    connections = [
        ["接続業者", "対象", "回線", "", "認証", "", "運用"],
        ["", "", "種別", "装置", "ID共用", "二要素", "常時/都度"],
        ["A社", "PACS", "フレッツVPNワイド", "RTX1210", "○", "×", "常時"],
        ["B社", "検査", "インターネット(SSL-VPN)", "FortiGate 60E", "×", "○(OTP)", "都度(電話)"],
        ["C社", "CT", "LTE", "持込ルータ", "？", "わからない", "不明"],
    ]
    reading = read({"契約": contracts, "接続": connections})
    assert [(c.end.value, c.yearly_yen.value, c.auto_renewal.value) for c in reading.contracts] == [
        (date(2027, 3, 31), 660_000, True), (date(2027, 3, 31), 1_320_000, False), (date(2030, 9, 30), 660_000, True),
    ]  # fmt: skip
    assert [(r.method.value, r.shared_account.value, r.second_factor.value, r.always_on.value) for r in reading.remote_accesses] == [
        (RemoteMethod.IPSEC_ROUTER, True, False, True), (RemoteMethod.SSLVPN, False, True, False), (RemoteMethod.LTE_ROUTER, None, None, None),
    ]  # fmt: skip


def test_outside_links_in_other_words() -> None:
    rows = [
        ["外部接続一覧 (令和8年4月 総務課作成)"], [],
        ["No", "相手先", "目的", "回線・方式", "相手アドレス", "当院側機器", "認証", "利用", "契約期限", "備考"],
        ["1", "甲カルテ", "電子カルテ保守", "インターネットVPN(IPsec) RTX1220", "198.51.100.21", "10.1.1.10", "ID・パスワード", "随時", "R9.3.31", ""],
        ["2", "乙NW", "通信機器保守", "なし(電話・訪問)", "", "RTX1220", "", "", "R9.3.31", ""],
    ]  # fmt: skip
    reading = read({"一覧": rows})
    assert reading.contracts == ()
    [one] = reading.remote_accesses
    assert (one.vendor.value, one.method.value, one.peer.value, one.targets) == ("甲カルテ", RemoteMethod.IPSEC_ROUTER, "198.51.100.21", ("10.1.1.10",))
    assert (one.system.value, one.always_on.value, one.second_factor.value) == ("電子カルテ保守", False, False)
    assert [problem.code for problem in reading.problems].count("no_remote_path") == 1


def test_contracts_with_an_end_stay_contracts() -> None:
    rows = [["契約先", "目的", "機器", "利用", "契約期限", "年額"], ["甲社", "保守", "RTX1220", "常時", "R9.3.31", 1200]]
    assert len(read({"一覧": rows}).contracts) == 1
