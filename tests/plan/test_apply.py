"""Applying a measure: it edits what it should, nothing else, once, and never the hospital it was given."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.catalogue import load_catalogue
from inmori.model import (
    BackupMedium,
    DeviceStatus,
    Fact,
    Hospital,
    Hosting,
    Patching,
    SystemKind,
    Watch,
    YesNo,
)
from inmori.model.provenance import Amount
from inmori.plan.apply import apply, apply_all
from tests.plan.needy import TODAY, needy, needy_ground, told

CATALOGUE = load_catalogue()
GROUND = needy_ground()
IDS = sorted(CATALOGUE.measures)


def done(hospital: Hospital, *names: str) -> Hospital:
    return apply_all([CATALOGUE.measures[name] for name in names], hospital, ground=GROUND)


def facts_changed(before: Any, after: Any) -> set[str]:
    return {name for name in type(before).model_fields if getattr(before, name) != getattr(after, name)}


@pytest.mark.parametrize("name", IDS)
def test_every_measure_edits_something_where_it_is_needed(name: str) -> None:
    applied = apply(CATALOGUE.measures[name], needy(), ground=GROUND)
    assert applied.changes > 0
    assert applied.reason is None
    assert applied.hospital != needy()


@pytest.mark.parametrize("name", IDS)
def test_twice_is_once_and_the_given_hospital_stays(name: str) -> None:
    before = needy()
    written = before.to_json()
    once = apply(CATALOGUE.measures[name], before, ground=GROUND)
    twice = apply(CATALOGUE.measures[name], once.hospital, ground=GROUND)
    assert before.to_json() == written
    assert twice.hospital is once.hospital
    assert twice.changes == 0
    assert twice.reason is not None


@pytest.mark.parametrize("name", IDS)
def test_what_comes_out_is_a_valid_hospital(name: str) -> None:
    after = done(needy(), name)
    assert Hospital.from_json(after.to_json(), name="after") == after


def test_all_measures_leave_nothing_to_do_but_what_excludes_each_other() -> None:
    after = done(needy(), *(name for name in IDS if name not in ("edr_office_hours", "ehr_renewal")))
    left = {name for name in IDS if apply(CATALOGUE.measures[name], after, ground=GROUND).changes}
    assert left == set()


def test_an_order_is_never_lowered() -> None:
    watched = needy()
    watched = done(watched, "edr_watched", "edr_office_hours")
    assert watched.controls.endpoint_detection.value is Watch.ALWAYS
    weekly = needy(controls=needy().controls.model_copy(
        update={"gateway_patching": told(Patching.WEEKLY, Fact[Patching])}))  # fmt: skip
    assert done(weekly, "gateway_patching").controls.gateway_patching.value is Patching.WEEKLY


def test_a_number_only_rises() -> None:
    staffed = needy(staff=needy().staff.model_copy(update={"it_fte": told(3.0, Amount)}))
    assert done(staffed, "it_staff_support").staff.it_fte.value == 3.0
    assert done(needy(), "it_staff_support").staff.it_fte.value == 1.5


def test_unknown_is_not_taken_as_done() -> None:
    unknown = needy(controls=needy().controls.model_copy(update={"usb_control": YesNo()}))
    assert apply(CATALOGUE.measures["usb_control"], unknown, ground=GROUND).changes == 1


def test_a_published_machine_is_closed_with_its_rule_and_its_path() -> None:
    gate = done(needy(), "close_publication").gateways[0]
    assert [rule.enabled for rule in gate.rules] == [True, False, True, True, True, True]
    assert gate.publications == ()
    paths = {path.id: path.enabled for path in done(needy(), "close_publication").remote_accesses}
    assert paths["ra-rdp"] is False
    assert sum(not enabled for enabled in paths.values()) == 1


def test_wide_rules_close_without_touching_what_is_sanctioned() -> None:
    after = done(needy(), "close_wide_rules")
    gate = after.gateways[0]
    assert [rule.id for rule in gate.rules if not rule.enabled] == ["1", "3", "4", "5"]
    assert [tunnel.name for tunnel in gate.tunnels if not tunnel.serving] == ["old-vendor"]
    assert [interface.name for interface in gate.interfaces if not interface.up] == ["vlan77"]
    assert {path.id for path in after.remote_accesses if not path.enabled} == {"ra-ipsec"}


def test_guest_measures_touch_only_what_begins_or_ends_at_the_guests() -> None:
    gate = done(needy(), "guest_wifi_separation").gateways[0]
    assert [rule.id for rule in gate.rules if not rule.enabled] == ["3"]


def test_the_vpn_lock_reaches_the_gateway() -> None:
    after = done(needy(), "vpn_mfa")
    assert [tunnel.second_factor for tunnel in after.gateways[0].tunnels] == [True, None]
    locked = {path.id: path.second_factor.value for path in after.remote_accesses}
    assert [name for name, lock in locked.items() if lock] == ["ra-ssl"]


def test_a_machine_with_two_legs_keeps_the_closed_one() -> None:
    after = done(needy(), "dual_homed_removal").device("pc-two-legs")
    assert after is not None
    assert after.zone_ids() == ("clin",)
    assert [fact.value for fact in after.addresses] == ["172.20.1.103"]


def test_flows_of_a_closed_way_are_set_aside_and_no_others() -> None:
    kept = {(flow.src, flow.dst) for flow in done(needy(), "remove_remote_tool").flows}
    assert kept == {("172.20.1.101", "192.168.9.20"), ("172.20.1.101", "172.20.1.10")}
    kept = {(flow.src, flow.dst) for flow in done(needy(), "info_share_cleanup").flows}
    assert ("172.20.1.101", "192.168.9.20") not in kept


def test_only_unsupported_machines_of_the_kind_are_replaced() -> None:
    after = done(needy(), "replace_unsupported_pcs")
    changed = [new.id for new, old in zip(after.devices, needy().devices, strict=True) if new != old]
    assert changed == ["pc-1"]
    new = after.device("pc-1")
    assert new is not None
    assert (new.os.value, new.last_patched.value) == ("Windows 11 Pro 25H2", TODAY)


def test_a_replaced_firewall_carries_new_firmware_and_an_unknown_version() -> None:
    after = done(needy(), "firewall_replacement")
    new = after.device("fw")
    assert new is not None
    assert new.firmware.value != "FortiOS 7.0.1"
    assert new.os == needy().devices[0].os
    assert after.gateways[0].version == ""
    assert after.gateways[0].rules == needy().gateways[0].rules


def test_ways_in_on_a_replaced_box_forget_its_old_firmware() -> None:
    paths = list(needy().remote_accesses)
    old = told("FortiOS 7.0.1")
    paths[0] = paths[0].model_copy(update={"firmware": old, "product": told("FortiGate-60F")})
    paths[1] = paths[1].model_copy(update={"firmware": old, "refs": ("192.168.9.254",)})
    paths[3] = paths[3].model_copy(update={"firmware": old})  # a vendor's own box
    boxes = list(needy().devices)
    boxes[0] = boxes[0].model_copy(update={"model": told("FortiGate-60F")})
    after = done(needy(devices=tuple(boxes), remote_accesses=tuple(paths)), "firewall_replacement")
    assert [path.firmware.value for path in after.remote_accesses[:4]] == [None, None, None, "FortiOS 7.0.1"]


def test_antivirus_goes_only_where_it_is_missing() -> None:
    devices = list(needy().devices)
    devices[5] = devices[5].model_copy(update={"antivirus": told("Defender")})
    after = done(needy(devices=tuple(devices)), "antivirus_all")
    assert {d.id: d.antivirus.value for d in after.devices if d.id in ("pc-1", "pc-2", "gone")} == {
        "pc-1": "導入済み",
        "pc-2": "Defender",
        "gone": None,
    }


def test_a_backup_is_made_for_a_system_that_has_none() -> None:
    after = done(needy(), "offline_backup")
    media = {backup.system_kind: backup.media for backup in after.backups}
    assert media[SystemKind.EHR] == (BackupMedium.ONLINE, BackupMedium.OFFLINE)
    assert media[SystemKind.PACS] == (BackupMedium.OFFLINE,)
    assert media[SystemKind.RECEIPT] == (BackupMedium.OFFLINE,)
    assert SystemKind.FILE_SHARE not in media, "not asked for"


def test_a_moved_system_takes_its_own_servers_and_ways_along() -> None:
    after = done(needy(), "cloud_ehr")
    assert after.ehr_hosting.value is Hosting.CLOUD
    assert {s.id for s in after.systems if s.hosting.value is Hosting.CLOUD} == {"ehr", "receipt"}
    status = {device.id: device.status.value for device in after.devices}
    assert status["sv-ehr"] is DeviceStatus.RETIRED
    assert status["sv-pacs"] is None
    assert {path.id for path in after.remote_accesses if not path.enabled} == {"ra-ipsec"}
    assert {b.system_kind: b.media for b in after.backups}[SystemKind.EHR] == (BackupMedium.CLOUD,)
    assert all("172.20.1.10" not in (flow.src, flow.dst) for flow in after.flows)


def test_a_server_that_also_carries_what_stays_is_not_switched_off() -> None:
    systems = [
        s if s.id != "pacs" else s.model_copy(update={"device_ids": ("sv-ehr",)}) for s in needy().systems
    ]
    after = done(needy(systems=tuple(systems)), "cloud_ehr")
    server = after.device("sv-ehr")
    assert server is not None
    assert server.in_use()


def test_with_no_system_known_the_interview_moves() -> None:
    bare = needy(systems=(), backups=(), devices=(), remote_accesses=(), ehr_hosting=Fact[Hosting]())
    assert done(bare, "cloud_ehr").ehr_hosting.value is Hosting.CLOUD
    assert apply(CATALOGUE.measures["offline_backup"], bare, ground=GROUND).changes == 0


def test_an_ehr_in_the_cloud_does_not_move_again() -> None:
    cloud = done(needy(), "cloud_ehr")
    applied = apply(CATALOGUE.measures["cloud_ehr"], cloud, ground=GROUND)
    assert applied.changes == 0
    assert applied.reason is not None
    told_only = needy(systems=(), ehr_hosting=told(Hosting.CLOUD, Fact[Hosting]))
    assert apply(CATALOGUE.measures["cloud_ehr"], told_only, ground=GROUND).changes == 0


def test_administration_is_locked() -> None:
    gate = done(needy(), "gateway_admin_lock").gateways[0]
    assert all(each.source_limited and each.second_factor for each in gate.administrators)
    assert all(not each.management for each in gate.interfaces if each.role == "wan")
    assert facts_changed(needy().gateways[0], gate) == {"administrators", "interfaces"}
