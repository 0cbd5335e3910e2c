"""Weighted quantiles and the separation of noise from uncertainty, against cases with a known truth."""

from __future__ import annotations

import numpy as np
import pytest

from inmori.simulate.estimate import Grouped, interval, quantiles, relative_error, without_noise


def test_weights_count_as_repetitions() -> None:
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([10.0, 85.0, 5.0])
    repeated = np.repeat(values, weights.astype(int))
    assert quantiles(values, weights) == quantiles(repeated, np.ones(100)) == (1.0, 1.0, 3.0)


def test_nothing_weighs_nothing() -> None:
    assert interval(np.zeros(0), np.zeros(0), unit="days").high == 0.0
    assert quantiles(np.array([5.0]), np.array([0.0])) == (0.0, 0.0, 0.0)


def test_noise_is_taken_out_of_the_spread_and_the_mean_stays() -> None:
    random = np.random.default_rng(1)
    count, each, true = 2_000, 20, 2.0
    draw = np.tile(np.arange(count, dtype=np.int32), each)
    level = np.exp(random.normal(0, 0.3, count))  # what really differs between draws
    values = random.exponential(level[draw]) * true / (count * each)
    groups = Grouped(draw, count)
    raw, kept = groups.totals(values)[0], groups.rates(values)
    assert kept.mean() == pytest.approx(raw.mean())
    assert raw.std() > 1.1 * (true * level).std()
    assert kept.std() == pytest.approx((true * level).std(), rel=0.1)


def test_pure_noise_leaves_no_spread() -> None:
    random = np.random.default_rng(2)
    draw = np.tile(np.arange(40, dtype=np.int32), 500)
    kept = Grouped(draw, 40).rates(random.exponential(size=20_000))
    assert kept.std() < 0.02 * kept.mean()


def test_estimates_without_noise_are_untouched() -> None:
    estimates = np.array([1.0, 2.0, 6.0])
    assert without_noise(estimates, np.zeros(3)).tolist() == estimates.tolist()


def test_shares_are_ratios_of_totals() -> None:
    draw = np.array([0, 0, 1, 1, 2, 2], dtype=np.int32)
    whole = np.array([1.0, 1.0, 2.0, 0.0, 0.0, 0.0])
    part = np.array([1.0, 0.0, 2.0, 0.0, 0.0, 0.0])
    shares = Grouped(draw, 3).shares(part, whole)
    assert len(shares) == 2  # the third draw has nothing to take a share of
    assert shares.mean() == pytest.approx(0.75)


def test_the_standard_error_is_that_of_repeated_runs() -> None:
    random = np.random.default_rng(3)
    draw = np.tile(np.arange(10, dtype=np.int32), 100)
    runs = random.exponential(size=(2_000, 1_000)) * np.where(draw < 5, 1, 3)
    told = [relative_error(run, Grouped(draw, 10)) for run in runs[:50]]
    true = runs.sum(axis=1).std() / runs.sum(axis=1).mean()
    assert np.mean(told) == pytest.approx(true, rel=0.08)
