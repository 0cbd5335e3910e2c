"""Where a machine probably stands that has no address on record: with those that its list calls by the same name.

Ledgers write DHCP, 自動 or nothing for whole wards. When nearly all 電カル端末 of a sheet that do have an address stand in
one zone, the others are taken to stand there too, with little confidence; any address or hint of their own goes before.
"""

from collections import Counter
from collections.abc import Sequence

from inmori.ingest.identity_key import text_key
from inmori.model import Device, SourceKind, TextFact

_VOTES_NEEDED = 3
_SHARE_NEEDED = 0.9
_CONFIDENCE = 0.4

_Called = tuple[str, str, str]  # file, sheet and name


def placed_like_others(devices: Sequence[Device]) -> tuple[Device, ...]:
    """Return the devices, those without address and zone placed where their namesakes of the same list stand."""
    votes: dict[_Called, Counter[str]] = {}
    for device in devices:
        called = _called(device)
        if called is not None and device.in_use() and device.addresses and len(device.zone_ids()) == 1:
            votes.setdefault(called, Counter())[device.zone_ids()[0]] += 1
    return tuple(_placed(device, votes) for device in devices)


def _called(device: Device) -> _Called | None:
    """The ledger's own word for it: an agent may know the machine by another."""
    own = next(((name, source) for name, source in device.name.claims if name and source.kind is SourceKind.LEDGER), None)
    if own is None or not (name := text_key(own[0])):
        return None
    return (own[1].file, own[1].sheet or "", name)


def _placed(device: Device, votes: dict[_Called, Counter[str]]) -> Device:
    called = _called(device)
    counts = votes.get(called) if called is not None else None
    if counts is None or device.addresses or device.zones or not device.in_use():
        return device
    zone, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
    if most < _VOTES_NEEDED or most < _SHARE_NEEDED * counts.total():
        return device
    sources = tuple(r.source for r in device.records if r.source.kind is SourceKind.LEDGER)[:1]
    return device.model_copy(update={"zones": (TextFact(value=zone, confidence=_CONFIDENCE, sources=sources),)})
