"""What each measure is worth inside the roadmap, how surely it stays there, and why, in two sentences a 事務長 can repeat.

A measure's worth depends on what else is done, so it is asked by leaving it out of the whole (or adding it), on the
same trials; nothing is shared out among measures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inmori.plan.duties import with_renewal
from inmori.plan.found import Marginal
from inmori.plan.judge import Judge
from inmori.plan.risk import over_draws
from inmori.plan.scene import Scene, Starts
from inmori.plan.wish import Wishes
from inmori.text import Text
from inmori.units import yen_en, yen_ja

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OTHERS = 5  # measures told that would gain most and are not in
LITTLE = 100_000.0  # yen over the horizon: less is told as next to nothing


@dataclass(frozen=True)
class Asked:
    """What is explained: a roadmap of a judge, for a scene and its wishes."""

    scene: Scene
    judge: Judge
    starts: Starts
    wishes: Wishes


def kept_measures(asked: Asked) -> tuple[Marginal, ...]:
    """Return every measure of the roadmap, by year and then the most worth first."""
    found = []
    for name, year in asked.starts.items():
        left = {each: begun for each, begun in asked.starts.items() if each != name}
        found.append(_marginal(asked, name, year, left, asked.starts))
    return tuple(sorted(found, key=lambda each: (each.start_year or 0, -each.worth.mid, each.measure)))


def left_out(asked: Asked) -> tuple[Marginal, ...]:
    """Return the measures that would gain most were there money and time for them, the most first."""
    space, found = asked.judge.space, []
    now = asked.judge.guess(asked.starts)
    for name, each in space.by_id.items():
        added = asked.starts | {name: each.earliest}
        if name not in asked.starts and space.allowed(added):
            found.append((now - asked.judge.guess(added), name, added))
    best = sorted(found, key=lambda each: (-each[0], each[1]))[:OTHERS]
    return tuple(_marginal(asked, name, None, asked.starts, added) for _, name, added in best)


def gain_by_draw(judge: Judge, without: Starts, within: Starts) -> NDArray[np.float64]:
    """Return (parameter draws,) yen over the horizon that ``within`` is cheaper than ``without``, costs and expected loss."""
    import numpy as np

    parts = [
        judge.factor(year)
        * judge.oracle.by_draw(
            judge.oracle.trials(judge.state(without, year=year), year=year)
            - judge.oracle.trials(judge.state(within, year=year), year=year),
            year=year,
        )
        for year in judge.years
    ]
    return np.asarray(np.sum(parts, axis=0) + judge.space.money(without) - judge.space.money(within), dtype=np.float64)


def _marginal(asked: Asked, name: str, year: int | None, without: Starts, within: Starts) -> Marginal:
    judge = asked.judge
    gain, duty = gain_by_draw(judge, without, within), judge.credit(within) - judge.credit(without)
    worth = over_draws(gain, unit="yen")
    reason = _why_in(asked, name, year, worth.mid) if year is not None else _why_out(asked, worth.mid)
    return Marginal(
        measure=name,
        name=asked.scene.measure(name).name,
        start_year=year,
        worth=worth,
        stays=float((gain + duty > 0).mean()),
        reason=reason,
    )


def _why_in(asked: Asked, name: str, year: int, worth: float) -> Text:
    measure, years = asked.scene.measure(name), asked.scene.years
    if name in asked.wishes.pins:
        why = Text(ja="病院の希望により入れています。", en="It is in because the hospital insists on it.")
    elif measure.deadline is not None:
        why = Text(
            ja=f"期限({measure.deadline.isoformat()})のある義務なので入れています。",
            en=f"It is a duty with a date ({measure.deadline.isoformat()}).",
        )
    elif worth > LITTLE:
        why = Text(
            ja=f"これを外すと、{years}年間の費用と予想損失の合計が約{yen_ja(worth)}多くなります。",
            en=f"Without it, costs and expected loss over {years} years are about {yen_en(worth)} higher.",
        )
    elif (price := asked.judge.space.money({name: year})) < LITTLE:
        why = Text(
            ja="お金がほとんどかからず、満たせていない要求や指摘に応えます。",
            en="It takes next to no money, and answers open requirements or findings.",
        )
    else:
        why = Text(
            ja=f"{years}年で約{yen_ja(price)}かかりますが、満たせていない要求や指摘に応えます。",
            en=f"It costs about {yen_en(price)} over {years} years, and answers open requirements or findings.",
        )
    when = _when(asked, name, year)
    return Text(ja=why.ja + when.ja, en=f"{why.en} {when.en}")


def _when(asked: Asked, name: str, year: int) -> Text:
    space = asked.judge.space
    if year == 1:
        return Text(ja="効き目が早く始まるように、1年目に始めます。", en="It begins in year 1, so that it works early.")
    if with_renewal(asked.scene, asked.scene.measure(name)):
        return Text(
            ja=f"1年の予算に収まらないため、{year}年目の電子カルテの更新と一緒に入れます。",
            en=f"It exceeds a year's budget, so it comes with the EHR's renewal in year {year}.",
        )
    earlier = asked.starts | {name: year - 1}
    if year - 1 < space.by_id[name].earliest:
        return Text(
            ja=f"{year}年目なのは、その年のシステム更新か病院の指定に合わせるためです。",
            en=f"It begins in year {year} with the renewal, or because the hospital says so.",
        )
    if not space.allowed(earlier):
        return Text(
            ja=f"{year}年目なのは、先に済ませる対策があるためです。", en=f"It begins in year {year} after what it needs."
        )
    if not space.feasible(earlier):
        return Text(
            ja=f"{year}年目なのは、前の年の予算か担当者の時間がほかの対策で一杯だからです。",
            en=f"It begins in year {year} because the money or hours before are taken by other measures.",
        )
    return Text(
        ja=f"{year}年目なのは、前の年に始めても得にならないためです。", en=f"Beginning it before year {year} gains nothing."
    )


def _why_out(asked: Asked, worth: float) -> Text:
    if worth <= 0:
        return Text(
            ja="費用のほうが、減る予想損失より大きいため入れていません。値段が下がるか、ほかの対策をやめれば変わります。",
            en="It costs more than the expected loss it avoids here. A lower price, or fewer other measures, would change that.",
        )
    return Text(
        ja=f"お金と時間があれば、{asked.scene.years}年間の合計を約{yen_ja(worth)}減らせます。今の予算と時間の中では、ほかの対策のほうが効きます。",
        en=f"With money and time for it, it would save about {yen_en(worth)} over {asked.scene.years} years. Within the limits, others do more.",
    )
