"""Passwords that travel in the clear: telnet, plain web pages, FTP, VNC, and monitoring by community names."""

from collections.abc import Iterator

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.diagnose.weak_seen import can_show, weak_hit, weak_uses
from inmori.model import Gateway, WeakProtocol

_CLEAR = (
    WeakProtocol.TELNET,
    WeakProtocol.HTTP_LOGIN_CLEAR,
    WeakProtocol.FTP_CLEAR,
    WeakProtocol.VNC_CLEAR,
    WeakProtocol.SNMP_V1V2,
)
_CLEAR_SERVICES = ("telnet", "http")


def check(case: Case) -> Result:
    """Judge machines by what was seen and gateways by what their interfaces offer."""
    hits = [*_machines(case), *_gateways(case)]
    return hits if hits or can_show(case) or case.hospital.gateways else Unjudged("not_watched")


def _machines(case: Case) -> Iterator[Hit]:
    uses = weak_uses(case, case.devices, *_CLEAR)
    if uses:
        monitored = all(use.protocol is WeakProtocol.SNMP_V1V2 for use in uses)
        yield weak_hit(case, uses, variant="monitoring" if monitored else None)


def _gateways(case: Case) -> Iterator[Hit]:
    found = [(gateway, services) for gateway in case.hospital.gateways if (services := _offered(gateway))]
    if not found:
        return
    names = [gateway.name.value or gateway.id for gateway, _ in found]
    yield Hit(
        key="gateways",
        device_ids=tuple(gateway.device_id for gateway, _ in found if gateway.device_id),
        refs=tuple(face for _, services in found for face in services),
        evidence=tuple(
            face.source_ref for gateway, services in found for face in gateway.interfaces if face.name in services
        ),
        seen=tuple(
            ("management", f"{name} {face}: {', '.join(offered)}")
            for name, (_, services) in zip(names, found, strict=True)
            for face, offered in services.items()
        ),
        variant="gateways",
        confidence=0.9,
        values={
            "count": len(found),
            "names": named(names),
            "protocols": named(sorted({item for _, services in found for offered in services.values() for item in offered})),
        },
    )


def _offered(gateway: Gateway) -> dict[str, list[str]]:
    """What each interface in use offers without encryption."""
    return {
        face.name: clear
        for face in gateway.interfaces
        if face.up and (clear := [item for item in face.management if item in _CLEAR_SERVICES])
    }
