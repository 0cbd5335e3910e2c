"""Finds crossings that no firewall rule makes: machines on two networks, mobile lines, boxes, and gear that does not filter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from inmori.model import Device, DeviceKind, Hospital, RemoteMethod, Source, ZoneKind
from inmori.model.gateway import Gateway, Interface, Tunnel
from inmori.reach.address_space import address, network, prefix_length
from inmori.reach.answer import Verdict
from inmori.reach.crossing_kind import Crossing, CrossingKind
from inmori.reach.gateway_view import GatewayView
from inmori.reach.places import Place, Places
from inmori.reach.routing import addresses_of, live_interfaces

_ROUTING_KINDS = (
    DeviceKind.FIREWALL,
    DeviceKind.ROUTER,
    DeviceKind.L3_SWITCH,
    DeviceKind.L2_SWITCH,
    DeviceKind.ACCESS_POINT,
    DeviceKind.VENDOR_BOX,
    DeviceKind.MOBILE_ROUTER,
)
# Zones between which a second network card makes a bridge that somebody outside can use.
BRIDGED = (
    ZoneKind.INFO,
    ZoneKind.GUEST,
    ZoneKind.VENDOR,
    ZoneKind.OQS,
    ZoneKind.INTERNET,
    ZoneKind.CLOUD,
    ZoneKind.VENDOR_NET,
)
# "モバイル" alone is also a portable X-ray unit, so the word must speak of a line or a router.
_MOBILE = re.compile(
    r"(?i)(?<![a-z0-9])(?:lte|4g|5g|wimax|sim)(?![a-z0-9])|モバイル(?:ルータ|回線|通信|wi-?fi)|ポケットwi-?fi|携帯回線|データ通信端末"
)
# Who goes out by way of a line is not the line.
_BY_WAY = re.compile(r"経由|を使(?:用|って|い)|で(?:外|接続|通信|発注|送信)|に(?:接続|つな)|(?i:via |through |connects? )")
_COMPUTERS = (DeviceKind.CLIENT, DeviceKind.SERVER, DeviceKind.TABLET, DeviceKind.MODALITY, DeviceKind.MEDICAL_DEVICE)
_SHARES_LOAD = re.compile(r"(?i)ロードバランサ|負荷分散|load[ _-]?balanc|big-?ip|haproxy|thunder adc|netscaler|a10 ")
_UPKEEP = re.compile(r"(?i)保守|メンテ|リモート|vpn|maint|remote")


def dual_homed(hospital: Hospital, places: Places) -> Iterable[Crossing]:
    """Yield machines with one foot in a closed zone and one outside it; gear that routes by trade is left out."""
    own = {
        cidr.split("/")[0]
        for gateway in hospital.gateways
        for item in gateway.interfaces
        for cidr in addresses_of(item)
    }
    own |= {route.via for gateway in hospital.gateways for route in gateway.routes if route.via}
    for device in hospital.devices:
        if not device.in_use() or device.kind.value in _ROUTING_KINDS or _SHARES_LOAD.search(_words(device)):
            continue
        addresses = [fact.value for fact in device.addresses if fact.value]
        if own & set(addresses):
            continue
        found = _feet(device, hospital, places)
        if found is not None:
            near, far = found
            yield _dual_homed(device, hospital, addresses, near, far, places)


def _feet(device: Device, hospital: Hospital, places: Places) -> tuple[str, str] | None:
    """Return (closed zone, other zone) of a machine, by its addresses and by the zones on record."""
    by_address = [place for fact in device.addresses if (place := places.of_text(fact.value or ""))]
    ids = {place.id: (place.closed, place.kind) for place in by_address}
    for zone_id in device.zone_ids():
        place = places.by_id.get(zone_id)
        kind = hospital.zone_kind(zone_id)
        ids.setdefault(zone_id, (place.closed if place else kind.closed, kind))
    near = next((zone_id for zone_id, (closed, _) in ids.items() if closed), None)
    far = next((zone_id for zone_id, (closed, kind) in ids.items() if not closed and kind in BRIDGED), None)
    return (near, far) if near and far else None


def _dual_homed(
    device: Device, hospital: Hospital, addresses: list[str], near: str, far: str, places: Places
) -> Crossing:
    talking = {end for flow in hospital.flows for end in (flow.src, flow.dst)} & set(addresses)
    sides = {place.closed for text in talking if (place := places.of_text(text))}
    both = sides == {True, False}
    seen = sum(flow.connections for flow in hospital.flows if both and {flow.src, flow.dst} & talking)
    expected = device.kind.value is DeviceKind.OQS_TERMINAL and hospital.zone_kind(far) is ZoneKind.OQS
    return _crossing(
        CrossingKind.SANCTIONED if expected else CrossingKind.DUAL_HOMED_PC,
        device,
        f"device:{device.id}:dual",
        from_zone=near,
        to_zone=far,
        seen=seen,
        confidence=0.5 if expected else _sure_of_both(device, near, far, both, places),
    )


def _sure_of_both(device: Device, near: str, far: str, both_seen: bool, places: Places) -> float:
    """Traffic from both feet, or one source that names both, is firm; two sources may speak of different days."""
    if both_seen:
        return 0.95
    by_place: dict[str, set[Source]] = {}
    for fact in device.addresses:
        place = places.of_text(fact.value or "")
        if place is not None:
            lines = {source.model_copy(update={"cell": None}) for source in fact.sources}
            by_place.setdefault(place.id, set()).update(lines)
    if by_place.get(near, set()) & by_place.get(far, set()):
        return 0.9
    return 0.5 if device.dhcp.value or near not in by_place or far not in by_place else 0.7


def _crossing(
    kind: CrossingKind, device: Device, crossing_id: str, *, confidence: float, **values: object
) -> Crossing:
    return Crossing.model_validate(
        {
            "id": crossing_id,
            "kind": kind,
            "inbound": False,
            "allowed": Verdict.UNKNOWN,
            "source": device.label(),
            "device_ids": (device.id,),
            "refs": device_refs(device),
            "confidence": confidence,
            "sources": _device_sources(device),
            **values,
        }
    )


def _device_sources(device: Device) -> tuple[Source, ...]:
    """Return where a machine is written down: the lines with its addresses, else those that speak of it at all."""
    named = [source for fact in (*device.hostnames, *device.macs, device.name) for source in fact.sources]
    lines = (
        [source for fact in device.addresses for source in fact.sources],
        [record.source for record in device.records],
        [*named, *device.kind.sources],
    )
    return tuple(dict.fromkeys(next((found for found in lines if found), [])))[:5]


def device_refs(device: Device) -> tuple[str, ...]:
    """Return what a person would look for: host names, addresses, hardware addresses."""
    facts = (*device.hostnames, *device.addresses, *device.macs)
    return tuple(dict.fromkeys(fact.value for fact in facts if fact.value))


def goes_by_mobile(device: Device) -> bool:
    """Whether a remark says that this computer goes out over somebody else's mobile line."""
    notes = [fact.value or "" for fact in device.notes]
    return device.kind.value in _COMPUTERS and any(_MOBILE.search(text) and _BY_WAY.search(text) for text in notes)


def _words(device: Device) -> str:
    return " ".join(fact.value or "" for fact in (device.name, device.model, *device.notes))


def mobile_lines(hospital: Hospital, places: Places, users: frozenset[str] = frozenset()) -> Iterable[Crossing]:
    """Yield mobile routers inside closed zones, by kind or by the words on record; a listed line is told once.

    ``users``: addresses of those that were seen going out over a line that is told already.
    """
    told: set[str] = set()
    for device in hospital.devices:
        near = _closed_zone(device, hospital, places)
        if near is None or not device.in_use():
            continue
        if goes_by_mobile(device) and any(fact.value in users for fact in device.addresses):
            continue
        if device.kind.value is DeviceKind.MOBILE_ROUTER or _MOBILE.search(_words(device)):
            sure = 0.9 if device.kind.value is DeviceKind.MOBILE_ROUTER else 0.6
            kind = CrossingKind.MOBILE_ROUTER
            told.add(near)
            yield _crossing(
                kind,
                device,
                f"device:{device.id}:mobile",
                from_zone=near,
                to_zone="internet",
                confidence=sure,
            )
    for access in hospital.remote_accesses:
        if access.method.value is RemoteMethod.LTE_ROUTER and access.enabled:
            near = next(
                (zone for zone in access.target_zones if zone in places.by_id and places.by_id[zone].closed),
                None,
            )
            if near is not None and near not in told:
                yield Crossing(
                    id=f"remote:{access.id}",
                    kind=CrossingKind.MOBILE_ROUTER,
                    from_zone="internet",
                    to_zone=near,
                    inbound=True,
                    source=access.vendor.value or "",
                    refs=tuple(dict.fromkeys((*access.refs, *access.targets))),
                    confidence=0.7,
                    sources=access.sources,
                )


def _closed_zone(device: Device, hospital: Hospital, places: Places) -> str | None:
    for fact in device.addresses:
        place = places.of_text(fact.value or "")
        if place is not None and place.closed:
            return place.id
    return next(
        (
            zone
            for zone in device.zone_ids()
            if (places.by_id[zone].closed if zone in places.by_id else hospital.zone_kind(zone).closed)
        ),
        None,
    )


def boxes(hospital: Hospital, places: Places, told: set[str]) -> Iterable[Crossing]:
    """Yield vendors' boxes and routers in closed zones of which no rule and no traffic has told yet (``told``)."""
    for device in hospital.devices:
        near = _closed_zone(device, hospital, places)
        if near is None or not device.in_use() or told & set(device_refs(device)):
            continue
        words = " ".join(fact.value or "" for fact in (device.name, device.vendor, *device.notes))
        if device.kind.value is DeviceKind.VENDOR_BOX:
            kind, sure = CrossingKind.VENDOR_BOX, 0.5
        elif device.kind.value is DeviceKind.ROUTER and _UPKEEP.search(words):
            kind, sure = CrossingKind.DIRECT_ROUTER, 0.5
        else:
            continue
        yield _crossing(
            kind, device, f"device:{device.id}:box", from_zone=near, to_zone="internet", confidence=sure
        )


def unfiltered(hospital: Hospital, places: Places) -> Iterable[Crossing]:
    """Yield what a switch or router joins to a closed zone without any filter in between."""
    for gateway in hospital.gateways:
        if not gateway.forwards or (gateway.filters and not gateway.per_interface):
            continue
        view = GatewayView.of(gateway)
        feet = [
            (item, place)
            for item in live_interfaces(gateway.interfaces).values()
            for place in _places_of(gateway, item, places)
        ]
        for item, near in feet:
            if not near.closed:
                continue
            for other, far in feet:
                if not far.closed and far.kind in BRIDGED and _open(view, item.name, other.name):
                    kind = CrossingKind.DIRECT_ROUTER if far.outside else CrossingKind.CORE_BYPASS
                    refs = (other.name, *addresses_of(other))
                    inbound = not view.open_between(item.name, other.name)
                    if far.kind is ZoneKind.GUEST and not view.open_between(other.name, item.name):
                        continue  # guests cannot answer: what the house might send them leads nowhere
                    yield _joined(gateway, item, near, kind, far.id, refs, inbound=inbound)
            for tunnel in gateway.tunnels:
                if _leads_home(tunnel, places):
                    continue
                if tunnel.serving and _open(view, item.name, tunnel.name):
                    refs = (tunnel.name, f"tunnel:{tunnel.name}", tunnel.peer or "", *tunnel.remote_networks)
                    target = tunnel.remote_networks[0] if tunnel.remote_networks else "internet"
                    inbound = not view.open_between(item.name, tunnel.name)
                    yield _joined(gateway, item, near, CrossingKind.DIRECT_ROUTER, target, refs, inbound=inbound)


def _leads_home(tunnel: Tunnel, places: Places) -> bool:
    """Whether the hospital's own closed networks lie at the far end, and none that they must be kept from."""
    touched = [place for cidr in tunnel.remote_networks for place in places.within(network(cidr))]
    return any(place.closed for place in touched) and not any(place.kind in BRIDGED for place in touched)


def _open(view: GatewayView, one: str, other: str) -> bool:
    """Whether nothing is filtered between two interfaces in one of the directions."""
    return view.open_between(one, other) or view.open_between(other, one)


def _places_of(gateway: Gateway, item: Interface, places: Places) -> Iterable[Place]:
    """Yield where an interface lies; a line that gets its address from the provider is known by its role or route."""
    if not addresses_of(item) and item.role != "tunnel":
        everything = any(
            route.interface == item.name and prefix_length(route.destination) == 0 for route in gateway.routes
        )
        if everything or item.role == "wan":
            yield places.internet
    for cidr in addresses_of(item):
        number = address(cidr.split("/")[0])
        if number is not None:
            yield places.of(number)


def _joined(
    gateway: Gateway,
    item: Interface,
    near: Place,
    kind: CrossingKind,
    far: str,
    refs: Iterable[str],
    *,
    inbound: bool,
) -> Crossing:
    """Return the crossing of two sides that a gateway joins; ``inbound``: only the way in is open."""
    own = (item.name, *(cidr.split("/")[0] for cidr in addresses_of(item)))
    return Crossing(
        id=f"{gateway.id}/{item.name}>{far}",
        kind=kind,
        from_zone=far if inbound else near.id,
        to_zone=near.id if inbound else far,
        inbound=inbound,
        gateway_id=gateway.id,
        allowed=Verdict.ALLOW,
        source=far if inbound else item.name,
        destination=item.name if inbound else far,
        device_ids=(gateway.device_id,) if gateway.device_id else (),
        refs=tuple(
            dict.fromkeys(ref.split("/")[0] if ref.count(".") == 3 else ref for ref in (*own, *refs) if ref)
        ),
        confidence=0.85,
        sources=(item.source_ref,),
    )
