"""What a set of measures would change: figures today and after, their paired difference, and the distribution as a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inmori.plan.risk import Risk, over_draws
from inmori.report.documents.assessment.damage import bins_of, day_histogram
from inmori.report.figures.histogram import draw_histogram
from inmori.report.wording import chance_range, days_range, same, two_figures, yen_range
from inmori.simulate import Draws
from inmori.text import Language, Text
from inmori.units import Interval
from inmori.web.desk.screens.what_if.bench import Answer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EDGES = (0.0, 1.0, 3.0, 7.0, 14.0, 30.0, 60.0, 365.0)  # the spans that the picture of the paper shows
Say = Callable[[Interval], Text]
LESS, MORE = Text(ja="減ります", en="less"), Text(ja="増えます", en="more")
OPEN = Text(ja="どちらとも言えません(幅に0が入る)", en="cannot be told (the range holds 0)")
NOTHING = Text(ja="変わりません", en="no change")


@dataclass(frozen=True)
class Line:
    """One figure: in words today and after, and the difference with what may be said of it; None where there is none."""

    name: Text
    today: Text
    after: Text
    difference: Text | None
    verdict: Text | None
    decided: bool


def lines(today: Answer, after: Answer) -> tuple[Line, ...]:
    """Return the figures. Differences are taken parameter draw by parameter draw, luck by luck."""
    import numpy as np

    def yearly(rate: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(1 - np.exp(-rate))

    def days(answer: Answer) -> NDArray[np.float64]:
        return _per_draw(answer.draws, answer.draws.weight * answer.draws.ehr_days)

    one, other = today.risk, after.risk
    return (
        _line(Text(ja="1年あたりの見込み損失", en="Expected loss a year"), one.loss, other.loss, "yen", yen_range),
        _line(Text(ja="1年に被害が出る確率", en="Chance of damage within a year"), yearly(one.rate), yearly(other.rate), "probability", chance_range),
        _line(Text(ja="1年に電子カルテが7日以上止まる確率", en="Chance within a year that the EHR is down for 7 days or more"), yearly(one.seven), yearly(other.seven), "probability", chance_range),
        _line(Text(ja="電子カルテが止まる日数(1年あたりの見込み)", en="Days without EHR (expected in a year)"), days(today), days(after), "days", days_range),
        _given_damage(one, other),
    )


def _line(name: Text, one: NDArray[np.float64], other: NDArray[np.float64], unit: str, say: Say) -> Line:
    difference = over_draws(other - one, unit=unit)
    equal = bool((one == other).all())
    decided = difference.high < 0 or difference.low > 0
    verdict = NOTHING if equal else LESS if difference.high < 0 else MORE if difference.low > 0 else OPEN
    return Line(name, say(over_draws(one, unit=unit)), say(over_draws(other, unit=unit)), None if equal else signed(difference, say), verdict, decided)


def _given_damage(one: Risk, other: Risk) -> Line:
    """How long a damaging attack stops the EHR: a spread over attacks, of which there is no difference in pairs."""
    name = Text(ja="被害が出たとき、電子カルテが止まる日数", en="Days without EHR when there is damage")
    return Line(name, days_range(one.ehr_days), days_range(other.ehr_days), None, None, False)


def signed(difference: Interval, say: Say) -> Text:
    """Say a difference with its range: less with a minus, whichever unit it has."""
    low, mid, high = (_signed(value, difference.unit, say) for value in (difference.low, difference.mid, difference.high))
    return Text(ja=f"{mid.ja}({low.ja}〜{high.ja})", en=f"{mid.en} ({low.en} to {high.en})")


def _signed(value: float, unit: str, say: Say) -> Text:
    size = abs(value)
    # "under 0.1 %" with a minus would read the wrong way round, so differences of chances are told in points.
    words = points(size) if unit == "probability" else say(Interval(low=size, mid=size, high=size, unit=unit))
    sign = "−" if value < 0 else "+"
    return Text(ja=f"{sign}{words.ja}", en=f"{sign}{words.en}") if value else same("0")


def points(share: float) -> Text:
    """Say a difference of two chances: 1.2ポイント."""
    size = f"{two_figures(100 * share):.10g}" if share >= 0.00005 else "0.005"
    return Text(ja=f"{size}ポイント", en=f"{size} points") if share >= 0.00005 else Text(ja=f"{size}ポイント未満", en=f"under {size} points")


def picture(draws: Draws, *, language: Language, key: str, title: Text) -> str | None:
    """Return the SVG of how long the EHR would be down given damage, drawn as on paper; None where nothing does damage."""
    found = spans(draws)
    if not found:
        return None
    bins = bins_of(found)
    alt = Text(
        ja="、".join(f"{one.label.ja} {one.value.ja}" for one in bins), en=", ".join(f"{one.label.en}: {one.value.en}" for one in bins)
    )
    drawn = draw_histogram(day_histogram(bins), language=language, key=key, title=title.in_(language), alt=alt.in_(language))
    return drawn.svg


def spans(draws: Draws) -> tuple[tuple[float, float, float], ...]:
    """Return (from day, to day, share) of the damaging campaigns; the last span is open to above."""
    import numpy as np

    weight = draws.weight * draws.damaged
    whole = float(weight.sum())
    if whole <= 0:
        return ()
    shares, _ = np.histogram(np.minimum(draws.ehr_days, EDGES[-1]), bins=np.array(EDGES), weights=weight)
    return tuple((low, high, float(share) / whole) for low, high, share in zip(EDGES, EDGES[1:], shares, strict=False))


def _per_draw(draws: Draws, amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    count = int(draws.parameter_draw.max()) + 1 if len(draws.parameter_draw) else 1
    return np.asarray(np.bincount(draws.parameter_draw, weights=amounts, minlength=count) * count, dtype=np.float64)
