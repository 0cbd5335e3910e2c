"""Somebody comes in from afar, and only a remark in the ledger says so."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.ingest.ledger_remote import paths_in_remarks
from inmori.model import (
    Device,
    DeviceStatus,
    Fact,
    RemoteAccess,
    RemoteMethod,
    Source,
    SourceKind,
    TextFact,
    YesNo,
)

ROW = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", sheet="サーバ", row=7)


def device(note: str = "", *, number: int = 1, vendor: str = "", said: bool | None = None, **more: Any) -> Device:
    return Device(
        id=f"D{number:04d}",
        addresses=(TextFact.of(f"10.9.4.{number}", ROW),),
        notes=(TextFact.of(note, ROW),) if note else (),
        vendor=TextFact.of(vendor, ROW) if vendor else TextFact(),
        remote_maintenance=YesNo() if said is None else YesNo.of(said, ROW),
        **more,
    )


REMARKS = {
    "a tool by name": ("TeamViewerで業者が見ることあり", RemoteMethod.REMOTE_TOOL),
    "somebody gets in": ("業者(代理店)がリモートで入る", None),
    "maintained from afar": ("遠隔で点検", None),
    "not any more": ("リモートでの保守は廃止", "nothing"),
    "forbidden": ("TeamViewer禁止、リモート接続不可", "nothing"),
    "another remote": ("テレビのリモコンあり", "nothing"),
    "nothing of the sort": ("2025年入替", "nothing"),
}


@pytest.mark.parametrize("name", REMARKS)
def test_remark(name: str) -> None:
    note, wanted = REMARKS[name]
    found = paths_in_remarks([device(note)], (), list_given=False)
    assert [path.method.value for path in found] == ([] if wanted == "nothing" else [wanted])
    assert all(path.sources == (ROW,) and path.listed.value is None and path.targets == ("10.9.4.1",) for path in found)


def test_a_column_of_the_ledger_says_so() -> None:
    assert len(paths_in_remarks([device(said=True)], (), list_given=False)) == 1
    assert paths_in_remarks([device(said=False)], (), list_given=False) == ()


def test_what_is_gone_is_not_maintained() -> None:
    gone = device(said=True, status=Fact[DeviceStatus].of(DeviceStatus.RETIRED, ROW))
    assert paths_in_remarks([gone], (), list_given=False) == ()


def test_machines_of_one_company_are_one_path_and_numbers_go_on() -> None:
    known = RemoteAccess(id="R01", vendor=TextFact.of("乙社", ROW), sources=(ROW,))
    machines = [device(said=True, number=n, vendor=vendor) for n, vendor in ((1, "甲社"), (2, "甲社"), (3, "乙社"), (4, ""))]
    found = paths_in_remarks(machines, (known,), list_given=True)
    assert [(path.id, path.vendor.value, path.targets) for path in found] == [
        ("R02", "甲社", ("10.9.4.1", "10.9.4.2")), ("R03", None, ("10.9.4.4",)),
    ]  # fmt: skip
    assert [path.listed.value for path in found] == [False, False]


@pytest.mark.parametrize("known", [
    RemoteAccess(id="R01", targets=("10.9.4.0/24",), sources=(ROW,)), RemoteAccess(id="R01", refs=("10.9.4.1",), sources=(ROW,)),
])  # fmt: skip
def test_a_path_that_leads_there_is_enough(known: RemoteAccess) -> None:
    assert paths_in_remarks([device(said=True)], (known,), list_given=False) == ()
    off = known.model_copy(update={"enabled": False})
    assert len(paths_in_remarks([device(said=True)], (off,), list_given=False)) == 1
