"""Reads the VPNs of Cisco IOS: crypto maps, tunnel interfaces, and what people dial in by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from inmori.ingest.cisco_ios_access import interface_name
from inmori.ingest.config_block import Block, Config
from inmori.ingest.config_text import at, free_text
from inmori.ingest.gear_address import as_ranges
from inmori.model import Source
from inmori.model.gateway import Action, AddressSet, Interface, Route, Rule, Tunnel
from inmori.reach.address_space import EVERYWHERE, Space, address, network, networks_of, ranges


def tunnels(
    config: Config,
    interfaces: Sequence[Interface],
    lists: dict[str, tuple[Rule, ...]],
    routes: Iterable[Route],
    source: Source,
) -> tuple[tuple[Tunnel, ...], tuple[Route, ...]]:
    """Return the VPNs, and routes into those that a crypto map selects by list instead of by route."""
    found = [*_interfaces(config, interfaces, tuple(routes), source)]
    led: list[Route] = []
    for tunnel in _maps(config, lists, source):
        found.append(tunnel)
        led += [
            Route(destination=cidr, interface=tunnel.name, comment=tunnel.description, source_ref=tunnel.source_ref)
            for cidr in tunnel.remote_networks
        ]
    found += _people(config, source)
    return tuple(found), tuple(led)


def _interfaces(
    config: Config, interfaces: Sequence[Interface], routes: tuple[Route, ...], source: Source
) -> Iterator[Tunnel]:
    for block in config.find("interface"):
        name = interface_name(block)
        item = next((one for one in interfaces if one.name == name), None)
        if not name.startswith("Tunnel") or item is None:
            continue
        peer = block.value("tunnel", "destination")
        profile = block.value("tunnel", "protection", "ipsec", "profile")
        version = _version(config, profile)
        mode = block.rest("tunnel", "mode") or "gre ip"
        yield Tunnel(
            name=name,
            kind="ipsec",
            interface=block.value("tunnel", "source"),
            peer=peer if peer and peer != "dynamic" else None,
            remote_networks=tuple(dict.fromkeys(r.destination for r in routes if _leads(r, item) and r.destination != "0.0.0.0/0")),
            ike_version=version if profile else None,
            proposal="ipsec" if profile else f"{mode} (not encrypted)",
            serving=item.up,
            source_limited=bool(peer) and peer != "dynamic",
            description=item.description,
            source_ref=at(source, block.line),
        )


def _leads(route: Route, item: Interface) -> bool:
    if route.interface == item.name:
        return True
    via = address(route.via) if route.via else None
    return via is not None and item.cidr is not None and via in network(item.cidr)


def _version(config: Config, profile: str) -> int:
    for block in config.find("crypto", "ipsec", "profile", profile):
        if block.has("set", "ikev2-profile"):
            return 2
    return 1


def _maps(config: Config, lists: dict[str, tuple[Rule, ...]], source: Source) -> Iterator[Tunnel]:
    bound = {
        block.value("crypto", "map"): interface_name(block)
        for block in config.find("interface")
        if block.has("crypto", "map")
    }
    for block in config.find("crypto", "map", "*", "*", "ipsec-isakmp"):
        name, number = block.word(2), block.word(3)
        dynamic = block.word(6) if block.word(5) == "dynamic" else ""
        holder = next(iter(config.find("crypto", "dynamic-map", dynamic)), block) if dynamic else block
        near, far = _selected(lists.get(holder.value("match", "address"), ()))
        peers = [item.word(2) for item in holder.find("set", "peer")]
        yield Tunnel(
            name=f"{name}:{number}",
            kind="ipsec",
            interface=bound.get(name, ""),
            peer=peers[0] if peers else None,
            local_networks=near,
            remote_networks=far,
            ike_version=2 if holder.has("set", "ikev2-profile") else 1,
            proposal=" ".join(holder.rest("set", "transform-set").split()[:3]),
            serving=name in bound,
            source_limited=bool(peers),
            description=free_text(holder.rest("description")),
            source_ref=at(source, block.line),
        )


def _selected(rules: Iterable[Rule]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (near, far) networks of the list that chooses what goes into a tunnel."""
    near = far = Space()
    for rule in rules:
        if rule.action is Action.ALLOW:
            near, far = near | ranges(rule.source.ranges), far | ranges(rule.destination.ranges)
    return (
        () if near == EVERYWHERE else networks_of(near)[:64],
        () if far == EVERYWHERE else networks_of(far)[:64],
    )


def _people(config: Config, source: Source) -> Iterator[Tunnel]:
    """Yield what people dial in by: Easy VPN groups, PPTP/L2TP, and the SSL-VPN of older routers."""
    pools = {block.word(3): block for block in config.find("ip", "local", "pool")}
    remote = any("group" in block.words for block in config.find("aaa", "authentication"))
    users = tuple(dict.fromkeys(block.word(1) for block in config.find("username")))
    factor = None if remote or not users else False
    for block in config.find("crypto", "isakmp", "client", "configuration", "group"):
        yield Tunnel(
            name=f"vpn group {block.word(5)}",
            kind="ipsec",
            pool=_pool(pools.get(block.value("pool"))),
            proposal="Easy VPN",
            second_factor=factor,
            source_limited=False,
            groups=(block.word(5),),
            users=users,
            source_ref=at(source, block.line),
        )
    for block in config.find("vpdn-group"):
        if not block.has("accept-dialin"):
            continue
        template = f"Virtual-Template{block.value('virtual-template') or '1'}"
        interface = next((one for one in config.find("interface") if interface_name(one) == template), None)
        pool = interface.value("peer", "default", "ip", "address", "pool") if interface else ""
        yield Tunnel(
            name=f"vpdn {block.word(1)}",
            kind="ipsec",
            pool=_pool(pools.get(pool)),
            proposal=next((item.word(1).upper() for inner in block.find("accept-dialin") for item in inner.find("protocol")), ""),
            second_factor=factor,
            source_limited=False,
            users=users,
            source_ref=at(source, block.line),
        )
    for block in config.find("webvpn", "context"):
        gateway = block.value("gateway")
        outer = next(iter(config.find("webvpn", "gateway", gateway)), None) if gateway else None
        policy = next(iter(block.find("policy", "group")), None)
        pool = (policy.rest("svc", "address-pool").split() or [""])[0].strip('"') if policy else ""
        port = next((item.word(4) for item in outer.find("ip", "address", "*", "port")), "443") if outer else "443"
        yield Tunnel(
            name=f"webvpn {block.word(2)}",
            kind="sslvpn",
            pool=_pool(pools.get(pool)),
            port=int(port) if port.isdigit() and int(port) < 65536 else None,
            serving=block.has("inservice") and (outer is None or outer.has("inservice")),
            second_factor=factor,
            source_limited=False,
            users=users,
            source_ref=at(source, block.line),
        )


def _pool(block: Block | None) -> AddressSet | None:
    if block is None:
        return None
    low, high = address(block.word(4)), address(block.word(5) or block.word(4))
    if low is None or high is None or low > high:
        return None
    return AddressSet(ranges=as_ranges(Space(((low, high),))), names=(block.word(3),))
