"""Remote maintenance paths that configuration and traffic show, each with what a person would look for."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.model import DeviceKind, RemoteAccess, RemoteMethod
from inmori.model.gateway import AddressSet, Interface, Route
from inmori.reach import remote_accesses_from
from tests.reach.house import (
    CONF,
    IMAGING,
    INTERNET_HOST,
    OFFICE,
    PARTNER,
    PC,
    SERVER,
    TUNNEL_NET,
    VENDOR_NET,
    ZONES,
    addresses,
    device,
    firewall,
    flow,
    ipsec,
    rule,
    sslvpn,
    vip,
)

M = RemoteMethod


def paths(
    *gateways: Any, flows: tuple[Any, ...] = (), devices: tuple[Any, ...] = ()
) -> dict[RemoteMethod, RemoteAccess]:
    found = remote_accesses_from(gateways, flows, zones=ZONES, devices=devices)
    assert len({access.id for access in found}) == len(found)
    kinds = [access.method.value for access in found if access.method.value]
    assert len(set(kinds)) == len(kinds), "the cases here have one path of a kind"
    return {access.method.value: access for access in found if access.method.value}


def plain(**more: Any) -> Any:
    """The firewall without the vendor's route."""
    made = firewall(*more.pop("rules", ()), **more)
    return made.model_copy(
        update={"routes": tuple(route for route in made.routes if route.destination != VENDOR_NET)}
    )


def test_nothing_shows_nothing() -> None:
    assert paths(plain()) == {}
    assert remote_accesses_from(()) == ()


def test_an_ipsec_tunnel_with_its_peer_its_rules_and_its_targets() -> None:
    allow = rule(23, TUNNEL_NET, SERVER, "RDP", way=("TO_NET", "port2"))
    found = paths(plain(rules=(allow,), tunnels=(ipsec(description="東和ネット"),)))[M.IPSEC_FIREWALL]
    assert {"TO_NET", "198.51.100.20", TUNNEL_NET, "policy:23", "rule-23"} <= set(found.refs)
    assert (found.peer.value, found.vendor.value, found.targets) == ("198.51.100.20", "東和ネット", (SERVER,))
    assert (found.source_limited.value, found.second_factor.value, found.enabled) == (True, None, True)
    assert found.observed.value is None  # nobody watched
    assert found.listed.value is None
    assert found.firmware.value == "FortiOS 7.2.9"


@pytest.mark.parametrize(
    ("flows", "seen"), [((flow(OFFICE, SERVER),), False), ((flow("10.91.0.7", SERVER, 3389),), True)]
)
def test_a_tunnel_is_seen_or_not_once_somebody_watched(flows: tuple[Any, ...], seen: bool) -> None:
    found = paths(plain(tunnels=(ipsec(),)), flows=flows)[M.IPSEC_FIREWALL]
    assert found.observed.value is seen


def test_a_router_s_tunnel_is_one_path_with_the_firewall_s_rule_for_it() -> None:
    """The firewall knows the company and the target, the router the peer: one path, not two."""
    router = firewall(
        id="rtx",
        product="RTX1210",
        interfaces=(),
        routes=(),
        tunnels=(ipsec(name="1", remote_networks=(VENDOR_NET,)),),
    )
    allow = rule(19, VENDOR_NET, SERVER, "RDP", way=("port4", "port2"))
    found = paths(firewall(allow), router)
    assert list(found) == [M.IPSEC_ROUTER]
    path = found[M.IPSEC_ROUTER]
    assert {"tunnel:1", "198.51.100.20", VENDOR_NET, "policy:19"} <= set(path.refs)
    assert (path.vendor.value, path.targets) == ("北斗メディカル", (SERVER,))


def test_a_vendor_s_network_behind_a_router_of_which_there_is_no_file() -> None:
    allow = rule(19, VENDOR_NET, SERVER, "RDP", way=("port4", "port2"))
    found = paths(firewall(allow))[M.IPSEC_ROUTER]
    assert (found.vendor.value, found.peer.value, found.targets) == ("北斗メディカル", None, (SERVER,))
    assert {VENDOR_NET, "policy:19", "10.4.70.2"} <= set(found.refs)


def test_a_tunnel_between_two_houses_of_one_hospital_is_nobody_s_access() -> None:
    second = firewall(
        id="fw2",
        interfaces=(Interface(name="wan1", cidr="198.51.100.20/29", role="wan", source_ref=CONF),),
        routes=(),
        tunnels=(ipsec(name="to-first", peer="203.0.113.2", remote_networks=("10.4.10.0/24",)),),
    )
    assert paths(plain(tunnels=(ipsec(),)), second) == {}
    # A gateway that does not point back proves nothing.
    assert list(paths(plain(tunnels=(ipsec(),)), second.model_copy(update={"tunnels": ()}))) == [M.IPSEC_FIREWALL]


def test_a_rule_that_stays_on_the_tunnel_s_own_side_is_not_its() -> None:
    inside = rule(90, "all", "all", way=("TO_NET", "TO_NET"))
    found = paths(plain(rules=(inside,), tunnels=(ipsec(),)))[M.IPSEC_FIREWALL]
    assert "policy:90" not in found.refs


WAYS_HOME: dict[str, tuple[Any, Any, tuple[Any, ...], bool]] = {
    "a box with everything open": (addresses("10.4.30.77"), "all", (flow("10.4.30.77", INTERNET_HOST),), True),
    "nobody saw it call": (addresses("10.4.30.77"), "all", (), False),
    "to one partner only": (addresses("10.4.30.77"), PARTNER, (flow("10.4.30.77", PARTNER),), False),
    "a whole network": (addresses("10.4.30.0/24"), "all", (flow("10.4.30.77", INTERNET_HOST),), False),
    "a known computer": (addresses(PC), "all", (flow(PC, INTERNET_HOST),), False),
}


@pytest.mark.parametrize("name", WAYS_HOME)
def test_a_box_that_calls_home_as_if_it_were_the_web(name: str) -> None:
    source, target, flows, told = WAYS_HOME[name]
    named = AddressSet(ranges=source.ranges, names=("BOX_KENSA",))
    allow = rule(31, named, target, way=("port2", "wan1"))
    found = paths(plain(rules=(allow,)), flows=flows, devices=(device(1, PC),))
    assert (M.VENDOR_BOX in found) is told
    if told:
        assert {"10.4.30.77", INTERNET_HOST, "policy:31"} <= set(found[M.VENDOR_BOX].refs)


def test_people_in_the_ssl_vpn() -> None:
    allow = rule(
        28, addresses("10.4.99.10-10.4.99.20"), "10.4.10.0/24", way=("ssl.root", "port2"), users=("STAFF",)
    )
    found = paths(plain(rules=(allow,), tunnels=(sslvpn(),)), flows=(flow("10.4.99.12", SERVER, 3389),))[
        M.SSLVPN
    ]
    assert {"ssl.root", "STAFF", "VPN_POOL", "policy:28", "10.4.99.12", "203.0.113.2:443"} <= set(found.refs)
    assert (found.second_factor.value, found.observed.value, found.targets) == (
        False,
        True,
        ("10.4.10.0/24",),
    )
    assert not paths(plain(tunnels=(sslvpn(serving=False),)))[M.SSLVPN].enabled


def test_a_published_remote_desktop_with_its_callers() -> None:
    allow = rule(27, "all", AddressSet(names=("V1",)), "RDP", way=("wan1", "port2"), publications=("V1",))
    flows = (flow(INTERNET_HOST, SERVER, 3389), flow("10.4.12.9", SERVER, 3389))
    found = paths(plain(rules=(allow,), publications=(vip(),)), flows=flows)[M.RDP_PORT_FORWARD]
    assert {"V1", "policy:27", SERVER, INTERNET_HOST} <= set(found.refs)
    assert "10.4.12.9" not in found.refs
    assert (found.peer.value, found.source_limited.value, found.enabled, found.observed.value) == (
        INTERNET_HOST,
        False,
        True,
        True,
    )


PUBLISHED = {
    "a web server is no remote path": (vip(port=443), "all", None),
    "every port is": (
        vip().model_copy(update={"protocol": "any", "outer_port": None, "inner_port": None}),
        "all",
        False,
    ),
    "a shell is": (vip(port=22), "all", False),
    "for one caller only": (vip(), PARTNER, True),
    "limited by the publication itself": (vip(sources=((PARTNER, PARTNER),)), "all", True),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_services(name: str) -> None:
    item, source, limited = PUBLISHED[name]
    allow = rule(1, source, AddressSet(names=("V1",)), "ALL", way=("wan1", "port2"), publications=("V1",))
    found = paths(plain(rules=(allow,), publications=(item,)))
    assert (found[M.RDP_PORT_FORWARD].source_limited.value if found else None) is limited


def test_a_published_page_that_a_rule_says_is_for_maintenance() -> None:
    allow = rule(
        8,
        PARTNER,
        AddressSet(names=("V1",)),
        "HTTPS",
        way=("wan1", "port2"),
        publications=("V1",),
        comment="北斗 保守",
    )
    found = paths(plain(rules=(allow,), publications=(vip(port=443),)))[M.RDP_PORT_FORWARD]
    assert "policy:8" in found.refs
    assert found.source_limited.value is True


def test_a_publication_that_no_rule_opens_is_off() -> None:
    assert not paths(plain(publications=(vip(),)))[M.RDP_PORT_FORWARD].enabled


def test_a_remote_tool_with_the_rule_that_lets_it_out() -> None:
    allow = rule(30, IMAGING, "all", way=("port2", "wan1"))
    viewer = device(5, IMAGING, name="VIEWER")
    found = paths(plain(rules=(allow,)), flows=(flow(IMAGING, INTERNET_HOST, 7070),), devices=(viewer,))[
        M.REMOTE_TOOL
    ]
    assert {IMAGING, "VIEWER", INTERNET_HOST, "AnyDesk", "policy:30"} <= set(found.refs)
    assert (found.product.value, found.peer.value, found.observed.value, found.targets) == (
        "AnyDesk",
        INTERNET_HOST,
        True,
        (IMAGING,),
    )


TRAFFIC = {
    "a box in the departments": (flow("10.4.30.200", PARTNER, 4500, "udp"), M.VENDOR_BOX),
    "ESP without ports": (flow("10.4.30.200", PARTNER, None, "esp"), M.VENDOR_BOX),
    "the firewall's own tunnel": (flow("203.0.113.2", PARTNER, 500, "udp"), None),
    "somebody's laptop in the office": (flow(OFFICE, PARTNER, 4500, "udp"), None),
    "nobody answered": (flow("10.4.30.200", PARTNER, 4500, "udp", answered=False), None),
    "a viewer inside": (flow(PC, SERVER, 5900), None),
    "a tool that the sensor names": (flow(PC, INTERNET_HOST, 443, service="ssl,teamviewer"), M.REMOTE_TOOL),
    "a tool in the office": (flow(OFFICE, INTERNET_HOST, 5938), M.REMOTE_TOOL),
    "the web": (flow(PC, INTERNET_HOST, 443), None),
}


@pytest.mark.parametrize("name", TRAFFIC)
def test_paths_that_only_traffic_betrays(name: str) -> None:
    item, expected = TRAFFIC[name]
    assert list(paths(plain(), flows=(item,))) == ([expected] if expected else [])


def test_machines_on_record() -> None:
    box = device(1, "10.4.30.200", kind=DeviceKind.VENDOR_BOX, name="BOX")
    lte = device(2, "10.4.10.250", kind=DeviceKind.MOBILE_ROUTER, name="LTE1")
    found = paths(plain(), devices=(box, lte))
    assert set(found) == {M.VENDOR_BOX, M.LTE_ROUTER}
    assert {"10.4.30.200", "BOX"} <= set(found[M.VENDOR_BOX].refs)
    seen = paths(plain(), devices=(box,), flows=(flow("10.4.30.200", PARTNER, 4500, "udp"),))
    assert set(seen) == {M.VENDOR_BOX}  # on record and seen is one box


def test_a_route_into_the_hospital_is_no_vendor() -> None:
    inner = Route(
        destination="10.4.10.0/25", via="10.4.70.2", interface="port4", comment="旧サーバ室", source_ref=CONF
    )
    made = plain()
    assert paths(made.model_copy(update={"routes": (*made.routes, inner)})) == {}


def test_the_same_evidence_gives_the_same_paths() -> None:
    flows = tuple(flow(f"10.4.12.{last}", INTERNET_HOST, 5938) for last in range(1, 9))
    gateways = (firewall(tunnels=(ipsec(), sslvpn())),)
    one = remote_accesses_from(gateways, flows, zones=ZONES)
    other = remote_accesses_from(gateways, flows[::-1], zones=ZONES)
    assert [access.id for access in one] == [access.id for access in other]
    assert len(one) == 11
