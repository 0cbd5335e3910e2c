"""What measures make of one chance together: products where they differ, the strongest where they do not."""

from __future__ import annotations

import numpy as np
import pytest

from inmori.simulate.chance import CERTAIN, NEVER, Chance, evaluated, mixed, number, value
from inmori.simulate.combine import camps, combined

VALUES = {name: np.array([each]) for name, each in
          {"p": 0.8, "a": 0.5, "b": 0.4, "open": 0.9, "filtered": 0.3, "admin": 0.1, "prior": 0.6}.items()}  # fmt: skip
P, A, B = value("p"), value("a"), value("b")
BASE: Chance = (*P, *value("open"))

CASES: dict[str, tuple[Chance, list[Chance], float]] = {
    "nothing": (BASE, [], 0.8 * 0.9),
    "a measure elsewhere": (BASE, [BASE, BASE], 0.8 * 0.9),
    "one lock": (BASE, [(*BASE, *A)], 0.8 * 0.9 * 0.5),
    "two locks": (BASE, [(*BASE, *A), (*BASE, *B)], 0.8 * 0.9 * 0.5 * 0.4),
    "the same lock twice": (BASE, [(*BASE, *A), (*BASE, *A)], 0.8 * 0.9 * 0.5),
    "a filter and a better filter": (BASE, [(*P, *value("filtered")), (*P, *value("admin"))], 0.8 * 0.1),
    "a filter and a lock": (BASE, [(*P, *value("filtered")), (*BASE, *A)], 0.8 * 0.3 * 0.5),
    "a bundle that holds the lock": (BASE, [(*BASE, *A), (*BASE, *A, *B)], 0.8 * 0.9 * 0.5 * 0.4),
    "a shut door and a lock": (P, [NEVER, (*P, *A)], 0.0),
    "an unknown that is settled twice": (
        (*P, *mixed("prior", A, CERTAIN)), [(*P, *A), (*P, *A)], 0.8 * 0.5),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_together(name: str) -> None:
    base, variants, true = CASES[name]
    for order in (variants, variants[::-1]):
        assert evaluated(combined(base, order), VALUES, count=1)[0] == pytest.approx(true)


def test_for_a_chance_to_be_seen_the_largest_holds() -> None:
    found = combined(NEVER, [A, B], largest=True)
    assert evaluated(found, VALUES, count=1)[0] == pytest.approx(0.5)


def test_camps_are_those_that_touch_a_common_term() -> None:
    assert camps(BASE, [(*BASE, *A), (*BASE, *B), (*P, *number(0.1)), (*P, *A)]) == (0, 1, 0, 0)
