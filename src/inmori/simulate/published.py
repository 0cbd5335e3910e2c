"""What the gateways say of a way in from outside: who may knock at it, and whether a desktop lies behind it.

A page that answers one vendor's address only is no page that the whole internet tries, and a web page is no remote
desktop: both must be read from the rule and the publication, or the narrowest door outweighs the widest.
"""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address

from inmori.model import Gateway, Hospital, RemoteAccess
from inmori.model.gateway import Action, Publication, Rule
from inmori.reach.crossing_kind import Crossing, CrossingKind

MANY = 2**20  # addresses from which a rule counts as open to everybody, as where paths are read
_DESKTOP_PORTS = (22, 23, 445, 3389, 5900)


def is_limited(hospital: Hospital, crossing: Crossing) -> bool:
    """Whether only named peers get in by a crossing; False where no configuration says so."""
    for gateway in hospital.gateways:
        if crossing.gateway_id != gateway.id:
            continue
        if crossing.kind in (CrossingKind.SSLVPN_PASSWORD_ONLY, CrossingKind.SSLVPN_UNKNOWN_FACTOR):
            # The rule's source is the addresses given out to users: it says nothing of where they knock from.
            named = [each for each in gateway.tunnels if each.kind == "sslvpn" and each.name in crossing.refs]
            return bool(named) and all(each.source_limited is True for each in named)
        rule = next((each for each in gateway.rules if each.id == crossing.rule_id), None)
        if rule is None:
            continue
        published = [each for each in gateway.publications if each.name in rule.publications]
        return _few(rule) or (bool(published) and all(each.sources for each in published))
    return False


def is_page(hospital: Hospital, remote: RemoteAccess) -> bool:
    """Whether a published path is known to lead to something else than a desktop, a shell or files."""
    behind = [item for gateway in hospital.gateways for item in _publications(gateway, remote)]
    return bool(behind) and not any(_has_desktop(item) for item in behind)


def _publications(gateway: Gateway, remote: RemoteAccess) -> list[Publication]:
    """Those that the path names, and that lead where it leads: another gateway may use the same name."""
    named = [each for each in gateway.publications if each.name in remote.refs]
    return [each for each in named if not remote.targets or each.inner in remote.targets]


def _has_desktop(item: Publication) -> bool:
    if item.outer_port is None:
        return True
    first = item.inner_port or item.outer_port
    last = first + (item.outer_port_last or item.outer_port) - item.outer_port
    return any(first <= port <= last for port in _DESKTOP_PORTS)


def _few(rule: Rule) -> bool:
    source = rule.source
    if rule.action is not Action.ALLOW or source.negated or source.unresolved or not source.ranges:
        return False
    try:
        size = sum(int(IPv4Address(last)) - int(IPv4Address(first)) + 1 for first, last in source.ranges)
    except AddressValueError:
        return False
    return size <= MANY
