"""What a way in is called where a reader sees it: by the name of a vendor, a box or a machine, never by our own number."""

from __future__ import annotations

from collections.abc import Sequence

from inmori.model import REMOTE_METHOD_NAMES, Device, Gateway, Hospital, RemoteAccess, RemoteMethod
from inmori.reach.crossing_kind import CROSSING_NAMES, Crossing
from inmori.text import Text

_SOME_PATH = Text(ja="保守用の経路", en="maintenance path")
_SOME_BOX = Text(ja="保守用VPN装置", en="maintenance VPN box")
_OWN_BOXES = {RemoteMethod.VENDOR_BOX, RemoteMethod.LTE_ROUTER}


def path_name(hospital: Hospital, remote: RemoteAccess) -> Text:
    """Return the vendor's name, else the system's, the box's own, the gateway's, the product's, or the kind of path."""
    known = remote.vendor.value or remote.system.value or _own_box(hospital, remote)
    if known is None:
        gateway = gateway_behind(hospital, remote)
        known = _gateway(hospital, gateway) if gateway else _product(hospital, remote)
    if known is not None:
        return Text(ja=known, en=known)
    return REMOTE_METHOD_NAMES[remote.method.value] if remote.method.value else _SOME_PATH


def box_name(hospital: Hospital, gateway: Gateway | None, members: Sequence[RemoteAccess]) -> Text:
    """Return the gateway's name, else the product that its paths name, else whose box it is."""
    products = (_product(hospital, remote) for remote in members)
    known = _gateway(hospital, gateway) if gateway else next((each for each in products if each), None)
    if known is not None:
        return Text(ja=known, en=known)
    vendor = next((remote.vendor.value for remote in members if remote.vendor.value), None)
    if vendor is None:
        return _SOME_BOX
    return Text(ja=f"{vendor}の{_SOME_BOX.ja}", en=f"{_SOME_BOX.en} of {vendor}")


def crossing_name(hospital: Hospital, crossing: Crossing) -> Text:
    """Return the rule's name, else its comment, the machine's, the address, or the kind of crossing."""
    devices = (hospital.device(device_id) for device_id in crossing.device_ids)
    machine = next((name for each in devices if each and (name := _called(each))), None)
    known = crossing.rule_name or crossing.comment or machine or crossing.destination
    return Text(ja=known, en=known) if known else CROSSING_NAMES[crossing.kind]


def gateway_behind(hospital: Hospital, remote: RemoteAccess) -> Gateway | None:
    """Return the gateway whose tunnel or publication a path's references name."""
    refs = {ref.removeprefix("tunnel:") for ref in remote.refs}
    for gateway in hospital.gateways:
        own = {each.name for each in gateway.tunnels} | {each.name for each in gateway.publications}
        if own & refs:
            return gateway
    return None


def _own_box(hospital: Hospital, remote: RemoteAccess) -> str | None:
    """The machine that a path ends on, where that machine is the vendor's own box."""
    if remote.method.value not in _OWN_BOXES:
        return None
    for device in hospital.devices:
        if any(fact.value in remote.targets for fact in device.addresses):
            return _called(device)
    return None


def _gateway(hospital: Hospital, gateway: Gateway) -> str | None:
    device = hospital.device(gateway.device_id) if gateway.device_id else None
    return gateway.name.value or (_called(device) if device else None) or gateway.model or None


def _product(hospital: Hospital, remote: RemoteAccess) -> str | None:
    """The product, unless it is but the name of a gateway's software, which names no box."""
    product = remote.product.value
    return None if product in {gateway.product for gateway in hospital.gateways} else product


def _called(device: Device) -> str | None:
    return next((fact.value for fact in (*device.hostnames, device.name, device.model) if fact.value), None)
