"""The doors of small hospitals: which exist, where they land, and what each lock does to their rate."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.catalogue import Catalogue
from inmori.model import (
    Controls,
    DeviceKind,
    Fact,
    Hospital,
    Patching,
    RemoteMethod,
    Source,
    SourceKind,
    SystemKind,
)
from inmori.model.system import Hosting
from inmori.simulate.chance import evaluated
from inmori.simulate.compile import compile_hospital
from inmori.simulate.door import Door
from inmori.simulate.parameters import central, known_quantities
from tests.simulate.small_hospital import TODAY, edited, fact, flat_hospital, machine, remote, system


def doors(hospital: Hospital, catalogue: Catalogue) -> dict[str, Door]:
    return {door.id: door for door in compile_hospital(hospital, catalogue, today=TODAY).doors}


def yearly(door: Door, catalogue: Catalogue) -> float:
    values = central(known_quantities(catalogue).values()).values
    return float(evaluated((*door.rate, *door.condition), values, count=1)[0])


METHODS = {
    RemoteMethod.SSLVPN: {"vpn_hole", "weak_login"},
    RemoteMethod.IPSEC_ROUTER: {"vpn_hole", "supplier"},
    RemoteMethod.IPSEC_FIREWALL: {"vpn_hole", "supplier"},
    RemoteMethod.RDP_PORT_FORWARD: {"published"},
    RemoteMethod.VENDOR_BOX: {"supplier", "device_box"},
    RemoteMethod.LTE_ROUTER: {"supplier", "device_box"},
    RemoteMethod.REMOTE_TOOL: {"weak_login"},
}
ALWAYS = {"media", "mail", "unknown"}


@pytest.mark.parametrize("method", METHODS)
def test_a_method_opens_its_kinds_of_door(method: RemoteMethod, catalogue: Catalogue) -> None:
    found = doors(flat_hospital(remotes=[remote("vendor", method)]), catalogue)
    assert {door.archetype for door in found.values()} - ALWAYS == METHODS[method]


def test_every_zone_has_an_unknown_way_in(catalogue: Catalogue) -> None:
    hospital = flat_hospital(remotes=[])
    found = doors(hospital, catalogue)
    for zone in hospital.zones:
        assert yearly(found[f"unknown {zone.id}"], catalogue) > 0
        assert found[f"unknown {zone.id}"].landings == (f"net:{zone.id}",)


def vendor(**more: Any) -> Hospital:
    return flat_hospital(remotes=[remote("v", RemoteMethod.SSLVPN, **more)])


LOCKS = {
    # door, open fields, locked fields, factor of the rate at central values
    "second factor": ("login v", {"second_factor": False}, {"second_factor": True}, 0.10),
    "named peers": ("login v", {"source_limited": False}, {"source_limited": True}, 0.15),
    "own login": ("login v", {"shared_account": True}, {"shared_account": False}, 1 / 3),
    "unknown factor lies between": ("login v", {"second_factor": False}, {}, 1 - 0.15 * 0.9),
    "shut": ("login v", {}, {"enabled": False}, 0.0),
}  # fmt: skip


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_its_factor(name: str, catalogue: Catalogue) -> None:
    door, before, after, factor = LOCKS[name]
    open_rate, locked = (yearly(doors(vendor(**fields), catalogue)[door], catalogue) for fields in (before, after))
    assert locked == pytest.approx(factor * open_rate, rel=0.01)


def test_patching_the_box_orders_its_rate(catalogue: Catalogue) -> None:
    states = [Patching.NONE, Patching.YEARLY, Patching.MONTHLY, Patching.WEEKLY]
    rates = [
        yearly(doors(edited(vendor(), gateway_patching=state), catalogue)["hole in box firewall"], catalogue)
        for state in states
    ]
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] > 0


def test_one_box_is_one_hole_however_many_use_it(catalogue: Catalogue) -> None:
    hospital = flat_hospital(remotes=[remote(f"v{n}", RemoteMethod.SSLVPN) for n in range(5)])
    found = doors(hospital, catalogue)
    assert sum(door.archetype == "vpn_hole" for door in found.values()) == 1
    assert sum(door.archetype == "weak_login" for door in found.values()) == 5


def test_a_path_to_one_machine_lands_there_and_a_wide_one_in_the_zone(catalogue: Catalogue) -> None:
    narrow = flat_hospital(remotes=[remote("v", RemoteMethod.RDP_PORT_FORWARD, targets=["10.2.0.10"])])
    wide = flat_hospital(remotes=[remote("v", RemoteMethod.RDP_PORT_FORWARD, targets=["10.2.0.0/24"], zones=())])
    lost = flat_hospital(remotes=[remote("v", RemoteMethod.RDP_PORT_FORWARD, zones=())])
    assert doors(narrow, catalogue)["published v"].landings == ("foot:pacs-server",)
    assert doors(wide, catalogue)["published v"].landings == ("net:dept",)
    assert doors(lost, catalogue)["published v"].landings == ("net:clinical", "net:dept")


def test_a_pc_on_both_networks_is_a_door(catalogue: Catalogue) -> None:
    hospital = flat_hospital()
    bridge = machine("both", DeviceKind.CLIENT, "clinical", "info")
    found = doors(hospital.model_copy(update={"devices": (*hospital.devices, bridge)}), catalogue)
    assert found["bridge both"].landings == ("foot:both",)


def test_a_cloud_system_brings_its_own_doors(catalogue: Catalogue) -> None:
    hospital = flat_hospital(systems=(system(SystemKind.EHR, hosting=Hosting.CLOUD, vendor="雲社"),), remotes=[])
    found = doors(hospital, catalogue)
    assert {"cloud login", "provider 雲社"} <= set(found)
    locked = doors(edited(hospital, mfa_cloud=True), catalogue)
    assert yearly(locked["cloud login"], catalogue) < yearly(found["cloud login"], catalogue)


def test_a_hospital_of_which_nothing_is_known_still_has_doors_and_says_so(catalogue: Catalogue) -> None:
    compiled = compile_hospital(Hospital(), catalogue, today=TODAY)
    assert {door.archetype for door in compiled.doors} >= {"vpn_hole", "weak_login", "supplier", "media", "mail"}
    assert len(compiled.unknowns) >= 12
    assert all(text.ja and text.en for text in compiled.unknowns)
    assert not any("None" in text.ja or "None" in text.en for text in compiled.unknowns)


def test_short_hands_leave_more_holes_open_but_never_more_than_all(catalogue: Catalogue) -> None:
    staffed = edited(vendor(), gateway_patching=Patching.NONE)
    short = staffed.model_copy(update={"staff": staffed.staff.model_copy(update={"it_fte": fact(0.3)})})
    one, two = (yearly(doors(each, catalogue)["hole in box firewall"], catalogue) for each in (staffed, short))
    assert one < two <= 0.06


def listed(firmware: str, *, patching: Patching | None = None, planned: bool = False) -> Hospital:
    hospital = flat_hospital(
        remotes=[remote("v", RemoteMethod.SSLVPN, source_limited=False, product="FortiGate-60E", firmware=firmware)]
    )
    source = Source(kind=SourceKind.DERIVED if planned else SourceKind.TOLD, file="x")
    known = Fact[Patching]() if patching is None else Fact[Patching].of(patching, source)
    return hospital.model_copy(update={"controls": Controls(gateway_patching=known)})


BOXES = {
    # firmware, patching, whether a plan says so: the share of such boxes with an open hole
    "a version that attackers use for ransom": ("FortiOS 6.0.4", None, False, 0.95),
    "told to be patched, yet seen with the hole": ("FortiOS 6.0.4", Patching.MONTHLY, False, 0.95),
    "to be patched monthly from now on": ("FortiOS 6.0.4", Patching.MONTHLY, True, 0.12 * 0.6),
    "nothing known": ("ファーム不明", None, False, 0.12),
}


@pytest.mark.parametrize("name", BOXES)
def test_the_version_of_a_box_decides_what_is_open(name: str, catalogue: Catalogue) -> None:
    firmware, patching, planned, share = BOXES[name]
    door = doors(listed(firmware, patching=patching, planned=planned), catalogue)["hole in box FortiGate-60E"]
    base = catalogue.quantities["threat.entry.hole"].value
    assert yearly(door, catalogue) == pytest.approx(base * share)
