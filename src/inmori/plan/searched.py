"""What a search adds to the roads: the fourth direction, how good it is, why it looks as it does, and the front."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from inmori.plan.best_road import Bench, BestRoad, Setting, base_of, best_road, direction_of, space_of
from inmori.plan.compare import Measured, difference
from inmori.plan.cost import cost_lines, summed
from inmori.plan.directions import Direction
from inmori.plan.found import BestPlan, Comparison, Contender, FrontPoint
from inmori.plan.front import along, bound_of, budgets_of
from inmori.plan.judge import Judge
from inmori.plan.marginal import Asked, kept_measures, left_out
from inmori.plan.optimise import Effort, Show
from inmori.plan.present import present_plan
from inmori.plan.quarter import quarters_of
from inmori.plan.scene import Scene
from inmori.plan.verdict import compared
from inmori.plan.wish import Wishes
from inmori.text import Text
from inmori.units import yen_en, yen_ja


@dataclass(frozen=True)
class Search:
    """What is asked of a search: how much work, what the hospital wants, and who watches."""

    effort: Effort = field(default_factory=Effort)
    show: Show = lambda _draft: None


def searched(
    bench: Bench, setting: Setting, roads: tuple[Direction, ...], *, wishes: Wishes, asked: Search, stopped: bool = False
) -> tuple[Direction, BestPlan]:
    """Search, and say what was found. A KeyboardInterrupt ends the work and keeps the best roadmap so far.

    ``stopped``: it came already, so that the first roadmap is all there is.
    """
    given: dict[str, Direction] = {direction.id: direction for direction in roads}
    found = best_road(
        bench, setting, wishes=wishes, effort=asked.effort, roads=given, show=asked.show, stopped=stopped
    )
    told = BestPlan(contenders=_contenders(found), stopped=found.stopped, text=_said(found, None))
    if found.stopped:
        return found.direction, told
    try:
        told = _explained(bench, found, told, wishes=wishes, effort=asked.effort)
    except KeyboardInterrupt:
        told = told.model_copy(update={"stopped": True})
    return found.direction, told


def valued(direction: Direction, told: BestPlan, roads: tuple[Direction, ...], *, years: int) -> Direction:
    """Return the direction found with what each of its measures is worth a year, for the order of the next steps.

    Where the search was stopped before it could say, the worth is what the roads of a rule knew.
    """
    known = {name: yen for road in roads for name, yen in road.worth.items()}
    known |= {each.measure: each.worth.mid / years for each in told.measures}
    return replace(direction, worth={name: known.get(name, 0.0) for name in direction.starts})


def comparisons(scene: Scene, sides: tuple[Measured, ...], *, seed: int) -> tuple[Comparison, ...]:
    """Compare every two directions, the later against the earlier."""
    found = []
    for n, other in enumerate(sides):
        for one in sides[n + 1 :]:
            gap = difference(scene, one, other, seed=seed)
            found.append(
                Comparison(
                    one=one.direction.id,
                    other=other.direction.id,
                    difference=gap,
                    decided=not gap.low <= 0 <= gap.high,
                    text=compared(scene, one, other, gap),
                )
            )
    return tuple(found)


def _explained(bench: Bench, found: BestRoad, told: BestPlan, *, wishes: Wishes, effort: Effort) -> BestPlan:
    scene, judge, best = bench.scene, found.judge, found.finalists[0]
    asked = Asked(scene, judge, best.starts, wishes)
    measures = kept_measures(asked)
    told = told.model_copy(
        update={
            "measures": measures,
            "others": left_out(asked),
            "quarters": quarters_of(scene, judge.space, measures),
            "present": present_plan(scene, judge, best, wishes),
        }
    )
    bound = bound_of(judge, effort, seeds=[best.starts])
    told = told.model_copy(update={"bound": bound, "text": _said(found, bound)})
    return told.model_copy(update={"front": front(scene, found, wishes=wishes, effort=effort)})


def front(scene: Scene, found: BestRoad, *, wishes: Wishes, effort: Effort) -> tuple[FrontPoint, ...]:
    """Return the best roadmap found for each budget, with the EHR where the best roadmap has it."""
    best, judges = found.finalists[0], []
    for budget in budgets_of(scene.means.budget, effort.budgets):
        poorer = replace(scene, means=replace(scene.means, budget=budget))
        space = space_of(poorer, best.systems, wishes=wishes, dated_by=scene)
        judges.append(Judge(space, found.judge.oracle, systems=best.systems, base=base_of(scene, best.systems)))
    points = []
    for judge, starts in zip(judges, along(judges, known=[best.starts]), strict=True):
        direction = direction_of(scene, judge.space, best.systems, starts)
        cost, loss = summed(cost_lines(scene, direction)).mid, judge.loss(starts)
        points.append(
            FrontPoint(
                budget_yen=judge.space.budget,
                cost=cost,
                expected_loss=loss,
                value=judge.value(starts),
                starts=tuple(sorted(starts.items(), key=lambda item: (item[1], item[0]))),
            )
        )
    return tuple(points)


def _contenders(found: BestRoad) -> tuple[Contender, ...]:
    return tuple(Contender(source=f.source, value=f.value, behind=f.behind, tied=f.tied) for f in found.finalists)


def _said(found: BestRoad, bound: float | None) -> Text:
    """Say how good it is, without the word optimal."""
    best, ties = found.finalists[0], sum(each.tied for each in found.finalists[1:])
    parts = [
        Text(
            ja="探した中で、これより良い計画は見つかりませんでした。", en="No better roadmap was found."
        )
        if not found.stopped
        else Text(ja="途中で止めたため、そこまでで最も良い計画です。", en="Stopped early: the best so far.")
    ]
    if ties:
        parts.append(
            Text(
                ja=f"ほかに{ties}件の計画は、これと区別がつきません(同じくらい良い)。",
                en=f"{ties} other roadmap(s) cannot be told apart from it.",
            )
        )
    if bound is not None:
        room = max(best.value - bound, 0.0)
        parts.append(
            Text(
                ja=f"どんな計画でも、これより{yen_ja(room)}を超えて良くはならないという統計上の目安です(同じ置き場所の電子カルテで、95%)。",
                en=f"Statistically no roadmap with the EHR in the same place is better by more than {yen_en(room)} (95 %).",
            )
        )
    return Text(ja="".join(part.ja for part in parts), en=" ".join(part.en for part in parts))
