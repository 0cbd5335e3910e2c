"""First passage in plain Python: what runs without a compiler, and the check that the compiled kernel is right.

Same arguments, same order of floating-point operations, same bits as ``first_passage.advance``; some thirty times
slower. Drawing a part's luck in numpy first was tried and was no faster: most of it belongs to steps never looked at.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from inmori.simulate.luck import DELAY_SALT, DIGITS, mixed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_INFINITE = float("inf")
_ALWAYS = 1 << DIGITS


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
    """Run trials ``begin`` to ``end``; see ``first_passage.advance``."""
    firsts, sources, targets, keys = first.tolist(), source.tolist(), target.tolist(), key.tolist()
    chances, delays, needs, watches = chance.tolist(), delay.tolist(), need.tolist(), watch.tolist()
    laws, rows = law.tolist(), tables.tolist()
    for trial in range(begin, end):
        origin, hours, pace = int(start[trial]), float(deadline[trial]), float(tempo[trial])
        luck, blocked = int(state[trial]), int(walls[trial])
        limits, scales = threshold[draw[trial]].tolist(), scale[draw[trial]].tolist()
        settled: set[int] = set()
        arrival: dict[int, float] = {origin: 0.0}
        pred: dict[int, int] = {}
        missing: dict[int, int] = {}
        heap = [(0.0, origin)]
        while heap:
            now, node = heapq.heappop(heap)
            if now > hours:
                break
            if node in settled:
                continue
            settled.add(node)
            for edge in range(firsts[node], firsts[node + 1]):
                to = targets[edge]
                if to in settled or watches[to] & blocked:
                    continue
                limit, kind, then = limits[chances[edge]], delays[edge], now
                if limit < _ALWAYS and mixed(keys[edge] ^ luck) >> (64 - DIGITS) >= limit:
                    continue
                if scales[kind] != 0.0:
                    bits = mixed(keys[edge] ^ DELAY_SALT ^ luck)
                    then = now + scales[kind] * pace * _drawn(rows[laws[kind]], bits)
                if needs[to] == 1:
                    if not then < arrival.get(to, _INFINITE):
                        continue
                    arrival[to], pred[to] = then, edge
                else:
                    if to not in missing or then > arrival[to]:
                        arrival[to], pred[to] = then, edge
                    missing[to] = missing.get(to, needs[to]) - 1
                    if missing[to] > 0:
                        continue
                    then = arrival[to]
                heapq.heappush(heap, (then, to))
        for node in settled:
            if counted[node] >= 0:
                out_fallen[trial, counted[node]] += size[node]
        fallen = [goal for goal in goals.tolist() if goal in settled]
        for number, goal in enumerate(goals.tolist()):
            out_time[trial, number] = arrival[goal] if goal in settled else _INFINITE
        if fallen:
            _trace(out_path[trial], out_path_time[trial], pred, sources, targets, arrival, origin, fallen[0])


def _drawn(table: list[float], bits: int) -> float:
    position = float(bits >> 11) * 2.0**-53 * (len(table) - 1)
    cell = int(position)
    part = position - cell
    return table[cell] + part * (table[cell + 1] - table[cell])


def _trace(
    path: NDArray[np.int32],
    path_time: NDArray[np.float64],
    pred: dict[int, int],
    sources: list[int],
    targets: list[int],
    arrival: dict[int, float],
    origin: int,
    goal: int,
) -> None:
    node, length = goal, 0
    while node != origin and length < len(path):
        edge = pred[node]
        path[length], path_time[length] = edge, arrival[targets[edge]]
        node, length = sources[edge], length + 1
