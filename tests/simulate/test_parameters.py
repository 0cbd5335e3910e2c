"""Draws of uncertain figures: each law hits its own points, and stratification fills the range evenly."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy import stats

from inmori.catalogue import Catalogue
from inmori.catalogue.quantity import Quantity
from inmori.simulate.parameters import central, drawn, known_quantities, quantiles
from inmori.text import Text


def quantity(law: Any, value: float, low: float, high: float) -> Quantity:
    return Quantity(
        id="q", name=Text(ja="量", en="quantity"), value=value, low=low, high=high, unit="1", source="test",
        as_of=date(2026, 11, 24), basis="assumption", law=law,
    )  # fmt: skip


U = np.array([0.01, 0.05, 0.3, 0.5, 0.8, 0.95, 0.99])
LAWS = {
    "triangular": (quantity("triangular", 3, 1, 9), stats.triang(0.25, loc=1, scale=8)),
    "uniform": (quantity("uniform", 3, 1, 9), stats.uniform(1, 8)),
    "beta": (quantity("beta", 3, 1, 9), stats.beta(2, 4, loc=1, scale=8)),
    "lognormal": (quantity("lognormal", 4, 1, 16), stats.lognorm(np.log(4) / 1.6448536, scale=4)),
}


@pytest.mark.parametrize("name", LAWS)
def test_a_law_has_the_quantiles_of_scipys(name: str) -> None:
    each, true = LAWS[name]
    assert quantiles(each, U) == pytest.approx(true.ppf(U), rel=2e-4)


def test_a_skewed_lognormal_keeps_its_three_points() -> None:
    assert quantiles(quantity("lognormal", 3, 2, 50), np.array([0.05, 0.5, 0.95])) == pytest.approx([2, 3, 50])


@pytest.mark.parametrize("law", ["fixed", "triangular"])
def test_a_figure_without_range_is_itself(law: str) -> None:
    assert set(quantiles(quantity(law, 3, 3, 3), U)) == {3.0}


def test_draws_fill_each_range_evenly_and_depend_on_the_seed(catalogue: Catalogue) -> None:
    quantities = known_quantities(catalogue)
    one, other = (drawn(quantities.values(), count=40, seed=seed) for seed in (7, 8))
    uniform = quantity("uniform", 0.5, 0, 1)
    slices = np.sort(np.floor(drawn([uniform], count=40, seed=7).values["q"] * 40))
    assert slices.tolist() == list(range(40))
    assert one.values["threat.entry.hole"].tolist() != other.values["threat.entry.hole"].tolist()
    for id_, each in quantities.items():
        span = 100 if each.law == "lognormal" else 1  # a lognormal reaches beyond its 5 and 95 % points
        assert np.all(one.values[id_] >= each.low / span), id_
        assert np.all(one.values[id_] <= each.high * span), id_


def test_one_figure_can_be_set_alone(catalogue: Catalogue) -> None:
    middle = central(known_quantities(catalogue).values())
    changed = middle.with_value("campaign.dwell", 5.0)
    assert changed.at("campaign.dwell", np.array([0, 0])).tolist() == [5.0, 5.0]
    assert middle.values["campaign.dwell"][0] != 5.0
    assert changed.values["campaign.leak"] is middle.values["campaign.leak"]
