"""Many portfolios of measures on the same campaigns: what a planner asks hundreds of times, answered from a store.

The store is grown once, from the hospital without measures and with each of them alone. A portfolio is then a matter
of other numbers on the same campaigns, luck by luck: ``under`` composes them from the measures' single effects;
``edited`` takes a hospital that was edited and compiled anew, and is exact whatever the measures do to each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inmori.simulate.campaign import Campaigns, Setting, run_campaigns, setting
from inmori.simulate.compile import Compiled
from inmori.simulate.effect import Effects, effects
from inmori.simulate.hull import Aligned, Hull, aligned, hull_of, laid
from inmori.simulate.joined import joined
from inmori.simulate.kernels import Problem, run
from inmori.simulate.kernels.passage import Engine, some
from inmori.simulate.kernels.pilot import MEMORY, flown
from inmori.simulate.kernels.store import Known, Skeletons, grown, raced, remembered
from inmori.simulate.parameters import Parameters
from inmori.simulate.remembered_luck import RememberedLuck
from inmori.simulate.spread import CLASSES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Figures:
    """The uncertain figures and the effort: what all campaigns share. ``reference`` as in ``run_campaigns``."""

    parameters: Parameters
    reference: Parameters
    trials: int
    seed: int
    threads: int = 1
    engine: Engine = "auto"

    def setting(self, compiled: Compiled) -> Setting:
        """Set out the campaigns against one hospital."""
        return setting(compiled, self.parameters, self.reference, trials=self.trials, seed=self.seed)


@dataclass(frozen=True)
class Portfolios:
    """A hospital with the measures that are weighed, and the skeletons of its campaigns where they fit into memory.

    ``measures`` maps a measure's name to the hospital compiled with that measure alone. ``starts`` (trials, any
    number) are the nodes where the skeletons may begin. ``known`` is the answer without measures: what a portfolio
    leaves as it was in a trial is not run again. ``set_out`` are the campaigns without measures, ``remembered`` their luck.
    """

    base: Compiled
    measures: Mapping[str, Compiled]
    figures: Figures
    hull: Hull
    effects: Effects
    loosest: Problem
    skeletons: Skeletons | None
    known: Known | None
    starts: NDArray[np.int32]
    walls: NDArray[np.int32]
    set_out: Setting
    remembered: RememberedLuck

    def under(self, names: Sequence[str]) -> Campaigns:
        """Return the campaigns under these measures together, composed from their single effects."""
        chosen = [self.measures[name] for name in sorted(set(names))]
        compiled = joined(self.base, chosen) if chosen else self.base
        problem = replace(self.effects.problem(names), goals=_goals(self.hull, compiled))
        return self._passed(compiled, problem)

    def edited(self, compiled: Compiled) -> Campaigns:
        """Return the campaigns against a hospital edited and compiled anew, from the store where that covers them."""
        it = aligned(self.hull, compiled.graph)
        if it is not None:
            return self._passed(compiled, _problem(self.hull, it, compiled, self.figures))
        figures = self.figures
        return run_campaigns(
            compiled, figures.parameters, figures.reference, trials=figures.trials, seed=figures.seed,
            threads=figures.threads, engine=figures.engine,
        )  # fmt: skip

    def _passed(self, compiled: Compiled, problem: Problem) -> Campaigns:
        """Race on the skeletons; what these do not cover is run from scratch on the hull."""
        import numpy as np

        figures = self.figures
        set_out = self.set_out.against(_on_hull(self.hull, compiled), figures.reference)
        trials = set_out.trials
        if self.skeletons is not None and covers(self.loosest, problem):
            passage = raced(
                self.skeletons, problem, trials, known=self.known, threads=figures.threads, engine=figures.engine
            )
            known = (self.starts == trials.start[:, None]).any(axis=1) & ((self.walls & ~trials.walls) == 0)
            strange = np.flatnonzero(~known)
            again = run(problem, some(trials, strange), threads=figures.threads, engine=figures.engine, paths=0)
            passage.time[strange], passage.fallen[strange] = again.time, again.fallen
        else:
            passage = run(problem, trials, threads=figures.threads, engine=figures.engine, paths=0)
        return replace(replace(set_out, compiled=compiled).arrived(passage), remembered=self.remembered)


def portfolios(
    base: Compiled, measures: Mapping[str, Compiled], figures: Figures, *, count: int = 100, memory: int = MEMORY
) -> Portfolios:
    """Grow the store of a hospital and the measures weighed for it, for about ``count`` portfolios.

    Where a pilot says that it would not fit into ``memory`` (bytes), every portfolio is run from scratch instead.
    """
    import numpy as np

    graphs = [base.graph, *(measures[name].graph for name in sorted(measures))]
    hull = hull_of(graphs)
    states = {"": base, **measures}
    laid_on = {name: it for name, each in states.items() if (it := aligned(hull, each.graph)) is not None}
    problems = {name: _problem(hull, it, states[name], figures) for name, it in laid_on.items()}
    found = effects(hull, laid_on[""], {name: laid_on[name] for name in measures}, problems)
    without_any = figures.setting(_on_hull(hull, base))
    each_set_out = [without_any.against(_on_hull(hull, each), figures.reference).trials for each in states.values()]
    starts = _distinct([trials.start for trials in each_set_out])
    walls = np.bitwise_and.reduce([trials.walls for trials in each_set_out])
    goals = np.unique(np.concatenate([problem.goals for problem in problems.values()]))
    loosest = replace(found.loosest(), goals=goals)
    trials = replace(without_any.trials, walls=walls)
    pilot = flown(loosest, trials, threads=figures.threads, engine=figures.engine)
    skeletons, known = None, None
    if pilot.portfolios(trials=len(trials), count=count, memory=memory) == "skeleton":
        threads, engine = figures.threads, figures.engine
        skeletons = grown(loosest, trials, starts, threads=threads, engine=engine)
        without = replace(found.problem(()), goals=goals)
        known = remembered(skeletons, without, without_any.trials, threads=threads, engine=engine)
    luck = RememberedLuck(figures.parameters, trials.draw, trials.state)
    return Portfolios(
        base, measures, figures, hull, found, loosest, skeletons, known, starts, walls, without_any, luck
    )


def covers(loosest: Problem, problem: Problem) -> bool:
    """Whether whatever falls in ``problem`` falls in ``loosest``, and whatever counts there counts here."""
    import numpy as np

    chances = problem.threshold[:, problem.chance] <= loosest.threshold
    needs = problem.need >= loosest.need
    watched = (loosest.watch & ~problem.watch) == 0
    counts = (loosest.counted >= 0) | (problem.counted < 0)
    return bool(chances.all() and needs.all() and watched.all() and counts.all() and np.isin(problem.goals, loosest.goals).all())


def _problem(hull: Hull, it: Aligned, compiled: Compiled, figures: Figures) -> Problem:
    parameters = figures.parameters
    return laid(hull, it, parameters.values, count=parameters.count, goals=compiled.goals, classes=CLASSES)


def _on_hull(hull: Hull, compiled: Compiled) -> Compiled:
    """The same hospital with doors that are numbered as on the hull."""
    return replace(compiled, graph=replace(compiled.graph, index=hull.nodes))


def _goals(hull: Hull, compiled: Compiled) -> NDArray[np.int32]:
    import numpy as np

    return np.array([hull.nodes[goal] for goal in compiled.goals], dtype=np.int32)


def _distinct(starts: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    """Return (trials, as many as any trial has) distinct starts; trials with fewer repeat one."""
    import numpy as np

    columns = [starts[0]]
    for start in starts[1:]:
        new = ~np.any([column == start for column in columns], axis=0)
        if new.any():
            columns.append(np.where(new, start, starts[0]))
    return np.ascontiguousarray(np.stack(columns, axis=1))

