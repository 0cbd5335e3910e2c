"""Machines that the papers call free of patient data, and that exchange medical messages or images."""

from inmori.diagnose.case import Case, claims_of, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Device, Source, SourceKind

_PAPER = (SourceKind.LEDGER, SourceKind.TOLD)
# Ports registered for DICOM and for HL7; other ones are known only by the sensor's name for the traffic.
_PORTS = (104, 2762, 11112, 2575)


def check(case: Case) -> Result:
    """Judge machines whose ledger denies patient data by the medical traffic they take part in."""
    denied = [(device, places) for device in case.devices if (places := _denials(device))]
    if not denied:
        return Unjudged("not_told")
    if not case.hospital.flows and not any(device.ae_title.known for device, _ in denied):
        return Unjudged("no_traffic")
    found = [(device, places, seen) for device, places in denied if (seen := _seen(case, device))]
    if not found:
        return []
    labels = case.labels(device.id for device, _, _ in found)
    return [
        Hit(
            key="devices",
            device_ids=tuple(device.id for device, _, _ in found),
            evidence=tuple(source for _, places, seen in found for source in (*places, *seen)),
            seen=tuple(("device", label) for label in labels),
            confidence=0.75,
            values={"count": len(found), "names": named(labels)},
        )
    ]


def _denials(device: Device) -> tuple[Source, ...]:
    return tuple(s for value, s in claims_of(device.holds_patient_data) if value is False and s.kind in _PAPER)


def _seen(case: Case, device: Device) -> tuple[Source, ...]:
    """Where medical traffic of the machine was seen: its name as a DICOM partner, or answered connections."""
    own = {fact.value for fact in device.addresses}
    names = case.text.words("services")
    flows = [
        source
        for flow in case.hospital.flows
        if flow.answered and (flow.src in own or flow.dst in own)
        if flow.port in _PORTS or any(name in (flow.service or "").lower() for name in names)
        for source in flow.sources
    ]
    titles = [source for source in sources_of(device.ae_title) if source.kind is SourceKind.WIRE]
    return tuple(dict.fromkeys((*titles, *flows)))[:5]
