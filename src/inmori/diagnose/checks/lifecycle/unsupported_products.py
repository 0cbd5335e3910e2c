"""Products whose makers mend no more flaws, grouped by who must act and what can be done about them."""

from collections.abc import Iterator

from inmori.diagnose.case import Case
from inmori.diagnose.doors import DOORS
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.diagnose.product_count import Carried, carried, ends, products
from inmori.intel import Support
from inmori.model import DeviceKind

_SERVERS = {DeviceKind.SERVER, DeviceKind.NAS, DeviceKind.TAPE}
_INSTRUMENTS = {DeviceKind.MODALITY, DeviceKind.MEDICAL_DEVICE}
# Machines that run a general-purpose operating system, whose version somebody should know.
_WITH_OS = {DeviceKind.SERVER, DeviceKind.CLIENT, DeviceKind.TABLET, DeviceKind.MODALITY, DeviceKind.OQS_TERMINAL}


def check(case: Case) -> Result:
    """Judge every component of every machine; the firmware of outer doors has a check of its own."""
    return _results(case) if case.devices else Unjudged("no_devices")


def _results(case: Case) -> Iterator[Hit | Unjudged]:
    groups: dict[str, list[Carried]] = {}
    for item in carried(case.devices, case.supports, Support.ENDED):
        group = _group(item)
        if group:
            groups.setdefault(group, []).append(item)
    paid = [item for item in carried(case.devices, case.supports, Support.PAID_ONLY) if _group(item)]
    if paid:
        groups["paid"] = paid
    for group, items in sorted(groups.items()):
        yield _hit(group, items)
    unknown = [
        device
        for device in case.devices
        if device.kind.value in _WITH_OS
        and not any(s.component == "os" and s.status is not Support.UNKNOWN for s in case.supports[device.id])
    ]
    if unknown:
        yield Unjudged("unknown", {"unknown": len(unknown)})


def _group(item: Carried) -> str | None:
    component, kind = item.support.component, item.device.kind.value
    if component in ("database", "office"):
        return component
    if component == "os":
        return "server" if kind in _SERVERS else "instrument" if kind in _INSTRUMENTS else "pc"
    return None if component == "firmware" and kind in DOORS else "network"


def _hit(group: str, items: list[Carried]) -> Hit:
    device_ids = tuple(dict.fromkeys(item.device.id for item in items))
    return Hit(
        key=group,
        device_ids=device_ids,
        evidence=tuple(source for item in items for source in item.evidence()),
        seen=tuple(("product", line) for line in ends(items)),
        variant=group,
        confidence=0.7 if group == "paid" else 0.9,
        values={"count": len(device_ids), "products": named(products(items), limit=4)},
    )
