"""The skeleton store in numpy: what runs without a compiler, and the check that the compiled store is right.

Same skeletons, same times, bit for bit: a time is the least (or, where all prerequisites count, the greatest) of the
same sums, whatever the order in which they are found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inmori.simulate.luck import DELAY_SALT, DIGITS, mixed_array

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CELLS = 1 << 20  # trials times edges looked at together


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
    """Find the skeletons of trials ``begin`` to ``end``; see ``skeleton.grow``."""
    import numpy as np

    source = np.repeat(np.arange(len(need)), np.diff(first))
    step = max(1, CELLS // max(len(key), 1))
    for lower in range(begin, end, step):
        part = slice(lower, min(lower + step, end))
        digits = mixed_array(key[None, :] ^ state[part, None]) >> np.uint64(64 - DIGITS)
        live = digits < threshold[draw[part]]
        allowed = (watch[None, :] & walls[part, None]) == 0
        kept = _kept(live, source, target, need, allowed, starts[part], worth)
        live &= kept[:, source] & kept[:, target]
        if not filling:
            node_first[part.start + 1 : part.stop + 1] = kept.sum(axis=1)
            edge_first[part.start + 1 : part.stop + 1] = live.sum(axis=1)
            continue
        slots, places = (slice(int(ends[part.start]), int(ends[part.stop])) for ends in (node_first, edge_first))
        row, out_node[slots] = np.nonzero(kept)
        local = np.cumsum(kept, axis=1) - 1
        leaving = np.zeros(kept.shape, dtype=np.int64)
        rows, out_edge[places] = np.nonzero(live)
        np.add.at(leaving, (rows, source[out_edge[places]]), 1)
        counts = leaving[row, out_node[slots]]
        # One number more than there are slots in each trial: where the edges of its last slot end.
        place = np.arange(slots.start, slots.stop) + part.start + row
        out_begin[place] = np.cumsum(counts) - counts - (edge_first[part] - edge_first[part.start])[row]
        out_begin[node_first[part.start + 1 : part.stop + 1] + np.arange(part.start, part.stop)] = np.diff(
            edge_first[part.start : part.stop + 1]
        )
        out_to[places] = local[rows, target[out_edge[places]]]


def _kept(
    live: NDArray[np.bool_],
    source: NDArray[np.int64],
    target: NDArray[np.int32],
    need: NDArray[np.int32],
    allowed: NDArray[np.bool_],
    starts: NDArray[np.int32],
    worth: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Return (trials, nodes): what falls, ever, and leads to something of worth."""
    import numpy as np

    fallen = np.zeros(allowed.shape, dtype=np.bool_)
    fallen[np.arange(len(fallen))[:, None], starts] = True
    into, arriving = _groups(target)
    while True:
        arrived = np.add.reduceat((live & fallen[:, source])[:, into[0]], into[1], axis=1, dtype=np.int32)
        more = fallen.copy()
        more[:, arriving] |= (arrived >= need[arriving]) & allowed[:, arriving]
        if np.array_equal(more, fallen):
            break
        fallen = more
    out_of, leaving = _groups(source)
    leads = fallen & worth
    while True:
        more = leads.copy()
        more[:, leaving] |= np.logical_or.reduceat((live & leads[:, target])[:, out_of[0]], out_of[1], axis=1)
        more &= fallen
        if np.array_equal(more, leads):
            return leads
        leads = more


def _groups(node: NDArray[np.int64] | NDArray[np.int32]) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], NDArray[np.int64]]:
    """Return an order of the edges by node with the places where groups begin, and each group's node."""
    import numpy as np

    order = np.argsort(node, kind="stable")
    cuts = np.flatnonzero(np.diff(node[order], prepend=-1))
    return (order, cuts), node[order][cuts].astype(np.int64)


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
    _kinds: NDArray[np.uint8],
    _handy: NDArray[np.bool_],
    start: NDArray[np.int32],
    deadline: NDArray[np.float64],
    tempo: NDArray[np.float64],
    walls: NDArray[np.int32],
    draw: NDArray[np.int32],
    state: NDArray[np.uint64],
    _slots: int,
    _pushes: int,
    _known: NDArray[np.bool_],
    _before: NDArray[np.uint64],
    _changed: NDArray[np.uint8],
    _watched: NDArray[np.int32],
    out_time: NDArray[np.float64],
    out_fallen: NDArray[np.int32],
    begin: int,
    end: int,
) -> None:
    """Race one portfolio on the skeletons ``begin`` to ``end``; see ``skeleton.race``. What is known is found again."""
    import numpy as np

    low, high = int(node_first[begin]), int(node_first[end])
    places = slice(int(edge_first[begin]), int(edge_first[end]))
    sizes = np.diff(node_first[begin : end + 1])
    here, trial = node[low:high].astype(np.int64), np.repeat(order[begin:end], sizes)
    out_time[:, order[begin:end]], out_fallen[order[begin:end]] = np.inf, 0
    offset = np.repeat(node_first[begin:end] - low, sizes)
    at = np.arange(low, high) + np.repeat(np.arange(begin, end), sizes)
    source = np.repeat(np.arange(high - low), begins[at + 1].astype(np.int64) - begins[at])
    which, each = trial[source], edge[places].astype(np.int64)
    digits = mixed_array(key[each] ^ state[which]) >> np.uint64(64 - DIGITS)
    live = digits < threshold[draw[which], chance[each]]
    source, which, each = source[live], which[live], each[live]
    target = to[places][live].astype(np.int64) + offset[source]
    kind = delay[each]
    bits = mixed_array((key[each] ^ np.uint64(DELAY_SALT)) ^ state[which])
    factor = scale[draw[which], kind]
    hours = np.where(factor != 0.0, factor * tempo[which] * _drawn(tables, law[kind], bits), 0.0)
    first = here == start[trial]
    shut = ((watch[here] & walls[trial]) != 0) & ~first
    arrival = _settled(source, target, hours, need[here], first, shut)
    fell = arrival <= deadline[trial]
    hit = fell & (goal[here] >= 0)
    out_time[goal[here[hit]], trial[hit]] = arrival[hit]
    machine = fell & (counted[here] >= 0)
    np.add.at(out_fallen, (trial[machine], counted[here[machine]]), size[here[machine]])


def _drawn(
    tables: NDArray[np.float64], law: NDArray[np.int32], bits: NDArray[np.uint64]
) -> NDArray[np.float64]:
    import numpy as np

    position = (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53 * (tables.shape[1] - 1)
    cell = position.astype(np.int64)
    low = tables[law, cell]
    found: NDArray[np.float64] = low + (position - cell) * (tables[law, cell + 1] - low)
    return found


def _settled(
    source: NDArray[np.int64],
    target: NDArray[np.int64],
    hours: NDArray[np.float64],
    need: NDArray[np.int32],
    first: NDArray[np.bool_],
    shut: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return the arrival at every slot, inf where it is never reached."""
    import numpy as np

    arrival = np.where(first, 0.0, np.inf)
    order = np.argsort(target, kind="stable")
    source, target, hours = source[order], target[order], hours[order]
    cuts = np.flatnonzero(np.diff(target, prepend=-1))
    own = target[cuts]
    open_, every = ~(first | shut)[own], need[own] > 1
    if not len(own):
        return arrival
    while True:
        then = arrival[source] + hours
        there = np.isfinite(then)
        least = np.minimum.reduceat(then, cuts)
        latest = np.maximum.reduceat(np.where(there, then, -np.inf), cuts)
        full = np.add.reduceat(there, cuts, dtype=np.int64) >= need[own]
        found = np.where(every, np.where(full, latest, np.inf), least)
        more = arrival.copy()
        more[own[open_]] = found[open_]
        if np.array_equal(more, arrival):
            return arrival
        arrival = more
