"""Quantile tables against scipy, and the hash against what luck must look like."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from inmori.errors import OurFault
from inmori.simulate.law import FIXED, Law, sigma_of, table_of
from inmori.simulate.luck import bits, key_of, states, trial_state, uniforms

LAWS = {
    "lognormal 0.6": (Law("lognormal", 0.6), stats.lognorm(0.6)),
    "lognormal 1.5": (Law("lognormal", 1.5), stats.lognorm(1.5)),
    "gamma 0.5": (Law("gamma", 0.5), stats.gamma(0.5, scale=2)),
    "gamma 2": (Law("gamma", 2.0), stats.gamma(2, scale=0.5)),
    "gamma 9": (Law("gamma", 9.0), stats.gamma(9, scale=1 / 9)),
    "exponential": (Law("exponential"), stats.expon()),
    "pareto 1.5": (Law("pareto", 1.5), stats.pareto(1.5, scale=2 ** (-1 / 1.5))),
    "pareto 3": (Law("pareto", 3.0), stats.pareto(3.0, scale=2 ** (-1 / 3))),
}


@pytest.mark.parametrize("name", LAWS)
def test_a_table_holds_the_quantiles_of_its_law(name: str) -> None:
    law, true = LAWS[name]
    table = table_of(law)
    at = np.arange(len(table)) / (len(table) - 1)
    inner = (at > 0.002) & (at < 0.998)
    assert np.allclose(table[inner], true.ppf(at[inner]), rtol=2e-4, atol=1e-7)
    assert np.all(np.diff(table) >= 0)


@pytest.mark.parametrize("name", [name for name in LAWS if "1.5" not in name and "pareto" not in name])
def test_reading_between_the_cells_keeps_the_mean(name: str) -> None:
    law, true = LAWS[name]
    table = table_of(law)
    assert ((table[1:] + table[:-1]) / 2).mean() == pytest.approx(true.mean(), rel=0.01)


def test_observed_times_are_drawn_between_them_in_proportion() -> None:
    observed = (3.0, 1.0, 2.0, 8.0, 40.0)
    table, sample = table_of(Law("empirical", sample=observed)), np.sort(observed)
    assert table[len(table) // 2] == 1.0
    assert table[0] == pytest.approx(1 / 3, rel=0.01)
    assert table[-1] == pytest.approx(40 / 3, rel=0.01)
    at = np.linspace(0.05, 0.95, 19)
    assert np.interp(at, np.linspace(0, 1, len(table)), table) * 3 == pytest.approx(np.quantile(sample, at), rel=0.01)


def test_a_fixed_delay_is_one() -> None:
    assert set(table_of(FIXED)) == {1.0}


@pytest.mark.parametrize("law", [
    Law("lognormal", 0.0), Law("pareto"), Law("empirical"), Law("empirical", sample=(0.0, 0.0, 1.0)),
    Law("empirical", sample=(-1.0, 2.0)),
])  # fmt: skip
def test_nonsense_is_refused(law: Law) -> None:
    with pytest.raises(OurFault):
        table_of(law)


def test_sigma_spans_the_five_and_ninety_five_percent_points() -> None:
    law = stats.lognorm(sigma_of(4, 30), scale=np.sqrt(4 * 30))
    assert law.ppf([0.05, 0.95]) == pytest.approx([4, 30])


def test_the_array_hash_is_the_scalar_hash() -> None:
    trials = np.array([0, 1, 2, 1_000_003], dtype=np.int64)
    assert states(7, trials).tolist() == [trial_state(7, int(trial)) for trial in trials]
    found = uniforms("a door", states(7, trials))
    true = [((bits(trial_state(7, int(t)), key_of("a door")) >> 11) + 0.5) * 2.0**-53 for t in trials]
    assert found.tolist() == true


def test_luck_is_uniform_and_one_name_tells_nothing_of_another() -> None:
    at = states(7, np.arange(100_000))
    one, other, elsewhere = uniforms("one", at), uniforms("other", at), uniforms("one", states(8, np.arange(100_000)))
    assert stats.kstest(one, "uniform").pvalue > 0.001
    for second in (other, elsewhere, np.roll(one, 1)):
        assert abs(np.corrcoef(one, second)[0, 1]) < 0.015
