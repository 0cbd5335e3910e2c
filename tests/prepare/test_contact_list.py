"""Who is called: real names from the evidence, a stated gap for every missing number, no number that nobody confirmed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from inmori.model import Controls, Hospital, RemoteAccess, Source, SourceKind, Staff, TextFact, Vendor, YesNo
from inmori.prepare.authority import AUTHORITIES, CHECKED, FRESH, authority, on_day
from inmori.prepare.contact import Contact
from inmori.prepare.contact_list import contacts_of
from inmori.prepare.role import role, roles_of
from tests.comply.house import TODAY, hospital, text

PHONE = re.compile(r"0\d{1,4}-\d{1,4}-\d{3,4}|#\d{4}")


def contacts(house: Hospital, *, today: date = TODAY) -> dict[str, Contact]:
    return {one.id: one for one in contacts_of(house, roles_of(house), today=today)}


def vendor(**more: Any) -> Vendor:
    return Vendor(id="V1", name="株式会社北カルテ", **more)


def test_everybody_has_a_route_or_says_what_is_missing() -> None:
    for house in (hospital(), Hospital()):
        for one in contacts(house).values():
            assert one.route or one.gap, one.id


def test_vendors_come_under_one_name_with_all_their_systems() -> None:
    found = contacts(hospital(vendors=(vendor(),)))
    assert [one.name.ja for one in found.values() if one.circle == "vendor"] == ["株式会社北カルテ", "検査堂"]
    assert "電子カルテ" in found["vendor:北カルテ"].serves.ja


@pytest.mark.parametrize(
    "as_of, printed", [(TODAY - timedelta(days=30), True), (TODAY - timedelta(days=366), False), (None, False)]
)
def test_a_vendors_number_is_printed_only_if_somebody_confirmed_it_within_a_year(as_of: date | None, printed: bool) -> None:
    source = Source(kind=SourceKind.LEDGER, file="契約.xlsx", as_of=as_of)
    found = contacts(hospital(vendors=(vendor(contact=TextFact.of("06-0000-0000", source)),)))["vendor:北カルテ"]
    assert (found.route == "06-0000-0000") is printed
    assert found.gap is not None  # the number at night is missing either way


def test_an_ended_way_in_makes_no_contact() -> None:
    ended = RemoteAccess(id="R1", vendor=text("去った会社"), ended=YesNo.of(True))
    live = RemoteAccess(id="R2", vendor=text("来る会社"), system=text("給食"))
    found = contacts(hospital(remote_accesses=(ended, live)))
    assert "vendor:去った会社" not in found
    assert found["vendor:来る会社"].serves.ja == "給食"


def test_the_insurer_of_a_hospital_that_is_not_insured_says_so() -> None:
    told = hospital(controls=Controls(insurance=YesNo.of(False)))
    gap = contacts(told)["insurer"].gap
    assert gap is not None
    assert "未加入" in gap.ja


@pytest.mark.parametrize("one", AUTHORITIES, ids=lambda one: one.id)
def test_what_was_only_recalled_carries_no_number(one: Contact) -> None:
    if one.confidence == "low":
        assert not PHONE.search(one.route or "")
        assert not re.search(r"[\w.]+@[\w.]+", one.route or "")


def test_numbers_age() -> None:
    desk = authority("jma")
    assert on_day(desk, today=CHECKED + FRESH).route == desk.route
    later = on_day(desk, today=CHECKED + FRESH + timedelta(days=1))
    assert later.route is None
    assert later.gap is not None


@pytest.mark.parametrize(
    "written, holder",
    [
        ("医療情報システム安全管理責任者(院長)", "院長"), ("事務長", "事務長"), ("安全管理責任者:副院長 山田", "副院長 山田"),
        ("医療情報システム安全管理責任者", None), (None, None), (" ", None),
    ],
)  # fmt: skip
def test_the_holder_is_what_is_left_without_the_title(written: str | None, holder: str | None) -> None:
    house = Hospital(staff=Staff(responsible=text(written) if written else TextFact()))
    assert role(roles_of(house), "safety_officer").holder == holder


def test_nobody_else_is_named_by_the_evidence() -> None:
    assert {one.id for one in roles_of(hospital()) if one.holder} == {"safety_officer"}
