"""Lays campaigns side by side, 256 to a block, for the kernels that ask only who falls, ever.

Campaigns are sorted by parameter draw and by door, so that a word of 64 mostly shares one row of chances and one
start; the answer is put back into the order of the trials. Both kernels take what is laid out here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inmori.simulate.kernels.numba_setup import prepare
from inmori.simulate.kernels.passage import Engine, Passage, Problem, Trials, in_parts, nowhere

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORDS = 4  # words a node: 256 bits are one vector register
LANES = 64 * WORDS
BLOCKS = 8  # blocks per task


@dataclass(frozen=True)
class Inward:
    """A problem's edges by target: ``first`` (N + 1), and per edge its source, key and row of chances."""

    first: NDArray[np.uint32]
    origin: NDArray[np.uint32]
    key: NDArray[np.uint64]
    chance: NDArray[np.uint32]


@dataclass(frozen=True)
class Lanes:
    """Trials in blocks. ``order`` names the trial in each lane; lanes beyond the last trial stay empty.

    Runs ``first[w]:first[w + 1]`` are those of word w; a run is a set of ``lanes`` (bits) with one parameter
    ``draw``. ``shut`` (blocks, walls x WORDS): the lanes whose defenders keep them out of nodes of that wall, where
    ``wall`` gives each node's row.
    """

    order: NDArray[np.int64]
    blocks: int
    state: NDArray[np.uint64]
    start: NDArray[np.uint32]
    first: NDArray[np.uint32]
    draw: NDArray[np.uint32]
    lanes: NDArray[np.uint64]
    wall: NDArray[np.uint32]
    shut: NDArray[np.uint64]


def reached(problem: Problem, trials: Trials, *, threads: int = 1, engine: Engine = "auto") -> Passage:
    """Say who falls, ever: times are 0 where a goal falls, deadlines and delays do not count, there are no paths."""
    import numpy as np

    passage = nowhere(problem, trials, paths=0)
    if not len(trials):
        return passage
    inner, lanes = inward(problem), laid_out(problem, trials)
    time = np.full((lanes.blocks * LANES, len(problem.goals)), np.inf)
    fallen = np.zeros((lanes.blocks * LANES, problem.classes), dtype=np.int32)
    advance = _kernel(engine)

    def task(begin: int, end: int) -> None:
        advance(*_arguments(problem, inner, lanes), time, fallen, begin, end)

    in_parts(task, lanes.blocks, size=BLOCKS, threads=threads)
    passage.time[lanes.order] = time[: len(trials)]
    passage.fallen[lanes.order] = fallen[: len(trials)]
    return passage


def _kernel(engine: Engine) -> Callable[..., None]:
    if engine == "compiled" or (engine == "auto" and prepare()):
        from inmori.simulate.kernels import reachability

        compiled: Callable[..., None] = reachability.advance
        return compiled
    from inmori.simulate.kernels import reachability_twin

    return reachability_twin.advance


def _arguments(problem: Problem, inner: Inward, lanes: Lanes) -> tuple[NDArray[np.generic], ...]:
    """The kernels' arguments in their order, up to the results."""
    return (
        problem.first.view("uint32"), problem.target.view("uint32"), inner.first, inner.origin, inner.key, inner.chance,
        problem.need, lanes.wall, problem.counted, problem.size, problem.goals, problem.threshold, lanes.state,
        lanes.start, lanes.shut, lanes.first, lanes.draw, lanes.lanes,
    )  # fmt: skip


def inward(problem: Problem) -> Inward:
    """Return the edges by target, those of one target in the order of their number."""
    import numpy as np

    by_target = np.argsort(problem.target, kind="stable")
    arriving = np.bincount(problem.target, minlength=len(problem.need))
    return Inward(
        first=np.concatenate([[0], np.cumsum(arriving)]).astype(np.uint32),
        origin=problem.source[by_target].astype(np.uint32),
        key=problem.key[by_target],
        chance=problem.chance[by_target].astype(np.uint32),
    )


def laid_out(problem: Problem, trials: Trials) -> Lanes:
    """Return the trials in lanes."""
    import numpy as np

    order = np.lexsort((trials.start, trials.draw)).astype(np.int64)
    blocks = -(-len(order) // LANES)
    room = blocks * LANES - len(order)

    def filled(values: NDArray[np.generic], kind: type[np.generic]) -> NDArray[np.generic]:
        return np.concatenate([values[order].astype(kind), np.zeros(room, dtype=kind)])

    first, draw, lanes = _runs(trials.draw[order], blocks * WORDS)
    seen, wall = np.unique(problem.watch, return_inverse=True)
    walls = np.concatenate([trials.walls[order], np.zeros(room, dtype=np.int32)])
    shut = np.stack([_packed((walls & watch) != 0) for watch in seen.tolist()], axis=0)
    return Lanes(
        order=order,
        blocks=blocks,
        state=filled(trials.state, np.uint64),  # type: ignore[arg-type]
        start=filled(trials.start, np.uint32),  # type: ignore[arg-type]
        first=first,
        draw=draw,
        lanes=lanes,
        wall=wall.astype(np.uint32),
        shut=np.ascontiguousarray(shut.reshape(len(seen), blocks, WORDS).transpose(1, 0, 2)).reshape(blocks, -1),
    )


def unpacked(words: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return the bits of the last axis of words, lane by lane."""
    import numpy as np

    octets = np.ascontiguousarray(words).view(np.uint8).reshape(*words.shape[:-1], -1)
    return np.unpackbits(octets, axis=-1, bitorder="little").astype(np.bool_)


def _packed(bits: NDArray[np.bool_]) -> NDArray[np.uint64]:
    import numpy as np

    return np.packbits(bits, bitorder="little").view(np.uint64)


def _runs(
    draw: NDArray[np.int32], words: int
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint64]]:
    """Split sorted draws into runs that end where the draw changes or a word is full."""
    import numpy as np

    at = np.arange(len(draw))
    begins = np.flatnonzero((at % 64 == 0) | (draw != np.roll(draw, 1)) | (at == 0))
    lengths = np.diff(np.append(begins, len(draw)))
    ones = [((1 << length) - 1) << (begin % 64) for begin, length in zip(begins.tolist(), lengths.tolist(), strict=True)]
    first = np.searchsorted(begins // 64, np.arange(words + 1)).astype(np.uint32)
    return first, draw[begins].astype(np.uint32), np.array(ones, dtype=np.uint64)
