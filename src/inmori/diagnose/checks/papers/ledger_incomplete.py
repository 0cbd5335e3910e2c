"""The ledger held against what was seen: machines it lacks, and machines it has buried too early."""

from collections.abc import Iterator

from inmori.diagnose.case import Case, claims_of, sources_of
from inmori.diagnose.doors import DOORS
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Device, DeviceKind, DeviceStatus, Source, SourceKind, ZoneKind
from inmori.reach import CrossingKind

_BOXES = DOORS | {DeviceKind.ACCESS_POINT}
_LEADING_OUT = (CrossingKind.VENDOR_BOX, CrossingKind.MOBILE_ROUTER, CrossingKind.DIRECT_ROUTER)
_DIRECT = {SourceKind.WIRE, SourceKind.CONFIG, SourceKind.EXPORT}


def check(case: Case) -> Result:
    """Judge every device by the files that speak of it; visitors' own machines need no ledger."""
    others = case.text.words("other_lists")
    kept = (item for item in case.hospital.evidence if item.kind is SourceKind.LEDGER)
    ledgers = {item.file for item in kept if item.format not in others}
    if not ledgers:
        return Unjudged("no_ledger")
    if not any(item.kind in _DIRECT for item in case.hospital.evidence):
        return Unjudged("nothing_seen")
    return _results(case, ledgers)


def _results(case: Case, ledgers: set[str]) -> Iterator[Hit]:
    unlisted = [
        device
        for device in case.devices
        if case.kinds_of(device) != {ZoneKind.GUEST} and _seen(device) and not _in(device, ledgers)
    ]
    if unlisted:
        leading_out = {name for crossing in case.leaks(*_LEADING_OUT) for name in crossing.device_ids}
        boxes = [device for device in unlisted if device.kind.value in _BOXES or device.id in leading_out]
        ordered = boxes + [device for device in unlisted if device not in boxes]
        yield _hit(case, "unlisted", ordered, variant="network_box" if boxes else None)
    gone = [device for device in case.hospital.devices if _buried(device, ledgers)]
    buried = [device for device in gone if _on_wire(device)]
    if buried:
        yield _hit(case, "retired", buried, variant="retired")
    listed = [device for device in gone if device not in buried and _listed_later(device, ledgers)]
    if listed:
        yield _hit(case, "retired_listed", listed, variant="retired_listed")


def _hit(case: Case, key: str, devices: list[Device], *, variant: str | None) -> Hit:
    return Hit(
        key=key,
        device_ids=tuple(device.id for device in devices),
        evidence=tuple(source for device in devices for source in _places(device)[:4]),
        seen=tuple(("device", f"{d.label()} {d.kind.value or '?'}") for d in devices),
        variant=variant,
        confidence=0.85,
        values={"count": len(devices), "names": named(case.labels(device.id for device in devices))},
    )


def _places(device: Device) -> list[Source]:
    """Where the device appears: its merged records, or the places of its identities where no record was kept."""
    if device.records:
        return [record.source for record in device.records]
    facts = (*device.addresses, *device.macs, *device.hostnames, *device.serials, *device.asset_numbers, device.name)
    return list(sources_of(*facts))


def _in(device: Device, files: set[str]) -> bool:
    return any(source.file in files for source in _places(device))


def _seen(device: Device) -> bool:
    return any(source.kind in _DIRECT for source in _places(device))


def _on_wire(device: Device) -> bool:
    return any(source.kind is SourceKind.WIRE for source in _places(device))


def _listed_later(device: Device, ledgers: set[str]) -> bool:
    """Whether a list that a tool made after the ledger still has the machine in use (an agent, a directory, a lease)."""
    written = max(
        (s.as_of for value, s in claims_of(device.status) if value is DeviceStatus.RETIRED and s.file in ledgers and s.as_of),
        default=None,
    )
    alive = [s for value, s in claims_of(device.status) if value is DeviceStatus.ACTIVE and s.kind is SourceKind.EXPORT]
    return any(written is None or (source.as_of is not None and source.as_of > written) for source in alive)


def _buried(device: Device, ledgers: set[str]) -> bool:
    return any(value is DeviceStatus.RETIRED and source.file in ledgers for value, source in claims_of(device.status))
