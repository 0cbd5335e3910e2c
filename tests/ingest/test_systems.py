"""Which systems there are: from server names, contracts and what was told, in any hospital's words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.catalogue import load_catalogue
from inmori.ingest.systems import systems_from
from inmori.model import (
    Backup,
    Contract,
    DateFact,
    Device,
    DeviceKind,
    DeviceStatus,
    Fact,
    Hosting,
    Source,
    SourceKind,
    System,
    SystemKind,
    TextFact,
)

_CATALOGUE = load_catalogue()
LEDGER = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", row=4)
TOLD = Source(kind=SourceKind.TOLD, file="聞き取り.yaml", line=4)
PAPER = Source(kind=SourceKind.LEDGER, file="契約.xlsx", row=9)


def server(number: int, name: str, vendor: str = "", kind: DeviceKind = DeviceKind.SERVER, **more: Any) -> Device:
    return Device(
        id=f"D{number:04d}",
        name=TextFact.of(name, LEDGER),
        kind=Fact[DeviceKind].of(kind, LEDGER),
        vendor=TextFact.of(vendor, LEDGER) if vendor else TextFact(),
        **more,
    )


def contract(vendor: str, *covers: str, end: date | None = None, clause: str = "") -> Contract:
    return Contract(
        id=f"C-{vendor}",
        vendor=TextFact.of(vendor, PAPER),
        covers=covers,
        end=DateFact.of(end, PAPER) if end else DateFact(),
        update_clause=TextFact.of(clause, PAPER) if clause else TextFact(),
        sources=(PAPER,),
    )


def found(
    devices: list[Device], contracts: list[Contract] | None = None, backups: list[Backup] | None = None, **told: Any
) -> dict[SystemKind, System]:
    facts = {"ehr_hosting": Fact[Hosting](), "ehr_vendor": TextFact(), "ehr_renewal": DateFact(), **told}
    systems = systems_from(devices, contracts or [], backups or [], _CATALOGUE, **facts)
    assert [system.id for system in systems] == [system.kind.value for system in systems]
    return {system.kind: system for system in systems}


NAMES = {
    "電子カルテDBサーバ": SystemKind.EHR, "医事会計サーバ": SystemKind.RECEIPT, "PACSサーバ": SystemKind.PACS,
    "放射線情報システム": SystemKind.RIS, "検体検査システム": SystemKind.LIS, "健診システム": SystemKind.HEALTH_CHECK,
    "栄養給食サーバ": SystemKind.NUTRITION, "ドメインコントローラ": SystemKind.DIRECTORY,
    "部門ファイルサーバ": SystemKind.FILE_SHARE, "バックアップNAS": SystemKind.BACKUP,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_servers_name_tells_its_system(name: str) -> None:
    assert list(found([server(1, name)])) == [NAMES[name]]


def test_two_servers_carry_one_system() -> None:
    systems = found([server(1, "電子カルテAPサーバ", "北斗"), server(2, "電子カルテDBサーバ", "㈱北斗")])
    (ehr,) = systems.values()
    assert ehr.device_ids == ("D0001", "D0002")
    assert (ehr.vendor.value, ehr.vendor.disputed) == ("北斗", False)
    assert ehr.hosting.value is Hosting.ON_PREMISES


def test_a_retired_server_carries_nothing() -> None:
    gone = server(1, "PACSサーバ", status=Fact[DeviceStatus].of(DeviceStatus.RETIRED, LEDGER))
    assert found([gone]) == {}


def test_a_console_makes_no_second_system() -> None:
    modality = server(2, "PACS端末 CT装置", kind=DeviceKind.MODALITY)
    assert found([server(1, "PACSサーバ"), modality])[SystemKind.PACS].device_ids == ("D0001",)
    assert SystemKind.PACS not in found([modality])


def test_a_system_may_live_in_instruments() -> None:
    monitors = [server(n, "透析監視装置", kind=DeviceKind.MEDICAL_DEVICE) for n in (1, 2)]
    assert found(monitors)[SystemKind.DIALYSIS].device_ids == ("D0001", "D0002")


def test_what_the_contract_says() -> None:
    devices = [server(1, "PACSサーバ", "みなみ電機")]
    end = date(2028, 3, 31)
    systems = found(devices, [contract("株式会社みなみ電機", "PACSサーバ", end=end, clause="vendor")])
    assert (systems[SystemKind.PACS].renewal.value, systems[SystemKind.PACS].update_owner.value) == (end, "vendor")


UPDATE = {
    "the contract is silent": ([contract("北斗", "PACSサーバ")], "unwritten"),
    "another system's contract": ([contract("北斗", "電子カルテ")], "unwritten"),
    "no contract was handed in": ([], None),
}


@pytest.mark.parametrize("name", UPDATE)
def test_who_updates(name: str) -> None:
    contracts, wanted = UPDATE[name]
    assert found([server(1, "PACSサーバ", "北斗")], contracts)[SystemKind.PACS].update_owner.value == wanted


def test_a_cloud_ehr_has_no_server() -> None:
    hosting = Fact[Hosting].of(Hosting.CLOUD, TOLD)
    renewal = DateFact.of(date(2029, 9, 1), TOLD)
    vendor = TextFact.of("北斗", TOLD)
    ehr = found([], ehr_hosting=hosting, ehr_vendor=vendor, ehr_renewal=renewal)[SystemKind.EHR]
    assert (ehr.device_ids, ehr.hosting, ehr.vendor, ehr.renewal) == ((), hosting, vendor, renewal)


def test_a_backup_tells_of_a_system() -> None:
    backup = Backup(id="B1", system_kind=SystemKind.LIS, sources=(TOLD,))
    lis = found([], backups=[backup])[SystemKind.LIS]
    assert (lis.device_ids, lis.hosting.known) == ((), False)


def test_names_are_asked_for_in_turn() -> None:
    nameless = Device(
        id="D0001",
        kind=Fact[DeviceKind].of(DeviceKind.SERVER, LEDGER),
        hostnames=(TextFact.of("PACS-SV01", LEDGER),),
    )
    assert list(found([nameless])) == [SystemKind.PACS]


def test_a_reading_service_is_not_the_archive_of_images() -> None:
    """Who reads the pictures from afar neither sold nor keeps the PACS."""
    reading = contract("遠画ネット", "遠隔画像診断(読影)", "CTの遠隔読影。PACSより送信する", end=date(2027, 9, 30))
    keeper = contract("画像工房", "PACS・検像システム保守", end=date(2028, 3, 31))
    pacs = found([server(1, "PACSサーバ")], [reading, keeper])[SystemKind.PACS]
    assert (pacs.vendor.value, pacs.renewal.value) == ("画像工房", date(2028, 3, 31))
    alone = found([server(1, "PACSサーバ")], [reading])[SystemKind.PACS]
    assert (alone.vendor.value, alone.renewal.value) == (None, None)


def test_the_contract_whose_title_names_a_system_comes_before_one_that_mentions_it() -> None:
    robot = contract("アシスト", "歩行支援ロボット賃貸借", "電子カルテへ実施データを渡す", end=date(2026, 12, 31))
    keeper = contract("光彩", "電子カルテシステム保守", end=date(2029, 3, 31))
    ehr = found([server(1, "電子カルテサーバ")], [robot, keeper])[SystemKind.EHR]
    assert (ehr.vendor.value, ehr.renewal.value) == ("光彩", date(2029, 3, 31))
