"""Hours a year without the EHR that nobody's attack causes: both roads have them, only from other sources.

A year holds a Poisson number of stops of each cause, each of log-normal length. On site: own servers, the directory,
the network inside. In the cloud: the provider, the line, the identity service, the network inside with its terminals,
and the bridge that joins devices on site to the service.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inmori.catalogue import Catalogue
from inmori.catalogue.quantity import Basis
from inmori.model import Hospital, Hosting, SystemKind
from inmori.simulate.law import scores, sigma_of
from inmori.simulate.luck import states, uniforms
from inmori.simulate.outcome import OrdinaryOutage, OutageCause
from inmori.text import Text
from inmori.units import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNIT = "hours/year"
YEARS, MOST_STOPS = 8_000, 16
LONG = 8.0  # hours: a working day
ON_SITE = ("onprem", "directory", "lan")
IN_CLOUD = ("provider", "line", "identity", "lan", "bridge")
CAUSES: dict[str, Text] = {
    "onprem": Text(ja="院内サーバの故障", en="own servers"),
    "directory": Text(ja="院内の利用者認証(AD)の故障", en="directory on site"),
    "lan": Text(ja="院内の網と端末の故障", en="network and terminals inside"),
    "provider": Text(ja="クラウド事業者の停止", en="the provider"),
    "line": Text(ja="回線の停止", en="the line"),
    "identity": Text(ja="クラウドの利用者認証の停止", en="the identity service"),
    "bridge": Text(ja="院内機器とクラウドをつなぐ装置の故障", en="the bridge to devices on site"),
}


def in_cloud(hospital: Hospital) -> bool:
    """Whether the EHR runs in the cloud; unknown counts as on site."""
    hosting = {system.hosting.value for system in hospital.systems if system.kind is SystemKind.EHR}
    known = hosting - {None}
    return known == {Hosting.CLOUD} if known else hospital.ehr_hosting.value is Hosting.CLOUD


def outages(hospital: Hospital, catalogue: Catalogue) -> tuple[OrdinaryOutage, OrdinaryOutage]:
    """Return the outages of the hospital as its EHR is hosted now, and as it would be the other way."""
    now = in_cloud(hospital)
    return outage(hospital, catalogue, cloud=now, present=True), outage(hospital, catalogue, cloud=not now, present=False)


def outage(hospital: Hospital, catalogue: Catalogue, *, cloud: bool, present: bool = True) -> OrdinaryOutage:
    """Return the outages with the EHR in the cloud, or on site; equal input gives equal hours."""
    second = hospital.controls.second_line.value is True
    names = IN_CLOUD if cloud else ON_SITE
    hours, longest = zip(*(_years(catalogue, name, second=second) for name in names), strict=True)
    means = [_mean(catalogue, name, second=second) for name in names]
    return OrdinaryOutage(
        cloud=cloud,
        present=present,
        total=_interval(sum(means), _sum(hours)),
        day_or_more=float((_most(longest) >= LONG).mean()),
        causes=tuple(
            OutageCause(cause=name, name=CAUSES[name], hours=_interval(mean, own), basis=_basis(catalogue, name))
            for name, mean, own in zip(names, means, hours, strict=True)
        ),
    )


def _basis(catalogue: Catalogue, name: str) -> Basis:
    """The weaker of the two figures' bases."""
    both = {catalogue.quantity(f"outage.{name}.{part}").basis for part in ("rate", "hours")}
    return "assumption" if "assumption" in both else "reported" if "reported" in both else "measured"


def _kept(catalogue: Catalogue, name: str, *, second: bool) -> float:
    return catalogue.quantity("outage.line.second").value if second and name == "line" else 1.0


def _mean(catalogue: Catalogue, name: str, *, second: bool) -> float:
    """Mean hours a year with the rate at its centre: stops a year times the mean of the log-normal length."""
    import math

    rate, hours = catalogue.quantity(f"outage.{name}.rate"), catalogue.quantity(f"outage.{name}.hours")
    mean = hours.value * math.exp(sigma_of(hours.low, hours.high) ** 2 / 2)
    return rate.value * _kept(catalogue, name, second=second) * mean


def _years(
    catalogue: Catalogue, name: str, *, second: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Hours stopped, and the longest stop, in each of many years; the rate is drawn anew for each."""
    import numpy as np

    rate, hours = catalogue.quantity(f"outage.{name}.rate"), catalogue.quantity(f"outage.{name}.hours")
    at = states(1, np.arange(YEARS, dtype=np.int64))
    each = rate.value * np.exp(sigma_of(rate.low, rate.high) * scores(uniforms(f"rate {name}", at)))
    # Stops arrive one after another: with a second line the same year has its stops later, or not at all.
    each = each * _kept(catalogue, name, second=second)
    clock, total, longest = np.zeros(YEARS), np.zeros(YEARS), np.zeros(YEARS)
    for number in range(MOST_STOPS):
        clock = clock - np.log(uniforms(f"arrival {name} {number}", at)) / each
        length = hours.value * np.exp(sigma_of(hours.low, hours.high) * scores(uniforms(f"length {name} {number}", at)))
        length = np.where(clock < 1.0, length, 0.0)
        total, longest = total + length, np.maximum(longest, length)
    return total, longest


def _sum(hours: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    total: NDArray[np.float64] = sum(hours[1:], start=hours[0])
    return total


def _most(hours: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    import numpy as np

    return np.asarray(np.max(np.stack(hours), axis=0))


def _interval(mean: float, years: NDArray[np.float64]) -> Interval:
    import numpy as np

    low, high = (float(each) for each in np.quantile(years, (0.05, 0.95)))
    return Interval(low=low, mid=mean, high=high, unit=UNIT)
