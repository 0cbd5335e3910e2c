"""Antivirus that stopped learning: definitions far older than the evidence that shows them."""

from collections.abc import Iterator

from inmori.diagnose.antivirus import Antivirus, antivirus_states, outdated_days
from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Device


def check(case: Case) -> Result:
    """Judge the machines of closed zones that have antivirus."""
    inside = [device for device in case.devices if case.inside(device)]
    states = antivirus_states(case, inside)
    guarded = [device for device in inside if states[device.id] is Antivirus.PRESENT]
    return _results(case, guarded) if guarded else Unjudged("no_devices")


def _results(case: Case, guarded: list[Device]) -> Iterator[Hit | Unjudged]:
    ages = outdated_days(case, guarded)
    limit = int(case.text.number("days"))
    old = [device for device in guarded if (ages[device.id] or 0) > limit]
    if old:
        yield Hit(
            key="devices",
            device_ids=tuple(device.id for device in old),
            evidence=tuple(source for device in old for source in sources_of(device.antivirus_updated)),
            confidence=sum(device.antivirus_updated.confidence for device in old) / len(old),
            values={
                "count": len(old),
                "names": named(case.labels(device.id for device in old)),
                "days": limit,
                "oldest": max(ages[device.id] or 0 for device in old),
            },
        )
    if unknown := sum(age is None for age in ages.values()):
        yield Unjudged("unknown", {"unknown": unknown})
