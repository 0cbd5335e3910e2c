"""What a vendor says against what was seen: contradicted only by what somebody saw."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.comply.vendor_claim import contradictions
from inmori.comply.vendor_reply import Reply
from inmori.model import (
    DateFact,
    Device,
    Disclosure,
    Fact,
    Hospital,
    RemoteAccess,
    RemoteMethod,
    Source,
    SourceKind,
    SystemKind,
    YesNo,
)
from tests.comply.house import (
    CATALOGUE,
    CONTRACTS,
    DUTY,
    LEDGER,
    TODAY,
    diagnosis,
    finding,
    hospital,
    server,
    system,
    text,
)

WIRE = Source(kind=SourceKind.WIRE, file="conn.log", line=9)
ROW = "北カルテ/ehr"
TUNNEL: dict[str, Any] = {"id": "R1", "vendor": text("株式会社北カルテ"), "method": Fact[RemoteMethod].of(RemoteMethod.VENDOR_BOX, WIRE), "sources": (WIRE,)}


def seen(answer: str, question: str, of: Hospital) -> list[tuple[str, tuple[Source, ...]]]:
    reply = Reply(row=ROW, question=question, answer=answer, read_on=TODAY)  # type: ignore[arg-type]
    found = contradictions(of, diagnosis(), CATALOGUE, replies=(reply,), today=TODAY)
    return [(one.seen.ja, one.sources) for one in found]


def access(**more: Any) -> Hospital:
    return hospital(remote_accesses=(RemoteAccess(**{**TUNNEL, **more}),))


def machine(**more: Any) -> Hospital:
    made: Device = server(1).model_copy(update=more)
    return hospital(devices=(made, server(2)))


@pytest.mark.parametrize(
    ("question", "answer", "of", "word"),
    [
        ("vendor/remote", "no", access(), "業者の持込装置 conn.log"),
        ("vendor/remote", "yes", access(), None),
        ("vendor/remote", "no", hospital(), None),
        ("vendor/remote", "no", access(enabled=False), None),
        ("vendor/remote", "no", access(vendor=text("検査堂")), None),
        ("vendor/remote-factor", "yes", access(second_factor=YesNo.of(False, LEDGER)), "二要素認証なし"),
        ("vendor/remote-factor", "yes", access(), None),  # nobody saw
        ("vendor/remote-factor", "no", access(second_factor=YesNo.of(False, LEDGER)), None),
        ("vendor/remote-source", "yes", access(source_limited=YesNo.of(False, WIRE)), "限定していない"),
        ("vendor/remote-on-demand", "yes", access(always_on=YesNo.of(True, WIRE)), "常時"),
        ("vendor/remote-personal", "yes", access(shared_account=YesNo.of(True, LEDGER)), "共用"),
        ("vendor/os-supported", "yes", machine(os=text("Windows Server 2012 R2")), "サポートが終わっている: サーバ1"),
        ("vendor/os-supported", "yes", machine(), None),
        ("vendor/os-supported", "yes", machine(os=text("独自OS")), None),
        ("checklist-r8-vendor/2-6", "yes", machine(last_patched=DateFact.of(date(2020, 1, 1), LEDGER)), "2020-01-01"),
        ("checklist-r7-vendor/2-6", "yes", machine(os=text("Windows Server 2008")), "サポートが終わっている"),
        ("checklist-r8-vendor/2-6", "no", machine(last_patched=DateFact.of(date(2020, 1, 1), LEDGER)), None),
        ("checklist-r8-vendor/2-3", "yes", hospital(), "見つからない"),
        ("checklist-r8-vendor/2-3", "yes", hospital(disclosures=(Disclosure(id="d", form="sds", vendor=text("北カルテ")),)), None),
        ("vendor/update-duty", "yes", hospital(systems=(system(SystemKind.EHR, "S1", vendor="北カルテ", clause="unwritten"),)), "記載なし"),
        ("vendor/update-duty", "yes", hospital(systems=(system(SystemKind.EHR, "S1", vendor="北カルテ", clause=DUTY),)), None),
        ("vendor/update-duty", "yes", hospital(systems=(system(SystemKind.EHR, "S1", vendor="北カルテ", clause=None),)), None),
    ],
)  # fmt: skip
def test_replies_against_what_was_seen(question: str, answer: str, of: Hospital, word: str | None) -> None:
    found = seen(answer, question, of)
    assert [word in one for one, _ in found] == ([True] if word else [])


def test_a_contradiction_cites_its_evidence() -> None:
    assert seen("no", "vendor/remote", access())[0][1] == (WIRE,)
    assert seen("yes", "vendor/update-duty", hospital(systems=(system(SystemKind.EHR, "S1", vendor="北カルテ", clause="unwritten"),)))[0][1] == (CONTRACTS,)


def test_a_path_to_another_system_of_the_vendor_is_not_held_against_this_one() -> None:
    base = hospital(remote_accesses=(RemoteAccess(**{**TUNNEL, "targets": ("10.0.0.9",)}),))
    two = base.model_copy(update={"systems": (*base.systems, system(SystemKind.PACS, "S2", vendor="北カルテ", clause=DUTY))})
    assert seen("no", "vendor/remote", base) != []
    assert seen("no", "vendor/remote", two) == []


def test_findings_about_a_disclosure_stand_at_its_vendor() -> None:
    made = Disclosure(id="d1", form="sds", vendor=text("北カルテ"), product=text("カルテX"))
    says = (("disclosed", "北カルテ カルテX: 遠隔保守を行う = いいえ"), ("remote", "VPN"))
    found = diagnosis(
        finding("papers/disclosed_remote_differs", refs=("d1", "R1"), seen=says),
        finding("papers/disclosed_protection_differs", refs=("d1",)),
        finding("papers/disclosure_outdated", refs=("d1",)),
        finding("closed/remote_always_on", refs=("R1",)),
    )
    claims = contradictions(hospital(disclosures=(made,)), found, CATALOGUE, replies=(), today=TODAY)
    assert {(one.vendor, one.topic.ja, one.asked) for one in claims} == {
        ("北カルテ", "遠隔保守を行う", True), ("北カルテ", "指摘 papers/disclosed_protection_differs", False),
    }  # fmt: skip
    assert next(one.claim.en for one in claims if one.asked) == "北カルテ カルテX: Is maintained remotely = no"
