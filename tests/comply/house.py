"""A small hospital made by hand, in order where the papers can show it, so that a test can spoil one thing at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from inmori.catalogue import Catalogue, load_catalogue
from inmori.diagnose.finding import Diagnosis, Finding
from inmori.model import (
    Backup,
    BackupMedium,
    Contract,
    Controls,
    Count,
    DateFact,
    Device,
    DeviceKind,
    Evidence,
    Fact,
    Hospital,
    Hosting,
    Source,
    SourceKind,
    Staff,
    System,
    SystemKind,
    TextFact,
    Vendor,
    YesNo,
)
from inmori.text import Text

TODAY = date(2026, 11, 24)
LEDGER = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", sheet="機器", cell="B2")
TOLD = Source(kind=SourceKind.TOLD, file="hospital.yaml", line=3)
CONTRACTS = Source(kind=SourceKind.LEDGER, file="契約.xlsx", sheet="契約", row=4)
DUTY = "乙が自らの責任でOSの更新を行う"
CATALOGUE: Catalogue = load_catalogue()


def text(value: str, source: Source = LEDGER) -> TextFact:
    return TextFact.of(value, source)


def server(number: int, *, kind: DeviceKind = DeviceKind.SERVER, **more: Any) -> Device:
    return Device(
        id=f"S{number}",
        name=text(f"サーバ{number}"),
        kind=Fact[DeviceKind].of(kind, LEDGER),
        os=text("Windows Server 2022"),
        last_patched=DateFact.of(date(2026, 11, 1), LEDGER),
        **more,
    )


def system(kind: SystemKind, device: str, *, vendor: str, clause: str | None, hosting: Hosting = Hosting.ON_PREMISES) -> System:
    return System(
        id=str(kind),
        kind=kind,
        hosting=Fact[Hosting].of(hosting, LEDGER),
        vendor=text(vendor),
        device_ids=(device,) if hosting is Hosting.ON_PREMISES else (),
        update_owner=text(clause, CONTRACTS) if clause else TextFact(),
    )


def contract(number: int, vendor: str, **more: Any) -> Contract:
    fields: dict[str, Any] = {"remote": YesNo.of(True, CONTRACTS), **more}
    return Contract(id=f"C{number}", vendor=text(vendor, CONTRACTS), **fields)


def hospital(**change: Any) -> Hospital:
    """Two servers of two vendors, everything that papers can show in order."""
    fields: dict[str, Any] = {
        "name": text("山手第二病院", TOLD),
        "devices": (server(1), server(2)),
        "systems": (
            system(SystemKind.EHR, "S1", vendor="北カルテ", clause=DUTY),
            system(SystemKind.LIS, "S2", vendor="検査堂", clause=DUTY),
        ),
        "vendors": (
            Vendor(id="V1", name="北カルテ", disclosure_received=YesNo.of(True, LEDGER)),
            Vendor(id="V2", name="検査堂", disclosure_received=YesNo.of(True, LEDGER)),
        ),
        "contracts": (contract(1, "北カルテ"), contract(2, "検査堂")),
        "backups": (
            Backup(
                id="B1",
                system_kind=SystemKind.EHR,
                media=(BackupMedium.SEPARATE_LOGIN, BackupMedium.OFFLINE),
                generations=Count.of(14, TOLD),
                restore_tested=YesNo.of(True, TOLD),
                sources=(TOLD,),
            ),
        ),
        "staff": Staff(responsible=text("副院長", TOLD)),
        "controls": Controls(
            contact_list=YesNo.of(True, TOLD),
            cyber_bcp=YesNo.of(True, TOLD),
            policy_document=YesNo.of(True, TOLD),
            usb_control=YesNo.of(True, TOLD),
            same_local_admin=YesNo.of(False, TOLD),
        ),
        "evidence": (
            Evidence(file="台帳.xlsx", sha256="0" * 64, size=1, format="ledger_workbook", kind=SourceKind.LEDGER),
            Evidence(file="資産.csv", sha256="1" * 64, size=1, format="asset_tool_csv", kind=SourceKind.EXPORT),
        ),
    }
    return Hospital(**{**fields, **change})


def finding(check: str, *, devices: tuple[str, ...] = (), requirements: tuple[str, ...] = (), **more: Any) -> Finding:
    fields: dict[str, Any] = {"evidence": (LEDGER,), **more}
    return Finding(
        id=f"{check}:x",
        check=check,
        family=check.split("/")[0],
        severity="high",
        problem_class="info-2",
        title=Text(ja=f"指摘 {check}", en=f"finding {check}"),
        why=Text(ja="。", en="."),
        how=Text(ja="。", en="."),
        device_ids=devices,
        requirements=requirements,
        **fields,
    )


def diagnosis(*findings: Finding, **more: Any) -> Diagnosis:
    return Diagnosis(today=TODAY, findings=findings, **more)
