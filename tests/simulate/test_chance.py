"""Formulas over quantities: products, mixtures and bounds, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from inmori.simulate.chance import (
    CERTAIN,
    NEVER,
    Chance,
    evaluated,
    least,
    mixed,
    most,
    number,
    overrun,
    quantities_of,
    rest,
    value,
)

VALUES = {"a": np.array([0.5, 0.2]), "b": np.array([0.1, 0.9]), "share": np.array([0.25, 1.0])}

CASES: dict[str, tuple[Chance, list[float]]] = {
    "certain": (CERTAIN, [1, 1]),
    "never": (NEVER, [0, 0]),
    "product": ((*value("a"), *value("b"), *number(2.0)), [0.1, 0.36]),
    "the rest": (rest("a"), [0.5, 0.8]),
    "mixture": (mixed("share", value("a"), CERTAIN), [0.25 * 0.5 + 0.75, 0.2]),
    "never above one": (least((*value("a"), *number(4.0)), CERTAIN), [1.0, 0.8]),
    "the stronger lock": (least(value("a"), value("b")), [0.1, 0.2]),
    "the weaker lock": (most(value("a"), value("b")), [0.5, 0.9]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_formula(name: str) -> None:
    chance, true = CASES[name]
    assert evaluated(chance, VALUES, count=2) == pytest.approx(true)


def test_a_formula_names_all_its_quantities() -> None:
    chance = (*mixed("share", least(value("a"), rest("b")), NEVER), *number(3.0))
    assert set(quantities_of(chance)) == {"share", "a", "b"}


@pytest.mark.parametrize("days", [1, 7, 30])
def test_an_overrun_is_the_tail_of_the_log_normal_law(days: int) -> None:
    from scipy.stats import lognorm

    values = {"t": np.array([72.0, 24.0]), "t.spread": np.array([1.3, 1.0])}
    found = evaluated(overrun("t", 24.0 * days), values, count=2)
    for column, (median, sigma) in enumerate(((72.0, 1.3), (24.0, 1.0))):
        assert found[column] == pytest.approx(lognorm(sigma, scale=median).sf(24.0 * days), rel=1e-9)
    assert set(quantities_of(overrun("t", 24.0))) == {"t", "t.spread"}
