"""A planted case: several doors lead side by side to the same thing, so that closing one of two is worth little.

The hospitals at hand may have few such doors; here they are drawn at random, and the seeds are not chosen. A campaign
wants one of eighteen things; each has one, two or three doors, which stand open for it or not; a measure closes one
door, here and there a dear one closes all the doors of a thing. Ten measures close nothing at all: they
are there to tempt. All ways search on eight thousand campaigns, a hundred thousand fresh ones judge.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from planning import genetic
from planning.peers import Verdict, Way, verdict

from inmori.plan.choose import Candidate
from inmori.plan.greedy import backward, forward
from inmori.plan.judge import Judge
from inmori.plan.optimise import Effort, Keeper, begin, program_start, search
from inmori.plan.oracle import Oracle
from inmori.plan.search_space import Space
from inmori.simulate import Draws

THINGS, YEARS, DISCOUNT = 18, 5, 0.02
OPEN = 0.85  # chance that a door stands open for a campaign
BUDGETS = (2e6, 8e6, 16e6)
SEARCHED, TRIALS = 8_000, 100_000  # campaigns of the search: here they cost next to nothing


@dataclass(frozen=True)
class World:
    """``doors`` of each thing: the measures that close each. ``wanted`` (things,) campaigns a year, ``yen`` each."""

    doors: tuple[tuple[frozenset[str], ...], ...]
    candidates: tuple[Candidate, ...]
    wanted: NDArray[np.float64]
    yen: NDArray[np.float64]

    def judge(self, *, budget: float, trials: int, seed: int) -> Judge:
        space = Space(self.candidates, years=YEARS, budget=budget, hours=300.0, discount=DISCOUNT)
        oracle = Oracle(self._answer(trials, seed), seen=space.by_id, years=YEARS, era=(1,) * YEARS)
        return Judge(space, oracle, systems={})

    def _answer(self, trials: int, seed: int):  # type: ignore[no-untyped-def]
        random = np.random.default_rng(seed)
        thing = random.choice(THINGS, size=trials, p=self.wanted / self.wanted.sum())
        stands = random.random((trials, 3)) < OPEN
        yen = self.yen[thing] * random.lognormal(-0.5, 1.0, trials)
        weight, draw = np.full(trials, self.wanted.sum() / trials), np.arange(trials) % 8

        def answer(names: tuple[str, ...], _year: int) -> Draws:
            taken = set(names)
            left = np.array([[n < len(each) and not each[n] & taken for n in range(3)] for each in self.doors])
            hit = (stands & left[thing]).any(axis=1)
            return Draws(weight, np.where(hit, yen, 0.0), hit * 10.0, {}, hit, draw)

        return answer


def drawn_world(seed: int) -> World:
    """Eighteen things, their doors, and what closes them."""
    random = np.random.default_rng(seed)
    doors, candidates = [], []

    def measure(name: str, *, dear: float = 1.0) -> str:
        candidates.append(
            Candidate(
                name,
                capital=float(random.integers(2, 20)) * 1e5 * dear,
                yearly=float(random.integers(0, 3)) * 1e5 * dear,
                hours=float(random.integers(5, 40)),
                hours_yearly=float(random.integers(0, 6)),
                worth=(0.0,) * YEARS,
            )
        )
        return name

    for thing in range(THINGS):
        count = int(random.choice((1, 2, 3), p=(0.2, 0.5, 0.3)))
        whole = {measure(f"t{thing:02}all", dear=2.5)} if random.random() < 0.25 else set()
        doors.append(tuple(frozenset({measure(f"t{thing:02}d{n}"), *whole}) for n in range(count)))
    for n in range(10):
        measure(f"x{n}")
    wanted, yen = random.uniform(0.005, 0.04, THINGS), random.lognormal(18.6, 0.6, THINGS)
    return World(tuple(doors), tuple(candidates), wanted, yen)


def verdicts(*, effort: Effort, seeds: int = 2) -> Iterator[tuple[int, Verdict]]:
    """The product's search beside the others in each world at each budget."""
    for seed in range(seeds):
        world = drawn_world(seed)
        for budget in BUDGETS:
            for each in _at(world, budget, effort=effort, seed=seed):
                yield seed, each


def _at(world: World, budget: float, *, effort: Effort, seed: int) -> Iterator[Verdict]:
    def judge() -> Judge:
        return world.judge(budget=budget, trials=SEARCHED, seed=1_000 + seed)

    own = judge()
    keeper = Keeper(own)
    begin(own, keeper=keeper)
    search(own, effort=effort, keeper=keeper)
    last = world.judge(budget=budget, trials=TRIALS, seed=2_000 + seed)
    finalists = sorted(keeper.sources.values(), key=lambda draft: (draft.value, draft.source))[:3]
    hybrid = Way("search", min((draft.starts for draft in finalists), key=last.value), own.oracle.asked)
    fresh = world.judge(budget=budget, trials=TRIALS, seed=3_000 + seed)
    for name, choose in (
        ("forward greedy", lambda one: forward(one, one.space.duties)),
        ("backward greedy", backward),
        ("program alone", lambda one: program_start(one, effort, [])),
        ("NSGA-II", lambda one: genetic.chosen(one, questions=hybrid.asked)),
    ):
        one = judge()
        starts = choose(one)
        yield verdict(fresh, hybrid, Way(name, starts, one.oracle.asked), budget=budget, asked_of=judge())
