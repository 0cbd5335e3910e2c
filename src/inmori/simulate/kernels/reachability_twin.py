"""Who falls, ever, in numpy: what runs without a compiler, and the check that the compiled kernel is right.

The same lanes and the same luck as ``reachability.advance``, but sweeping over all edges at once. What falls is the
least set closed under the live edges, so the order of the sweeps cannot show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inmori.simulate.kernels.lanes import LANES, WORDS, unpacked
from inmori.simulate.luck import DIGITS, mixed_array

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EDGES = 4_096  # drawn at a time: 8 MB of hashes


def advance(
    _first: NDArray[np.uint32],
    _target: NDArray[np.uint32],
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
    """Run blocks ``begin`` to ``end``; see ``reachability.advance``."""
    import numpy as np

    for block in range(begin, end):
        draw, there = _lane_draws(run_first[block * WORDS :], run_draw, run_lanes)
        lanes = slice(block * LANES, (block + 1) * LANES)
        live = _live(key, chance, threshold, state[lanes], draw) & _words(there)
        fallen = np.zeros((len(need), WORDS), dtype=np.uint64)
        for lane in np.flatnonzero(there).tolist():
            fallen[start[block * LANES + lane], lane // 64] |= np.uint64(1 << (lane % 64))
        _spread(fallen, live, origin, in_first, need, ~shut[block].reshape(-1, WORDS)[wall])
        seen = unpacked(fallen)
        out_time[lanes] = np.where(seen[goals].T, 0.0, np.inf)
        for column in range(out_fallen.shape[1]):
            rows = counted == column
            out_fallen[lanes, column] = (seen[rows] * size[rows, None]).sum(axis=0)


def _lane_draws(
    run_first: NDArray[np.uint32], run_draw: NDArray[np.uint32], run_lanes: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the parameter draw of each lane of a block, and whether there is a trial in it."""
    import numpy as np

    draw, there = np.zeros(LANES, dtype=np.int64), np.zeros(LANES, dtype=np.bool_)
    for word in range(WORDS):
        for run in range(int(run_first[word]), int(run_first[word + 1])):
            at = word * 64 + np.flatnonzero(unpacked(run_lanes[run : run + 1]))
            draw[at], there[at] = run_draw[run], True
    return draw, there


def _live(
    key: NDArray[np.uint64],
    chance: NDArray[np.uint32],
    threshold: NDArray[np.uint64],
    state: NDArray[np.uint64],
    draw: NDArray[np.int64],
) -> NDArray[np.uint64]:
    """Return (edges, WORDS): a bit for each lane in which the edge is live."""
    import numpy as np

    limit, words = threshold[draw].T, []
    for begin in range(0, len(key), EDGES):
        part = slice(begin, begin + EDGES)
        digits = mixed_array(key[part, None] ^ state[None, :]) >> np.uint64(64 - DIGITS)
        words.append(_words(digits < limit[chance[part]]))
    return np.concatenate(words) if words else np.zeros((0, WORDS), dtype=np.uint64)


def _words(bits: NDArray[np.bool_]) -> NDArray[np.uint64]:
    import numpy as np

    return np.packbits(bits, axis=-1, bitorder="little").view(np.uint64)


def _spread(
    fallen: NDArray[np.uint64],
    live: NDArray[np.uint64],
    origin: NDArray[np.uint32],
    in_first: NDArray[np.uint32],
    need: NDArray[np.int32],
    allowed: NDArray[np.uint64],
) -> None:
    """Let fall, in place, all that follows from what has fallen."""
    import numpy as np

    begins, ends = in_first[:-1].astype(np.int64), in_first[1:].astype(np.int64)
    single = np.flatnonzero((ends > begins) & (need <= 1))
    several = np.flatnonzero((ends > begins) & (need > 1)).tolist()
    inner = np.concatenate([np.arange(begins[node], ends[node]) for node in single.tolist()] or [np.zeros(0, int)])
    cuts = np.concatenate([[0], np.cumsum((ends - begins)[single])])[:-1].astype(np.int64)
    while True:
        before = fallen.copy()
        if len(single):
            arriving = np.bitwise_or.reduceat(fallen[origin[inner]] & live[inner], cuts, axis=0)
            fallen[single] |= arriving & allowed[single]
        for node in several:
            edges = slice(begins[node], ends[node])
            arrived = unpacked(fallen[origin[edges]] & live[edges]).sum(axis=0) >= need[node]
            fallen[node] |= _words(arrived) & allowed[node]
        if np.array_equal(before, fallen):
            return
