"""Starts for the search: the best measure for its money again and again, and the least missed taken away again and again.

The first fails where two doors stand side by side, since closing one of them is worth little; the second does not see
dates. Each is a start, no more.
"""

from __future__ import annotations

from collections.abc import Iterable

from inmori.plan.judge import Judge
from inmori.plan.scene import Starts

LOOKS = 4  # measures asked about anew in each round; what they were worth before orders them
FLOOR = 50_000.0  # yen: below, prices do not order measures


def forward(judge: Judge, start: Starts, *, looks: int = LOOKS) -> Starts:
    """Add the measure that gains most for its money until none gains."""
    current, now = dict(start), judge.guess(start)
    stale = {
        name: _ratio(judge, current, added, now - judge.guess(added))
        for name in judge.space.by_id
        if (added := judge.space.with_added(current, name)) is not None
    }
    while True:
        best = _best_addition(judge, current, stale, looks=looks)
        if best is None:
            return current
        current = best


def backward(judge: Judge, *, looks: int = LOOKS) -> Starts:
    """Take away, of everything, what is missed least for its money; what is left longest is placed first."""
    space = judge.space
    kept = _without_conflict(judge)
    gone: list[str] = []
    last, stale = space.years, dict.fromkeys(kept, 0.0)
    while kept:
        now = judge.oracle.loss([*judge.systems, *kept], year=last)
        best: tuple[float, str] | None = None
        for name in sorted(kept, key=lambda each: (stale[each], each))[:looks]:
            left = judge.oracle.loss([*judge.systems, *(k for k in kept if k != name)], year=last)
            stale[name] = (left - now) / (space.money({name: 1}) + FLOOR)
            best = min(best or (stale[name], name), (stale[name], name))
        assert best is not None
        kept.remove(best[1])
        gone.append(best[1])
    return placed(judge, space.duties, reversed(gone))


def placed(judge: Judge, start: Starts, order: Iterable[str]) -> Starts:
    """Place measures in this order as early as they fit, where they gain."""
    current = dict(start)
    for name in order:
        added = judge.space.with_added(current, name)
        if added is not None and judge.value(added) < judge.value(current):
            current = added
    return current


def _best_addition(judge: Judge, current: Starts, stale: dict[str, float], *, looks: int) -> Starts | None:
    best: tuple[float, Starts] | None = None
    looked = 0
    for name in sorted(stale, key=lambda each: (-stale[each], each)):
        if looked >= looks and (best is not None or stale[name] <= 0):
            break
        added = judge.space.with_added(current, name)
        if added is None:
            continue
        looked += 1
        gain = judge.value(current) - judge.value(added)
        stale[name] = _ratio(judge, current, added, gain)
        if gain > 0 and (best is None or stale[name] > best[0]):
            best = (stale[name], added)
    return None if best is None else best[1]


def _ratio(judge: Judge, current: Starts, added: Starts, gain: float) -> float:
    """Gain for its money, yen for a yen."""
    return gain / (judge.space.money(added) - judge.space.money(current) + FLOOR)


def _without_conflict(judge: Judge) -> list[str]:
    """All measures but those that another excludes that is a duty or does more alone."""
    space, alone = judge.space, {}
    for name in space.by_id:
        duty = space.by_id[name].latest is not None
        alone[name] = (not duty, judge.oracle.loss([*judge.systems, name], year=space.years), name)
    kept: list[str] = []
    for name in sorted(space.by_id, key=lambda each: alone[each]):
        if not any(name in space.by_id[k].exclusions or k in space.by_id[name].exclusions for k in kept):
            kept.append(name)
    return kept
