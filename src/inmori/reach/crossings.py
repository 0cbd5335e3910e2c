"""All ways across the boundary of a closed zone."""

from datetime import date

from inmori.model import Hospital
from inmori.reach.crossing_kind import Crossing


def crossings(hospital: Hospital, *, today: date | None = None) -> tuple[Crossing, ...]:
    """Return every crossing. ``today`` None: the newest date in the evidence."""
    raise NotImplementedError
