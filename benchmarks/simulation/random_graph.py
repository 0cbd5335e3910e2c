"""Random graphs in which attacks spread, and what networkx and scipy need for a trial on them.

Every peer draws its luck from numpy and builds the live graph of each trial, as its user would have to; scipy is
given the matrix in the form that costs it least. The shares of trials in which a node falls are compared, or a fast wrong
answer would win.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import networkx
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, dijkstra

from inmori.simulate.kernels import Problem, Trials
from inmori.simulate.law import Law, table_of
from inmori.simulate.luck import states

DEGREE, CHANCE, HOURS = 8, 0.25, 5.0


@dataclass(frozen=True)
class Speed:
    """Trials a second of one core's processor time, and the mean share of nodes that fell."""

    trials: float
    fallen: float


def random_problem(nodes: int) -> Problem:
    """Each node opens eight others, each with chance one quarter: about 80 % fall where the first steps succeed."""
    random = np.random.default_rng(5)
    ends = random.integers(0, nodes, (nodes * DEGREE, 2)).astype(np.int32)
    ends = ends[np.lexsort((ends[:, 1], ends[:, 0]))]
    edges, blank = len(ends), np.zeros(nodes, dtype=np.int32)
    return Problem(
        first=np.searchsorted(ends[:, 0], np.arange(nodes + 1)).astype(np.int32),
        source=ends[:, 0].copy(), target=ends[:, 1].copy(), key=random.integers(0, 2**63, edges).astype(np.uint64),
        chance=np.zeros(edges, dtype=np.int32), delay=np.zeros(edges, dtype=np.int32), need=blank + 1, watch=blank,
        counted=blank, size=blank + 1, threshold=np.array([[int(CHANCE * 2**32)]], dtype=np.uint64),
        scale=np.array([[HOURS]]), law=np.zeros(1, dtype=np.int32), tables=table_of(Law("exponential"))[None].copy(),
        goals=np.array([1], dtype=np.int32), classes=1,
    )  # fmt: skip


def random_trials(count: int) -> Trials:
    zero = np.zeros(count, dtype=np.int32)
    return Trials(zero, np.full(count, math.inf), np.ones(count), zero, zero, states(1, np.arange(count)))


def of_peer(problem: Problem, trial: Callable[[Problem, np.random.Generator], int], count: int) -> Speed:
    luck, nodes = np.random.default_rng(1), len(problem.need)
    trial(problem, luck)
    begin = time.process_time()
    fallen = sum(trial(problem, luck) for _ in range(count))
    return Speed(count / (time.process_time() - begin), fallen / count / nodes)


def by_networkx(problem: Problem, luck: np.random.Generator) -> int:
    live = np.flatnonzero(luck.random(len(problem.target)) < CHANCE)
    graph = networkx.DiGraph()
    graph.add_node(0)
    graph.add_edges_from(zip(problem.source[live].tolist(), problem.target[live].tolist(), strict=True))
    return len(networkx.descendants(graph, 0)) + 1


def by_scipy(problem: Problem, luck: np.random.Generator) -> int:
    """As its user would write it: the live edges as pairs."""
    live = luck.random(len(problem.target)) < CHANCE
    ends = problem.source[live], problem.target[live]
    matrix = csr_matrix((np.ones(len(ends[0])), ends), shape=(len(problem.need),) * 2)
    return len(breadth_first_order(matrix, 0, return_predecessors=False))


def by_scipy_sorted(problem: Problem, luck: np.random.Generator) -> int:
    """With the matrix's own arrays, which our graph happens to have in the order that scipy wants."""
    return len(breadth_first_order(_matrix(problem, luck, timed=False), 0, return_predecessors=False))


def by_scipy_dijkstra(problem: Problem, luck: np.random.Generator) -> int:
    return int(np.isfinite(dijkstra(_matrix(problem, luck, timed=True), indices=0)).sum())


def _matrix(problem: Problem, luck: np.random.Generator, *, timed: bool) -> csr_matrix:
    live = luck.random(len(problem.target)) < CHANCE
    begins = np.concatenate([[0], np.cumsum(live)])[problem.first].astype(np.int32)
    target = problem.target[live]
    hours = luck.exponential(HOURS, len(target)) if timed else np.ones(len(target))
    return csr_matrix((hours, target, begins), shape=(len(problem.need),) * 2)
