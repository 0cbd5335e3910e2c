"""Published incidents and statistics that the simulation is anchored to, and that reports quote with their source."""

from inmori.catalogue.quantity import Quantity
from inmori.model.provenance import Frozen
from inmori.text import Text


class Incident(Frozen):
    """One published incident at a hospital."""

    id: str
    name: Text
    year: int
    beds: int | None
    entry: Text
    outage_days: Quantity | None
    lesson: Text
    source: str


class Statistic(Frozen):
    """One published table of counts (entry ways, recovery times, cost classes)."""

    id: str
    name: Text
    counts: tuple[tuple[str, int], ...]
    total: int
    source: str
    year: int
