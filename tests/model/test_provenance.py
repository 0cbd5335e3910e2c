"""Facts: the more direct source wins, both stay, and unknown is a value."""

from datetime import date

import pytest

from inmori.model import Device, Hospital, Source, SourceKind, TextFact


def source(kind: SourceKind, file: str = "f", as_of: date | None = None) -> Source:
    return Source(kind=kind, file=file, as_of=as_of)


LEDGER, EXPORT, CONFIG, WIRE, TOLD = (
    source(kind) for kind in (SourceKind.LEDGER, SourceKind.EXPORT, SourceKind.CONFIG, SourceKind.WIRE, SourceKind.TOLD)
)
OLD, NEW = source(SourceKind.LEDGER, as_of=date(2020, 1, 1)), source(SourceKind.LEDGER, as_of=date(2026, 1, 1))

CASES = {
    "no claim is unknown": ([], None),
    "wire beats configuration": ([("a", CONFIG), ("b", WIRE)], "b"),
    "configuration beats tool export": ([("a", EXPORT), ("b", CONFIG)], "b"),
    "tool export beats ledger": ([("a", LEDGER), ("b", EXPORT)], "b"),
    "ledger beats told, however often told": ([("a", TOLD), ("a", TOLD), ("b", LEDGER)], "b"),
    "newer beats older of the same kind": ([("a", OLD), ("b", NEW)], "b"),
    "more frequent beats rare of the same age": ([("a", LEDGER), ("b", LEDGER), ("b", LEDGER)], "b"),
    "first of equals": ([("a", LEDGER), ("b", LEDGER)], "a"),
}


@pytest.mark.parametrize("name", CASES)
def test_settled(name: str) -> None:
    claims, expected = CASES[name]
    fact = TextFact.settled(claims)
    assert fact.value == expected
    losing = {value for value, _ in claims if value != expected}
    assert {claim.value for claim in fact.others} == losing
    assert fact.disputed == bool(losing)


def test_a_dispute_costs_confidence() -> None:
    agreed = TextFact.settled([("a", LEDGER), ("a", WIRE)])
    disputed = TextFact.settled([("b", LEDGER), ("a", WIRE)])
    assert agreed.confidence > TextFact.settled([("a", WIRE)]).confidence > disputed.confidence


def test_place_reads_as_a_person_points() -> None:
    cell = Source(kind=SourceKind.LEDGER, file="機器台帳.xlsx", sheet="端末PC", row=14, cell="C14")
    assert cell.place() == "機器台帳.xlsx「端末PC」C14"
    assert Source(kind=SourceKind.CONFIG, file="fw.conf", line=12).place() == "fw.conf 12行"


def test_hospital_is_read_back_unchanged() -> None:
    device = Device(
        id="D0001",
        os=TextFact.settled([("Windows 10", LEDGER), ("Windows 11", WIRE)]),
        addresses=(TextFact.of("10.0.0.1", WIRE),),
    )
    hospital = Hospital(devices=(device,), name=TextFact.of("髙﨑病院①㈱", TOLD))
    text = hospital.to_json()
    again = Hospital.from_json(text, name="hospital.json")
    assert again == hospital
    assert again.to_json() == text


def test_a_device_of_unknown_status_is_counted() -> None:
    assert Device(id="D0001").in_use()
