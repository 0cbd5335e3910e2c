"""No wall inside: networks of the closed side between which no managed filter stands."""

from collections.abc import Iterator

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.diagnose.inner_wall import closed_networks, joined_networks
from inmori.model import DeviceKind, Network, Segmentation
from inmori.reach.address_space import network
from inmori.text import Text


def check(case: Case) -> Result:
    """Judge from the zones as the rules make them; what was told counts where no configuration speaks."""
    told = case.hospital.controls.segmentation
    if not case.hospital.gateways:
        if told.value is Segmentation.NONE:
            return [Hit(key="told", variant="told", evidence=sources_of(told), confidence=told.confidence)]
        return Unjudged("no_config")
    closed = closed_networks(case)
    if len(closed) == 1 and _servers_beside_clients(case):
        return [_hit(case, closed, (), variant="single")]
    return _flat(case) if len(closed) > 1 else Unjudged("one_network")


def _flat(case: Case) -> Iterator[Hit]:
    for inside, real in joined_networks(case):
        yield _hit(case, inside, real.refs, variant=None)


def _servers_beside_clients(case: Case) -> bool:
    kinds = {device.kind.value for device in case.devices if case.inside(device)}
    return {DeviceKind.SERVER, DeviceKind.CLIENT} <= kinds


def _hit(case: Case, networks: list[Network], refs: tuple[str, ...], *, variant: str | None) -> Hit:
    ordered = sorted(networks, key=lambda item: network(item.cidr).first or 0)
    return Hit(
        key="+".join(item.cidr for item in ordered),
        refs=refs,
        evidence=tuple(source for item in ordered for source in item.sources),
        seen=tuple(("zone", f"{item.cidr} {item.name}".strip()) for item in ordered),
        variant=variant,
        confidence=0.9,
        values={"zones": named(_kinds(case, ordered), limit=4), "count": len(ordered)},
    )


def _kinds(case: Case, networks: list[Network]) -> list[Text]:
    """What the networks are for, each purpose once."""
    names = [case.zone_name(zone.id) for zone in case.hospital.zones if set(zone.networks) & set(networks)]
    return list({name.ja: name for name in names}.values())
