"""Machines that the ledger calls unconnected (スタンドアロン) and that were seen on the network."""

import unicodedata

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Device, Source, SourceKind, ZoneKind

_PAPER = (SourceKind.LEDGER, SourceKind.TOLD)


def check(case: Case) -> Result:
    """Judge machines with such a remark by traffic, scans, leases and directories."""
    formats = case.text.words("formats")
    seeing = {item.file for item in case.hospital.evidence if item.kind is SourceKind.WIRE or item.format in formats}
    told = [(device, places) for device in case.devices if (places := _told(case, device))]
    if not told:
        return Unjudged("not_told")
    if not seeing:
        return Unjudged("nothing_seen")
    found = [(device, places, seen) for device, places in told if (seen := _seen(device, seeing))]
    if not found:
        return []
    labels = case.labels(device.id for device, _, _ in found)
    return [
        Hit(
            key="devices",
            device_ids=tuple(device.id for device, _, _ in found),
            evidence=tuple(source for _, places, seen in found for source in (*places, *seen[:3])),
            seen=tuple(("device", label) for label in labels),
            variant="inside" if any(case.inside(device) for device, _, _ in found) else None,
            confidence=0.7,
            values={"count": len(found), "names": named(labels)},
        )
    ]


def _told(case: Case, device: Device) -> tuple[Source, ...]:
    """Where a paper calls the machine unconnected: as its zone, or in a remark."""
    zones = tuple(
        source
        for fact in device.zones
        if ZoneKind.STANDALONE in (case.hospital.zone_kind(fact.value or ""), fact.value)
        for source in fact.sources
        if source.kind in _PAPER
    )
    lost = tuple(c.source for fact in device.zones for c in fact.others if c.value == ZoneKind.STANDALONE)
    notes = tuple(
        source
        for note in device.notes
        if _says_so(case, note.value or "")
        for source in note.sources
        if source.kind in _PAPER
    )
    return (*zones, *lost, *notes)


def _says_so(case: Case, note: str) -> bool:
    """Whether a remark says so; 「インターネット未接続」 is about something else."""
    text = unicodedata.normalize("NFKC", note).casefold()
    for denial in case.text.words("denials"):
        text = text.replace(denial, "")
    return any(word in text for word in case.text.words("words"))


def _seen(device: Device, files: set[str]) -> list[Source]:
    """Where the machine was seen, by its records or by the places of its addresses and cards."""
    places = [record.source for record in device.records]
    places += sources_of(*device.addresses, *device.macs, *device.hostnames, device.last_seen)
    return [source for source in dict.fromkeys(places) if source.file in files]
