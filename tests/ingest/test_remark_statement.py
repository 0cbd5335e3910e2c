"""Addresses and systems in remarks: taken where they can be nothing else, and left where they are somebody else's."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.ingest import ledger_workbook
from inmori.ingest.remark_statement import address_in, system_in
from tests.ingest.made_office import TODAY, catalogue, evidence, xlsx

OWN = {
    "alone": "172.18.11.241", "behind the network": "NTT閉域 172.18.99.10", "with a label": "IP:10.4.0.7(固定)", "full of words": "管理用 10.4.0.7 電源注意", "leading zeros": "010.004.000.007",
}  # fmt: skip
NOT_ITS_OWN = {
    "gateway": "GW 10.4.0.1", "server": "サーバ10.4.0.2を参照", "sends there": "10.4.0.2へ送信", "where to": "画像送信先 10.4.0.2", "former": "旧IP 10.4.0.9", "moved from": "10.4.0.9から変更",
    "two": "10.4.0.7 10.4.0.8", "a network": "10.4.0.0/24", "a range": "10.4.0.7-10.4.0.9", "outside": "8.8.8.8", "a version": "v10.4.0.7a", "no octets": "10.4.0.700", "vendor": "業者拠点 10.9.1.1",
    "arrow": "移設 →10.4.0.7", "printer": "プリンタ(10.4.0.50)を使用", "cannot reach": "10.4.0.2と通信不可",
}  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_its_own_address(name: str) -> None:
    assert address_in([OWN[name]]) in ("172.18.11.241", "172.18.99.10", "10.4.0.7")


@pytest.mark.parametrize("name", NOT_ITS_OWN)
def test_an_address_of_something_else(name: str) -> None:
    assert address_in([NOT_ITS_OWN[name]]) is None


@pytest.mark.parametrize(("text", "system"), [
    ("iPadOS14 更新できず", "iPadOS14"), ("iPadOS 26", "iPadOS 26"), ("2階保管、Win7のまま", "Win7"), ("OS:Windows 10 22H2", "Windows 10 22H2"), ("制御PCはWindows XP SP3(更新不可)", "Windows XP SP3"),
    ("Windows11へ更新予定", None), ("Win10から更新", None), ("Win11非対応", None), ("Windows 10ライセンス付", None), ("Windows Update不可", None), ("Android", None), ("Win7、Win10", None),
    ("サーバはWindows 2016", None), ("旧OS Windows 7", None), ("Windows 10対応版に入替待ち", None),
])  # fmt: skip
def test_a_system(text: str, system: str | None) -> None:
    assert system_in([text]) == system


ROWS: dict[str, tuple[list[Any], tuple[str, ...]]] = {
    "another word in the column": (["AP-1", "無線", "172.18.11.241"], ("172.18.11.241",)),
    "nothing in the column": (["AP-2", "", "172.18.11.242"], ("172.18.11.242",)),
    "its own column counts": (["AP-3", "10.1.1.3", "172.18.11.243"], ("10.1.1.3",)),
    "a slip stays a slip": (["AP-4", "10.1..4", "172.18.11.244"], ()),
    "from DHCP": (["AP-5", "DHCP", "172.18.11.245"], ()),
    "out of use": (["AP-6", "", "172.18.11.246 廃棄済"], ()),
}


@pytest.mark.parametrize(("row", "addresses"), ROWS.values(), ids=ROWS)
def test_in_a_ledger(row: list[Any], addresses: tuple[str, ...]) -> None:
    rows = [["ホスト名", "IPアドレス", "備考"], ["SV-1", "10.1.1.1", ""], row]
    reading = ledger_workbook.read(evidence(xlsx({"機器": rows})), catalogue(), today=TODAY)
    assert reading.sightings[1].addresses == addresses
    told = [problem.code for problem in reading.problems].count("address_in_remark")
    assert told == (1 if addresses and addresses[0] in row[2] else 0)


def test_the_system_of_a_tablet() -> None:
    rows = [["ホスト名", "IPアドレス", "備考"], ["TAB-1", "10.1.1.1", "iPadOS14 更新できず"]]
    [one] = ledger_workbook.read(evidence(xlsx({"機器": rows})), catalogue(), today=TODAY).sightings
    assert one.facts["os"][0] == "iPadOS14"
