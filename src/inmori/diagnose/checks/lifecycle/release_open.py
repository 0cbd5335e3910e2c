"""Texts that fit releases with and without support ("Windows 10", "Windows 10 LTSC"): asked, never chosen."""

from collections.abc import Iterator

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.diagnose.product_count import Carried, carried
from inmori.intel import Support


def check(case: Case) -> Result:
    """Judge every component whose text names several releases that are not all of one kind."""
    if not any(case.supports.values()):
        return Unjudged("no_versions")
    return list(_hits(case))


def _hits(case: Case) -> Iterator[Hit]:
    items = [item for item in carried(case.devices, case.supports, Support.UNKNOWN) if len(item.support.candidates) > 1]
    if not items:
        return
    groups: dict[str, list[Carried]] = {}
    for item in items:
        groups.setdefault(item.support.text, []).append(item)
    ordered = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    device_ids = tuple(dict.fromkeys(item.device.id for item in items))
    yield Hit(
        key="products",
        device_ids=device_ids,
        evidence=tuple(source for item in items for source in item.evidence()),
        seen=tuple(("product", f"{text} ×{len(found)}: {found[0].support.reason.ja}") for text, found in ordered),
        confidence=0.9,
        values={"count": len(device_ids), "texts": named([f"{text} ×{len(found)}" for text, found in ordered])},
    )
