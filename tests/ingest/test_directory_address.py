"""An address that a directory gives to two machines identifies neither."""

from __future__ import annotations

import pytest

from inmori.ingest import ad_computers, csvde, ldif
from inmori.ingest.directory_address import says_leased, with_weak_addresses
from inmori.ingest.reading import Sighting
from inmori.model import Source, SourceKind
from tests.ingest.made_office import TODAY, catalogue, evidence

PLACE = Source(kind=SourceKind.EXPORT, file="ad.csv")


def seen(name: str, *addresses: str, retired: str | None = None, note: str = "") -> Sighting:
    return Sighting(source=PLACE, hostnames=(name,), addresses=addresses, retired=retired, notes=(note,) if note else ())


CASES: dict[str, tuple[tuple[Sighting, ...], list[bool]]] = {
    "each its own": ((seen("a", "10.0.0.1"), seen("b", "10.0.0.2")), [False, False]),
    "two in use share one": ((seen("a", "10.0.0.1"), seen("b", "10.0.0.1"), seen("c", "10.0.0.3")), [True, True, False]),
    "one out of use has an old record": ((seen("a", "10.0.0.1", retired="無効"), seen("b", "10.0.0.1")), [True, False]),
    "both out of use": ((seen("a", "10.0.0.1", retired="無効"), seen("b", "10.0.0.1", retired="無効")), [False, False]),
    "said so": ((seen("a", "10.0.0.1", note="DHCP"), seen("b", note="DHCP")), [True, False]),
    "a server that gives addresses": ((seen("a", "10.0.0.1", note="DHCPサーバ兼ファイル共有"),), [False]),
}


@pytest.mark.parametrize(("sightings", "weak"), CASES.values(), ids=CASES)
def test_weak_addresses(sightings: tuple[Sighting, ...], weak: list[bool]) -> None:
    marked = with_weak_addresses(sightings)
    assert [one.dhcp for one in marked] == weak
    assert [one.addresses for one in marked] == [one.addresses for one in sightings]


@pytest.mark.parametrize(("text", "wanted"), [
    ("DHCP", True), ("ノートPC(dhcp)", True), ("IPは自動取得", True), ("アドレス動的", True),
    ("DHCPサーバ", False), ("DHCP予約 10.0.0.5", False), ("dhcp relay", False), ("DHCP 固定", False), ("自動更新", False), ("", False),
])  # fmt: skip
def test_remarks(text: str, wanted: bool) -> None:
    assert says_leased(text) is wanted


def test_an_export_with_a_stale_record_of_dns() -> None:
    rows = ["Name,DNSHostName,OperatingSystem,Enabled,LastLogonDate,IPv4Address,Description,DistinguishedName"]
    rows += [f'PC-{n},pc-{n}.x,Windows 10,True,2026/11/20,{address},{note},"CN=PC-{n},DC=x"' for n, address, note in
             ((1, "10.8.0.1", ""), (2, "10.8.0.1", ""), (3, "10.8.0.3", ""), (4, "10.8.0.4", "持出用 DHCP"))]  # fmt: skip
    reading = ad_computers.read(evidence("\n".join(rows) + "\n", "ad.csv"), catalogue(), today=TODAY)
    assert [one.dhcp for one in reading.sightings] == [True, True, False, True]


def test_csvde_and_ldif_mark_them_too() -> None:
    heads = "DN,objectClass,cn,operatingSystem,dNSHostName,networkAddress,lastLogonTimestamp"
    rows = [f'"CN=PC-{n},DC=x",computer,PC-{n},Windows 10,pc-{n}.x,{address},0' for n, address in ((1, "10.8.0.1"), (2, "10.8.0.1"), (3, "10.8.0.3"))]
    reading = csvde.read(evidence("\n".join([heads, *rows]) + "\n", "ad.csv"), catalogue(), today=TODAY)
    assert [(one.addresses, one.dhcp) for one in reading.sightings] == [(("10.8.0.1",), True), (("10.8.0.1",), True), (("10.8.0.3",), False)]
    entries = [f"dn: CN=PC-{n},DC=x\nobjectClass: computer\ncn: PC-{n}\nipHostNumber: {address}\noperatingSystem: Windows 10\n" for n, address in ((1, "10.8.0.1"), (2, "10.8.0.1"))]
    reading = ldif.read(evidence("\n".join(entries), "ad.ldf"), catalogue(), today=TODAY)
    assert [one.dhcp for one in reading.sightings] == [True, True]
