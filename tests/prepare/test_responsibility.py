"""Who answers for what: only what is written counts, silence is unknown, and a word that takes back wins."""

from __future__ import annotations

import pytest

from inmori.model import Hospital, TextFact
from inmori.prepare.responsibility import TOPIC_NAMES, Responsibility, responsibilities_of
from tests.comply.house import CATALOGUE, CONTRACTS, DUTY, contract, hospital, text


def row(house: Hospital, system: str = "ehr") -> Responsibility:
    return next(one for one in responsibilities_of(house, CATALOGUE) if one.system_id == system)


def with_clause(written: str | None) -> Hospital:
    house = hospital()
    ehr = house.systems[0].model_copy(update={"update_owner": text(written, CONTRACTS) if written else TextFact()})
    return house.model_copy(update={"systems": (ehr, *house.systems[1:])})


@pytest.mark.parametrize(
    "written, side",
    [
        (DUTY, "vendor"), (None, None), ("unwritten", "unwritten"), ("記載なし", "unwritten"), ("病院", "hospital"),
        ("更新は甲が行う", "hospital"), ("乙は更新プログラムを提供する", None), ("OSの更新は事業者。ただし診療系は対象外", "hospital"),
    ],
)  # fmt: skip
def test_the_clause_on_updates(written: str | None, side: str | None) -> None:
    share = next(one for one in row(with_clause(written)).shares if one.topic == "updates")
    assert share.side == side


def test_every_topic_stands_in_every_row_once() -> None:
    for one in responsibilities_of(hospital(), CATALOGUE):
        assert [share.topic for share in one.shares] == list(TOPIC_NAMES)


def test_a_contract_of_no_known_system_has_a_row_of_its_own() -> None:
    house = hospital(contracts=(contract(1, "北カルテ"), contract(9, "写真機屋", covers=("複合機",))))
    rows = responsibilities_of(house, CATALOGUE)
    assert [(one.vendor, one.system.ja) for one in rows if one.system_id is None] == [("写真機屋", "複合機")]


def test_nothing_is_read_into_a_vendor_with_two_contracts_that_name_neither_system() -> None:
    two = tuple(contract(one, "北カルテ").model_copy(update={"number": text(f"N{one}")}) for one in (1, 2))
    assert row(hospital(contracts=two)).contract is None
    assert row(hospital(contracts=two[:1])).contract == "N1"


def test_an_empty_hospital_has_no_rows() -> None:
    assert responsibilities_of(Hospital(), CATALOGUE) == ()
