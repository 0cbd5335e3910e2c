"""Machines that meet the web and mail daily with no antivirus, or with one that stopped updating."""

from collections.abc import Iterator

from inmori.diagnose.antivirus import Antivirus, antivirus_states, outdated_days
from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Device, Source, ZoneKind


def check(case: Case) -> Result:
    """Judge the machines attached to the information network and to nothing closed."""
    devices = [d for d in case.devices if ZoneKind.INFO in case.kinds_of(d) and not case.inside(d)]
    return _results(case, devices) if devices else Unjudged("no_devices")


def _results(case: Case, devices: list[Device]) -> Iterator[Hit | Unjudged]:
    states, ages = antivirus_states(case, devices), outdated_days(case, devices)
    limit = case.text.number("days")
    bad = [
        device
        for device in devices
        if states[device.id] in (Antivirus.ABSENT, Antivirus.BLANK)
        or (states[device.id] is Antivirus.PRESENT and (ages[device.id] or 0) > limit)
    ]
    if bad:
        yield Hit(
            key="devices",
            device_ids=tuple(device.id for device in bad),
            evidence=tuple(source for device in bad for source in _evidence(device)),
            confidence=0.6 if any(states[device.id] is Antivirus.BLANK for device in bad) else 0.85,
            values={"count": len(bad), "names": named(case.labels(device.id for device in bad))},
        )
    if unknown := sum(state is Antivirus.UNKNOWN for state in states.values()):
        yield Unjudged("unknown", {"unknown": unknown})


def _evidence(device: Device) -> tuple[Source, ...]:
    return sources_of(device.antivirus, device.antivirus_updated) or tuple(r.source for r in device.records)
