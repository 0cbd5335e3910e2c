"""The roads that stand side by side on every page: those that were compared, and the mix that a search found, if any."""

from inmori.plan.roads import DirectionResult, Roads


def sides(roads: Roads) -> tuple[DirectionResult, ...]:
    """Return the directions in their order, what was searched for last."""
    return roads.directions if roads.best is None else (*roads.directions, roads.best)
