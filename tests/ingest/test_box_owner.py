"""A box in the corner and a company's name in the remark beside it."""

from __future__ import annotations

import pytest

from inmori.ingest.box_owner import with_owners_of_boxes
from inmori.model import Contract, Device, DeviceKind, Fact, RemoteAccess, Source, SourceKind, TextFact

ROW = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", sheet="健診", row=7)
KIND = DeviceKind.MOBILE_ROUTER
CONTRACTS = [Contract(id=f"C{n}", vendor=TextFact.of(name, ROW)) for n, name in enumerate(("ヘルスリンク(株)", "乙社", "北斗電子株式会社"))]
LISTED = [RemoteAccess(id="R1", vendor=TextFact.of("北斗電子", ROW))]


CASES = {
    "one company": ("健診予約 業者設置(ヘルスリンク)", KIND, "", "ヘルスリンク(株)"),
    "in another spelling": ("北斗電子㈱の保守用", DeviceKind.VENDOR_BOX, "", "北斗電子株式会社"),
    "two companies": ("ヘルスリンクから北斗電子へ移管", KIND, "", None),
    "a name too short to be sure": ("乙社", KIND, "", None),
    "nobody": ("業者設置", KIND, "", None),
    "the ledger names another": ("ヘルスリンク", KIND, "丙社", "丙社"),
    "no box": ("ヘルスリンクのソフト入り", DeviceKind.CLIENT, "", None),
}


@pytest.mark.parametrize("name", CASES)
def test_owner(name: str) -> None:
    note, kind, vendor, wanted = CASES[name]
    device = Device(
        id="D0001", kind=Fact[DeviceKind].of(kind, ROW), notes=(TextFact.of(note, ROW),),
        vendor=TextFact.of(vendor, ROW) if vendor else TextFact(),
    )  # fmt: skip
    (owned,) = with_owners_of_boxes([device], CONTRACTS, LISTED)
    assert owned.vendor.value == wanted
    assert wanted in (None, vendor) or owned.vendor.confidence <= 0.5
