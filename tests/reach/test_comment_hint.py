"""A rule's comment says what somebody meant; a company's way in needs a paper that still holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.model import YesNo
from inmori.reach import crossings
from inmori.reach.crossing_kind import CrossingKind as K
from tests.reach.house import SERVER, VENDOR_NET, contract, hospital, listed, rule

TODAY = date(2026, 6, 1)
ALLOW = rule(7, VENDOR_NET, SERVER, "RDP", way=("port4", "port2"), comment="medriha")
PATH = listed("メドリハ技研㈱", VENDOR_NET)
UNLISTED = PATH.model_copy(update={"listed": YesNo()})
OVER, RUNNING = contract("メドリハ技研㈱", end=date(2025, 3, 31)), contract("メドリハ技研㈱", end=date(2027, 3, 31))
CASES: dict[str, tuple[dict[str, Any], K]] = {
    "a comment and nothing else": ({}, K.UNEXPLAINED),
    "on the list": ({"remote_accesses": (PATH,)}, K.SANCTIONED),
    "a contract that runs": ({"remote_accesses": (UNLISTED,), "contracts": (RUNNING,)}, K.SANCTIONED),
    "the contract is over": ({"remote_accesses": (UNLISTED,), "contracts": (OVER,)}, K.STALE_TUNNEL),
    "on the list, and the contract is over": ({"remote_accesses": (PATH,), "contracts": (OVER,)}, K.STALE_TUNNEL),
}


@pytest.mark.parametrize("case", CASES)
def test_a_company_s_way_in(case: str) -> None:
    papers, kind = CASES[case]
    gateway = {"routes": tuple(route.model_copy(update={"comment": ""}) for route in hospital().gateways[0].routes)}
    [found] = [one for one in crossings(hospital(ALLOW, gateway=gateway, **papers), today=TODAY) if one.rule_id == "7"]
    assert found.kind is kind
