"""The pilot counts what campaigns look at, and picks what is cheapest for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from inmori.simulate.kernels import run
from inmori.simulate.kernels.pilot import FEW, TRIALS, Pilot, flown
from tests.simulate.random_problem import endless, random_problem, random_trials


def test_it_counts_what_falls_and_what_is_looked_at() -> None:
    problem, trials = random_problem(2), random_trials(2, 2_000)
    found = flown(problem, trials)
    everywhere = replace(problem, goals=np.arange(40, dtype=np.int32))
    fell = np.isfinite(run(everywhere, endless(trials)).time)[:TRIALS]
    assert found.nodes == pytest.approx(fell.sum(axis=1).mean())
    assert found.looked_at == pytest.approx((fell * np.diff(problem.first)).sum(axis=1).mean())
    assert found.edges == len(problem.target)
    assert found == flown(problem, trials, engine="twin")


CHOICES = {
    # name: looked at, edges, kernel without a clock
    "everything is reached": (6_000.0, 8_000, "reachability"),
    "a segmented network": (480.0, 8_000, "reachability"),
    "a handful of steps in a large network": (50.0, 80_000, "first_passage"),
}


@pytest.mark.parametrize("name", CHOICES)
def test_the_kernel_without_a_clock(name: str) -> None:
    looked_at, edges, kernel = CHOICES[name]
    assert Pilot(1.0, looked_at, edges).who_falls() == kernel


def test_a_store_is_for_many_portfolios_that_fit_into_memory() -> None:
    pilot = Pilot(100.0, 500.0, 8_000)
    assert pilot.portfolios(trials=16_384, count=200) == "skeleton"
    assert pilot.portfolios(trials=16_384, count=FEW - 1) == "first_passage"
    assert pilot.portfolios(trials=16_384, count=200, memory=1_000_000) == "first_passage"
