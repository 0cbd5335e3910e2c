"""Machines that meet the web and mail daily with no antivirus, or with one that stopped updating."""

from collections.abc import Iterator

from inmori.diagnose.antivirus import Antivirus, antivirus_of, outdated_days
from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Device, ZoneKind


def check(case: Case) -> Result:
    """Judge the machines attached to the information network and to nothing closed."""
    devices = [d for d in case.devices if ZoneKind.INFO in case.kinds_of(d) and not case.inside(d)]
    return _results(case, devices) if devices else Unjudged("no_devices")


def _results(case: Case, devices: list[Device]) -> Iterator[Hit | Unjudged]:
    states = {device.id: antivirus_of(case.text, device) for device in devices}
    limit = case.text.number("days")
    bad = [
        device
        for device in devices
        if states[device.id] is Antivirus.ABSENT
        or (states[device.id] is Antivirus.PRESENT and (outdated_days(case, device) or 0) > limit)
    ]
    if bad:
        yield Hit(
            key="devices",
            device_ids=tuple(device.id for device in bad),
            evidence=tuple(source for d in bad for source in sources_of(d.antivirus, d.antivirus_updated)),
            confidence=0.85,
            values={"count": len(bad), "names": named(case.labels(d.id for d in bad))},
        )
    if unknown := sum(state is Antivirus.UNKNOWN for state in states.values()):
        yield Unjudged("unknown", {"unknown": unknown})
