"""The file of corrections: what is written is read back, and every slip in it is told with its line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.errors import InputError
from inmori.ingest.column_correction import (
    ColumnCorrections,
    load,
    read,
    shape_of,
    speaks_of_columns,
    written,
)
from inmori.ingest.column_field import FIELD_NAMES, KIND_NAMES, may_mean
from inmori.ingest.header_word import CONTRACT, DEVICE, REMOTE_ACCESS
from inmori.ingest.intake import ColumnMapping
from inmori.ingest.table import column_letter, column_number

GOOD = """\
[[sheet]]
shape = "abc"
kind = "device"
seen_in = "台帳.xlsx"
[sheet.columns]
A = "asset_number"
B = ""            # 使わない
AB = 'dropped'

[[sheet]]
shape = "def"
kind = "none"
"""


def test_a_file_of_corrections() -> None:
    told = read(GOOD, file="columns.toml")
    assert told.problems == ()
    first, second = told.corrections.sheets
    assert (first.shape, first.kind, first.columns) == ("abc", "device", ((0, "asset_number"), (1, ""), (27, "dropped")))
    assert first.place.place() == "columns.toml 1行"
    assert (second.kind, second.columns) == ("none", ())
    assert told.corrections.of("def") == second
    assert told.corrections.of("x") is None


# What is wrong: (text, code, line, a word of the sentence, sheets that are used all the same).
WRONG: dict[str, tuple[str, str, int, str, int]] = {
    "no TOML": (GOOD.replace('"abc"', '"abc'), "columns_no_toml", 2, "TOML", 0),
    "cut off": (GOOD + "[[sheet", "columns_no_toml", 13, "TOML", 0),
    "nested without end": ("x = " + "[" * 100_000 + "\n[[sheet]]", "columns_no_toml", 2, "TOML", 0),
    "unknown key above": ('color = "red"\n' + GOOD, "columns_bad_key", 1, "color", 2),
    "unknown key": (GOOD.replace("seen_in", "seen in".replace(" ", "-")), "columns_bad_key", 4, "seen-in", 2),
    "unknown table": (GOOD + "[sheet.colums]\nA = 1\n", "columns_bad_key", 13, "colums", 2),
    "no shape": (GOOD.replace('shape = "abc"\n', ""), "columns_no_shape", 1, "shape", 1),
    "shape is no text": (GOOD.replace('"abc"', "12"), "columns_no_shape", 2, "shape", 1),
    "unknown kind": (GOOD.replace('"device"', '"devices"'), "columns_bad_kind", 3, "devices", 1),
    "no kind": (GOOD.replace('kind = "none"\n', ""), "columns_bad_kind", 10, "null", 1),
    "unknown field": (GOOD.replace('"asset_number"', '"asset"'), "columns_bad_field", 6, "asset", 2),
    "field of another kind": (GOOD.replace('"asset_number"', '"yearly_yen"'), "columns_bad_field", 6, "機器の一覧", 2),
    "field is no text": (GOOD.replace('"asset_number"', "5"), "columns_bad_field", 6, "5", 2),
    "no column": (GOOD.replace("AB =", "ab ="), "columns_bad_column", 8, "ab", 2),
    "a column by its heading": (GOOD.replace("AB =", '"備考" ='), "columns_bad_column", 8, "備考", 2),
    "columns are no table": (GOOD.replace('[sheet.columns]\nA = "asset_number"\nB = ""            # 使わない\nAB = \'dropped\'', "columns = 5"), "columns_bad_columns", 5, "sheet.columns", 1),
    "the same shape twice": (GOOD.replace('"def"', '"abc"'), "columns_twice", 11, "abc", 1),
    "sheet is no list": ('sheet = "x"\n# [[sheet]]\n', "columns_no_sheet", 1, "[[sheet]]", 0),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "line", "word", "used"), WRONG.values(), ids=WRONG)
def test_slips_are_told_with_their_line(text: str, code: str, line: int, word: str, used: int) -> None:
    told = read(text, file="columns.toml")
    assert [(p.code, p.where.line) for p in told.problems] == [(code, line)]
    assert word in told.problems[0].text.ja
    assert f"columns.toml {line}行" in told.problems[0].text.ja
    assert f"columns.toml {line}行" in told.problems[0].text.en
    assert len(told.corrections.sheets) == used


def test_a_correction_beside_a_slip_is_used() -> None:
    told = read(GOOD.replace('"asset_number"', '"asset"'), file="columns.toml")
    assert told.corrections.sheets[0].columns == ((1, ""), (27, "dropped"))


MAPPING = ColumnMapping(
    file="台帳.xlsx", sheet="端末", header_rows=(1,), shape="s1",
    columns=(("A", "管理番号", "asset_number"), ("C", '備考 "と" \\', "note"), ("D", "PW\n", "dropped")),
)  # fmt: skip


def test_what_is_written_is_read_back() -> None:
    text = written([MAPPING])
    told = read(text, file="columns.toml")
    assert told.problems == ()
    assert speaks_of_columns(text)
    assert [(s.shape, s.kind, s.columns) for s in told.corrections.sheets] == [("s1", "device", ((0, "asset_number"), (2, "note"), (3, "dropped")))]
    assert '備考 "と" \\' in text
    assert tomllib.loads(text)["sheet"][0]["seen_in"] == "台帳.xlsx「端末」"
    for kind, fields in FIELD_NAMES.items():
        assert KIND_NAMES[kind].ja in text
        assert all(meaning.ja in text for meaning in fields.values())


def test_lists_of_one_shape_are_written_once() -> None:
    other = MAPPING.model_copy(update={"sheet": "別館", "columns": (("A", "管理番号", ""), ("E", "OS", "os"))})
    text = written([MAPPING, other, MAPPING.model_copy(update={"shape": ""})])
    [sheet] = read(text, file="x").corrections.sheets
    assert sheet.columns == ((0, "asset_number"), (2, "note"), (3, "dropped"), (4, "os"))
    assert "「端末」、台帳.xlsx「別館」" in text


def test_what_a_person_wrote_stays() -> None:
    mine = GOOD + "# わたしのメモ\n"
    assert written([MAPPING.model_copy(update={"shape": "abc"})], before=mine) == mine
    more = written([MAPPING], before=mine)
    assert more.startswith(mine)
    assert [s.shape for s in read(more, file="x").corrections.sheets] == ["abc", "def", "s1"]
    broken = mine.replace('"device"', '"devices"')  # not used, and not written a second time either
    assert written([MAPPING.model_copy(update={"shape": "abc"})], before=broken) == broken


TEXT = st.text(max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 16383), TEXT, st.sampled_from(["", "dropped", *FIELD_NAMES["device"]])), max_size=6, unique_by=lambda c: c[0]), TEXT, TEXT)
def test_any_headings_are_written_and_read_back(columns: list[tuple[int, str, str]], file: str, sheet: str) -> None:
    mapping = ColumnMapping(file=file, sheet=sheet, header_rows=(1,), shape="s1",
                            columns=tuple((column_letter(index), heading, field) for index, heading, field in columns))  # fmt: skip
    told = read(written([mapping]), file="x")
    assert told.problems == ()
    assert told.corrections.sheets[0].columns == tuple(sorted((index, field) for index, _, field in columns))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.characters()), max_size=8), st.floats(0.1, 1.0))
def test_mangled_files_are_read_or_told(cuts: list[tuple[int, str]], keep: float) -> None:
    letters = list(GOOD)
    for place, letter in cuts:
        letters[place % len(letters)] = letter
    told = read("".join(letters[: int(len(letters) * keep)]), file="columns.toml")
    assert all(p.where.line and p.where.line >= 1 for p in told.problems)


def test_loading(tmp_path: Path) -> None:
    path = tmp_path / "columns.toml"
    path.write_text("\ufeff" + GOOD.replace("\n", "\r\n"), encoding="utf-8")
    assert [s.shape for s in load(path).corrections.sheets] == ["abc", "def"]
    path.write_bytes(GOOD.encode("cp932"))
    with pytest.raises(InputError, match="UTF-8"):
        load(path)
    path.write_bytes(b"#" * 3_000_000)
    with pytest.raises(InputError, match="大き"):
        load(path)
    with pytest.raises(InputError, match="開けません"):
        load(tmp_path / "none.toml")


def test_corrections_given_first_count_first() -> None:
    mine, others = read(GOOD, file="mine").corrections, read(GOOD.replace('"asset_number"', '"serial"'), file="other").corrections
    both = mine.before(others)
    assert both.of("abc") == mine.sheets[0]
    assert mine.sha256 != others.sha256
    assert mine.sha256 == read("# x\n" + GOOD, file="elsewhere").corrections.sha256
    assert ColumnCorrections().before(mine) == mine


def test_the_shape_is_that_of_the_headings() -> None:
    shape = shape_of([(0, "管理番号"), (3, "IP(192.168.1.)")])
    assert shape == shape_of([(0, "管理 番号"), (3, "IP(10.2.)")])  # blanks and octets apart
    assert shape != shape_of([(0, "管理番号"), (4, "IP(192.168.1.)")])
    assert shape != shape_of([(0, "管理番号")])
    assert len(shape) == 16


@pytest.mark.parametrize("vocabulary", [DEVICE, CONTRACT, REMOTE_ACCESS], ids=lambda v: v.name)
def test_every_field_has_a_name(vocabulary: object) -> None:
    assert isinstance(vocabulary, type(DEVICE))
    # zone_mark has no words of its own: any name of a network may head it.
    assert set(vocabulary.words) == set(FIELD_NAMES[vocabulary.name]) - {"zone_mark"}
    assert all(may_mean(field, vocabulary.name) for field in (*vocabulary.words, "", "dropped"))
    assert not may_mean("asset", vocabulary.name)


def test_the_manual_names_every_field(repository: Path) -> None:
    manual = (repository / "docs" / "manual" / "column_mapping.md").read_text("utf-8")
    for kind, fields in FIELD_NAMES.items():
        assert f"`{kind}`" in manual
        for name, meaning in fields.items():
            assert f"`{name}`" in manual, name
            assert meaning.ja in manual, name


@pytest.mark.parametrize(("letters", "number"), [("A", 0), ("Z", 25), ("AA", 26), ("XFD", 16383), ("a", None), ("", None), ("AAAA", None), ("A1", None), ("Ａ", None)])
def test_columns_by_their_letters(letters: str, number: int | None) -> None:
    assert column_number(letters) == number
    assert number is None or column_letter(number) == letters
