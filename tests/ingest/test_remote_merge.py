"""The hospital's own list against what the configuration shows: joined where they mean one path, both claims kept."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.catalogue import load_catalogue
from inmori.ingest.reading import ToldNetwork
from inmori.ingest.remote_merge import merged_remote
from inmori.ingest.zoning import ZoneMap, zone_map
from inmori.model import (
    Device,
    Fact,
    Network,
    RemoteAccess,
    RemoteMethod,
    Source,
    SourceKind,
    TextFact,
    YesNo,
    ZoneKind,
)

LIST = Source(kind=SourceKind.LEDGER, file="遠隔.xlsx", sheet="一覧", row=6)
CONF = Source(kind=SourceKind.CONFIG, file="fw.conf", line=300)
Method = RemoteMethod


def zones() -> ZoneMap:
    told = [
        ToldNetwork(Network(cidr="10.9.4.0/24"), ZoneKind.CLINICAL, LIST),
        ToldNetwork(Network(cidr="10.9.8.0/24"), ZoneKind.DEPT, LIST),
    ]
    return zone_map(told, [], load_catalogue())


def listed(
    vendor: str | None = None, method: Method | None = None, peer: str | None = None, **more: Any
) -> RemoteAccess:
    return _path("L1", LIST, vendor, method, peer, {"listed": YesNo.of(True, LIST), **more})


def shown(
    vendor: str | None = None, method: Method | None = None, peer: str | None = None, **more: Any
) -> RemoteAccess:
    return _path("X1", CONF, vendor, method, peer, more)


def _path(
    path_id: str, source: Source, vendor: str | None, method: Method | None, peer: str | None, more: dict[str, Any]
) -> RemoteAccess:
    return RemoteAccess(
        id=path_id,
        vendor=TextFact.of(vendor, source) if vendor else TextFact(),
        method=Fact[RemoteMethod].of(method, source) if method else Fact[RemoteMethod](),
        peer=TextFact.of(peer, source) if peer else TextFact(),
        sources=(source,),
        **more,
    )


P1, P2 = "203.0.113.20", "203.0.113.21"

# The list, the configuration, and how many paths there are in the end with how many unlisted.
CASES: dict[str, tuple[list[RemoteAccess], list[RemoteAccess], int, int]] = {
    "the same peer": ([listed("北斗", None, P1)], [shown(None, Method.IPSEC_FIREWALL, P1)], 1, 0),
    "the same peer in a sentence": ([listed("北斗", None, f"本社 {P1}(固定)")], [shown(None, None, P1)], 1, 0),
    "method and target": (
        [listed("北斗", Method.SSLVPN, None, targets=("10.9.4.10",))],
        [shown(None, Method.SSLVPN, None, targets=("10.9.4.0/24",))],
        1, 0,
    ),
    "method and vendor": ([listed("北斗㈱", Method.SSLVPN)], [shown("株式会社北斗", Method.SSLVPN)], 1, 0),
    "the method alone does not join": ([listed("北斗", Method.IPSEC_ROUTER)], [shown(None, Method.IPSEC_ROUTER)], 2, 1),
    "a firewall has one portal": ([listed("北斗", Method.SSLVPN)], [shown(None, Method.SSLVPN)], 1, 0),
    "the list names the door": (
        [listed("北斗", Method.LTE_ROUTER, None, targets=("203.0.113.7:8443",))],
        [shown(None, Method.LTE_ROUTER, None, targets=("10.9.4.0/24",), refs=("203.0.113.7:8443",))],
        1, 0,
    ),
    "the same peer under another label": ([listed("北斗", None, P1)], [shown("hokuto-line", Method.IPSEC_FIREWALL, P1)], 1, 0),
    "another peer": (
        [listed("北斗", Method.IPSEC_ROUTER, P1, targets=("10.9.4.10",))],
        [shown(None, Method.IPSEC_ROUTER, P2, targets=("10.9.4.10",))],
        2, 1,
    ),
    "VPN of either box": (
        [listed("北斗", Method.IPSEC_ROUTER, P1)], [shown("北斗", Method.IPSEC_FIREWALL, P1)], 1, 0
    ),
    "a published desktop is no tunnel": (
        [listed("北斗", Method.IPSEC_ROUTER, None, targets=("10.9.4.10",))],
        [shown(None, Method.RDP_PORT_FORWARD, None, targets=("10.9.4.10",))],
        2, 1,
    ),
    "two of one vendor, told apart by peer": (
        [listed("北斗", Method.IPSEC_ROUTER, P1), listed("北斗", Method.IPSEC_ROUTER, P2)],
        [shown(None, Method.IPSEC_ROUTER, P2), shown(None, Method.IPSEC_ROUTER, P1)],
        2, 0,
    ),
    "only listed": ([listed("北斗", Method.LTE_ROUTER)], [], 1, 0),
    "only shown": ([listed("北斗", Method.LTE_ROUTER)], [shown(None, Method.SSLVPN)], 2, 1),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_one_path(name: str) -> None:
    ours, theirs, total, unlisted = CASES[name]
    found = merged_remote(ours, theirs, zones())
    assert len(found) == total
    assert sum(path.listed.value is False for path in found) == unlisted
    assert [path.id for path in found] == [f"R{number:02d}" for number in range(1, total + 1)]


@pytest.mark.parametrize("name", CASES)
def test_nothing_said_is_lost(name: str) -> None:
    ours, theirs, _, _ = CASES[name]
    found = merged_remote(ours, theirs, zones())
    for before in (*ours, *theirs):
        for field in ("vendor", "method", "peer"):
            value = getattr(before, field).value
            facts = [getattr(path, field) for path in found]
            said = {fact.value for fact in facts} | {claim.value for fact in facts for claim in fact.others}
            assert value is None or value in said or field == "vendor"
    assert {source for path in found for source in path.sources} == {s for p in (*ours, *theirs) for s in p.sources}


def test_both_claims_are_kept_and_the_direct_one_wins() -> None:
    ours = listed("北斗", Method.IPSEC_ROUTER, P1, targets=("10.9.4.10",), second_factor=YesNo.of(True, LIST))
    theirs = shown(None, Method.IPSEC_FIREWALL, P1, targets=("10.9.8.0/24",), second_factor=YesNo.of(False, CONF))
    (path,) = merged_remote([ours], [theirs], zones())
    assert path.method.value is Method.IPSEC_FIREWALL
    assert [(claim.value, claim.source) for claim in path.method.others] == [(Method.IPSEC_ROUTER, LIST)]
    assert (path.second_factor.value, path.second_factor.disputed) == (False, True)
    assert path.targets == ("10.9.4.10", "10.9.8.0/24")
    assert path.target_zones == ("clinical", "dept")
    assert path.listed.value is True


def test_the_door_is_no_target_zone() -> None:
    told = [ToldNetwork(Network(cidr="203.0.113.0/29"), ZoneKind.INTERNET, CONF)]
    networks = zone_map(told, [], load_catalogue())
    (path,) = merged_remote([listed("北斗", Method.SSLVPN, None, targets=("203.0.113.3",))], [], networks)
    assert path.target_zones == ()


def test_without_a_list_nobody_can_say_what_is_missing_on_it() -> None:
    (path,) = merged_remote([], [shown(None, Method.SSLVPN)], zones())
    assert not path.listed.known


def keeper(number: int, address: str, vendor: str) -> Device:
    return Device(
        id=f"D{number:04d}", addresses=(TextFact.of(address, LIST),), vendor=TextFact.of(vendor, LIST)
    )


GUESSES = {
    "one target, one company": (("10.9.4.10",), "北斗"),
    "two targets of one company": (("10.9.4.10", "10.9.4.11"), "北斗"),
    "two companies": (("10.9.4.10", "10.9.8.9"), None),
    "a whole network": (("10.9.4.0/24",), None),
    "an unknown machine too": (("10.9.4.10", "10.9.4.99"), None),
}


@pytest.mark.parametrize("name", GUESSES)
def test_who_maintains_the_target_is_a_guess(name: str) -> None:
    targets, wanted = GUESSES[name]
    devices = [keeper(1, "10.9.4.10", "北斗"), keeper(2, "10.9.4.11", "㈱北斗"), keeper(3, "10.9.8.9", "みなみ")]
    (path,) = merged_remote([], [shown(None, Method.RDP_PORT_FORWARD, None, targets=targets)], zones(), devices)
    assert path.vendor.value == wanted
    assert path.vendor.confidence <= 0.4


def test_order_of_the_configuration_does_not_matter() -> None:
    ours = [listed("北斗", Method.IPSEC_ROUTER, P1), listed("みなみ", Method.IPSEC_ROUTER, P2)]
    theirs = [shown(None, Method.IPSEC_ROUTER, P1), shown(None, Method.IPSEC_ROUTER, P2)]
    assert merged_remote(ours, theirs, zones()) == merged_remote(ours, theirs[::-1], zones())


def test_how_people_sign_in_is_told_by_the_list_without_a_quarrel() -> None:
    mine = listed("甲社", Method.SSLVPN, "198.51.100.7", authentication=TextFact.of("SAML+多要素認証", LIST))
    theirs = shown("甲社", Method.SSLVPN, "198.51.100.7", authentication=TextFact.of("G_MAINT", CONF))
    (path,) = merged_remote([mine], [theirs], zones())
    assert (path.authentication.value, path.authentication.disputed) == ("SAML+多要素認証", False)
    (alone,) = merged_remote([], [theirs], zones())
    assert alone.authentication.value == "G_MAINT"
