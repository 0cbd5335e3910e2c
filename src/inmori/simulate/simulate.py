"""The verb: simulate a hospital, or draw campaigns from it for a planner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from inmori.catalogue import Catalogue
from inmori.model import Hospital
from inmori.simulate.draws import Draws
from inmori.simulate.outcome import Outcomes

Progress = Callable[[str, float], None]


def simulate(
    hospital: Hospital,
    catalogue: Catalogue,
    *,
    today: date,
    trials: int = 20_000,
    seed: int = 7,
    threads: int = 2,
    progress: Progress | None = None,
) -> Outcomes:
    """Simulate attack campaigns and return their distribution in days and yen."""
    raise NotImplementedError


def draw(
    hospital: Hospital, catalogue: Catalogue, *, today: date, trials: int, seed: int, threads: int = 2
) -> Draws:
    """Draw campaigns with common random numbers."""
    raise NotImplementedError
