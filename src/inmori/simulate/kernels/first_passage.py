"""First passage per trial, compiled: Dijkstra with a binary heap over AND/OR nodes, releasing the GIL.

All functions that the kernel calls live in this file, because numba's cache does not notice a change of a called
function elsewhere (facts: simulation.md B5). ``twin.py`` says the same in plain Python, bit for bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inmori.simulate.kernels.numba_setup import prepare

prepare()

import numpy as np  # noqa: E402
from numba import njit  # noqa: E402

if TYPE_CHECKING:
    from numpy.typing import NDArray

_A = np.uint64(0xBF58_476D_1CE4_E5B9)
_B = np.uint64(0x94D0_49BB_1331_11EB)
_DELAY_SALT = np.uint64(0xD1B5_4A32_D192_ED03)
_30, _27, _31, _32, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32), np.uint64(11)


@njit(nogil=True, cache=True)
def _mixed(value):  # type: ignore[no-untyped-def]
    value = (value ^ (value >> _30)) * _A
    value = (value ^ (value >> _27)) * _B
    return value ^ (value >> _31)


@njit(nogil=True, cache=True)
def _drawn(table, bits):  # type: ignore[no-untyped-def]
    position = np.float64(bits >> _11) * 2.0**-53 * (len(table) - 1)
    cell = int(position)
    part = position - cell
    return table[cell] + part * (table[cell + 1] - table[cell])


@njit(nogil=True, cache=True)
def _push(times, nodes, count, time, node):  # type: ignore[no-untyped-def]
    child = count
    while child > 0:
        parent = (child - 1) >> 1
        if times[parent] < time or (times[parent] == time and nodes[parent] <= node):
            break
        times[child], nodes[child] = times[parent], nodes[parent]
        child = parent
    times[child], nodes[child] = time, node


@njit(nogil=True, cache=True)
def _pop(times, nodes, count):  # type: ignore[no-untyped-def]
    """Remove the root of a heap of ``count``; the caller has read it and lowers its count by one."""
    last = count - 1
    time, node = times[last], nodes[last]
    hole, child = 0, 1
    while child < last:
        right = child + 1
        if right < last and (
            times[right] < times[child] or (times[right] == times[child] and nodes[right] < nodes[child])
        ):
            child = right
        if time < times[child] or (time == times[child] and node <= nodes[child]):
            break
        times[hole], nodes[hole] = times[child], nodes[child]
        hole = child
        child = 2 * hole + 1
    times[hole], nodes[hole] = time, node


@njit(nogil=True, cache=True)
def _traced(path, path_time, pred, source, arrival, target, start, goal):  # type: ignore[no-untyped-def]
    node, length = goal, 0
    while node != start and length < len(path):
        edge = pred[node]
        path[length] = edge
        path_time[length] = arrival[target[edge]]
        node = source[edge]
        length += 1


@njit(nogil=True, cache=True)
def advance(
    first: NDArray[np.int32],
    source: NDArray[np.int32],
    target: NDArray[np.int32],
    key: NDArray[np.uint64],
    chance: NDArray[np.int32],
    delay: NDArray[np.int32],
    need: NDArray[np.int32],
    watch: NDArray[np.int32],
    counted: NDArray[np.int32],
    size: NDArray[np.int32],
    threshold: NDArray[np.uint64],
    scale: NDArray[np.float64],
    law: NDArray[np.int32],
    tables: NDArray[np.float64],
    goals: NDArray[np.int32],
    start: NDArray[np.int32],
    deadline: NDArray[np.float64],
    tempo: NDArray[np.float64],
    walls: NDArray[np.int32],
    draw: NDArray[np.int32],
    state: NDArray[np.uint64],
    out_time: NDArray[np.float64],
    out_fallen: NDArray[np.int32],
    out_path: NDArray[np.int32],
    out_path_time: NDArray[np.float64],
    begin: int,
    end: int,
) -> None:
    """Run trials ``begin`` to ``end`` and write into the ``out_`` arrays; see ``passage.py`` for all others.

    A node falls at its arrival: the least over its live edges (OR), or the greatest over all its prerequisites
    (AND). A trial ends when the next arrival lies beyond its deadline.
    """
    nodes = len(need)
    arrival, settled = np.empty(nodes), np.empty(nodes, dtype=np.bool_)
    missing, pred = np.empty(nodes, dtype=np.int32), np.empty(nodes, dtype=np.int32)
    heap_time, heap_node = np.empty(len(target) + 2), np.empty(len(target) + 2, dtype=np.int32)
    for trial in range(begin, end):
        settled[:] = False
        missing[:] = need
        arrival[:] = np.inf
        row, luck, blocked = draw[trial], state[trial], walls[trial]
        arrival[start[trial]] = 0.0
        heap_time[0], heap_node[0], waiting = 0.0, start[trial], 1
        while waiting > 0:
            now, node = heap_time[0], heap_node[0]
            _pop(heap_time, heap_node, waiting)
            waiting -= 1
            if now > deadline[trial]:
                break
            if settled[node]:
                continue
            settled[node] = True
            if counted[node] >= 0:
                out_fallen[trial, counted[node]] += size[node]
            for edge in range(first[node], first[node + 1]):
                to = target[edge]
                if settled[to] or watch[to] & blocked:
                    continue
                if (_mixed(key[edge] ^ luck) >> _32) >= threshold[row, chance[edge]]:
                    continue
                kind = delay[edge]
                bits = _mixed((key[edge] ^ _DELAY_SALT) ^ luck)
                then = now + scale[row, kind] * tempo[trial] * _drawn(tables[law[kind]], bits)
                if need[to] == 1:
                    if not then < arrival[to]:
                        continue
                    arrival[to], pred[to] = then, edge
                else:
                    if missing[to] == need[to] or then > arrival[to]:
                        arrival[to], pred[to] = then, edge
                    missing[to] -= 1
                    if missing[to] > 0:
                        continue
                    then = arrival[to]
                _push(heap_time, heap_node, waiting, then, to)
                waiting += 1
        found = False
        for number in range(len(goals)):
            goal = goals[number]
            if settled[goal]:
                out_time[trial, number] = arrival[goal]
                if not found:
                    found = True
                    _traced(out_path[trial], out_path_time[trial], pred, source, arrival, target, start[trial], goal)
