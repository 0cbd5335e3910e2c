"""What the hospital has planned already, judged as it is: with the EHR where that plan has it, and said what it lacks."""

from collections.abc import Mapping

from inmori.plan.best_road import Finalist, base_of, space_of
from inmori.plan.directions import moved
from inmori.plan.found import PresentPlan
from inmori.plan.judge import Judge
from inmori.plan.optimise import paired
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
    own = Judge(space_of(scene, systems, wishes=wishes), judge.oracle, systems=systems, base=base_of(scene, systems))
    planned: Starts = {name: year for name, year in wishes.present.items() if name in own.space.by_id}
    behind = paired(own, planned, judge, best.starts)
    lacking = _lacking(scene, own.space, planned)
    worth = own.value({}) - own.value(planned)
    return PresentPlan(
        value=own.value(planned), behind=behind, fits=own.space.feasible(planned), text=_told(worth, behind, lacking)
    )


def _systems(scene: Scene, present: Mapping[str, int], otherwise: Starts) -> Starts:
    """Return where the present plan has the EHR; the best plan's place where it does not say."""
    move, renewal = scene.cloud_move(), scene.on_premises_renewal()
    if move is not None and move.id in present:
        return moved(scene) or otherwise
    return kept_on_site(scene) if renewal is not None and renewal.id in present else otherwise


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
    if space.over(planned) > space.least_over + 1.0:
        found.append(Text(ja="予算か担当者の時間を超える年があります", en="money or hours are exceeded in some year"))
    return found


def _told(worth: float, behind: Interval, lacking: list[Text]) -> Text:
    ja = f"今の計画は、対策を何もしない場合より約{yen_ja(worth)}得です。" if worth > 0 else "今の計画は、対策を何もしない場合より得になりません。"
    en = f"The present plan saves about {yen_en(worth)} against taking no measure." if worth > 0 else "The present plan saves nothing."
    if behind.low > 0:
        ja += f"見つかった計画のほうが、さらに約{yen_ja(behind.mid)}得です。"
        en += f" What was found saves about {yen_en(behind.mid)} more."
    else:
        ja += "見つかった計画との差は、あると言えるほどではありません。"
        en += " What was found cannot be told to be better."
    if lacking:
        ja += "ただし、" + "。また、".join(each.ja for each in lacking[:3]) + "。"
        en += " But " + "; ".join(each.en for each in lacking[:3]) + "."
    return Text(ja=ja, en=en)
