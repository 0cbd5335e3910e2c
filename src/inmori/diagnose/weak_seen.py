"""Machines seen to use a weak protocol: one question for several checks, and the same care about what was not seen.

Only some kinds of evidence can show how a connection was made: without any of them nothing is said, and with them a
protocol that nobody used while it was watched stays unseen; that is never called safe.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, named
from inmori.model import WEAK_PROTOCOL_NAMES, Device, DeviceKind, Source, WeakProtocol, ZoneKind
from inmori.text import Text

_INSTRUMENTS = {DeviceKind.MODALITY, DeviceKind.MEDICAL_DEVICE}


@dataclass(frozen=True, slots=True)
class WeakUse:
    """One protocol on one machine, with who saw it and how sure that is."""

    device: Device
    protocol: WeakProtocol
    sources: tuple[Source, ...]
    confidence: float

    def described(self) -> str:
        """Name machine and protocol for the annex."""
        return f"{self.device.label()}: {WEAK_PROTOCOL_NAMES[self.protocol].ja}"


def can_show(case: Case) -> bool:
    """Whether any evidence is of a kind that could show it ("formats" of the check's settings)."""
    formats = case.text.words("formats")
    return any(item.format in formats for item in case.hospital.evidence)


def weak_uses(case: Case, devices: Sequence[Device], *protocols: WeakProtocol) -> list[WeakUse]:
    """Return what was seen, in order of the machines; visitors' own machines are nobody's to mend."""
    return [
        WeakUse(device, fact.value, fact.sources, fact.confidence)
        for device in devices
        if case.kinds_of(device) != {ZoneKind.GUEST}
        for fact in device.weak_protocols
        if fact.value in protocols
    ]


def weak_hit(case: Case, uses: Sequence[WeakUse], *, key: str = "devices", variant: str | None = None) -> Hit:
    """Return one hit for several machines. Places for the texts: count, names, protocols."""
    device_ids = tuple(dict.fromkeys(use.device.id for use in uses))
    found = {use.protocol: WEAK_PROTOCOL_NAMES[use.protocol] for use in uses}
    protocols: list[Text] = [found[protocol] for protocol in sorted(found)]
    return Hit(
        key=key,
        device_ids=device_ids,
        evidence=tuple(source for use in uses for source in use.sources),
        seen=tuple(("weak", use.described()) for use in uses),
        variant=variant,
        confidence=max(use.confidence for use in uses),
        values={
            "count": len(device_ids),
            "names": named(case.labels(device_ids)),
            "protocols": named(protocols, limit=5),
        },
    )


def only_instruments(uses: Sequence[WeakUse]) -> bool:
    """Whether the machines are all instruments, which their maker must mend."""
    return all(use.device.kind.value in _INSTRUMENTS for use in uses)


def any_server(uses: Sequence[WeakUse]) -> bool:
    """Whether a server is among them: it serves many, and all of them lose by it."""
    return any(use.device.kind.value in (DeviceKind.SERVER, DeviceKind.NAS) for use in uses)
