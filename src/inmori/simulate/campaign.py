"""Runs campaigns: which door, how often, how long the crew has, what stops it, and what has fallen by the end.

The race. A crew stays for a time W (log-normal) and then encrypts all it holds. A layer of detection that shows the
crew does so at a moment drawn evenly over W; somebody responds after a delay that depends on who looks, and when.
A response before W takes every machine that the layer watches out of the crew's reach; machines it does not watch
stay reachable, and crews go where nobody looks. Neither W nor the moment depends on the path, so a measure that
lengthens a path can never spoil the defender's luck: with the same luck no measure raises any campaign's loss.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inmori.model import Watch
from inmori.simulate.chance import Chance, evaluated, quantities_of
from inmori.simulate.compile import Compiled, Defence
from inmori.simulate.door import Door
from inmori.simulate.dwell import pace_of
from inmori.simulate.host import ANTIVIRUS, EDR_BLOCK, EDR_WATCH, NETWORK_WATCH
from inmori.simulate.kernels import Passage, Trials, run
from inmori.simulate.kernels.passage import Engine
from inmori.simulate.law import scores
from inmori.simulate.luck import states, uniforms
from inmori.simulate.numbers import problem_of
from inmori.simulate.parameters import Parameters
from inmori.simulate.remembered_luck import RememberedLuck
from inmori.simulate.spread import CLASSES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Campaigns:
    """One entry per trial. ``weight`` is the number of such campaigns a year that the trial stands for.

    ``stratified``: how many trials each door got was set (see ``effort.py``), not drawn. ``remembered``: luck and figures
    of these trials where many campaigns share them (see ``portfolio.py``).
    """

    compiled: Compiled
    parameters: Parameters
    door: NDArray[np.int64]
    weight: NDArray[np.float64]
    draw: NDArray[np.int32]
    state: NDArray[np.uint64]
    dwell: NDArray[np.float64]
    passage: Passage
    stratified: bool = False
    remembered: RememberedLuck | None = None

    def __len__(self) -> int:
        return len(self.door)

    def stopped(self) -> NDArray[np.bool_]:
        """(trials, systems): whether each system is encrypted or lost."""
        import numpy as np

        first = len(self.compiled.aims)
        return np.isfinite(self.passage.time[:, first : first + len(self.compiled.assets)])

    def backup_lost(self) -> NDArray[np.bool_]:
        """(trials, systems): whether no usable backup of it remains."""
        import numpy as np

        return np.isfinite(self.passage.time[:, len(self.compiled.aims) + len(self.compiled.assets) :])

    def each(self, chance: Chance) -> NDArray[np.float64]:
        """Evaluate a formula for each trial."""
        return evaluated(chance, self.parameters.values, count=self.parameters.count)[self.draw]

    def value(self, quantity: str) -> NDArray[np.float64]:
        """Return a quantity for each trial."""
        return self.remembered.value(quantity) if self.remembered else self.parameters.at(quantity, self.draw)

    def uniform(self, name: str) -> NDArray[np.float64]:
        """Return each trial's luck of a name, in (0, 1)."""
        return self.remembered.uniform(name) if self.remembered else uniforms(name, self.state)

    def score(self, name: str) -> NDArray[np.float64]:
        """Return each trial's luck of a name as a normal score."""
        return self.remembered.score(name) if self.remembered else scores(self.uniform(name))


def racing_quantities(compiled: Compiled) -> frozenset[str]:
    """Quantities that decide a step or the race; all others change only rates, days and yen."""
    defence = compiled.defence
    chances = [*compiled.graph.chances, *(delay.median for delay in compiled.graph.delays)]
    chances += [defence.antivirus, defence.edr_block, defence.edr_notice, defence.network_notice, defence.slowness]
    found = {quantity for chance in chances for quantity in quantities_of(chance)}
    responses = {f"defence.response.{each}" for each in ("always", "office", "off_hours", "spread")}
    return frozenset(found | responses | {"campaign.dwell", "campaign.dwell.spread", "campaign.off_hours"})


def reweighed(campaigns: Campaigns, parameters: Parameters, reference: Parameters) -> Campaigns:
    """The same campaigns under figures that decide no step and no race: only rates, days and yen may differ."""
    door, weight = _doors(
        campaigns.compiled.doors, parameters, reference, campaigns.state, campaigns.draw
    )
    return replace(campaigns, parameters=parameters, door=door, weight=weight, remembered=None)


def run_campaigns(
    compiled: Compiled,
    parameters: Parameters,
    reference: Parameters,
    *,
    trials: int,
    seed: int,
    threads: int = 1,
    engine: Engine = "auto",
) -> Campaigns:
    """Run ``trials`` campaigns; trial t uses parameter draw t modulo their number.

    ``reference`` (central values) spreads the trials over the doors, so that a trial's door does not depend on the
    drawn parameters; weights correct for it exactly.
    """
    set_out = setting(compiled, parameters, reference, trials=trials, seed=seed)
    problem = problem_of(
        compiled.graph, parameters.values, count=parameters.count, goals=compiled.goals, classes=CLASSES
    )
    return set_out.arrived(run(problem, set_out.trials, threads=threads, engine=engine))


@dataclass(frozen=True)
class Setting:
    """Campaigns before they are run: where each begins, what it stands for, how long it has, what stops it."""

    compiled: Compiled
    parameters: Parameters
    door: NDArray[np.int64]
    weight: NDArray[np.float64]
    trials: Trials
    stratified: bool = False

    def arrived(self, passage: Passage) -> Campaigns:
        """Return the campaigns with how far they came."""
        trials = self.trials
        return Campaigns(
            self.compiled, self.parameters, self.door, self.weight, trials.draw, trials.state, trials.deadline, passage,
            self.stratified,
        )  # fmt: skip

    def against(self, compiled: Compiled, reference: Parameters) -> Setting:
        """Set the same campaigns out against the hospital edited: :func:`setting`, less what the edit left as it was."""
        doors, defence, known = self.compiled.doors, self.compiled.defence, self.trials
        door, weight, start, walls = self.door, self.weight, known.start, known.walls
        if compiled.doors != doors or compiled.graph.index is not self.compiled.graph.index:
            door, weight = _doors(compiled.doors, self.parameters, reference, known.state, known.draw)
            start = _starts(compiled)[door]
        if compiled.defence != defence:
            walls = _walls(compiled.defence, self.parameters, known.state, known.draw, known.deadline)
        return replace(
            self, compiled=compiled, door=door, weight=weight, trials=replace(known, start=start, walls=walls)
        )


def setting(
    compiled: Compiled,
    parameters: Parameters,
    reference: Parameters,
    *,
    trials: int,
    seed: int,
    first: int = 0,
    door: NDArray[np.int64] | None = None,
) -> Setting:
    """Set out ``trials`` campaigns from number ``first`` on; see :func:`run_campaigns`.

    Where each trial's ``door`` is given, a trial stands for its door's rate shared among the door's trials.
    """
    import numpy as np

    numbers = np.arange(first, first + trials, dtype=np.int64)
    state, draw = states(seed, numbers), (numbers % parameters.count).astype(np.int32)
    stratified = door is not None
    if door is None:
        door, weight = _doors(compiled.doors, parameters, reference, state, draw)
    else:
        weight = _yearly(compiled.doors, parameters)[door, draw] / np.bincount(door)[door]
    pace = pace_of(compiled.form, parameters.at("campaign.dwell.spread", draw), state)
    dwell = parameters.at("campaign.dwell", draw) * pace
    each = Trials(
        start=_starts(compiled)[door],
        deadline=dwell,
        tempo=pace,
        walls=_walls(compiled.defence, parameters, state, draw, dwell),
        draw=draw,
        state=state,
    )
    return Setting(compiled, parameters, door, weight, each, stratified)


def _starts(compiled: Compiled) -> NDArray[np.int32]:
    import numpy as np

    return np.array([compiled.graph.index[f"door:{each.id}"] for each in compiled.doors], dtype=np.int32)


def _doors(
    doors: Sequence[Door],
    parameters: Parameters,
    reference: Parameters,
    state: NDArray[np.uint64],
    draw: NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Give each trial a door and its weight.

    The door is the first of a race of exponentials, one per door: it is chosen with the right share, and adding or
    removing a door moves only the trials that this door takes or gives up.
    """
    import numpy as np

    shares = door_shares(doors, reference)
    door = np.zeros(len(state), dtype=np.int64)
    best = np.full(len(state), np.inf)
    for number, (each, share) in enumerate(zip(doors, shares, strict=True)):
        arrival = -np.log(uniforms(f"door {each.id}", state)) / share
        door[arrival < best] = number
        best = np.minimum(best, arrival)
    return door, shares.sum() / len(state) * _yearly(doors, parameters)[door, draw] / shares[door]


def door_shares(doors: Sequence[Door], reference: Parameters) -> NDArray[np.float64]:
    """Return by what weights trials are spread over the doors before anything is known of them."""
    import numpy as np

    return np.array(
        [evaluated(d.rate, reference.values, count=reference.count)[0] * d.share for d in doors], dtype=np.float64
    )


def _yearly(doors: Sequence[Door], parameters: Parameters) -> NDArray[np.float64]:
    """Return (doors, parameter draws): campaigns a year through each door."""
    import numpy as np

    return np.stack([evaluated((*d.rate, *d.condition), parameters.values, count=parameters.count) for d in doors])


def _walls(
    defence: Defence,
    parameters: Parameters,
    state: NDArray[np.uint64],
    draw: NDArray[np.int32],
    dwell: NDArray[np.float64],
) -> NDArray[np.int32]:
    """Return for each trial the layers that take their machines out of reach in time."""
    import numpy as np

    def below(chance: Chance, name: str) -> NDArray[np.bool_]:
        return uniforms(name, state) < evaluated(chance, parameters.values, count=parameters.count)[draw]

    def in_time(watch: Watch, name: str) -> NDArray[np.bool_]:
        moment = uniforms(f"moment {name}", state) * dwell
        return moment + _response(defence, watch, name, parameters, state, draw) < dwell

    walls = np.zeros(len(state), dtype=np.int32)
    walls[below(defence.antivirus, "antivirus")] |= ANTIVIRUS
    walls[below(defence.edr_block, "edr block")] |= EDR_BLOCK
    noticed = below(defence.edr_notice, "edr notice") & in_time(defence.edr_watch, "endpoint")
    walls[noticed] |= EDR_WATCH
    noticed = below(defence.network_notice, "network notice") & in_time(defence.network_watch, "network")
    walls[noticed] |= NETWORK_WATCH
    return walls


def _response(
    defence: Defence,
    watch: Watch,
    name: str,
    parameters: Parameters,
    state: NDArray[np.uint64],
    draw: NDArray[np.int32],
) -> NDArray[np.float64]:
    """Hours from the alert to the response."""
    import numpy as np

    spread = np.exp(parameters.at("defence.response.spread", draw) * scores(uniforms(f"response {name}", state)))
    if watch is Watch.ALWAYS:
        return parameters.at("defence.response.always", draw) * spread
    if watch is Watch.NONE:
        return np.full(len(state), np.inf)
    away = uniforms("off hours", state) < parameters.at("campaign.off_hours", draw)
    hours = np.where(
        away, parameters.at("defence.response.off_hours", draw), parameters.at("defence.response.office", draw)
    )
    return hours * spread * evaluated(defence.slowness, parameters.values, count=parameters.count)[draw]
