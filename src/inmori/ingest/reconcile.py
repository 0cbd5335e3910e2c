"""Decides which sightings are one machine, and says why: the step on which every count in the report rests.

Sightings that share an identifier are compared (see ``match_score``); the best pairs are joined first, and a joined
group is compared again as a whole, so that one wrong number cannot chain machines together. What was only seen as an
address on the wire is given afterwards to the group that has the best claim to that address, because an address says
who *had* it, not who somebody is. The result does not depend on the order of the sightings.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from inmori.ingest.address_claim import AddressClaims
from inmori.ingest.match_score import THRESHOLD, Marks, Reason, forbidden, marks_of, match
from inmori.ingest.reading import Sighting
from inmori.ingest.relay_card import drop_relays
from inmori.model import DeviceKind, MergedRecord, SourceKind

# A key that so many different lines of one list carry identifies none of them.
COMMON_IN_ONE_LIST = 3
# Blocks above this size are compared neighbour by neighbour; below it, everybody with everybody.
FULL_BLOCK = 24
_ROUNDS = 6
_FACTS_OF_A_LINE = 3
# What an address tells from outside; a list of machines tells what they are, and where.
_SCANNED = frozenset(("os", "os_build", "database", "dhcp"))
_GATEWAY_ENDS = ("1", "254", "253")

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Sightings taken to be one machine, with the reason for each."""

    sightings: tuple[Sighting, ...]
    records: tuple[MergedRecord, ...]


def reconcile(sightings: Iterable[Sighting], *, today: date) -> tuple[Group, ...]:
    """Return the groups of sightings, each sighting in exactly one, ordered by the place of their first sighting."""
    ordered = sorted(sightings, key=place_of_record)
    marks = [marks_of(sighting) for sighting in ordered]
    _drop_common(ordered, marks)
    drop_relays(marks)
    _mark_lines(ordered, marks)
    named = [index for index in range(len(ordered)) if not _address_only(ordered[index], marks[index])]
    clusters = _joined(named, marks, today=today)
    members = [sorted(cluster) for cluster in clusters]
    wire = _attributed(ordered, marks, members, today=today)
    groups = [
        _group(indexes, wire.given.get(number, ()), ordered, marks, today=today)
        for number, indexes in enumerate(members)
    ]
    groups += [_group(indexes, (), ordered, marks, today=today) for indexes in wire.alone]
    return tuple(sorted(groups, key=lambda group: place_of_record(group.sightings[0])))


def place_of_record(sighting: Sighting) -> tuple[str, ...]:
    """A total order of sightings by where they stand and, last, by what they say."""
    source = sighting.source
    rank = str(9 - source.kind.directness) if source.kind is not SourceKind.LEDGER else "0"
    numbers = (f"{source.row or 0:09d}", f"{source.line or 0:09d}", source.cell or "")
    said = (sighting.addresses, sighting.hostnames, sighting.macs, sighting.serials, sighting.asset_numbers)
    facts = "|".join(f"{name}={sighting.facts[name][0]}" for name in sorted(sighting.facts))
    state = f"{sighting.dhcp}|{sighting.retired}|{sighting.last_seen}|{sighting.zone_hint}"
    return (rank, source.file, source.sheet or "", *numbers, *("|".join(values) for values in said), facts, state)


def _address_only(sighting: Sighting, marks: Marks) -> bool:
    """Whether a record was made of an address, not of a machine: traffic, or a scan that learnt no name and no card."""
    if marks.strong or len(marks.addresses) != 1 or (sighting.dhcp and sighting.source.kind is not SourceKind.WIRE):
        return False
    return sighting.source.kind is SourceKind.WIRE or (
        sighting.source.kind is SourceKind.EXPORT and sighting.facts.keys() <= _SCANNED and sighting.retired is None
    )


def _keys(marks: Marks) -> Iterable[_Key]:
    for name, values in _identifiers(marks):
        for value in values:
            yield name, value
    for value in marks.addresses:
        yield "i", value
    for value in marks.rows:
        yield "r", value


def _mark_lines(sightings: Sequence[Sighting], marks: Sequence[Marks]) -> None:
    """Give lines without any identifier their whole content as a mark, so that two editions of a list count once.

    The first such line of one file is the first of the other: alike lines are numbered within their file and sheet.
    """
    counts: dict[tuple[str, str], int] = {}
    for sighting, mark in zip(sightings, marks, strict=True):
        if mark.strong or mark.addresses or len(sighting.facts) < _FACTS_OF_A_LINE:
            continue
        said = "|".join(f"{name}={sighting.facts[name][0]}" for name in sorted(sighting.facts))
        line = f"{sighting.source.sheet}|{said}"
        number = counts[sighting.source.file, line] = counts.get((sighting.source.file, line), 0) + 1
        mark.rows.add(f"{number}|{line}")


def _drop_common(sightings: Sequence[Sighting], marks: Sequence[Marks]) -> None:
    """Take away keys that many different machines of one list share: a gateway's MAC, a filler, a model's name."""
    lines: dict[tuple[str, str, str], list[int]] = {}
    for index, (sighting, mark) in enumerate(zip(sightings, marks, strict=True)):
        for kind, values in _identifiers(mark):
            for value in values:
                lines.setdefault((kind, value, sighting.source.file), []).append(index)
    common: dict[str, set[str]] = {}
    for (kind, value, _), indexes in lines.items():
        if len(indexes) >= COMMON_IN_ONE_LIST:
            told = {_called_otherwise(kind, sightings[index], marks[index]) for index in indexes}
            if len(told) >= COMMON_IN_ONE_LIST:
                common.setdefault(kind, set()).add(value)
    for mark in marks if common else ():
        for kind, values in _identifiers(mark):
            values -= common.get(kind, set())


def _identifiers(mark: Marks) -> tuple[tuple[str, set[str]], ...]:
    return (("s", mark.serials), ("m", mark.macs), ("a", mark.assets), ("h", mark.hosts))


def _called_otherwise(kind: str, sighting: Sighting, mark: Marks) -> str:
    """By what a line tells its machine from others, its identifier of this ``kind`` apart."""
    for other, values in (("s", mark.serials), ("h", mark.hosts), ("m", mark.macs)):
        if other != kind and values:
            return min(values)
    return min(mark.addresses, default="") or sighting.source.place()


def _joined(named: Sequence[int], marks: Sequence[Marks], *, today: date) -> list[set[int]]:
    clusters: dict[int, set[int]] = {index: {index} for index in named}
    total: dict[int, Marks] = {}
    for index in named:
        total[index] = Marks()
        total[index].take(marks[index])
    owner = {index: index for index in named}
    pairs = _candidate_pairs(named, marks)
    for _ in range(_ROUNDS):
        roots = {_ordered(owner[a], owner[b]) for a, b in pairs}
        roots = {pair for pair in roots if pair[0] != pair[1]}
        if not _merge_round(roots, clusters, total, owner, today=today):
            break
        pairs = roots
    return [clusters[root] for root in sorted(clusters)]


def _candidate_pairs(named: Sequence[int], marks: Sequence[Marks]) -> set[tuple[int, int]]:
    blocks: dict[_Key, list[int]] = {}
    for index in named:
        for key in _keys(marks[index]):
            blocks.setdefault(key, []).append(index)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        reach = len(block) if len(block) <= FULL_BLOCK else 3
        for position, index in enumerate(block):
            pairs.update((index, other) for other in block[position + 1 : position + reach])
    return pairs


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _merge_round(
    roots: set[tuple[int, int]],
    clusters: dict[int, set[int]],
    total: dict[int, Marks],
    owner: dict[int, int],
    *,
    today: date,
) -> int:
    """Join the best pairs first; return how many were joined. Groups change while we go, so points are taken anew."""
    heap: list[tuple[float, int, int, int, int]] = []
    version = dict.fromkeys(clusters, 0)

    def push(one: int, other: int) -> None:
        points, _ = match(total[one], total[other], today=today)
        if points >= THRESHOLD and forbidden(total[one], total[other]) is None:
            heapq.heappush(heap, (-points, one, other, version[one], version[other]))

    for one, other in sorted(roots):
        push(one, other)
    joined = 0
    while heap:
        _, one, other, seen_one, seen_other = heapq.heappop(heap)
        a, b = _ordered(owner[one], owner[other])
        if a == b:
            continue
        if (a, b) != (one, other) or version[a] != seen_one or version[b] != seen_other:
            push(a, b)
            continue
        total[a].take(total.pop(b))
        for index in clusters[b]:
            owner[index] = a
        clusters[a] |= clusters.pop(b)
        version[a] += 1
        joined += 1
    return joined


@dataclass(slots=True)
class _Attribution:
    """Wire records given to a group (by its number), and those of addresses that nobody claims."""

    given: dict[int, list[tuple[int, tuple[Reason, ...]]]] = field(default_factory=dict)
    alone: list[list[int]] = field(default_factory=list)


def _attributed(
    sightings: Sequence[Sighting], marks: Sequence[Marks], members: Sequence[Sequence[int]], *, today: date
) -> _Attribution:
    claims = AddressClaims(today=today)
    for number, indexes in enumerate(members):
        claims.add(number, [sightings[index] for index in indexes])
    by_address: dict[str, list[int]] = {}
    for index, sighting in enumerate(sightings):
        if _address_only(sighting, marks[index]):
            by_address.setdefault(next(iter(marks[index].addresses)), []).append(index)
    core = _core_switch(marks, members)
    result = _Attribution()
    for address, indexes in by_address.items():
        winner = claims.best(address, [sightings[index] for index in indexes]) or _as_gateway(address, core)
        if winner is None:
            result.alone.append(indexes)
        else:
            number, reasons = winner
            result.given.setdefault(number, []).extend((index, reasons) for index in indexes)
    return result


def _core_switch(marks: Sequence[Marks], members: Sequence[Sequence[int]]) -> tuple[int, set[str]] | None:
    """The one L3 switch in use, with the last numbers of its addresses; ``None`` where there are several or none."""
    found: list[tuple[int, set[str]]] = []
    for number, indexes in enumerate(members):
        kinds = {kind for index in indexes for kind in marks[index].kinds}
        if DeviceKind.L3_SWITCH in kinds and not any(marks[index].retired for index in indexes):
            addresses = {address for index in indexes for address in marks[index].addresses}
            found.append((number, {address.rpartition(".")[2] for address in addresses}))
    return found[0] if len(found) == 1 else None


def _as_gateway(
    address: str, core: tuple[int, set[str]] | None
) -> tuple[int, tuple[Reason, ...]] | None:
    """Give a gateway's address that nobody names to the only L3 switch, which has one in every network it serves.

    Houses number their gateways alike: .1 or .254 everywhere; so the last number must be the switch's own.
    """
    last = address.rpartition(".")[2]
    if core is None or last not in _GATEWAY_ENDS or last not in core[1]:
        return None
    return core[0], (("gateway_address", 1.0),)


def _without_each(marks: Sequence[Marks]) -> list[Marks]:
    """Return, for each of the marks, all the others together: those before it and those behind it."""
    found = []
    before = Marks()
    for mark in marks:
        others = Marks()
        others.take(before)
        found.append(others)
        before.take(mark)
    behind = Marks()
    for mark, others in zip(reversed(marks), reversed(found), strict=True):
        others.take(behind)
        behind.take(mark)
    return found


def _group(
    indexes: Sequence[int],
    given: Sequence[tuple[int, tuple[Reason, ...]]],
    sightings: Sequence[Sighting],
    marks: Sequence[Marks],
    *,
    today: date,
) -> Group:
    told = dict(given)
    everyone = sorted([*indexes, *told])
    if len(indexes) > 1:
        # Alone there is nothing to compare with; the first record of a device needs no reason.
        for index, others in zip(indexes, _without_each([marks[index] for index in indexes]), strict=True):
            told[index] = match(marks[index], others, today=today, lists=False)[1]
    records = []
    for index in everyone:
        reasons = told.get(index, ())
        score = round(sum(points for _, points in reasons), 2)
        records.append(MergedRecord(source=sightings[index].source, score=score, reasons=reasons))
    return Group(sightings=tuple(sightings[index] for index in everyone), records=tuple(records))
