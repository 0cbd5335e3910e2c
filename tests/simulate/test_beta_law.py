"""Quantiles of the beta law and intervals of counts against scipy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta

from inmori.simulate.beta_law import beta_quantiles, counted

COUNTS = {"restored": (20, 99), "mail, very few": (2, 92), "most": (105, 116), "none": (0, 40), "all": (40, 40)}


@pytest.mark.parametrize("name", COUNTS)
def test_a_count_has_its_jeffreys_interval(name: str) -> None:
    part, total = COUNTS[name]
    found = counted(part, total)
    law = beta(part + 0.5, total - part + 0.5)
    assert found.low == pytest.approx(law.ppf(0.05), abs=2e-4)
    assert found.high == pytest.approx(law.ppf(0.95), abs=2e-4)


def test_open_answers_widen_one_end_only() -> None:
    closed, opened = counted(22, 107), counted(22, 107, most=47)
    assert opened.low == closed.low
    assert opened.high == counted(47, 107).high


@pytest.mark.parametrize(("left", "right"), [(0.0, 4.0), (1.0, 3.0), (4.0, 0.0), (-0.5, 12.5), (40.0, 160.0)])
def test_quantiles_are_those_of_the_law(left: float, right: float) -> None:
    u = np.array([0.01, 0.05, 0.3, 0.5, 0.8, 0.95, 0.99])
    assert np.allclose(beta_quantiles(left, right, u), beta(left + 1, right + 1).ppf(u), atol=2e-4)
