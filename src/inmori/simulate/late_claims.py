"""Claims that come late: a hospital that lives on two or three months of cash may fail though nothing is lost for good.

Claims of a month are sent by the 10th of the next. A receipt system that is down over that day sends them a month
later; down over two such days, two months of claims are out. This is money moved, not lost: it stands apart from loss.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inmori.model import SystemKind
from inmori.simulate.estimate import interval
from inmori.simulate.outcome import LateClaims
from inmori.text import Text
from inmori.units import Interval, percent, yen_en, yen_ja

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inmori.simulate.summary import Results

MONTH = 365.25 / 12


def late_claims(results: Results) -> LateClaims:
    """Return what is late at the worst moment, given a damaging campaign."""
    campaigns, damage, total = results.campaigns, results.damage, float(results.damage.sum())
    months = months_out(results)
    yen = months * campaigns.each(campaigns.compiled.circumstances.revenue) / 12
    late = damage * (months > 0)
    short = damage * (months > campaigns.value("loss.cash_months"))
    p_late, p_short = (float(part.sum()) / total if total > 0 else 0.0 for part in (late, short))
    some = months > 0
    money, length = (interval(each[some], late[some], unit=unit) for each, unit in ((yen, "yen"), (months, "months")))
    return LateClaims(p_late=p_late, yen=money, months=length, p_short=p_short, text=_told(p_late, money, length, p_short))


def months_out(results: Results) -> NDArray[np.float64]:
    """Months of income that are late, per trial: deadlines that the outage covers, times the share claimed."""
    import numpy as np

    campaigns = results.campaigns
    missed = deadlines(claim_days(results), campaigns.uniform("day of month"))
    return np.asarray(missed * campaigns.value("loss.claims.share"))


def deadlines(days: NDArray[np.float64], position: NDArray[np.float64]) -> NDArray[np.float64]:
    """Deadlines within ``days`` from a moment that is ``position`` (0 to 1) of a month after the last one."""
    import numpy as np

    return np.floor(position + days / MONTH)


def claim_days(results: Results) -> NDArray[np.float64]:
    """Days without the system that claims are made with: the receipt system, or the EHR where none is known."""
    import numpy as np

    assets, recovery = results.campaigns.compiled.assets, results.recovery
    own = [number for number, asset in enumerate(assets) if asset.kind is SystemKind.RECEIPT]
    return np.asarray(recovery.system_days[:, own].max(axis=1)) if own else recovery.ehr_days


def _told(p_late: float, yen: Interval, months: Interval, p_short: float) -> Text:
    if p_late <= 0:
        return Text(
            ja="医事会計は、診療報酬の請求日(毎月10日)をまたいで止まらない見込みです。",
            en="Claims are not expected to miss their date (the 10th of each month).",
        )
    low, mid, high = (float(f"{each:.2g}") for each in (yen.low, yen.mid, yen.high))
    return Text(
        ja=f"被害が出たとき、{percent(p_late)}の確率で診療報酬の請求(毎月10日まで)に間に合いません。そのとき入金が遅れる額は"
        f"{yen_ja(mid)}({yen_ja(low)}〜{yen_ja(high)})、収入の{months.mid:.1f}か月分です。失うお金ではありませんが、"
        f"手元資金(病院の中央値2.5か月分)を超える確率が{percent(p_short)}あります。",
        en=f"Given damage, claims (due on the 10th) are late with a chance of {percent(p_late)}. Then {yen_en(mid)} "
        f"({yen_en(low)} to {yen_en(high)}), {months.mid:.1f} months of income, comes late: not lost, but more than the "
        f"cash at hand (median 2.5 months) in {percent(p_short)} of cases.",
    )
