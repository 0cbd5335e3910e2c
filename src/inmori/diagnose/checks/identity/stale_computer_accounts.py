"""Enabled computer accounts of machines that nobody has used for half a year."""

from datetime import date

from inmori.diagnose.case import Case, claims_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Device, DeviceStatus, Source, SourceKind


def check(case: Case) -> Result:
    """Judge retired machines too: an account outlives its machine."""
    formats = case.text.words("formats")
    files = {item.file for item in case.hospital.evidence if item.format in formats}
    if not files:
        return Unjudged("no_directory")
    found = [(device, last) for device in case.hospital.devices if (last := _last_logon(device, files))]
    made = max((max(last, _made(files, case)) for _, (last, _) in found), default=case.today)
    limit = case.text.number("days")
    stale = [
        (device, last)
        for device, last in found
        if (made - last[0]).days > limit and not _disabled(device, files)
    ]
    if not stale:
        return []
    labels = case.labels(device.id for device, _ in stale)
    return [
        Hit(
            key="directory",
            device_ids=tuple(device.id for device, _ in stale),
            evidence=tuple(source for _, (_, source) in stale),
            seen=tuple(("date", f"{label}: {last.isoformat()}") for label, (_, (last, _)) in zip(labels, stale, strict=True)),
            confidence=0.9,
            values={"count": len(stale), "names": named(labels)},
        )
    ]


def _made(files: set[str], case: Case) -> date:
    """Return a day on which the list was surely not yet older: the newest date of any of its rows.

    Of machines that others saw later only their records tell what the directory said.
    """
    days = [r.source.as_of for device in case.hospital.devices for r in device.records if r.source.file in files]
    return max((day for day in days if day is not None), default=date.min)


def _last_logon(device: Device, files: set[str]) -> tuple[date, Source] | None:
    """The newest date that the directory gives; other files speak of other things."""
    dates = [(value, source) for value, source in claims_of(device.last_seen) if source.file in files]
    return max(dates, key=lambda pair: pair[0], default=None)


def _disabled(device: Device, files: set[str]) -> bool:
    """Whether the directory itself marks the account as switched off; what we conclude from its dates does not count."""
    return any(
        value is DeviceStatus.RETIRED and source.file in files and source.kind is not SourceKind.DERIVED
        for value, source in claims_of(device.status)
    )
