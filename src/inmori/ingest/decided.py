"""What a person decided about a machine (決定): it wins over the evidence, which stays beside it, and outlives every reading.

Numbers of machines change from one reading to the next, so a decision remembers by what the machine is known. It is put
on exactly one machine or on none: what cannot be placed is kept and told, and never put on another machine.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from inmori.ingest.decided_value import DECIDABLE, value_of, written
from inmori.ingest.identity_key import address_key, asset_key, host_key, mac_key, serial_key, text_key
from inmori.model import Claim, Device, Document, Fact, Frozen, Hospital, MadeFrom, Source, SourceKind
from inmori.model.document import sha256_of

FILE = "decided.json"
Reason = Literal["gone", "several", "no_mark", "no_field"]
_PLACE = "院内での決定"
_SURE, _REOPENED = 0.95, 0.7  # as Fact.settled: less 0.25 where something is said against it


class DeviceMark(Frozen):
    """By what a machine is known again, in comparable spelling, the surest first."""

    serials: tuple[str, ...] = ()
    macs: tuple[str, ...] = ()
    asset_numbers: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()  # counts only where nothing else is known


class FactDecision(Frozen):
    """One decision. ``value`` is spelled as :mod:`decided_value` does; None says that it is unknown.

    ``reading`` is the SHA-256 of the hospital as read in which ``device_id`` means the machine; ``against`` are the values
    that sources gave when it was decided: a source that says something else later raises the question again.
    """

    number: int
    device_id: str
    reading: str
    mark: DeviceMark
    field: str
    value: str | None = None
    who: str
    on: date
    reason: str
    against: tuple[str, ...] = ()
    takes_back: int | None = None


class Placement(Frozen):
    """Where a decision went: a machine of this reading, or why none."""

    number: int
    device_id: str = ""
    why: Reason | None = None


class Decided(Document):
    """All decisions that stand, and where each one went in this reading."""

    decisions: tuple[FactDecision, ...] = ()
    placements: tuple[Placement, ...] = ()

    def placed_on(self, device_id: str) -> tuple[FactDecision, ...]:
        """Return the decisions on one machine, oldest first."""
        there = {each.number for each in self.placements if each.device_id == device_id}
        return tuple(each for each in self.decisions if each.number in there)

    def unplaced(self) -> tuple[tuple[FactDecision, Reason], ...]:
        """Return the decisions that are on no machine, with the reason."""
        why = {each.number: each.why for each in self.placements if each.why}
        return tuple((each, why[each.number]) for each in self.decisions if each.number in why)


def standing(decisions: Iterable[FactDecision]) -> tuple[FactDecision, ...]:
    """Return the decisions that were not taken back, oldest first; taking back is itself no decision on a value."""
    ordered = sorted(decisions, key=lambda each: each.number)
    gone = {each.takes_back for each in ordered}
    return tuple(each for each in ordered if each.takes_back is None and each.number not in gone)


def mark_of(device: Device) -> DeviceMark:
    """Return by what a machine may be known in the next reading."""
    return DeviceMark(
        serials=_keys(map(serial_key, _values(device.serials))),
        macs=_keys(map(mac_key, _values(device.macs))),
        asset_numbers=_keys(map(asset_key, _values(device.asset_numbers))),
        hosts=_keys(map(host_key, _values(device.hostnames))),
        names=_keys([text_key(device.name.value or "")]),
        addresses=() if device.dhcp.value else _keys(map(address_key, _values(device.addresses))),
    )


def with_decisions(hospital: Hospital, decided: Iterable[FactDecision], *, reading: str) -> tuple[Hospital, Decided]:
    """Put all standing decisions on a hospital as it was read; ``reading`` is the SHA-256 of its text."""
    decisions = standing(decided)
    placements = _placed(hospital.devices, decisions, reading=reading)
    told = Decided(decisions=decisions, placements=placements)
    by_device: dict[str, list[FactDecision]] = {}
    for decision, placement in zip(decisions, placements, strict=True):
        if placement.device_id:
            by_device.setdefault(placement.device_id, []).append(decision)
    devices = tuple(decided_device(each, by_device[each.id]) if each.id in by_device else each for each in hospital.devices)
    made_from = with_maker(hospital.made_from, told)
    return hospital.model_copy(update={"devices": devices, "made_from": made_from}), told


def with_maker(made_from: tuple[MadeFrom, ...], told: Decided) -> tuple[MadeFrom, ...]:
    """Return what a document was made from with the decisions; one that does not say what it was made from stays so."""
    kept = tuple(each for each in made_from if each.name != FILE)
    if not kept or not told.decisions:
        return kept
    return (*kept, MadeFrom(name=FILE, sha256=sha256_of(told.to_json().encode())))


def decided_device(device: Device, decisions: Sequence[FactDecision]) -> Device:
    """Put decisions on one machine as it was read; of several on one field the last one stands."""
    last = {each.field: each for each in sorted(decisions, key=lambda each: each.number) if each.field in DECIDABLE}
    return device.model_copy(update={name: decided_fact(getattr(device, name), each) for name, each in last.items()})


def decided_fact(fact: Fact[Any], decision: FactDecision) -> Fact[Any]:
    """Return what is believed once a person has decided: all that sources say stays, for or against."""
    value = value_of(decision.field, decision.value)
    said = fact.claims
    agreeing = [source for each, source in said if value is not None and _alike(each, value)]
    others = [(each, source) for each, source in said if value is None or not _alike(each, value)]
    new = any(written(each) not in decision.against for each, _ in others)
    known = {"value": value, "confidence": 0.0 if value is None else _REOPENED if new else _SURE}
    claims = tuple(Claim[Any](value=each, source=source) for each, source in others)
    return type(fact)(**known, sources=(source_of(decision), *agreeing), others=claims)


def values_said(fact: Fact[Any]) -> tuple[str, ...]:
    """Return every value that sources give for a field, spelled as decisions are; people's decisions apart."""
    said = (value for value, source in fact.claims if not by_person(source))
    return tuple(sorted({text for each in said if (text := written(each)) is not None}))


def source_of(decision: FactDecision) -> Source:
    """Return where a decision stands, as a person points to it."""
    return Source(kind=SourceKind.TOLD, file=f"{_PLACE} {decision.number}番", as_of=decision.on)


def by_person(source: Source) -> bool:
    """Whether a source is a decision made here."""
    return source.kind is SourceKind.TOLD and source.file.startswith(f"{_PLACE} ")


def is_open(fact: Fact[Any]) -> bool:
    """Whether sources disagree and nobody has decided; one that said something new since raises the question again."""
    decided = any(by_person(source) for source in fact.sources)
    return fact.disputed and not (decided and (fact.value is None or fact.confidence >= _SURE))


def _placed(devices: Sequence[Device], decisions: Sequence[FactDecision], *, reading: str) -> tuple[Placement, ...]:
    ids = {device.id for device in devices}
    marks: dict[str, DeviceMark] = {}
    index: dict[tuple[str, str], set[str]] = {}
    if any(each.reading != reading for each in decisions):
        marks = {device.id: mark_of(device) for device in devices}
        index = _index(marks)
    found: dict[DeviceMark, Placement] = {}  # many decisions are on one machine
    placements = []
    for each in decisions:
        if each.field not in DECIDABLE:
            place = Placement(number=each.number, why="no_field")
        elif each.reading == reading:
            place = Placement(number=each.number, device_id=each.device_id if each.device_id in ids else "",
                              why=None if each.device_id in ids else "gone")  # fmt: skip
        else:
            if each.mark not in found:
                found[each.mark] = _found(each.mark, marks, index)
            place = found[each.mark].model_copy(update={"number": each.number})
        placements.append(place)
    return tuple(placements)


_LEVELS = ("serials", "macs", "asset_numbers", "hosts", "names")


def _index(marks: Mapping[str, DeviceMark]) -> dict[tuple[str, str], set[str]]:
    index: dict[tuple[str, str], set[str]] = {}
    for device, mark in marks.items():
        for level in (*_LEVELS, "addresses"):
            for key in getattr(mark, level):
                index.setdefault((level, key), set()).add(device)
    return index


def _found(mark: DeviceMark, marks: Mapping[str, DeviceMark], index: Mapping[tuple[str, str], set[str]]) -> Placement:
    """Find the one machine that carries the surest mark which both know, and that nothing surer tells apart."""
    levels = [level for level in _LEVELS if getattr(mark, level)] or (["addresses"] if mark.addresses else [])
    if not levels:
        return Placement(number=0, why="no_mark")
    for level in levels:
        sharing = sorted({device for key in getattr(mark, level) for device in index.get((level, key), ())})
        meant = [device for device in sharing if not _told_apart(mark, marks[device], above=levels[: levels.index(level)])]
        if len(meant) == 1:
            return Placement(number=0, device_id=meant[0])
        if meant:
            return Placement(number=0, why="several")
    return Placement(number=0, why="gone")


def _told_apart(one: DeviceMark, other: DeviceMark, *, above: Sequence[str]) -> bool:
    """Whether a surer mark that both know differs: a new machine under an old name."""
    both = [(set(getattr(one, level)), set(getattr(other, level))) for level in above]
    return any(mine and yours and not mine & yours for mine, yours in both)


def _values(facts: Iterable[Fact[str]]) -> list[str]:
    return [fact.value for fact in facts if fact.value]


def _keys(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({key for key in keys if key}))


def _alike(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str) and type(one) is type(other) is str:
        return (text_key(one) or one) == (text_key(other) or other)
    return one == other
