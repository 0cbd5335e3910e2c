"""How often hospitals are hit at all: known cases as a Poisson count with a Gamma law, beside this hospital's own rate.

The simulation's rate is built from below, door by door. Whoever reads it should see what is known from above: cases
that became public, over all hospitals, times a guess for those that did not; and through which ways the police count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inmori.catalogue import Catalogue
from inmori.simulate.beta_law import counted
from inmori.simulate.estimate import LEVELS
from inmori.simulate.law import CELLS, Law, table_of
from inmori.simulate.outcome import ArchetypeOutcome, BaseRate, WayShare
from inmori.simulate.parameters import quantiles
from inmori.text import Text
from inmori.units import Interval, percent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HALF = 0.5  # Jeffreys' prior of a Poisson rate: half a case in no time
SLICES = 256
WAYS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "vpn": (Text(ja="VPN機器・保守回線", en="VPN box or maintenance line"), ("vpn_hole", "weak_login", "supplier", "device_box")),
    "rdp": (Text(ja="リモートデスクトップ", en="remote desktop"), ("published",)),
    "mail": (Text(ja="メール", en="mail"), ("mail",)),
    "other": (Text(ja="その他・不明", en="other"), ("bridge", "media", "unknown", "cloud_identity", "provider")),
}


def base_rate(own: Interval, archetypes: Sequence[ArchetypeOutcome], catalogue: Catalogue) -> BaseRate:
    """Return the national figures beside the hospital's yearly rate ``own`` and its ways in."""
    import numpy as np

    cases = catalogue.statistics["hospital-cases"].total
    known = gamma_poisson(cases, catalogue.quantity("baserate.years").value)
    silence = quantiles(catalogue.quantity("baserate.silence"), (np.arange(SLICES) + 0.5) / SLICES)
    each = np.outer(known, silence).ravel() / catalogue.quantity("baserate.hospitals").value
    national = _interval(each, "campaigns a year")
    times = own.mid / national.mid
    shares = {one.archetype: one.share for one in archetypes}
    entry = catalogue.statistics["npa-entry-2025"]
    ways = tuple(
        WayShare(way=way, name=name, own=sum(shares.get(each, 0.0) for each in members),
                 published=counted(dict(entry.counts)[way], entry.total))
        for way, (name, members) in WAYS.items()
    )  # fmt: skip
    found = _interval(known, "cases a year")
    return BaseRate(known_a_year=found, national=national, times=times, ways=ways, text=_told(found, national, own, times))


def gamma_poisson(cases: int, years: float) -> NDArray[np.float64]:
    """Return evenly spaced quantiles of the rate (cases a year) after ``cases`` were seen in ``years``."""
    import numpy as np

    table = table_of(Law("gamma", cases + HALF))
    at = (np.arange(SLICES) + 0.5) / SLICES
    return np.asarray(np.interp(at, np.arange(CELLS + 1) / CELLS, table) * (cases + HALF) / years)


def _interval(values: NDArray[np.float64], unit: str) -> Interval:
    import numpy as np

    low, mid, high = (float(each) for each in np.quantile(values, LEVELS))
    return Interval(low=low, mid=mid, high=high, unit=unit)


def _told(known: Interval, national: Interval, own: Interval, times: float) -> Text:
    if times < 0.8:
        ja, en = f"全国の平均より低く、約{times:.1f}倍です", f"lower, about {times:.1f} times that"
    elif times <= 1.25:
        ja, en = "全国の平均と同じくらいです", "about the same"
    else:
        ja, en = f"全国の平均より高く、約{times:.{0 if times >= 10 else 1}f}倍です", f"higher, about {times:.{0 if times >= 10 else 1}f} times that"
    return Text(
        ja=f"病院の被害で公になるのは全国で年に約{known.mid:.0f}件({known.low:.0f}〜{known.high:.0f}件)です。公にならない分を約4倍とみると、"
        f"1病院あたり年{percent(national.mid)}({percent(national.low)}〜{percent(national.high)})。この病院は年{percent(own.mid)}"
        f"({percent(own.low)}〜{percent(own.high)})で、{ja}。1病院の確率には2〜5倍の誤差がありえます。",
        en=f"About {known.mid:.0f} hospital cases a year become known ({known.low:.0f} to {known.high:.0f}). With about four times as "
        f"many in all, one hospital is hit {percent(national.mid)} a year ({percent(national.low)} to {percent(national.high)}). This "
        f"hospital: {percent(own.mid)} ({percent(own.low)} to {percent(own.high)}), {en}. One hospital's chance may be off by 2 to 5 times.",
    )
