"""A tunnel's label becomes a company where a rule's comment names one, or where it sounds like exactly one."""

from __future__ import annotations

import pytest

from inmori.ingest.remote_name import with_companies
from inmori.model import Fact, RemoteAccess, RemoteMethod, Source, SourceKind, TextFact
from tests.reach.house import firewall, rule

CONF = Source(kind=SourceKind.CONFIG, file="fw.conf", line=3)
KNOWN = ("ハーバーメディカル", "みのりカルテ(株)", "㈱オーシャンソフト", "みどりフーズ", "東和電機")


def path(label: str, *refs: str, method: RemoteMethod = RemoteMethod.IPSEC_FIREWALL) -> RemoteAccess:
    vendor = TextFact.of(label, CONF, confidence=0.8) if label else TextFact()
    return RemoteAccess(
        id="fw/tunnel:T1", vendor=vendor, method=Fact[RemoteMethod].of(method, CONF), refs=refs, sources=(CONF,)
    )


# Label, comment of its rule, the company that comes out.
CASES: dict[str, tuple[str, str, str | None]] = {
    "a comment names it": ("ocean", "オーシャンソフト 電子カルテ保守 申請No.2024-11", "㈱オーシャンソフト"),
    "a comment against the sound": ("harbor", "東和電機の回線", "東和電機"),
    "two companies in one comment": ("x1", "東和電機とハーバーメディカル", "x1"),
    "katakana by its sound": ("HARBOR-VPN", "", "ハーバーメディカル"),
    "hiragana by its sound": ("MINORI-KARTE hosyu", "", "みのりカルテ(株)"),
    "the label holds it": ("東和電機 検査保守", "", "東和電機"),
    "the label holds how it begins": ("みのりカルテ保守 H30.6", "", "みのりカルテ(株)"),
    "the label holds its beginning": ("ハーバー 画像 R2", "", "ハーバーメディカル"),
    "too short to tell": ("oc", "", "oc"),
    "nobody sounds like it": ("site2", "", "site2"),
    "a company already": ("東和電機", "ハーバーメディカル", "東和電機"),
    "no label and a comment": ("", "ハーバーメディカル", "ハーバーメディカル"),
    "no label and no comment": ("", "", None),
}


@pytest.mark.parametrize("name", CASES)
def test_which_company(name: str) -> None:
    label, comment, company = CASES[name]
    gateway = firewall(rule(7, "all", "all", comment=comment))
    [found] = with_companies([path(label, "policy:7")], [gateway], KNOWN)
    assert found.vendor.value == company
    if company in KNOWN and label not in KNOWN:
        assert found.vendor.confidence < 0.8  # nobody wrote it down


def test_two_that_sound_alike_are_left_alone() -> None:
    [found] = with_companies([path("harbor")], [firewall()], ("ハーバーメディカル", "ハーバー電子"))
    assert found.vendor.value == "harbor"


def test_a_tool_is_nobody_s_tunnel() -> None:
    [found] = with_companies([path("harbor", method=RemoteMethod.REMOTE_TOOL)], [firewall()], KNOWN)
    assert found.vendor.value == "harbor"
