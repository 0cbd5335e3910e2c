"""What a new reading would change, before it counts: machines and connections that are new, gone, changed, contradictory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inmori.model import Device, Hospital
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
    zones_new: tuple[str, ...]
    zones_gone: tuple[str, ...]
    remote_new: tuple[str, ...]
    remote_gone: tuple[str, ...]
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
    known = {mark: device for device in (before.devices if before else ()) for mark in _marks(device)}
    pairs = [(next((known[m] for m in _marks(device) if m in known), None), device) for device in after.devices]
    met = {old.id for old, _ in pairs if old}
    return Difference(
        new=tuple(device for old, device in pairs if old is None),
        gone=tuple(device for device in (before.devices if before else ()) if device.id not in met),
        changed=tuple(each for old, device in pairs if old for each in _changes(old, device)),
        contradictory=tuple(device for device in after.devices if _disputed(device)),
        zones_new=_beyond((z.id for z in after.zones), (z.id for z in before.zones) if before else ()),
        zones_gone=_beyond((z.id for z in before.zones) if before else (), (z.id for z in after.zones)),
        remote_new=_beyond((r.id for r in after.remote_accesses), (r.id for r in before.remote_accesses) if before else ()),
        remote_gone=_beyond((r.id for r in before.remote_accesses) if before else (), (r.id for r in after.remote_accesses)),
        first=before is None,
    )  # fmt: skip


def _marks(device: Device) -> list[str]:
    """What may identify a machine from one reading to the next, the surest first."""
    groups = (device.serials, device.macs, device.asset_numbers, device.hostnames, device.addresses)
    return [f"{number}:{fact.value}" for number, group in enumerate(groups) for fact in group if fact.value]


def _changes(old: Device, new: Device) -> Iterable[Changed]:
    for name in SHOWN:
        before, after = getattr(old, name).value, getattr(new, name).value
        if before != after:
            yield Changed(new.id, name, before, after)


def _disputed(device: Device) -> bool:
    facts = (getattr(device, name) for name in type(device).model_fields)
    return any(isinstance(fact, Fact) and fact.disputed for fact in facts)


def _beyond(some: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    there = set(others)
    return tuple(sorted(each for each in some if each not in there))
