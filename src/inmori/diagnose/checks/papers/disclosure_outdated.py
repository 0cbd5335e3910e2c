"""Disclosures made long ago, or for a version that no longer runs: what they state is about another product."""

from collections.abc import Iterator

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.disclosed import Placed, folded, placed
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.intel import version_key
from inmori.model import Source


def check(case: Case) -> Result:
    """Judge each disclosure by its date, and by the version that its bill of materials or its machines give."""
    found = placed(case)
    return _results(case, found) if found else Unjudged("no_disclosures")


def _results(case: Case, found: list[Placed]) -> Iterator[Hit | Unjudged]:
    days = int(case.text.number("days"))
    old = [one for one in found if (made := one.disclosure.made_on.value) and (case.today - made).days > days]
    if old:
        dates = [one.disclosure.made_on.value.isoformat() for one in old if one.disclosure.made_on.value]
        yield Hit(
            key="dates",
            refs=tuple(one.disclosure.id for one in old),
            evidence=tuple(source for one in old for source in sources_of(one.disclosure.made_on)),
            seen=tuple(("date", f"{one.product}: {day}") for one, day in zip(old, dates, strict=True)),
            confidence=0.9,
            values={"count": len(old), "names": named([one.product for one in old]), "oldest": min(dates)},
        )
    for one in found:
        yield from _other_version(case, one)
    if undated := [one.product for one in found if one.disclosure.made_on.value is None]:
        yield Unjudged("undated", {"names": named(undated)})


def _other_version(case: Case, one: Placed) -> Iterator[Hit]:
    stated = one.disclosure.version
    if stated.value is None:
        return
    running = {version: places for version, places in _running(case, one) if _differs(stated.value, version)}
    if running:
        yield Hit(
            key=f"version:{one.disclosure.id}",
            device_ids=tuple(device.id for device in one.devices if device.firmware.value in running),
            refs=(one.disclosure.id,),
            evidence=(*sources_of(stated), *(source for places in running.values() for source in places)),
            seen=(("disclosed", f"{one.product} {stated.value}"), *(("product", version) for version in running)),
            variant="version",
            confidence=0.7,
            values={"product": one.product, "stated": stated.value, "running": named(list(running))},
        )


def _running(case: Case, one: Placed) -> Iterator[tuple[str, tuple[Source, ...]]]:
    """The versions of the same product: as its bill of materials has them, and the firmware of machines of its name."""
    name = folded(one.disclosure.product.value)
    for part in case.hospital.components:
        if name and folded(part.part_of) == name and part.part_of_version:
            yield part.part_of_version, part.sources
    for device in one.devices:
        if device.firmware.value and name and folded(device.model.value) == name:
            yield device.firmware.value, device.firmware.sources


def _differs(stated: str, running: str) -> bool:
    """Whether two versions cannot be the same; "3" may well be 3.2, and without numbers nothing can be told."""
    one, other = version_key(stated)[:-1], version_key(running)[:-1]
    if not one or not other:
        return False
    shorter = min(len(one), len(other))
    return one[:shorter] != other[:shorter]
