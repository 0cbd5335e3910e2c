"""Whose box it is that somebody placed in the hospital, when only a remark says so: 「健診予約 業者設置(ヘルスリンク)」.

Only companies that another paper names are looked for, and only on boxes that lead outside: a mobile router without an
owner is the first thing to ask about, one whose owner has a contract that ended is the first thing to unplug.
"""

from collections.abc import Iterable, Mapping, Sequence

from inmori.ingest.vendors import vendor_key
from inmori.model import Contract, Device, DeviceKind, RemoteAccess, TextFact

_BOXES = (DeviceKind.MOBILE_ROUTER, DeviceKind.VENDOR_BOX, DeviceKind.ROUTER)
_SHORTEST = 3  # letters of a name that can be found in running text without chance hits
_CONFIDENCE = 0.5


def with_owners_of_boxes(
    devices: Sequence[Device], contracts: Iterable[Contract], listed: Iterable[RemoteAccess]
) -> tuple[Device, ...]:
    """Return the devices, boxes without a vendor given the one company that their remarks name."""
    names = [fact.value for fact in (*(c.vendor for c in contracts), *(a.vendor for a in listed)) if fact.value]
    keys = {key: name for name in reversed(names) if len(key := vendor_key(name)) >= _SHORTEST}
    return tuple(_owned(device, keys) if _open(device) else device for device in devices)


def _open(device: Device) -> bool:
    return device.kind.value in _BOXES and not device.vendor.known


def _owned(device: Device, keys: Mapping[str, str]) -> Device:
    named = {
        keys[key]: note.sources for note in device.notes if note.value for key in keys if key in vendor_key(note.value)
    }
    if len(named) != 1:
        return device
    ((name, sources),) = named.items()
    return device.model_copy(update={"vendor": TextFact(value=name, confidence=_CONFIDENCE, sources=sources)})
