"""How true an assessment is, counted from ``truth.json`` alone: the shared scorer's idea in a page.

A true machine and one of ours are matched one to one by what they share: serial, MAC, asset number, host name, ledger row,
address. Ours without a partner is a machine too many, a true one without a partner is missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from inmori.model import Device, Hospital, ZoneKind

WEIGHTS = {"serial": 5, "mac": 5, "asset": 4, "host": 4, "row": 3, "ip": 2}
Key = tuple[str, str]


@dataclass(frozen=True)
class Matching:
    """True id → our device, our devices that are no machine, and true machines (stale ones included) by id."""

    partner: dict[str, Device]
    extra: tuple[Device, ...]


def true_keys(true: dict[str, Any]) -> set[Key]:
    keys = {("serial", true["serial"]), ("asset", true["asset_no"]), ("host", (true["hostname"] or "").lower())}
    keys |= {("mac", mac) for mac in true["macs"]} | {("ip", ip) for ip in true["ips"]}
    keys |= {("row", f"{row['sheet']}!{row['row']}") for row in true["ledger_rows"]}
    return {key for key in keys if key[1]}


def our_keys(device: Device) -> set[Key]:
    facts = {"serial": device.serials, "mac": device.macs, "asset": device.asset_numbers, "ip": device.addresses, "host": device.hostnames}
    keys = {(kind, fact.value.lower() if kind == "host" else fact.value) for kind, group in facts.items() for fact in group if fact.value}
    sources = [record.source for record in device.records if record.source.kind == "ledger"]
    return keys | {("row", f"{source.sheet or ''}!{source.row or source.line}") for source in sources}


def match(truth: dict[str, Any], hospital: Hospital) -> Matching:
    trues = [*truth["devices"], *truth["stale"]]
    wanted = {true["id"]: true_keys(true) for true in trues}
    pairs = sorted(
        (-sum(WEIGHTS[kind] for kind, _ in shared), true_id, number)
        for true_id, keys in wanted.items()
        for number, device in enumerate(hospital.devices)
        if (shared := keys & our_keys(device))
    )
    partner: dict[str, Device] = {}
    taken: set[int] = set()
    for _, true_id, number in pairs:
        if true_id not in partner and number not in taken:
            partner[true_id] = hospital.devices[number]
            taken.add(number)
    extra = [device for number, device in enumerate(hospital.devices) if number not in taken and device.in_use()]
    return Matching(partner, tuple(extra))


def discoverable(truth: dict[str, Any]) -> list[dict[str, Any]]:
    return [true for true in truth["devices"] if true["discoverable"]]


def zone_kinds(hospital: Hospital, device: Device) -> set[str]:
    return {hospital.zone_kind(zone).value for zone in device.zone_ids()} - {ZoneKind.UNKNOWN.value, ZoneKind.INTERNET.value}


def lower(refs: Iterable[str]) -> set[str]:
    return {ref.lower() for ref in refs}


def share(flags: Iterable[bool]) -> float:
    counts = Counter(flags)
    return counts[True] / counts.total() if counts else 1.0
