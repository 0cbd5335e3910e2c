"""Computer accounts as PowerShell and csvde write them, in every date spelling; disabled accounts are retired."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.errors import InputError
from inmori.ingest import ad_computers, asset_tool_csv, ledger_workbook
from inmori.ingest.reading import Reading, Sighting
from inmori.model import DeviceKind, SourceKind
from tests.ingest.made_office import TODAY, catalogue, evidence

POWERSHELL = """\
#TYPE Selected.Microsoft.ActiveDirectory.Management.ADComputer
"Name","DNSHostName","OperatingSystem","OperatingSystemVersion","Enabled","LastLogonDate","IPv4Address","DistinguishedName"
"PC-01","pc-01.hosp.local","Windows 10 Pro","10.0 (19045)","True","2026/11/20 9:15:00","10.8.0.1","CN=PC-01,OU=外来,OU=端末,DC=hosp,DC=local"
"PC-02","pc-02.hosp.local","Windows 7 Professional","6.1 (7601)","False","","","CN=PC-02,OU=端末,DC=hosp,DC=local"
"DC-01","dc-01.hosp.local","","","True","2026/11/19 1:00:00","10.8.0.9","CN=DC-01,OU=Domain Controllers,DC=hosp,DC=local"
"""


def read(text: str | bytes) -> Reading:
    file = evidence(text, "computers.csv")
    others = max(ledger_workbook.recognise(file), asset_tool_csv.recognise(file))
    assert ad_computers.recognise(file) >= max(0.9, others + 0.3)
    return ad_computers.read(file, catalogue(), today=TODAY)


def facts(sighting: Sighting) -> dict[str, Any]:
    return {name: value for name, (value, _) in sighting.facts.items()}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_export_csv(encoding: str) -> None:
    reading = read(POWERSHELL.encode(encoding))
    pc, old, controller = reading.sightings
    assert (pc.hostnames, pc.addresses, pc.last_seen, pc.group) == (("pc-01",), ("10.8.0.1",), date(2026, 11, 20), "端末 / 外来")
    assert facts(pc)["os"] == "Windows 10 Pro"
    assert facts(pc)["os_build"] == "10.0.19045"
    assert (pc.source.kind, pc.source.line, pc.source.as_of) == (SourceKind.EXPORT, 3, date(2026, 11, 20))
    assert [s.retired is not None for s in (pc, old, controller)] == [False, True, False]
    assert "無効" in str(old.retired)
    assert (old.last_seen, old.addresses) == (None, ())
    assert facts(controller)["kind"] is DeviceKind.SERVER
    assert reading.problems == ()
    assert ("C", "OperatingSystem", "os") in reading.mappings[0].columns


def csvde(*rows: tuple[str, ...]) -> str:
    heading = ("DN", "objectClass", "cn", "operatingSystem", "userAccountControl", "lastLogonTimestamp", "ms-Mcs-AdmPwd")
    return "\n".join(",".join(f'"{value}"' for value in row) for row in (heading, *rows)) + "\n"


def test_csvde_with_filetime_bits_and_a_password() -> None:
    reading = read(csvde(
        ("CN=PC-01,OU=PCs,DC=x", "computer", "PC-01", "Windows 11 Pro", "4096", "134076384000000000", "Himitsu9"),
        ("CN=PC-02,OU=PCs,DC=x", "computer", "PC-02", "Windows 11 Pro", "4098", "0", ""),
        ("CN=SV-01,OU=SVs,DC=x", "computer", "SV-01", "", "532480", "", ""),
        ("CN=Yamada,OU=Users,DC=x", "user", "Yamada", "", "512", "", ""),
    ))  # fmt: skip
    one, two, three = reading.sightings
    assert one.last_seen == date(2025, 11, 15)  # 13,407,638,400 s since 1601; 1970 began at 11,644,473,600; day 20,407
    assert [s.retired is not None for s in (one, two, three)] == [False, True, False]
    assert facts(three)["kind"] is DeviceKind.SERVER
    assert "Himitsu9" not in repr(reading)
    assert "Yamada" not in repr(reading)
    assert {heading: field for _, heading, field in reading.mappings[0].columns}["ms-Mcs-AdmPwd"] == "dropped"


def with_days(*days: str) -> str:
    rows = "".join(f'"PC-{n}","Windows 10","True","{day}","CN=PC-{n},DC=x"\n' for n, day in enumerate(days))
    return '"Name","OperatingSystem","Enabled","LastLogonDate","DistinguishedName"\n' + rows


@pytest.mark.parametrize(("days", "wanted"), [
    (("2026/11/20 9:15:00", "2026-11-03T01:02:03"), ["2026-11-20", "2026-11-03"]),
    (("11/20/2026 9:15:00 AM", "11/3/2026 1:00:00 PM"), ["2026-11-20", "2026-11-03"]),  # American, told by the 20
    (("20/11/2026 09:15:00", "03/11/2026 01:00:00"), ["2026-11-20", "2026-11-03"]),
    (("20261120010203.0Z", ""), ["2026-11-20", None]),
])  # fmt: skip
def test_days_in_every_spelling(days: tuple[str, ...], wanted: list[str | None]) -> None:
    assert [s.last_seen and s.last_seen.isoformat() for s in read(with_days(*days)).sightings] == wanted


def test_a_day_that_may_be_two_days_is_not_used() -> None:
    reading = read(with_days("11/3/2026 9:00:00", "4/5/2026 9:00:00"))
    assert [s.last_seen for s in reading.sightings] == [None, None]
    assert [p.code for p in reading.problems] == ["no_date", "no_date"]
    assert "2行" in reading.problems[0].text.ja


def test_japanese_turned_into_question_marks_is_told() -> None:
    reading = read(POWERSHELL.replace("外来", "??").encode())
    assert [p.code for p in reading.problems] == ["question_marks"]


def test_without_names_there_is_nothing_to_read() -> None:
    with pytest.raises(InputError, match="コンピュータ名"):
        ad_computers.read(evidence('#TYPE ADComputer\n"OperatingSystem","Enabled"\n"x","True"\n', "x.csv"), catalogue(), today=TODAY)


@pytest.mark.parametrize("text", ["管理番号,PC名,IPアドレス\n1,a,10.0.0.1\n", "Name,Mail,Phone\na,b,c\n", "Name,Enabled\nx,True\n", ""])
def test_other_lists(text: str) -> None:
    assert ad_computers.recognise(evidence(text)) < 0.6
