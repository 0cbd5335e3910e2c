"""Machines of the closed network that somebody looked at and found without antivirus."""

from collections.abc import Iterator

from inmori.diagnose.antivirus import Antivirus, antivirus_of
from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Device, DeviceKind

_INSTRUMENTS = {DeviceKind.MODALITY, DeviceKind.MEDICAL_DEVICE}


def check(case: Case) -> Result:
    """Judge the machines of closed zones; instruments alone weigh less than PCs and servers."""
    devices = [device for device in case.devices if case.inside(device)]
    return _results(case, devices) if devices else Unjudged("no_devices")


def _results(case: Case, devices: list[Device]) -> Iterator[Hit | Unjudged]:
    states = {device.id: antivirus_of(case.text, device) for device in devices}
    bare = [device for device in devices if states[device.id] is Antivirus.ABSENT]
    if bare:
        yield Hit(
            key="devices",
            device_ids=tuple(device.id for device in bare),
            evidence=tuple(source for device in bare for source in sources_of(device.antivirus)),
            variant="instruments" if all(device.kind.value in _INSTRUMENTS for device in bare) else None,
            confidence=sum(device.antivirus.confidence for device in bare) / len(bare),
            values={"count": len(bare), "names": named(case.labels(device.id for device in bare))},
        )
    if unknown := sum(state is Antivirus.UNKNOWN for state in states.values()):
        yield Unjudged("unknown", {"unknown": unknown})
