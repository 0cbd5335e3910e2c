"""Systems whose updates a contract promises, and whose machines were not updated for long."""

from collections.abc import Iterator

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import SYSTEM_NAMES, Device, Hosting, System


def check(case: Case) -> Result:
    """Judge systems on site whose clause makes the vendor update them, by the last day of an update."""
    promised = [s for s in case.hospital.systems if s.hosting.value is not Hosting.CLOUD and _promises(case, s)]
    return _results(case, promised) if promised else Unjudged("not_told")


def _promises(case: Case, system: System) -> bool:
    """Whether the clause says that the vendor updates; a word that takes it back wins."""
    clause = (system.update_owner.value or "").casefold()
    denied = any(word in clause for word in case.text.words("denials"))
    return not denied and any(word in clause for word in case.text.words("promises"))


def _results(case: Case, promised: list[System]) -> Iterator[Hit | Unjudged]:
    days = int(case.text.number("days"))
    for system in promised:
        devices = [device for device in case.devices if device.id in system.device_ids]
        late = [d for d in devices if d.last_patched.value and (case.today - d.last_patched.value).days > days]
        if late:
            yield _hit(case, system, late)
    undated = [s for s in promised if not any(_dated(case, name) for name in s.device_ids)]
    if undated:
        yield Unjudged("undated", {"names": named([SYSTEM_NAMES[system.kind] for system in undated])})


def _dated(case: Case, device_id: str) -> bool:
    device = case.hospital.device(device_id)
    return device is not None and device.last_patched.known


def _hit(case: Case, system: System, late: list[Device]) -> Hit:
    labels = case.labels(device.id for device in late)
    dates = [device.last_patched.value.isoformat() for device in late if device.last_patched.value]
    return Hit(
        key=system.id,
        device_ids=tuple(device.id for device in late),
        refs=(system.id,),
        evidence=(*sources_of(system.update_owner), *sources_of(*(device.last_patched for device in late))),
        seen=(
            ("told", system.update_owner.value or ""),
            *(("date", f"{label}: {day}") for label, day in zip(labels, dates, strict=True)),
        ),
        confidence=0.75,
        values={
            "system": SYSTEM_NAMES[system.kind],
            "names": named(labels),
            "count": len(late),
            "oldest": min(dates),
        },
    )
