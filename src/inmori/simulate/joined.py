"""What several measures make of all that lies around the attack graph: doors, watch, systems, length and cost.

The counterpart of ``effect.py``: each measure is known by the hospital compiled with it alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from inmori.model import Watch
from inmori.simulate.chance import Chance
from inmori.simulate.combine import combined
from inmori.simulate.compile import Circumstances, Compiled, Defence, goals_of
from inmori.simulate.door import Door
from inmori.simulate.system import Asset, restored

_STRENGTH = {Watch.NONE: 0, Watch.OFFICE_HOURS: 1, Watch.ALWAYS: 2}
_MORE_IS_STRONGER = {"antivirus", "edr_block", "edr_notice", "network_notice", "own_hands"}


def joined(base: Compiled, chosen: Sequence[Compiled]) -> Compiled:
    """Return the hospital under all measures together; its ``graph`` stays that of ``base``."""
    if len(chosen) == 1:
        return replace(chosen[0], graph=base.graph)
    assets = _assets(base.assets, [each.assets for each in chosen])
    aims, goals = goals_of(assets)
    return replace(
        base,
        doors=_doors(base.doors, [each.doors for each in chosen]),
        assets=assets,
        aims=aims,
        goals=goals,
        defence=_defence(base.defence, [each.defence for each in chosen]),
        circumstances=_circumstances(base.circumstances, [each.circumstances for each in chosen]),
    )


def _doors(base: Sequence[Door], chosen: Sequence[Sequence[Door]]) -> tuple[Door, ...]:
    """A door that any measure takes out is out; one that any puts in is in."""
    by_id = [{door.id: door for door in doors} for doors in chosen]
    found = {door.id: door for doors in reversed(chosen) for door in doors}
    for door in base:
        variants = [doors.get(door.id) for doors in by_id]
        kept = [each for each in variants if each is not None]
        if len(kept) < len(variants):
            found.pop(door.id, None)
            continue
        changed = [each for each in kept if each != door]
        found[door.id] = replace(
            changed[-1] if changed else door,
            rate=combined(door.rate, [each.rate for each in kept]),
            condition=combined(door.condition, [each.condition for each in kept]),
        )
    return tuple(found[door_id] for door_id in sorted(found))


def _defence(base: Defence, chosen: Sequence[Defence]) -> Defence:
    values: dict[str, Chance | Watch] = {}
    for field in fields(Defence):
        own = getattr(base, field.name)
        others = [getattr(each, field.name) for each in chosen]
        if isinstance(own, Watch):
            changed = [each for each in others if each is not own]
            values[field.name] = max(changed, key=lambda each: _STRENGTH[each]) if changed else own
        else:
            values[field.name] = combined(own, others, largest=field.name in _MORE_IS_STRONGER)
    return Defence(**values)  # type: ignore[arg-type]


def _circumstances(base: Circumstances, chosen: Sequence[Circumstances]) -> Circumstances:
    counts = [
        own + sum(each.machines[number] - own for each in chosen) for number, own in enumerate(base.machines)
    ]
    values = {
        field.name: combined(
            getattr(base, field.name), [getattr(each, field.name) for each in chosen],
            largest=field.name in _MORE_IS_STRONGER,
        )
        for field in fields(Circumstances)
        if field.name != "machines"
    }
    return Circumstances(**values, machines=tuple(max(0, count) for count in counts))


def _assets(base: tuple[Asset, ...], chosen: Sequence[tuple[Asset, ...]]) -> tuple[Asset, ...]:
    """Each system as the measure that changes it leaves it, a move into or out of the cloud before all else."""
    by_id = [{asset.id: asset for asset in assets} for assets in chosen]
    found = {asset.id: asset for assets in reversed(chosen) for asset in assets}
    for asset in base:
        kept = [assets[asset.id] for assets in by_id if asset.id in assets]
        if len(kept) < len(by_id):
            found.pop(asset.id, None)
            continue
        moved = [each for each in kept if each.cloud != asset.cloud]
        changed = [each for each in kept if each != asset]
        found[asset.id] = (moved or changed or [asset])[-1]
    return tuple(sorted(found.values(), key=restored))
