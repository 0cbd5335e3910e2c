"""The matrix of vendors and systems: which paper came, which was asked for, which is late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.comply.vendor_matrix import Request, vendor_matrix
from inmori.model import DateFact, Disclosure, Hospital, SystemKind, Vendor
from tests.comply.house import CATALOGUE, DUTY, LEDGER, TODAY, contract, hospital, system, text


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


@pytest.mark.parametrize(
    ("days", "sheet", "disclosure"),
    [
        ({"received": date(2026, 4, 1)}, "received", "received"),
        ({"received": date(2026, 3, 31)}, "last_year", "received"),  # the sheet is filled in every fiscal year, a disclosure is not
        ({"received": date(2026, 3, 31), "asked": date(2026, 1, 10)}, "last_year", "received"),
        ({"received": date(2026, 3, 31), "asked": date(2026, 11, 1)}, "asked", "asked"),
        ({"received": date(2026, 3, 31), "asked": date(2026, 10, 1)}, "overdue", "overdue"),
    ],
)
def test_a_sheet_of_an_earlier_fiscal_year_is_due_again(days: dict[str, Any], sheet: str, disclosure: str) -> None:
    noted = [Request(row="検査堂/lis", paper=paper, **days) for paper in ("sheet", "disclosure")]  # type: ignore[arg-type]
    assert states(hospital(), *noted)["検査堂/lis"] == (disclosure, sheet)


@pytest.mark.parametrize(("made", "state"), [(date(2026, 10, 1), "received"), (date(2025, 10, 1), "last_year"), (None, "received")])
def test_an_official_sheet_among_the_evidence_is_a_sheet_and_no_disclosure(made: date | None, state: str) -> None:
    day = DateFact.of(made, LEDGER) if made else DateFact()
    sheet = disclosure("北カルテ", "").model_copy(update={"form": "checklist", "made_on": day})
    found = states(two_systems(sheet))
    assert found["北カルテ/ehr"] == found["北カルテ/pacs"] == ("not_asked", state), "one sheet speaks for all systems"


def test_a_vendor_of_machines_only_is_told_which() -> None:
    base = hospital()
    machines = tuple(one.model_copy(update={"vendor": text("機器商会")}) for one in base.devices)
    vendors = (*base.vendors, Vendor(id="V3", name="機器商会"))
    bound = base.model_copy(update={"devices": machines, "vendors": vendors, "contracts": (*base.contracts, contract(3, "機器商会"))})
    rows = vendor_matrix(bound, CATALOGUE, today=TODAY)
    assert {row.id: row.machines for row in rows} == {"北カルテ/ehr": (), "検査堂/lis": (), "機器商会/": ("サーバ1", "サーバ2")}


def test_a_public_body_is_not_asked_for_papers() -> None:
    base = hospital()
    change = {"vendors": (*base.vendors, Vendor(id="V3", name="社会保険診療報酬支払基金")), "contracts": (*base.contracts, contract(3, "社会保険診療報酬支払基金"))}
    assert len(vendor_matrix(base.model_copy(update=change), CATALOGUE, today=TODAY)) == 2


def test_a_vendor_known_by_its_disclosure_alone_has_a_row() -> None:
    bare = hospital(contracts=(), systems=(), disclosures=(disclosure("検査堂", "ラボ21"),))
    assert [(row.id, row.disclosure.state) for row in vendor_matrix(bare, CATALOGUE, today=TODAY)] == [("検査堂/", "received")]
