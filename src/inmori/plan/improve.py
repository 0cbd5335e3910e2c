"""Makes a roadmap better by small moves: add, drop, put off or bring forward, change places, exchange, drop two and fill up.

Moves are tried in the order of what single measures gain now, so that few questions go to the simulator; the work is
limited by counting questions, never by the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from inmori.plan.judge import Judge
from inmori.plan.scene import Starts

TRIED = 60  # moves of one kind that are asked about in a round
SURE = 1.0  # yen: a gain below is rounding


def improved(
    judge: Judge, start: Starts, *, questions: int, better: Callable[[Starts], None] = lambda _starts: None
) -> Starts:
    """Return a roadmap that no tried move makes better, or the best when ``questions`` to the simulator are used up.

    ``better`` is told of each improvement.
    """
    current, limit = dict(start), judge.oracle.asked + questions
    moving = True
    while moving and judge.oracle.asked < limit:
        moving = False
        for move in _moves(judge, dict(current)):
            if judge.oracle.asked >= limit:
                break
            changed = move(current)
            if changed is not None and judge.value(changed) < judge.value(current) - SURE:
                current, moving = changed, True
                better(current)
    return current


Move = Callable[[Starts], Starts | None]


def _moves(judge: Judge, starts: Starts) -> Iterator[Move]:
    space = judge.space
    now = judge.guess(starts)
    missed = {name: judge.guess(left) - now for name in sorted(starts) if (left := space.without(starts, name)) is not None}
    gains = {name: now - value for name in space.by_id if name not in starts and (value := _alone(judge, starts, name)) is not None}
    drops = sorted(missed, key=lambda name: (missed[name], name))
    adds = sorted(gains, key=lambda name: (-gains[name], name))
    for name in drops:
        if missed[name] < 0:
            yield lambda now, name=name: _dropped(judge, now, name)  # type: ignore[misc]
    for name in adds:
        if gains[name] > 0:
            yield lambda now, name=name: space.with_added(now, name)  # type: ignore[misc]
    for name in sorted(starts, key=lambda each: (-missed.get(each, 0.0), each))[:TRIED]:
        for year in range(1, space.years + 1):
            yield lambda now, name=name, year=year: _shifted(judge, now, name, year)  # type: ignore[misc]
    for first, second in _changing_places(judge, starts):
        yield lambda now, first=first, second=second: _swapped(judge, now, first, second)  # type: ignore[misc]
    pairs = sorted((missed[out] - gains[into], out, into) for out in drops for into in adds if missed[out] < gains[into])
    for _, out, into in pairs[:TRIED]:
        yield lambda now, out=out, into=into: _exchanged(judge, now, (out,), (into,))  # type: ignore[misc]
    for first, second in [(a, b) for n, a in enumerate(drops[:8]) for b in drops[n + 1 : 8]]:
        yield lambda now, gone=(first, second): _exchanged(judge, now, gone, adds[:12])  # type: ignore[misc]
    for first, second in [(a, b) for n, a in enumerate(adds[:8]) for b in adds[n + 1 : 8]]:
        yield lambda now, pair=(first, second): _exchanged(judge, now, drops[:1], pair)  # type: ignore[misc]


def _alone(judge: Judge, starts: Starts, name: str) -> float | None:
    """About the value with one more measure, were there money for it."""
    space, each = judge.space, judge.space.by_id[name]
    for year in range(each.earliest, space.last(each) + 1):
        if space.allowed(starts | {name: year}):
            return judge.guess(starts | {name: year})
    return None


def _dropped(judge: Judge, now: Starts, name: str) -> Starts | None:
    return judge.space.without(now, name) if name in now else None


def _shifted(judge: Judge, now: Starts, name: str, year: int) -> Starts | None:
    if now.get(name) in (None, year):
        return None
    moved = now | {name: year}
    return moved if judge.space.feasible(moved) else None


def _changing_places(judge: Judge, starts: Starts) -> list[tuple[str, str]]:
    """Two measures whose years could be exchanged: where both years are full, neither can move alone."""
    names = sorted(starts)
    pairs = [(a, b) for n, a in enumerate(names) for b in names[n + 1 :]]
    about = [(judge.guess(moved), pair) for pair in pairs if (moved := _swapped(judge, starts, *pair)) is not None]
    return [pair for _, pair in sorted(about)[:TRIED]]


def _swapped(judge: Judge, now: Starts, first: str, second: str) -> Starts | None:
    if first not in now or second not in now or now[first] == now[second]:
        return None
    moved = now | {first: now[second], second: now[first]}
    return moved if judge.space.feasible(moved) else None


def _exchanged(judge: Judge, now: Starts, gone: tuple[str, ...] | list[str], into: tuple[str, ...] | list[str]) -> Starts | None:
    """Drop some and take in what fits of others; None where nothing of them fits."""
    left: Starts | None = now
    for name in gone:
        left = judge.space.without(left, name) if left is not None and name in left else None
    if left is None:
        return None
    filled = left
    for name in into:
        filled = judge.space.with_added(filled, name) or filled
    return filled if filled != left else None
