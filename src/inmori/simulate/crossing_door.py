"""Crossings of the boundary that no list of remote paths explains, as doors of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inmori.model import RemoteAccess, RemoteMethod
from inmori.reach.crossing_kind import Crossing, CrossingKind
from inmori.simulate.box_door import BOXES
from inmori.simulate.chance import CERTAIN, Chance, mixed, value
from inmori.simulate.door import Door, Ground
from inmori.simulate.landing import landings_of_crossing
from inmori.simulate.published import is_limited
from inmori.simulate.remote_name import crossing_name

_DESKTOP_WORDS = ("3389", "rdp", "vnc", "5900", "any", "all", "smb", "445", "ssh", "telnet")
# Kinds of crossing that are doors by themselves: archetype, technique, and the remote paths that would be the same door.
_ANY_RULE_DOOR = ("published", "enter_published", (RemoteMethod.RDP_PORT_FORWARD,))
_CROSSING_DOORS: dict[CrossingKind, tuple[str, str, tuple[RemoteMethod, ...]]] = {
    CrossingKind.PUBLISHED_SERVICE: ("published", "enter_published", (RemoteMethod.RDP_PORT_FORWARD,)),
    CrossingKind.SSLVPN_PASSWORD_ONLY: ("weak_login", "enter_login", (RemoteMethod.SSLVPN,)),
    CrossingKind.SSLVPN_UNKNOWN_FACTOR: ("weak_login", "enter_login", (RemoteMethod.SSLVPN,)),
    CrossingKind.VENDOR_BOX: ("device_box", "enter_device_box", (RemoteMethod.VENDOR_BOX,)),
    CrossingKind.REMOTE_TOOL: ("weak_login", "enter_login", (RemoteMethod.REMOTE_TOOL,)),
    CrossingKind.MOBILE_ROUTER: ("bridge", "enter_bridge", (RemoteMethod.LTE_ROUTER,)),
    CrossingKind.STALE_TUNNEL: ("supplier", "enter_supplier", tuple(BOXES)),
    CrossingKind.DIRECT_ROUTER: ("supplier", "enter_supplier", tuple(BOXES)),
}


def crossing_doors(ground: Ground, remotes: Sequence[RemoteAccess]) -> Iterator[Door]:
    """One door for each crossing from outside that is none of the remote paths."""
    for crossing in sorted(ground.crossings, key=lambda each: each.id):
        door = _CROSSING_DOORS.get(crossing.kind)
        if crossing.kind is CrossingKind.ANY_RULE and crossing.inbound and crossing.from_zone == "internet":
            door = _ANY_RULE_DOOR
        if door is None:
            continue
        archetype, technique, methods = door
        if any(remote.method.value in methods and _is_same(crossing, remote) for remote in remotes):
            continue
        limited = value("defence.source_limit") if is_limited(ground.hospital, crossing) else CERTAIN
        yield Door(
            id=f"crossing {_crossing_key(crossing)}",
            archetype=archetype,
            technique=technique,
            place=crossing_name(ground.hospital, crossing),
            rate=ground.rate(archetype),
            landings=landings_of_crossing(ground.landing, crossing),
            condition=(*_condition(crossing), *limited),
        )


def _is_same(crossing: Crossing, remote: RemoteAccess) -> bool:
    """Whether a crossing is a remote path that is on the list already: they share a rule, tunnel, machine or address."""
    own = {*crossing.refs, *crossing.device_ids, crossing.destination}
    if crossing.rule_id is not None:
        own.add(f"policy:{crossing.rule_id}")
    theirs = {*remote.refs, *remote.targets, remote.peer.value or "", f"remote:{remote.id}"} - {""}
    return crossing.id == f"remote:{remote.id}" or bool(own & theirs)


def _crossing_key(crossing: Crossing) -> str:
    return " ".join([crossing.kind.value, crossing.gateway_id or "", crossing.rule_id or crossing.id])


def _condition(crossing: Crossing) -> Chance:
    """A second factor that nobody knows of is there as often as elsewhere."""
    if crossing.kind is CrossingKind.SSLVPN_UNKNOWN_FACTOR:
        return mixed("prior.remote_second_factor", value("defence.mfa_login"), CERTAIN)
    return CERTAIN if _is_desktop(crossing) else value("threat.published.other")


def _is_desktop(crossing: Crossing) -> bool:
    if crossing.kind is not CrossingKind.PUBLISHED_SERVICE or not crossing.services:
        return True
    return any(word in service.casefold() for service in crossing.services for word in _DESKTOP_WORDS)
