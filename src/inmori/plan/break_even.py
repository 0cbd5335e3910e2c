"""Where the other direction wins: the price, rate or length at which cloud and harden cost the same.

Found by root search over the costs line by line and the draws that were made already; nothing is simulated anew. What
the two directions contain does not depend on these inputs, so the verdict turns where it says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from inmori.plan.compare import SAMPLES, Measured
from inmori.plan.cost import CostLine, price_points, sampled
from inmori.plan.found import BreakEven, TwoWay
from inmori.plan.scene import Scene
from inmori.text import Text
from inmori.units import Interval, yen_en, yen_ja

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLOUD = Text(ja="クラウド移行", en="the move")
HARDEN = Text(ja="閉域強化", en="hardening")
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
    total: float = 0.0  # yen that a quotation would name at the present value, where ``now`` is a price per unit

    @property
    def price(self) -> bool:
        """Whether a quotation can fix it."""
        return not self.loss and not self.inverse


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


@dataclass(frozen=True)
class Spread:
    """Cloud less harden as joint samples, split by an input: what it becomes at another value, with its range.

    A price is taken as fixed in writing at the value asked about, as a quotation would fix it; a rate or a length keeps
    the uncertainty that it has.
    """

    scene: Scene
    cloud: Measured
    harden: Measured
    seed: int
    _known: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]] = field(default_factory=dict)

    def at(self, one: Input, times: float, share: float) -> float:
        """Return the point below which ``share`` of the samples lie, in yen, when the input is so many times what it is."""
        import numpy as np

        rest, moving = self._known.get(one.id) or self._known.setdefault(one.id, self._split(one))
        return float(np.quantile(rest + moving * (1 / times if one.inverse else times), share))

    def _split(self, one: Input) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        import numpy as np

        points = price_points((*self.cloud.lines, *self.harden.lines), samples=SAMPLES, seed=self.seed)
        rest, moving = np.zeros(SAMPLES), np.zeros(SAMPLES)
        for sign, side in ((1.0, self.cloud), (-1.0, self.harden)):
            picked = [line for line in side.lines if one.picks(line)]
            other = [line for line in side.lines if not one.picks(line)]
            rest += sign * sampled(other, points=points, samples=SAMPLES)
            fixed = sum(line.interval().mid for line in picked)
            moving += sign * (fixed if one.price else sampled(picked, points=points, samples=SAMPLES))
        loss = self.cloud.loss(self.scene) - self.harden.loss(self.scene)
        each = loss[np.arange(SAMPLES) % len(loss)]
        return (rest, moving + each) if one.loss else (rest + each, moving)


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
        Input("fee", Text(ja="クラウド電子カルテの利用料", en="Fee of the cloud EHR"), fees[0].line.price.unit if fees else "yen/year",
              fees[0].line.price.value if fees else 0.0, part(move.id, yearly=True), total=scene.prices[move.id].yearly.mid),
        Input("move", Text(ja="移行の初期費用", en="First cost of the move"), "yen",
              scene.prices[move.id].capital.mid, part(move.id, yearly=False)),
        Input("renewal", Text(ja="院内で更新する費用", en="Cost of renewal on site"), "yen",
              scene.prices[renewal.id].capital.mid, part(renewal.id, yearly=False)),
        Input("rate", Text(ja="被害の出る攻撃の頻度", en="Damaging attacks"), "per year", rate, lambda _line: False, loss=True),
        Input("life", Text(ja="電子カルテを使う年数", en="Years an EHR is used"), "years", life,
              lambda line: line.part == "system" and not line.line.yearly, inverse=True),
    ]  # fmt: skip
    return tuple(each for each in found if each.now > 0)


def break_evens(scene: Scene, cloud: Measured, harden: Measured, *, seed: int) -> tuple[BreakEven, ...]:
    """Return the break-even of each input, its ends by the same joint samples as the difference that the verdict rests on."""
    gap, spread = gap_of(scene, cloud, harden), Spread(scene, cloud, harden, seed)
    return tuple(_break_even(gap, spread, one) for one in inputs_of(scene, cloud, harden))


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


def _break_even(gap: Gap, spread: Spread, one: Input) -> BreakEven:
    times = root(lambda factor: gap.at((one, factor)))
    rises = gap.at((one, 1.01)) > gap.at((one, 0.99))
    at: Interval | None = None
    ends: list[float | None] = [None, None]
    if times is not None:
        # Below the first end the one road is surely cheaper, above the second the other: 95 % and 5 % point meet zero there.
        shares = (0.95, 0.05) if rises else (0.05, 0.95)
        ends = [root(lambda factor, share=share: spread.at(one, factor, share)) for share in shares]  # type: ignore[misc]
        low, high = min(ends[0] or 1 / REACH, times), max(ends[1] or REACH, times)
        at = Interval(low=low * one.now, mid=times * one.now, high=high * one.now, unit=one.unit)
    surely = tuple(None if end is None else end * one.now for end in ends)
    told = _told(gap, one, at, surely, rises=rises)
    return BreakEven(input=one.id, name=one.name, unit=one.unit, now=one.now, at=at, text=told)


def _told(gap: Gap, one: Input, at: Interval | None, surely: tuple[float | None, ...], *, rises: bool) -> Text:
    now = gap.at()
    cheaper = CLOUD if now < 0 else HARDEN
    if at is None:
        return Text(
            ja=f"{one.name.ja}が今の見込みの50分の1から50倍のどこにあっても、中央の見込みで安いのは{cheaper.ja}のままです。",
            en=f"{one.name.en}: at any value from a fiftieth to fifty times, {cheaper.en} stays cheaper by the middle estimates.",
        )
    below, above = (CLOUD, HARDEN) if rises else (HARDEN, CLOUD)
    (ja, en), (ja_now, en_now) = _amount(one, at.mid), _amount(one, one.now)
    sure = _surely(one, surely, below, above)
    return Text(
        ja=f"{one.name.ja}: 中央の見込みでは{ja}が境目で、下回れば{below.ja}、上回れば{above.ja}のほうが安くなります(今の見込みは{ja_now})。{sure.ja}",
        en=f"{one.name.en}: by the middle estimates it turns at {en}; below it {below.en} is cheaper, above it {above.en} (now {en_now}). {sure.en}",
    )


def _surely(one: Input, ends: tuple[float | None, ...], below: Text, above: Text) -> Text:
    """Say from where on either side the range of the difference decides, and that between nothing can be said."""
    sides_ja, sides_en = [], []
    for end, winner, ja_side, en_side in ((ends[0], below, "以下", "at or below"), (ends[1], above, "以上", "at or above")):
        if end is not None:
            ja, en = _amount(one, end)
            sides_ja.append(f"{ja}{ja_side}なら{winner.ja}")
            sides_en.append(f"{winner.en} {en_side} {en}")
    if not sides_ja:
        return Text(
            ja="ほかの値段と被害の幅が広いため、この値がいくらでも、どちらが得かは言い切れません(判定できません)。",
            en="Other prices and losses are so uncertain that no value of it decides.",
        )
    rest = "その間は判定できません" if len(sides_ja) == 2 else "それ以外は判定できません"
    known = "その額が見積書で決まったとして、" if one.price else ""
    known_en = "once it is fixed in writing, and " if one.price else ""
    return Text(
        ja=f"{known}90%の幅で見ても言い切れるのは、{'、'.join(sides_ja)}です。{rest}。",
        en=f"Decided, {known_en}with the 90 % range of the difference: {', '.join(sides_en)}; nothing can be told "
        f"{'between' if len(sides_ja) == 2 else 'elsewhere'}.",
    )


def _amount(one: Input, value: float) -> tuple[str, str]:
    if one.unit == "yen":
        return yen_ja(value), yen_en(value)
    if one.unit == "yen/bed/month":
        whole = one.total * value / one.now
        return (
            f"1床あたり月{value:,.0f}円(年{yen_ja(whole)})",
            f"JPY {value:,.0f} a bed and month ({yen_en(whole)} a year)",
        )
    if one.unit == "yen/year":
        return f"年{yen_ja(value)}", f"{yen_en(value)} a year"
    if one.unit == "years":
        return f"{value:.1f}年", f"{value:.1f} years"
    return f"年{value:.3g}件", f"{value:.3g} a year"
