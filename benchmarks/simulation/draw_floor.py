"""How fast one core could draw if drawing were all there is to do: a hash and a quantile table, nothing else."""

import time

import numpy as np
from numba import njit

from inmori.simulate.kernels import Problem, Trials, run
from inmori.simulate.law import Law, table_of

_A, _B = np.uint64(0xBF58_476D_1CE4_E5B9), np.uint64(0x94D0_49BB_1331_11EB)
_1, _11, _27, _30, _31 = (np.uint64(number) for number in (1, 11, 27, 30, 31))


@njit(nogil=True)
def _drawn(table, count, state):
    total = 0.0
    for number in range(np.uint64(count)):
        value = number ^ state
        value = (value ^ (value >> _30)) * _A
        value = (value ^ (value >> _27)) * _B
        value ^= value >> _31
        position = np.float64(value >> _11) * 2.0**-53 * (len(table) - 1)
        cell = np.uint64(position)
        total += table[cell] + (position - cell) * (table[cell + _1] - table[cell])
    return total


def draws_a_second(count: int = 30_000_000) -> float:
    table = table_of(Law("lognormal", 1.2)).copy()
    _drawn(table, 10, np.uint64(1))
    begin = time.process_time()
    _drawn(table, count, np.uint64(7))
    return count / (time.process_time() - begin)


def touched_edges(problem: Problem, trials: Trials) -> float:
    """Mean number of edges that leave the nodes that fall in a trial."""
    from dataclasses import replace

    leaving = np.diff(problem.first).astype(np.int32)
    counting = replace(problem, counted=np.zeros(len(problem.need), dtype=np.int32), size=leaving, classes=1)
    return float(run(counting, trials, paths=0).fallen.mean())
