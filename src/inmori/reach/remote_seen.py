"""Remote paths that only traffic or the ledger betrays: remote-control tools and vendors' boxes that dial out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inmori.model import (
    Device,
    DeviceKind,
    Flow,
    Gateway,
    RemoteAccess,
    RemoteMethod,
    Source,
    TextFact,
    YesNo,
    Zone,
)
from inmori.model.gateway import Action
from inmori.model.provenance import Fact
from inmori.reach.address_space import NOBODY, PRIVATE, Space, address, address_text, network, ranges
from inmori.reach.answer import Verdict
from inmori.reach.gateway_view import GatewayView
from inmori.reach.path import Map
from inmori.reach.port_family import WEB, flow_service, is_vpn, remote_tool
from inmori.reach.routing import addresses_of
from inmori.reach.service_space import services
from inmori.reach.trace import trace

_PEERS = 10
_ANYWHERE = 2**24  # more addresses than any partner has
_ANY_PORT = 32768
_BOXES = (DeviceKind.VENDOR_BOX, DeviceKind.ROUTER, DeviceKind.FIREWALL, DeviceKind.MOBILE_ROUTER)
_UPKEEP = ("保守", "メンテ", "maint", "vpn", "box", "リモート", "remote")


@dataclass(slots=True)
class _Caller:
    """One inner machine and whom it called."""

    peers: dict[str, None] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    services: dict[int, None] = field(default_factory=dict)

    def add(self, flow: Flow, service: int) -> None:
        self.peers[flow.dst] = None
        self.services[service] = None
        for source in flow.sources:
            self.sources.setdefault(source.file, source.model_copy(update={"line": None}))


class _Outside:
    """Which addresses lie outside: neither private nor named in the hospital, nor the gateways' own."""

    def __init__(self, gateways: Sequence[Gateway], zones: Sequence[Zone]) -> None:
        known = [net.cidr for zone in zones if not zone.kind.outside for net in zone.networks]
        self._inner = PRIVATE | Space.of(span for cidr in known for span in network(cidr).spans)
        self._own = {
            number
            for gateway in gateways
            for item in gateway.interfaces
            for cidr in addresses_of(item)
            if (number := address(cidr.split("/")[0])) is not None
        }

    def leaves(self, flow: Flow) -> bool:
        """Whether a flow goes from an inner machine, not a gateway, to the outside."""
        src, dst = address(flow.src), address(flow.dst)
        if src is None or dst is None or src in self._own or dst in NOBODY or src in NOBODY:
            return False
        return src in self._inner and dst not in self._inner


def tools_seen(
    gateways: Sequence[Gateway], flows: Sequence[Flow], *, zones: Sequence[Zone], devices: Sequence[Device]
) -> Iterable[RemoteAccess]:
    """Yield one path for each inner machine and remote-control tool seen calling out."""
    outside, known = _Outside(gateways, zones), Map([GatewayView.of(gateway) for gateway in gateways if gateway.forwards])
    callers: dict[tuple[str, str], _Caller] = {}
    for flow in flows:
        service = flow_service(flow)
        tool = remote_tool(service, (flow.service,)) if service is not None else None
        if tool and service is not None and flow.answered and outside.leaves(flow):
            callers.setdefault((flow.src, tool), _Caller()).add(flow, service)
    for (inner, tool), caller in sorted(callers.items()):
        yield _path(
            f"tool:{inner}:{tool}", RemoteMethod.REMOTE_TOOL, inner, caller, known, devices, product=tool
        )


def boxes_seen(
    gateways: Sequence[Gateway], flows: Sequence[Flow], *, zones: Sequence[Zone], devices: Sequence[Device]
) -> Iterable[RemoteAccess]:
    """Yield one path for each inner machine seen holding a VPN to the outside, and for each vendor's box on record.

    A tunnel on port 443 looks like the web; what gives it away is a rule that opens everything for that one machine.
    People's own computers hold VPNs too; a machine that is known to be one is left out unless it is in no zone for
    people.
    """
    outside, known = _Outside(gateways, zones), Map([GatewayView.of(gateway) for gateway in gateways if gateway.forwards])
    visitors = Space.of(
        span
        for zone in zones
        if zone.kind.value in ("guest", "info")
        for net in zone.networks
        for span in network(net.cidr).spans
    )
    callers: dict[str, _Caller] = {}
    for flow in flows:
        service = flow_service(flow)
        if (
            service is None
            or not flow.answered
            or not is_vpn(service, flow.service)
            or not outside.leaves(flow)
        ):
            continue
        if (address(flow.src) or 0) not in visitors:
            callers.setdefault(flow.src, _Caller()).add(flow, service)
    for inner, caller in _calling_home(gateways, flows, outside, visitors, devices):
        callers.setdefault(inner, caller)
    for inner, caller in sorted(callers.items()):
        yield _path(f"box:{inner}", RemoteMethod.VENDOR_BOX, inner, caller, known, devices)
    for device in devices:
        places = {fact.value for fact in device.addresses}
        if device.kind.value is DeviceKind.VENDOR_BOX and device.in_use() and not places & set(callers):
            inner = next((fact.value for fact in device.addresses if fact.value), device.label())
            caller = _Caller(sources={source.file: source for source in device.kind.sources})
            yield _path(f"box:{device.id}", RemoteMethod.VENDOR_BOX, inner, caller, known, devices)


def _calling_home(
    gateways: Sequence[Gateway],
    flows: Sequence[Flow],
    outside: _Outside,
    visitors: Space,
    devices: Sequence[Device],
) -> Iterable[tuple[str, _Caller]]:
    """Yield machines with a wide way out of their own that were seen using it, unless they are known computers."""
    kinds = {fact.value: device.kind.value for device in devices for fact in device.addresses}
    named: set[int] = set()
    for rule in (rule for gateway in gateways for rule in gateway.rules):
        source = ranges(rule.source.ranges)
        if not (rule.enabled and rule.action is Action.ALLOW) or source.size != 1 or rule.source.negated:
            continue
        if ranges(rule.destination.ranges).size < _ANYWHERE or services(rule.service.ports).size < _ANY_PORT:
            continue
        words = " ".join((rule.name, rule.comment, *rule.source.names)).lower()
        kind = kinds.get(address_text(source.spans[0][0]))
        if kind in _BOXES or (kind in (None, DeviceKind.OTHER) and any(word in words for word in _UPKEEP)):
            named.add(source.spans[0][0])
    found: dict[str, _Caller] = {}
    for flow in flows:
        src, service = address(flow.src), flow_service(flow)
        if src not in named or src in visitors or not flow.answered:
            continue
        if service is not None and service in WEB and outside.leaves(flow):
            found.setdefault(flow.src, _Caller()).add(flow, service)
    return sorted(found.items())


def _path(
    access_id: str,
    method: RemoteMethod,
    inner: str,
    caller: _Caller,
    known: Map,
    devices: Sequence[Device],
    *,
    product: str = "",
) -> RemoteAccess:
    machines = [device for device in devices if any(fact.value == inner for fact in device.addresses)]
    peers = list(caller.peers)[:_PEERS]
    names = [fact.value for device in machines for fact in (*device.hostnames, *device.macs) if fact.value]
    sources = tuple(caller.sources.values())
    vendor = next((device.vendor for device in machines if device.vendor.value), TextFact())
    box = machines[0] if machines and method is RemoteMethod.VENDOR_BOX else None
    return RemoteAccess(
        id=access_id,
        method=Fact[RemoteMethod].of(method, *sources, confidence=0.9 if peers else 0.6),
        vendor=vendor if method is RemoteMethod.VENDOR_BOX else TextFact(),
        peer=TextFact.of(peers[0], *sources) if len(peers) == 1 else TextFact(),
        targets=(inner,),
        target_zones=tuple(dict.fromkeys(zone for device in machines for zone in device.zone_ids())),
        product=TextFact.of(product, *sources) if product else box.model if box else TextFact(),
        firmware=box.firmware if box else TextFact(),
        always_on=YesNo.of(True, *sources, confidence=0.5) if peers else YesNo(),
        source_limited=YesNo.of(False, *sources, confidence=0.5)
        if method is RemoteMethod.REMOTE_TOOL
        else YesNo(),
        observed=YesNo.of(True, *sources) if peers else YesNo(),
        refs=tuple(
            dict.fromkeys(
                (inner, *names, *peers, *([product] if product else []), *_rules(known, inner, caller))
            )
        ),
        sources=sources,
    )


def _rules(known: Map, inner: str, caller: _Caller) -> Iterable[str]:
    """Yield the rules that let the machine out."""
    src = address(inner)
    if src is None or not caller.peers:
        return
    for peer in list(caller.peers)[:_PEERS]:
        for service in caller.services:
            for way in trace(known, src=src, dst=address(peer) or 0, service=service):
                rules = [step.rule for _, step in way.steps if step.rule is not None]
                for rule in rules if way.verdict is Verdict.ALLOW else ():
                    yield f"policy:{rule.id}"
                    if rule.name:
                        yield rule.name
