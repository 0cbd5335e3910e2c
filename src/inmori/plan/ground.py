"""The ground a plan stands on: what is found out once about the hospital as it is, before anything is edited.

Edits select by these facts ("machines out of support", "the crossing of this kind"), so they must not move while
measures are being applied: otherwise the order of measures would decide what they do, and applying one twice would
do something new.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.model import Hospital
from inmori.plan.traffic import FlowKey, traffic_of
from inmori.reach.crossing_kind import Crossing


@dataclass(frozen=True)
class Ground:
    """Facts that selections rest on: the day of the plan, ways across the boundary, machines out of support."""

    today: date
    crossings: tuple[Crossing, ...] = ()
    unsupported: frozenset[str] = frozenset()  # device ids
    unjudged: frozenset[str] = frozenset()  # device ids of which support could not be told
    traffic: Mapping[str, frozenset[FlowKey]] = field(default_factory=dict)  # seen flows by crossing id


def ground_of(hospital: Hospital, catalogue: Catalogue, *, today: date) -> Ground:
    """Look the hospital over once. A machine whose support could not be told is not counted as unsupported."""
    from inmori.intel import lifecycles, out_of_support
    from inmori.reach import crossings

    known = lifecycles(catalogue)
    judged = {
        device.id: out_of_support(device, lifecycles=known, today=today)
        for device in hospital.devices
        if device.in_use()
    }
    ended = frozenset(name for name, out in judged.items() if out)
    unjudged = frozenset(name for name, out in judged.items() if out is None)
    across = crossings(hospital, today=today)
    traffic = traffic_of(hospital, across)
    return Ground(today=today, crossings=across, unsupported=ended, unjudged=unjudged, traffic=traffic)
