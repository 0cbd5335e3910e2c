"""Machines of the closed network without antivirus: somebody looked, or the tool that lists it has nothing."""

from collections.abc import Iterator

from inmori.diagnose.antivirus import Antivirus, antivirus_states
from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Device, DeviceKind, Source

_INSTRUMENTS = {DeviceKind.MODALITY, DeviceKind.MEDICAL_DEVICE}


def check(case: Case) -> Result:
    """Judge the machines of closed zones; instruments alone weigh less than PCs and servers."""
    devices = [device for device in case.devices if case.inside(device)]
    return _results(case, devices) if devices else Unjudged("no_devices")


def _results(case: Case, devices: list[Device]) -> Iterator[Hit | Unjudged]:
    states = antivirus_states(case, devices)
    bare = [device for device in devices if states[device.id] is Antivirus.ABSENT]
    if bare:
        instruments = all(device.kind.value in _INSTRUMENTS for device in bare)
        yield _hit(case, "devices", bare, variant="instruments" if instruments else None, confidence=0.85)
    blank = [device for device in devices if states[device.id] is Antivirus.BLANK]
    if blank:
        yield _hit(case, "blank", blank, variant="blank", confidence=0.6)
    if unknown := sum(state is Antivirus.UNKNOWN for state in states.values()):
        yield Unjudged("unknown", {"unknown": unknown})


def _hit(case: Case, key: str, devices: list[Device], *, variant: str | None, confidence: float) -> Hit:
    return Hit(
        key=key,
        device_ids=tuple(device.id for device in devices),
        evidence=tuple(source for device in devices for source in _evidence(device)),
        variant=variant,
        confidence=confidence,
        values={"count": len(devices), "names": named(case.labels(device.id for device in devices))},
    )


def _evidence(device: Device) -> tuple[Source, ...]:
    return sources_of(device.antivirus) or tuple(record.source for record in device.records)
