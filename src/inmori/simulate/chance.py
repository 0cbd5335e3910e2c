"""Chances as formulas over catalogued quantities, so that one compiled hospital serves every draw of the uncertain ones.

A :data:`Chance` is a product of terms; the empty product is certainty. It is used for probabilities, for yearly
rates and for medians of times alike. Products are also what keeps measures monotone: a control multiplies a chance
by at most one, so with common luck every step that succeeds with the control succeeds without it (facts:
simulation.md B4).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Term:
    """One factor: a number, a quantity, one minus a quantity, a mixture of two chances, the least or most of some, or overrun."""

    kind: Literal["number", "value", "rest", "mixed", "least", "most", "overrun"]
    quantity: str = ""
    number: float = 1.0
    parts: tuple[tuple[Term, ...], ...] = ()


Chance: TypeAlias = tuple[Term, ...]
CERTAIN: Chance = ()
NEVER: Chance = (Term("number", number=0.0),)


def number(value: float) -> Chance:
    """A plain number that belongs to the hospital (a count of beds, say), not to the catalogue."""
    return (Term("number", number=value),)


def value(quantity: str) -> Chance:
    """The quantity itself."""
    return (Term("value", quantity),)


def rest(quantity: str) -> Chance:
    """One minus the quantity."""
    return (Term("rest", quantity),)


def mixed(share: str, yes: Chance, no: Chance) -> Chance:
    """``yes`` with the probability that quantity ``share`` gives, else ``no``: how an unknown fact is filled."""
    return (Term("mixed", share, parts=(yes, no)),)


def least(*chances: Chance) -> Chance:
    """The smallest of several. It keeps an order that separate draws could break: a stronger lock is never weaker."""
    return (Term("least", parts=chances),)


def most(*chances: Chance) -> Chance:
    """The largest of several."""
    return (Term("most", parts=chances),)


def overrun(quantity: str, limit: float) -> Chance:
    """The chance that a log-normal time with median ``quantity`` and spread ``quantity``.spread is above ``limit``."""
    return (Term("overrun", quantity, number=limit),)


def quantities_of(chance: Chance) -> Iterator[str]:
    """Every quantity id that the chance rests on."""
    for term in chance:
        if term.quantity:
            yield term.quantity
        if term.kind == "overrun":
            yield f"{term.quantity}.spread"
        for part in term.parts:
            yield from quantities_of(part)


def evaluated(chance: Chance, values: Mapping[str, NDArray[np.float64]], *, count: int) -> NDArray[np.float64]:
    """Return the product for each of ``count`` parameter draws."""
    import numpy as np

    product = np.ones(count)
    for term in chance:
        product = product * _term(term, values, count)
    return product


def _term(term: Term, values: Mapping[str, NDArray[np.float64]], count: int) -> NDArray[np.float64] | float:
    import numpy as np

    if term.kind == "number":
        return term.number
    if term.kind == "value":
        return values[term.quantity]
    if term.kind == "rest":
        return 1.0 - values[term.quantity]
    if term.kind == "overrun":
        return _overrun(values[term.quantity], values[f"{term.quantity}.spread"], term.number)
    parts = [evaluated(part, values, count=count) for part in term.parts]
    if term.kind in ("least", "most"):
        stacked = np.stack(parts)
        bound: NDArray[np.float64] = stacked.min(axis=0) if term.kind == "least" else stacked.max(axis=0)
        return bound
    share = values[term.quantity]
    return share * parts[0] + (1.0 - share) * parts[1]


def _overrun(median: NDArray[np.float64], sigma: NDArray[np.float64], limit: float) -> NDArray[np.float64]:
    import numpy as np

    normal = NormalDist()
    return np.array([normal.cdf(-math.log(limit / m) / s) for m, s in zip(median.tolist(), sigma.tolist(), strict=True)])
