"""Columns under headings that nobody knows: told by what they hold, shown as guessed, corrected when wrong."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.ingest import column_correction, contract_workbook, ledger_workbook
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.reading import Reading
from inmori.model import RemoteMethod, ZoneKind
from tests.ingest.made_office import TODAY, catalogue, evidence, xlsx

# A list whose headings are how somebody speaks: (heading, cells).
SPOKEN: dict[str, list[str]] = {
    "よびな": ["NS-A1", "NS-A2", "NS-A3", "NS-A4"],
    "でんわ": ["401", "402", "403", "404"],
    "院内での住所": ["172.30.1.11", "172.30.1.12", "１７２．３０．１．１３", "なし"],
    "カードの番号": ["84:A9:3E:11:22:33", "84-A9-3E-11-22-34", "84a93e112235", "84:A9:3E:11:22:36"],
    "なかみ": ["Windows 10 Pro", "Win11", "ubuntu 22.04", "Windows 7 Pro"],
    "裏のシール": ["MXL3251K2B", "5CG8471XYZ", "CN0PF4WH74445", "JPH812TR0Q"],
    "いつ買ったか": ["2019/4/1", "R5.4", "平成30年6月", "2014年度"],
}
MEANT = {"よびな": "hostname", "でんわ": "", "院内での住所": "address", "カードの番号": "mac", "なかみ": "os", "裏のシール": "serial", "いつ買ったか": "purchased"}


def spoken(names: list[str]) -> list[list[Any]]:
    return [["いろいろ"], names, *[list(row) for row in zip(*(SPOKEN[name] for name in names), strict=True)]]


def read(sheets: dict[str, list[list[Any]]], told: str = "") -> Reading:
    corrections = column_correction.read(told, file="columns.toml").corrections
    return ledger_workbook.read(EvidenceFile(name="台帳.xlsx", data=xlsx(sheets), columns=corrections), catalogue(), today=TODAY)


@pytest.mark.parametrize("names", [list(SPOKEN), list(reversed(SPOKEN)), ["院内での住所", "よびな", "なかみ"], ["カードの番号", "でんわ", "裏のシール"]], ids=len)
def test_no_word_of_the_heading_is_known(names: list[str]) -> None:
    reading = read({"Sheet1": spoken(names)})
    assert ledger_workbook.recognise(evidence(xlsx({"Sheet1": spoken(names)}))) >= 0.6
    [mapping] = reading.mappings
    assert {heading: field for _, heading, field in mapping.columns} == {name: MEANT[name] for name in names}
    assert mapping.header_rows == (2,)
    assert mapping.guessed
    assert [p.code for p in reading.problems].count("columns_guessed") == 1
    assert "columns.toml" in next(p.done.ja for p in reading.problems if p.code == "columns_guessed")
    assert len(reading.sightings) == 4


def test_what_was_guessed_can_be_corrected() -> None:
    sheets = {"Sheet1": spoken(["よびな", "院内での住所", "裏のシール"])}
    first = read(sheets)
    written = column_correction.written(first.mappings)
    assert 'C = "serial"    # 裏のシール (中身から推測 / guessed)' in written.replace('C = "serial"   #', 'C = "serial"    #')
    told = read(sheets, written.replace('"serial"', '"asset_number"'))
    assert told.sightings[0].asset_numbers == ("MXL3251K2B",)
    assert (told.mappings[0].corrected, told.mappings[0].guessed) == (True, ())
    assert read(sheets, written).sightings == first.sightings


# Headings of which some words are known: (headings, two rows, fields by heading that must come out).
PARTLY: dict[str, tuple[list[str], list[list[Any]], dict[str, str]]] = {
    "addresses under a network number": (["場所", "機械", "型", "ネットワーク番号"], [["検査室", "血算", "XN-1", "10.2.3.4"], ["受付", "PC", "D1", "10.2.3.5"]], {"ネットワーク番号": "address"}),
    "codes under a running number": (["番号", "機械", "型", "IP"], [["MD-0101", "血算", "XN-1", "10.2.3.4"], ["MD-0107", "PC", "D1", "10.2.3.5"]], {"番号": "asset_number"}),
    "running numbers stay": (["番号", "機械", "型", "IP"], [[1, "血算", "XN-1", "10.2.3.4"], [2, "PC", "D1", "10.2.3.5"]], {"番号": "index"}),
    "a gateway is no address of its own": (["機器名", "ホスト名", "出口"], [["PC", "A-1", "10.2.3.254"], ["PC", "A-2", "10.2.3.254"]], {"出口": ""}),
    "an address known by its heading stays alone": (["ホスト名", "IPアドレス", "むかし"], [["A-1", "10.2.3.4", "10.9.9.1"], ["A-2", "10.2.3.5", "10.9.9.2"]], {"むかし": "", "IPアドレス": "address"}),
    "sockets have codes too": (["機器", "型番", "IP", "情報コンセント"], [["PC", "D1", "10.2.3.4", "3F-A12"], ["PC", "D1", "10.2.3.5", "3F-A13"]], {"情報コンセント": ""}),
    "numbers of licences": (["ホスト名", "IP", "ライセンス番号"], [["A-1", "10.2.3.4", "AB12345678"], ["A-2", "10.2.3.5", "AB12345679"]], {"ライセンス番号": ""}),
    "the address of another machine": (["ホスト名", "型番", "使うプリンタ(IP)"], [["A-1", "D1", "10.2.3.4"], ["A-2", "D1", "10.2.3.5"]], {"使うプリンタ(IP)": ""}),
    "the former address": (["ホスト名", "型番", "旧IPアドレス"], [["A-1", "D1", "10.2.3.4"], ["A-2", "D1", "10.2.3.5"]], {"旧IPアドレス": ""}),
    "the address of the gateway": (["ホスト名", "IPアドレス", "GWアドレス", "DNSサーバアドレス"], [["A-1", "10.2.3.4", "10.2.3.254", "10.9.9.9"]], {"IPアドレス": "address", "GWアドレス": "", "DNSサーバアドレス": ""}),
    "what it is stands in brackets": (["ホスト名", "型番", "番地(IP)"], [["A-1", "D1", "10.2.3.4"], ["A-2", "D1", "10.2.3.5"]], {"番地(IP)": "address"}),
    "dates without a word stay unused": (["ホスト名", "IPアドレス", "あの日"], [["A-1", "10.2.3.4", "2020/4/1"], ["A-2", "10.2.3.5", "2021/4/1"]], {"あの日": ""}),
    "marks under names of networks": (["ホスト名", "IPアドレス", "電カル", "ネット"], [["A-1", "10.2.3.4", "○", "×"], ["A-2", "10.2.3.5", "", "○"]], {"電カル": "zone_mark", "ネット": "zone_mark"}),
    "marks under anything else": (["ホスト名", "IPアドレス", "ＵＰＳ"], [["A-1", "10.2.3.4", "○"], ["A-2", "10.2.3.5", "×"]], {"ＵＰＳ": ""}),
}  # fmt: skip


@pytest.mark.parametrize(("headings", "rows", "wanted"), PARTLY.values(), ids=PARTLY)
def test_some_words_are_known(headings: list[str], rows: list[list[Any]], wanted: dict[str, str]) -> None:
    [mapping] = read({"s": [headings, *rows]}).mappings
    found = {heading: field for _, heading, field in mapping.columns}
    assert {name: found[name] for name in map(_nfkc, wanted)} == {_nfkc(name): field for name, field in wanted.items()}


def _nfkc(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", text)


def test_a_mark_under_a_network_is_a_hint_at_its_zone() -> None:
    rows = [["ホスト名", "IPアドレス", "電カル", "事務"], ["A-1", "10.2.3.4", "○", "×"], ["A-2", "10.2.3.5", "", "○"]]
    seen = read({"s": rows}).sightings
    assert [s.zone_hint for s in seen] == [ZoneKind.CLINICAL, None]  # 事務 alone heads no network
    assert seen[0].notes == ("電カル:○",)


@pytest.mark.parametrize(("heading", "cell", "wanted"), [
    ("Windowsの種類", "10 Pro", "Windows 10 Pro"), ("Windows", "11", "Windows 11"), ("Windows種別", "Windows 7", "Windows 7"), ("OS", "10 Pro", "10 Pro"), ("Windowsの種類", "Server 2016", "Windows Server 2016"),
    ("Windowsの種類", "Mac", "Mac"), ("Windowsの種類", "10.0.19045", "10.0.19045"),
])  # fmt: skip
def test_the_heading_says_windows(heading: str, cell: str, wanted: str) -> None:
    rows = [["ホスト名", "IPアドレス", heading], ["A-1", "10.2.3.4", cell]]
    assert read({"s": rows}).sightings[0].facts["os"][0] == wanted


def test_lists_of_people_and_of_traffic_are_not_taken_for_machines() -> None:
    people = [["なまえ", "ないせん", "しょぞく"], ["山田", "401", "医事"], ["佐藤", "402", "総務"]]
    assert ledger_workbook.recognise(evidence(xlsx({"s": people}))) < 0.6
    traffic = [["どこから", "どこへ", "なにで"], *[["10.0.0.1", f"10.0.0.{n % 3}", "tcp"] for n in range(20)]]
    assert ledger_workbook.recognise(evidence(xlsx({"s": traffic}))) < 0.6


def test_remote_connections_as_people_speak() -> None:
    rows = [
        ["会社", "つなぎ方", "先方IP", "院内側", "いつつながるか", "本人の確認"],
        ["南信ラボ", "ルータ(RTX830)でVPN", "203.0.113.8", "10.1.1.5", "いつも", "パスワードだけ"],
        ["東海フィルム", "TeamViewer", "-", "10.1.1.9", "電話してから", "ワンタイムパス"],
    ]
    one, two = contract_workbook.read(evidence(xlsx({"s": rows})), catalogue(), today=TODAY).remote_accesses
    assert (one.method.value, one.targets, one.always_on.value, one.second_factor.value) == (RemoteMethod.IPSEC_ROUTER, ("10.1.1.5",), True, False)
    assert (two.method.value, two.targets, two.always_on.value, two.second_factor.value) == (RemoteMethod.REMOTE_TOOL, ("10.1.1.9",), False, True)


def test_remote_connections_told_by_their_cells() -> None:
    rows = [
        ["業者名", "接続方法", "あちら", "こちら"],
        ["甲社", "SSL-VPN", "198.51.100.7", "10.1.1.5"],
        ["乙社", "拠点間VPN(RTX)", "203.0.113.9", "10.1.1.6"],
    ]
    reading = contract_workbook.read(evidence(xlsx({"s": rows})), catalogue(), today=TODAY)
    assert [(r.peer.value, r.targets) for r in reading.remote_accesses] == [("198.51.100.7", ("10.1.1.5",)), ("203.0.113.9", ("10.1.1.6",))]
    assert reading.mappings[0].guessed == ("C", "D")


NAMED_BY_USE: dict[str, tuple[str, list[str], str]] = {
    "a department in brackets": ("院内LAN(部門)", ["10.9.1.1", "10.9.1.2", "✕(単独使用)", "10.9.1.3", "なし"], "address"),
    "a name over addresses": ("端末名", ["10.9.1.1", "10.9.1.2", "10.9.1.3", "10.9.1.4", "10.9.1.5"], "address"),
    "a place over cards": ("設置場所", [f"00:11:22:33:44:0{n}" for n in range(5)], "mac"),
    "some are words": ("部門", ["10.9.1.1", "10.9.1.2", "放射線科", "検査科", "外来"], "department"),
    "all the same": ("部門", ["10.9.1.1"] * 5, "department"),
    "of another machine": ("所属(ゲートウェイ)", [f"10.9.{n}.254" for n in range(5)], "department"),
    "remarks may hold anything": ("備考", [f"10.9.1.{n}" for n in range(1, 6)], "note"),
}


@pytest.mark.parametrize(("heading", "cells", "field"), NAMED_BY_USE.values(), ids=NAMED_BY_USE)
def test_contents_count_more_than_a_word(heading: str, cells: list[str], field: str) -> None:
    reading = read({"台帳": [["管理番号", "装置名称", "型式", heading, "IPアドレス"], *([f"ME{n:03d}", "装置", f"M-{n}", cell, f"10.9.8.{n}" if n == 1 else ""] for n, cell in enumerate(cells))]})
    [mapping] = reading.mappings
    assert {name: meant for _, name, meant in mapping.columns}[heading] == field
    assert ("D" in mapping.guessed) is (field in ("address", "mac"))


def test_a_cross_under_the_name_of_the_network_is_no_connection() -> None:
    reading = read({"台帳": [["管理番号", "装置名称", "院内LAN(部門)"], *([f"ME{n:03d}", "装置", cell] for n, cell in enumerate(["10.9.1.1", "10.9.1.2", "10.9.1.3", "✕"]))]})
    assert [one.zone_hint for one in reading.sightings] == [None, None, None, ZoneKind.STANDALONE]
