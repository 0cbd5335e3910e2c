"""Exports in the shapes of five tools, each with the habits its manual tells of; nobody's name is read."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from inmori.ingest import asset_tool_csv, ledger_workbook
from inmori.ingest.reading import Reading, Sighting
from inmori.model import SourceKind
from tests.ingest.made_office import TODAY, catalogue, evidence, xlsx


def text_of(rows: list[list[str]], *, separator: str = ",", quoting: int = csv.QUOTE_ALL) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, quoting=quoting, lineterminator="\r\n").writerows(rows)  # type: ignore[arg-type]
    return buffer.getvalue()


def read(data: bytes) -> Reading:
    file = evidence(data, "一覧.csv")
    assert asset_tool_csv.recognise(file) > max(0.55, ledger_workbook.recognise(file))
    reading = asset_tool_csv.read(file, catalogue(), today=TODAY)
    assert {s.source.kind for s in reading.sightings} == {SourceKind.EXPORT}
    assert reading.told["controls.asset_management"][0] is True
    assert "山田" not in repr(reading)
    return reading


def facts(sighting: Sighting) -> dict[str, Any]:
    return {name: value for name, (value, _) in sighting.facts.items()}


ISM = [
    ["クライアントID", "ハードウェア名", "グループ名", "ログオンユーザー", "IPアドレス", "MACアドレス", "OS", "最終起動日時"],
    ["6b5ed2ce0ec74ad6a6be598b33ae0001", "WARD-01", "2階病棟", "山田花子", "10.60.2.11\n2001:db8::1c2:3", "00:1b:21:00:00:01", "Windows 11 Pro", "2026/11/20 8:01:00"],
    ["6b5ed2ce0ec74ad6a6be598b33ae0002", 'WARD"02"', "2階病棟", "", "10.60.2.12", "", "Windows 10 Pro", ""],
]  # fmt: skip


def test_ism_cloudone() -> None:
    """UTF-16LE with BOM, tabs, everything quoted, CRLF; its name for the computer is ハードウェア名."""
    reading = read(b"\xff\xfe" + text_of(ISM, separator="\t").encode("utf-16-le"))
    one, two = reading.sightings
    assert (one.hostnames, one.addresses, one.macs, one.last_seen) == (("WARD-01",), ("10.60.2.11",), ("00:1b:21:00:00:01",), date(2026, 11, 20))
    assert facts(one) == {"department": "2階病棟", "os": "Windows 11 Pro"}
    assert (one.asset_numbers, "model" in facts(one)) == ((), False)
    assert two.hostnames == ('WARD"02"',)
    assert sorted(p.code for p in reading.problems) == ["asset_tool_known", "column_dropped", "ipv6_not_used"]
    assert any("ISM CloudOne" in p.text.ja for p in reading.problems)


def test_a_client_id_of_another_kind_is_not_ism() -> None:
    rows = [[row[0][:8] if n else row[0], *row[1:]] for n, row in enumerate(ISM)]
    reading = asset_tool_csv.read(evidence(text_of(rows), "x.csv"), catalogue(), today=TODAY)
    assert "asset_tool_known" not in [p.code for p in reading.problems]
    assert facts(reading.sightings[0])["model"] == "WARD-01"


LANSCOPE = [
    ["管理サーバーNo", "登録No", "グループ名", "クライアント名", "IPアドレス", "MACアドレス", "OS", "OSビルド", "使用者", "資産管理番号"],
    ["1", "12", "医事課", "IJI-01", "10.60.1.12", "00-1B-21-00-01-12", "Windows 10 Pro", "19045", "山田花子", "PC0034"],
    ["1", "13", "医事課", "IJI-02", "10.60.1.13", "00-1B-21-00-01-13", "Windows 10 Pro", "19045", "", ""],
]  # fmt: skip


def test_lanscope() -> None:
    """登録No counts the clients of a server: taken for an asset number, 12 would be the ledger's machine 12."""
    one, two = read(text_of(LANSCOPE).encode("cp932")).sightings
    assert (one.asset_numbers, two.asset_numbers) == (("PC0034",), ())
    assert (one.hostnames, one.addresses) == (("IJI-01",), ("10.60.1.12",))
    assert facts(one) == {"department": "医事課", "os": "Windows 10 Pro", "os_build": "19045"}


def test_a_ledger_may_have_a_registration_number() -> None:
    rows = [["登録No", "PC名", "IPアドレス", "備考"], ["12", "PC-1", "10.0.0.1", ""]]
    reading = ledger_workbook.read(evidence(xlsx({"s": rows})), catalogue(), today=TODAY)
    assert reading.sightings[0].asset_numbers == ("12",)


def test_systemwalker_desktop_patrol() -> None:
    """Shift_JIS; the time of the download in line 1, the headings in line 2."""
    rows = [["資産管理番号", "PC名", "IPアドレス", "MACアドレス", "OS", "ユーザID", "インベントリ収集日時"],
            ["pc00012", "GAIRAI-01", "10.60.3.1", "00:1b:21:00:03:01", "Windows 10 Pro 22H2", "山田", "2026/11/19 17:30:00"],
            ["PC00013", "GAIRAI-02", "10.60.3.2", "", "", "", ""]]  # fmt: skip
    reading = read(("2026/11/21 09:30:00\r\n" + text_of(rows, quoting=csv.QUOTE_MINIMAL)).encode("cp932"))
    one, two = reading.sightings
    assert (one.asset_numbers, one.hostnames, one.source.line) == (("pc00012",), ("GAIRAI-01",), 3)
    assert (one.source.as_of, two.source.as_of) == (date(2026, 11, 19), date(2026, 11, 21))


# 資産番号, ホスト名, IPアドレス, ユーザ名, 部署, MACアドレス, OS情報, 設置場所, 識別子
def jp1(count: int) -> list[list[str]]:
    return [
        [f"{n:010}", f"host{n}", f"10.60.4.{n}" if n % 3 else "", "山田花子", "総務課", f"00:1b:21:00:04:{n:02x}" if n % 2 else "", "Windows 10 Professional" if n % 5 else "", "本館1F", f"#{n:08}"]
        for n in range(1, count)
    ]


@pytest.mark.parametrize("count", [3, 40])
def test_jp1_without_headings(count: int) -> None:
    """Quoted, CRLF, no headings, many cells empty: nine columns whose kinds stand at their places."""
    reading = read(text_of(jp1(count)).encode("cp932"))
    one = reading.sightings[0]
    assert len(reading.sightings) == count - 1
    assert (one.asset_numbers, one.hostnames, one.addresses, one.macs) == (("0000000001",), ("host1",), ("10.60.4.1",), ("00:1b:21:00:04:01",))
    assert facts(one) == {"department": "総務課", "location": "本館1F", "os": "Windows 10 Professional"}
    [problem] = reading.problems
    assert (problem.code, problem.where.line) == ("columns_guessed", 1)
    assert "JP1/NETM" in problem.text.ja
    assert "8列目=設置場所" in problem.text.ja


@pytest.mark.parametrize("change", [
    pytest.param(lambda row: row[:-1], id="eight columns"),
    pytest.param(lambda row: [*row[:2], row[5], *row[3:5], row[2], *row[6:]], id="columns exchanged"),
    pytest.param(lambda row: ["2026/11/20", *row[1:]], id="the same first value"),
])  # fmt: skip
def test_what_is_not_jp1(change: Any) -> None:
    file = evidence(text_of([change(row) for row in jp1(40)]), "x.csv")
    if asset_tool_csv.recognise(file) >= 0.6:
        reading = asset_tool_csv.read(file, catalogue(), today=TODAY)
        assert "JP1" not in reading.problems[-1].text.ja


SKYSEA = [
    ["端末機名", "端末機No.", "コンピューター名", "ログオンユーザー名", "IPアドレス", "MACアドレス", "OS名", "OSバージョン", "ウイルス対策ソフト", "パターンファイル日付", "端末機Ver", "最終通信日時", "資産番号"],
    ["受付1", "101", "UKETSUKE1", "山田花子", "10.60.5.1", "00-1B-21-00-05-01", "Windows 11 Pro", "23H2", "甲ソフト", "2026/11/20", "19.210", "2026/11/20 08:15", "S-0001"],
]  # fmt: skip


def test_skysea_by_words() -> None:
    """Its columns are chosen by each hospital, so only words tell them."""
    [one] = read(text_of(SKYSEA).encode("cp932")).sightings
    assert one.hostnames == ("受付1", "UKETSUKE1")
    assert (one.asset_numbers, one.last_seen) == (("S-0001",), date(2026, 11, 20))
    assert facts(one) == {"os": "Windows 11 Pro 23H2", "antivirus": "甲ソフト", "antivirus_updated": date(2026, 11, 20)}


@pytest.mark.parametrize("cell", ["10.60.6.1 fe80::1", "10.60.6.1,2001:db8::5", "2001:db8::5\n10.60.6.1", "10.60.6.1(fe80::1%12)", "fe80::a00:27ff:fe4e:66a1; 10.60.6.1"])
def test_both_kinds_of_address_in_a_cell(cell: str) -> None:
    rows = [SKYSEA[0], [cell if heading == "IPアドレス" else value for heading, value in zip(SKYSEA[0], SKYSEA[1], strict=True)]]
    [one] = read(text_of(rows).encode("utf-8-sig")).sightings
    assert (one.addresses, one.slips) == (("10.60.6.1",), ())
