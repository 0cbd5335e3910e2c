"""Morris' effects against functions whose effects are known by hand."""

from __future__ import annotations

import numpy as np
import pytest

from inmori.simulate.screening import elementary_effects

NAMES = ("a", "b", "c")


def test_a_plane_has_its_slopes_and_no_spread() -> None:
    found = elementary_effects(lambda x: 5 * x[0] - 2 * x[1], names=NAMES, seed=1)
    assert found == pytest.approx(np.tile([5.0, -2.0, 0.0], (len(found), 1)))


def test_a_product_shows_that_figures_act_together() -> None:
    found = elementary_effects(lambda x: float(x[0] * x[1]), names=NAMES, trajectories=40, seed=1)
    assert np.abs(found).mean(axis=0)[:2] == pytest.approx([0.5, 0.5], abs=0.12)
    assert (found.std(axis=0)[:2] > 0.15).all()
    assert not found[:, 2].any()


def test_points_stay_in_the_unit_cube_and_every_figure_moves_once() -> None:
    seen: list[np.ndarray] = []
    elementary_effects(lambda x: float(seen.append(x.copy()) or 0.0), names=NAMES, trajectories=8, seed=3)
    points = np.array(seen)
    assert points.min() >= -1e-12
    assert points.max() <= 1 + 1e-12
    moved = np.abs(np.diff(points.reshape(8, 4, 3), axis=1)) > 1e-9
    assert (moved.sum(axis=2) == 1).all()
    assert (moved.sum(axis=1) == 1).all()


def test_the_same_seed_gives_the_same_effects() -> None:
    one, two, other = (elementary_effects(lambda x: float(np.exp(x).sum()), names=NAMES, seed=s) for s in (1, 1, 2))
    assert np.array_equal(one, two)
    assert not np.array_equal(one, other)
