"""Who can talk to whom: rule semantics, zones as they really are, and every crossing of the closed network's edge."""

from inmori.reach.answer import Answer, Packet, Verdict
from inmori.reach.ask import ask
from inmori.reach.crossing_kind import CROSSING_NAMES, Crossing, CrossingKind
from inmori.reach.crossings import crossings
from inmori.reach.matrix import ZoneMatrix, ZoneReach, zone_matrix
from inmori.reach.remote_paths import remote_accesses_from
from inmori.reach.zones import RealZone, real_zones

__all__ = [
    "CROSSING_NAMES",
    "Answer",
    "Crossing",
    "CrossingKind",
    "Packet",
    "RealZone",
    "Verdict",
    "ZoneMatrix",
    "ZoneReach",
    "ask",
    "crossings",
    "real_zones",
    "remote_accesses_from",
    "zone_matrix",
]
