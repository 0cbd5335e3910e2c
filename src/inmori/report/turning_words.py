"""Break-evens in words: what would have to change, from what to what, and which road is cheaper then.

Who wins above and below is read off the paired difference and the present value; nothing is computed anew.
"""

import math
from dataclasses import dataclass

from inmori.plan.found import BreakEven
from inmori.plan.roads import DirectionResult, Roads
from inmori.report.wording import amount, same
from inmori.text import Text
from inmori.units import yen_en, yen_ja

PAIR = ("cloud", "harden")
_COMPARED = {  # how more and less are said of a price, a frequency, a time
    "yen": (Text(ja="高ければ", en="above"), Text(ja="安ければ", en="below")),
    "per year": (Text(ja="多ければ", en="more often than"), Text(ja="少なければ", en="less often than")),
    "years": (Text(ja="長ければ", en="longer than"), Text(ja="短ければ", en="shorter than")),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One break-even that turns the answer: which road is cheaper below ``at`` and which above."""

    one: BreakEven
    at: float
    below: DirectionResult
    above: DirectionResult

    @property
    def now_below(self) -> bool:
        """Whether the value expected today lies below."""
        return self.one.now < self.at


def turn_of(roads: Roads, one: BreakEven) -> Turn | None:
    """Return how a break-even turns the answer; None where nothing turns it or the two roads were not compared."""
    gap = next((each.difference for each in roads.comparisons if (each.one, each.other) == PAIR), None)
    known: dict[str, DirectionResult] = {side.id: side for side in roads.directions}
    if one.at is None or gap is None or gap.mid == 0 or not set(PAIR) <= known.keys():
        return None
    cloud, harden = (known[name] for name in PAIR)
    now, other = (cloud, harden) if gap.mid < 0 else (harden, cloud)
    below, above = (now, other) if one.now < one.at.mid else (other, now)
    return Turn(one, one.at.mid, below, above)


def turned(turn: Turn) -> Text:
    """Say on which side of the value the road that is dearer today becomes cheaper."""
    at, (more, less) = value_words(turn.one.unit, turn.at), _COMPARED.get(turn.one.unit, _COMPARED["yen"])
    side, winner = (more, turn.above.name) if turn.now_below else (less, turn.below.name)
    return Text(
        ja=f"{at.ja}より{side.ja}、{winner.ja}のほうが安くなります。",
        en=f"If it is {side.en} {at.en}, “{winner.en}” is cheaper.",
    )


def nearest_turn(roads: Roads) -> Turn | None:
    """Return the break-even whose value lies nearest to what is expected today, as a factor either way."""
    turns = [turn for one in roads.break_evens if (turn := turn_of(roads, one)) is not None]
    found = [turn for turn in turns if turn.at > 0 and turn.one.now > 0]
    return min(found, key=lambda turn: (abs(math.log(turn.at / turn.one.now)), turn.one.input), default=None)


def value_words(unit: str, value: float) -> Text:
    """Say a value of an input with its unit, to three figures."""
    value = _three_figures(value)
    if unit == "yen":
        return Text(ja=yen_ja(value), en=yen_en(value))
    if unit == "yen/bed/month":
        return Text(ja=f"1床あたり月{value:,.0f}円", en=f"JPY {value:,.0f} a bed and month")
    if unit == "yen/year":
        return Text(ja=f"年{yen_ja(value)}", en=f"{yen_en(value)} a year")
    if unit == "years":
        return Text(ja=f"{value:.1f}年", en=f"{value:.1f} years")
    if unit == "per year":
        return rate_words(value)
    return same(f"{value:,.10g} {unit}")


def rate_words(rate: float) -> Text:
    """Say a yearly rate: how often in a year, or once in so many years."""
    if rate >= 1:
        return Text(ja=f"年{amount(rate)}回", en=f"{amount(rate)} times a year")
    years = amount(1 / max(rate, 1e-5))
    return Text(ja=f"{years}年に1回", en=f"once in {years} years")


def _three_figures(value: float) -> float:
    if not value or not math.isfinite(value):
        return value
    return round(value, 2 - math.floor(math.log10(abs(value))))
