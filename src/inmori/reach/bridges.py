"""Finds machines that carry others' traffic out of a closed zone, from the card to which a sender hands its packets.

Addresses cannot show such a bridge: the packets look as if they went through the firewall. The MAC address of the
first hop does, when it belongs to no router. Most hospitals' papers name no MAC of their routers, so an unknown card
counts only where another card is known to be that network's way on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from inmori.model import Device, DeviceKind, Flow, Hospital, Source
from inmori.reach.address_space import address, network
from inmori.reach.answer import Verdict
from inmori.reach.attached import BRIDGED, device_refs, goes_by_mobile
from inmori.reach.crossing_kind import Crossing, CrossingKind
from inmori.reach.places import Place, Places
from inmori.reach.routing import addresses_of

_REFS = 50
_GEAR = (
    DeviceKind.FIREWALL,
    DeviceKind.ROUTER,
    DeviceKind.L3_SWITCH,
    DeviceKind.L2_SWITCH,  # one that hands packets on is a router under a wrong name
    DeviceKind.ACCESS_POINT,
)
_KINDS = {
    DeviceKind.MOBILE_ROUTER: CrossingKind.MOBILE_ROUTER,
    DeviceKind.VENDOR_BOX: CrossingKind.VENDOR_BOX,
}
# Cards that routers in pairs share: VRRP and CARP, HSRP, GLBP, and the clusters of Fortinet, Palo Alto and Check Point.
_VIRTUAL = (
    "00005e0001",
    "00005e0002",
    "00000c07ac",
    "00000c9ff",
    "0007b400",
    "00090f09",
    "e023fffc",
    "001b1700",
    "001c7f",
)
_SAME_BOX = 255  # ports of one box are numbered one after the other
_SURE_KIND = 0.6


@dataclass(slots=True)
class _Card:
    """One first hop as it was used: senders by their network, and the flows that left a closed zone over it."""

    mac: str
    senders: dict[tuple[int, int], dict[str, None]] = field(default_factory=dict)
    leaving: list[tuple[Flow, Place, Place]] = field(default_factory=list)
    routes: bool = False  # carries traffic between networks inside


def bridges(hospital: Hospital, places: Places) -> tuple[tuple[Crossing, ...], tuple[Flow, ...]]:
    """Return one crossing for each bridge, and the answered flows that went over it.

    A card of a known machine that is no router is a bridge; one of unknown make is reported as unexplained, and only
    where the network's own way on is another card.
    """
    survey = _Cards(hospital, places)
    found, carried = [], []
    for card in survey.cards():
        kind, sure = survey.judged(card)
        if kind is not None:
            found.append(survey.crossing(card, kind, sure))
            carried += [flow for flow, _, _ in card.leaving]
    return tuple(found), tuple(carried)


def _digits(mac: str) -> str:
    return "".join(character for character in mac.lower() if character in "0123456789abcdef")


class _Cards:
    def __init__(self, hospital: Hospital, places: Places) -> None:
        self._places = places
        self._flows = [flow for flow in hospital.flows if flow.first_hop]
        self._owners: dict[str, list[Device]] = {}
        self._at: dict[str, list[Device]] = {}
        if not self._flows:
            return
        nets = {span for zone in hospital.zones for net in zone.networks for span in network(net.cidr).spans}
        self._nets = sorted(nets, key=lambda span: (span[1] - span[0], span))
        own = {
            cidr.split("/")[0]
            for gateway in hospital.gateways
            for item in gateway.interfaces
            for cidr in addresses_of(item)
        }
        configured = {gateway.device_id for gateway in hospital.gateways}
        self._gear: set[str] = set()
        gear_at: dict[str, set[str]] = {}
        for device in hospital.devices:
            macs = {_digits(fact.value) for fact in device.macs if fact.value}
            addresses = [fact.value for fact in device.addresses if fact.value]
            for mac in macs:
                self._owners.setdefault(mac, []).append(device)
            for text in addresses:
                self._at.setdefault(text, []).append(device)
            if device.kind.value in _GEAR or device.id in configured or own & set(addresses):
                self._gear |= macs
                for text in addresses:
                    gear_at.setdefault(text, set()).update(macs)
        self._numbers = sorted(int(mac, 16) for mac in self._gear if len(mac) == 12)
        self._ways_on = {net for text, macs in gear_at.items() if macs and (net := self._net(text))}

    def _net(self, text: str) -> tuple[int, int] | None:
        """Return the network of an address, the smallest that is written down."""
        number = address(text)
        if number is None:
            return None
        return next((span for span in self._nets if span[0] <= number <= span[1]), None)

    def cards(self) -> list[_Card]:
        """Gather what went over each first hop out of a closed zone."""
        found: dict[str, _Card] = {}
        for flow in self._flows:
            near, far = self._places.of_text(flow.src), self._places.of_text(flow.dst)
            net = self._net(flow.src)
            if near is None or far is None or net is None or not near.closed:
                continue
            mac = _digits(flow.first_hop or "")
            card = found.setdefault(mac, _Card(flow.first_hop or ""))
            card.senders.setdefault(net, {})[flow.src] = None
            if far.closed:
                card.routes = card.routes or self._net(flow.dst) not in (None, net)
            elif far.kind in BRIDGED and flow.answered and not self._delivers(mac, flow.dst):
                card.leaving.append((flow, near, far))
        self._seen = found
        return [found[mac] for mac in sorted(found) if found[mac].leaving]

    def _delivers(self, mac: str, target: str) -> bool:
        """Whether the card is the target's own: handed over directly, carried by nobody."""
        return any(device in self._at.get(target, ()) for device in self._owners.get(mac, ()))

    def judged(self, card: _Card) -> tuple[CrossingKind | None, float]:
        """Return what a card is and how sure that is; None for a router and for what cannot be told from one."""
        mac = _digits(card.mac)
        if self._is_gear(mac):
            return None, 0.0
        owner = self._owner(mac)
        if owner is not None and owner.kind.value is not None:
            alone = len(card.senders) == 1 and not card.routes
            return _KINDS.get(owner.kind.value, CrossingKind.DUAL_HOMED_PC), 0.85 if alone else 0.5
        if card.routes or len(card.senders) > 1:
            return None, 0.0
        if any(goes_by_mobile(device) for flow, _, _ in card.leaving for device in self._at.get(flow.src, ())):
            return CrossingKind.MOBILE_ROUTER, 0.8
        [net] = card.senders
        others = [item for key, item in self._seen.items() if key != mac and net in item.senders]
        if net in self._ways_on or any(self._routes(item) for item in others):
            return CrossingKind.UNEXPLAINED, 0.6
        crowd = max((len(item.senders[net]) for item in others if item.leaving), default=0)
        return (CrossingKind.UNEXPLAINED, 0.4) if crowd >= 3 * len(card.senders[net]) else (None, 0.0)

    def _owner(self, mac: str) -> Device | None:
        """Return the machine that surely is of some kind, else any whose card it is."""
        owners = self._owners.get(mac, [])
        known = [
            device
            for device in owners
            if device.kind.value not in (None, DeviceKind.OTHER) and device.kind.confidence >= _SURE_KIND
        ]
        return next(iter(known), None)

    def _is_gear(self, mac: str) -> bool:
        if len(mac) != 12 or mac in self._gear or mac.startswith(_VIRTUAL):
            return True
        number = int(mac, 16)
        return mac not in self._owners and any(abs(number - each) <= _SAME_BOX for each in self._numbers)

    def _routes(self, card: _Card) -> bool:
        return card.routes or len(card.senders) > 1 or self._is_gear(_digits(card.mac))

    def crossing(self, card: _Card, kind: CrossingKind, sure: float) -> Crossing:
        """Make the crossing: the bridge itself first, then whoever uses it."""
        mac = _digits(card.mac)
        owners = self._owners.get(mac, [])
        owner = self._owner(mac) or next(iter(owners), None)
        hosts = sorted({flow.src for flow, _, _ in card.leaving})
        users = [device for text in hosts for device in self._at.get(text, ())]
        near = min((place for _, place, _ in card.leaving), key=lambda place: place.id)
        far = min((place for _, _, place in card.leaving), key=lambda place: (not place.outside, place.id))
        outer = sorted({flow.dst for flow, _, place in card.leaving if place.id == far.id})
        refs = (*(device_refs(owner) if owner else ()), card.mac, *hosts)
        named = [ref for device in users for ref in device_refs(device)]
        members = [owner] if owner else users
        return Crossing(
            id=f"bridge:{card.mac}",
            kind=kind,
            from_zone=near.id,
            to_zone=far.id,
            inbound=False,
            allowed=Verdict.UNKNOWN,
            seen=sum(flow.connections for flow, _, _ in card.leaving),
            source=owner.label() if owner else card.mac,
            destination=", ".join(outer[:5]),
            device_ids=tuple(dict.fromkeys(device.id for device in members))[:_REFS],
            refs=tuple(dict.fromkeys((*refs, *named)))[:_REFS],
            confidence=sure,
            sources=tuple(_files(flow for flow, _, _ in card.leaving)),
        )


def _files(flows: Iterable[Flow]) -> Iterable[Source]:
    found: dict[str, Source] = {}
    for flow in flows:
        for source in flow.sources:
            found.setdefault(source.file, source)
    return found.values()


def joined(found: Iterable[Crossing], bridge: Crossing) -> list[Crossing]:
    """Add a bridge to crossings; one of the same machine and kind that is told already takes up what was seen."""
    kept, told = [], False
    for item in found:
        same = item.kind is bridge.kind and len(item.device_ids) == 1 and item.device_ids == bridge.device_ids
        if same and not told and bridge.kind is not CrossingKind.UNEXPLAINED:
            told = True
            item = item.model_copy(
                update={
                    "refs": tuple(dict.fromkeys((*item.refs, *bridge.refs)))[:_REFS],
                    "seen": item.seen + bridge.seen,
                    "destination": item.destination or bridge.destination,
                    "confidence": max(item.confidence, bridge.confidence),
                    "sources": tuple(dict.fromkeys((*item.sources, *bridge.sources))),
                }
            )
        kept.append(item)
    return kept if told else [*kept, bridge]
