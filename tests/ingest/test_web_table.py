"""Pages of HTML under the name of an Excel file: their tables are read as sheets are, and nothing else of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.ingest import contract_workbook, ledger_workbook
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.readers import recognise, shipped_readers
from inmori.ingest.web_table import is_web_table, web_tables
from tests.ingest.made_office import TODAY, catalogue

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>機器一覧</title><style>td {{ mso-number-format:"\\@" }}</style></head><body><table border=1>
<caption>機器台帳</caption>
<tr><th rowspan="2">ホスト名<th colspan="2">ネットワーク<th rowspan="2">備考</tr>
<tr><th>IPアドレス<th>MACアドレス</tr>
<tr><td>PC-01<td>10.4.0.1<br>10.4.0.2<td>00:11:22:33:44:01<td>&nbsp;受付&amp;会計<script>alert("Himitsu9")</script></td></tr>
<tr><td>PC-02</td><td><s>10.4.0.8</s>10.4.0.9</td><td></td><td></td></tr>
</table></body></html>"""


def page(text: str = PAGE, encoding: str = "utf-8", name: str = "機器一覧.xls") -> EvidenceFile:
    return EvidenceFile(name=name, data=text.replace("{charset}", encoding).replace("{{", "{").replace("}}", "}").encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-8-sig"])
def test_a_ledger_that_is_a_web_page(encoding: str) -> None:
    file = page(encoding=encoding)
    found = recognise(file, shipped_readers())
    assert found.reader is not None
    assert found.reader.FORMAT == ledger_workbook.FORMAT
    one, two = found.reader.read(file, catalogue(), today=TODAY).sightings
    assert (one.hostnames, one.addresses, one.macs) == (("PC-01",), ("10.4.0.1", "10.4.0.2"), ("00:11:22:33:44:01",))
    assert (two.hostnames, two.addresses) == (("PC-02",), ("10.4.0.9",))
    assert (one.source.sheet, one.source.row) == ("機器台帳", 3)
    assert "Himitsu9" not in str((one, two))


def test_spans_are_merged_cells() -> None:
    [table] = web_tables(page())
    assert [list(row) for row in table.rows[:2]] == [["ホスト名", "ネットワーク", "ネットワーク", "備考"], ["ホスト名", "IPアドレス", "MACアドレス", "備考"]]
    assert table.origin(1, 0) == (0, 0)
    assert table.origin(0, 2) == (0, 1)
    assert table.rows[2][3] == "受付&会計"
    assert table.partly_struck == {(3, 1)}


def test_tables_within_the_layout() -> None:
    inner = "<table><tr><td>会社名<td>方式<td>接続先<tr><td>甲社<td>SSL-VPN<td>10.4.0.7</table>"
    file = page(f"<!DOCTYPE html><body><table><tr><td>メニュー</td><td>{inner}</td></tr></table>", name="リモート.xls")
    assert [table.sheet for table in web_tables(file)] == ["表1"]
    [one] = contract_workbook.read(file, catalogue(), today=TODAY).remote_accesses
    assert (one.vendor.value, one.targets) == ("甲社", ("10.4.0.7",))


@pytest.mark.parametrize("text", ["<html><body>報告</body></html>", "ホスト名,<table>\nPC-1,x\n", "", "<nmaprun><table/></nmaprun>", "# <table"])
def test_what_is_no_such_page(text: str) -> None:
    assert not is_web_table(page(text))


def test_a_span_without_end_fills_no_memory() -> None:
    [table] = web_tables(page('<table><tr><td rowspan="99999" colspan="99999">x<td>y<tr><td>z<td>w</table>'))
    assert len(table.rows) <= 1_001
    assert len(table.rows[0]) <= 1_002


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td rowspan=3 colspan=2>", "<s>", "</s>", "<br>", "<caption>", "<head>", "<!--", "&", "語", "<"]), max_size=40))
def test_any_page_is_walked_through(parts: list[str]) -> None:
    for table in web_tables(page("<table>" + "".join(parts))):
        assert len({len(row) for row in table.rows}) == 1
