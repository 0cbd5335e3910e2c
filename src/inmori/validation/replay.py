"""Replays: hospitals written from the public facts of an incident, run as if the day before, compared with the day after.

A case is a folder: ``evidence`` holds papers as any hospital's (each line with its source), read by the same readers;
``what_happened.yaml`` holds what the assessment may not see. No figure can be set per hospital: a miss is a miss.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from inmori.catalogue import Catalogue
from inmori.ingest import ingest
from inmori.model.provenance import Frozen
from inmori.simulate.compile import compile_hospital
from inmori.simulate.estimate import interval
from inmori.simulate.path import likeliest_paths
from inmori.simulate.simulate import run_trials
from inmori.simulate.summary import Results
from inmori.text import Text
from inmori.units import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TRIALS = 20_000
LIKELY = 5  # the real way in has to be among this many


class Observed(Frozen):
    """One length of time that was reported; ``series``: "ehr", "all" (the last system) or a clinical service."""

    series: str
    days: float
    low: float
    high: float
    text: Text
    source: str


class Contained(Frozen):
    """What kept running; ``spared`` is a series as in :class:`Observed`."""

    spared: str
    text: Text


class WhatHappened(Frozen):
    """The day after, as reported."""

    id: str
    name: Text
    today: date
    archetypes: tuple[str, ...]
    observed: tuple[Observed, ...]
    contained: Contained | None = None
    source: str
    known_when_set: bool  # whether its course was known when the catalogue's figures were set


@dataclass(frozen=True)
class Comparison:
    """One reported length of time against the central 90 % of the simulated ones, given such a campaign."""

    observed: Observed
    model: Interval
    percentile: float  # share of those campaigns that lasted no longer than was reported

    @property
    def inside(self) -> bool:
        """Whether the reported days lie in the central 90 %."""
        return self.model.low <= self.observed.days <= self.model.high


@dataclass(frozen=True)
class Replay:
    """One case run: ``rank`` of the real way in among the likely ones (None: not among them), and what was spared."""

    case: WhatHappened
    comparisons: tuple[Comparison, ...]
    rank: int | None
    damage_given_entry: float
    spared: float | None  # share of such campaigns in which that which kept running does so here too

    @property
    def passed(self) -> bool:
        """Whether everything that was reported lies within what the model holds likely."""
        likely = self.rank is not None and self.rank <= LIKELY
        return likely and all(each.inside for each in self.comparisons) and (self.spared is None or self.spared > 0.05)


def cases(folder: Path) -> tuple[Path, ...]:
    """Return the case folders under ``folder``, by name."""
    return tuple(sorted(path.parent for path in folder.glob("*/what_happened.yaml")))


def replay(folder: Path, catalogue: Catalogue, *, trials: int = TRIALS, seed: int = 7) -> Replay:
    """Read a case's papers, simulate as of the day before, and compare; errors as :func:`compared`."""
    return compared(*played(folder, catalogue, trials=trials, seed=seed), catalogue)


def played(folder: Path, catalogue: Catalogue, *, trials: int = TRIALS, seed: int = 7) -> tuple[WhatHappened, Results]:
    """Read a case's papers and simulate as of the day before."""
    case = WhatHappened.model_validate(yaml.safe_load((folder / "what_happened.yaml").read_text("utf-8")))
    hospital, _ = ingest(folder / "evidence", catalogue, today=case.today)
    compiled = compile_hospital(hospital, catalogue, today=case.today)
    return case, run_trials(compiled, catalogue, trials=trials, seed=seed, threads=2)


def compared(case: WhatHappened, results: Results, catalogue: Catalogue) -> Replay:
    """Compare what happened with what was simulated.

    Raises:
        ValueError: the model has no such campaign at this hospital at all.
    """
    own = _of(results, case.archetypes)
    if not own.any():
        raise ValueError(f"{case.id}: no campaign of shape {case.archetypes} starts at this hospital")
    damage = results.damage * own
    paths = likeliest_paths(results.campaigns, results.recovery, catalogue, most=LIKELY)
    ranks = [n for n, path in enumerate(paths, start=1) if path.archetype in case.archetypes]
    return Replay(
        case=case,
        comparisons=tuple(_comparisons(case, results, damage)),
        rank=ranks[0] if ranks else None,
        damage_given_entry=float(damage.sum() / (results.campaigns.weight * own).sum()),
        spared=_spared(case, results, damage),
    )


def _of(results: Results, archetypes: tuple[str, ...]) -> NDArray[np.bool_]:
    import numpy as np

    doors = np.array([door.archetype in archetypes for door in results.campaigns.compiled.doors])
    return np.asarray(doors[results.campaigns.door])


def _series(results: Results, name: str) -> NDArray[np.float64]:
    import numpy as np

    recovery = results.recovery
    if name == "ehr":
        return recovery.ehr_days
    return np.asarray(recovery.system_days.max(axis=1)) if name == "all" else recovery.service_days[name]


def _comparisons(case: WhatHappened, results: Results, damage: NDArray[np.float64]) -> Iterator[Comparison]:
    """Days are compared over the campaigns that stopped the thing at all: the report speaks of one that did."""
    for observed in case.observed:
        days = _series(results, observed.series)
        stopped = damage * (days > 0)
        shorter = float(stopped[days <= observed.days].sum() / stopped.sum()) if stopped.sum() > 0 else 0.0
        yield Comparison(observed, interval(days, stopped, unit="days"), shorter)


def _spared(case: WhatHappened, results: Results, damage: NDArray[np.float64]) -> float | None:
    """Share of the campaigns that did the reported harm and left the spared thing running."""
    if case.contained is None or not case.observed:
        return None
    hit = damage * (_series(results, case.observed[0].series) > 0)
    kept = hit * (_series(results, case.contained.spared) == 0)
    return float(kept.sum() / hit.sum()) if hit.sum() > 0 else 0.0
