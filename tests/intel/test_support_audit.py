"""Support verdicts against the bundled table read by another, simpler program: its JSON, two dates and a rule.

What a text means (the release) is written here by hand, in the spellings that Japanese ledgers use.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import inmori.catalogue
from inmori.catalogue import load_catalogue
from inmori.intel import Support, lifecycles, name_products, support_of
from inmori.model import Device, Fact, TextFact
from inmori.model.device import DeviceKind

TABLE = lifecycles(load_catalogue())
RAW: dict[str, dict[str, dict[str, Any]]] = {
    product["id"]: {str(release["c"]): release for release in product["releases"]}
    for product in json.loads(
        (Path(inmori.catalogue.__file__).parent / "data" / "lifecycles" / "eol.json").read_text("utf-8")
    )["products"]
}
DAYS = [date(2022, 6, 1), date(2024, 10, 1), date(2026, 7, 20), date(2026, 11, 24), date(2029, 3, 1)]

SETTLED = [
    # as written, product, release
    ("ウィンドウズ10 Pro 22H2", "windows", "10-22h2"),
    ("Ｗｉｎ１０　Ｐｒｏ　２１Ｈ２", "windows", "10-21h2-w"),
    ("Win 10 pro（22H2）", "windows", "10-22h2"),
    ("Windows 10 Pro 22H2 (ESU契約)", "windows", "10-22h2"),
    ("Win11Pro23H2", "windows", "11-23h2-w"),
    ("Windows11 Pro 24H2", "windows", "11-24h2-w"),
    ("CentOS9", "centos-stream", "9"),
    ("Win10 IoT LTSC2019", "windows", "10-1809-e-lts"),
    ("Windows 10 IoT Enterprise LTSC 2021", "windows", "10-21h2-iot-lts"),
    ("Windows 10 Enterprise LTSC 2021", "windows", "10-21h2-e-lts"),
    ("Windows7 32bit SP1", "windows", "7-sp1"),
    ("ＷＩＮＤＯＷＳ　７　Ｐｒｏ", "windows", "7-sp1"),
    ("ウインドウズXP", "windows", "5-sp3"),
    ("Win8.1", "windows", "8.1"),
    ("W2K12R2", "windows-server", "2012-r2"),
    ("Windows Server 2012 R2（ESUあり）", "windows-server", "2012-r2"),
    ("WS2019", "windows-server", "2019"),
    ("WS2016", "windows-server", "2016"),
    ("Win2008R2 Std", "windows-server", "2008-r2-sp1"),
    ("Windows Storage Server 2012 R2", "windows-server", "2012-r2"),
    ("サーバー2022 Standard", "windows-server", "2022"),
    ("RHEL7.9", "rhel", "7"),
    ("Red Hat Enterprise Linux 8.6", "rhel", "8"),
    ("CentOS6", "centos", "6"),
    ("ＣｅｎｔＯＳ　７．９", "centos", "7"),
    ("CentOS Stream8", "centos-stream", "8"),
    ("Rocky Linux 9.2", "rocky-linux", "9"),
    ("Ubuntu 20.04 LTS", "ubuntu", "20.04"),
    ("VMware ESXi6.7", "vmware-esxi", "6.7"),
    ("SQL2017", "mssqlserver", "14.0"),
    ("SQLServer2019 Express", "mssqlserver", "15.0"),
    ("Oracle19c", "oracle-database", "19"),
    ("Oracle 11gR2", "oracle-database", "11.2"),
    ("PostgreSQL９．６", "postgresql", "9.6"),
    ("MySQL5.7", "mysql", "5.7"),
    ("FortiOS 6.4.15", "fortios", "6.4"),
    ("FortiOS7.0.12", "fortios", "7.0"),
    ("FortiOS v7.2.8", "fortios", "7.2"),
    ("ＦｏｒｔｉＯＳ　７．４", "fortios", "7.4"),
    ("IOS-XE 17.3.4", "cisco-ios-xe", "17.3"),
    ("PAN-OS 10.1.14-h6", "pan-os", "10.1"),
    ("Office2013", "office", "2013"),
    ("オフィス2019", "office", "2019"),
    ("MS Office 2016 Pro", "office", "2016"),
]

OPEN = [
    # as written, some releases that it may mean
    ("Windows 10 LTSC", {"10-1607-e-lts", "10-1809-e-lts", "10-21h2-e-lts"}),
    ("Win10 Enterprise LTSC", {"10-1607-e-lts", "10-1809-e-lts", "10-21h2-e-lts"}),
    ("ウィンドウズ10", {"10-22h2", "10-1809-e-lts", "10-21h2-iot-lts"}),
    ("ＷＩＮＤＯＷＳ１０", {"10-22h2", "10-1809-e-lts"}),
    ("Windows10 IoT Enterprise", {"10-22h2", "10-21h2-iot-lts", "10-1607-e-lts"}),
    ("Windows 11", {"11-24h2-w", "11-25h2-w"}),
    ("Win11 Pro", {"11-24h2-w", "11-25h2-w"}),
    ("Windows Server", {"2012-r2", "2025"}),
]


def expected(release: dict[str, Any], today: date) -> Support:
    """The rule in its plainest words: the day of the general end, and the day of the paid one."""
    end, paid = release.get("eol"), release.get("eoes")
    if end is False:
        return Support.SUPPORTED
    last = date.fromisoformat(end)
    if last >= today:
        return Support.ENDS_SOON if (last - today).days <= 180 else Support.SUPPORTED
    return Support.PAID_ONLY if isinstance(paid, str) and date.fromisoformat(paid) >= today else Support.ENDED


def judged(text: str, today: date) -> Any:
    (product,) = name_products(text, lifecycles=TABLE)[:1]
    field = {"os": "os", "database": "database", "office": "office"}.get(product.component, "firmware")
    device = Device(id="d", kind=Fact[DeviceKind]()).model_copy(update={field: TextFact.of(text)})
    return next(part for part in support_of(device, lifecycles=TABLE, today=today) if part.component == field)


@pytest.mark.parametrize("text, product, cycle", SETTLED)
def test_a_spelling_means_one_release(text: str, product: str, cycle: str) -> None:
    named = name_products(text, lifecycles=TABLE)[0]
    found = {(release.product, release.cycle) for release in named.cycles}
    packs = {(product, name) for name in RAW[product] if name == cycle or name.startswith(f"{cycle}-sp")}
    assert found, text
    assert found <= packs | {(product, cycle)}, found


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize("text, product, cycle", SETTLED)
def test_the_verdict_is_what_the_table_says(text: str, product: str, cycle: str, today: date) -> None:
    part = judged(text, today)
    releases = name_products(text, lifecycles=TABLE)[0].cycles
    kinds = {expected(RAW[release.product][release.cycle], today) for release in releases}
    if len(kinds) == 1:
        assert part.status is kinds.pop()
    ends = {RAW[release.product][release.cycle]["eol"] for release in releases}
    if len(ends) == 1 and part.end is not None:
        assert part.end.isoformat() == ends.pop()


@pytest.mark.parametrize("text, some", OPEN)
def test_an_open_release_is_asked_and_not_chosen(text: str, some: set[str]) -> None:
    named = name_products(text, lifecycles=TABLE)[0]
    assert some <= {cycle.cycle for cycle in named.cycles}
    part = judged(text, date(2026, 11, 24))
    assert part.status is Support.UNKNOWN
    assert part.end is None
    assert len(part.candidates) > 1
    assert "終わっている候補" in part.reason.ja
    assert "続いている候補" in part.reason.ja


@pytest.mark.parametrize("text", ["CentOS", "専用OS", "Linux", "不明", "v7.0.12", "Windows", "Rev.15.02.29"])
def test_what_may_be_supported_is_never_called_ended_or_safe(text: str) -> None:
    for field in ("os", "firmware"):
        device = Device(id="d").model_copy(update={field: TextFact.of(text)})
        parts = support_of(device, lifecycles=TABLE, today=date(2026, 11, 24))
        assert {part.status for part in parts} <= {Support.UNKNOWN}, (text, parts)
