"""Traffic that was seen under a rule for applications: sanctioned with the rule, unless the sensor names another."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.reach import CrossingKind, crossings
from tests.reach.house import OFFICE, SERVER, flow, hospital, rule
from tests.reach.test_crossings import TODAY

K = CrossingKind
# What the sensor calls the flow, what else is unclear of the rule, and whether the rule accounts for it.
CASES: dict[str, tuple[str | None, tuple[str, ...], bool]] = {
    "the same application": ("rdp", (), True),
    "the sensor does not tell": (None, (), True),
    "a word that names no application": ("gssapi", (), True),
    "another application": ("ssh", (), False),
    "one of several names": ("ssl,rdp", (), True),
    "something else is unclear, too": ("rdp", ("hip-profiles",), False),
}


@pytest.mark.parametrize("name", CASES)
def test_whose_traffic_it_is(name: str) -> None:
    said, unclear, accounted = CASES[name]
    allow = rule(
        12, OFFICE, SERVER, "RDP", way=("port1", "port2"), comment="申請No.2024-11", unread=("application ms-rdp", *unclear)
    )
    made = hospital(allow, flows=(flow(OFFICE, SERVER, 3389, service=said),))
    found = {item.id.split(":")[0]: item for item in crossings(made, today=TODAY)}
    assert ("seen" not in found) is accounted
    if accounted:
        [item] = found.values()
        assert (item.kind, item.rule_id, item.seen) == (K.SANCTIONED, "12", 3)


def test_an_attempt_without_an_answer_proves_nothing() -> None:
    allow = rule(12, OFFICE, SERVER, "RDP", way=("port1", "port2"), comment="申請No.2024-11", unread=("application ms-rdp",))
    more: dict[str, Any] = {"answered": False}
    found = crossings(hospital(allow, flows=(flow(OFFICE, SERVER, 3389, **more),)), today=TODAY)
    assert [item.seen for item in found if item.rule_id == "12"] == [0]
