"""Where the other direction wins: the price, rate or length at which cloud and harden cost the same.

Found by root search over the costs line by line and the draws that were made already; nothing is simulated anew. What
the two directions contain does not depend on these inputs, so the verdict turns where it says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from inmori.plan.compare import Measured
from inmori.plan.cost import CostLine
from inmori.plan.found import BreakEven, TwoWay
from inmori.plan.scene import Scene
from inmori.text import Text
from inmori.units import Interval, yen_en, yen_ja

REACH = 50.0  # times the present value, either way
STEPS = 60  # halvings of the range
GRID = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0)  # of the present value, in the picture
Picks = Callable[[CostLine], bool]


@dataclass(frozen=True)
class Input:
    """Something that could be otherwise. ``picks`` are the cost lines that scale with it; ``loss`` scales with it or not.

    ``inverse``: the lines shrink as it grows (years over which a price is spread).
    """

    id: str
    name: Text
    unit: str
    now: float
    picks: Picks
    loss: bool = False
    inverse: bool = False


@dataclass(frozen=True)
class Gap:
    """Cloud less harden over the horizon, as a function of inputs."""

    cloud: Measured
    harden: Measured
    loss: float

    def at(self, *changes: tuple[Input, float]) -> float:
        """Return yen when inputs are so many times what they are."""
        amount = self.loss
        for one, times in changes:
            amount *= times if one.loss else 1.0
        for yen, line in self._amounts:
            factor = 1.0
            for one, times in changes:
                if one.picks(line):
                    factor *= 1 / times if one.inverse else times
            amount += yen * factor
        return amount

    @cached_property
    def _amounts(self) -> tuple[tuple[float, CostLine], ...]:
        """Every amount in yen with its line, those of harden below zero."""
        sides = ((1.0, self.cloud), (-1.0, self.harden))
        return tuple((sign * line.interval().mid, line) for sign, side in sides for line in side.lines)


def gap_of(scene: Scene, cloud: Measured, harden: Measured) -> Gap:
    """Return the gap between two measured directions."""
    return Gap(cloud, harden, float((cloud.loss(scene) - harden.loss(scene)).mean()))


def inputs_of(scene: Scene, cloud: Measured, harden: Measured) -> tuple[Input, ...]:
    """Return the five inputs that matter, those that play a part here."""
    move, renewal = scene.cloud_move(), scene.on_premises_renewal()
    if move is None or renewal is None or move.id not in cloud.direction.starts:
        return ()
    fees = [line for line in cloud.lines if line.measure == move.id and line.line.yearly]
    rate = float(harden.risks[0].rate.mean())
    life = scene.catalogue.quantity("horizon.system_life").value

    def part(measure: str, *, yearly: bool) -> Picks:
        return lambda line: line.part == "system" and line.measure == measure and line.line.yearly == yearly

    found = [
        Input("fee", Text(ja="クラウド電子カルテの利用料", en="Fee of the cloud EHR"), "yen/bed/month",
              fees[0].line.price.value if fees else 0.0, part(move.id, yearly=True)),
        Input("move", Text(ja="移行の初期費用", en="First cost of the move"), "yen",
              scene.prices[move.id].capital.mid, part(move.id, yearly=False)),
        Input("renewal", Text(ja="院内で更新する費用", en="Cost of renewal on site"), "yen",
              scene.prices[renewal.id].capital.mid, part(renewal.id, yearly=False)),
        Input("rate", Text(ja="被害の出る攻撃の頻度", en="Damaging attacks"), "per year", rate, lambda _line: False, loss=True),
        Input("life", Text(ja="電子カルテを使う年数", en="Years an EHR is used"), "years", life,
              lambda line: line.part == "system" and not line.line.yearly, inverse=True),
    ]  # fmt: skip
    return tuple(each for each in found if each.now > 0)


def break_evens(scene: Scene, cloud: Measured, harden: Measured, difference: Interval) -> tuple[BreakEven, ...]:
    """Return the break-even of each input; ``difference`` is the paired range of cloud less harden."""
    gap = gap_of(scene, cloud, harden)
    return tuple(_break_even(gap, one, difference) for one in inputs_of(scene, cloud, harden))


def two_way(scene: Scene, cloud: Measured, harden: Measured) -> TwoWay | None:
    """Return the gap over the fee and the rate of attacks together."""
    by_id = {one.id: one for one in inputs_of(scene, cloud, harden)}
    if not {"fee", "rate"} <= set(by_id):
        return None
    gap, fee, rate = gap_of(scene, cloud, harden), by_id["fee"], by_id["rate"]
    return TwoWay(
        x=fee.id,
        y=rate.id,
        xs=tuple(fee.now * times for times in GRID),
        ys=tuple(rate.now * times for times in GRID),
        gap=tuple(tuple(gap.at((fee, x), (rate, y)) for x in GRID) for y in GRID),
    )


def root(function: Callable[[float], float]) -> float | None:
    """Return where a function of a factor is zero, between 1/50 and 50; None where its sign is the same at both ends."""
    low, high = 1 / REACH, REACH
    at_low, at_high = function(low), function(high)
    if at_low * at_high > 0 or at_low == at_high:
        return None
    for _ in range(STEPS):
        middle = (low * high) ** 0.5
        if function(middle) * at_low > 0:
            low = middle
        else:
            high = middle
    return float((low * high) ** 0.5)


def _break_even(gap: Gap, one: Input, difference: Interval) -> BreakEven:
    times = root(lambda factor: gap.at((one, factor)))
    ends = [
        root(lambda factor, by=by: gap.at((one, factor)) + by)  # type: ignore[misc]
        for by in (difference.low - difference.mid, difference.high - difference.mid)
    ]
    at = None
    if times is not None:
        known = [end for end in ends if end is not None] + [times]
        low = min(known) if None not in ends else min(*known, 1 / REACH)
        high = max(known) if None not in ends else max(*known, REACH)
        at = Interval(low=low * one.now, mid=times * one.now, high=high * one.now, unit=one.unit)
    rises = gap.at((one, 1.01)) > gap.at((one, 0.99))
    return BreakEven(input=one.id, name=one.name, unit=one.unit, now=one.now, at=at, text=_told(gap, one, at, rises=rises))


def _told(gap: Gap, one: Input, at: Interval | None, *, rises: bool) -> Text:
    now = gap.at()
    cheaper = Text(ja="クラウド移行", en="the move") if now < 0 else Text(ja="閉域強化", en="hardening")
    if at is None:
        return Text(
            ja=f"{one.name.ja}が今の見込みの50分の1から50倍のどこにあっても、安いのは{cheaper.ja}のままです。",
            en=f"{one.name.en}: at any value from a fiftieth to fifty times, {cheaper.en} stays cheaper.",
        )
    above = Text(ja="閉域強化", en="hardening") if rises else Text(ja="クラウド移行", en="the move")
    below = Text(ja="クラウド移行", en="the move") if rises else Text(ja="閉域強化", en="hardening")
    ja, en = _amount(one, at.mid)
    ja_now, en_now = _amount(one, one.now)
    return Text(
        ja=f"{one.name.ja}が{ja}を上回れば{above.ja}、下回れば{below.ja}のほうが安くなります(今の見込みは{ja_now})。",
        en=f"{one.name.en}: above {en} {above.en} is cheaper, below it {below.en} (now {en_now}).",
    )


def _amount(one: Input, value: float) -> tuple[str, str]:
    if one.unit == "yen":
        return yen_ja(value), yen_en(value)
    if one.unit == "yen/bed/month":
        return f"1床あたり月{value:,.0f}円", f"JPY {value:,.0f} a bed and month"
    if one.unit == "years":
        return f"{value:.1f}年", f"{value:.1f} years"
    return f"年{value:.3g}件", f"{value:.3g} a year"
