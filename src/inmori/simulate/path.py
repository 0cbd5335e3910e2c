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

Chain = tuple[Step, ...]  # the steps worth showing, in order


def likeliest_paths(
    campaigns: Campaigns, recovery: Recovery, catalogue: Catalogue, *, most: int = 5
) -> tuple[AttackPath, ...]:
    """Return the doors through which most damage comes, each with its most frequent chain of steps.

    ``share`` is the door's share of damaging campaigns; the hours of a step are medians over that chain's campaigns.
    """
    weight: dict[int, dict[Chain, float]] = defaultdict(lambda: defaultdict(float))
    hours: dict[tuple[int, Chain], list[tuple[float, ...]]] = defaultdict(list)
    for trial in recovery.damaged.nonzero()[0].tolist():
        door = int(campaigns.door[trial])
        chain, times = _chain(campaigns, trial)
        weight[door][chain] += float(campaigns.weight[trial])
        hours[door, chain].append(times)
    total = sum(sum(chains.values()) for chains in weight.values())
    doors = campaigns.compiled.doors
    ranked = sorted(weight, key=lambda door: (-sum(weight[door].values()), doors[door].id))[:most]
    found = []
    for door in ranked:
        chains = {chain: each for chain, each in weight[door].items() if chain and each > 0}
        if not chains:
            continue
        chain = min(chains, key=lambda chain: (-chains[chain], chain))
        medians = [median(each) for each in zip(*hours[door, chain], strict=True)]
        steps = tuple(_told(step, each, catalogue) for step, each in zip(chain, medians, strict=True))
        share = sum(weight[door].values()) / total
        found.append(AttackPath(archetype=doors[door].archetype, share=share, steps=steps))
    return tuple(found)


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
    return tuple(steps), tuple(hours)


def _told(step: Step, hours: float, catalogue: Catalogue) -> PathStep:
    name = catalogue.techniques[step.technique].name
    return PathStep(
        technique=step.technique,
        text=Text(ja=f"{name.ja}({step.place_ja})", en=f"{name.en} ({step.place_en})"),
        place=step.place_ja,
        hours=round(hours, 2),
    )
