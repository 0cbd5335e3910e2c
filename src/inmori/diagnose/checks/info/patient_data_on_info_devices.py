"""Patient data kept on machines that touch mail and the web, told by the ledger's own column or remarks."""

from collections.abc import Iterator

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Device, Source, TextFact, ZoneKind


def check(case: Case) -> Result:
    """Judge every machine attached to the information network and to nothing closed."""
    devices = [d for d in case.devices if ZoneKind.INFO in case.kinds_of(d) and not case.inside(d)]
    return _results(case, devices) if devices else Unjudged("no_devices")


def _results(case: Case, devices: list[Device]) -> Iterator[Hit | Unjudged]:
    remarks = {device.id: _remark(case, device) for device in devices}
    holding = [d for d in devices if d.holds_patient_data.value or remarks[d.id] is not None]
    unknown = [d for d in devices if d.holds_patient_data.value is None and remarks[d.id] is None]
    if holding:
        labels = case.labels(device.id for device in holding)
        yield Hit(
            key="devices",
            device_ids=tuple(device.id for device in holding),
            evidence=tuple(source for d in holding for source in _evidence(d, remarks[d.id])),
            seen=tuple(
                ("note", f"{label}: {remark.value}")
                for label, d in zip(labels, holding, strict=True)
                if (remark := remarks[d.id]) is not None
            ),
            confidence=max(d.holds_patient_data.confidence or 0.7 for d in holding),
            values={"count": len(holding), "names": named(labels)},
        )
    if unknown:
        yield Unjudged("unknown", {"unknown": len(unknown)})


def _remark(case: Case, device: Device) -> TextFact | None:
    """The first remark that speaks of patient data; one that denies it does not count."""
    words, denials = case.text.words("words"), case.text.words("denials")
    for note in device.notes:
        text = note.value or ""
        if any(word in text for word in words) and not any(denial in text for denial in denials):
            return note
    return None


def _evidence(device: Device, remark: TextFact | None) -> tuple[Source, ...]:
    return sources_of(device.holds_patient_data, *([remark] if remark else []))
