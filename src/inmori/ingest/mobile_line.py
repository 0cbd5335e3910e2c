"""A mobile router that no list names, known by two papers at once: who pays for a line, and which card carries it.

A maker's contract says 「通信費(SIM)は賃借料に含む」, and the traffic of that maker's machine leaves the house over a card
that nobody listed. Either alone says little; together they are a mobile router. Its kind is then told with the
confidence of a conclusion, and its owner is the contract's company.
"""

import re
from collections.abc import Mapping, Sequence

from inmori.ingest.flow_tally import Place, place_of
from inmori.ingest.identity_key import address_key, mac_key
from inmori.ingest.vendors import same_vendor, vendor_key
from inmori.model import Contract, Device, DeviceKind, Fact, Flow, TextFact

_LINE = re.compile(r"(?<![a-z0-9])(?:lte|4g|5g|wimax|sim)(?![a-z0-9])|モバイル(?:回線|ルータ|通信|wi-?fi)|携帯回線|携帯電話回線|データ通信(?:料|端末|カード|契約)", re.IGNORECASE)
_CONFIDENCE = 0.6
_SHORTEST = 3


def with_mobile_lines(
    devices: Sequence[Device], flows: Sequence[Flow], contracts: Sequence[Contract]
) -> tuple[Device, ...]:
    """Return the devices; one of unknown kind that carries a machine out, whose maker pays for a line, is a mobile router."""
    paying = [contract for contract in contracts if contract.vendor.value and _LINE.search(" ".join((*contract.covers, contract.note.value or "")))]
    if not paying:
        return tuple(devices)
    cards = {mac_key(fact.value): device for device in devices for fact in device.macs if fact.value}
    at: dict[str, Device] = {address_key(fact.value): device for device in devices for fact in device.addresses if fact.value}
    # What hands packets on inside the house is one of its routers, whatever else it carries.
    routers = {mac_key(flow.first_hop or "") for flow in flows if flow.first_hop and place_of(flow.dst) is Place.INSIDE}
    found: dict[str, Contract] = {}
    for flow in flows:
        hop, sender = cards.get(mac_key(flow.first_hop or "")), at.get(address_key(flow.src))
        if hop is None or sender is None or hop.id == sender.id or hop.kind.value not in (None, DeviceKind.OTHER):
            continue
        if mac_key(flow.first_hop or "") in routers or not flow.answered or place_of(flow.dst) is not Place.OUTSIDE:
            continue
        payer = next((contract for contract in paying if _keeps(contract, sender)), None)
        if payer is not None:
            found.setdefault(hop.id, payer)
    return tuple(_told(device, found) for device in devices)


def _keeps(contract: Contract, device: Device) -> bool:
    """Whether the machine is the company's, by its vendor or by a remark that names the company."""
    company = contract.vendor.value or ""
    if same_vendor(company, device.vendor.value):
        return True
    key = vendor_key(company)
    said = (device.name.value, device.model.value, *(note.value for note in device.notes))
    return len(key) >= _SHORTEST and any(key in vendor_key(text) for text in said if text)


def _told(device: Device, found: Mapping[str, Contract]) -> Device:
    payer = found.get(device.id)
    if payer is None:
        return device
    kind = Fact[DeviceKind].of(DeviceKind.MOBILE_ROUTER, *payer.sources, confidence=_CONFIDENCE)
    vendor = device.vendor if device.vendor.known else TextFact.of(payer.vendor.value or "", *payer.sources, confidence=_CONFIDENCE)
    return device.model_copy(update={"kind": kind, "vendor": vendor})
