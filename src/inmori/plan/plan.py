"""The one verb of this package; body in work."""

from collections.abc import Callable
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.diagnose.finding import Diagnosis
from inmori.model import Hospital
from inmori.plan.roads import Roads


def plan(
    hospital: Hospital,
    catalogue: Catalogue,
    diagnosis: Diagnosis,
    *,
    today: date,
    budget_yen: float | None,
    years: int = 5,
    trials: int = 4_000,
    seed: int = 7,
    threads: int = 2,
    progress: Callable[[str, float], None] | None = None,
) -> Roads:
    """Compare the directions for this hospital and name the next steps."""
    raise NotImplementedError
