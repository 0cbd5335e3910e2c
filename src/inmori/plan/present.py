"""What the hospital has planned already, judged as it is: with the EHR where that plan has it, and said what it lacks.

A plan that is one of the roads compared must be judged as that road: nothing of it is left out, whatever the search
would not have considered, and its cost and expected loss come from where those of the roads come from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inmori.plan.best_road import Finalist, base_of, space_of
from inmori.plan.compare import Measured, difference
from inmori.plan.cost import summed
from inmori.plan.direction_text import joined, name_of
from inmori.plan.directions import Direction, as_candidate, moved
from inmori.plan.found import PresentPlan
from inmori.plan.judge import Judge
from inmori.plan.optimise import paired
from inmori.plan.risk import over_draws
from inmori.plan.scene import Scene, Starts, kept_on_site
from inmori.plan.search_space import Space
from inmori.plan.wish import Wishes
from inmori.text import Text
from inmori.units import Interval, yen_en, yen_ja


def present_plan(scene: Scene, judge: Judge, best: Finalist, wishes: Wishes) -> PresentPlan | None:
    """Judge the present plan beside the best that was found, on the same trials; None where there is none."""
    if not wishes.present:
        return None
    systems = _systems(scene, wishes.present, best.systems)
    own = Judge(_space(scene, systems, wishes), judge.oracle, systems=systems, base=base_of(scene, systems))
    planned = _planned(wishes.present, own.space)
    behind = paired(own, planned, judge, best.starts)
    lacking = [*_lacking(scene, own.space, planned), *_other_year(scene, wishes.present, systems)]
    worth = own.value({}) - own.value(planned)
    return PresentPlan(
        value=own.value(planned), behind=behind, fits=own.space.feasible(planned), text=_told(worth, lacking)
    )


def present_direction(scene: Scene, wishes: Wishes, *, otherwise: Starts) -> Direction:
    """Return the present plan as a direction; ``otherwise`` is where the EHR is if the plan does not say."""
    systems = _systems(scene, wishes.present, otherwise)
    return Direction(id="best", starts=systems | _planned(wishes.present, _space(scene, systems, wishes)))


def with_figures(told: PresentPlan, scene: Scene, it: Measured, roads: Sequence[Measured], *, seed: int) -> PresentPlan:
    """Return the judgement with the plan's cost and expected loss, the road whose content it has, and how far it is from
    the best that was found, the last of ``roads``: by the paired range with which the roads are told apart."""
    cost, loss = summed(it.lines), over_draws(it.loss(scene), unit="yen")
    same = next((road.direction for road in roads if road.direction.starts == it.direction.starts), None)
    ja = f"今の計画の{scene.years}年の費用は約{yen_ja(cost.mid)}、見込まれる損害は約{yen_ja(loss.mid)}です。"
    en = f"Over {scene.years} years the present plan costs about {yen_en(cost.mid)}, with an expected loss of {yen_en(loss.mid)}."
    if same is not None:
        name = name_of(same)
        ja = f"今の計画は、上で比べた「{name.ja}」と同じ内容です(対策も始める年も同じ)。{ja}"
        en = f'The present plan is the road "{name.en}" compared above, measure by measure and year by year. {en}'
    against = _against_best(difference(scene, it, roads[-1], seed=seed))
    return told.model_copy(
        update={
            "total_cost": cost,
            "expected_loss": loss,
            "same_as": None if same is None else same.id,
            "text": joined([Text(ja=ja, en=en), told.text, against]),
        }
    )


def _against_best(gap: Interval) -> Text:
    """Say how the plan stands to the best mix found; ``gap`` is what the plan costs more, expected loss included."""
    ja, en = f"差は{yen_ja(gap.low)}〜{yen_ja(gap.high)}", f"difference {yen_en(gap.low)} to {yen_en(gap.high)}"
    if gap.low == gap.high == 0:
        return Text(ja="探して見つかった計画(最適)は、これと同じ内容です。", en="The best mix that was found is the same.")
    if gap.low > 0:
        return Text(
            ja=f"探して見つかった計画(最適)のほうが、約{yen_ja(gap.mid)}得です({ja})。",
            en=f"The best mix that was found costs about {yen_en(gap.mid)} less ({en}).",
        )
    if gap.high < 0:
        return Text(
            ja=f"費用と予想損失の合計は、今の計画のほうが探して見つかった計画(最適)より約{yen_ja(-gap.mid)}少なくなります({ja})。"
            "最適のほうは、満たす要求の値打ちや予算・時間の枠も見て選んでいます。",
            en=f"The present plan costs about {yen_en(-gap.mid)} less than the best mix that was found ({en}), which also weighs duties "
            "and keeps within money and hours.",
        )
    return Text(
        ja=f"探して見つかった計画(最適)とのどちらが得かは判定できません({ja})。",
        en=f"Whether the best mix that was found costs less cannot be told ({en}).",
    )


def _space(scene: Scene, systems: Starts, wishes: Wishes) -> Space:
    """Return the space of the search with all that the present plan holds, even where no search would take it."""
    space = space_of(scene, systems, wishes=wishes)
    free = (0.0,) * scene.years
    missing = [
        as_candidate(scene, name, None, free)
        for name in sorted(wishes.present)
        if name not in space.by_id and name not in systems and scene.measure(name).paid_from == "security"
    ]
    return replace(space, candidates=(*space.candidates, *missing)) if missing else space


def _planned(present: Mapping[str, int], space: Space) -> Starts:
    return {name: year for name, year in present.items() if name in space.by_id}


def _systems(scene: Scene, present: Mapping[str, int], otherwise: Starts) -> Starts:
    """Return where the present plan has the EHR; the best plan's place where it does not say."""
    move, renewal = scene.cloud_move(), scene.on_premises_renewal()
    if move is not None and move.id in present:
        return moved(scene) or otherwise
    return kept_on_site(scene) if renewal is not None and renewal.id in present else otherwise


def _other_year(scene: Scene, present: Mapping[str, int], systems: Starts) -> list[Text]:
    """Say where the EHR's year is not the present plan's: it is counted from its renewal, so that nothing is paid twice."""
    return [
        Text(
            ja=f"「{scene.measure(name).name.ja}」は、二重に払わないよう{year}年目の更新に合わせて数えています",
            en=f"{scene.measure(name).name.en} is counted from the renewal in year {year}, so that nothing is paid twice",
        )
        for name, year in systems.items()
        if scene.measure(name).paid_from == "system" and present.get(name, year) != year
    ]


def _lacking(scene: Scene, space: Space, planned: Starts) -> list[Text]:
    """Return what the plan does not keep to, each as a part of a sentence."""
    found = []
    for each in space.by_id.values():
        name, begun = scene.measure(each.id).name, planned.get(each.id)
        if each.latest is not None and (begun is None or begun > each.latest):
            found.append(Text(ja=f"期限のある「{name.ja}」がその期限までに入っていません", en=f"{name.en} is not in by its date"))
        elif begun is not None and begun < each.earliest:
            found.append(Text(ja=f"「{name.ja}」はその年にはまだ始められません", en=f"{name.en} cannot begin in that year yet"))
        elif begun is not None and (other := next((o for o in each.exclusions if o in planned and o > each.id), None)):
            also = scene.measure(other).name
            found.append(Text(ja=f"「{name.ja}」と「{also.ja}」は一方で足ります", en=f"{name.en} and {also.en} exclude each other"))
        elif begun is not None and any(planned.get(p, space.years + 1) > begun for p in each.prerequisites if p in space.by_id):
            found.append(Text(ja=f"「{name.ja}」の前に済ませる対策が先に入っていません", en=f"what {name.en} needs does not come before it"))
    return [*found, *_over(space, planned)]


def _over(space: Space, planned: Starts) -> list[Text]:
    """Say in which years money or hours are exceeded, and by how much, where duties alone do not account for it."""
    if space.over(planned) <= space.least_over + 1.0:
        return []
    found = []
    for year, (yen, hours) in enumerate(space.taken(planned), start=1):
        parts_ja, parts_en = [], []
        if yen > space.budget + 1:
            parts_ja.append(f"予算を{yen_ja(yen - space.budget)}")
            parts_en.append(f"the budget by {yen_en(yen - space.budget)}")
        if hours > space.hours + 0.5:
            parts_ja.append(f"担当者の時間を{hours - space.hours:,.0f}時間")
            parts_en.append(f"staff hours by {hours - space.hours:,.0f}")
        if parts_ja:
            found.append((f"{year}年目は{'、'.join(parts_ja)}", f"year {year} {' and '.join(parts_en)}"))
    return [Text(ja="、".join(ja for ja, _ in found) + "超えます", en="limits are exceeded: " + ", ".join(en for _, en in found))]


def _told(worth: float, lacking: list[Text]) -> Text:
    ja = f"対策を何もしない場合より約{yen_ja(worth)}得です。" if worth > 0 else "対策を何もしない場合より得になりません。"
    en = f"It saves about {yen_en(worth)} against taking no measure." if worth > 0 else "It saves nothing against taking no measure."
    if lacking:
        ja += "ただし、" + "。また、".join(each.ja for each in lacking[:3]) + "。"
        en += " But " + "; ".join(each.en for each in lacking[:3]) + "."
    return Text(ja=ja, en=en)
