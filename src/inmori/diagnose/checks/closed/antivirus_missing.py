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
    blank = [device for device in devices if states[device.id] is Antivirus.BLANK]
    if bare or blank:
        yield _hit(case, bare, blank)
    if unknown := sum(state is Antivirus.UNKNOWN for state in states.values()):
        yield Unjudged("unknown", {"unknown": unknown})


def _hit(case: Case, bare: list[Device], blank: list[Device]) -> Hit:
    found = [*bare, *blank]
    labels = case.labels(device.id for device in found)
    instruments = all(device.kind.value in _INSTRUMENTS for device in found)
    return Hit(
        key="devices",
        device_ids=tuple(device.id for device in found),
        evidence=tuple(source for device in found for source in _evidence(device)),
        seen=tuple(("device", f"{label}: {d.antivirus.value or '-'}") for label, d in zip(labels, found, strict=True)),
        variant="blank" if blank else "instruments" if instruments else None,
        confidence=0.6 if len(blank) > len(bare) else 0.85,
        values={"count": len(found), "names": named(labels)},
    )


def _evidence(device: Device) -> tuple[Source, ...]:
    return sources_of(device.antivirus) or tuple(record.source for record in device.records)
