"""Invented hospitals with known truth: how many records of one machine are found, and that none is lost or mixed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.ingest.identity_key import (
    address_key,
    asset_key,
    host_key,
    locally_administered,
    mac_key,
    serial_key,
)
from inmori.ingest.match_score import THRESHOLD, forbidden, marks_of, match
from inmori.ingest.reading import Sighting
from inmori.ingest.reconcile import Group, reconcile
from inmori.model import DeviceKind, Source, SourceKind
from tests.ingest.paper_hospital import LEDGER_DAY, TODAY, WIRE_DAY, Habits, PaperHospital, agreement, make

# Habits of houses, and the precision and recall of pairs that must at least be reached over three seeds.
HOUSES = {
    "tidy": (Habits("tidy"), 0.99, 0.97),
    "ledger without host names": (Habits("nameless", ledger_hostnames=0.0), 0.99, 0.95),
    "DHCP everywhere": (Habits("leases", dhcp=1.0), 0.99, 0.94),
    # Who had a moved lease cannot be known from addresses alone: the wire's word is worth less there.
    "leases that move": (Habits("moving", dhcp=1.0, lease_moves=0.3), 0.85, 0.83),
    "leases that move, MACs seen": (Habits("moving2", dhcp=1.0, lease_moves=0.3, wire_on_lan_macs=1.0), 0.99, 0.97),
    "reused addresses": (Habits("reused", retired=20, reused=12), 0.99, 0.97),
    "slips, copies and gaps": (
        Habits("messy", ledger_serials=0.5, ledger_macs=0.4, ledger_assets=0.3, typos=8, ledger_duplicates=6,
               ledger_missing=0.25, renamed=6),
        0.99, 0.95,
    ),
    "no asset tool": (Habits("bare", asset_tool=0.0, ledger_missing=0.2), 0.99, 0.88),
    "paper and wire only": (
        Habits("paper", asset_tool=0.0, directory=False, ledger_hostnames=0.6, ledger_serials=0.6), 0.98, 0.88
    ),
}  # fmt: skip


def positions(hospital: PaperHospital, groups: tuple[Group, ...]) -> list[list[int]]:
    where = {id(sighting): index for index, (sighting, _) in enumerate(hospital.said)}
    return [[where[id(sighting)] for sighting in group.sightings] for group in groups]


@pytest.mark.parametrize("house", HOUSES)
def test_records_of_one_machine_are_found(house: str) -> None:
    habits, precision, recall = HOUSES[house]
    for seed in (1, 2, 3):
        hospital = make(habits, seed)
        truth: dict[int, list[int]] = {}
        for index, (_, machine) in enumerate(hospital.said):
            truth.setdefault(machine, []).append(index)
        found = agreement(positions(hospital, reconcile(hospital.sightings(), today=TODAY)), truth.values())
        assert found[0] >= precision, (house, seed, found)
        assert found[1] >= recall, (house, seed, found)


@pytest.mark.parametrize("house", HOUSES)
def test_two_named_machines_are_never_one(house: str) -> None:
    """The wire may be given to the wrong machine; records that name machines must not be mixed."""
    hospital = make(HOUSES[house][0], 7)
    machine = {id(sighting): number for sighting, number in hospital.said}
    for group in reconcile(hospital.sightings(), today=TODAY):
        named = {machine[id(s)] for s in group.sightings if s.source.kind is not SourceKind.WIRE}
        assert len(named) <= 1, [(s.source.place(), s.hostnames, s.addresses) for s in group.sightings]


def test_a_large_house_has_about_as_many_machines_as_it_has() -> None:
    """Ten thousand of them, and how long they take, are the business of benchmarks/ingest.py."""
    habits = Habits("large", clients=900, servers=10, printers=50, instruments=40, retired=10, dhcp=0.5)
    hospital = make(habits, 1)
    groups = reconcile(hospital.sightings(), today=TODAY)
    assert abs(len(groups) - len(hospital.machines)) < 0.1 * len(hospital.machines)


SMALL = Habits("small", clients=14, servers=3, printers=3, instruments=3, retired=3, dhcp=0.4, lease_moves=0.3)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 30), st.randoms(use_true_random=False))
def test_the_order_of_sightings_does_not_matter(seed: int, luck: random.Random) -> None:
    sightings = make(SMALL, seed).sightings()
    shuffled = list(sightings)
    luck.shuffle(shuffled)
    assert reconcile(shuffled, today=TODAY) == reconcile(sightings, today=TODAY)


_TEXT = st.sampled_from(["a1", "a2", "SER-1", "SER-2", "なし", "192.168.7.1", "192.168.7.2", "x", "", "00:11:22:33:44:55",
                         "3c:a8:2a:00:00:01", "０１２３ＡＢＣＤ"])  # fmt: skip
_FEW = st.lists(_TEXT, max_size=2).map(tuple)


@st.composite
def _sighting(draw: st.DrawFn) -> Sighting:
    kind = draw(st.sampled_from([SourceKind.WIRE, SourceKind.LEDGER, SourceKind.EXPORT, SourceKind.CONFIG]))
    source = Source(kind=kind, file=draw(st.sampled_from(["a", "b"])), row=draw(st.integers(1, 9)))
    return Sighting(
        source=source,
        addresses=draw(_FEW),
        macs=draw(_FEW),
        hostnames=draw(_FEW),
        serials=draw(_FEW),
        asset_numbers=draw(_FEW),
        dhcp=draw(st.booleans()),
        retired=draw(st.sampled_from([None, "廃棄"])),
        last_seen=draw(st.sampled_from([None, TODAY, date(2020, 1, 1)])),
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(_sighting(), max_size=14))
def test_no_sighting_is_lost_or_doubled(sightings: list[Sighting]) -> None:
    groups = reconcile(sightings, today=TODAY)
    taken = sorted(id(sighting) for group in groups for sighting in group.sightings)
    assert taken == sorted(id(sighting) for sighting in sightings)
    assert all(len(group.records) == len(group.sightings) for group in groups)
    for group in groups:
        for sighting, record in zip(group.sightings, group.records, strict=True):
            assert record.source == sighting.source
            assert record.score == pytest.approx(sum(points for _, points in record.reasons), abs=0.01)


def ledger(row: int = 4, **more: object) -> Sighting:
    source = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", sheet="PC", row=row, as_of=LEDGER_DAY)
    return replace(Sighting(source=source), **more)


def tool(row: int = 4, *, days: int = 3, file: str = "agents.csv", **more: object) -> Sighting:
    seen = TODAY - timedelta(days=days)
    source = Source(kind=SourceKind.EXPORT, file=file, line=row, as_of=seen)
    return replace(Sighting(source=source, last_seen=seen), **more)


def wire(address: str, **more: object) -> Sighting:
    source = Source(kind=SourceKind.WIRE, file="conn.log", line=int(address.rsplit(".", 1)[1]), as_of=WIRE_DAY)
    return replace(Sighting(source=source, addresses=(address,), last_seen=WIRE_DAY), **more)


def config(**more: object) -> Sighting:
    source = Source(kind=SourceKind.CONFIG, file="fw.conf", line=9)
    return replace(Sighting(source=source), **more)


def fact(kind: DeviceKind) -> dict[str, object]:
    return {"facts": {"kind": (kind, Source(kind=SourceKind.LEDGER, file="台帳.xlsx"))}}


def edition(name: str, row: int) -> Sighting:
    """A printer of which the ledger knows the model and the ward only."""
    source = Source(kind=SourceKind.LEDGER, file=f"台帳{name}.xlsx", sheet="印刷", row=row)
    facts = {"kind": DeviceKind.PRINTER, "name": "プリンタ", "model": "LP-90", "department": "2病棟"}
    return Sighting(source=source, facts={key: (value, source) for key, value in facts.items()})


def arp(address: str, mac: str, *, file: str = "arp1.txt", row: int = 1) -> Sighting:
    source = Source(kind=SourceKind.WIRE, file=file, line=row, as_of=WIRE_DAY)
    return Sighting(source=source, addresses=(address,), macs=(mac,), last_seen=WIRE_DAY)


def scan(row: int, address: str, **more: object) -> Sighting:
    return tool(row, file="scan.xml", addresses=(address,), **more)


GATEWAY = "00:a0:de:00:00:01"
A, B = "10.77.3.14", "10.77.3.15"
M1, M2 = "3c:a8:2a:00:00:01", "3c:a8:2a:00:00:02"

# Sightings, and which of them (by position) must be one machine.
CASES: dict[str, tuple[list[Sighting], list[list[int]]]] = {
    "one host name in two lists": ([ledger(hostnames=("PC-7",)), tool(hostnames=("pc-7.jp.local",))], [[0, 1]]),
    "one serial, renamed": (
        [ledger(hostnames=("OLD7",), serials=("CN-44Z9",)), tool(hostnames=("NEW7",), serials=("cn44z9",))],
        [[0, 1]],
    ),
    "one name, two serials: replaced": (
        [ledger(hostnames=("PC-7",), serials=("CN44Z9",)), tool(hostnames=("PC-7",), serials=("JP00Q1",))],
        [[0], [1]],
    ),
    "a fixed address alone joins paper and wire": ([ledger(addresses=(A,)), wire(A)], [[0, 1]]),
    "one address, two names": (
        [ledger(hostnames=("PC-7",), addresses=(A,)), tool(hostnames=("PC-8",), addresses=(A,))],
        [[0], [1]],
    ),
    "a leased address alone joins nothing": (
        [ledger(addresses=(A,), serials=("CN44Z9",), dhcp=True), tool(addresses=(A,), hostnames=("X7",), dhcp=True)],
        [[0], [1]],
    ),
    "two lines of one ledger are two": (
        [ledger(4, addresses=(A,), **fact(DeviceKind.PRINTER)), ledger(5, addresses=(A,), **fact(DeviceKind.PRINTER))],
        [[0], [1]],
    ),
    "unless name and address agree": (
        [ledger(4, hostnames=("SV1",), addresses=(A,)), ledger(50, hostnames=("SV1",), addresses=(A,))],
        [[0, 1]],
    ),
    "or the serial": ([ledger(4, serials=("CN44Z9",)), ledger(50, serials=("CN44Z9",))], [[0, 1]]),
    "the same device name says nothing": (
        [
            ledger(4, facts={"name": ("受付PC", ledger().source)}, addresses=(A,)),
            tool(facts={"name": ("受付PC", tool().source)}, addresses=(B,), hostnames=("U1",)),
        ],
        [[0], [1]],
    ),
    "fillers are no serials": (
        [
            tool(4, hostnames=("U1",), serials=("To be filled by O.E.M.",)),
            tool(5, hostnames=("U2",), serials=("To Be Filled By O.E.M.",)),
        ],
        [[0], [1]],
    ),
    "a MAC that many machines of one list carry is none": (
        [tool(row, hostnames=(f"U{row}",), macs=(M1,)) for row in range(4, 9)],
        [[0], [1], [2], [3], [4]],
    ),
    "two cards of one machine": (
        [ledger(hostnames=("NB-3",), macs=(M1,)), tool(hostnames=("NB-3",), macs=(M2,))],
        [[0, 1]],
    ),
    "a router's many addresses are one machine": (
        [
            config(hostnames=("GW1",), addresses=("10.77.1.1", "10.77.2.1", "10.77.3.1"), **fact(DeviceKind.FIREWALL)),
            ledger(addresses=("10.77.2.1",), **fact(DeviceKind.FIREWALL)),
            wire("10.77.1.1"),
            wire("10.77.3.1"),
        ],
        [[0, 1, 2, 3]],
    ),
    "the wire goes to the living, not to the scrapped": (
        [
            ledger(4, hostnames=("DEAD",), addresses=(A,), retired="取消線"),
            ledger(5, hostnames=("LIVE",), addresses=(A,)),
            wire(A),
        ],
        [[0], [1, 2]],
    ),
    "scrapped but on the wire": (
        [ledger(hostnames=("DEAD",), addresses=(A,), retired="取消線"), wire(A)],
        [[0, 1]],
    ),
    "scrapped and unseen by its agent for years: the address was given on": (
        [
            ledger(hostnames=("DEAD",), addresses=(A,), retired="取消線"),
            tool(hostnames=("DEAD",), addresses=(A,), days=900),
            wire(A),
        ],
        [[0, 1], [2]],
    ),
    "another MAC at the address is another machine": (
        [tool(hostnames=("U1",), addresses=(A,), macs=(M1,)), wire(A, macs=(M2,))],
        [[0], [1]],
    ),
    "one address in two logs is one stranger": (
        [wire(A), replace(wire(A), source=Source(kind=SourceKind.WIRE, file="conn2.log", line=3))],
        [[0, 1]],
    ),
    "a printer and a PC at one address": (
        [ledger(addresses=(A,), **fact(DeviceKind.PRINTER)), tool(addresses=(A,), **fact(DeviceKind.SERVER))],
        [[0], [1]],
    ),
    "a scrapped machine and its successor of the same name": (
        [
            ledger(4, hostnames=("PC-7",), addresses=(A,), retired="非表示シート"),
            ledger(90, hostnames=("PC-7",), addresses=(A,)),
            tool(hostnames=("PC-7",), addresses=(A,)),
        ],
        [[0], [1, 2]],
    ),
    "lines without identifier in two editions of the ledger": (
        [edition("R6", 4), edition("R6", 5), edition("R7", 7), edition("R7", 8), edition("R7", 9)],
        [[0, 2], [1, 3], [4]],
    ),
    "a line with too little to compare": (
        [replace(edition("R6", 4), facts={}), replace(edition("R7", 4), facts={})], [[0], [1]]
    ),
    "a card that relays for others, over two files": (
        [ledger(4, hostnames=("U1",), addresses=(A,)), ledger(5, hostnames=("U2",), addresses=(B,)),
         arp(A, GATEWAY), arp(B, GATEWAY, file="arp2.txt")],
        [[0, 2], [1, 3]],
    ),
    "one machine behind a known router, and the router's other leg": (
        [ledger(4, hostnames=("RT",), addresses=("10.77.9.1",), macs=(GATEWAY,), **fact(DeviceKind.ROUTER)),
         ledger(5, hostnames=("U2",), addresses=(B,)), arp(B, GATEWAY), arp("10.77.8.1", GATEWAY, row=2)],
        [[0, 3], [1, 2]],
    ),
    "a laptop that moved keeps its card": (
        [ledger(4, hostnames=("U1",), macs=(M1,)), arp(A, M1), arp(B, M1, file="arp2.txt")], [[0, 1, 2]]
    ),
    "leases that changed hands": (
        [tool(2, hostnames=("U1",), addresses=(A,), macs=(M1,), dhcp=True),
         tool(3, hostnames=("U2",), addresses=(B,), macs=(M2,), dhcp=True),
         arp(B, M1), arp(A, M2, row=2)],
        [[0, 2], [1, 3]],
    ),
    "a scan has a line for each leg of a router": (
        [config(hostnames=("GW1",), addresses=("10.77.1.1", "10.77.2.1", "10.77.3.1"), **fact(DeviceKind.ROUTER)),
         scan(1, "10.77.1.1", hostnames=("gw1",)), scan(2, "10.77.2.1", hostnames=("gw1",)), scan(3, "10.77.3.1")],
        [[0, 1, 2, 3]],
    ),
    "but not where only the scan itself says so": (
        [scan(1, A, macs=(M1,), hostnames=("U1",)), scan(2, A, macs=(M2,), hostnames=("U2",))], [[0], [1]]
    ),
    "a name went on to a successor that the ledger lists too": (
        [ledger(4, hostnames=("PC-7",), serials=("OLD777",)), tool(2, hostnames=("PC-7",), serials=("OLD777",), days=700),
         ledger(9, hostnames=("PC-7",), serials=("NEW888",)), tool(3, hostnames=("PC-7",), serials=("NEW888",)),
         tool(1, file="ad.csv", hostnames=("pc-7",), days=2)],
        [[0, 1], [2, 3, 4]],
    ),
    "an address seen years apart is not one machine": (
        [tool(2, addresses=(A,), days=900, macs=(M1,)), tool(3, file="b.csv", addresses=(A,), hostnames=("U1",))],
        [[0], [1]],
    ),
    "a made-up card under two names": (
        [tool(2, hostnames=("U1",), macs=("02:11:22:33:44:55",)),
         tool(3, hostnames=("U2",), macs=("02:11:22:33:44:55",), file="b.csv")],
        [[0], [1]],
    ),
    "two routers that share a standby address": (
        [config(hostnames=("R1",), addresses=("10.77.1.2", "10.77.1.1"), **fact(DeviceKind.ROUTER)),
         replace(config(hostnames=("R2",), addresses=("10.77.1.3", "10.77.1.1"), **fact(DeviceKind.ROUTER)),
                 source=Source(kind=SourceKind.CONFIG, file="r2.conf", line=1))],
        [[0], [1]],
    ),
    "records that identify nothing stay apart": ([ledger(4), ledger(5), ledger(6)], [[0], [1], [2]]),
}


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    sightings, wanted = CASES[name]
    where = {id(sighting): index for index, sighting in enumerate(sightings)}
    found = [sorted(where[id(s)] for s in group.sightings) for group in reconcile(sightings, today=TODAY)]
    assert sorted(found) == sorted(wanted)


def test_every_join_says_why() -> None:
    (group,) = reconcile([ledger(hostnames=("PC-7",), addresses=(A,)), tool(hostnames=("PC-7",)), wire(A)], today=TODAY)
    reasons = {record.source.file: {code for code, _ in record.reasons} for record in group.records}
    assert reasons["agents.csv"] == {"hostname"}
    assert reasons["台帳.xlsx"] == {"hostname"}
    assert "address" in reasons["conn.log"]


KEYS = [
    (serial_key, "ＣＮ-44 z9", "cn44z9"), (serial_key, "S0O1Il", "s00111"), (serial_key, "0000000", ""),
    (serial_key, "N/A", ""), (serial_key, "System Serial Number", ""), (serial_key, "12345", ""),
    (host_key, "PC-7.hospital.local", "pc-7"), (host_key, "ＰＣ−７", "pc-7"), (host_key, "localhost", ""),
    (host_key, "-", ""), (mac_key, "3C-A8-2A-00-00-01", M1), (mac_key, "3ca8.2a00.0001", M1),
    (mac_key, "ff:ff:ff:ff:ff:ff", ""), (mac_key, "01:00:5e:00:00:01", ""), (mac_key, "00:00:5e:00:01:05", ""),
    (mac_key, "3c:a8:2a", ""), (address_key, "１０．７．１．２", "10.7.1.2"), (address_key, "10.7..2", ""),
    (address_key, "0.0.0.0", ""), (address_key, "169.254.1.1", ""), (asset_key, "Ｋ-００１", "k001"),
    (asset_key, "なし", ""), (asset_key, "未登録", ""),
]  # fmt: skip


@pytest.mark.parametrize("key, written, wanted", KEYS)
def test_one_spelling_for_each_identifier(key: object, written: str, wanted: str) -> None:
    assert key(written) == wanted  # type: ignore[operator]


def test_made_up_macs_weigh_less() -> None:
    assert locally_administered("02:11:22:33:44:55")
    assert not locally_administered(M1)
    made_up = marks_of(tool(macs=("02:11:22:33:44:55",))), marks_of(ledger(macs=("02:11:22:33:44:55",)))
    burnt_in = marks_of(tool(macs=(M1,))), marks_of(ledger(macs=(M1,)))
    assert match(*made_up, today=TODAY)[0] < match(*burnt_in, today=TODAY)[0]


@settings(max_examples=100, deadline=None)
@given(_sighting(), _sighting())
def test_points_are_the_same_both_ways(one: Sighting, other: Sighting) -> None:
    a, b = marks_of(one), marks_of(other)
    assert match(a, b, today=TODAY)[0] == match(b, a, today=TODAY)[0]
    assert (forbidden(a, b) is None) == (forbidden(b, a) is None)


def test_a_host_name_alone_is_just_enough() -> None:
    score, _ = match(marks_of(ledger(hostnames=("PC-7",))), marks_of(tool(hostnames=("PC-7",))), today=TODAY)
    assert score >= THRESHOLD


def leg(file: str, kind: SourceKind, *addresses: str, mac: str = "", host: str = "") -> Sighting:
    return Sighting(source=Source(kind=kind, file=file, row=int(addresses[0].rpartition(".")[2])), addresses=addresses, macs=(mac,) if mac else (), hostnames=(host,) if host else ())


LEGS: dict[str, tuple[list[Sighting], int]] = {
    "each leg has its card": ([leg("arp", SourceKind.EXPORT, "10.1.0.88", mac="8c:73:6e:00:00:01"), leg("arp", SourceKind.EXPORT, "10.2.0.88", mac="8c:73:6e:00:00:02")], 1),
    "seen from two sides": ([leg("arp1", SourceKind.EXPORT, "10.1.0.88", mac="8c:73:6e:00:00:01"), leg("arp2", SourceKind.EXPORT, "10.2.0.88", mac="8c:73:6e:00:00:02")], 1),
    "two cards at one leg": ([leg("arp1", SourceKind.EXPORT, "10.1.0.88", mac="8c:73:6e:00:00:01"), leg("arp2", SourceKind.EXPORT, "10.1.0.88", mac="8c:73:6e:00:00:02")], 2),
}


@pytest.mark.parametrize("name", LEGS)
def test_a_machine_with_two_legs_has_two_cards(name: str) -> None:
    seen, machines = LEGS[name]
    groups = reconcile([leg("台帳.xlsx", SourceKind.LEDGER, "10.1.0.88", "10.2.0.88", host="REN-1"), *seen], today=TODAY)
    assert len(groups) == machines
