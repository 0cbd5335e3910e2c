"""The likeliest ways to damage, told as chains of steps that a lay person can follow."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

from inmori.catalogue import Catalogue
from inmori.simulate.campaign import Campaigns
from inmori.simulate.graph import Step
from inmori.simulate.outcome import AttackPath, PathStep
from inmori.simulate.recovery import Recovery
from inmori.text import Text

Chain = tuple[str, tuple[Step, ...]]  # archetype, and the steps worth showing


def likeliest_paths(
    campaigns: Campaigns, recovery: Recovery, catalogue: Catalogue, *, most: int = 5
) -> tuple[AttackPath, ...]:
    """Return up to ``most`` chains by their share of damaging campaigns, the most frequent first."""
    weight: dict[Chain, float] = defaultdict(float)
    hours: dict[Chain, list[tuple[float, ...]]] = defaultdict(list)
    total = 0.0
    for trial in recovery.damaged.nonzero()[0].tolist():
        total += float(campaigns.weight[trial])
        chain, times = _chain(campaigns, trial)
        if chain[1]:
            weight[chain] += float(campaigns.weight[trial])
            hours[chain].append(times)
    ranked = sorted(weight, key=lambda chain: (-weight[chain], chain))[:most]
    return tuple(
        AttackPath(
            archetype=chain[0],
            share=weight[chain] / total,
            steps=tuple(
                _told(step, median(times), catalogue)
                for step, times in zip(chain[1], zip(*hours[chain], strict=True), strict=True)
            ),
        )
        for chain in ranked
        if weight[chain] > 0
    )


def _chain(campaigns: Campaigns, trial: int) -> tuple[Chain, tuple[float, ...]]:
    """The shown steps of one trial in order, with the hours each took since the one before."""
    graph, passage = campaigns.compiled.graph, campaigns.passage
    steps: list[Step] = []
    hours: list[float] = []
    before = 0.0
    edges = [edge for edge in passage.path[trial].tolist() if edge >= 0]
    times = passage.path_time[trial, : len(edges)].tolist()
    for edge, time in zip(reversed(edges), reversed(times), strict=True):
        step = graph.steps[graph.step[edge]]
        if step.shown:
            steps.append(step)
            hours.append(time - before)
            before = time
    return (campaigns.compiled.doors[campaigns.door[trial]].archetype, tuple(steps)), tuple(hours)


def _told(step: Step, hours: float, catalogue: Catalogue) -> PathStep:
    name = catalogue.techniques[step.technique].name
    return PathStep(
        technique=step.technique,
        text=Text(ja=f"{name.ja}({step.place_ja})", en=f"{name.en} ({step.place_en})"),
        place=step.place_ja,
        hours=round(hours, 2),
    )
