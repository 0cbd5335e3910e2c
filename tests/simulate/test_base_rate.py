"""The national rate against scipy's gamma law, and what is said of this hospital beside it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta, gamma

from inmori.catalogue import Catalogue
from inmori.simulate.base_rate import WAYS, base_rate, gamma_poisson
from inmori.simulate.outcome import ArchetypeOutcome
from inmori.text import Text
from inmori.units import Interval


def own(mid: float) -> Interval:
    return Interval(low=mid / 3, mid=mid, high=mid * 3, unit="campaigns a year")


@pytest.mark.parametrize(("cases", "years"), [(40, 4.67), (6, 1.0), (1, 3.0)])
def test_the_rate_after_some_cases_is_a_gamma_law(cases: int, years: float) -> None:
    found = gamma_poisson(cases, years)
    law = gamma(cases + 0.5, scale=1 / years)
    for level in (0.05, 0.5, 0.95):
        assert np.quantile(found, level) == pytest.approx(law.ppf(level), rel=0.03)


def test_known_cases_and_silence_make_the_rate_that_adr_0005_was_set_by(catalogue: Catalogue) -> None:
    found = base_rate(own(0.004), (), catalogue)
    assert 6 <= found.known_a_year.low < found.known_a_year.high <= 12  # regulation.md 8.1: 6 to 12 a year
    assert found.national.mid == pytest.approx(0.004, rel=0.15)
    assert found.national.low > 0.001
    assert found.national.high < 0.015


def test_published_shares_have_their_interval_and_own_shares_add_up(catalogue: Catalogue) -> None:
    names = [name for _, members in WAYS.values() for name in members]
    assert set(names) == set(catalogue.archetypes)
    shares = [
        ArchetypeOutcome(archetype=each, name=Text(ja=each, en=each), yearly_rate=own(0.001), share=1 / len(names))
        for each in names
    ]
    found = {each.way: each for each in base_rate(own(0.004), shares, catalogue).ways}
    assert sum(each.own for each in found.values()) == pytest.approx(1.0)
    law = beta(61.5, 31.5)
    assert found["vpn"].published.low == pytest.approx(law.ppf(0.05), abs=0.003)
    assert found["vpn"].published.high == pytest.approx(law.ppf(0.95), abs=0.003)


@pytest.mark.parametrize(("mid", "word"), [(0.001, "低く"), (0.0043, "同じくらい"), (0.1, "高く")])
def test_the_sentence_says_on_which_side_the_hospital_is(mid: float, word: str, catalogue: Catalogue) -> None:
    assert word in base_rate(own(mid), (), catalogue).text.ja
