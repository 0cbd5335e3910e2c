"""Notes on each vendor that its disclosure was received; that none was is never concluded from a folder of files."""

from collections.abc import Sequence

from inmori.ingest.vendors import same_vendor
from inmori.model import Disclosure, TextFact, Vendor, YesNo


def with_disclosures(vendors: Sequence[Vendor], disclosures: Sequence[Disclosure]) -> tuple[Vendor, ...]:
    """Return the vendors, those of which a disclosure is at hand with ``disclosure_received`` set to yes."""
    found = []
    for vendor in vendors:
        sources = tuple(
            source
            for disclosure in disclosures
            if any(same_vendor(name, disclosure.vendor.value) for name in (vendor.name, *vendor.written))
            for source in disclosure.sources[:1]
        )
        received = YesNo.of(True, *sources, confidence=0.8)
        found.append(vendor.model_copy(update={"disclosure_received": received}) if sources else vendor)
    return tuple(found)


def disclosing_vendors(disclosures: Sequence[Disclosure]) -> tuple[TextFact, ...]:
    """Return the vendors that the disclosures name, so that one known from nowhere else gets its entry too."""
    return tuple(disclosure.vendor for disclosure in disclosures if disclosure.vendor.known)
