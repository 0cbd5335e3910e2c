"""Exports in the shapes that five tools are known to write; columns are found, machines read, names of users not."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from inmori.errors import InputError
from inmori.ingest import asset_tool_csv, ledger_workbook
from inmori.ingest.reading import Reading, Sighting
from inmori.model import DeviceKind, SourceKind
from tests.ingest.made_office import TODAY, catalogue, evidence, xlsx


def read(data: bytes | str, name: str = "export.csv") -> Reading:
    file = evidence(data, name)
    assert asset_tool_csv.recognise(file) > max(0.55, ledger_workbook.recognise(file))
    return asset_tool_csv.read(file, catalogue(), today=TODAY)


def facts(sighting: Sighting) -> dict[str, Any]:
    return {name: value for name, (value, _) in sighting.facts.items()}


def lines(rows: list[list[str]], separator: str = ",", quoting: int = csv.QUOTE_ALL) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return buffer.getvalue()


USUAL = [
    ["資産管理番号", "コンピュータ名", "ログオンユーザー名", "IPアドレス", "MACアドレス", "OS名", "OSビルド", "ウイルス対策ソフト", "定義ファイル日付", "最終更新プログラム適用日", "ローカル管理者", "最終通信日時", "備考"],
    ["0012", "PC-01", "山田花子", "10.8.0.1", "00-11-22-33-44-55", "Windows 11 Pro", "10.0.22631.4460", "甲ソフト", "2026/11/20", "2026/11/12", "setup", "2026/11/20 08:15:00", "キッティング時共通パスワード"],
    ["0013", "SV-01", "administrator", "10.8.0.2 fe80::1", "001122334456", "Windows Server 2019", "10.0.17763", "", "", "", "", "2025/01/06 12:00:00", ""],
]  # fmt: skip


def test_a_usual_export() -> None:
    reading = read(lines(USUAL).encode("cp932"))
    pc, server = reading.sightings
    assert (pc.asset_numbers, pc.hostnames, pc.addresses, pc.macs) == (("0012",), ("PC-01",), ("10.8.0.1",), ("00:11:22:33:44:55",))
    assert facts(pc) == {
        "os": "Windows 11 Pro", "os_build": "10.0.22631.4460", "antivirus": "甲ソフト", "antivirus_updated": date(2026, 11, 20),
        "last_patched": date(2026, 11, 12), "local_admin": "setup", "shared_local_admin": True,
    }  # fmt: skip
    assert "antivirus" not in facts(server)  # an empty cell of a tool does not say "none"
    assert (server.addresses, facts(server)["kind"]) == (("10.8.0.2",), DeviceKind.SERVER)
    # A row is as old as the machine's last contact.
    assert [(s.last_seen, s.source.as_of) for s in reading.sightings] == [(date(2026, 11, 20),) * 2, (date(2025, 1, 6),) * 2]
    assert {s.source.kind for s in reading.sightings} == {SourceKind.EXPORT}
    assert [s.source.line for s in reading.sightings] == [2, 3]
    assert "山田花子" not in repr(reading)
    assert reading.told["controls.asset_management"][0] is True


def test_utf16_with_tabs_and_every_value_quoted() -> None:
    rows = [["クライアントID", "コンピューター名", "IPアドレス", "MACアドレス", "OS", "最終インベントリ取得日時"],
            ["0123456789abcdef0123456789abcdef", "PC-7", "10.8.0.7", "00:11:22:33:44:77", "Windows 10", "2026/11/20 1:02"]]  # fmt: skip
    reading = read(lines(rows, "\t").encode("utf-16"))
    assert [(s.hostnames, s.addresses, s.last_seen) for s in reading.sightings] == [(("PC-7",), ("10.8.0.7",), date(2026, 11, 20))]


def test_the_time_of_writing_in_line_one() -> None:
    text = "2026/11/21 09:30:00\r\n" + lines([["管理番号", "PC名", "IPアドレス", "OS", "エージェントバージョン", "ビルド番号"], ["1", "PC-1", "10.8.0.1", "Windows 10", "5.1", "19045"]])
    reading = read(text.encode("cp932"))
    assert [(s.hostnames, s.source.as_of, s.source.line) for s in reading.sightings] == [(("PC-1",), date(2026, 11, 21), 3)]


def test_no_heading_at_all() -> None:
    rows = [[f"A{n:05}", f"PC-{n:03}", f"10.8.1.{n}", f"user{n % 3}", ["内科", "外科"][n % 2], f"00-11-22-33-44-{n:02X}", "Windows 10 Pro", "2F", f"ID{n % 2}"] for n in range(1, 30)]
    reading = read(lines(rows))
    first = reading.sightings[0]
    assert len(reading.sightings) == 29
    assert (first.asset_numbers, first.hostnames, first.addresses, first.macs) == (("A00001",), ("PC-001",), ("10.8.1.1",), ("00:11:22:33:44:01",))
    assert facts(first)["os"] == "Windows 10 Pro"
    assert [(p.severity, p.code) for p in reading.problems] == [("warning", "columns_guessed")]
    assert "3列目=IPアドレス" in reading.problems[0].text.ja
    assert "user1" not in repr(reading)


def test_a_log_without_heading_is_no_list_of_machines() -> None:
    rows = [[f"2026/11/20 10:00:{n:02}", "PC-01", "10.8.1.1", f"10.9.0.{n}", "allow"] for n in range(40)]
    assert asset_tool_csv.recognise(evidence(lines(rows))) == 0.0


def test_an_export_saved_as_workbook() -> None:
    file = evidence(xlsx({"export": USUAL}), "export.xlsx")
    assert asset_tool_csv.recognise(file) > ledger_workbook.recognise(file)
    assert len(asset_tool_csv.read(file, catalogue(), today=TODAY).sightings) == 2


# One column as only a tool writes it makes a list an export; the same heading filled in by hand does not.
ONE_COLUMN: dict[str, tuple[str, list[str], bool]] = {
    "version of the agent": ("エージェントバージョン", ["9.4.1.12", "9.4.1.12"], True),
    "an agent that is there or not": ("エージェント", ["○", "×"], False),
    "build to the last number": ("OSビルド", ["10.0.19045.5011", "19045.4894"], True),
    "a feature update": ("OSビルド", ["22H2", "21H2"], False),
    "patched at a time of day": ("最終更新プログラム適用日", ["2026/11/12 3:04", "2026/10/15 3:11"], True),
    "patched on a day": ("最終更新プログラム適用日", ["2026/11/12", "R8.10"], False),
    "seen at a time of day": ("最終起動日", ["2026-11-20 08:15:00", ""], True),
    "seen on a day": ("確認日", ["R8.4.1", "R8.4.1"], False),
    "patterns at a time of day": ("定義ファイル日付", ["2026/11/20 01:00", "2026/11/20 01:00"], True),
}


@pytest.mark.parametrize(("heading", "cells", "export"), ONE_COLUMN.values(), ids=ONE_COLUMN)
def test_a_single_column_that_only_a_tool_has(heading: str, cells: list[str], export: bool) -> None:
    rows = [["コンピュータ名", "IPアドレス", "OS", heading], *[[f"PC-{n}", f"10.0.0.{n}", "Windows 11", cell] for n, cell in enumerate(cells, 1)]]
    file = evidence(lines(rows), "list.csv")
    assert (asset_tool_csv.recognise(file) > ledger_workbook.recognise(file)) is export
    assert ledger_workbook.recognise(file) == (0.3 if export else 0.7)


def test_a_list_kept_by_hand_is_no_export() -> None:
    file = evidence("管理番号,PC名,IPアドレス,OS,備考\n1,PC-1,10.0.0.1,Win10,\n2,PC-2,10.0.0.2,Win10,\n")
    assert asset_tool_csv.recognise(file) < ledger_workbook.recognise(file)


def test_an_unknown_encoding_is_explained() -> None:
    rows = "".join(f"{n},PC-{n},10.0.0.{n},\n" for n in range(2, 20))
    data = "資産番号,ホスト名,IPアドレス,MACアドレス\n".encode() + b"1,\xff\xfe\x81,10.0.0.1,\n" + rows.encode()
    file = evidence(data, "端末一覧.csv")
    assert asset_tool_csv.recognise(file) >= 0.6
    with pytest.raises(InputError, match="文字コード") as refusal:
        asset_tool_csv.read(file, catalogue(), today=TODAY)
    assert "端末一覧.csv" in refusal.value.message.ja
    assert "2行目" in refusal.value.message.ja


def test_a_cut_export_is_used_as_far_as_it_goes() -> None:
    data = lines(USUAL).encode("cp932")
    reading = read(data[:-8])
    assert [s.hostnames for s in reading.sightings] == [("PC-01",), ("SV-01",)]
    reading = read(data[: data.find(b"SV-01")])
    assert next(s.hostnames for s in reading.sightings) == ("PC-01",)


@pytest.mark.parametrize("text", ["a,b\n1,2\n3,4\n", "date,message\n2026,hello\n"])
def test_other_lists(text: str) -> None:
    assert asset_tool_csv.recognise(evidence(text)) == 0.0
    with pytest.raises(InputError, match="見出し"):
        asset_tool_csv.read(evidence(text), catalogue(), today=TODAY)
