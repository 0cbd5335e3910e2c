"""Which of the traffic that was seen used which way across the boundary, so that closing the way sets it aside.

Traffic seen before a change is evidence about the network as it was; left in the edited model, it would keep a door
open that the plan has closed.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network

from inmori.model import Flow, Hospital
from inmori.model.gateway import AddressSet, Gateway, Rule, ServiceSet
from inmori.reach.crossing_kind import Crossing

FlowKey = tuple[str, str, str, int | None]  # source, destination, protocol, port
OUTSIDE = "internet"
_Across = tuple[str, str]  # zone ids, from and to


def key_of(flow: Flow) -> FlowKey:
    """Return what tells one flow from another."""
    return (flow.src, flow.dst, flow.protocol, flow.port)


def traffic_of(hospital: Hospital, crossings: Iterable[Crossing]) -> dict[str, frozenset[FlowKey]]:
    """Return the flows behind each crossing that was seen, by crossing id."""
    seen = _Seen(hospital)
    rules = {
        (gateway.id, rule.id): (gateway, rule) for gateway in hospital.gateways for rule in gateway.rules
    }
    owned = _addresses(hospital)
    found = {}
    for crossing in crossings:
        if not crossing.seen:
            continue
        across = (crossing.from_zone, crossing.to_zone)
        behind = rules.get((crossing.gateway_id or "", crossing.rule_id or ""))
        if behind:
            flows = [flow for flow in seen.between(across) if _by_rule(flow, *behind)]
        else:
            own = {address for device in crossing.device_ids for address in owned.get(device, ())}
            flows = [flow for flow in seen.at(across, _inner(crossing) | own, inbound=crossing.inbound) if _of_service(flow, crossing)]
        if flows:
            found[crossing.id] = frozenset(map(key_of, flows))
    return found


def without(hospital: Hospital, keys: frozenset[FlowKey]) -> Hospital:
    """Return the hospital without these flows; itself when it has none of them."""
    kept = tuple(flow for flow in hospital.flows if key_of(flow) not in keys)
    return hospital if len(kept) == len(hospital.flows) else hospital.model_copy(update={"flows": kept})


class _Seen:
    """The flows by the zones they go between, and by the machine at the inner end: there may be as many crossings as flows."""

    def __init__(self, hospital: Hospital) -> None:
        zones = _Zones(hospital)
        self._between: dict[_Across, list[Flow]] = {}
        self._from: dict[tuple[_Across, str], list[Flow]] = {}
        self._to: dict[tuple[_Across, str], list[Flow]] = {}
        for flow in hospital.flows:
            across = (zones.of(flow.src), zones.of(flow.dst))
            self._between.setdefault(across, []).append(flow)
            self._from.setdefault((across, flow.src), []).append(flow)
            self._to.setdefault((across, flow.dst), []).append(flow)

    def between(self, across: _Across) -> Iterable[Flow]:
        """Return the flows from one zone into another."""
        return self._between.get(across, ())

    def at(self, across: _Across, addresses: set[str], *, inbound: bool) -> Iterable[Flow]:
        """Return those of them whose inner end is one of these addresses."""
        ends = self._to if inbound else self._from
        return (flow for address in sorted(addresses) for flow in ends.get((across, address), ()))


class _Zones:
    """Tells the zone id of an address; what lies in no network of the hospital is outside."""

    def __init__(self, hospital: Hospital) -> None:
        nets = [(_network(net.cidr), zone) for zone in hospital.zones for net in zone.networks]
        known = [(net, zone) for net, zone in nets if net is not None]
        self._nets = sorted(known, key=lambda pair: -pair[0].prefixlen)
        self._known: dict[str, str] = {}

    def of(self, address: str) -> str:
        """Return the zone's id, or "internet"."""
        if address not in self._known:
            number = _number(address)
            self._known[address] = next(
                (zone.id for net, zone in self._nets if number is not None and _in(number, net)), OUTSIDE
            )
        return self._known[address]


def _inner(crossing: Crossing) -> set[str]:
    """The inner machine that a crossing without a rule names."""
    return {crossing.destination if crossing.inbound else crossing.source}


def _of_service(flow: Flow, crossing: Crossing) -> bool:
    """Whether a flow is of a service that a crossing without a rule was made from."""
    label = flow.protocol if flow.port is None else f"{flow.protocol}/{flow.port}"
    return not crossing.services or label in crossing.services


def _by_rule(flow: Flow, gateway: Gateway, rule: Rule) -> bool:
    inner = {each.inner for each in gateway.publications if each.name in rule.publications}
    return (
        _named(rule.source, flow.src)
        and (flow.dst in inner or _named(rule.destination, flow.dst))
        and _served(rule.service, flow)
    )


def _named(addresses: AddressSet, address: str) -> bool:
    number = _number(address)
    if number is None:
        return False
    inside = any((_number(first) or 0) <= number <= (_number(last) or 0) for first, last in addresses.ranges)
    return inside is not addresses.negated or bool(addresses.unresolved)


def _served(service: ServiceSet, flow: Flow) -> bool:
    port = flow.port or 0
    named = any(
        span.protocol in ("any", flow.protocol)
        and (span.protocol == "any" or span.first <= port <= span.last)
        for span in service.ports
    )
    return named or bool(service.unresolved)


def _addresses(hospital: Hospital) -> Mapping[str, tuple[str, ...]]:
    return {device.id: tuple(f.value for f in device.addresses if f.value) for device in hospital.devices}


@lru_cache(maxsize=65536)
def _number(address: str) -> int | None:
    try:
        return int(IPv4Address(address))
    except ValueError:
        return None


def _network(cidr: str) -> IPv4Network | None:
    try:
        return IPv4Network(cidr, strict=False)
    except ValueError:
        return None


def _in(number: int, network: IPv4Network) -> bool:
    return int(network.network_address) <= number <= int(network.broadcast_address)
