"""What an acceptance rests on: machines are known again though a reading numbers them anew; worse is said, better is not."""

from __future__ import annotations

import pytest

from inmori.diagnose.finding import Finding
from inmori.model import Device, Fact
from inmori.web.acceptance.rests_on import RestsOn, changes, keys_of, rests_on, slug_of
from tests.report.example_documents import finding as example


def device(number: str, **marks: str) -> Device:
    return Device.model_validate({"id": number, **{name: (Fact.of(value),) for name, value in marks.items()}})


def finding(*devices: str, severity: str = "medium", seen: tuple[tuple[str, str], ...] = (), key: str = "devices") -> Finding:
    made = example(1, severity, "closed-1", "指摘", devices=devices)
    return made.model_copy(update={"id": f"closed/old:{key}", "seen": seen})


def facts(one: Finding, *machines: Device) -> RestsOn:
    return rests_on(one, {machine.id: machine for machine in machines})


A = device("D0001", hostnames="PC-A", macs="02:00:00:00:00:01", addresses="10.0.0.1")
A_AGAIN = device("D0009", hostnames="pc-a", addresses="10.0.0.77")  # moved, renumbered, its card not seen
B = device("D0002", hostnames="PC-B", macs="02:00:00:00:00:02", addresses="10.0.0.2")
B_AT_A = device("D0001", macs="02:00:00:00:00:02", addresses="10.0.0.1")  # another machine with A's number and address

BEFORE = facts(finding("D0001", seen=(("remote", "甲社"), ("connections", "28"))), A)
CASES: dict[str, tuple[RestsOn, str]] = {
    "nothing": (BEFORE, ""),
    "the same machine, numbered anew": (facts(finding("D0009", seen=(("remote", "甲社"),)), A_AGAIN), ""),
    "other figures": (facts(finding("D0001", seen=(("remote", "甲社"), ("connections", "31"))), A), ""),
    "less grave": (facts(finding("D0001", severity="low"), A), ""),
    "no machine any more": (facts(finding()), ""),
    "graver": (facts(finding("D0001", severity="critical"), A), "「注意」でしたが、いまは「緊急」"),
    "another machine joined": (facts(finding("D0001", "D0002"), A, B), "機器が1台加わりました: PC-B"),
    "another machine under the old number": (facts(finding("D0001"), B_AT_A), "機器が1台加わりました"),
    "a machine of no mark": (facts(finding("D0001", "D7")), "機器が2台加わりました: D0001、D7"),
    "another way in": (facts(finding("D0001", seen=(("remote", "甲社"), ("remote", "乙社"))), A), "対象が1件加わりました: 乙社"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_worse_is_said(case: str) -> None:
    now, said = CASES[case]
    told = changes(BEFORE, now)
    assert said in "".join(text.ja for text in told)
    assert bool(told) == bool(said)
    assert RestsOn.from_row(now.to_row()) == now


def test_four_machines_are_named_in_part_and_counted() -> None:
    many = [device(f"D{n}", hostnames=f"PC-{n}") for n in range(5)]
    (told,) = changes(facts(finding()), facts(finding(*(each.id for each in many)), *many))
    assert told.ja.endswith("機器が5台加わりました: PC-0、PC-1、PC-2 ほか2台")


def test_a_key_outlives_the_numbers_of_machines() -> None:
    by_number = {"D0001": A}, {"D0009": device("D0009", macs="02:00:00:00:00:01")}
    first, second = (keys_of([finding(number, key=number)], known)[0] for number, known in zip(("D0001", "D0009"), by_number, strict=True))
    assert first == second == "closed/old:macs=02:00:00:00:00:01"
    assert slug_of(first) == slug_of(second)


def test_two_findings_never_share_a_key() -> None:
    twins = {number: device(number, hostnames="SAME") for number in ("D1", "D2")}
    assert keys_of([finding("D1", key="D1"), finding("D2", key="D2")], twins) == ["closed/old:D1", "closed/old:D2"]


@pytest.mark.parametrize("key", ["closed/a:b/c/../../etc", "papers/x:資料.xlsx/回答:y", "q:" + "長" * 500, ":", "A B?#%/:x"])
def test_an_address_holds_any_key(key: str) -> None:
    slug = slug_of(key)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(slug) < 80
