"""The front: the best roadmap found for each of several budgets, from the least to the most.

Each budget begins from the roadmap of the one before, which it can afford as well; so more money is never worse.
The bound says how much better a roadmap could be at all: the mean of what small samples allow, less their spread.
"""

from __future__ import annotations

from collections.abc import Sequence

from inmori.plan.greedy import forward
from inmori.plan.improve import improved
from inmori.plan.judge import Judge
from inmori.plan.optimise import Effort, fitted, sample_of
from inmori.plan.scenario_program import sample_optimum
from inmori.plan.scene import Starts

SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)  # of the budget
STUDENT = {2: 6.314, 3: 2.920, 4: 2.353, 5: 2.132, 6: 2.015}  # one-sided 95 %, by number of samples
QUESTIONS = 80  # to the simulator for the moves at one budget


def budgets_of(budget: float, count: int) -> tuple[float, ...]:
    """Return the budgets of the front in rising order, the present one among them; around a budget of 0, millions."""
    unit = budget if budget > 0 else 1_000_000.0
    return tuple(unit * share for share in SHARES[:count])


def along(judges: Sequence[Judge], *, known: Sequence[Starts] = (), questions: int = QUESTIONS) -> tuple[Starts, ...]:
    """Return the best roadmap found for each judge; their budgets rise. ``known`` are roadmaps to start from as well."""
    found: list[Starts] = []
    for judge in judges:
        starts = [fitted(judge, each) for each in (*found[-1:], *known)]
        starts.append(forward(judge, judge.space.duties))
        best = min(starts, key=judge.value)
        found.append(improved(judge, best, questions=questions))
    return tuple(found)


def bound_of(judge: Judge, effort: Effort, *, seeds: Sequence[Starts]) -> float | None:
    """Return yen that no roadmap of the space costs less than, at 95 %; None where fewer than two samples are asked.

    Each sample's optimum is too good on average, because it is fitted to its own trials; so the mean over samples that
    share no trial bounds the best from below.
    """
    if effort.replicates < 2:
        return None
    found = [
        sample_optimum(judge, sample_of(judge, effort.sample, at=at), rounds=max(effort.rounds // 2, 1), nodes=50, seeds=seeds).bound
        for at in range(effort.replicates)
    ]
    mean = sum(found) / len(found)
    spread = (sum((each - mean) ** 2 for each in found) / (len(found) - 1)) ** 0.5
    return float(mean - STUDENT.get(len(found), 1.9) * spread / len(found) ** 0.5)
