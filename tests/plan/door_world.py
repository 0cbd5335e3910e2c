"""A world in which the best roadmap can be found by trying everything: trials come through doors that measures close.

A trial costs its loss while one of its doors is open; a door is open while none of the measures that close it works.
Doors that stand side by side make measures worth little one by one, which is where greedy choices fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from inmori.plan.choose import Candidate
from inmori.plan.judge import Judge
from inmori.plan.oracle import Oracle
from inmori.plan.scene import Starts
from inmori.plan.search_space import Space
from inmori.simulate import Draws

PARAMETER_DRAWS = 4


@dataclass(frozen=True)
class World:
    """``doors`` of each trial: the measures that close each; ``loss`` yen a year that each trial stands for."""

    doors: tuple[tuple[frozenset[str], ...], ...]
    loss: tuple[float, ...]
    growth: float = 0.0  # of the loss, each year

    def __call__(self, names: tuple[str, ...], year: int) -> Draws:
        taken, count = set(names), len(self.doors)
        hit = np.array([any(not closing & taken for closing in doors) for doors in self.doors])
        cost = np.array(self.loss) * (1 + self.growth) ** (year - 1)
        return Draws(
            weight=np.full(count, 1.0 / count),
            loss=np.where(hit, cost * count, 0.0),
            ehr_days=hit * 10.0,
            service_days={},
            damaged=hit,
            parameter_draw=np.arange(count) % PARAMETER_DRAWS,
        )


def measure(id_: str, capital: float = 0.0, yearly: float = 0.0, *, years: int, **more: object) -> Candidate:
    values = {"hours": 0.0, "hours_yearly": 0.0, "worth": (0.0,) * years} | more
    return Candidate(id=id_, capital=capital, yearly=yearly, **values)  # type: ignore[arg-type]


def judge(world: World, candidates: Sequence[Candidate], *, years: int, budget: float, hours: float = 1e9) -> Judge:
    space = Space(tuple(candidates), years=years, budget=budget, hours=hours, discount=0.02)
    oracle = Oracle(world, seen=[each.id for each in candidates], years=years)
    return Judge(space, oracle, systems={})


def every(space: Space) -> Iterator[Starts]:
    """All roadmaps that may be taken."""
    for years in product((0, *range(1, space.years + 1)), repeat=len(space.by_id)):
        starts = {name: year for name, year in zip(space.by_id, years, strict=True) if year}
        if space.feasible(starts):
            yield starts


def brute(judged: Judge) -> float:
    """The least value of all."""
    return min(judged.value(starts) for starts in every(judged.space))


def random_world(seed: int, *, measures: int, trials: int, years: int) -> tuple[World, list[Candidate]]:
    """A world of two or three doors a trial, and measures with prices, hours, a prerequisite and an exclusion."""
    random = np.random.default_rng(seed)
    names = [f"m{n:02}" for n in range(measures)]
    doors = tuple(
        tuple(
            frozenset(random.choice(names, size=random.integers(1, 4), replace=False).tolist())
            for _ in range(random.integers(1, 4))
        )
        for _ in range(trials)
    )
    world = World(doors, tuple(random.lognormal(12, 1.5, trials).tolist()), growth=0.05)
    found = []
    for n, name in enumerate(names):
        more: Mapping[str, object] = {}
        if n == measures - 1:
            more = {"prerequisites": (names[0],)}
        elif n == measures - 2:
            more = {"exclusions": (names[1],)}
        elif n == 2:
            more = {"latest": min(2, years)}
        found.append(
            measure(
                name,
                float(random.integers(1, 30)) * 1e5,
                float(random.integers(0, 6)) * 1e5,
                years=years,
                hours=float(random.integers(5, 60)),
                hours_yearly=float(random.integers(0, 10)),
                delay=int(random.random() < 0.2 and years > 1),
                **more,
            )
        )
    return world, found


def turned(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The same measures in another order."""
    return [replace(each) for each in reversed(candidates)]
