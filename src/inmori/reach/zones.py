"""Zones as the rules make them: the largest sets of networks with no managed filter between."""

from inmori.model import Frozen, Hospital, ZoneKind


class RealZone(Frozen):
    """Networks (CIDR) with no managed filter between them, and the zones as believed that lie in there."""

    networks: tuple[str, ...]
    zone_ids: tuple[str, ...] = ()
    kinds: tuple[ZoneKind, ...] = ()
    refs: tuple[str, ...] = ()  # why they are one: "interface:port2", "intrazone:LAN", "policy:12"


def real_zones(hospital: Hospital) -> tuple[RealZone, ...]:
    """Return the zones as they really are."""
    raise NotImplementedError
