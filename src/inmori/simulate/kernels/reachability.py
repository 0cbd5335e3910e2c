"""Who falls, ever, for 256 campaigns at once: one bit a campaign, four words a node, no clock.

Every edge gets a word of 64 bits, one a campaign: whether the edge is live there. Nodes then pull: what has fallen
among their sources, and'ed with the edges' words, or'ed together. Only nodes whose sources changed are looked at again.

A live bit is the same comparison of 32 random digits as in ``first_passage``, on the same hash of edge and campaign,
so the two kernels can be held against each other campaign by campaign. That costs one hash a bit (drawing digit by
digit for 64 campaigns at once would cost an eighth, but be another luck); certain and impossible edges need none, and
an edge is drawn only where its source has fallen and its target has not. All functions that the kernel calls live in this
file, because numba's cache does not notice a change elsewhere. ``reachability_twin.py`` says the same in numpy.
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

# Index arithmetic is unsigned throughout: a signed index costs a test for "from the end" at every access, which
# makes the inner loop half as fast.
_A, _B = np.uint64(0xBF58_476D_1CE4_E5B9), np.uint64(0x94D0_49BB_1331_11EB)
_0, _1, _2, _3, _4, _5, _6 = (np.uint64(number) for number in (0, 1, 2, 3, 4, 5, 6))
_27, _30, _31, _32, _64 = (np.uint64(number) for number in (27, 30, 31, 32, 64))
_ALL, _ALWAYS, _HALF = np.uint64(0xFFFF_FFFF_FFFF_FFFF), np.uint64(1 << 32), np.uint64(1 << 31)
_DRAWN = np.uint8(15)


@njit(nogil=True, cache=CACHE)
def _live(key, luck, limit, live, at, begin, end):  # type: ignore[no-untyped-def]
    """Words ``begin`` to ``end`` of an edge: in which of 64 campaigns each 32 digits of the hash are below ``limit``.

    ``key`` and ``luck`` come with the hash's first shift done, which is linear. Up to one half the last shift
    cannot change the answer and is left out.
    """
    bound = limit << _32
    if limit == _0 or limit >= _ALWAYS:
        for number in range(begin, end):
            live[at + number] = _0 if limit == _0 else _ALL
    elif limit <= _HALF:
        for number in range(begin, end):
            word = _0
            for lane in range(64):
                value = (key ^ luck[(number << _6) + np.uint64(lane)]) * _A
                value = (value ^ (value >> _27)) * _B
                word |= np.uint64(value < bound) << np.uint64(lane)
            live[at + number] = word
    else:
        for number in range(begin, end):
            word = _0
            for lane in range(64):
                value = (key ^ luck[(number << _6) + np.uint64(lane)]) * _A
                value = (value ^ (value >> _27)) * _B
                value ^= value >> _31
                word |= np.uint64(value < bound) << np.uint64(lane)
            live[at + number] = word


@njit(nogil=True, cache=CACHE)
def _draw(live, drawn, edge, w0, w1, w2, w3, key, chance, threshold, luck, runs, run_draw, run_lanes):  # type: ignore[no-untyped-def]
    """Draw an edge where lanes want it (``w0`` to ``w3``), in a block with several parameter draws.

    A run is a set of lanes of one word with one parameter draw; lanes without a trial may hold any bit.
    """
    at, known = edge << _2, np.uint64(drawn[edge])
    folded, row = key[edge] ^ (key[edge] >> _30), np.uint64(chance[edge])
    wanted = np.uint64(w0 != _0) | np.uint64(w1 != _0) << _1 | np.uint64(w2 != _0) << _2 | np.uint64(w3 != _0) << _3
    for word in range(_4):
        if (known >> word) & _1:
            continue
        bits = _0
        if (wanted >> word) & _1:
            for run in range(np.uint64(runs[word]), np.uint64(runs[word + _1])):
                _live(folded, luck, threshold[np.uint64(run_draw[run]), row], live, at, word, word + _1)
                bits |= live[at + word] & run_lanes[run]
        live[at + word] = bits
    drawn[edge] |= np.uint8(wanted)


@njit(nogil=True, cache=CACHE)
def _reset(drawn, dirty, fallen):  # type: ignore[no-untyped-def]
    drawn[:] = 0
    dirty[:] = 0
    fallen[:] = _0


@njit(nogil=True, cache=CACHE)
def _mark(dirty, first, target, node):  # type: ignore[no-untyped-def]
    for edge in range(np.uint64(first[node]), np.uint64(first[node + _1])):
        dirty[np.uint64(target[edge])] = 1


@njit(nogil=True, cache=CACHE)
def _counted(  # type: ignore[no-untyped-def]
    fallen, live, drawn, begin, end, origin, need, planes, shut, walls, at, key, chance, threshold, luck, runs,
    run_draw, run_lanes,
):  # fmt: skip
    """A node that waits for ``need`` arrivals: counters of all campaigns side by side, one bit of each a plane.

    A counter starts so far below a power of two that the arrival it waits for carries out of its highest plane.
    """
    high = _1
    while (_1 << high) < need:
        high += _1
    short = (_1 << high) - need
    for plane in range(high):
        for word in range(_4):
            planes[(plane << _2) + word] = _ALL if (short >> plane) & _1 else _0
    changed = False
    for edge in range(begin, end):
        source = np.uint64(origin[edge]) << _2
        if drawn[edge] != _DRAWN:
            w0, w1 = fallen[source], fallen[source + _1]
            w2, w3 = fallen[source + _2], fallen[source + _3]
            if (w0 | w1 | w2 | w3) == _0:
                continue
            _draw(live, drawn, edge, w0, w1, w2, w3, key, chance, threshold, luck, runs, run_draw, run_lanes)
        for word in range(_4):
            carry = fallen[source + word] & live[(edge << _2) + word] & ~(shut[walls + word] | fallen[at + word])
            for plane in range(high):
                held = planes[(plane << _2) + word]
                planes[(plane << _2) + word] = held ^ carry
                carry &= held
            if carry != _0:
                fallen[at + word] |= carry
                changed = True
    return changed


@njit(nogil=True, cache=CACHE)
def _sweep(  # type: ignore[no-untyped-def]
    first, target, in_first, origin, key, chance, need, wall, shut, threshold, luck, runs, run_draw, run_lanes, planes,
    live, drawn, dirty, fallen,
):  # fmt: skip
    """Look once at every node whose sources changed; say whether anything more fell."""
    again = False
    for node in range(np.uint64(len(need))):
        if dirty[node] == 0:
            continue
        dirty[node] = 0
        begin, end = np.uint64(in_first[node]), np.uint64(in_first[node + _1])
        at, walls = node << _2, np.uint64(wall[node]) << _2
        if need[node] > 1:
            if _counted(fallen, live, drawn, begin, end, origin, np.uint64(need[node]), planes, shut, walls, at, key,
                        chance, threshold, luck, runs, run_draw, run_lanes):  # fmt: skip
                again = True
                _mark(dirty, first, target, node)
            continue
        a0, a1 = fallen[at] | shut[walls], fallen[at + _1] | shut[walls + _1]
        a2, a3 = fallen[at + _2] | shut[walls + _2], fallen[at + _3] | shut[walls + _3]
        for edge in range(begin, end):
            source, mask = np.uint64(origin[edge]) << _2, edge << _2
            if drawn[edge] != _DRAWN:
                w0, w1 = fallen[source] & ~a0, fallen[source + _1] & ~a1
                w2, w3 = fallen[source + _2] & ~a2, fallen[source + _3] & ~a3
                if (w0 | w1 | w2 | w3) == _0:
                    continue
                if runs[_5] == 1:  # one parameter draw: no call with many arrays, whose passing costs as much as the draw
                    limit = threshold[np.uint64(run_draw[np.uint64(runs[_0])]), np.uint64(chance[edge])]
                    _live(key[edge] ^ (key[edge] >> _30), luck, limit, live, edge << _2, _0, _4)
                    drawn[edge] = _DRAWN
                else:
                    _draw(live, drawn, edge, w0, w1, w2, w3, key, chance, threshold, luck, runs, run_draw, run_lanes)
            a0 |= fallen[source] & live[mask]
            a1 |= fallen[source + _1] & live[mask + _1]
            a2 |= fallen[source + _2] & live[mask + _2]
            a3 |= fallen[source + _3] & live[mask + _3]
        a0, a1 = a0 & ~(shut[walls] | fallen[at]), a1 & ~(shut[walls + _1] | fallen[at + _1])
        a2, a3 = a2 & ~(shut[walls + _2] | fallen[at + _2]), a3 & ~(shut[walls + _3] | fallen[at + _3])
        if (a0 | a1 | a2 | a3) != _0:
            fallen[at] |= a0
            fallen[at + _1] |= a1
            fallen[at + _2] |= a2
            fallen[at + _3] |= a3
            again = True
            _mark(dirty, first, target, node)
    return again


@njit(nogil=True, cache=CACHE)
def _take_runs(run_first, run_draw, block, runs):  # type: ignore[no-untyped-def]
    """Copy where the runs of a block's words begin, and add whether all of them have one parameter draw."""
    for word in range(_5):
        runs[word] = run_first[(block << _2) + word]
    runs[_5] = 1
    for run in range(np.uint64(runs[_0]), np.uint64(runs[_4])):
        if run_draw[run] != run_draw[np.uint64(runs[_0])]:
            runs[_5] = 0


@njit(nogil=True, cache=CACHE)
def _begin(first, target, state, start, block, runs, run_lanes, luck, dirty, fallen):  # type: ignore[no-untyped-def]
    """Fill the lanes' luck and let each campaign's first node fall."""
    last = _ALL
    for lane in range(np.uint64(256)):
        trial = (block << np.uint64(8)) + lane
        luck[lane] = state[trial] ^ (state[trial] >> _30)
    for word in range(_4):
        for run in range(np.uint64(runs[word]), np.uint64(runs[word + _1])):
            for lane in range(_64):
                if (run_lanes[run] >> lane) & _1:
                    node = np.uint64(start[(block << np.uint64(8)) + (word << _6) + lane])
                    fallen[(node << _2) + word] |= _1 << lane
                    if node != last:
                        _mark(dirty, first, target, node)
                    last = node


@njit(nogil=True, cache=CACHE)
def _tally(counted, size, goals, fallen, sums, block, out_time, out_fallen):  # type: ignore[no-untyped-def]
    """Write a block's goals and counts. Counts are added in all campaigns at once, one plane a binary digit."""
    sums[:] = _0
    for node in range(np.uint64(len(counted))):
        if counted[node] >= 0:
            column = np.uint64(counted[node])
            for word in range(_4):
                bits = fallen[(node << _2) + word]
                for low in range(_32):
                    if bits == _0 or (np.uint64(size[node]) >> low) == _0:
                        break
                    carry = bits if (np.uint64(size[node]) >> low) & _1 else _0
                    for plane in range(low, _32):
                        if carry == _0:
                            break
                        held = sums[column, word, plane]
                        sums[column, word, plane] = held ^ carry
                        carry &= held
    for lane in range(np.uint64(256)):
        trial, own, bit = (block << np.uint64(8)) + lane, lane >> _6, lane & np.uint64(63)
        for each in range(np.uint64(out_fallen.shape[1])):
            total = _0
            for digit in range(_32):
                total |= ((sums[each, own, digit] >> bit) & _1) << digit
            out_fallen[trial, each] = total
        for number in range(np.uint64(len(goals))):
            if (fallen[(np.uint64(goals[number]) << _2) + own] >> bit) & _1:
                out_time[trial, number] = 0.0


@njit(nogil=True, cache=CACHE)
def advance(
    first: NDArray[np.uint32],
    target: NDArray[np.uint32],
    in_first: NDArray[np.uint32],
    origin: NDArray[np.uint32],
    key: NDArray[np.uint64],
    chance: NDArray[np.uint32],
    need: NDArray[np.int32],
    wall: NDArray[np.uint32],
    counted: NDArray[np.int32],
    size: NDArray[np.int32],
    goals: NDArray[np.int32],
    threshold: NDArray[np.uint64],
    state: NDArray[np.uint64],
    start: NDArray[np.uint32],
    shut: NDArray[np.uint64],
    run_first: NDArray[np.uint32],
    run_draw: NDArray[np.uint32],
    run_lanes: NDArray[np.uint64],
    out_time: NDArray[np.float64],
    out_fallen: NDArray[np.int32],
    begin: int,
    end: int,
) -> None:
    """Run blocks ``begin`` to ``end`` of 256 campaigns each and write into the ``out_`` arrays; see ``lanes.py``.

    ``in_first``, ``origin``, ``key`` and ``chance`` describe the edges by target; ``shut`` (blocks, walls x 4)
    holds the campaigns whose defenders keep them out of nodes of that wall.
    """
    nodes, edges = len(need), len(origin)
    live, drawn = np.empty(edges * 4, dtype=np.uint64), np.empty(edges, dtype=np.uint8)
    fallen, dirty = np.empty(nodes * 4, dtype=np.uint64), np.empty(nodes, dtype=np.uint8)
    luck, planes, runs = np.empty(256, dtype=np.uint64), np.empty(132, dtype=np.uint64), np.empty(6, dtype=np.uint32)
    sums = np.empty((out_fallen.shape[1], 4, 32), dtype=np.uint64)
    for block in range(np.uint64(begin), np.uint64(end)):
        _reset(drawn, dirty, fallen)
        _take_runs(run_first, run_draw, block, runs)
        _begin(first, target, state, start, block, runs, run_lanes, luck, dirty, fallen)
        while _sweep(first, target, in_first, origin, key, chance, need, wall, shut[block], threshold, luck, runs,
                     run_draw, run_lanes, planes, live, drawn, dirty, fallen):  # fmt: skip
            pass
        _tally(counted, size, goals, fallen, sums, block, out_time, out_fallen)
