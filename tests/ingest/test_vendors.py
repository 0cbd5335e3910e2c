"""One company for all spellings of its name, and two companies for two names however alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.ingest.vendors import same_vendor, vendor_key, vendors_from
from inmori.model import Claim, Contract, Device, RemoteAccess, Source, SourceKind, TextFact

SOURCE = Source(kind=SourceKind.LEDGER, file="契約.xlsx", sheet="契約", row=5)

SAME = [
    ("株式会社北斗メディカル", "北斗メディカル㈱"),
    ("(株)北斗メディカル", "北斗メディカル"),
    ("（株） 北斗 メディカル", "北斗・メディカル"),
    ("有限会社みなみ電機", "㈲みなみ電機"),
    ("ＨＯＫＵＴＯ Ｃｏ．，Ｌｔｄ．", "hokuto"),
    ("Orbit Inc.", "ORBIT"),
    ("北斗メディカル 関東支店", "北斗メディカル"),
    ("北斗ネット・設備保守", "北斗ネット株式会社"),
    ("ﾎｸﾄﾒﾃﾞｨｶﾙ", "ホクトメディカル"),
]
DIFFERENT = [
    ("北斗メディカル", "北斗メディカルサービス"),
    ("東和電機", "東和電子"),
    ("北斗・サービス", "北斗"),
    ("北斗", "北斗星"),
    ("Incubate", "ubate"),
    ("なし", "なし"),
    ("自院", "自院"),
    ("", ""),
    ("株式会社", "有限会社"),
]


@pytest.mark.parametrize("one, other", SAME)
def test_one_company(one: str, other: str) -> None:
    assert same_vendor(one, other)


@pytest.mark.parametrize("one, other", DIFFERENT)
def test_not_one_company(one: str, other: str) -> None:
    assert not same_vendor(one, other)


@given(st.sampled_from(["北斗メディカル", "Orbit", "みなみ電機"]), st.data())
def test_legal_forms_and_blanks_never_matter(name: str, data: st.DataObject) -> None:
    before = data.draw(st.sampled_from(["", "株式会社", "㈱", "(株)", "（有）", " "]))
    after = data.draw(st.sampled_from(["", "株式会社", "㈱", "　", "(株)"]))
    assert vendor_key(before + name + after) == vendor_key(name)


def fact(name: str | None, *others: str) -> TextFact:
    lost = tuple(Claim[str](value=other, source=SOURCE) for other in others)
    return TextFact(value=name, sources=(SOURCE,) if name else (), others=lost)


def test_all_places_are_gathered() -> None:
    found = vendors_from(
        [Contract(id="C01", vendor=fact("㈱北斗メディカル"))],
        [RemoteAccess(id="R01", vendor=fact("北斗メディカル"))],
        [Device(id="D0001", vendor=fact("Orbit", "みなみ電機")), Device(id="D0002", vendor=fact("自院"))],
        [fact("株式会社北斗メディカル"), fact(None)],
    )
    assert [vendor.id for vendor in found] == ["V001", "V002", "V003"]
    assert {vendor.name: set(vendor.written) for vendor in found} == {
        "Orbit": {"Orbit"},
        "みなみ電機": {"みなみ電機"},
        "㈱北斗メディカル": {"㈱北斗メディカル", "北斗メディカル", "株式会社北斗メディカル"},
    }
    assert all(vendor.sources == (SOURCE,) for vendor in found)


def test_the_full_legal_name_is_shown() -> None:
    (vendor,) = vendors_from([], [], [Device(id=f"D{n}", vendor=fact("北斗")) for n in range(5)], [fact("株式会社北斗")])
    assert vendor.name == "株式会社北斗"
    assert set(vendor.written) == {"北斗", "株式会社北斗"}
