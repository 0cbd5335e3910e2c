"""Examples of a column show what is kept of it, and of everything else the outline alone."""

from __future__ import annotations

import pytest

from inmori.ingest.column_sample import outline, samples
from inmori.ingest.table import Table

TABLE = Table(file="台帳.csv", sheet=None, rows=(
    ("機器名", "IPアドレス", "備考", "パスワード", "よく分からない列"),
    ("受付端末1", "10.1.2.3", "患者 山田太郎様の食札用", "hunter2", "kyoto-1995"),
    ("※パスワードは hunter2", "", "", "", ""),
    ("受付端末1", "10.1.2.4", "", "hunter3", "kyoto-1996"),
    ("会計端末", "10.1.2.5", "PW:hunter2", "hunter4", "osaka-20"),
    ("薬局端末", "10.1.2.6", "", "", ""),
))  # fmt: skip


@pytest.mark.parametrize(("index", "heading", "field", "shown"), [
    (0, "機器名", "name", ("受付端末1", "会計端末", "薬局端末")),
    (1, "IPアドレス", "address", ("10.1.2.3", "10.1.2.4", "10.1.2.5")),
    (2, "備考", "note", ("字字 字字字字", "AA:AAAA9")),
    (3, "パスワード", "dropped", ()),
    (3, "パスワード", "name", ()),
    (4, "よく分からない列", "", ("AAAA-9999", "AAAA-99")),
    (9, "ない列", "name", ()),
])  # fmt: skip
def test_what_is_shown_of_a_column(index: int, heading: str, field: str, shown: tuple[str, ...]) -> None:
    assert samples(TABLE, [(index, heading, field)], first_row=1) == (shown,)


@pytest.mark.parametrize(("text", "drawn"), [
    ("ＰＣ－０１", "AA-99"), ("令和8年3月", "字字9字9字"), ("aaaaaaaaaaaa1", "AAAA9"), ("\x1b[31m", "[99A"), ("", ""),
])  # fmt: skip
def test_an_outline_tells_kinds_of_letters_and_not_how_many(text: str, drawn: str) -> None:
    assert outline(text) == drawn


def test_remarks_and_addresses_of_mail_in_a_column_are_outlined() -> None:
    table = Table(file="a", sheet=None, rows=(("担当:大河内", "x"), ("taro@example.jp", "x"), ("PC-1", "x")))
    assert samples(table, [(0, "機器名", "name")], first_row=0) == (("字字:字字字", "AAAA@AAAA.AA", "PC-1"),)
