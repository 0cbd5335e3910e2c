"""The matrix of vendors and systems: which paper came, which was asked for, which is late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.comply.vendor_matrix import Request, vendor_matrix
from inmori.model import DateFact, Disclosure, Hospital, SystemKind
from tests.comply.house import CATALOGUE, DUTY, LEDGER, TODAY, hospital, system, text


def disclosure(vendor: str, product: str) -> Disclosure:
    return Disclosure(
        id=product, vendor=text(vendor), product=text(product), made_on=DateFact.of(date(2026, 9, 1), LEDGER), sources=(LEDGER,)
    )


def two_systems(*disclosures: Disclosure) -> Hospital:
    base = hospital()
    more = system(SystemKind.PACS, "S2", vendor="北カルテ", clause=DUTY)
    return base.model_copy(update={"systems": (*base.systems, more), "disclosures": disclosures})


def states(of: Hospital, *requests: Request) -> dict[str, tuple[str, str]]:
    rows = vendor_matrix(of, CATALOGUE, today=TODAY, requests=requests)
    return {row.id: (row.disclosure.state, row.sheet.state) for row in rows}


def test_a_disclosure_counts_for_the_system_it_is_about() -> None:
    found = states(two_systems(disclosure("株式会社北カルテ", "画像管理システム PACS"), disclosure("検査堂", "ラボ21")))
    assert found == {
        "北カルテ/ehr": ("not_asked", "not_asked"),  # its disclosure is about another product
        "北カルテ/pacs": ("received", "not_asked"),
        "検査堂/lis": ("received", "not_asked"),  # a name that says nothing goes to the vendor's only system
    }


def test_a_vendor_nobody_contracted_has_no_row() -> None:
    bare = hospital(contracts=(), systems=())
    assert vendor_matrix(bare, CATALOGUE, today=TODAY) == ()


@pytest.mark.parametrize(
    ("days", "state", "due"),
    [
        ({}, "not_asked", None),
        ({"asked": date(2026, 11, 1)}, "asked", date(2026, 12, 1)),
        ({"asked": date(2026, 10, 1)}, "overdue", date(2026, 10, 31)),
        ({"asked": date(2026, 10, 1), "due": date(2026, 11, 24)}, "asked", date(2026, 11, 24)),
        ({"asked": date(2026, 10, 1), "received": date(2026, 11, 20)}, "received", date(2026, 10, 31)),
    ],
)
def test_what_was_asked_and_when_it_is_due(days: dict[str, Any], state: str, due: date | None) -> None:
    request = Request(row="検査堂/lis", paper="sheet", **days)
    row = next(one for one in vendor_matrix(hospital(), CATALOGUE, today=TODAY, requests=[request]) if one.id == request.row)
    assert (row.sheet.state, row.sheet.due) == (state, due)
    assert row.disclosure.state == "not_asked", "the other paper is another request"
