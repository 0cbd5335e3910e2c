"""Support verdicts, with dates that Microsoft, Fortinet and others have published."""

from datetime import date

import pytest

from inmori.catalogue import load_catalogue
from inmori.intel import ComponentSupport, Support, lifecycles, out_of_support, support_of
from inmori.model import Claim, Device, DeviceKind, Fact, Source, SourceKind, TextFact

TABLE = lifecycles(load_catalogue())
TODAY = date(2026, 11, 24)


def device(**texts: str) -> Device:
    kind = texts.pop("kind", None)
    facts = {name: TextFact.of(text) for name, text in texts.items()}
    return Device(id="d", kind=Fact[DeviceKind].of(DeviceKind(kind)) if kind else Fact[DeviceKind](), **facts)


def only(answer: tuple[ComponentSupport, ...], component: str) -> ComponentSupport:
    return next(part for part in answer if part.component == component)


CASES = [
    # component, text, day, status, end
    ("os", "Windows 10 Pro 22H2", date(2025, 4, 1), Support.SUPPORTED, date(2025, 10, 14)),
    ("os", "Windows 10 Pro 22H2", date(2025, 4, 17), Support.ENDS_SOON, date(2025, 10, 14)),  # 180 days left
    ("os", "Windows 10 Pro 22H2", date(2025, 10, 14), Support.ENDS_SOON, date(2025, 10, 14)),  # the last day counts
    ("os", "Windows 10 Pro 22H2", date(2025, 10, 15), Support.PAID_ONLY, date(2025, 10, 14)),
    ("os", "Windows 10 Pro 22H2", date(2028, 10, 11), Support.ENDED, date(2025, 10, 14)),
    ("os", "Win10 Pro", TODAY, Support.PAID_ONLY, date(2025, 10, 14)),  # every release of Pro has ended
    ("os", "Windows 10", TODAY, Support.UNKNOWN, None),  # may be LTSC
    ("os", "Windows10 Ent", TODAY, Support.UNKNOWN, None),
    ("os", "Windows 10 IoT", TODAY, Support.UNKNOWN, None),
    ("os", "Windows 10", date(2032, 1, 14), Support.ENDED, date(2032, 1, 13)),  # after the last LTSC
    ("os", "Windows 10 Enterprise LTSC", TODAY, Support.UNKNOWN, None),  # 2016 has ended, 2019 has not: ask
    ("os", "Windows 10 Enterprise LTSC 2019", TODAY, Support.SUPPORTED, date(2029, 1, 9)),
    ("os", "Win10 LTSB2016", TODAY, Support.ENDED, date(2026, 10, 13)),
    ("os", "Windows 11 Pro 24H2", TODAY, Support.ENDED, date(2026, 10, 13)),
    ("os", "Windows 11 Enterprise 24H2", TODAY, Support.SUPPORTED, date(2027, 10, 12)),
    ("os", "Windows 11 Pro", TODAY, Support.UNKNOWN, None),
    ("os", "Windows 7", TODAY, Support.ENDED, date(2020, 1, 14)),
    ("os", "Windows Server 2016", TODAY, Support.ENDS_SOON, date(2027, 1, 12)),
    ("os", "WS2012R2", TODAY, Support.ENDED, date(2023, 10, 10)),  # the paid extension ended in October 2026
    ("os", "WS2012R2", date(2026, 10, 13), Support.PAID_ONLY, date(2023, 10, 10)),
    ("os", "Windows Embedded Standard 2009", TODAY, Support.ENDED, date(2019, 1, 8)),
    ("os", "CentOS Linux 7.9", TODAY, Support.ENDED, date(2024, 6, 30)),
    ("os", "専用OS", TODAY, Support.UNKNOWN, None),
    ("firmware", "FortiOS 7.2.5", TODAY, Support.ENDED, date(2026, 9, 30)),
    ("firmware", "FortiOS 7.4.1", TODAY, Support.SUPPORTED, date(2028, 11, 11)),
    ("firmware", "FortiOS 4.3", TODAY, Support.ENDED, None),  # older than anything listed
    ("firmware", "Rev.14.01.42", TODAY, Support.UNKNOWN, None),  # no table has it
    ("database", "SQL Server 2014", TODAY, Support.PAID_ONLY, date(2024, 7, 9)),
    ("database", "Oracle Database 19c", TODAY, Support.SUPPORTED, date(2029, 12, 31)),
    ("database", "PostgreSQL 14", TODAY, Support.ENDED, date(2026, 11, 12)),
    ("office", "Office 2016", TODAY, Support.ENDED, date(2025, 10, 14)),
    ("office", "Microsoft 365", TODAY, Support.SUPPORTED, None),
    ("model", "WS-C3750X-24T", TODAY, Support.ENDED, date(2021, 10, 31)),
    ("model", "Catalyst 2960-X", TODAY, Support.UNKNOWN, date(2027, 10, 31)),  # recalled: no all-clear from memory
]


@pytest.mark.parametrize("component, text, day, status, end", CASES)
def test_verdict(component: str, text: str, day: date, status: Support, end: date | None) -> None:
    (part,) = support_of(device(**{component: text}), lifecycles=TABLE, today=day)
    assert part.component == ("hardware" if component == "model" else component)
    assert part.status is status
    if status is not Support.UNKNOWN:
        assert part.end == end
    assert part.text == text
    assert part.reason.ja
    assert part.reason.en


def test_paid_extension_is_told_apart() -> None:
    (part,) = support_of(device(os="Windows 10 Pro 22H2"), lifecycles=TABLE, today=TODAY)
    assert (part.end, part.paid_end) == (date(2025, 10, 14), date(2028, 10, 10))
    assert "有償" in part.reason.ja
    assert part.status.out


def test_an_open_text_shows_both_kinds_of_candidates() -> None:
    (part,) = support_of(device(os="Windows 10"), lifecycles=TABLE, today=TODAY)
    assert "Windows 10 22H2" in part.candidates
    assert "Windows 10 21H2 Enterprise LTSC" in part.candidates
    assert "Windows 10 22H2" in part.reason.ja
    assert "LTSC" in part.reason.ja


def test_the_age_of_the_table_is_said() -> None:
    for text in ("Windows 10", "Windows 7", "Windows 11 Pro 25H2", "VxWorks 6.9"):
        (part,) = support_of(device(os=text), lifecycles=TABLE, today=TODAY)
        assert "2026-08-22" in part.reason.ja
        assert "94日" in part.reason.ja
        assert "94 days" in part.reason.en


def test_the_build_beside_the_text_settles_it() -> None:
    part = only(support_of(device(os="Windows 10", os_build="10.0 (19045)"), lifecycles=TABLE, today=TODAY), "os")
    assert part.status is Support.PAID_ONLY
    part = only(support_of(device(os_build="10.0 (17763)", kind="server"), lifecycles=TABLE, today=TODAY), "os")
    assert (part.status, part.product) == (Support.UNKNOWN, "Windows Server")
    assert part.candidates == ("Windows Server 1809 SAC", "Windows Server 2019")


def test_what_another_source_wrote_narrows_but_does_not_overrule() -> None:
    ledger = Source(kind=SourceKind.LEDGER, file="台帳.xlsx")

    def os(text: str, *others: str) -> Device:
        claims = tuple(Claim[str](value=other, source=ledger) for other in others)
        return Device(id="d", os=TextFact(value=text, others=claims))

    narrowed = only(support_of(os("Windows 10", "Windows 10 Pro"), lifecycles=TABLE, today=TODAY), "os")
    assert narrowed.status is Support.PAID_ONLY
    overruled = only(support_of(os("Windows 11 Pro 25H2", "Windows 7"), lifecycles=TABLE, today=TODAY), "os")
    assert overruled.status is Support.SUPPORTED
    filled = only(support_of(os("専用OS", "Windows 7"), lifecycles=TABLE, today=TODAY), "os")
    assert filled.status is Support.ENDED


def test_a_database_written_in_the_os_column_is_found() -> None:
    parts = support_of(device(os="Windows Server 2019 / SQL Server 2012"), lifecycles=TABLE, today=TODAY)
    assert only(parts, "os").status is Support.SUPPORTED
    assert only(parts, "database").status is Support.ENDED


@pytest.mark.parametrize(
    "texts, expected",
    [
        ({}, None),
        ({"os": "専用OS"}, None),
        ({"os": "Windows 10"}, None),
        ({"os": "Windows 11 Pro 25H2"}, False),
        ({"os": "Windows 11 Pro 25H2", "database": "SQL Server 2012"}, True),
        ({"os": "専用OS", "model": "WS-C3750X-24T"}, True),
        ({"os": "Windows 11 Pro 25H2", "office": "Office 2013"}, False),  # the suite, not the machine
        ({"os": "Windows Server 2016"}, False),
        ({"os": "Windows 10 Pro 22H2"}, True),
    ],
)
def test_the_machine_as_a_whole(texts: dict[str, str], expected: bool | None) -> None:
    assert out_of_support(device(**texts), lifecycles=TABLE, today=TODAY) is expected


def test_the_suite_counts_when_asked_for() -> None:
    machine = device(os="Windows 11 Pro 25H2", office="Office 2013")
    assert out_of_support(machine, lifecycles=TABLE, today=TODAY, components=("office",)) is True


def test_time_never_brings_support_back() -> None:
    order = [Support.SUPPORTED, Support.ENDS_SOON, Support.PAID_ONLY, Support.ENDED]
    for text in ("Windows 10 Pro 22H2", "WS2012R2", "Windows 11 Pro 25H2", "Windows Server 2022", "RHEL 7"):
        seen = [
            order.index(support_of(device(os=text), lifecycles=TABLE, today=date(year, month, 1))[0].status)
            for year in range(2020, 2040)
            for month in range(1, 13)
        ]
        assert seen == sorted(seen)
        assert seen[0] == 0 or text == "RHEL 7"
        assert seen[-1] == order.index(Support.ENDED)
