"""Products that still get updates, but not for long: the time to ask for a budget is now."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.diagnose.product_count import carried, ends, products
from inmori.intel import Support
from inmori.intel.support import SOON_DAYS


def check(case: Case) -> Result:
    """Judge every component of every machine; "soon" is what the support verdict calls so."""
    items = carried(case.devices, case.supports, Support.ENDS_SOON)
    if not items:
        judged = any(s.status is not Support.UNKNOWN for found in case.supports.values() for s in found)
        return [] if judged else Unjudged("no_versions")
    device_ids = tuple(dict.fromkeys(item.device.id for item in items))
    dates = [item.support.end for item in items if item.support.end]
    return [
        Hit(
            key="products",
            device_ids=device_ids,
            evidence=tuple(source for item in items for source in item.evidence()),
            seen=tuple(("product", line) for line in ends(items)),
            confidence=0.9,
            values={
                "count": len(device_ids),
                "days": SOON_DAYS,
                "products": named(products(items), limit=4),
                "first": min(dates).isoformat() if dates else "?",
            },
        )
    ]
