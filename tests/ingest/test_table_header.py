"""Headings are found by their words, wherever they stand and however many rows they take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.ingest.header_word import (
    CONTRACT,
    DEVICE,
    DROPPED,
    REMOTE_ACCESS,
    Vocabulary,
    field_of,
    heading_key,
)
from inmori.ingest.table import Table
from inmori.ingest.table_header import Header, find_header, is_heading_row, side_by_side
from inmori.ingest.workbook import open_workbook
from tests.ingest.made_office import evidence, xlsx

ALL = (DEVICE, CONTRACT, REMOTE_ACCESS)


def table(rows: Sequence[Sequence[Any]], *merges: str) -> Table:
    return open_workbook(evidence(xlsx({"s": rows}, merges={"s": merges}))).tables[0]


def found(rows: Sequence[Sequence[Any]], *merges: str) -> Header:
    header = find_header(table(rows, *merges), ALL)
    assert header is not None
    return header


def fields(header: Header) -> dict[str, str]:
    return {column.heading: column.field for column in header.columns}


@pytest.mark.parametrize("vocabulary", ALL, ids=lambda v: v.name)
def test_words_are_written_as_they_are_compared(vocabulary: Vocabulary) -> None:
    wrong = [word for word in vocabulary.exact if heading_key(word) != word]
    assert wrong == []


@pytest.mark.parametrize("vocabulary", ALL, ids=lambda v: v.name)
def test_no_word_names_two_fields(vocabulary: Vocabulary) -> None:
    words = [word for group in vocabulary.words.values() for word in group]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


@pytest.mark.parametrize(("heading", "field"), [
    ("IPアドレス", "address"), ("ＩＰアドレス", "address"), ("IP Address", "address"), ("I P", "address"), ("IPアドレス(固定)", "address"), ("電子カルテ用IPアドレス", "address"),
    ("MACアドレス※", "mac"), ("物理アドレス", "mac"), ("S/N", "serial"), ("シリアルNo.", "serial"), ("製造番号", "serial"), ("備 考", "note"),
    ("コンピューター名", "hostname"), ("PC名", "hostname"), ("Computer Name", "hostname"), ("ＯＳ", "os"), ("OSバージョン", "os_version"), ("OS ビルド", "os_build"),
    ("メーカ", "maker"), ("型式", "model"), ("使用部署", "department"), ("設置フロア", "location"), ("導入年月", "purchased"), ("リース満了日", "support_until"),
    ("ウイルス対策ソフト", "antivirus"), ("パターン日付", "antivirus_updated"), ("AEタイトル", "ae_title"), ("BK有無", "backup"), ("管理No.", "asset_number"), ("№", "index"),
    ("最終ログオン日時", "last_seen"), ("ネットワーク接続有無", "connected"), ("管理者権限ローカルアカウント", "local_admin"),
    ("パスワード", DROPPED), ("管理者PW", DROPPED), ("ログインID/パスワード", DROPPED), ("SNMPコミュニティ名", DROPPED), ("プロダクトキー", DROPPED), ("BitLocker回復キー", DROPPED),
    ("ログオンユーザー", DROPPED), ("利用者氏名", DROPPED), ("使用者", DROPPED), ("患者氏名", DROPPED), ("Logon User", DROPPED),
    ("保守会社電話番号", ""), ("メモリ(MB)", ""), ("HDD容量", ""),
])  # fmt: skip
def test_device_headings(heading: str, field: str) -> None:
    meaning = field_of(heading_key(heading), DEVICE)
    assert (meaning[0] if meaning else None) == field


@pytest.mark.parametrize("heading", ["色", "CPU", "position", "ほげ", "Cost center"])
def test_unknown_headings(heading: str) -> None:
    meaning = field_of(heading_key(heading), DEVICE)
    assert meaning is None or meaning[0] == ""


def test_a_heading_below_titles() -> None:
    header = found([["病院 機器一覧"], ["更新日:R7.4.1"], [""], ["No", "機器名", "型番", "IP", "備考"], [1, "CT", "X-1", "10.0.0.1", ""]])
    assert (header.rows, header.first_row) == ((3,), 4)
    assert fields(header) == {"No": "index", "機器名": "name", "型番": "model", "IP": "address", "備考": "note"}


TWO_LEVELS = [
    ["端末台帳"], ["部署", "ネットワーク", "", "", "保守", "", "備考"], ["", "PC名", "IPアドレス", "MACアドレス", "会社", "期限", ""], ["内科", "PC-1", "10.0.0.1", "", "甲社", "R9.3.31", ""],
]  # fmt: skip
WANTED = {
    "部署": "department", "ネットワーク/PC名": "hostname", "ネットワーク/IPアドレス": "address", "ネットワーク/MACアドレス": "mac",
    "保守/会社": "vendor", "保守/期限": "support_until", "備考": "note",
}  # fmt: skip


@pytest.mark.parametrize("merges", [(), ("B2:D2", "E2:F2"), ("A2:A3", "B2:D2", "E2:F2", "G2:G3")], ids=["not merged", "groups", "all"])
def test_two_levels_are_joined(merges: tuple[str, ...]) -> None:
    header = found(TWO_LEVELS, *merges)
    assert header.rows == (1, 2)
    assert fields(header) == WANTED


def test_a_group_gives_its_field_to_unknown_parts() -> None:
    header = found([["機器名", "IPアドレス", ""], ["", "有線", "院内系"], ["PC", "10.0.0.1", "10.1.0.1"]], "B1:C1")
    assert [column.field for column in header.columns] == ["name", "address", "address"]


def test_three_levels() -> None:
    rows = [["基本情報", "", "ネットワーク", ""], ["機器", "", "アドレス", ""], ["名称", "型番", "IP", "MAC"], ["CT", "X-1", "10.0.0.1", "00-11-22-33-44-55"]]
    header = found(rows, "A1:B1", "C1:D1", "A2:B2", "C2:D2")
    assert [column.field for column in header.columns] == ["name", "model", "address", "mac"]
    assert header.first_row == 3


def test_the_first_row_of_data_is_no_heading() -> None:
    """Its words (プリンタ under 種別) must not pull it into the heading."""
    header = found([["種別", "設置場所", "型番", "IP"], ["リモート保守有", "サーバ室", "IPアドレス一覧", "10.0.0.1"]])
    assert header.rows == (0,)


def test_first_octets_in_the_heading() -> None:
    for heading, prefix in (("IP(192.168.10.x)", "192.168.10"), ("IPアドレス 172.16.", "172.16"), ("IP 10.1.2.*", "10.1.2"), ("IPアドレス", "")):
        assert found([["PC名", heading, "型番"], ["a", 5, "b"]]).columns[1].prefix == prefix


def test_the_surest_of_two_columns_gives_a_field() -> None:
    header = found([["前メーカー名", "メーカー", "型番", "PC名"], ["a", "b", "c", "d"]])
    assert fields(header) == {"前メーカー名": "", "メーカー": "maker", "型番": "model", "PC名": "hostname"}


NOT_LISTS: dict[str, list[list[Any]]] = {
    "cover": [["台帳"], ["作成部署", "情報システム室"], ["最終更新", "2025/4/10"], ["版", "日付", "内容"], ["1.0", "H30.4", "新規作成"]],
    "counts by department": [["部署", "電カル", "事務", "プリンタ", "計"], ["内科", 12, 0, 1, 13], ["外科", 3, 0, 0, 3]],
    "list of choices": [["区分", "", "部署"], ["電カル", "", "内科"], ["事務", "", "外科"]],
    "vendor disclosure": [["事業者名", "甲社"], ["製品名・型式", "CT"], ["番号", "分類", "質問", "回答", "備考"], ["1.1", "認証", "二要素認証に対応しますか", "はい", ""]],
    "stock of consumables": [["品目", "在庫数", "単価", "発注先"], ["トナー", 5, 3000, "乙社"]],
    "duty roster": [["日付", "担当者", "時間帯", "備考"], ["4/1", "山田", "日勤", ""]],
    "empty": [[""]],
}  # fmt: skip


@pytest.mark.parametrize("rows", NOT_LISTS.values(), ids=NOT_LISTS)
def test_sheets_that_are_no_lists(rows: list[list[Any]]) -> None:
    assert find_header(table(rows), ALL) is None


KINDS: dict[str, tuple[list[str], str]] = {
    "contracts": (["No", "契約先", "対象システム", "契約開始", "契約終了", "年額(千円)"], "contract"),
    "contracts by period": (["業者名", "契約件名", "契約期間", "契約金額", "担当"], "contract"),
    "remote": (["業者名", "対象システム", "接続方法", "接続元IP", "接続先", "認証方式"], "remote_access"),
    "remote, short": (["会社", "目的", "回線", "接続先IP", "常時/都度"], "remote_access"),
    "devices with vendor": (["機器名", "型番", "保守会社", "IPアドレス", "リモート保守", "備考"], "device"),
    "medical devices without network": (["機器名", "メーカー", "型式", "設置場所", "購入日"], "device"),
    "english": (["Asset Tag", "Device Name", "IP Address", "Operating System", "Location"], "device"),
}  # fmt: skip


@pytest.mark.parametrize(("heading", "kind"), KINDS.values(), ids=KINDS)
def test_kinds_of_lists(heading: list[str], kind: str) -> None:
    assert found([heading, ["x"] * len(heading)]).vocabulary.name == kind


def test_repeated_headings_are_seen() -> None:
    header = found([["No", "PC名", "IP", "型番"], [1, "a", "10.0.0.1", "x"]])
    assert is_heading_row(["No", "PC名", "IP", "型番"], header)
    assert not is_heading_row([2, "b", "10.0.0.2", "y"], header)
    assert not is_heading_row(["端末", "サーバ", "", "備考"], header)


def test_two_lists_side_by_side() -> None:
    heading = ["No", "PC名", "IP", "OS", "", "No", "PC名", "IP", "OS"]
    parts = side_by_side(found([heading, [1, "a", "10.0.0.1", "x", "", 2, "b", "10.0.0.2", "y"]]))
    assert [[c.index for c in part.columns if c.field] for part in parts] == [[0, 1, 2, 3], [5, 6, 7, 8]]
    assert {part.fields for part in parts} == {frozenset({"index", "hostname", "address", "os"})}


def test_the_mapping_is_reported_as_written() -> None:
    sheet = table(TWO_LEVELS, "B2:D2", "E2:F2")
    header = find_header(sheet, ALL)
    assert header is not None
    mapping = header.mapping(sheet)
    assert (mapping.sheet, mapping.header_rows) == ("s", (2, 3))
    assert mapping.columns[2] == ("C", "ネットワーク/IPアドレス", "address")


@given(st.lists(st.lists(st.one_of(st.text(max_size=6), st.sampled_from(sorted(DEVICE.exact)), st.floats(), st.booleans()), min_size=1, max_size=6), max_size=6))
def test_any_sheet_has_a_heading_or_none(rows: list[list[Any]]) -> None:
    width = max(map(len, rows), default=0)
    header = find_header(Table(file="x", sheet="s", rows=[[*row, *[""] * (width - len(row))] for row in rows]), ALL)
    if header is not None:
        assert header.fits()
        single = [c.field for c in header.columns if c.field not in header.vocabulary.several | {"", DROPPED}]
        assert len(single) == len(set(single))


@pytest.mark.parametrize(("heading", "field"), [("組込OS", "os"), ("制御PCのOS", "os"), ("内蔵OS名", "os"), ("旧OS", ""), ("ios", "firmware"), ("macos", "")])
def test_a_system_under_a_group_that_means_something_else(heading: str, field: str) -> None:
    rows = [["機器", "", "ネットワーク", ""], ["名称", "機番", "IPアドレス", heading], ["CT", "S-1", "10.1.1.1", "x"]]
    header = find_header(Table(file="x.xlsx", sheet="ME", rows=rows))
    assert header is not None
    assert header.columns[-1].field == (field or header.columns[-1].field)
    assert (header.columns[-1].field == "os") is (field == "os")
