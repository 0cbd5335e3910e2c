"""The skeleton store, compiled: what could ever happen in each trial, found once, raced again for every portfolio.

``grow`` keeps, trial by trial, the edges that are live under the loosest chances and lie between what falls under
them and something that counts. ``race`` runs one portfolio over that: tighter chances, other times, other walls.
An edge's digits are those of its name and the trial, so the answer is the answer of the model edited and compiled anew,
bit for bit. All functions called live in this file; ``skeleton_twin.py`` says the same in numpy.
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
_0, _1 = np.uint64(0), np.uint64(1)
_30, _27, _31, _32, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32), np.uint64(11)
_TOUCHED, _SETTLED, _RESTS, _STACKED = np.uint8(1), np.uint8(2), np.uint8(3), np.uint8(4)
_REACHED, _KEPT = np.uint8(1), np.uint8(2)
_OTHERWISE = np.uint8(2)
_UNCERTAIN, _SLOW = np.uint8(1), np.uint8(2)


@njit(nogil=True, cache=CACHE)
def _mixed(value):  # type: ignore[no-untyped-def]
    value = (value ^ (value >> _30)) * _A
    value = (value ^ (value >> _27)) * _B
    return value ^ (value >> _31)


@njit(nogil=True, cache=CACHE)
def _spread(first, target, key, threshold, watch, starts, row, luck, blocked, seen, missing, reached):  # type: ignore[no-untyped-def]
    """Fill ``reached`` with the nodes that fall, ever, from any of the starts; return their number."""
    many = _0
    for number in range(np.uint64(len(starts))):
        node = np.uint64(starts[number])
        if seen[node] == 0:
            seen[node], reached[many] = _REACHED, node
            many += _1
    at = _0
    while at < many:
        node = np.uint64(reached[at])
        at += _1
        for edge in range(np.uint64(first[node]), np.uint64(first[node + _1])):
            to = np.uint64(target[edge])
            if seen[to] != 0 or watch[to] & blocked:
                continue
            if (_mixed(key[edge] ^ luck) >> _32) >= threshold[row, edge]:
                continue
            missing[to] -= 1
            if missing[to] <= 0:
                seen[to], reached[many] = _REACHED, to
                many += _1
    return many


@njit(nogil=True, cache=CACHE)
def _keep(first, target, key, threshold, worth, row, luck, seen, reached, many):  # type: ignore[no-untyped-def]
    """Mark the reached nodes from which something that counts is reached; return their number."""
    kept, again = _0, True
    while again:
        again = False
        for back in range(many):
            node = np.uint64(reached[many - _1 - back])
            if seen[node] == _KEPT:
                continue
            leads = worth[node]
            for edge in range(np.uint64(first[node]), np.uint64(first[node + _1])):
                if leads:
                    break
                if seen[np.uint64(target[edge])] == _KEPT:
                    leads = (_mixed(key[edge] ^ luck) >> _32) < threshold[row, edge]
            if leads:
                seen[node] = _KEPT
                kept += _1
                again = True
    return kept


@njit(nogil=True, cache=CACHE)
def _clear(need, target, first, seen, missing, reached, many):  # type: ignore[no-untyped-def]
    for number in range(many):
        node = np.uint64(reached[number])
        seen[node], missing[node] = 0, need[node]
        for edge in range(np.uint64(first[node]), np.uint64(first[node + _1])):
            missing[np.uint64(target[edge])] = need[np.uint64(target[edge])]


@njit(nogil=True, cache=CACHE)
def grow(
    first: NDArray[np.int32],
    target: NDArray[np.int32],
    key: NDArray[np.uint64],
    threshold: NDArray[np.uint64],
    need: NDArray[np.int32],
    watch: NDArray[np.int32],
    worth: NDArray[np.bool_],
    starts: NDArray[np.int32],
    walls: NDArray[np.int32],
    draw: NDArray[np.int32],
    state: NDArray[np.uint64],
    filling: bool,
    node_first: NDArray[np.int64],
    edge_first: NDArray[np.int64],
    out_node: NDArray[np.int32],
    out_begin: NDArray[np.int32],
    out_edge: NDArray[np.int32],
    out_to: NDArray[np.int32],
    begin: int,
    end: int,
) -> None:
    """Find the skeletons of trials ``begin`` to ``end``; see ``store.py`` for what the arrays hold.

    Not ``filling``, it only counts: the numbers of nodes and edges of trial t go to place t + 1 of ``node_first``
    and ``edge_first``. Filling, those two hold running sums and the ``out_`` arrays are written.
    """
    nodes = np.uint64(len(need))
    seen, missing, local = np.zeros(nodes, dtype=np.uint8), need.copy(), np.empty(nodes, dtype=np.int32)
    reached = np.empty(nodes, dtype=np.int32)
    for trial in range(np.uint64(begin), np.uint64(end)):
        row, luck = np.uint64(draw[trial]), state[trial]
        many = _spread(first, target, key, threshold, watch, starts[trial], row, luck, walls[trial], seen, missing, reached)
        kept = _keep(first, target, key, threshold, worth, row, luck, seen, reached, many)
        slot, place, edges = np.uint64(node_first[trial]), np.uint64(edge_first[trial]), _0
        if kept > _0:
            ordered = np.sort(reached[:many])
            number = 0
            for each in ordered:
                if seen[np.uint64(each)] == _KEPT:
                    local[np.uint64(each)] = number
                    number += 1
            for each in ordered:
                node = np.uint64(each)
                if seen[node] != _KEPT:
                    continue
                if filling:
                    out_node[slot], out_begin[slot + trial] = node, edges
                    slot += _1
                for edge in range(np.uint64(first[node]), np.uint64(first[node + _1])):
                    to = np.uint64(target[edge])
                    if seen[to] != _KEPT or (_mixed(key[edge] ^ luck) >> _32) >= threshold[row, edge]:
                        continue
                    edges += _1
                    if filling:
                        out_edge[place], out_to[place] = edge, local[to]
                        place += _1
        if filling:
            out_begin[slot + trial] = edges
        else:
            node_first[trial + _1], edge_first[trial + _1] = kept, edges
        _clear(need, target, first, seen, missing, reached, many)


@njit(nogil=True, cache=CACHE)
def _push(times, slots, count, time, slot):  # type: ignore[no-untyped-def]
    child = count
    while child > _0:
        parent = (child - _1) >> _1
        if times[parent] <= time:
            break
        times[child], slots[child] = times[parent], slots[parent]
        child = parent
    times[child], slots[child] = time, slot


@njit(nogil=True, cache=CACHE)
def _pop(times, slots, count):  # type: ignore[no-untyped-def]
    """Remove the root of a heap of ``count``; the caller has read it and lowers its count by one."""
    last = count - _1
    time, slot = times[last], slots[last]
    hole, child = _0, _1
    while child < last:
        right = child + _1
        if right < last and times[right] < times[child]:
            child = right
        if time <= times[child]:
            break
        times[hole], slots[hole] = times[child], slots[child]
        hole = child
        child = (hole << _1) + _1
    times[hole], slots[hole] = time, slot


@njit(nogil=True, cache=CACHE)
def _slot_of(node, nodes):  # type: ignore[no-untyped-def]
    """Return the place of ``node`` among ``nodes``, which ascend; their number if it is absent."""
    low, high = _0, np.uint64(len(nodes))
    while low < high:
        middle = (low + high) >> _1
        if nodes[middle] < node:
            low = middle + _1
        else:
            high = middle
    return low if low < np.uint64(len(nodes)) and nodes[low] == node else np.uint64(len(nodes))


@njit(nogil=True, cache=CACHE)
def _drawn(tables, row, bits):  # type: ignore[no-untyped-def]
    position = np.float64(bits >> _11) * 2.0**-53 * (tables.shape[1] - 1)
    cell = np.uint64(position)
    part = position - cell
    return tables[row, cell] + part * (tables[row, cell + _1] - tables[row, cell])


@njit(nogil=True, cache=CACHE)
def _differs(edges, key, threshold, chance, before, changed, watched, row, luck, blocked):  # type: ignore[no-untyped-def]
    """Whether any edge of a trial's skeleton is live in one problem only, or is live and ``changed`` otherwise.

    ``watched`` are the layers that see the edge's target in one problem only.
    """
    for at in range(np.uint64(len(edges))):
        each = np.uint64(edges[at])
        if changed[each] == 0 and watched[each] & blocked == 0:
            continue
        digits = _mixed(key[each] ^ luck) >> _32
        lives = digits < threshold[row, np.uint64(chance[each])]
        if lives != (digits < before[row, each]) or (lives and (changed[each] == _OTHERWISE or watched[each] & blocked != 0)):
            return True
    return False


@njit(nogil=True, cache=CACHE)
def _then(now, edge, key, delay, scale, law, tables, row, luck, tempo):  # type: ignore[no-untyped-def]
    kind = np.uint64(delay[edge])
    if scale[row, kind] == 0.0:
        return now
    bits = _mixed((key[edge] ^ _DELAY_SALT) ^ luck)
    return now + scale[row, kind] * tempo * _drawn(tables, np.uint64(law[kind]), bits)


@njit(nogil=True, cache=CACHE)
def _tell(nodes, slots, arrival, counted, size, goal, time, fallen):  # type: ignore[no-untyped-def]
    """Write down the handy nodes that fell. Called once a trial: a call with so many arrays costs as much as ten steps."""
    for number in range(np.uint64(len(slots))):
        slot = np.uint64(slots[number])
        here = np.uint64(nodes[slot])
        if counted[here] >= 0:
            fallen[np.uint64(counted[here])] += size[here]
        if goal[here] >= 0:
            time[np.uint64(goal[here])] = arrival[slot]


@njit(nogil=True, cache=CACHE)
def _follow(nodes, begins, edges, targets, graph, crew, room, time, fallen):  # type: ignore[no-untyped-def]
    """Race one trial on its skeleton from the slot where the crew begins; see :func:`race`."""
    key, chance, delay, threshold, scale, law, tables, need, watch, counted, size, goal, kinds, handy = graph
    slot, row, luck, blocked, deadline, tempo = crew
    arrival, found, missing, heap_time, heap_slot, stack, rest = room
    found[: len(nodes)] = 0
    found[slot], arrival[slot], stack[_0], piled, waiting, resting, now = _TOUCHED, 0.0, slot, _1, _0, _0, 0.0
    while piled > _0 or waiting > _0:
        if piled > _0:
            piled -= _1
            slot = np.uint64(stack[piled])
        else:
            now, slot = heap_time[_0], np.uint64(heap_slot[_0])
            _pop(heap_time, heap_slot, waiting)
            waiting -= _1
        if found[slot] == _SETTLED:
            continue
        at_hand = now
        if found[slot] == _STACKED:
            found[slot], at_hand = _RESTS, arrival[slot]
        else:
            found[slot] = _SETTLED
            here = np.uint64(nodes[slot])
            if counted[here] >= 0:
                fallen[np.uint64(counted[here])] += size[here]
            if goal[here] >= 0:
                time[np.uint64(goal[here])] = now
        for at in range(np.uint64(begins[slot]), np.uint64(begins[slot + _1])):
            to, each = np.uint64(targets[at]), np.uint64(edges[at])
            if found[to] == _SETTLED or (found[to] >= _RESTS and arrival[to] <= at_hand):
                continue
            if kinds[each] & _UNCERTAIN and (_mixed(key[each] ^ luck) >> _32) >= threshold[row, np.uint64(chance[each])]:
                continue
            there, then = np.uint64(nodes[to]), at_hand
            if kinds[each] & _SLOW:
                then = _then(at_hand, each, key, delay, scale, law, tables, row, luck, tempo)
            if watch[there] & blocked or then > deadline:
                continue
            if found[to] == 0:
                arrival[to], missing[to] = then, need[there] - 1
                found[to] = _TOUCHED
                if handy[there]:
                    found[to], rest[resting] = _RESTS, to
                    resting += _1
            elif need[there] > 1:
                then = max(then, arrival[to])
                arrival[to], missing[to] = then, missing[to] - 1
            elif then < arrival[to]:
                arrival[to] = then
            else:
                continue
            if missing[to] > 0 or found[to] == _STACKED:
                continue
            if found[to] == _RESTS or then == now:
                found[to], stack[piled] = _STACKED if found[to] == _RESTS else _TOUCHED, to
                piled += _1
            else:
                _push(heap_time, heap_slot, waiting, then, to)
                waiting += _1
    _tell(nodes, rest[:resting], arrival, counted, size, goal, time, fallen)


@njit(nogil=True, cache=CACHE)
def race(
    order: NDArray[np.int64],
    node_first: NDArray[np.int64],
    edge_first: NDArray[np.int64],
    node: NDArray[np.uint16],
    begins: NDArray[np.uint16],
    edge: NDArray[np.uint16],
    to: NDArray[np.uint16],
    key: NDArray[np.uint64],
    chance: NDArray[np.int32],
    delay: NDArray[np.int32],
    threshold: NDArray[np.uint64],
    scale: NDArray[np.float64],
    law: NDArray[np.int32],
    tables: NDArray[np.float64],
    need: NDArray[np.int32],
    watch: NDArray[np.int32],
    counted: NDArray[np.int32],
    size: NDArray[np.int32],
    goal: NDArray[np.int32],
    kinds: NDArray[np.uint8],
    handy: NDArray[np.bool_],
    start: NDArray[np.int32],
    deadline: NDArray[np.float64],
    tempo: NDArray[np.float64],
    walls: NDArray[np.int32],
    draw: NDArray[np.int32],
    state: NDArray[np.uint64],
    slots: int,
    pushes: int,
    known: NDArray[np.bool_],
    before: NDArray[np.uint64],
    changed: NDArray[np.uint8],
    watched: NDArray[np.int32],
    out_time: NDArray[np.float64],
    out_fallen: NDArray[np.int32],
    begin: int,
    end: int,
) -> None:
    """Race one portfolio on the skeletons ``begin`` to ``end``; ``goal`` gives each node's row of times, or -1.

    As ``first_passage.advance``, on the skeleton only (at most ``slots`` nodes, ``pushes`` on the heap). What arrives at
    once skips the heap; so do ``handy`` nodes (``store.py``): they hand on a better time as soon as they have it. A
    ``known`` answer stands in ``out_``, and stays if no ``changed`` edge (``store.py``) differs there."""
    room = (
        np.empty(slots), np.empty(slots, np.uint8), np.empty(slots, np.int32), np.empty(pushes),
        np.empty(pushes, np.uint32), np.empty(2 * slots + 2, np.uint32), np.empty(slots, np.uint32),
    )  # fmt: skip
    graph = (key, chance, delay, threshold, scale, law, tables, need, watch, counted, size, goal, kinds, handy)
    for place in range(begin, end):
        trial, nodes = order[place], node[node_first[place] : node_first[place + 1]]
        edges, targets = edge[edge_first[place] : edge_first[place + 1]], to[edge_first[place] : edge_first[place + 1]]
        row, luck = np.uint64(draw[trial]), state[trial]
        if known[trial] and not _differs(edges, key, threshold, chance, before, changed, watched, row, luck, walls[trial]):
            continue
        out_time[:, trial], out_fallen[trial] = np.inf, 0
        slot = _slot_of(start[trial], nodes)
        if slot < np.uint64(len(nodes)):
            crew = (slot, row, luck, walls[trial], deadline[trial], tempo[trial])
            own = begins[node_first[place] + place : node_first[place + 1] + place + 1]
            _follow(nodes, own, edges, targets, graph, crew, room, out_time[:, trial], out_fallen[trial])
