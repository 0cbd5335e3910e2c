"""What a new reading would change, before it counts: machines and connections that are new, gone, changed, contradictory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inmori.ingest.decided import is_open
from inmori.model import Device, Hospital, RemoteAccess, Zone
from inmori.model.provenance import Fact
from inmori.text import Text

SHOWN = ("name", "kind", "status", "os", "firmware", "vendor", "department", "location")


@dataclass(frozen=True)
class Changed:
    """One field of one machine that would read otherwise."""

    device: str
    field: str
    before: object
    after: object


@dataclass(frozen=True)
class Difference:
    """What a proposal would change. Machines are matched by any address, name or number of theirs that stayed."""

    new: tuple[Device, ...]
    gone: tuple[Device, ...]
    changed: tuple[Changed, ...]
    contradictory: tuple[Device, ...]
    zones_new: tuple[Zone, ...]
    zones_gone: tuple[Zone, ...]
    remote_new: tuple[RemoteAccess, ...]
    remote_gone: tuple[RemoteAccess, ...]
    first: bool

    def sentence(self) -> Text:
        """Say it in one line."""
        return Text(
            ja=f"機器: 新しい {len(self.new)}、なくなる {len(self.gone)}、変わる {len({c.device for c in self.changed})}、"
            f"資料どうしの食い違い {len(self.contradictory)}",
            en=f"Machines: {len(self.new)} new, {len(self.gone)} gone, {len({c.device for c in self.changed})} changed, "
            f"{len(self.contradictory)} with contradictions",
        )


def difference(before: Hospital | None, after: Hospital) -> Difference:
    """Compare a proposal with what counts now."""
    zones, remote = (before.zones, before.remote_accesses) if before else ((), ())
    known = {mark: device for device in (before.devices if before else ()) for mark in _marks(device)}
    pairs = [(next((known[m] for m in _marks(device) if m in known), None), device) for device in after.devices]
    pairs = _nameless(pairs, before.devices if before else ())
    met = {old.id for old, _ in pairs if old}
    return Difference(
        new=tuple(device for old, device in pairs if old is None),
        gone=tuple(device for device in (before.devices if before else ()) if device.id not in met),
        changed=tuple(each for old, device in pairs if old for each in _changes(old, device)),
        contradictory=tuple(device for device in after.devices if _disputed(device)),
        zones_new=_zones_beyond(after.zones, zones),
        zones_gone=_zones_beyond(zones, after.zones),
        remote_new=_remote_beyond(after.remote_accesses, remote),
        remote_gone=_remote_beyond(remote, after.remote_accesses),
        first=before is None,
    )  # fmt: skip


def _marks(device: Device) -> list[str]:
    """What may identify a machine from one reading to the next, the surest first."""
    groups = (device.serials, device.macs, device.asset_numbers, device.hostnames, device.addresses)
    return [f"{number}:{fact.value}" for number, group in enumerate(groups) for fact in group if fact.value]


def _nameless(pairs: list[tuple[Device | None, Device]], before: Sequence[Device]) -> list[tuple[Device | None, Device]]:
    """Match what has nothing to be known by (a card reader, a printer on a shelf) by what and where it is, one to one."""
    there: dict[tuple[object, ...], list[Device]] = {}
    for device in before:
        if not _marks(device):
            there.setdefault(_looks(device), []).append(device)
    found: list[tuple[Device | None, Device]] = []
    for old, device in pairs:
        alike = there.get(_looks(device)) if old is None and not _marks(device) else None
        found.append((alike.pop(0) if alike else old, device))
    return found


def _looks(device: Device) -> tuple[object, ...]:
    return (device.name.value, device.kind.value, device.department.value, device.location.value)


def _changes(old: Device, new: Device) -> Iterable[Changed]:
    for name in SHOWN:
        before, after = getattr(old, name).value, getattr(new, name).value
        if before != after:
            yield Changed(new.id, name, before, after)


def _disputed(device: Device) -> bool:
    held = (getattr(device, name) for name in type(device).model_fields)
    facts = (fact for some in held for fact in (some if isinstance(some, tuple) else (some,)))
    return any(isinstance(fact, Fact) and is_open(fact) for fact in facts)


def _zones_beyond(some: Sequence[Zone], others: Sequence[Zone]) -> tuple[Zone, ...]:
    there = {zone.id for zone in others}
    return tuple(zone for zone in some if zone.id not in there)


def _remote_beyond(some: Sequence[RemoteAccess], others: Sequence[RemoteAccess]) -> tuple[RemoteAccess, ...]:
    """Connections are numbered anew at each reading, so they are told by what they are."""
    left = Counter(map(_identity, others))
    found = []
    for way in some:
        left[_identity(way)] -= 1
        if left[_identity(way)] < 0:
            found.append(way)
    return tuple(found)


def _identity(way: RemoteAccess) -> tuple[object, ...]:
    return (way.vendor.value, way.method.value, way.system.value, way.peer.value)
