"""A peer's way to choose: NSGA-II (pymoo) on costs and loss, the way most papers on security budgets take.

A roadmap is a start year for each measure (0: never). What goes over the limits is fitted in as far as it goes, by the
product's own rule, so that no question is wasted on what may not be taken. It stops when it has asked as many questions
as it is given; of all it has looked at, the roadmap with the least sum of costs and loss is its answer.
"""

import numpy as np
from numpy.typing import NDArray
from pymoo.algorithms.moo.nsga2 import NSGA2
from pymoo.core.crossover import Crossover
from pymoo.core.mutation import Mutation
from pymoo.core.problem import ElementwiseProblem
from pymoo.core.repair import Repair
from pymoo.core.termination import NoTermination

from inmori.plan.judge import Judge
from inmori.plan.optimise import fitted
from inmori.plan.scene import Starts

POPULATION = 40
GENES_CHANGED = 3.0  # of a roadmap, on average, at each birth
PATIENCE = 10  # generations without a new question: it goes round in circles


class _Problem(ElementwiseProblem):  # type: ignore[misc]
    def __init__(self, judge: Judge) -> None:
        self.judge, self.names = judge, list(judge.space.by_id)
        self.best: tuple[float, Starts] | None = None
        super().__init__(n_var=len(self.names), n_obj=2, xl=0, xu=judge.space.years, vtype=int)

    def _evaluate(self, x: NDArray[np.int64], out: dict[str, object], *_args: object, **_kwargs: object) -> None:
        starts = self.starts(x)
        value, loss = self.judge.value(starts), self.judge.loss(starts)
        if self.best is None or value < self.best[0]:
            self.best = (value, starts)
        out["F"] = [value - loss, loss]

    def starts(self, x: NDArray[np.int64]) -> Starts:
        return {name: int(year) for name, year in zip(self.names, x, strict=True) if year > 0}


class _Fit(Repair):  # type: ignore[misc]
    def _do(self, problem: _Problem, rows: NDArray[np.int64], **_kwargs: object) -> NDArray[np.int64]:
        done = np.zeros_like(rows)
        for n, x in enumerate(rows):
            starts = fitted(problem.judge, problem.starts(x))
            done[n] = [starts.get(name, 0) for name in problem.names]
        return done


class _Mixed(Crossover):  # type: ignore[misc]
    """Each gene from one of the parents."""

    def __init__(self) -> None:
        super().__init__(2, 2)

    def _do(self, _problem: _Problem, parents: NDArray[np.int64], *, random_state: np.random.Generator, **_kwargs: object) -> NDArray[np.int64]:
        swap = random_state.random(parents.shape[1:]) < 0.5
        return np.stack([np.where(swap, parents[1], parents[0]), np.where(swap, parents[0], parents[1])])


class _Changed(Mutation):  # type: ignore[misc]
    """A few genes: half of them to never, half to some year."""

    def _do(self, problem: _Problem, rows: NDArray[np.int64], *, random_state: np.random.Generator, **_kwargs: object) -> NDArray[np.int64]:
        hit = random_state.random(rows.shape) < GENES_CHANGED / problem.n_var
        year = random_state.integers(1, problem.judge.space.years + 1, size=rows.shape)
        return np.where(hit, np.where(random_state.random(rows.shape) < 0.5, 0, year), rows)


def chosen(judge: Judge, *, questions: int, seed: int = 1) -> Starts:
    """The best that NSGA-II looks at with so many questions to the simulator."""
    problem, random = _Problem(judge), np.random.default_rng(seed)
    taken = random.random((POPULATION, problem.n_var)) < random.uniform(0.02, 0.6, size=(POPULATION, 1))
    first = np.where(taken, random.integers(1, judge.space.years + 1, size=taken.shape), 0)
    fit = _Fit()
    algorithm = NSGA2(pop_size=POPULATION, sampling=fit._do(problem, first), crossover=_Mixed(), mutation=_Changed(), repair=fit)
    algorithm.setup(problem, termination=NoTermination(), seed=seed, verbose=False)
    still = 0
    while judge.oracle.asked < questions and still < PATIENCE:
        before = judge.oracle.asked
        algorithm.next()
        still = still + 1 if judge.oracle.asked == before else 0
    assert problem.best is not None
    return problem.best[1]
