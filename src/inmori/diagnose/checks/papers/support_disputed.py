"""Products about which sources disagree so far that one says supported and the other says ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from inmori.diagnose.case import Case, claims_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.intel import Lifecycles, Support, lifecycles, support_of
from inmori.model import Device, Source, SourceKind, TextFact

_Field = Literal["os", "firmware", "database"]
_FIELDS: tuple[_Field, ...] = ("os", "firmware", "database")


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    source: Source
    out: bool | None  # None: this text alone does not tell


@dataclass(frozen=True, slots=True)
class _Dispute:
    device: Device
    ended: _Said
    going: _Said

    @property
    def paper_flatters(self) -> bool:
        """Whether the more direct evidence is the worse news."""
        return self.ended.source.kind.directness > self.going.source.kind.directness


def check(case: Case) -> Result:
    """Judge every machine by each claim alone; a text that leaves the release open takes no side."""
    table = lifecycles(case.catalogue)
    found = [dispute for device in case.devices for dispute in _disputes(case, device, table)]
    if found:
        return list(_hits(case, found))
    kinds = {item.kind for item in case.hospital.evidence}
    return [] if len(kinds) > 1 else Unjudged("one_source")


def _disputes(case: Case, device: Device, table: Lifecycles) -> Iterator[_Dispute]:
    for name in _FIELDS:
        fact: TextFact = getattr(device, name)
        if not fact.others:
            continue
        said = [_judge(case, device, table, name, text, source) for text, source in claims_of(fact)]
        ended = next((one for one in said if one.out is True), None)
        going = next((one for one in said if one.out is False), None)
        if ended and going and SourceKind.DERIVED not in (ended.source.kind, going.source.kind):
            yield _Dispute(device, ended, going)


def _judge(case: Case, device: Device, table: Lifecycles, name: _Field, text: str, source: Source) -> _Said:
    alone = Device(
        id=device.id,
        kind=device.kind,
        maker=device.maker if name == "firmware" else TextFact(),
        model=device.model if name == "firmware" else TextFact(),
    ).model_copy(update={name: TextFact.of(text, source)})
    parts = support_of(alone, lifecycles=table, today=case.today)
    status = next((part.status for part in parts if part.component == name), Support.UNKNOWN)
    return _Said(text, source, None if status is Support.UNKNOWN else status.out)


def _hits(case: Case, found: list[_Dispute]) -> Iterator[Hit]:
    flattered = [one for one in found if one.paper_flatters]
    overtaken = [one for one in found if not one.paper_flatters]
    if flattered:
        yield _hit(case, flattered, key="worse", variant=None)
    if overtaken:
        yield _hit(case, overtaken, key="better", variant="better")


def _hit(case: Case, found: list[_Dispute], *, key: str, variant: str | None) -> Hit:
    labels = case.labels(one.device.id for one in found)
    return Hit(
        key=key,
        device_ids=tuple(dict.fromkeys(one.device.id for one in found)),
        evidence=tuple(source for one in found for source in (one.ended.source, one.going.source)),
        seen=tuple(
            ("disagreement", f"{label}: {one.ended.text} ({one.ended.source.place()}) / {one.going.text} ({one.going.source.place()})")
            for label, one in zip(labels, found, strict=True)
        ),
        variant=variant,
        confidence=0.75,
        values={"count": len(set(labels)), "names": named(list(dict.fromkeys(labels)))},
    )
