"""What lets answers back through a router that remembers nothing is no way out; a use of it is."""

from __future__ import annotations

import pytest

from inmori.model.gateway import Gateway
from inmori.reach import crossings
from tests.reach.house import PARTNER, SERVER, TUNNEL_NET, firewall, flow, hospital, ipsec, rule
from tests.reach.test_crossings import TODAY


def router(**more: object) -> Gateway:
    way_in = rule(1, TUNNEL_NET, SERVER, "RDP", way=("TO_NET", ""))
    back = rule(2, SERVER, TUNNEL_NET, way=("port2", ""))
    return firewall(way_in, back, tunnels=(ipsec(),), filtered_in=("TO_NET", "port2"), **more)


CASES = {
    "nobody went out": (True, (), {("1", True)}),
    "the server called them": (True, (flow(SERVER, "10.91.0.7"),), {("1", True), ("2", False)}),
    "a firewall that remembers": (False, (), {("1", True), ("2", False)}),
}


@pytest.mark.parametrize("name", CASES)
def test_answers(name: str) -> None:
    lists, flows, wanted = CASES[name]
    made = hospital(gateways=(router(per_interface=lists),), flows=flows)
    assert {(item.rule_id, item.inbound) for item in crossings(made, today=TODAY) if item.rule_id} == wanted


def test_a_rule_to_anywhere_is_not_about_the_tunnel_behind_which_some_of_it_lies() -> None:
    wide = rule(3, SERVER, "all", "HTTPS", way=("port2", ""))
    to_one = rule(4, SERVER, PARTNER, "HTTPS", way=("port2", ""))
    made = hospital(gateways=(firewall(wide, to_one, tunnels=(ipsec(),), per_interface=True, filtered_in=("port2",)),))
    refs = {item.rule_id: set(item.refs) for item in crossings(made, today=TODAY) if item.rule_id and not item.inbound}
    assert "TO_NET" not in refs["3"]
