"""Closing a way in: the rules, tunnels, publications and interfaces behind it stop.

What stands behind a crossing depends on its kind. A rule that is too wide is switched off, but the vendor's tunnel
that it happens to use is not: another rule may need it.
"""

from dataclasses import dataclass

from inmori.model import Gateway, Hospital, RemoteAccess
from inmori.reach.crossing_kind import Crossing, CrossingKind

RULE = "policy:"
TUNNEL = "tunnel:"


TUNNELS_END = (CrossingKind.STALE_TUNNEL, CrossingKind.DIRECT_ROUTER)
WIRES_END = (CrossingKind.CORE_BYPASS, CrossingKind.DIRECT_ROUTER)


@dataclass(frozen=True)
class Door:
    """What stands behind a way in, by the names that gateways know; ``gateway`` None means any gateway."""

    gateway: str | None
    rules: frozenset[str] = frozenset()
    tunnels: frozenset[str] = frozenset()
    publications: frozenset[str] = frozenset()
    interfaces: frozenset[str] = frozenset()


def door_of_crossing(crossing: Crossing) -> Door:
    """Return the door behind a crossing."""
    refs, kind = frozenset(crossing.refs), crossing.kind
    # The interface on the closed side stays: it is the other end of the wire that is pulled.
    wires = refs - {crossing.source} if kind in WIRES_END and crossing.rule_id is None else frozenset()
    return Door(
        gateway=crossing.gateway_id,
        rules=_rules(refs) | ({crossing.rule_id} if crossing.rule_id is not None else set()),
        tunnels=_tunnels(refs) if kind in TUNNELS_END else frozenset(),
        publications=refs if kind is CrossingKind.PUBLISHED_SERVICE else frozenset(),
        interfaces=wires,
    )


def door_of_remote(remote: RemoteAccess) -> Door:
    """Return the door behind a remote maintenance path."""
    refs = frozenset(remote.refs)
    return Door(gateway=None, rules=_rules(refs), tunnels=_tunnels(refs), publications=refs)


def _rules(refs: frozenset[str]) -> frozenset[str]:
    return frozenset(ref.removeprefix(RULE) for ref in refs if ref.startswith(RULE))


def _tunnels(refs: frozenset[str]) -> frozenset[str]:
    return frozenset(ref.removeprefix(TUNNEL) for ref in refs)


def shut(hospital: Hospital, door: Door) -> Hospital:
    """Return the hospital with the door's rules, tunnels and publications stopped; itself when nothing was open."""
    gateways = tuple(_shut_gateway(gateway, door) for gateway in hospital.gateways)
    changed = any(new is not old for new, old in zip(gateways, hospital.gateways, strict=True))
    return hospital.model_copy(update={"gateways": gateways}) if changed else hospital


def leaning_on(hospital: Hospital, door: Door) -> frozenset[str]:
    """Return the ids of open maintenance paths that go through a tunnel or publication of the door."""
    tunnels = {tunnel.name for gateway in hospital.gateways for tunnel in gateway.tunnels} & door.tunnels
    published = {
        each.name for gateway in hospital.gateways for each in gateway.publications
    } & door.publications
    found = set()
    for remote in hospital.remote_accesses:
        own = door_of_remote(remote)
        if remote.enabled and (own.tunnels & tunnels or own.publications & published):
            found.add(remote.id)
    return frozenset(found)


def _shut_gateway(gateway: Gateway, door: Door) -> Gateway:
    if door.gateway not in (None, gateway.id):
        return gateway
    published = {each.name for each in gateway.publications} & door.publications
    rules = tuple(
        rule.model_copy(update={"enabled": False})
        if rule.enabled
        and (rule.id in door.rules or (rule.publications and published.issuperset(rule.publications)))
        else rule
        for rule in gateway.rules
    )
    tunnels = tuple(
        tunnel.model_copy(update={"serving": False})
        if tunnel.serving and tunnel.name in door.tunnels
        else tunnel
        for tunnel in gateway.tunnels
    )
    interfaces = tuple(
        each.model_copy(update={"up": False}) if each.up and each.name in door.interfaces else each
        for each in gateway.interfaces
    )
    kept = tuple(each for each in gateway.publications if each.name not in published)
    new = {"rules": rules, "tunnels": tunnels, "interfaces": interfaces, "publications": kept}
    update = {name: value for name, value in new.items() if not _same(value, getattr(gateway, name))}
    return gateway.model_copy(update=update) if update else gateway


def _same(new: tuple[object, ...], old: tuple[object, ...]) -> bool:
    return len(new) == len(old) and all(a is b for a, b in zip(new, old, strict=True))
