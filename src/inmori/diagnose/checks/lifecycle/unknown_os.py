"""PCs and servers whose system nobody wrote down: neither safe nor expired, but to be found out.

A text that names a product and leaves its release open is asked about in a check of its own.
"""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.intel import Support
from inmori.model import DeviceKind

_KINDS = {DeviceKind.SERVER, DeviceKind.CLIENT, DeviceKind.OQS_TERMINAL}


def check(case: Case) -> Result:
    """Judge PCs and servers by whether any support verdict was possible for their system."""
    devices = [device for device in case.devices if device.kind.value in _KINDS]
    if not devices:
        return Unjudged("no_devices")
    unknown = [
        device
        for device in devices
        if not any(s.component == "os" and (s.candidates or s.status is not Support.UNKNOWN) for s in case.supports[device.id])
    ]
    if not unknown:
        return []
    labels = case.labels(device.id for device in unknown)
    return [
        Hit(
            key="devices",
            device_ids=tuple(device.id for device in unknown),
            evidence=tuple(source for d in unknown for source in (d.os.sources or d.kind.sources)),
            seen=tuple(
                ("device", f"{label}: {device.os.value}")
                for label, device in zip(labels, unknown, strict=True)
                if device.os.value
            ),
            values={"count": len(unknown), "names": named(labels)},
        )
    ]
