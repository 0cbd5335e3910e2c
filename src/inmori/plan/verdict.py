"""The verdict: what the paired differences allow to be said, and no more.

Where the range of a difference holds zero, the sentence is 判定できない, however far the middle lies to one side.
Nothing here prefers a road: which one is dearer is read off the numbers.
"""

from dataclasses import dataclass

from inmori.plan.compare import Measured, difference, seven_days
from inmori.plan.direction_text import joined, name_of
from inmori.plan.scene import Scene
from inmori.text import Text
from inmori.units import Interval, percent, yen_en, yen_ja


@dataclass(frozen=True)
class Fee:
    """A fee: ``yen`` in ``unit``, yen/bed/month or yen/year."""

    yen: float
    unit: str


def verdict_of(scene: Scene, stay: Measured, harden: Measured, cloud: Measured, *, seed: int) -> Text:
    """Return the sentences: cloud against harden, each against staying, the stop of care, and the break-even fee."""
    parts = [
        compared(scene, cloud, harden, difference(scene, cloud, harden, seed=seed)),
        compared(scene, harden, stay, difference(scene, harden, stay, seed=seed)),
        _stops(stay, harden, cloud),
    ]
    fee = break_even_fee(scene, cloud, harden)
    if fee is not None:
        parts.append(_fee_sentence(fee))
    return joined(parts)


def compared(scene: Scene, one: Measured, other: Measured, gap: Interval) -> Text:
    """Say which of two directions costs less over the horizon, cost and expected loss together, if that can be said."""
    a, b, years = name_of(one.direction), name_of(other.direction), scene.years
    span_ja, span_en = (
        f"{_signed_ja(gap.low)}〜{_signed_ja(gap.high)}",
        f"{yen_en(gap.low)} to {yen_en(gap.high)}",
    )
    if gap.low <= 0 <= gap.high:
        if gap.low == gap.high == 0:
            return Text(ja=f"{a.ja}と{b.ja}は同じ内容です。", en=f'"{a.en}" and "{b.en}" are the same.')
        return Text(
            ja=f"{a.ja}と{b.ja}のどちらが得かは判定できません({years}年の費用と予想損失の差は{span_ja}、中央の見込みは{_signed_ja(gap.mid)})。",
            en=f'Whether "{a.en}" or "{b.en}" costs less cannot be told ({years}-year difference {span_en}, middle {yen_en(gap.mid)}).',
        )
    dearer, cheaper = (a, b) if gap.mid > 0 else (b, a)
    amount = abs(gap.mid)
    return Text(
        ja=f"{years}年の費用と予想損失の合計は、{dearer.ja}が{cheaper.ja}より約{yen_ja(amount)}多くなります(差は{span_ja})。",
        en=f'Over {years} years, "{dearer.en}" costs about {yen_en(amount)} more than "{cheaper.en}", expected loss included '
        f"(difference {span_en}).",
    )


def break_even_fee(scene: Scene, cloud: Measured, harden: Measured) -> Fee | None:
    """Return the fee at which both directions cost the same, all else as in the middle; None without a move.

    It comes in the unit in which the fee is known: for a bed and month, or, where the hospital has a quotation, for a
    year. A result below zero means that no fee is low enough.
    """
    fees = [
        line
        for line in cloud.lines
        if line.part == "system" and line.line.yearly and scene.measure(line.measure).paid_from == "system"
        and scene.measure(line.measure).directions
    ]
    if not fees or fees[0].measure not in cloud.direction.starts:
        return None
    slope = sum(line.line.count.mid * line.line.times * line.factor for line in fees)
    gap = sum(line.interval().mid for line in cloud.lines) - sum(line.interval().mid for line in harden.lines)
    gap += float((cloud.loss(scene) - harden.loss(scene)).mean())
    return Fee(fees[0].line.price.value - gap / slope, fees[0].line.price.unit) if slope > 0 else None


def _fee_sentence(fee: Fee) -> Text:
    if fee.yen <= 0:
        return Text(
            ja="ほかが中央の見込みどおりなら、クラウドの利用料がいくら安くてもクラウド移行のほうが多くなります。",
            en="All else as expected, no cloud fee is low enough to make the move cheaper.",
        )
    ja, en = f"1床あたり月{round(fee.yen, -2):,.0f}円", f"JPY {round(fee.yen, -2):,.0f} a bed and month"
    if fee.unit == "yen/year":
        ja, en = f"年{yen_ja(fee.yen)}", f"{yen_en(fee.yen)} a year"
    return Text(
        ja=f"ほかが中央の見込みどおりなら、クラウド電子カルテの利用料が{ja}を下回るとクラウド移行のほうが安くなります。",
        en=f"All else as expected, the move becomes cheaper when the cloud EHR costs less than {en}.",
    )


def _stops(stay: Measured, harden: Measured, cloud: Measured) -> Text:
    shares = [percent(seven_days(each.risks).mid) for each in (stay, harden, cloud)]
    return Text(
        ja=f"電子カルテが7日以上止まる見込みは、期間全体で現状維持{shares[0]}、閉域強化{shares[1]}、クラウド移行{shares[2]}です。",
        en=f"The chance that the EHR stops for seven days or more within the period: stay {shares[0]}, "
        f"harden {shares[1]}, cloud {shares[2]}.",
    )


def _signed_ja(amount: float) -> str:
    return f"+{yen_ja(amount)}" if amount > 0 else yen_ja(amount)
