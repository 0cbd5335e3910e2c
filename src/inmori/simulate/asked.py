"""What ``reach`` says of a hospital, asked once for all edits that leave alone what the answer rests on.

A planner compiles hundreds of edits of one hospital, and most of them touch neither a gateway nor a zone. Asking
takes longer than all the rest of compiling together.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from inmori.model import Device, Hospital
from inmori.reach import crossings, zone_matrix
from inmori.reach.crossing_kind import Crossing
from inmori.reach.matrix import ZoneMatrix

Answer = TypeVar("Answer")
KEPT = 64  # hospitals
# What an answer rests on; parts of edited hospitals are the same objects where they are not edited.
_OF_MATRIX = ("gateways", "zones", "flows")
_OF_CROSSINGS = (*_OF_MATRIX, "remote_accesses", "contracts", "systems", "vendors")
# What a machine runs and how it is kept says nothing about the ways across the boundary, and is what most measures
# edit. (The dates are asked for by ``newest_date`` alone, which is not asked where today is given.)
_BESIDE_THE_BOUNDARY = frozenset({
    "os", "os_build", "firmware", "database", "office", "purchased", "support_until", "replacement_planned", "antivirus",
    "antivirus_updated", "edr", "local_admin", "shared_local_admin", "last_patched", "patch_forbidden", "backup",
})  # fmt: skip
_OF_DEVICE = tuple(sorted(set(Device.model_fields) - _BESIDE_THE_BOUNDARY))

_CROSSINGS: dict[tuple[int, ...], tuple[Hospital, tuple[Crossing, ...]]] = {}
_MATRICES: dict[tuple[int, ...], tuple[Hospital, ZoneMatrix]] = {}


def crossings_of(hospital: Hospital, *, today: date) -> tuple[Crossing, ...]:
    """Return the crossings of the hospital's boundary."""
    machines = (id(getattr(device, name)) for device in hospital.devices for name in _OF_DEVICE)
    key = (today.toordinal(), *_parts(hospital, _OF_CROSSINGS), *machines)
    return _kept(_CROSSINGS, key, hospital, lambda: crossings(hospital, today=today))


def matrix_of(hospital: Hospital) -> ZoneMatrix:
    """Return who can reach whom between the zones."""
    return _kept(_MATRICES, _parts(hospital, _OF_MATRIX), hospital, lambda: zone_matrix(hospital))


def _parts(hospital: Hospital, names: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(id(getattr(hospital, name)) for name in names)


def _kept(
    table: dict[tuple[int, ...], tuple[Hospital, Answer]],
    key: tuple[int, ...],
    hospital: Hospital,
    ask: Callable[[], Answer],
) -> Answer:
    known = table.get(key)
    if known is None:
        if len(table) >= KEPT:
            table.clear()
        # The hospital is kept with the answer so that the ids of its parts cannot be given to other objects.
        known = table.setdefault(key, (hospital, ask()))
    return known[1]
