"""Stops that nobody's attack causes: against the compound Poisson law, and what a second line and the cloud change."""

from __future__ import annotations

import math

import numpy as np
import pytest

from inmori.catalogue import Catalogue
from inmori.model import Hosting, SystemKind
from inmori.simulate.outage import _years, in_cloud, outage, outages
from tests.simulate.small_hospital import edited, flat_hospital, system

Z = 2 * 1.6448536269514722


def sigma(low: float, high: float) -> float:
    return math.log(high / low) / Z


@pytest.mark.parametrize("name", ["onprem", "provider", "line"])
def test_hours_a_year_follow_the_compound_poisson_law(name: str, catalogue: Catalogue) -> None:
    """Mean: E[rate] E[length]; years without any stop: E[exp(-rate)], integrated over the law of the rate."""
    total, longest = _years(catalogue, name, second=False)
    rate, hours = (catalogue.quantity(f"outage.{name}.{part}") for part in ("rate", "hours"))
    spread = sigma(rate.low, rate.high)
    mean_rate = rate.value * math.exp(spread**2 / 2)
    mean_hours = hours.value * math.exp(sigma(hours.low, hours.high) ** 2 / 2)
    error = total.std() / len(total) ** 0.5
    assert abs(total.mean() - mean_rate * mean_hours) < 4 * error
    z = np.linspace(-6, 6, 2_001)
    weights = np.exp(-(z**2) / 2) / np.exp(-(z**2) / 2).sum()
    none = float((weights * np.exp(-rate.value * np.exp(spread * z))).sum())
    assert (total == 0).mean() == pytest.approx(none, abs=0.025)
    assert np.all(longest <= total)


def test_the_parts_add_up_and_each_side_has_its_own(catalogue: Catalogue) -> None:
    here, there = (outage(flat_hospital(), catalogue, cloud=cloud) for cloud in (False, True))
    for each in (here, there):
        assert each.total.mid == pytest.approx(sum(cause.hours.mid for cause in each.causes))
        assert each.total.low <= each.total.mid <= each.total.high
        assert 0 < each.day_or_more < 1
    assert {cause.cause for cause in here.causes} == {"onprem", "directory", "lan"}
    assert {cause.cause for cause in there.causes} == {"provider", "line", "identity", "lan", "bridge"}


def test_a_second_line_takes_stops_of_the_line_only(catalogue: Catalogue) -> None:
    one, two = (outage(edited(flat_hospital(), second_line=second), catalogue, cloud=True) for second in (False, True))
    left = catalogue.quantity("outage.line.second").value
    for before, after in zip(one.causes, two.causes, strict=True):
        kept = left if before.cause == "line" else 1.0
        assert after.hours.mid == pytest.approx(kept * before.hours.mid)
    assert two.total.high < one.total.high
    single, second = (_years(catalogue, "line", second=each)[0] for each in (False, True))
    assert np.median(single) >= np.median(second)
    assert second.mean() < 0.3 * single.mean()


def test_where_the_record_runs_now_comes_first(catalogue: Catalogue) -> None:
    hospital = flat_hospital()
    moved = hospital.model_copy(update={"systems": (system(SystemKind.EHR, hosting=Hosting.CLOUD),)})
    assert not in_cloud(hospital)
    assert in_cloud(moved)
    assert [(each.cloud, each.present) for each in outages(moved, catalogue)] == [(True, True), (False, False)]
    assert outages(hospital, catalogue) == outages(hospital, catalogue)
