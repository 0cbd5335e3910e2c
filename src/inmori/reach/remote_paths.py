"""Remote maintenance paths as configuration and traffic show them, to be merged with the hospital's own list.

Nothing here says whether the hospital knows of a path (``listed`` stays unknown): that is for who has its papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

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
from inmori.model.gateway import Action, Publication, Route, Rule, Tunnel
from inmori.model.provenance import Fact
from inmori.reach.address_space import NOTHING, Space, address, network, networks_of, prefix_length, ranges
from inmori.reach.own_tunnel import between_own
from inmori.reach.places import leads_to_vendor
from inmori.reach.port_family import CONTROL
from inmori.reach.remote_seen import boxes_seen, tools_seen
from inmori.reach.routing import Routing
from inmori.reach.service_space import PORTS, protocol_number

_FIREWALLS = ("fortios", "pan-os", "asa", "sonicos", "sophos", "junos", "checkpoint")
_UPKEEP = re.compile(r"(?i)保守|メンテ|リモート|遠隔操作|(?<![a-z])(?:maint|remote)")
_TARGETS = 20
_REFS = 50


def remote_accesses_from(
    gateways: Sequence[Gateway],
    flows: Sequence[Flow] = (),
    *,
    zones: Sequence[Zone] = (),
    devices: Sequence[Device] = (),
) -> tuple[RemoteAccess, ...]:
    """Return the remote paths that the evidence shows, in a fixed order with ids that depend on nothing else.

    IPsec tunnels and SSL-VPN of the gateways, published remote-control services, networks of vendors behind an inner
    router, remote-control tools and outgoing VPNs seen in traffic, mobile routers on record. ``flows`` empty means
    that nothing was watched: ``observed`` then stays unknown.
    """
    seen = _Seen(flows)
    found: list[RemoteAccess] = []
    for gateway in gateways:
        for tunnel in gateway.tunnels:
            if between_own(gateway, tunnel, gateways):
                continue
            found.append(
                _people(gateway, tunnel, seen) if tunnel.kind == "sslvpn" else _ipsec(gateway, tunnel, seen)
            )
        found += _published(gateway, seen)
    tunnelled = Space.of(
        span for gateway in gateways for tunnel in gateway.tunnels for span in _remote(tunnel).spans
    )
    for gateway in gateways:
        found += _behind_router(gateway, zones, tunnelled, seen, found)
    found += tools_seen(gateways, flows, zones=zones, devices=devices)
    found += boxes_seen(gateways, flows, zones=zones, devices=devices)
    found += _mobile(devices)
    unique = {access.id: access for access in found}
    return tuple(unique[key] for key in sorted(unique))


class _Seen:
    """Which ends talked to which, by address."""

    def __init__(self, flows: Sequence[Flow]) -> None:
        self.watched = bool(flows)
        self.pairs: list[tuple[int, int, Flow]] = []
        for flow in flows:
            src, dst = address(flow.src), address(flow.dst)
            if src is not None and dst is not None:
                self.pairs.append((src, dst, flow))

    def from_space(self, space: Space) -> YesNo:
        """Return whether anybody in a space was seen talking, in either direction; unknown without a capture."""
        if not self.watched:
            return YesNo()
        sources = [s for src, dst, flow in self.pairs if src in space or dst in space for s in flow.sources]
        return (
            YesNo.of(True, *_files(sources))
            if sources or self._any(space)
            else YesNo.of(False, confidence=0.5)
        )

    def _any(self, space: Space) -> bool:
        return any(src in space or dst in space for src, dst, _ in self.pairs)


def _files(sources: Iterable[Source]) -> tuple[Source, ...]:
    found: dict[str, Source] = {}
    for source in sources:
        found.setdefault(source.file, source.model_copy(update={"line": None}))
    return tuple(found.values())


def _remote(tunnel: Tunnel) -> Space:
    space = Space.of(span for cidr in tunnel.remote_networks for span in network(cidr).spans)
    return space | (ranges(tunnel.pool.ranges) if tunnel.pool else NOTHING)


def _rules_from(gateway: Gateway, interface: str, space: Space) -> list[Rule]:
    """Return the enabled allow rules that come in by an interface, or whose sources lie wholly in a space."""
    zones = {zone.name for zone in gateway.interface_zones if interface in zone.interfaces}
    found = []
    for rule in gateway.rules:
        if not rule.enabled or rule.action is not Action.ALLOW:
            continue
        if rule.to_interfaces and {interface, *zones}.issuperset(rule.to_interfaces):
            continue  # it stays on the tunnel's own side and leads to nobody
        sources = ranges(rule.source.ranges)
        named = bool({interface, *zones} & set(rule.from_interfaces))
        inside = bool(sources) and bool(space) and sources.within(space) and not rule.source.negated
        if (named and (not space or not sources or bool(sources & space))) or inside:
            found.append(rule)
    return found


def _targets(rules: Iterable[Rule]) -> tuple[str, ...]:
    space = Space.of(span for rule in rules for span in ranges(rule.destination.ranges).spans)
    if space.size >= 2**31:
        return ()
    return tuple(cidr.removesuffix("/32") for cidr in networks_of(space)[:_TARGETS])


def _rule_refs(rules: Iterable[Rule]) -> Iterable[str]:
    for rule in rules:
        yield f"policy:{rule.id}"
        yield rule.name
        yield from (name for name in rule.source.names if name.lower() not in ("all", "any"))


def _access(
    access_id: str,
    method: RemoteMethod,
    source: Source,
    *,
    refs: Iterable[str],
    vendor: str = "",
    peer: str | None = None,
    **values: object,
) -> RemoteAccess:
    named = TextFact.of(vendor, source, confidence=0.8) if vendor else TextFact()
    return RemoteAccess.model_validate(
        {
            "id": access_id,
            "method": Fact[RemoteMethod].of(method, source),
            "vendor": named,
            "peer": TextFact.of(peer, source) if peer else TextFact(),
            "refs": tuple(dict.fromkeys(ref for ref in refs if ref))[:_REFS],
            "sources": (source,),
            **values,
        }
    )


def _gear(gateway: Gateway, source: Source) -> dict[str, Any]:
    product = gateway.model or gateway.product
    firmware = f"{gateway.product} {gateway.version}".strip() if gateway.version else ""
    return {
        "product": TextFact.of(product, source) if product else TextFact(),
        "firmware": TextFact.of(firmware, source) if firmware else TextFact(),
    }


def _ipsec(gateway: Gateway, tunnel: Tunnel, seen: _Seen) -> RemoteAccess:
    space = _remote(tunnel)
    rules = _rules_from(gateway, tunnel.name, space)
    comments = [route.comment for route in gateway.routes if route.interface == tunnel.name and route.comment]
    firewall = gateway.product.lower().startswith(_FIREWALLS)
    source = tunnel.source_ref
    return _access(
        f"{gateway.id}/tunnel:{tunnel.name}",
        RemoteMethod.IPSEC_FIREWALL if firewall else RemoteMethod.IPSEC_ROUTER,
        source,
        vendor=next(iter(comments), tunnel.description),
        peer=tunnel.peer,
        refs=(
            tunnel.name,
            f"tunnel:{tunnel.name}",
            tunnel.peer or "",
            *tunnel.remote_networks,
            *_rule_refs(rules),
        ),
        targets=_targets(rules) or tuple(net for net in tunnel.local_networks if prefix_length(net) > 0),
        authentication=TextFact.of(f"IKEv{tunnel.ike_version}" if tunnel.ike_version else "IPsec", source),
        second_factor=_yes_no(tunnel.second_factor, source),
        source_limited=_yes_no(tunnel.source_limited, source),
        always_on=YesNo.of(True, source, confidence=0.7) if tunnel.peer else YesNo(),
        observed=seen.from_space(space) if space else YesNo(),
        enabled=tunnel.serving,
        **_gear(gateway, source),
    )


def _yes_no(value: bool | None, source: Source) -> YesNo:
    return YesNo() if value is None else YesNo.of(value, source)


def _people(gateway: Gateway, tunnel: Tunnel, seen: _Seen) -> RemoteAccess:
    pool = _remote(tunnel)
    rules = _rules_from(gateway, tunnel.name, NOTHING)
    outer = [
        item.cidr.split("/")[0]
        for item in gateway.interfaces
        if item.cidr and item.name in tunnel.interface.split(",")
    ]
    source = tunnel.source_ref
    used = [flow for src, dst, flow in seen.pairs if src in pool or dst in pool] if pool else []
    clients = dict.fromkeys(
        end for flow in used for end in (flow.src, flow.dst) if (address(end) or 0) in pool
    )
    return _access(
        f"{gateway.id}/sslvpn:{tunnel.name}",
        RemoteMethod.SSLVPN,
        source,
        refs=(
            tunnel.name,
            "sslvpn",
            *tunnel.groups,
            *(tunnel.pool.names if tunnel.pool else ()),
            *_rule_refs(rules),
            *clients,
            *(f"{text}:{tunnel.port}" for text in outer if tunnel.port),
        ),
        targets=_targets(rules),
        authentication=TextFact.of(", ".join(tunnel.groups), source) if tunnel.groups else TextFact(),
        second_factor=_yes_no(tunnel.second_factor, source),
        source_limited=_yes_no(tunnel.source_limited, source),
        always_on=YesNo.of(False, source, confidence=0.7),
        observed=seen.from_space(pool) if pool else YesNo(),
        enabled=tunnel.serving,
        **_gear(gateway, source),
    )


def _published(gateway: Gateway, seen: _Seen) -> Iterable[RemoteAccess]:
    """Yield published services by which a machine can be controlled, or that a rule says are for maintenance."""
    routing = Routing(gateway)
    for item in gateway.publications:
        rules = [
            rule for rule in gateway.rules if item.name in rule.publications and rule.action is Action.ALLOW
        ]
        live = [rule for rule in rules if rule.enabled]
        if not _controls(item) and not any(_UPKEEP.search(f"{rule.name} {rule.comment}") for rule in live):
            continue
        inner = address(item.inner)
        callers = dict.fromkeys(
            flow.src
            for src, dst, flow in seen.pairs
            if dst == inner and flow.port == item.inner_port and _outside_of(routing, src)
        )
        limited = bool(item.sources) or any(not _everybody(rule) for rule in live)
        source = item.source_ref
        yield _access(
            f"{gateway.id}/publication:{item.name}:{item.inner}",
            RemoteMethod.RDP_PORT_FORWARD,
            source,
            peer=next(iter(callers), None) if len(callers) == 1 else None,
            refs=(
                item.name,
                f"{item.outer}:{item.outer_port}",
                item.inner,
                *_rule_refs(live or rules),
                *callers,
            ),
            targets=(item.inner,),
            source_limited=YesNo.of(limited, source) if live else YesNo(),
            always_on=YesNo.of(True, source, confidence=0.7),
            observed=YesNo.of(bool(callers), confidence=0.8 if callers else 0.5) if seen.watched else YesNo(),
            enabled=bool(live),
            **_gear(gateway, source),
        )


def _controls(item: Publication) -> bool:
    """Whether a publication leads to remote control; one without ports leads to everything."""
    if item.outer_port is None:
        return True
    number = protocol_number(item.protocol)
    first = item.inner_port or item.outer_port
    last = first + (item.outer_port_last or item.outer_port) - item.outer_port
    return number is not None and bool(Space(((number * PORTS + first, number * PORTS + last),)) & CONTROL)


def _everybody(rule: Rule) -> bool:
    return bool(rule.source.unresolved) or rule.source.negated or ranges(rule.source.ranges).size > 2**20


def _outside_of(routing: Routing, number: int) -> bool:
    """Whether a gateway sends an address only where everything else goes."""
    return not any(hop.specific or hop.connected for hop in routing.hops(number))


def _behind_router(
    gateway: Gateway, zones: Sequence[Zone], tunnelled: Space, seen: _Seen, found: list[RemoteAccess]
) -> Iterable[RemoteAccess]:
    """Yield vendors' networks that an inner router leads to, unless that router's own tunnels tell of them."""
    own = {tunnel.name for tunnel in gateway.tunnels}
    hospital = Space.of(
        span
        for zone in zones
        if not zone.kind.outside
        for net in zone.networks
        for span in network(net.cidr).spans
    )
    for route in gateway.routes:
        space = network(route.destination)
        if prefix_length(route.destination) <= 0 or route.interface in own or route.via is None:
            continue
        vendor = leads_to_vendor(route, zones) if zones else bool(route.comment)
        if not vendor or space & hospital:
            continue
        rules = _rules_from(gateway, "", space)
        if space & tunnelled:
            _enrich(found, route, rules, space)
            continue
        yield _access(
            f"{gateway.id}/route:{route.destination}",
            RemoteMethod.IPSEC_ROUTER,
            route.source_ref,
            vendor=route.comment,
            refs=(route.destination, route.via, *_rule_refs(rules)),
            targets=_targets(rules),
            source_limited=YesNo.of(True, route.source_ref, confidence=0.7),
            observed=seen.from_space(space),
        )


def _enrich(found: list[RemoteAccess], route: Route, rules: list[Rule], space: Space) -> None:
    """Add what the firewall knows to the path that the router's own configuration tells of."""
    for index, access in enumerate(found):
        if not any(network(ref) and network(ref).within(space) and "/" in ref for ref in access.refs):
            continue
        changes: dict[str, object] = {
            "refs": tuple(dict.fromkeys((*access.refs, *(ref for ref in _rule_refs(rules) if ref))))[:_REFS],
            "targets": _targets(rules) or access.targets,
            "sources": tuple(dict.fromkeys((*access.sources, route.source_ref))),
        }
        if route.comment and not access.vendor.value:
            changes["vendor"] = TextFact.of(route.comment, route.source_ref, confidence=0.8)
        found[index] = access.model_copy(update=changes)


def _mobile(devices: Sequence[Device]) -> Iterable[RemoteAccess]:
    for device in devices:
        if device.kind.value is DeviceKind.MOBILE_ROUTER and device.in_use():
            sources = device.kind.sources
            facts = (*device.hostnames, *device.addresses, *device.macs)
            if sources:
                yield _access(
                    f"device:{device.id}:lte",
                    RemoteMethod.LTE_ROUTER,
                    sources[0],
                    vendor=device.vendor.value or "",
                    refs=(fact.value for fact in facts if fact.value),
                    product=device.model,
                    firmware=device.firmware,
                    target_zones=device.zone_ids(),
                )
