"""Whether anybody would notice an intruder: asked for the information and for the closed network alike."""

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged
from inmori.diagnose.word import is_word
from inmori.model import Watch, ZoneKind

_LOOKED_AT = (Watch.OFFICE_HOURS, Watch.ALWAYS)


def unwatched(case: Case, *, key: str, zones: frozenset[ZoneKind]) -> Result:
    """Return a hit when neither machines nor network of ``zones`` are watched by anybody.

    Told facts speak for the whole hospital; sensors on machines of ``zones`` fill in where nothing was told.
    The reason's key in the check's ``unjudged`` texts is "unknown".
    """
    controls = case.hospital.controls
    machines, network = controls.endpoint_detection, controls.network_detection
    if machines.value in _LOOKED_AT or network.value in _LOOKED_AT:
        return []
    speaking = [d for d in case.devices if d.edr.value is not None and case.kinds_of(d) & zones]
    bare = [device for device in speaking if is_word(device.edr.value or "", case.text.words("absent"))]
    if machines.value is None and (not speaking or len(bare) < len(speaking)):
        return Unjudged("unknown")
    logs = [gateway for gateway in case.hospital.gateways if gateway.remote_logging is False]
    sure = machines.confidence if machines.known else 0.8
    return [
        Hit(
            key=key,
            device_ids=tuple(device.id for device in bare),
            evidence=(
                *sources_of(machines, network, controls.log_collection, *(device.edr for device in bare)),
                *(gateway.source_ref for gateway in logs),
            ),
            seen=tuple(("gateway", gateway.name.value or gateway.id) for gateway in logs),
            # Nobody said that the network itself is unwatched: likely, not certain.
            confidence=sure if network.known else sure * 0.8,
        )
    ]

