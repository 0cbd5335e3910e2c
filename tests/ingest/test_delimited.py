"""Lists in text files: the separator is counted, the encoding laddered, and odd lines at both ends survive."""

from __future__ import annotations

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.errors import InputError
from inmori.ingest.delimited import looks_delimited, read_list, undecodable_line
from inmori.ingest.evidence_file import Limits
from tests.ingest.made_office import evidence

ROWS = [["資産番号", "ホスト名", "備考"], ["A①", "PC-01", "㈱髙"], ["002", "PC-02", "2F,西"]]


def written(rows: list[list[str]], separator: str = ",", *, end: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_encodings_and_separators(encoding: str, separator: str, quoting: int) -> None:
    file = evidence(written(ROWS, separator, quoting=quoting).encode(encoding), "一覧.csv")
    found = read_list(file)
    assert [list(row) for row in found.table.rows] == ROWS
    assert (found.separator, found.table.sheet, found.problems) == (separator, None, ())


@pytest.mark.parametrize("encoding", ["euc_jp", "iso2022_jp"])
def test_old_encodings(encoding: str) -> None:
    rows = [["資産番号", "ホスト名", "備考"], ["A-1", "PC-01", "サーバ室"]]
    assert [list(row) for row in read_list(evidence(written(rows).encode(encoding))).table.rows] == rows


def test_commas_within_tabs_do_not_decide() -> None:
    rows = [["名", "備考"], ["PC-01", "a,b,c,d"], ["PC-02", "a,b"], ["PC-03", "x"]]
    found = read_list(evidence(written(rows, "\t")))
    assert (found.separator, len(found.table.rows[0])) == ("\t", 2)


def test_lines_are_those_of_the_file() -> None:
    text = '#TYPE Selected.ADComputer\n"Name","Note"\n\n"PC-01","two\nlines"\n"PC-02",""\n'
    found = read_list(evidence(text))
    assert found.type_line == "#TYPE Selected.ADComputer"
    assert list(found.table.lines or ()) == [2, 4, 6]
    assert found.table.rows[1][1] == "two\nlines"


def test_rows_of_unlike_width_are_filled_up() -> None:
    found = read_list(evidence("2026/11/24 10:00\nNo,名,IP\n1,a,10.0.0.1\n2,b,10.0.0.2\n"))
    assert [len(row) for row in found.table.rows] == [3, 3, 3, 3]


def test_rows_over_the_limit_are_left_out_and_told() -> None:
    text = written([["名", "備考"], *[[f"PC-{n}", ""] for n in range(60)]])
    found = read_list(evidence(text, "一覧.csv", Limits(rows=20)))
    assert (len(found.table.rows), found.table.rows_left_out) == (20, 41)
    assert [p.code for p in found.problems] == ["rows_left_out"]


def test_a_cut_character_costs_only_itself() -> None:
    data = written(ROWS).encode("cp932") + "3,PC-03,放射線".encode("cp932")[:-1]
    found = read_list(evidence(data, "一覧.csv"))
    assert [list(row) for row in found.table.rows] == [*ROWS, ["3", "PC-03", "放射"]]
    assert [(p.severity, p.code, p.where.line) for p in found.problems] == [("warning", "cut_off", 4)]


def test_a_quotation_that_never_closes_costs_what_follows() -> None:
    text = written(ROWS) + '3,"PC-03,\n' + "".join(f"{n},PC-{n},\n" for n in range(40_000))
    found = read_list(evidence(text, "一覧.csv"))
    assert [list(row) for row in found.table.rows] == ROWS
    assert [(p.severity, p.code, p.where.line) for p in found.problems] == [("warning", "broken_quote", 4)]
    assert "4行目" in found.problems[0].text.ja


def test_a_very_long_cell_is_called_what_it_is() -> None:
    found = read_list(evidence(written([*ROWS, ["3", "PC-03", "x" * 200_000]]), "一覧.csv"))
    assert [list(row) for row in found.table.rows] == ROWS
    assert [(p.severity, p.code, p.where.line) for p in found.problems] == [("warning", "long_cell", 4)]


def test_half_width_kana_of_old_systems() -> None:
    data = "番号,名前\nA-1,".encode("iso2022_jp") + b"\x1b(I" + bytes(byte - 0x80 for byte in "ﾌﾟﾘﾝﾀ".encode("shift_jis")) + b"\x1b(B\nA-2,PC\n"
    assert [list(row) for row in read_list(evidence(data)).table.rows] == [["番号", "名前"], ["A-1", "ﾌﾟﾘﾝﾀ"], ["A-2", "PC"]]


@pytest.mark.parametrize(("data", "line"), [
    ("資産番号,名\n1,あ\n".encode() + b"2,\x82\xff\xfe\xfd\n3,x\n", 3),
    ("資産番号,名\n".encode("cp932") + b"1,\x81\x01,\x82\n", 2),
])  # fmt: skip
def test_an_unknown_encoding_is_named_with_its_line(data: bytes, line: int) -> None:
    assert undecodable_line(data) == line
    with pytest.raises(InputError, match="文字コード") as refusal:
        read_list(evidence(data, "端末一覧.csv"))
    assert f"{line}行目" in refusal.value.message.ja
    assert "端末一覧.csv" in refusal.value.message.ja


@pytest.mark.parametrize("text", ["", "hello\nworld\n", "一行だけ"])
def test_a_text_without_columns_is_no_list(text: str) -> None:
    assert not looks_delimited(evidence(text))
    with pytest.raises(InputError, match="区切り"):
        read_list(evidence(text))


@given(st.lists(st.lists(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=8), min_size=3, max_size=3), min_size=3, max_size=8))
def test_what_was_written_is_read_back(rows: list[list[str]]) -> None:
    rows = [["番号", "名", "備考"], *[[f"x{value}" for value in row] for row in rows]]
    found = read_list(evidence(written(rows, quoting=csv.QUOTE_ALL).encode("utf-8-sig")))
    assert [list(row) for row in found.table.rows] == rows


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    looks_delimited(evidence(data))
    with contextlib.suppress(InputError):
        read_list(evidence(data))


def test_a_stray_quotation_mark_swallows_no_line() -> None:
    text = 'PC名,IPアドレス,OS\nA-1,10.0.0.1,"W\nA-2,10.0.0.2,W\nA-3,10.0.0.3,"W\nA-4,10.0.0.4,"2F\n東"\n'
    found = read_list(evidence(text, "x.csv"))
    assert [row[:2] for row in found.table.rows[1:]] == [[f"A-{n}", f"10.0.0.{n}"] for n in range(1, 5)]
    assert found.table.lines == [1, 2, 3, 4, 5]
    assert [(p.code, p.where.line) for p in found.problems] == [("stray_quote", 2)]
    assert found.table.rows[4][2] == "2F\n東"  # a line break that belongs into its cell
