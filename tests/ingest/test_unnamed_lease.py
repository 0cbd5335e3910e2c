"""Leased addresses on the wire and PCs without an address on paper: counted once, unless there are too many."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inmori.catalogue import load_catalogue
from inmori.ingest.device_status import status_of
from inmori.ingest.reading import Sighting, ToldNetwork
from inmori.ingest.reconcile import reconcile
from inmori.ingest.unnamed_lease import without_doubles, without_ended
from inmori.ingest.zoning import zone_map
from inmori.model import DeviceKind, DeviceStatus, Network, Source, SourceKind, ZoneKind
from tests.ingest.paper_hospital import LEDGER_DAY, TODAY, WIRE_DAY

_CATALOGUE = load_catalogue()
TOLD = Source(kind=SourceKind.TOLD, file="聞き取り.yaml", line=4)


def tablet(row: int, **more: Any) -> Sighting:
    source = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", row=row, as_of=LEDGER_DAY)
    base = Sighting(source=source, hostnames=(f"TAB{row:02d}",), dhcp=True, zone_hint=ZoneKind.WIFI)
    return replace(base, **more)


def wire(last: int, *, leased: bool = True, net: str = "10.9.4") -> Sighting:
    source = Source(kind=SourceKind.WIRE, file="conn.log", line=last, as_of=WIRE_DAY)
    return Sighting(source=source, addresses=(f"{net}.{last}",), dhcp=leased, last_seen=WIRE_DAY)


CARD, OTHER = "3c:a8:2a:00:00:01", "3c:a8:2a:00:00:02"


def lease(last: int, card: str) -> Sighting:
    source = Source(kind=SourceKind.EXPORT, file="conn.log", line=last, as_of=WIRE_DAY)
    return Sighting(source=source, addresses=(f"10.9.4.{last}",), macs=(card,), dhcp=True, last_seen=WIRE_DAY)


def kind(value: DeviceKind) -> dict[str, Any]:
    return {"facts": {"kind": (value, TOLD)}, "dhcp": False, "zone_hint": None}


# Sightings, and how many machines are left of them.
CASES: dict[str, tuple[list[Sighting], int]] = {
    "as many addresses as tablets": ([tablet(1), tablet(2), wire(10), wire(20)], 2),
    "fewer": ([tablet(1), tablet(2), tablet(3), wire(10)], 3),
    "more: some are strangers, and nobody knows which": ([tablet(1), wire(10), wire(20)], 3),
    "fixed addresses are machines of their own": ([tablet(1), wire(10, leased=False)], 2),
    "a known address owns its traffic": ([tablet(1, addresses=("10.9.4.10",)), wire(10)], 1),
    "a retired tablet explains nothing": ([tablet(1, retired="廃棄"), wire(10)], 2),
    "another zone explains nothing": ([tablet(1, zone_hint=ZoneKind.INFO), wire(10)], 2),
    "a PC of unknown zone may": ([tablet(1, **kind(DeviceKind.CLIENT)), wire(10)], 1),
    "a printer without address does not": ([tablet(1, **kind(DeviceKind.PRINTER)), wire(10)], 2),
    "a PC of unknown zone explains one stranger only": (
        [tablet(1, **kind(DeviceKind.CLIENT)), wire(10), wire(20, net="10.9.8")], 3
    ),
    "between leases it is leased": (
        [*(tablet(row) for row in range(1, 5)), wire(10), wire(20), wire(30), wire(25, leased=False)], 4
    ),
    "a lease whose card is known, a tablet whose card nobody tells": ([tablet(1), lease(10, CARD)], 1),
    "a tablet whose card is another": ([tablet(1, macs=(OTHER,)), lease(10, CARD)], 2),
    "its own lease": ([tablet(1, macs=(CARD,)), lease(10, CARD)], 1),
    "a card seen between leases may be a printer's": (
        [*(tablet(row) for row in range(1, 5)), wire(10), wire(20), wire(30), replace(wire(25, leased=False), macs=(CARD,))], 5
    ),
    "a mistyped address is an address": ([tablet(1, slips=(("10.9..4.10", TOLD),)), wire(10)], 2),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_counted_once(name: str) -> None:
    sightings, wanted = CASES[name]
    told = [
        ToldNetwork(Network(cidr="10.9.4.0/24"), ZoneKind.WIFI, TOLD),
        ToldNetwork(Network(cidr="10.9.8.0/24"), ZoneKind.INFO, TOLD),
    ]
    networks = zone_map(told, sightings, _CATALOGUE)
    groups = reconcile(sightings, today=TODAY)
    kept, notes = without_doubles(groups, networks, _CATALOGUE, today=TODAY)
    assert len(kept) == wanted
    assert bool(notes) == (len(kept) < len(groups))
    assert all(note.where.file == "conn.log" and note.severity == "note" for note in notes)


def over(last: int, card: str) -> Sighting:
    return replace(lease(last, card), ended=True)


ENDED: dict[str, tuple[list[Sighting], int]] = {
    "a lease that is over is no machine": ([over(10, CARD)], 0),
    "one that lasts is": ([lease(10, CARD)], 1),
    "the ledger knows the card": ([over(10, CARD), tablet(1, macs=(CARD,))], 1),
    "the wire saw the address": ([over(10, CARD), replace(wire(10), macs=(CARD,))], 1),
    "another machine has the address since": ([over(10, CARD), lease(10, OTHER)], 1),
}


@pytest.mark.parametrize("name", ENDED)
def test_leases_that_are_over(name: str) -> None:
    sightings, wanted = ENDED[name]
    groups = reconcile(sightings, today=TODAY)
    kept, notes = without_ended(groups)
    assert len(kept) == wanted
    assert [note.code for note in notes] == ["leases_over"] * (len(kept) < len(groups))


def test_a_lease_that_is_over_keeps_nothing_in_use() -> None:
    gone = tablet(1, macs=(CARD,), retired="廃棄")
    assert status_of([gone, lease(10, CARD)], today=TODAY).value is DeviceStatus.ACTIVE
    assert status_of([gone, over(10, CARD)], today=TODAY).value is DeviceStatus.RETIRED
