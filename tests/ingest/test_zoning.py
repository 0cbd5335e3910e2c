"""Zones from what people say: who names a network wins, contradictions stay, and unnamed networks are not hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.catalogue import Catalogue, load_catalogue
from inmori.ingest.gateway_network import networks_from, pooled
from inmori.ingest.reading import Sighting, ToldNetwork
from inmori.ingest.zoning import ZoneMap, zone_map, zones_of
from inmori.model import DeviceKind, Gateway, Network, Source, SourceKind, YesNo, ZoneKind
from inmori.model.gateway import AddressSet, Interface, Route, Tunnel
from tests.ingest.paper_hospital import Habits, make

TOLD = Source(kind=SourceKind.TOLD, file="聞き取り.yaml", line=4)
CONF = Source(kind=SourceKind.CONFIG, file="fw.conf", line=20)
LEDGER = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", sheet="PC", row=5)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def told(cidr: str, kind: ZoneKind | None = None, name: str = "", source: Source = TOLD) -> ToldNetwork:
    return ToldNetwork(Network(cidr=cidr, name=name, sources=(source,)), kind, source)


def at(address: str, source: Source = LEDGER, **more: object) -> Sighting:
    return replace(Sighting(source=source, addresses=(address,)), **more)


def many(prefix: str, count: int, **more: object) -> list[Sighting]:
    return [at(f"{prefix}.{last}", **more) for last in range(10, 10 + count)]


def kind(value: DeviceKind) -> dict[str, object]:
    return {"facts": {"kind": (value, LEDGER)}}


NAMES = {
    "電カル端末": ZoneKind.CLINICAL, "情報系LAN": ZoneKind.INFO, "オン資": ZoneKind.OQS, "来客Wi-Fi": ZoneKind.GUEST,
    "家族面会Wi-Fi": ZoneKind.GUEST, "患者 無線LAN": ZoneKind.GUEST, "kazoku wifi": ZoneKind.GUEST, "kanja-wlan": ZoneKind.GUEST, "患者情報": ZoneKind.INFO,
    "院内無線": ZoneKind.WIFI, "機器管理": ZoneKind.MGMT, "リモート保守": ZoneKind.VENDOR, "いろいろ": None,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_tells_the_kind(name: str, catalogue: Catalogue) -> None:
    networks = zone_map([told("10.9.4.0/24", name=name)], [at("10.9.4.7", CONF)], catalogue)
    assert networks.kind_of("10.9.4.7") is (NAMES[name] or ZoneKind.UNKNOWN)


def test_the_longest_prefix_decides(catalogue: Catalogue) -> None:
    networks = zone_map(
        [told("10.9.0.0/16", ZoneKind.CLINICAL), told("10.9.8.0/23", ZoneKind.INFO), told("10.9.9.32/27", ZoneKind.OQS)],
        [],
        catalogue,
    )
    found = {a: networks.kind_of(a) for a in ("10.9.1.1", "10.9.8.1", "10.9.9.31", "10.9.9.33", "10.9.9.64", "10.8.0.1")}
    assert found == {
        "10.9.1.1": ZoneKind.CLINICAL, "10.9.8.1": ZoneKind.INFO, "10.9.9.31": ZoneKind.INFO,
        "10.9.9.33": ZoneKind.OQS, "10.9.9.64": ZoneKind.INFO, "10.8.0.1": None,
    }  # fmt: skip


def test_configuration_beats_the_interview_and_both_stay(catalogue: Catalogue) -> None:
    networks = zone_map(
        [told("10.9.4.0/24", ZoneKind.INFO), told("10.9.4.0/24", ZoneKind.DEPT, source=CONF)], [], catalogue
    )
    (known,) = networks.networks
    assert known.kind.value is ZoneKind.DEPT
    assert [(claim.value, claim.source) for claim in known.kind.others] == [(ZoneKind.INFO, TOLD)]


MERE_AIR = {
    "患者Wi-Fi": ("wifi", ZoneKind.GUEST),
    "来客用": ("wlan 10", ZoneKind.GUEST),
    "患者Wi-Fi と言う人": ("病棟 musen", ZoneKind.WIFI),  # the switch says that it is the wards'
}


@pytest.mark.parametrize("name", MERE_AIR)
def test_a_mere_wireless_does_not_stand_against_whom_it_is_for(name: str, catalogue: Catalogue) -> None:
    written, wanted = MERE_AIR[name]
    networks = zone_map([told("10.9.4.0/24", name=name), told("10.9.4.0/24", name=written, source=CONF)], [], catalogue)
    (known,) = networks.networks
    assert known.kind.value is wanted
    assert {known.kind.value, *(claim.value for claim in known.kind.others)} == {ZoneKind.GUEST, ZoneKind.WIFI}


def test_what_holds_the_house_s_own_networks_is_no_vendor_s(catalogue: Catalogue) -> None:
    networks = zone_map(
        [told("10.9.0.0/16", ZoneKind.VENDOR_NET, source=CONF), told("10.9.4.0/24", ZoneKind.CLINICAL),
         told("10.7.0.0/16", ZoneKind.VENDOR_NET, source=CONF)],
        [],
        catalogue,
    )  # fmt: skip
    assert [known.cidr for known in networks.networks] == ["10.7.0.0/16", "10.9.4.0/24"]


HINTS = {
    "most of the ledger says so": (many("10.9.4", 4, zone_hint=ZoneKind.INFO), ZoneKind.INFO),
    "one line is not enough": (many("10.9.4", 1, zone_hint=ZoneKind.INFO) + many("10.9.4", 3), ZoneKind.UNKNOWN),
    "half against half": (
        many("10.9.4", 2, zone_hint=ZoneKind.INFO) + [at(f"10.9.4.{n}", zone_hint=ZoneKind.DEPT) for n in (50, 51)],
        ZoneKind.UNKNOWN,
    ),
    "the sheet's name": (many("10.9.4", 4, group="オンライン資格確認"), ZoneKind.OQS),
    "switches and access points": (many("10.9.4", 4, **kind(DeviceKind.L2_SWITCH)), ZoneKind.MGMT),
    "modalities": (many("10.9.4", 4, **kind(DeviceKind.MODALITY)), ZoneKind.DEPT),
    "the server of the EHR": (
        [
            *many("10.9.4", 6, **kind(DeviceKind.CLIENT)),
            at("10.9.4.60", facts={"kind": (DeviceKind.SERVER, LEDGER), "name": ("電子カルテDBサーバ", LEDGER)}),
        ],
        ZoneKind.CLINICAL,
    ),
    "a few modalities among PCs": (
        many("10.9.4", 3, **kind(DeviceKind.MODALITY))
        + [at(f"10.9.4.{n}", **kind(DeviceKind.CLIENT)) for n in range(50, 60)],
        ZoneKind.UNKNOWN,
    ),
    "scrapped machines do not vote": (
        [*many("10.9.4", 4, zone_hint=ZoneKind.INFO, retired="廃棄"), at("10.9.4.60", CONF)], ZoneKind.UNKNOWN
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HINTS)
def test_what_machines_hint_at(name: str, catalogue: Catalogue) -> None:
    sightings, wanted = HINTS[name]
    assert zone_map([], sightings, catalogue).kind_of("10.9.4.60") is wanted


def test_hints_do_not_overrule_but_are_kept(catalogue: Catalogue) -> None:
    networks = zone_map([told("10.9.4.0/24", ZoneKind.CLINICAL)], many("10.9.4", 5, zone_hint=ZoneKind.INFO), catalogue)
    (known,) = networks.networks
    assert known.kind.value is ZoneKind.CLINICAL
    assert [claim.value for claim in known.kind.others] == [ZoneKind.INFO]


def test_a_network_nobody_names_is_a_zone_of_its_own(catalogue: Catalogue) -> None:
    wire = Source(kind=SourceKind.WIRE, file="conn.log", line=7)
    networks = zone_map([told("10.9.4.0/24", ZoneKind.INFO)], [at("10.9.99.7", wire), at("8.8.8.8", wire)], catalogue)
    zones = zones_of(networks, extra=[], believes_closed=YesNo())
    assert [(zone.id, zone.kind) for zone in zones] == [
        ("info", ZoneKind.INFO), ("unknown-10.9.99.0/24", ZoneKind.UNKNOWN),
    ]  # fmt: skip


def test_one_odd_ledger_address_makes_no_network(catalogue: Catalogue) -> None:
    networks = zone_map([], [at("10.90.4.7")], catalogue)
    assert networks.networks == ()


def test_a_wide_range_without_a_purpose_hides_nothing(catalogue: Catalogue) -> None:
    route = told("10.0.0.0/9", name="全体", source=CONF)
    networks = zone_map([route], [at("10.9.4.7", CONF), at("10.9.5.7", CONF)], catalogue)
    assert [known.cidr for known in networks.networks] == ["10.9.4.0/24", "10.9.5.0/24"]


def test_the_belief_counts_for_closed_zones_only(catalogue: Catalogue) -> None:
    belief = YesNo.of(True, TOLD)
    networks = zone_map([told("10.9.4.0/24", ZoneKind.INFO), told("10.9.5.0/24", ZoneKind.CLINICAL)], [], catalogue)
    zones = {zone.id: zone for zone in zones_of(networks, extra=[ZoneKind.STANDALONE], believes_closed=belief)}
    assert zones["clinical"].closed_by_intent == belief
    assert not zones["info"].closed_by_intent.known
    assert zones["standalone"].networks == ()


def test_one_zone_for_each_kind_with_all_its_networks(catalogue: Catalogue) -> None:
    networks = zone_map(
        [told("10.9.5.0/24", ZoneKind.CLINICAL, "電カルサーバ"), told("10.9.4.0/24", ZoneKind.CLINICAL, "電カル端末")],
        [],
        catalogue,
    )
    (zone,) = zones_of(networks, extra=[], believes_closed=YesNo())
    assert [network.cidr for network in zone.networks] == ["10.9.4.0/24", "10.9.5.0/24"]
    assert zone.name.value == "診療系(閉域)"


@pytest.mark.parametrize("cidr", ["", "10.9.4", "10.9.4.0/33", "fd00::/64", "10.9.4.7/32", "0.0.0.0/0", "nonsense"])
def test_what_is_no_network_names_none(cidr: str, catalogue: Catalogue) -> None:
    assert zone_map([told(cidr, ZoneKind.INFO)], [], catalogue).networks == ()


def test_host_bits_are_no_reason_to_drop(catalogue: Catalogue) -> None:
    networks = zone_map([told("10.9.4.1/24", ZoneKind.INFO)], [], catalogue)
    assert networks.networks[0].cidr == "10.9.4.0/24"


def gateway(**more: object) -> Gateway:
    return Gateway.model_validate({"id": "G1", "source_ref": CONF, **more})


def port(name: str, cidr: str | None, **more: object) -> Interface:
    return Interface.model_validate({"name": name, "cidr": cidr, "source_ref": CONF, **more})


def test_what_a_gateway_says(catalogue: Catalogue) -> None:
    box = gateway(
        interfaces=(
            port("wan1", "203.0.113.9/29", role="wan"),
            port("lan1", "10.9.4.1/24", description="事務用"),
            port("lan2", "10.9.200.1/29", description="電カル コア接続"),
            port("lan3", "10.9.201.1/30", description="電カル"),
            port("lan4", "10.9.6.1/24"),
        ),
        routes=(
            Route(destination="0.0.0.0/0", via="203.0.113.10", source_ref=CONF),
            Route(destination="10.9.8.0/23", via="10.9.200.2", comment="電カル端末", source_ref=CONF),
            Route(destination="10.200.7.0/24", interface="to_vendor", source_ref=CONF),
        ),
        tunnels=(
            Tunnel(name="to_vendor", kind="ipsec", remote_networks=("10.201.0.0/24", "10.9.4.0/24"), source_ref=CONF),
            Tunnel(
                name="ssl", kind="sslvpn", pool=AddressSet(ranges=(("10.9.250.10", "10.9.250.20"),)), source_ref=CONF
            ),
        ),
    )
    found = {item.network.cidr: item.kind for item in networks_from([box], catalogue)}
    assert found == {
        "203.0.113.8/29": ZoneKind.INTERNET,
        "10.9.4.0/24": ZoneKind.INFO,
        "10.9.200.0/29": ZoneKind.LINK,
        "10.9.201.0/30": ZoneKind.LINK,
        "10.9.6.0/24": None,
        "10.9.8.0/23": ZoneKind.CLINICAL,
        "10.200.7.0/24": ZoneKind.VENDOR_NET,
        "10.201.0.0/24": ZoneKind.VENDOR_NET,
    }
    (pool,) = pooled([box])
    assert pool[1] - pool[0] == 10


def test_what_the_reader_told_is_not_told_twice(catalogue: Catalogue) -> None:
    box = gateway(interfaces=(port("lan1", "10.9.4.1/24", description="事務用"),))
    already = [told("10.9.4.0/24", ZoneKind.DEPT, source=CONF)]
    assert networks_from([box], catalogue, told=already) == ()


@pytest.mark.parametrize("hints", [0.4, 1.0])
def test_zones_of_an_invented_hospital(hints: float, catalogue: Catalogue) -> None:
    """Hints on a part of the ledger's lines name the right networks."""
    hospital = make(Habits("zones", clients=300), 4)
    sightings = []
    for index, (sighting, number) in enumerate(hospital.said):
        hinted = sighting.source.kind is SourceKind.LEDGER and index % 10 < hints * 10
        sightings.append(replace(sighting, zone_hint=hospital.machines[number].zone if hinted else None))
    networks = zone_map([], sightings, catalogue)
    living = [machine for machine in hospital.machines if machine.alive]
    right = sum(networks.kind_of(machine.address) is machine.zone for machine in living)
    assert right / len(living) > 0.98


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(9, 31)), max_size=12),
    st.integers(0, 2**32 - 1),
)
def test_look_up_agrees_with_brute_force(networks: list[tuple[int, int]], address: int) -> None:
    import ipaddress

    cidrs = {str(ipaddress.ip_network((number >> (32 - bits) << (32 - bits), bits))) for number, bits in networks}
    inside = ipaddress.IPv4Address(address)
    catalogue = _CATALOGUE
    found = zone_map([told(cidr, ZoneKind.INFO) for cidr in sorted(cidrs)], [], catalogue)
    holding = sorted((ipaddress.ip_network(c) for c in cidrs if inside in ipaddress.ip_network(c)), key=lambda n: n.prefixlen)
    special = inside.is_loopback or inside.is_link_local or inside.is_multicast or inside.packed[0] in (0, 255)
    wanted = str(holding[-1]) if holding and not special else None
    known = ZoneMap(found.networks).network_of(str(inside))
    assert (known.cidr if known else None) == wanted


_CATALOGUE = load_catalogue()
