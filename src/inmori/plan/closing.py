"""Closing a way in: the rules, tunnels and publications behind it stop, and what was seen to use it is set aside.

Traffic seen before the change is evidence about the network as it was; left in the edited model it would keep a
door open that the plan has closed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from inmori.model import Flow, Gateway, Hospital, RemoteAccess
from inmori.reach.crossing_kind import Crossing, CrossingKind

RULE = "policy:"
TUNNEL = "tunnel:"


@dataclass(frozen=True)
class Door:
    """What stands behind a way in: names as gateways know them. ``gateway`` None means any gateway."""

    gateway: str | None
    refs: frozenset[str]
    interfaces: bool = False  # whether an interface named in refs is itself the way in

    def rule(self, rule_id: str) -> bool:
        """Whether the rule with this id belongs to the door."""
        return RULE + rule_id in self.refs

    def tunnel(self, name: str) -> bool:
        """Whether the tunnel with this name or number belongs to the door."""
        return name in self.refs or TUNNEL + name in self.refs


def door_of_crossing(crossing: Crossing) -> Door:
    """Return the door behind a crossing."""
    refs = set(crossing.refs)
    if crossing.rule_id is not None:
        refs.add(RULE + crossing.rule_id)
    return Door(
        gateway=crossing.gateway_id,
        refs=frozenset(refs),
        interfaces=crossing.kind is CrossingKind.CORE_BYPASS,
    )


def door_of_remote(remote: RemoteAccess) -> Door:
    """Return the door behind a remote maintenance path."""
    return Door(gateway=None, refs=frozenset(remote.refs))


def shut(hospital: Hospital, door: Door) -> Hospital:
    """Return the hospital with the door's rules, tunnels and publications stopped; itself when nothing was open."""
    gateways = tuple(_shut_gateway(gateway, door) for gateway in hospital.gateways)
    changed = any(new is not old for new, old in zip(gateways, hospital.gateways, strict=True))
    return hospital.model_copy(update={"gateways": gateways}) if changed else hospital


def _shut_gateway(gateway: Gateway, door: Door) -> Gateway:
    if door.gateway not in (None, gateway.id):
        return gateway
    published = {publication.name for publication in gateway.publications if publication.name in door.refs}
    rules = tuple(
        rule.model_copy(update={"enabled": False})
        if rule.enabled
        and (door.rule(rule.id) or (rule.publications and published.issuperset(rule.publications)))
        else rule
        for rule in gateway.rules
    )
    tunnels = tuple(
        tunnel.model_copy(update={"serving": False})
        if tunnel.serving and door.tunnel(tunnel.name)
        else tunnel
        for tunnel in gateway.tunnels
    )
    interfaces = tuple(
        each.model_copy(update={"up": False})
        if door.interfaces and each.up and each.name in door.refs
        else each
        for each in gateway.interfaces
    )
    kept = tuple(each for each in gateway.publications if each.name not in published)
    new = {"rules": rules, "tunnels": tunnels, "interfaces": interfaces, "publications": kept}
    update = {name: value for name, value in new.items() if not _same(value, getattr(gateway, name))}
    return gateway.model_copy(update=update) if update else gateway


def _same(new: tuple[object, ...], old: tuple[object, ...]) -> bool:
    return len(new) == len(old) and all(a is b for a, b in zip(new, old, strict=True))


def without_flows(hospital: Hospital, gone: Callable[[Flow], bool]) -> Hospital:
    """Return the hospital without the flows that ``gone`` names; itself when there is none."""
    kept = tuple(flow for flow in hospital.flows if not gone(flow))
    return hospital if len(kept) == len(hospital.flows) else hospital.model_copy(update={"flows": kept})


def addresses_of(hospital: Hospital, device_ids: Iterable[str]) -> frozenset[str]:
    """Return all addresses of the named devices."""
    wanted = set(device_ids)
    return frozenset(
        fact.value
        for device in hospital.devices
        if device.id in wanted
        for fact in device.addresses
        if fact.value
    )


def flows_of(hospital: Hospital, crossing: Crossing) -> Callable[[Flow], bool]:
    """Return the test for flows that used a crossing: both ends must fit, and one end must be a single machine."""
    own = addresses_of(hospital, crossing.device_ids)
    source, destination = _networks(crossing.source), _networks(crossing.destination)
    narrow = bool(own) or _single(source) or _single(destination)

    def used(flow: Flow) -> bool:
        if not narrow:
            return False
        if own and not (flow.src in own or flow.dst in own):
            return False
        return _inside(flow.src, source) and _inside(flow.dst, destination)

    return used


def _networks(written: str) -> tuple[IPv4Network, ...] | None:
    """Networks named in a crossing's end; None when it names none (a zone, "any", the internet)."""
    found = []
    for word in written.replace(",", " ").replace("、", " ").split():
        try:
            found.append(IPv4Network(word, strict=False))
        except ValueError:
            continue
    return tuple(found) or None


def _single(networks: tuple[IPv4Network, ...] | None) -> bool:
    return networks is not None and all(network.prefixlen == 32 for network in networks)


def _inside(address: str, networks: tuple[IPv4Network, ...] | None) -> bool:
    if networks is None:
        return True
    try:
        return any(IPv4Address(address) in network for network in networks)
    except ValueError:
        return False
