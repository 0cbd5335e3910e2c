"""Sources that contradict each other about one machine, and beliefs that the count does not bear out."""

import unicodedata
from collections.abc import Iterator

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Device, Fact

# Facts that decide what must be done. Addresses and names change by themselves; a status has a check of its own.
_FIELDS = ("kind", "os", "firmware", "database", "antivirus", "maker", "vendor")


def check(case: Case) -> Result:
    """Judge from the claims that lost; a shorter writing of the same thing is no disagreement."""
    hits = [*_devices(case), *_counts(case)]
    if hits:
        return hits
    return [] if len({item.kind for item in case.hospital.evidence}) > 1 else Unjudged("one_source")


def _devices(case: Case) -> Iterator[Hit]:
    found = [(device, fields) for device in case.devices if (fields := _disputed(device))]
    if not found:
        return
    yield Hit(
        key="devices",
        device_ids=tuple(device.id for device, _ in found),
        evidence=tuple(source for device, fields in found for name in fields for source in sources_of(fields[name])),
        seen=tuple(
            ("disagreement", f"{device.label()} {name}: {_said(fact)}")
            for device, fields in found
            for name, fact in fields.items()
        ),
        confidence=0.8,
        values={"count": len(found), "names": named(case.labels(device.id for device, _ in found))},
    )


def _disputed(device: Device) -> dict[str, Fact[str]]:
    facts: dict[str, Fact[str]] = {name: getattr(device, name) for name in _FIELDS}
    return {
        name: fact
        for name, fact in facts.items()
        if fact.value is not None and any(_differs(str(fact.value), str(claim.value)) for claim in fact.others)
    }


def _differs(one: str, other: str) -> bool:
    """Whether neither writing is part of the other, widths, case, blanks and signs aside."""
    a, b = (
        "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum()) for text in (one, other)
    )
    return a not in b and b not in a


def _said(fact: Fact[str]) -> str:
    parts = [f"{fact.value} ({fact.sources[0].place()})" if fact.sources else str(fact.value)]
    return " / ".join([*parts, *(f"{claim.value} ({claim.source.place()})" for claim in fact.others)])


def _counts(case: Case) -> Iterator[Hit]:
    hospital, share = case.hospital, case.text.number("share")
    devices, paths = hospital.device_count_believed, hospital.remote_count_believed
    found, found_paths = len(case.devices), len(case.remote_accesses)
    off = devices.value is not None and found > 0 and abs(devices.value - found) > share * found
    off_paths = paths.value is not None and found_paths > 0 and paths.value != found_paths
    if off or off_paths:
        yield Hit(
            key="counts",
            evidence=sources_of(*([devices] if off else []), *([paths] if off_paths else [])),
            variant="counts" if off and off_paths else "device_count" if off else "remote_count",
            confidence=0.8,
            values={
                "believed": devices.value or 0,
                "found": found,
                "believed_paths": paths.value or 0,
                "found_paths": found_paths,
            },
        )
