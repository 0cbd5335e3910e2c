"""Quotations: a price in writing takes the catalogue's place, and what is wrong in the file is told with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inmori.catalogue import load_catalogue
from inmori.catalogue.quotation import MOST_BYTES, quotation_of, quoted, read_quotations
from inmori.errors import InputError
from inmori.plan.price import price_of, unit_counts
from tests.plan.needy import needy, needy_ground

CATALOGUE = load_catalogue()
TODAY = date(2026, 11, 24)
GOOD = """# 2026年秋の見積り
[[quotation]]
measure = "offline_backup"
capital = 1_800_000
yearly = 250_000
from = "青空情報システム"
date = 2026-11-10

[[quotation]]
measure = "cloud_ehr"
yearly = 33_000_000
from = "海のカルテ"
date = 2026-10-01
tax_included = true
note = "5年契約"
"""
REST = '\nfrom = "青空"\ndate = 2026-11-10\n'


def read(tmp_path: Path, text: str | bytes):
    file = tmp_path / "my.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_quotations(file, CATALOGUE, today=TODAY)


def price(measure_id: str, catalogue=CATALOGUE):
    counts = unit_counts(needy(), ground=needy_ground(), catalogue=catalogue)
    return price_of(catalogue.measures[measure_id], counts=counts, catalogue=catalogue)


@pytest.mark.parametrize("form", [str, lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n")])
def test_a_quoted_price_stands_alone_and_without_range(tmp_path: Path, form) -> None:
    catalogue = quoted(CATALOGUE, read(tmp_path, form(GOOD)))
    offline = price("offline_backup", catalogue)
    for amount, yen in ((offline.capital, 1_800_000), (offline.yearly, 250_000)):
        assert (amount.low, amount.mid, amount.high) == (yen, yen, yen)
    assert {line.price.basis for line in offline.lines} == {"measured"}
    said = quotation_of(catalogue.measures["offline_backup"])
    assert said is not None
    assert said.ja == "見積書(青空情報システム、2026-11-10)"
    assert "quotation" in said.en


def test_what_is_not_quoted_keeps_its_price_and_tax_is_taken_out(tmp_path: Path) -> None:
    catalogue = quoted(CATALOGUE, read(tmp_path, GOOD))
    moved = price("cloud_ehr", catalogue)
    assert moved.yearly.mid == pytest.approx(30_000_000)
    assert moved.capital == price("cloud_ehr").capital
    assert price("peer_block", catalogue) == price("peer_block")
    assert quotation_of(catalogue.measures["peer_block"]) is None


def test_other_prices_make_another_catalogue(tmp_path: Path) -> None:
    one, same, other = (
        quoted(CATALOGUE, read(tmp_path, text)).sha256 for text in (GOOD, GOOD, GOOD.replace("1_800_000", "1_900_000"))
    )
    assert one == same
    assert len({CATALOGUE.sha256, one, other}) == 3
    assert quoted(CATALOGUE, ()) is CATALOGUE


WRONG = {
    "not toml": ('[[quotation]]\nmeasure = "offline_backup\n', 2, "TOML"),
    "empty": ("", 1, "[[quotation]]"),
    "no such measure": ('\n[[quotation]]\nmeasure = "ofline_backup"\ncapital = 1' + REST, 3, "offline_backup"),
    "no measure": ("[[quotation]]\ncapital = 1" + REST, 1, "measure"),
    "no price": ('[[quotation]]\nmeasure = "peer_block"' + REST, 2, "capital"),
    "price in words": ('[[quotation]]\nmeasure = "peer_block"\ncapital = "180万円"' + REST, 3, "capital"),
    "price below nothing": ('[[quotation]]\nmeasure = "peer_block"\nyearly = -1' + REST, 3, "yearly"),
    "price that is no number": ('[[quotation]]\nmeasure = "peer_block"\nyearly = nan' + REST, 3, "yearly"),
    "price out of this world": ('[[quotation]]\nmeasure = "peer_block"\nyearly = 1e15' + REST, 3, "yearly"),
    "true is no price": ('[[quotation]]\nmeasure = "peer_block"\ncapital = true' + REST, 3, "capital"),
    "nobody offered it": ('[[quotation]]\nmeasure = "peer_block"\ncapital = 1\ndate = 2026-11-10\n', 1, "from"),
    "no day": ('[[quotation]]\nmeasure = "peer_block"\ncapital = 1\nfrom = "青空"\ndate = "先週"\n', 5, "date"),
    "a day to come": ('[[quotation]]\nmeasure = "peer_block"\ncapital = 1\nfrom = "青空"\ndate = 2027-01-01\n', 5, "先の日付"),
    "unknown item": ('[[quotation]]\nmeasure = "peer_block"\ncost = 1' + REST, 3, "cost"),
    "outside a block": ("capital = 3\n" + GOOD, 1, "capital"),
    "one block only": ('[quotation]\nmeasure = "peer_block"\ncapital = 1' + REST, 1, "[[quotation]]"),
    "twice": (GOOD + '\n[[quotation]]\nmeasure = "offline_backup"\ncapital = 1' + REST, 17, "2行目"),
    "tax in words": ('[[quotation]]\nmeasure = "peer_block"\ncapital = 1\ntax_included = "はい"' + REST, 4, "tax_included"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, name: str) -> None:
    text, line, word = WRONG[name]
    with pytest.raises(InputError) as error:
        read(tmp_path, text)
    said = error.value.explain("ja")
    assert f"my.toml の{line}行目" in said
    assert word in said
    assert f"my.toml, line {line}" in error.value.explain("en")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="開けません"):
        read_quotations(tmp_path / "none.toml", CATALOGUE, today=TODAY)
    with pytest.raises(InputError, match="UTF-8"):
        read(tmp_path, "見積".encode("cp932"))
    with pytest.raises(InputError, match="大きすぎ"):
        read(tmp_path, b"#" * (MOST_BYTES + 1))
