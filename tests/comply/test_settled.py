"""What settles an item before its evidence: too few beds, and the route of guideline 7.0; neither where it is not known."""

from __future__ import annotations

import pytest

from inmori.comply import assess
from inmori.comply.answer import ItemAnswer
from inmori.errors import InputError
from inmori.model import Count, Hospital, Staff, SystemKind
from tests.comply.house import CATALOGUE, TODAY, TOLD, diagnosis, finding, hospital, server, system

SPARED = {"guideline-7.0/management", "guideline-7.0/approval", "guideline-7.0/planning", "guideline-7.0/operations"}
ROUTE = "guideline-7.0/maintenance-outsourced"


def items(edition: str, of: Hospital, *checks: str) -> dict[str, ItemAnswer]:
    found = diagnosis(*(finding(check) for check in checks))
    return {one.id: one for one in assess(of, found, CATALOGUE, edition=edition, today=TODAY).items}


@pytest.mark.parametrize("edition", ["fee-2024", "fee-2026"])
@pytest.mark.parametrize(
    ("beds", "answer", "basis"),
    [(199, "not_applicable", "told"), (200, "unknown", "nothing"), (400, "unknown", "nothing"), (None, "unknown", "nothing")],
)
def test_a_dedicated_person_is_asked_from_200_beds(edition: str, beds: int | None, answer: str, basis: str) -> None:
    of = hospital(beds=Count.of(beds, TOLD) if beds else Count())
    found = items(edition, of)[f"{edition}/responsible"]
    assert (found.proposed, found.basis) == (answer, basis)
    assert (found.task is None) == (answer == "not_applicable")


def test_nobody_responsible_is_a_no_only_where_it_is_asked() -> None:
    none = "papers/no_responsible_person"
    large, small = (hospital(beds=Count.of(beds, TOLD), staff=Staff()) for beds in (320, 99))
    assert items("fee-2026", large, none)["fee-2026/responsible"].proposed == "no"
    assert items("fee-2026", small, none)["fee-2026/responsible"].proposed == "not_applicable"


def test_the_open_route_spares_three_parts_and_nothing_else() -> None:
    found = items("gl7", hospital())
    assert {one.id for one in found.values() if one.proposed == "not_applicable"} == SPARED
    assert (found[ROUTE].proposed, found[ROUTE].basis) == ("yes", "seen")
    assert "2台すべて" in found[ROUTE].reason.ja


@pytest.mark.parametrize("clause", [None, "OSの更新は病院が行う", "依頼により都度実施"])
def test_one_server_without_the_clause_brings_all_parts_back(clause: str | None) -> None:
    broken = hospital(systems=(*hospital().systems[:1], system(SystemKind.LIS, "S2", vendor="検査堂", clause=clause)))
    found = items("gl7", broken, "papers/update_duty_unwritten")
    assert {one.proposed for key, one in found.items() if key in SPARED} == {"unknown"}
    assert found[ROUTE].proposed == "no"


def test_a_finding_stands_over_the_route() -> None:
    assert items("gl7", hospital(), "papers/update_duty_unwritten")[ROUTE].proposed == "no"


def test_a_server_nobody_placed_keeps_the_route_shut() -> None:
    more = hospital(devices=(server(1), server(2), server(3)))
    found = items("gl7", more)
    assert found[ROUTE].proposed == "unknown"
    assert {found[one].proposed for one in SPARED} == {"unknown"}


@pytest.mark.parametrize("edition", ["sds", "mds", "vendor-guideline", "ehr-2026"])
def test_what_vendors_are_asked_is_no_form_of_the_hospital(edition: str) -> None:
    with pytest.raises(InputError) as error:
        assess(hospital(), diagnosis(), CATALOGUE, edition=edition, today=TODAY)
    assert "事業者に求めること" in error.value.explain("ja")
