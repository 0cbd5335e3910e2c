"""A remark that names the machine that took over says that its own is gone; plans and other machines say nothing."""

from __future__ import annotations

from datetime import date

import pytest

from inmori.ingest.named_successor import with_named_successors
from inmori.ingest.reading import Sighting
from inmori.model import Source, SourceKind

TODAY = date(2026, 11, 24)


def line(row: int, host: str, note: str = "", *, number: str = "") -> Sighting:
    source = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", row=row)
    return Sighting(source=source, hostnames=(host,), asset_numbers=(number,) if number else (), notes=(note,) if note else ())


GONE = ["R7.5入替 → W2F-03N", "令和7年5月 入替え→W2F-03N", "更新済(W2F-03N)", "後継機:W2F-03N", "W2F-03Nに更新済", "W2F-03Nへ入れ替え", "交換⇒0417", "replaced by W2F-03N"]
STAYS = [
    "R9.5入替 → W2F-03N", "入替予定 → W2F-03N", "W2F-03Nに更新予定", "→ W2F-99 に入替", "Windows11に更新済", "R7.5入替 → W2F-03", "W2F-03Nと同じ設定", "W2F-03Nから移動", "R7.5入替", "バッテリ交換 2025", "後継機未定",
]  # fmt: skip


@pytest.mark.parametrize("note", GONE)
def test_the_predecessor_is_gone(note: str) -> None:
    old, new = with_named_successors([line(5, "W2F-03", note), line(6, "W2F-03N", number="0417")], today=TODAY)
    assert old.retired == f"備考「{note}」"
    assert new.retired is None


@pytest.mark.parametrize("note", STAYS)
def test_what_says_no_such_thing(note: str) -> None:
    old, _ = with_named_successors([line(5, "W2F-03", note), line(6, "W2F-03N", number="0417")], today=TODAY)
    assert old.retired is None
