"""Excerpts without routes: a rule to or from a line to the internet leads nowhere inside."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.model.gateway import Interface, InterfaceZone, Route, Rule
from inmori.reach import ask, crossings
from inmori.reach.crossing_kind import Crossing
from tests.reach.house import CONF, INTERNET_HOST, OFFICE, SERVER, VENDOR_NET, hospital, ipsec, rule


def excerpt(*rules: Rule, wan: dict[str, Any] | None = None, **more: Any) -> tuple[Crossing, ...]:
    """Return the crossings of a firewall of which only interfaces and rules were pasted."""
    line = {"name": "wan1", "cidr": "203.0.113.2/29", "role": "wan", "source_ref": CONF, **(wan or {})}
    ports = (Interface.model_validate(line), Interface(name="internal", cidr="192.168.5.1/24", source_ref=CONF))
    return crossings(hospital(*rules, gateway={"interfaces": ports, "routes": (), **more}))


OUT, IN = rule(1, "192.168.5.0/24", "all", way=("internal", "wan1")), rule(1, "all", "192.168.5.0/24", way=("wan1", "internal"))
LINES: dict[str, dict[str, Any]] = {
    "by its role": {"cidr": None},
    "by its public address": {"role": ""},
    "by its name": {"role": "", "cidr": None},
    "behind the provider's own router": {"cidr": "192.168.1.2/24"},
}


@pytest.mark.parametrize("line", LINES)
def test_a_rule_by_a_line_reaches_no_ward(line: str) -> None:
    assert excerpt(OUT, wan=LINES[line]) == ()
    assert excerpt(IN, wan=LINES[line]) == ()


NAMES = {"wan2": True, "ppp0": True, "PP 1": True, "Dialer1": True, "untrust": True, "outside": True, "virtual-wan-link": True,
         "core": False, "port5": False, "LAN": False, "ppm": False, "wanryoku": False}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_an_interface_that_the_excerpt_does_not_explain(name: str) -> None:
    found = excerpt(rule(1, "192.168.5.0/24", "all", way=("internal", name)))
    assert (found == ()) is NAMES[name]


def test_a_zone_of_lines_is_a_line() -> None:
    zones = (InterfaceZone(name="soto", interfaces=("wan1",)),)
    assert excerpt(rule(1, "192.168.5.0/24", "all", way=("internal", "soto")), interface_zones=zones) == ()


def test_what_a_tunnel_brings_over_the_line_still_counts() -> None:
    known = ipsec(remote_networks=(VENDOR_NET,))
    assert excerpt(rule(1, VENDOR_NET, SERVER, "RDP", way=("wan1", "internal")), tunnels=(known,)) != ()
    nobody_knows = ipsec(remote_networks=())
    assert excerpt(rule(1, "10.90.1.7", SERVER, "RDP", way=("wan1", "internal")), tunnels=(nobody_knows,)) != ()


def test_with_routes_the_routes_decide() -> None:
    """A closed line of the region carries private addresses; the file says so."""
    routes = (Route(destination="10.4.10.0/24", via="203.0.113.3", interface="wan1", source_ref=CONF),)
    assert [one.rule_id for one in excerpt(OUT, routes=routes)] == ["1"]


def test_the_way_to_the_internet_stays_open() -> None:
    made = hospital(OUT, gateway={"routes": (), "interfaces": (Interface(name="wan1", cidr="203.0.113.2/29", role="wan", source_ref=CONF), Interface(name="internal", cidr="192.168.5.1/24", source_ref=CONF))})
    outward = ask(made.gateways, src=OFFICE, dst=INTERNET_HOST, protocol="tcp", port=443).verdict
    inward = ask(made.gateways, src=OFFICE, dst=SERVER, protocol="tcp", port=443).verdict
    assert (outward.value, inward.value) == ("unknown", "deny")
