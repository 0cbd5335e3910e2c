"""What each measure does to each step, and what several do together, on the hull of all edits.

A measure is known by compiling the hospital with and without it. Together, measures multiply where they touch
different terms of a chance, and the strongest holds where they rewrite the same one (see ``combine.py``); an edge
that measures add takes the likeliest of their chances; of several that slow a step the slowest holds. That is exact
for one measure and for measures that do not rewrite each other; for others it is on the careful side, and ``portfolio.py``
can race the edited and recompiled hospital instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inmori.simulate.carry import Carried, carried, chance_of
from inmori.simulate.chance import Chance
from inmori.simulate.combine import camps
from inmori.simulate.hull import Aligned, Hull
from inmori.simulate.kernels import Problem
from inmori.simulate.luck import DIGITS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Effect:
    """One measure on the hull. ``edges`` are those it changes; K parameter draws by changed edges each.

    ``blocked``, ``slowed`` and ``added`` are the numbers of edges it makes less likely (or takes out), slower, and
    likelier or faster (or puts in). ``camp`` says which of the measures that change an edge touch the same term,
    ``carried`` which edges of other measures it would change (see ``carry.py``).
    """

    edges: NDArray[np.int64]
    there: NDArray[np.bool_]
    threshold: NDArray[np.uint64]
    hours: NDArray[np.float64]
    camp: NDArray[np.int64]
    carried: Carried
    watch_on: NDArray[np.int32]
    watch_off: NDArray[np.int32]
    size: NDArray[np.int32]
    counted: NDArray[np.int32]
    blocked: NDArray[np.int64]
    slowed: NDArray[np.int64]
    added: NDArray[np.int64]


@dataclass(frozen=True)
class Effects:
    """All measures on one hull. ``base`` is the problem without any, with an own column for every edge.

    ``there`` and ``nodes`` say which of the hull's edges and nodes exist without measures.
    """

    hull: Hull
    base: Problem
    there: NDArray[np.bool_]
    nodes: NDArray[np.bool_]
    of: Mapping[str, Effect]

    def problem(self, names: Sequence[str]) -> Problem:
        """Return the problem under some of the measures."""
        import numpy as np

        chosen = [self.of[name] for name in sorted(set(names))]
        threshold, hours, there = self.base.threshold.copy(), self.base.scale, self.there.copy()
        if chosen:
            many = np.bincount(np.concatenate([each.edges for each in chosen]), minlength=len(there))
            if any(len(each.slowed) or len(each.added) for each in chosen):
                hours = self._hours(chosen)
            for each in chosen:
                alone = many[each.edges] == 1
                threshold[:, each.edges[alone]] = each.threshold[:, alone]
                there[each.edges[alone]] = each.there[alone]
            self._meet(chosen, np.flatnonzero(many > 1), threshold, there)
            self._carry(chosen, threshold)
        watch, size, counted = self._nodes(chosen)
        return replace(
            self.base, threshold=threshold, scale=hours, need=self.hull.needs(there), watch=watch, size=size,
            counted=counted,
        )  # fmt: skip

    def loosest(self) -> Problem:
        """Return a problem in which whatever falls under any of the measures falls."""
        import numpy as np

        threshold, core, watch = self.base.threshold.copy(), self.there.copy(), self._watch()
        counted = self.base.counted.copy()
        for each in self.of.values():
            threshold[:, each.edges] = np.maximum(threshold[:, each.edges], each.threshold)
            core[each.edges] &= each.there
            watch &= ~each.watch_off
            counted = np.maximum(counted, each.counted)
        return replace(self.base, threshold=threshold, need=self.hull.needs(core), watch=watch, counted=counted)

    def _watch(self) -> NDArray[np.int32]:
        import numpy as np

        return np.where(self.nodes, self.base.watch, 0).astype(np.int32)

    def _hours(self, chosen: Sequence[Effect]) -> NDArray[np.float64]:
        import numpy as np

        hours: NDArray[np.float64] = np.full(self.base.scale.shape, -np.inf)
        for each in chosen:
            hours[:, each.edges] = np.maximum(hours[:, each.edges], each.hours)
        return np.where(np.isneginf(hours), self.base.scale, hours)

    def _meet(
        self,
        chosen: Sequence[Effect],
        edges: NDArray[np.int64],
        threshold: NDArray[np.uint64],
        there: NDArray[np.bool_],
    ) -> None:
        """Settle, in place, the edges that several of the chosen measures change."""
        import numpy as np

        if not len(edges):
            return
        place = np.full(len(there), -1)
        place[edges] = np.arange(len(edges))
        rows = [np.flatnonzero(place[each.edges] >= 0) for each in chosen]
        at = np.concatenate([place[each.edges[row]] for each, row in zip(chosen, rows, strict=True)])
        own = np.concatenate([each.threshold[:, row] for each, row in zip(chosen, rows, strict=True)], axis=1).T
        camp = np.concatenate([each.camp[row] for each, row in zip(chosen, rows, strict=True)])
        stays = np.concatenate([each.there[row] for each, row in zip(chosen, rows, strict=True)])
        base = self.base.threshold[:, edges].T.astype(np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = own / base[at]
        groups, group = np.unique(at * (len(self.of) + 1) + camp, return_inverse=True)
        least = np.full((len(groups), share.shape[1]), np.inf)
        np.minimum.at(least, group, share)
        product, likeliest = np.ones(base.shape), np.zeros(base.shape)
        np.multiply.at(product, groups // (len(self.of) + 1), least)
        np.maximum.at(likeliest, at, own.astype(np.float64))
        with np.errstate(invalid="ignore"):
            found = np.where(base > 0, base * product, likeliest)
        threshold[:, edges] = np.rint(np.minimum(found, 2.0**DIGITS)).astype(np.uint64).T
        every, some = np.ones(len(edges), dtype=np.bool_), np.zeros(len(edges), dtype=np.bool_)
        np.logical_and.at(every, at, stays)
        np.logical_or.at(some, at, stays)
        there[edges] = np.where(self.there[edges], every, some)

    def _carry(self, chosen: Sequence[Effect], threshold: NDArray[np.uint64]) -> None:
        """Let measures change, in place, the steps that others bring in."""
        import numpy as np

        for each in chosen:
            edges, like = each.carried
            if len(edges):
                without = self.base.threshold[:, like].astype(np.float64)
                own = each.threshold[:, np.searchsorted(each.edges, like)]
                share = np.divide(own, without, out=np.ones_like(without), where=without > 0)
                threshold[:, edges] = np.rint(threshold[:, edges] * np.minimum(share, 1.0)).astype(np.uint64)

    def _nodes(
        self, chosen: Sequence[Effect]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Return watch, size and class of the nodes."""
        import numpy as np

        watch, size, counted = self._watch(), self.base.size.copy(), self.base.counted.copy()
        on = np.zeros_like(watch)
        for each in chosen:
            on |= each.watch_on
            watch &= ~each.watch_off
            size = np.where(self.nodes, size + each.size - self.base.size, np.maximum(size, each.size))
            counted = np.where(each.counted != self.base.counted, each.counted, counted)
        return watch | on, np.maximum(size, 0), counted


def effects(hull: Hull, base: Aligned, edited: Mapping[str, Aligned], problems: Mapping[str, Problem]) -> Effects:
    """Compare every edited graph with the one without measures; ``problems`` holds them laid out, "" the base's."""
    import numpy as np

    spread = {name: _by_edge(problem, hull.law) for name, problem in problems.items()}
    without, there = spread[""], base.there
    changed = {
        name: np.flatnonzero(
            (it.there != there)
            | (spread[name].threshold != without.threshold).any(axis=0)
            | ((spread[name].scale != without.scale).any(axis=0) & it.there & there)
        )
        for name, it in sorted(edited.items())
    }
    camp, learned = _camps(base, edited, changed), carried(hull, base, edited, changed)
    of = {
        name: _effect(base, edited[name], without, spread[name], edges, camp[name], learned[name])
        for name, edges in changed.items()
    }
    return Effects(hull, without, there, base.node >= 0, of)


def _by_edge(problem: Problem, law: NDArray[np.int32]) -> Problem:
    """The same problem with an own column of chances and hours for every edge."""
    import numpy as np

    edges = np.arange(len(problem.target), dtype=np.int32)
    return replace(
        problem,
        threshold=np.ascontiguousarray(problem.threshold[:, problem.chance]),
        chance=edges,
        scale=np.ascontiguousarray(problem.scale[:, problem.delay]),
        law=law,
        delay=edges,
    )


def _effect(
    base: Aligned,
    it: Aligned,
    without: Problem,
    problem: Problem,
    edges: NDArray[np.int64],
    camp: NDArray[np.int64],
    learned: Carried,
) -> Effect:
    import numpy as np

    threshold, hours = problem.threshold[:, edges], problem.scale[:, edges]
    both = base.there[edges] & it.there[edges]
    hours = np.where(it.there[edges], hours, without.scale[:, edges])
    slower = (hours > without.scale[:, edges]).any(axis=0) & both
    faster = (hours < without.scale[:, edges]).any(axis=0) & both
    known = (base.node >= 0) & (it.node >= 0)
    return Effect(
        edges=edges,
        there=it.there[edges],
        threshold=threshold,
        hours=hours,
        camp=camp,
        carried=learned,
        watch_on=np.where(it.node >= 0, problem.watch & ~np.where(known, without.watch, 0), 0).astype(np.int32),
        watch_off=np.where(known, without.watch & ~problem.watch, 0).astype(np.int32),
        size=np.where(it.node >= 0, problem.size, without.size).astype(np.int32),
        counted=np.where(it.node >= 0, problem.counted, without.counted).astype(np.int32),
        blocked=edges[(threshold < without.threshold[:, edges]).any(axis=0)],
        slowed=edges[slower],
        added=edges[(threshold > without.threshold[:, edges]).any(axis=0) | faster | (it.there & ~base.there)[edges]],
    )


def _camps(
    base: Aligned, edited: Mapping[str, Aligned], changed: Mapping[str, NDArray[np.int64]]
) -> dict[str, NDArray[np.int64]]:
    """Return for each measure and each edge it changes the number of its camp on that edge."""
    import numpy as np

    by_edge: dict[int, list[tuple[str, int]]] = {}
    for name, edges in changed.items():
        for row, edge in enumerate(edges.tolist()):
            by_edge.setdefault(edge, []).append((name, row))
    found = {name: np.zeros(len(edges), dtype=np.int64) for name, edges in changed.items()}
    known: dict[tuple[Chance, tuple[Chance, ...]], tuple[int, ...]] = {}
    for edge, rows in by_edge.items():
        key = (chance_of(base, edge), tuple(chance_of(edited[name], edge) for name, _ in rows))
        if key not in known:
            known[key] = camps(*key)
        for (name, row), camp in zip(rows, known[key], strict=True):
            found[name][row] = camp
    return found

