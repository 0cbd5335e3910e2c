"""A person's decision wins, hides nothing, and follows its machine through new readings, or is told to be nowhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.errors import InputError
from inmori.ingest.decided import (
    Decided,
    FactDecision,
    by_person,
    is_open,
    mark_of,
    standing,
    values_said,
    with_decisions,
)
from inmori.ingest.decided_value import DECIDABLE, choices, read_value, said, value_of, written
from inmori.model import (
    Device,
    DeviceKind,
    DeviceStatus,
    Fact,
    Hospital,
    MadeFrom,
    Source,
    SourceKind,
    TextFact,
    YesNo,
)
from inmori.model.attribute import attributes_of

LEDGER = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", sheet="機器", cell="F7", as_of=date(2026, 4, 1))
WIRE = Source(kind=SourceKind.WIRE, file="mirror.pcap", line=812)
DAY = date(2026, 11, 24)


def facts(*values: str) -> tuple[TextFact, ...]:
    return tuple(TextFact.of(value, LEDGER) for value in values)


def machine(number: int, **more: Any) -> Device:
    for name in ("serials", "macs", "asset_numbers", "hostnames", "addresses"):
        if name in more:
            more[name] = facts(more[name])
    if "name" in more:
        more["name"] = TextFact.of(more["name"], LEDGER)
    return Device(id=f"D{number:04d}", **more)


def decision(device: Device, field: str, value: str | None, *, number: int = 1, reading: str = "one", **more: Any) -> FactDecision:
    told: dict[str, Any] = {"who": "山田", "on": DAY, "reason": "現物を見た", "against": values_said(getattr(device, field))}
    return FactDecision(number=number, device_id=device.id, reading=reading, mark=mark_of(device), field=field, value=value, **told | more)


def after(devices: tuple[Device, ...], *decided: FactDecision, reading: str = "one") -> tuple[Hospital, Decided]:
    return with_decisions(Hospital(devices=devices), decided, reading=reading)


def test_a_decision_wins_and_every_other_word_stays_beside_it() -> None:
    os: TextFact = TextFact.settled([("Windows 7", WIRE), ("Windows 10", LEDGER)])
    one = Device(id="D0001", os=os)
    assert is_open(one.os)
    found = after((one,), decision(one, "os", "Windows 10"))[0].devices[0].os
    assert (found.value, found.sources[1:], [(c.value, c.source) for c in found.others]) == ("Windows 10", (LEDGER,), [("Windows 7", WIRE)])
    assert by_person(found.sources[0])
    assert found.sources[0].place() == "院内での決定 1番"
    assert not is_open(found), "somebody has decided"
    assert found.disputed, "and yet all can see what was said"


def test_what_a_source_says_later_and_nobody_saw_raises_the_question_again() -> None:
    os: TextFact = TextFact.settled([("Windows 7", WIRE), ("Windows 10", LEDGER)])
    before = machine(1, serials="SN77001").model_copy(update={"os": os})
    told = decision(before, "os", "Windows 10")
    same = after((before.model_copy(update={"id": "D0009"}),), told, reading="two")[0].devices[0]
    changed = before.model_copy(update={"os": TextFact.of("Windows 11", WIRE)})
    other = after((changed,), told, reading="two")[0].devices[0]
    assert (same.os.value, is_open(same.os)) == ("Windows 10", False)
    assert (other.os.value, is_open(other.os)) == ("Windows 10", True)


def test_unknown_can_be_decided_and_is_never_no() -> None:
    one = Device(id="D0001", holds_patient_data=YesNo.of(False, LEDGER))
    found = after((one,), decision(one, "holds_patient_data", None))[0].devices[0].holds_patient_data
    assert (found.value, found.known, [c.value for c in found.others]) == (None, False, [False])


KNOWN = {"serials": "SN77001", "macs": "00:1b:21:00:00:01", "asset_numbers": "A-0101", "hostnames": "UKE01", "name": "受付PC"}
CASES: dict[str, tuple[dict[str, str], tuple[dict[str, str], ...], str]] = {
    # what was known when deciding, the machines of the new reading, which of them (number, or why none)
    "same numbers, another place in the list": (KNOWN, ({"name": "受付PC"}, KNOWN), "2"),
    "a new network card": (KNOWN, ({**KNOWN, "macs": "00:1b:21:00:00:99"},), "1"),
    "a new machine under the old name": (KNOWN, ({**KNOWN, "serials": "SN99999", "macs": "00:1b:21:00:00:99", "asset_numbers": "A-0900"},), "gone"),
    "a new machine with the old card and name": (KNOWN, ({**KNOWN, "serials": "SN99999"},), "gone"),
    "only the card is still told": (KNOWN, ({"macs": KNOWN["macs"]}, {"macs": "00:1b:21:00:00:02"}), "1"),
    "spelt otherwise": (KNOWN, ({"serials": "ｓｎ-77001"},), "1"),
    "only a name, once": ({"name": "受付PC"}, ({"name": "受付ＰＣ", "serials": "SN12345"}, {"name": "会計PC"}), "1"),
    "only a name, twice": ({"name": "受付PC"}, ({"name": "受付PC"}, {"name": "受付PC"}), "several"),
    "the same word, another host": ({"name": "受付PC", "hostnames": "UKE01"}, ({"name": "受付PC", "hostnames": "UKE02"},), "gone"),
    "one number on two machines": (KNOWN, ({"serials": "SN77001"}, {"serials": "SN77001"}), "several"),
    "not there": (KNOWN, ({"name": "会計PC"},), "gone"),
    "only an address": ({"addresses": "10.1.2.3"}, ({"addresses": "10.1.2.4"}, {"addresses": "10.1.2.3", "name": "CT"}), "2"),
    "an address beside a name that went": ({"addresses": "10.1.2.3", "name": "CT"}, ({"addresses": "10.1.2.3", "name": "MRI"},), "gone"),
    "nothing to know it by": ({}, ({}, {}), "no_mark"),
}  # fmt: skip


@pytest.mark.parametrize(("known", "now", "meant"), CASES.values(), ids=CASES.keys())
def test_a_new_reading_finds_the_machine_or_says_that_it_does_not(known: dict[str, str], now: tuple[dict[str, str], ...], meant: str) -> None:
    told = decision(machine(7, **known), "vendor", "北メディカル")
    devices = tuple(machine(number, **each) for number, each in enumerate(now, start=1))
    hospital, decided = after(devices, told, reading="two")
    on = [device.id for device in hospital.devices if device.vendor.value == "北メディカル"]
    assert on == ([f"D000{meant}"] if meant.isdecimal() else [])
    assert [why for _, why in decided.unplaced()] == ([] if meant.isdecimal() else [meant])
    assert decided.decisions == (told,), "never lost"


def test_an_address_that_is_handed_out_tells_nobody() -> None:
    lent = machine(1, addresses="10.1.2.3").model_copy(update={"dhcp": YesNo.of(True, LEDGER)})
    told = decision(lent, "vendor", "北メディカル")
    assert after((lent,), told)[0].devices[0].vendor.value == "北メディカル", "in the same reading its number tells"
    assert after((lent,), told, reading="two")[1].unplaced()[0][1] == "no_mark"


def test_the_last_decision_stands_and_taking_it_back_lets_the_one_before_stand() -> None:
    one = machine(1, serials="SN77001")
    first, second = decision(one, "vendor", "北"), decision(one, "vendor", "南", number=2)
    back = decision(one, "vendor", "南", number=3, takes_back=2)
    assert after((one,), second, first)[0].devices[0].vendor.value == "南"
    assert after((one,), first, second, back)[0].devices[0].vendor.value == "北"
    assert standing([first, back, second]) == (first,)


def test_a_document_says_that_it_was_made_from_decisions() -> None:
    one = machine(1, serials="SN77001")
    read = Hospital(devices=(one,), made_from=(MadeFrom(name="台帳.xlsx", sha256="0" * 64),))
    told, decided = with_decisions(read, [decision(one, "vendor", "北")], reading="one")
    assert [each.name for each in told.made_from] == ["台帳.xlsx", "decided.json"]
    assert with_decisions(read, [], reading="one")[0] == read
    assert Decided.from_json(decided.to_json(), name="decided.json") == decided
    assert Hospital.from_json(told.to_json(), name="hospital.json") == told


def test_every_field_that_can_be_decided_has_its_title_in_the_model() -> None:
    titled = {attribute.name for attribute in attributes_of(Device)}
    assert set(DECIDABLE) <= titled
    assert not set(DECIDABLE) & {"id", "hostnames", "addresses", "macs", "serials", "asset_numbers", "zones", "records"}


READ: dict[str, tuple[str, str, str | None]] = {
    "kind in words": ("kind", "端末PC", "client"), "kind in English": ("kind", "Printer", "printer"), "a circle": ("dhcp", "○", "yes"),
    "no": ("patch_forbidden", "いいえ", "no"), "era date": ("purchased", "令和3年4月1日", "2021-04-01"), "month": ("support_until", "2027年3月", "2027-03-01"),
    "unknown": ("os", "不明", None), "unknown date": ("purchased", "unknown", None), "free": ("vendor", " 北メディカル ", "北メディカル"),
    "formula is a text": ("location", "=1+1", "=1+1"), "status": ("status", "廃棄・撤去済み", "retired"),
}  # fmt: skip


@pytest.mark.parametrize(("field", "text", "value"), READ.values(), ids=READ.keys())
def test_what_a_person_writes_is_understood(field: str, text: str, value: str | None) -> None:
    assert read_value(field, text) == value


@pytest.mark.parametrize(("field", "text"), [
    ("kind", "冷蔵庫"), ("dhcp", "たぶん"), ("purchased", "そのうち"), ("purchased", "1026-01-01"), ("purchased", "平成99年1月1日"), ("vendor", "長" * 201),
    ("vendor", "北\n南"), ("vendor", ""), ("vendor", "  "), ("location", "パスワード: Hosp1tal!2024"),
])  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_a_sentence(field: str, text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_value(field, text)
    assert refused.value.message.ja
    assert refused.value.message.en
    assert "Hosp1tal" not in refused.value.message.ja


def test_what_is_kept_is_said_and_read_back_the_same() -> None:
    for field, kind in DECIDABLE.items():
        values = [value for value, _ in choices(field)] or (["2027-03-31"] if kind is date else ["北メディカル"])
        for value in values:
            assert written(value_of(field, value)) == value
            assert read_value(field, said(field, value).ja) == value, field
    assert (value_of("kind", "ap"), value_of("status", "retired"), value_of("dhcp", "no")) == (DeviceKind.ACCESS_POINT, DeviceStatus.RETIRED, False)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["SN11112", "SN22223", ""]), min_size=1, max_size=4), st.sampled_from(["SN11112", "SN22223"]))
def test_a_decision_is_never_on_a_machine_of_another_number(serials: list[str], own: str) -> None:
    now = tuple(machine(number, name="CT", **({"serials": serial} if serial else {})) for number, serial in enumerate(serials, start=1))
    told = decision(machine(9, name="CT", serials=own), "vendor", "北")
    hospital, decided = after(now, told, reading="two")
    on = [device for device in hospital.devices if device.vendor.known]
    assert len(on) + len(decided.unplaced()) == 1
    assert all(not device.serials or device.serials[0].value == own for device in on)


def test_facts_of_every_kind_keep_their_class() -> None:
    one = Device(id="D0001")
    told = [decision(one, field, (choices(field)[0][0] if choices(field) else "2027-03-31" if kind is date else "x"), number=number)
            for number, (field, kind) in enumerate(DECIDABLE.items(), start=1)]  # fmt: skip
    found = after((one,), *told)[0].devices[0]
    assert Device.model_validate_json(found.model_dump_json()) == found
    assert all(isinstance(getattr(found, field), Fact) and getattr(found, field).known for field in DECIDABLE)
