"""Finds machines that were replaced without the ledger saying so: their name is in use on another machine.

A name is one machine's at a time. Where a line of the ledger has a name under which tools see a machine with another
serial or asset number, and no tool has ever seen the line's own, the name has gone on to a successor. That is our
conclusion, not a statement of any paper, and is marked so; a person may know of two machines with one name.
"""

from collections.abc import Sequence
from datetime import date

from inmori.ingest.identity_key import asset_key, host_key, serial_key
from inmori.ingest.match_score import STALE_DAYS
from inmori.ingest.reading import Sighting
from inmori.ingest.reconcile import Group
from inmori.model import Claim, DeviceStatus, Fact, Source, SourceKind

_CONFIDENCE = 0.5


def replaced(groups: Sequence[Group], *, today: date) -> dict[int, Fact[DeviceStatus]]:
    """Return the status of each group (by its number) whose name a successor has."""
    heirs: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        for host in _names_in_use(group, today):
            heirs.setdefault(host, []).append(number)
    found: dict[int, Fact[DeviceStatus]] = {}
    for number, group in enumerate(groups):
        if not heirs or any(s.source.kind is not SourceKind.LEDGER or s.retired for s in group.sightings):
            continue
        hosts = {key for s in group.sightings for key in map(host_key, s.hostnames) if key}
        after = sorted({heir for host in hosts for heir in heirs.get(host, ()) if heir != number})
        if hosts and after and all(_differ(group, groups[heir]) for heir in after):
            found[number] = _gone(group, _seen_last(groups[after[0]]))
    return found


def _names_in_use(group: Group, today: date) -> set[str]:
    """The names under which tools have seen a machine lately that the ledger knows as well."""
    if not any(s.source.kind is SourceKind.LEDGER and s.retired is None for s in group.sightings):
        return set()
    seen = [s for s in group.sightings if s.source.kind is SourceKind.EXPORT and s.last_seen]
    fresh = [s for s in seen if s.last_seen and (today - s.last_seen).days <= STALE_DAYS]
    return {key for s in fresh for key in map(host_key, s.hostnames) if key}


def _differ(one: Group, other: Group) -> bool:
    for key, name in ((serial_key, "serials"), (asset_key, "asset_numbers")):
        sides = [{found for s in group.sightings for found in map(key, getattr(s, name)) if found} for group in (one, other)]
        if all(sides) and not sides[0] & sides[1]:
            return True
    return False


def _seen_last(group: Group) -> Source:
    seen = [s for s in group.sightings if s.source.kind is SourceKind.EXPORT and s.last_seen]
    return max(seen, key=_day_and_place).source


def _day_and_place(sighting: Sighting) -> tuple[date, str]:
    return (sighting.last_seen or date.min, sighting.source.place())


def _gone(group: Group, seen: Source) -> Fact[DeviceStatus]:
    listed = tuple(dict.fromkeys(s.source for s in group.sightings))
    return Fact[DeviceStatus](
        value=DeviceStatus.RETIRED,
        confidence=_CONFIDENCE,
        sources=(seen.model_copy(update={"kind": SourceKind.DERIVED}),),
        others=tuple(Claim[DeviceStatus](value=DeviceStatus.ACTIVE, source=source) for source in listed),
    )
