"""One device of several records: what is settled, what stays disputed, who is retired, where it stands."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.catalogue import Catalogue, load_catalogue
from inmori.ingest.address_slip import slips_in
from inmori.ingest.device_status import status_of
from inmori.ingest.merge import Merged, devices_from
from inmori.ingest.reading import Sighting, ToldNetwork
from inmori.ingest.reconcile import Group, reconcile
from inmori.ingest.zoning import ZoneMap, zone_map
from inmori.model import Device, DeviceKind, DeviceStatus, MergedRecord, Network, Source, SourceKind, ZoneKind
from tests.ingest.paper_hospital import LEDGER_DAY, TODAY, WIRE_DAY, Habits, make

_CATALOGUE = load_catalogue()
TOLD = Source(kind=SourceKind.TOLD, file="聞き取り.yaml", line=4)
NETWORKS = {"172.20.4.0/23": ZoneKind.CLINICAL, "172.20.8.0/23": ZoneKind.INFO, "172.20.12.0/24": ZoneKind.DEPT}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return _CATALOGUE


def networks() -> ZoneMap:
    told = [ToldNetwork(Network(cidr=cidr, sources=(TOLD,)), kind, TOLD) for cidr, kind in NETWORKS.items()]
    return zone_map(told, [], _CATALOGUE)


def ledger(row: int = 4, **more: Any) -> Sighting:
    return _sighting(SourceKind.LEDGER, "台帳.xlsx", row, LEDGER_DAY, more)


def tool(row: int = 4, *, days: int = 3, **more: Any) -> Sighting:
    seen = TODAY - timedelta(days=days)
    return _sighting(SourceKind.EXPORT, "agents.csv", row, seen, {"last_seen": seen, **more})


def wire(address: str, **more: Any) -> Sighting:
    found = _sighting(SourceKind.WIRE, "conn.log", int(address.rsplit(".", 1)[1]), WIRE_DAY, more)
    return replace(found, addresses=(address,), last_seen=WIRE_DAY)


def _sighting(kind: SourceKind, file: str, row: int, day: date, more: dict[str, Any]) -> Sighting:
    source = Source(kind=kind, file=file, sheet="PC" if kind is SourceKind.LEDGER else None, row=row, as_of=day)
    facts = {name: (value, source) for name, value in more.pop("facts", {}).items()}
    return replace(Sighting(source=source, facts=facts), **more)


def one(*sightings: Sighting) -> Device:
    """The device of records that are taken as one, whatever they say."""
    group = Group(sightings=sightings, records=())
    return devices_from([group], networks(), _CATALOGUE, today=TODAY).devices[0]


A, B, OTHER_NET = "172.20.4.57", "172.20.4.75", "172.20.8.20"
ACTIVE, RETIRED = DeviceStatus.ACTIVE, DeviceStatus.RETIRED

STATUS = {
    "on the ledger only": ([ledger()], ACTIVE, False),
    "struck out, nothing else": ([ledger(retired="取消線")], RETIRED, False),
    "struck out, yet on the wire": ([ledger(retired="取消線"), wire(A)], ACTIVE, True),
    "struck out, its agent reports today": ([ledger(retired="取消線"), tool()], ACTIVE, True),
    "struck out, its agent stopped before": ([ledger(retired="取消線"), tool(days=900)], RETIRED, False),
    "struck out after its last contact": (
        [replace(ledger(retired="取消線"), source=ledger().source.model_copy(update={"as_of": TODAY})), tool(days=20)],
        RETIRED, True,
    ),
    "struck out in an older ledger": (
        [ledger(retired="取消線"), replace(ledger(), source=ledger().source.model_copy(update={"as_of": TODAY}))],
        ACTIVE, True,
    ),
    "struck out in a newer ledger": (
        [replace(ledger(retired="取消線"), source=ledger().source.model_copy(update={"as_of": TODAY})), ledger()],
        RETIRED, False,
    ),
    "not seen for a year": ([tool(days=400)], RETIRED, False),
    "not seen for a year, still on the ledger": ([ledger(), tool(days=400)], RETIRED, True),
    "one tool lost it, another sees it": ([tool(days=400), tool(row=9, days=2)], ACTIVE, False),
    "lost by its agent, on the wire": ([tool(days=400), wire(A)], ACTIVE, False),
    "seen half a year ago to the day": ([tool(days=180)], ACTIVE, False),
    "one day more": ([tool(days=181)], RETIRED, False),
}  # fmt: skip


@pytest.mark.parametrize("name", STATUS)
def test_status(name: str) -> None:
    sightings, wanted, disputed = STATUS[name]
    fact = status_of(sightings, today=TODAY)
    assert (fact.value, fact.disputed) == (wanted, disputed)
    assert fact.sources
    assert one(*sightings).in_use() == (wanted is ACTIVE)


HEIR = tool(hostnames=("PC-7",), serials=("NEW888",))
# Lines of one name, and which of the machines in the order of their numbers are in use.
REPLACED = {
    "a successor has the name": (
        [ledger(4, hostnames=("PC-7",), serials=("OLD777",)), ledger(9, hostnames=("PC-7",), serials=("NEW888",)), HEIR],
        [False, True],
    ),
    "its successor is not on the ledger": (
        [ledger(4, hostnames=("PC-7",), serials=("OLD777",)), HEIR], [True, True],
    ),
    "nobody has seen either lately": (
        [ledger(4, hostnames=("PC-7",), serials=("OLD777",)), ledger(9, hostnames=("PC-7",), serials=("NEW888",))],
        [True, True],
    ),
    "it is seen itself": (
        [ledger(4, hostnames=("PC-7",), serials=("OLD777",), addresses=(A,)), wire(A),
         ledger(9, hostnames=("PC-7",), serials=("NEW888",)), HEIR],
        [True, True],
    ),
    "another name": (
        [ledger(4, hostnames=("PC-8",), serials=("OLD777",)), ledger(9, hostnames=("PC-7",), serials=("NEW888",)), HEIR],
        [True, True],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REPLACED)
def test_replaced_without_a_word_in_the_ledger(name: str) -> None:
    sightings, wanted = REPLACED[name]
    devices = devices_from(reconcile(sightings, today=TODAY), networks(), _CATALOGUE, today=TODAY).devices
    assert [device.in_use() for device in devices] == wanted
    if not wanted[0]:
        status = devices[0].status
        assert status.confidence <= 0.5, "our conclusion, no paper says so"
        assert [source.kind for source in status.sources] == [SourceKind.DERIVED]
        assert status.others[0].value is ACTIVE


def test_a_made_up_card_has_no_maker() -> None:
    assert one(tool(hostnames=("U1",), macs=("02:11:22:33:44:55",))).maker.value is None


def test_unseen_is_less_sure_than_struck_out() -> None:
    struck, unseen = status_of([ledger(retired="取消線")], today=TODAY), status_of([tool(days=400)], today=TODAY)
    assert unseen.confidence < struck.confidence


def test_more_direct_wins_and_the_loser_stays() -> None:
    device = one(ledger(facts={"os": "Windows 10"}), tool(facts={"os": "Windows 11 Pro"}))
    assert device.os.value == "Windows 11 Pro"
    assert [(claim.value, claim.source.file) for claim in device.os.others] == [("Windows 10", "台帳.xlsx")]


def test_spelling_is_no_dispute() -> None:
    device = one(ledger(facts={"model": "ＰＣ－５００ "}), tool(facts={"model": "PC-500"}))
    assert (device.model.value, device.model.disputed, device.model.confidence) == ("PC-500", False, 0.95)


def test_a_ledger_that_says_more_precisely_is_not_contradicted() -> None:
    device = one(ledger(facts={"kind": DeviceKind.MODALITY}), tool(facts={"kind": DeviceKind.CLIENT}))
    assert (device.kind.value, device.kind.disputed) == (DeviceKind.MODALITY, False)


def test_a_tools_label_does_not_contradict_what_people_call_it() -> None:
    device = one(ledger(facts={"name": "検体検査サーバ"}), tool(facts={"name": "KH-LIS01"}))
    assert (device.name.value, device.name.disputed) == ("検体検査サーバ", False)
    assert one(tool(facts={"name": "KH-LIS01"})).name.value == "KH-LIS01"
    assert one(ledger(facts={"name": "CT"}), ledger(row=90, facts={"name": "MRI"})).name.disputed


EXACT = {
    "rough and exact": (["Win10", "Windows 10 Pro 22H2"], "Windows 10 Pro 22H2", 0),
    "two spellings": (["WS2012R2", "Windows Server 2012 R2 Standard"], "Windows Server 2012 R2 Standard", 0),
    "two releases": (["Windows 10 Pro 22H2", "Windows 11 Pro 23H2"], "Windows 11 Pro 23H2", 1),
    "two strangers": (["独自OS-A", "FooOS 3"], "FooOS 3", 1),
}


@pytest.mark.parametrize("name", EXACT)
def test_an_inexact_text_is_no_dispute(name: str) -> None:
    (paper, agent), wanted, disputes = EXACT[name]
    device = one(ledger(facts={"os": paper}), tool(facts={"os": agent}))
    assert (device.os.value, len(device.os.others)) == (wanted, disputes)


def test_an_old_release_on_paper_does_not_fit_a_newer_build() -> None:
    now = tool(facts={"os": "Windows 11 Pro", "os_build": "10.0.26100"})
    device = one(ledger(facts={"os": "Windows 11 Pro 22H2"}), now)
    assert (device.os.value, device.os_build.value) == ("Windows 11 Pro", "10.0.26100")
    assert [claim.value for claim in device.os.others] == ["Windows 11 Pro 22H2"]


def test_month_and_day_are_no_dispute() -> None:
    device = one(ledger(facts={"purchased": date(2019, 5, 1)}), tool(facts={"purchased": date(2019, 5, 23)}))
    assert (device.purchased.value, device.purchased.disputed) == (date(2019, 5, 23), False)


def test_one_company_in_two_spellings_is_no_dispute() -> None:
    device = one(ledger(facts={"vendor": "㈱北斗"}), ledger(row=90, facts={"vendor": "北斗"}))
    assert not device.vendor.disputed


KINDS = {"Windows 11 Pro": DeviceKind.CLIENT, "Windows Server 2019": DeviceKind.SERVER, "専用OS": None}


@pytest.mark.parametrize("os", KINDS)
def test_windows_alone_tells_pc_or_server(os: str) -> None:
    fact = one(tool(facts={"os": os})).kind
    assert (fact.value, fact.confidence <= 0.5) == (KINDS[os], True)


def test_a_stranger_on_the_wire_has_no_kind_and_no_name() -> None:
    device = one(wire(A))
    assert (device.kind.known, device.name.known, device.maker.known) == (False, False, False)
    assert device.status.value is ACTIVE
    assert device.zone_ids() == ("clinical",)


def test_the_cards_maker_is_a_hint(catalogue: Catalogue) -> None:
    device = one(wire(A, macs=("00:1b:54:00:00:01",)))
    assert device.maker.value is not None
    assert device.maker.confidence < 0.5
    assert not one(wire(A, macs=("02:1b:54:00:00:01",))).maker.known


ZONES = {
    "its address": ([ledger(addresses=(A,))], ["clinical"]),
    "one list gives both": ([tool(addresses=(A, OTHER_NET))], ["clinical", "info"]),
    "ledger and wire differ: moved": (
        [ledger(addresses=(OTHER_NET,)), tool(addresses=(A,)), wire(A)], ["clinical"]
    ),
    "both seen on the wire: two legs": (
        [ledger(addresses=(OTHER_NET,)), tool(addresses=(A,)), wire(A), wire(OTHER_NET)], ["clinical", "info"]
    ),
    "an old contact does not count": (
        [tool(addresses=(OTHER_NET,), days=90), tool(row=7, addresses=(A,), days=1)], ["clinical"]
    ),
    "no address, the ledger's column": ([ledger(zone_hint=ZoneKind.STANDALONE)], ["standalone"]),
    "no address, the sheet's name": ([ledger(group="院内無線")], ["wifi"]),
    "nothing": ([ledger()], []),
    "an address beats a hint": ([ledger(addresses=(A,), zone_hint=ZoneKind.INFO)], ["clinical"]),
    "outside all networks": ([ledger(addresses=("10.250.1.1",))], []),
}  # fmt: skip


@pytest.mark.parametrize("name", ZONES)
def test_zones(name: str) -> None:
    sightings, wanted = ZONES[name]
    device = one(*sightings)
    assert sorted(device.zone_ids()) == wanted
    assert all(0 < fact.confidence <= 1 for fact in device.zones)


def named(row: int, name: str, *addresses: str, **more: Any) -> Sighting:
    return ledger(row=row, addresses=addresses, facts={"name": name}, **more)


def test_without_an_address_a_machine_stands_with_its_namesakes() -> None:
    sightings = [
        *(named(n, "電カル端末", f"172.20.4.{n}") for n in (10, 11, 12)),
        named(13, "電カル端末"), named(14, "電カル端末", zone_hint=ZoneKind.INFO), named(15, "電カル端末", retired="取消線"),
        named(20, "プリンタ", A), named(21, "プリンタ", OTHER_NET), named(22, "プリンタ", "172.20.8.21"), named(23, "プリンタ"),
        named(30, "受付PC", "172.20.8.31"), named(31, "受付PC"),
    ]  # fmt: skip
    groups = [Group(sightings=(sighting,), records=(MergedRecord(source=sighting.source, score=0.0),)) for sighting in sightings]
    by_row = {d.records[0].source.row: d for d in devices_from(groups, networks(), _CATALOGUE, today=TODAY).devices}
    assert [by_row[row].zone_ids() for row in (13, 14, 15, 23, 31)] == [("clinical",), ("info",), (), (), ()]
    assert by_row[13].zones[0].confidence < by_row[10].zones[0].confidence


def test_an_access_point_that_runs_windows_server_is_an_application_server() -> None:
    told = {"kind": DeviceKind.ACCESS_POINT}
    server = one(ledger(hostnames=("EHR01",), facts=told), tool(hostnames=("EHR01",), facts={"os": "Windows Server 2019"}))
    assert server.kind.value is DeviceKind.SERVER
    assert server.kind.disputed
    point = one(ledger(hostnames=("AP01",), facts=told))
    assert point.kind.value is DeviceKind.ACCESS_POINT


def test_what_a_list_calls_the_os_of_a_box_is_its_firmware() -> None:
    firewall = one(ledger(facts={"kind": DeviceKind.FIREWALL, "os": "FortiOS7.0.12"}))
    assert (firewall.firmware.value, firewall.os.known) == ("FortiOS7.0.12", False)
    switch = one(ledger(facts={"kind": DeviceKind.L2_SWITCH, "os": "専用OS"}))
    assert (switch.os.value, switch.firmware.known) == ("専用OS", False)
    server = one(ledger(facts={"kind": DeviceKind.SERVER, "os": "Windows Server 2016"}))
    assert (server.os.value, server.firmware.known) == ("Windows Server 2016", False)


def test_a_machine_that_a_tool_lost_is_not_one_that_the_tool_calls_gone() -> None:
    lost, gone = one(tool(days=400)).status, one(tool(days=400, retired="無効")).status
    assert [{source.kind for source in fact.sources} for fact in (lost, gone)] == [{SourceKind.DERIVED}, {SourceKind.EXPORT}]


def test_an_overtaken_address_stays_as_a_dispute() -> None:
    device = one(ledger(addresses=(B,)), tool(addresses=(A,)), wire(A))
    (address,) = device.addresses
    assert (address.value, [claim.value for claim in address.others]) == (A, [B])


def test_places_are_cells_where_known() -> None:
    cell = ledger().source.model_copy(update={"cell": "E4"})
    device = one(ledger(addresses=(A,), identities={A: cell}))
    assert device.addresses[0].sources == (cell,)


def test_last_seen_is_the_newest_and_no_dispute() -> None:
    device = one(tool(days=30), wire(A), ledger())
    assert (device.last_seen.value, device.last_seen.disputed) == (WIRE_DAY, False)


SLIPS = {
    "nobody uses it, a stranger the swapped one": (
        [[ledger(addresses=("172.20.4.75",))], [wire("172.20.4.57", macs=("3c:a8:2a:00:00:09",))]],
        [("172.20.4.75", "172.20.4.57")],
    ),
    "the swapped one is somebody's": (
        [[ledger(addresses=("172.20.4.75",))], [ledger(5, addresses=("172.20.4.57",)), wire("172.20.4.57")]], [],
    ),
    "the stranger has a lease": ([[ledger(addresses=("172.20.4.75",))], [wire("172.20.4.57", dhcp=True)]], []),
    "it was scrapped": ([[ledger(addresses=("172.20.4.75",), retired="廃棄")], [wire("172.20.4.57")]], []),
    "swapped, the other is known": (
        [[ledger(addresses=("172.20.4.75",)), tool(addresses=("172.20.4.57",))]], [("172.20.4.75", "172.20.4.57")]
    ),
    "a digit missing": (
        [[ledger(addresses=("172.20.4.5",)), tool(addresses=("172.20.4.57",))]], [("172.20.4.5", "172.20.4.57")]
    ),
    "one wrong digit, in a network that does not exist": (
        [[ledger(addresses=("172.26.4.57",)), tool(addresses=("172.20.4.57",))]], [("172.26.4.57", "172.20.4.57")]
    ),
    "one wrong digit, the address of another": (
        [[ledger(addresses=("172.20.4.58",)), tool(addresses=("172.20.4.57",))],
         [ledger(row=9, hostnames=("U2",), addresses=("172.20.4.58",))]],
        [("172.20.4.58", "172.20.4.57")],
    ),
    "one wrong digit, nothing against it: it may have moved": (
        [[ledger(addresses=("172.20.4.58",)), tool(addresses=("172.20.4.57",))]], []
    ),
    "quite another address": ([[ledger(addresses=("172.20.8.9",)), tool(addresses=("172.20.4.57",))]], []),
    "leased addresses change by themselves": (
        [[ledger(addresses=("172.20.4.75",)), tool(addresses=("172.20.4.57",), dhcp=True)]], []
    ),
    "no address, one reading": ([[ledger(slips=(("172.20..4.57", TOLD),))]], [("172.20..4.57", "172.20.4.57")]),
    "no address, too many readings": ([[ledger(slips=(("172.20.4.19589", TOLD),))]], []),
    "no address, another source tells": (
        [[ledger(slips=(("172.20.4.19589", TOLD),)), wire("172.20.4.19")]], [("172.20.4.19589", "172.20.4.19")]
    ),
    "no address, the reading is taken": (
        [[ledger(slips=(("172.20..4.57", TOLD),))], [ledger(row=8, addresses=("172.20.4.57",))]], []
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_slips_are_proposed_not_mended(name: str) -> None:
    groups, wanted = SLIPS[name]
    assert [(slip.written, slip.proposed) for slip in slips_in(groups, networks())] == wanted


def merged(habits: Habits, seed: int) -> Merged:
    groups = reconcile(make(habits, seed).sightings(), today=TODAY)
    return devices_from(groups, networks(), _CATALOGUE, today=TODAY)


def test_slips_of_an_invented_hospital_are_found() -> None:
    habits = Habits("slips", typos=12, clients=150, ledger_missing=0.0, asset_tool=1.0)
    right = wrong = meant = 0
    for seed in (1, 2, 3):
        hospital = make(habits, seed)
        typed = {(written, true) for _, written, true in hospital.typos if ".." not in written}
        groups = [g.sightings for g in reconcile(hospital.sightings(), today=TODAY)]
        found = {(slip.written, slip.proposed) for slip in slips_in(groups, networks())}
        right += len(found & typed)
        wrong += len(found - typed)
        meant += len(typed)
    assert right / meant > 0.85
    assert wrong <= 1


@pytest.mark.parametrize("habits", [Habits("tidy"), Habits("reuse", retired=20, reused=12)], ids=lambda h: h.name)
def test_retired_and_living_of_an_invented_hospital(habits: Habits) -> None:
    hospital = make(habits, 5)
    machine = {id(sighting): number for sighting, number in hospital.said}
    groups = reconcile(hospital.sightings(), today=TODAY)
    result = devices_from(groups, networks(), _CATALOGUE, today=TODAY)
    wrong = 0
    for device, group in zip(result.devices, result.groups, strict=True):
        alive = hospital.machines[machine[id(group.sightings[0])]].alive
        wrong += device.in_use() != alive
    assert wrong == 0


def test_numbers_follow_the_ledger_and_stay() -> None:
    habits = Habits("numbers")
    before = merged(habits, 3)
    rows = [
        min(s.source.place() for s in group.sightings if s.source.kind is SourceKind.LEDGER)
        for group in before.groups
        if any(s.source.kind is SourceKind.LEDGER for s in group.sightings)
    ]
    assert [device.id for device in before.devices] == [f"D{n:04d}" for n in range(1, len(before.devices) + 1)]
    ledger_only = [s for s in make(habits, 3).sightings() if s.source.kind is SourceKind.LEDGER]
    alone = devices_from(reconcile(ledger_only, today=TODAY), networks(), _CATALOGUE, today=TODAY)
    # What more is told of machines on the ledger renumbers none of them.
    assert len(alone.devices) == len(rows)
    for device, same in zip(alone.devices, before.devices, strict=False):
        assert device.id == same.id
        assert device.records[0].source == same.records[0].source


def test_every_join_is_explained() -> None:
    result = merged(Habits("explained"), 2)
    several = [device for device in result.devices if len(device.records) > 1]
    assert [merge.device_id for merge in result.merges] == [device.id for device in several]
    for merge in result.merges:  # a record may be the one that the others were compared with
        assert sum(not record.reasons for record in merge.records) <= 1


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 20), st.randoms(use_true_random=False))
def test_the_order_of_sightings_changes_no_byte(seed: int, luck: random.Random) -> None:
    habits = Habits("bytes", clients=10, servers=3, printers=3, instruments=2, retired=2, dhcp=0.3)
    sightings = make(habits, seed).sightings()
    shuffled = list(sightings)
    luck.shuffle(shuffled)
    texts = []
    for given_order in (sightings, shuffled):
        result = devices_from(reconcile(given_order, today=TODAY), networks(), _CATALOGUE, today=TODAY)
        texts.append("\n".join(device.model_dump_json() for device in result.devices))
    assert texts[0] == texts[1]
