"""Short cuts for the usual cells say what the long way says, and remembering changes nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.ingest import cell_meaning, cell_value, network_value, secret_text
from inmori.ingest.cell_meaning import ColumnReader
from inmori.ingest.device_row import DeviceRow
from inmori.ingest.header_word import DEVICE, heading_key
from inmori.ingest.kind_words import KindWords
from inmori.ingest.network_value import addresses_of, macs_of
from inmori.ingest.note_meaning import _TOTAL
from inmori.ingest.table import CellValue
from inmori.ingest.table_header import _NUMBERED, Column
from inmori.model import Source, SourceKind
from tests.ingest.made_office import TODAY, catalogue

ASCII = st.text(alphabet=[chr(code) for code in range(9, 127)], max_size=24)
WORDS = KindWords(catalogue())
PLACE = Source(kind=SourceKind.LEDGER, file="x", sheet="s", row=2, cell="A2")


@given(ASCII)
def test_tidy_text_is_its_own_normal_form(text: str) -> None:
    assert cell_value.text_of(text) == cell_value._normalised(text)


@given(st.one_of(ASCII, st.text(alphabet="PASSpwidIDKEYkey:=/ 19-_adminrootuser", max_size=20)))
def test_the_short_look_for_secrets_finds_what_the_long_one_finds(text: str) -> None:
    assert bool(secret_text._ASCII_TRIGGER.search(text.lower())) is bool(secret_text._TRIGGER.search(text))


@given(st.one_of(st.ip_addresses(v=4).map(str), st.from_regex(r"\d{1,3}(\.\d{1,3}){3}", fullmatch=True)))
def test_usual_addresses(text: str) -> None:
    assert addresses_of(text) == network_value._from_text(text, "")


@given(st.one_of(st.binary(min_size=6, max_size=6).map(lambda raw: raw.hex("-")), st.text(alphabet="0123456789abcdefABCDEF:-", max_size=20)))
def test_usual_macs(text: str) -> None:
    usual = network_value.usual_mac(text)
    found = macs_of(f" {text} ").values if network_value._MAC.fullmatch(text) else ()
    assert (usual or "") == ("".join(found) if usual is not None else "")


def test_no_heading_and_no_total_has_two_digits_or_one() -> None:
    """What the short cuts for "PC-0012" rely on."""
    assert not [word for word in DEVICE.exact if sum(letter.isdigit() for letter in word) > 1]
    assert not [word for word in _TOTAL if any(letter.isdigit() for letter in word)]


@given(st.from_regex(_NUMBERED, fullmatch=True))
def test_a_numbered_text_heads_no_column(text: str) -> None:
    assert heading_key(text) not in DEVICE.exact


@given(st.from_regex(cell_meaning._PLAIN_NUMBER, fullmatch=True))
def test_a_plain_number_is_taken_as_written(text: str) -> None:
    written, lost = cell_value.asset_number(text)
    assert (written, lost) == (text, False)
    assert not cell_value.says_unknown(text)
    assert not cell_value.says_none(text)


@given(st.from_regex(cell_meaning._PLAIN_NAME, fullmatch=True))
def test_a_plain_host_name_is_taken_as_written(text: str) -> None:
    """The long way: put a blank before it."""
    names = []
    for written in (text, f" {text}"):
        reader = ColumnReader(Column(0, "PC名", "hostname"), words=WORDS, today=TODAY)
        names.append(_done(reader, written).hostnames)
    assert names[0] == names[1]


def _done(reader: ColumnReader, value: CellValue, digits: int = 0) -> DeviceRow:
    row = DeviceRow(source=PLACE, group="", words=WORDS, today=TODAY, problems=[])
    for deed, name, told in reader.deeds(value, digits=digits):
        deed(row, name, told, PLACE)
    return row


CELL = st.one_of(
    st.text(max_size=20), st.integers(0, 60_000), st.floats(0, 60_000), st.booleans(), st.dates(date(1950, 1, 1)), st.datetimes(),
    st.sampled_from(["10.0.0.1", "DHCP", "-", "なし", "R6.3.31", "廃棄", "有", "00:11:22:33:44:55", "PW:Himitsu9", 1, 1.0, True, 45000, 45000.0]),
)  # fmt: skip


@given(st.sampled_from(sorted(DEVICE.words)), st.lists(CELL, max_size=6))
def test_what_was_read_before_changes_nothing(field: str, cells: list[Any]) -> None:
    column = Column(0, "見出し", field)
    remembering = ColumnReader(column, words=WORDS, today=TODAY)
    for cell in [*cells, *cells]:
        fresh = ColumnReader(column, words=WORDS, today=TODAY)
        assert _done(remembering, cell) == _done(fresh, cell)


@pytest.mark.parametrize("values", [(1, True, 1.0), (True, 1), (45748.0, 45748), (datetime(2025, 4, 1), date(2025, 4, 1))])
def test_equal_values_of_another_kind_are_not_mistaken(values: tuple[Any, ...]) -> None:
    for field in ("asset_number", "purchased", "note", "status"):
        reader = ColumnReader(Column(0, "x", field), words=WORDS, today=TODAY)
        for value in values:
            assert _done(reader, value) == _done(ColumnReader(Column(0, "x", field), words=WORDS, today=TODAY), value)


def test_digits_count_for_numbers_only() -> None:
    reader = ColumnReader(Column(0, "管理番号", "asset_number"), words=WORDS, today=TODAY)
    assert _done(reader, "12", digits=5).asset_numbers == ["12"]
    assert _done(reader, 12, digits=5).asset_numbers == ["00012"]
    assert _done(reader, 12).asset_numbers == ["12"]
