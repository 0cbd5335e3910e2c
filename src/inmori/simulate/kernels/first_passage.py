"""First passage per trial, compiled: Dijkstra with a binary heap over AND/OR nodes, releasing the GIL.

All functions that the kernel calls live in this file, because numba's cache does not notice a change of a called
function elsewhere (facts: simulation.md B5). ``twin.py`` says the same in plain Python, bit for bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inmori.simulate.kernels.numba_setup import cached, prepare

CACHE = cached()
prepare()

import numpy as np  # noqa: E402
from numba import njit  # noqa: E402

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Indices are unsigned: a signed one costs a test for "from the end" at every access.
_A, _B = np.uint64(0xBF58_476D_1CE4_E5B9), np.uint64(0x94D0_49BB_1331_11EB)
_DELAY_SALT = np.uint64(0xD1B5_4A32_D192_ED03)
_0, _1, _2 = np.uint64(0), np.uint64(1), np.uint64(2)
_30, _27, _31, _32, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32), np.uint64(11)
_ALWAYS = np.uint64(1 << 32)
_TOUCHED, _SETTLED = np.uint8(1), np.uint8(2)


@njit(nogil=True, cache=CACHE)
def _mixed(value):  # type: ignore[no-untyped-def]
    value = (value ^ (value >> _30)) * _A
    value = (value ^ (value >> _27)) * _B
    return value ^ (value >> _31)


@njit(nogil=True, cache=CACHE)
def _drawn(tables, row, bits):  # type: ignore[no-untyped-def]
    position = np.float64(bits >> _11) * 2.0**-53 * (tables.shape[1] - 1)
    cell = np.uint64(position)
    part = position - cell
    return tables[row, cell] + part * (tables[row, cell + _1] - tables[row, cell])


@njit(nogil=True, cache=CACHE)
def _push(times, nodes, count, time, node):  # type: ignore[no-untyped-def]
    child = count
    while child > _0:
        parent = (child - _1) >> _1
        if times[parent] < time or (times[parent] == time and nodes[parent] <= node):
            break
        times[child], nodes[child] = times[parent], nodes[parent]
        child = parent
    times[child], nodes[child] = time, node


@njit(nogil=True, cache=CACHE)
def _pop(times, nodes, count):  # type: ignore[no-untyped-def]
    """Remove the root of a heap of ``count``; the caller has read it and lowers its count by one."""
    last = count - _1
    time, node = times[last], nodes[last]
    hole, child = _0, _1
    while child < last:
        right = child + _1
        if right < last and (
            times[right] < times[child] or (times[right] == times[child] and nodes[right] < nodes[child])
        ):
            child = right
        if time < times[child] or (time == times[child] and node <= nodes[child]):
            break
        times[hole], nodes[hole] = times[child], nodes[child]
        hole = child
        child = (hole << _1) + _1
    times[hole], nodes[hole] = time, node


@njit(nogil=True, cache=CACHE)
def _traced(path, path_time, pred, source, arrival, target, start, goal):  # type: ignore[no-untyped-def]
    node, length = goal, 0
    while node != start and length < len(path):
        edge = pred[node]
        path[length] = edge
        path_time[length] = arrival[target[edge]]
        node = source[edge]
        length += 1


@njit(nogil=True, cache=CACHE)
def _told(goals, found, arrival, pred, source, target, start, out_time, out_path, out_path_time):  # type: ignore[no-untyped-def]
    """Write one trial's goals, and the path to the first of them that fell."""
    traced = False
    for number in range(len(goals)):
        goal = goals[number]
        if found[goal] == _SETTLED:
            out_time[number] = arrival[goal]
            if not traced:
                traced = True
                _traced(out_path, out_path_time, pred, source, arrival, target, start, goal)


@njit(nogil=True, cache=CACHE)
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
    arrival, found = np.full(nodes, np.inf), np.zeros(nodes, dtype=np.uint8)
    missing, pred, touched = need.copy(), np.empty(nodes, dtype=np.int32), np.empty(nodes + 1, dtype=np.int32)
    heap_time, heap_node = np.empty(len(target) + 2), np.empty(len(target) + 2, dtype=np.int32)
    for trial in range(begin, end):
        row, luck, blocked = draw[trial], state[trial], walls[trial]
        arrival[start[trial]] = 0.0
        heap_time[0], heap_node[0], waiting = 0.0, start[trial], _1
        found[start[trial]], touched[0], many = _TOUCHED, start[trial], _1
        while waiting > _0:
            now, node = heap_time[_0], np.uint64(heap_node[_0])
            _pop(heap_time, heap_node, waiting)
            waiting -= _1
            if now > deadline[trial]:
                break
            if found[node] == _SETTLED:
                continue
            found[node] = _SETTLED
            if counted[node] >= 0:
                out_fallen[trial, counted[node]] += size[node]
            for edge in range(np.uint64(first[node]), np.uint64(first[node + _1])):
                to = np.uint64(target[edge])
                if found[to] == _SETTLED or watch[to] & blocked:
                    continue
                limit = threshold[row, np.uint64(chance[edge])]
                if limit < _ALWAYS and (_mixed(key[edge] ^ luck) >> _32) >= limit:
                    continue
                then, kind = now, np.uint64(delay[edge])
                if scale[row, kind] != 0.0:
                    bits = _mixed((key[edge] ^ _DELAY_SALT) ^ luck)
                    then = now + scale[row, kind] * tempo[trial] * _drawn(tables, np.uint64(law[kind]), bits)
                if found[to] == 0:
                    found[to] = _TOUCHED
                    touched[many] = to
                    many += _1
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
                waiting += _1
        _told(goals, found, arrival, pred, source, target, start[trial], out_time[trial], out_path[trial],
              out_path_time[trial])  # fmt: skip
        for number in range(many):
            node = np.uint64(touched[number])
            arrival[node], found[node], missing[node] = np.inf, 0, need[node]
