"""In which quarter of its year a measure is begun: the few people who do the work have so many hours a quarter.

Dated duties come first, then what is worth most for an hour; what needs another waits for it.
"""

from __future__ import annotations

from inmori.plan.found import Marginal, QuarterHours
from inmori.plan.scene import Scene
from inmori.plan.search_space import Space

A_YEAR = 4


def quarters_of(scene: Scene, space: Space, measures: tuple[Marginal, ...]) -> tuple[QuarterHours, ...]:
    """Return the hours and the measures begun in each quarter; work that fills a quarter goes on in the next."""
    count = A_YEAR * space.years
    full = space.hours / A_YEAR
    hours, begun = [0.0] * count, [[] for _ in range(count)]  # type: list[float], list[list[str]]
    placed: dict[str, int] = {}
    for each in _in_order(scene, space, measures):
        own, year = space.by_id[each.measure], each.start_year or 1
        first, last = (year - 1) * A_YEAR, year * A_YEAR - 1
        first = max([first, *(placed[p] for p in own.prerequisites if p in placed)])
        at = next((q for q in range(first, last + 1) if hours[q] < full), min(first, last))
        placed[each.measure] = at
        begun[at].append(each.measure)
        left, now = own.hours, at
        while left > 0:
            done = left if now == last else min(left, max(full - hours[now], 0.0))
            hours[now] += done
            left, now = left - done, min(now + 1, last)
        for q in range(year * A_YEAR, count):
            hours[q] += own.hours_yearly / A_YEAR
    return tuple(
        QuarterHours(
            year=q // A_YEAR + 1, quarter=q % A_YEAR + 1, hours=hours[q], over=max(hours[q] - full, 0.0), measures=tuple(begun[q])
        )
        for q in range(count)
    )


def _in_order(scene: Scene, space: Space, measures: tuple[Marginal, ...]) -> list[Marginal]:
    """By year; in a year duties first, then worth for an hour, each after what it needs."""
    waiting = sorted(
        measures,
        key=lambda each: (
            each.start_year or 0,
            scene.measure(each.measure).deadline is None,
            -each.worth.mid / (space.by_id[each.measure].hours + 1.0),
            each.measure,
        ),
    )
    names, done, order = {each.measure for each in waiting}, set[str](), list[Marginal]()
    while waiting:
        free = (each for each in waiting if not (set(space.by_id[each.measure].prerequisites) & names) - done)
        chosen = next(free, waiting[0])
        waiting.remove(chosen)
        done.add(chosen.measure)
        order.append(chosen)
    return order
