"""The firewall's own door: management offered to the internet, or to every machine inside."""

from collections.abc import Iterator

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Gateway
from inmori.model.gateway import Administrator, Interface
from inmori.reach.address_space import PUBLIC, address


def check(case: Case) -> Result:
    """Judge each gateway by its outer interfaces and its administrators."""
    if not case.hospital.gateways:
        return Unjudged("no_config")
    return (piece for gateway in case.hospital.gateways for piece in _judge(gateway))


def _judge(gateway: Gateway) -> Iterator[Hit | Unjudged]:
    name = gateway.name.value or gateway.id
    outer = [face for face in gateway.interfaces if face.up and face.management and _faces_internet(face)]
    open_to_all = [person for person in gateway.administrators if not person.source_limited]
    if not gateway.administrators and not any(face.management for face in gateway.interfaces):
        yield Unjudged("not_in_config", {"gateway": name})
    elif outer:
        # Without a list of administrators nothing shows that their sources are limited.
        guarded = bool(gateway.administrators) and all(
            person.source_limited or person.second_factor for person in gateway.administrators
        )
        yield _hit(gateway, name, outer, open_to_all, variant="limited" if guarded else None)
    elif open_to_all:
        yield _hit(gateway, name, [], open_to_all, variant="inside")


def _faces_internet(face: Interface) -> bool:
    own = address((face.cidr or "").partition("/")[0])
    return face.role == "wan" or (own is not None and own in PUBLIC)


def _hit(
    gateway: Gateway, name: str, outer: list[Interface], people: list[Administrator], *, variant: str | None
) -> Hit:
    services = sorted({service for face in outer for service in face.management})
    return Hit(
        key=gateway.id,
        device_ids=(gateway.device_id,) if gateway.device_id else (),
        refs=tuple(face.name for face in outer),
        evidence=(*(face.source_ref for face in outer), *(person.source_ref for person in people)),
        seen=(
            ("gateway", name),
            *(("management", f"{face.name}: {', '.join(face.management)}") for face in outer),
            *(("account", person.name) for person in people),
        ),
        variant=variant,
        confidence=0.95,
        values={"gateway": name, "services": named(services, limit=6)},
    )
