"""Speed of the first-passage kernel against scipy's Dijkstra: same random graph, same chances, all nodes' arrivals.

The peer gets its draws from numpy and rebuilds the live sub-matrix each trial, as its user would have to. The share
of trials in which the farthest node falls must agree within noise, or a fast wrong answer would win.
Floor: 2 times scipy at 1,000 nodes on one core.
"""

import sys
import time
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

sys.path.insert(0, str(Path(__file__).parents[1]))
from inmori.simulate.law import Law
from tests.simulate.small_graph import Arc, graph_of, passed, share

FLOOR = 2.0
EXPONENTIAL = Law("exponential")
NODES, DEGREE, CHANCE, HOURS = 1_000, 8, 0.3, 5.0
TRIALS = 2_000


def arcs() -> list[Arc]:
    source = np.random.default_rng(5)
    pairs = {(int(a), int(b)) for a, b in source.integers(0, NODES, size=(NODES * DEGREE, 2)) if a != b}
    return [Arc(f"n{a}", f"n{b}", CHANCE, HOURS, EXPONENTIAL) for a, b in sorted(pairs)]


def ours(edges: list[Arc]) -> tuple[float, float]:
    graph = graph_of(edges, every=())
    passed(graph, start="n0", goals=("n1",), trials=64)  # compile first
    begin = time.process_time()
    result = passed(graph, start="n0", goals=("n1",), trials=TRIALS)
    return TRIALS / (time.process_time() - begin), share(result)


def theirs(edges: list[Arc]) -> tuple[float, float]:
    begin_at = np.array([int(arc.source[1:]) for arc in edges])
    end_at = np.array([int(arc.target[1:]) for arc in edges])
    luck = np.random.default_rng(1)
    fallen = 0
    begin = time.process_time()
    for _ in range(TRIALS):
        live = luck.random(len(edges)) < CHANCE
        hours = luck.exponential(HOURS, int(live.sum()))
        matrix = csr_matrix((hours, (begin_at[live], end_at[live])), shape=(NODES, NODES))
        fallen += bool(np.isfinite(dijkstra(matrix, indices=0)[1]))
    return TRIALS / (time.process_time() - begin), fallen / TRIALS


def main() -> int:
    edges = arcs()
    fast, ours_share = ours(edges)
    slow, theirs_share = theirs(edges)
    noise = 4 * np.sqrt(2 * 0.25 / TRIALS)
    print(f"{NODES} nodes, {len(edges)} edges, {TRIALS} trials, one core (process time)")
    print(f"  Inmori  {fast:10,.0f} trials/s   node falls in {ours_share:.3f}")
    print(f"  scipy   {slow:10,.0f} trials/s   node falls in {theirs_share:.3f}")
    print(f"  ratio   {fast / slow:10.1f}   floor {FLOOR}")
    if abs(ours_share - theirs_share) > noise:
        print("  the two do not agree")
        return 1
    return 0 if fast / slow >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
