"""A configuration finds its machine, and two backups of one machine count once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.ingest.gateway_device import distinct_gateways, linked
from inmori.model import Device, Gateway, Source, SourceKind, TextFact
from inmori.model.gateway import Interface

LEDGER = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", row=4)


def gateway(file: str, name: str | None, *addresses: str, day: date | None = None, **more: Any) -> Gateway:
    source = Source(kind=SourceKind.CONFIG, file=file, line=1, as_of=day)
    ports = tuple(
        Interface(name=f"port{index}", cidr=f"{address}/24", source_ref=source) for index, address in enumerate(addresses)
    )
    told = TextFact.of(name, source) if name else TextFact()
    return Gateway(id=more.get("id", "fortios:x"), name=told, interfaces=ports, source_ref=source)


def device(number: int, host: str | None, *addresses: str) -> Device:
    return Device(
        id=f"D{number:04d}",
        hostnames=(TextFact.of(host, LEDGER),) if host else (),
        addresses=tuple(TextFact.of(address, LEDGER) for address in addresses),
    )


DEVICES = (device(1, "FW1", "10.9.4.1"), device(2, "fw2", "10.9.8.1"), device(3, None, "10.9.9.1", "10.9.10.1"))

LINKS = {
    "by name": (gateway("a", "fw1.hospital.local"), "D0001"),
    "by name against an address": (gateway("a", "FW1", "10.9.8.1"), "D0001"),
    "by address": (gateway("a", "GW", "10.9.8.1", "192.0.2.1"), "D0002"),
    "by most addresses": (gateway("a", None, "10.9.4.1", "10.9.9.1", "10.9.10.1"), "D0003"),
    "by nothing": (gateway("a", "GW", "10.99.0.1"), None),
}


@pytest.mark.parametrize("name", LINKS)
def test_the_machine_of_a_configuration(name: str) -> None:
    box, wanted = LINKS[name]
    (found,) = linked([box], DEVICES)
    assert found.device_id == wanted


def test_the_newer_backup_counts() -> None:
    old = gateway("2025.conf", "FW1", "10.9.4.1", day=date(2025, 1, 1))
    new = gateway("2026.conf", "fw1", "10.9.4.1", day=date(2026, 1, 1))
    for order in ([old, new], [new, old]):
        kept, problems = distinct_gateways(order)
        assert kept == (new,)
        assert [problem.where.file for problem in problems] == ["2025.conf"]


@pytest.mark.parametrize(
    "one, other",
    [
        (gateway("a", "FW1", "10.9.4.1"), gateway("b", "FW2", "10.9.4.1")),
        (gateway("a", "FW", "10.9.4.1"), gateway("b", "FW", "10.9.8.1")),
        (gateway("a", None), gateway("b", None)),
    ],
    ids=["two names", "one default name, two places", "nothing told"],
)
def test_two_machines_stay_two_with_ids_of_their_own(one: Gateway, other: Gateway) -> None:
    kept, problems = distinct_gateways([one, other])
    assert problems == ()
    assert [box.id for box in kept] == ["fortios:x", "fortios:x-2"]
