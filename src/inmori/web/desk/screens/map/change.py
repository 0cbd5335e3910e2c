"""Two maps of one hospital compared: which ways vanish, appear, narrow or widen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from inmori.reach import Crossing, Verdict
from inmori.text import Text
from inmori.web.versions.chart import Chart, Way


class Change(StrEnum):
    """What becomes of one way."""

    GONE = "gone"
    NEW = "new"
    NARROWER = "narrower"
    WIDER = "wider"
    OTHER = "other"
    SAME = "same"


CHANGES: dict[Change, Text] = {
    Change.GONE: Text(ja="消える", en="vanishes"),
    Change.NEW: Text(ja="現れる", en="appears"),
    Change.NARROWER: Text(ja="締まる", en="narrows"),
    Change.WIDER: Text(ja="広がる", en="widens"),
    Change.OTHER: Text(ja="変わる", en="changes"),
    Change.SAME: Text(ja="変わらない", en="stays"),
}
_OPEN = {Verdict.DENY: 0, Verdict.PARTIAL: 1, Verdict.ALLOW: 2}


def united(before: Chart, after: Chart) -> tuple[Way, ...]:
    """Return the ways of both maps, each once, as it is before where it is there before."""
    there = {way.crossing.id for way in before.ways}
    return (*before.ways, *(way for way in after.ways if way.crossing.id not in there))


def changes(before: Chart, after: Chart) -> dict[str, Change]:
    """Return what becomes of every way of both maps, by the way's id."""
    one = {way.crossing.id: way.crossing for way in before.ways}
    other = {way.crossing.id: way.crossing for way in after.ways}
    return {name: _change(one.get(name), other.get(name)) for name in (*one, *(n for n in other if n not in one))}


def _change(one: Crossing | None, other: Crossing | None) -> Change:
    if one is None or other is None:
        return Change.NEW if one is None else Change.GONE
    signs = [_less(other.leak, one.leak), *_verdicts(one, other), _sets(one.services, other.services),
             _sets(one.device_ids, other.device_ids)]  # fmt: skip
    moved = (one.kind, one.source, one.destination) != (other.kind, other.source, other.destination)
    if not moved and not any(signs):
        return Change.SAME
    if any(sign < 0 for sign in signs) and all(sign <= 0 for sign in signs):
        return Change.NARROWER
    if any(sign > 0 for sign in signs) and all(sign >= 0 for sign in signs):
        return Change.WIDER
    return Change.OTHER


def _less(new: bool | int, old: bool | int) -> int:
    return int(new > old) - int(new < old)


def _verdicts(one: Crossing, other: Crossing) -> Iterable[int]:
    """Compare verdicts; what cannot be told is neither more nor less."""
    if one.allowed in _OPEN and other.allowed in _OPEN:
        yield _less(_OPEN[other.allowed], _OPEN[one.allowed])


def _sets(old: Iterable[str], new: Iterable[str]) -> int:
    one, other = set(old), set(new)
    return int(other > one) - int(other < one)


def told(found: Iterable[Change]) -> Text:
    """Say what becomes of several ways: 消える 3、変わらない 1; a single word where all fare alike."""
    count = Counter(found)
    if len(count) == 1:
        return CHANGES[next(iter(count))]
    parts = [(CHANGES[each], count[each]) for each in Change if count[each]]
    return Text(ja="、".join(f"{word.ja} {number}" for word, number in parts), en=", ".join(f"{word.en} {number}" for word, number in parts))


def counted(found: Mapping[str, Change]) -> list[tuple[Text, int]]:
    """Count what becomes of all ways, every kind of change named even where there is none."""
    count = Counter(found.values())
    return [(CHANGES[each], count[each]) for each in Change if count[each] or each in (Change.GONE, Change.NEW, Change.NARROWER)]
