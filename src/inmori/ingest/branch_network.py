"""The hospital's own second house: its networks lie behind a tunnel and are the hospital's all the same.

A tunnel's far side is somebody else's unless one of the hospital's own gateways stands in that network, or the tunnel
is named after a house of the hospital (分院, サテライト). Works on what all files together told, because the main house's
file cannot know what the branch's file says.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from inmori.ingest.reading import ToldNetwork
from inmori.model import Gateway, Source, SourceKind, ZoneKind
from inmori.reach.routing import addresses_of, live_interfaces

_LINK_PREFIX = 30  # two addresses: the ends of a line, which may be anybody's
_OWN_HOUSE = re.compile(
    r"分院|本院|分室|サテライト|第[二三2-9]病院|別棟|新館|別館|(?:附属|付属|併設|自院|当院)[^、。]{0,8}(?:診療所|クリニック|医院)|訪問看護|老健|健診センター"
    r"|(?<![a-z])(?:bun-?in|hon-?in|satellite|branch(?:[ _-]?(?:office|clinic|hospital))?|2nd[ _-]?site|second[ _-]?site)(?![a-z])"
)


def is_own_house(label: str) -> bool:
    """Whether a tunnel's or route's label names a house of the hospital itself."""
    return bool(_OWN_HOUSE.search(unicodedata.normalize("NFKC", label).lower()))


def without_far_claims(told: Iterable[ToldNetwork], gateways: Sequence[Gateway]) -> list[ToldNetwork]:
    """Return what was told of networks; what calls an own network somebody else's loses that kind.

    The interface's own description still counts: it is where a line to a vendor is named as such.
    """
    own = {network: source for gateway in gateways for network, source in _own_networks(gateway)}
    labelled = {network for gateway in gateways for network in _labelled(gateway)}
    return [_settled(item, own, labelled) for item in told]


def _labelled(gateway: Gateway) -> Iterable[ipaddress.IPv4Network]:
    """Yield the networks behind tunnels that are named after a house of the hospital."""
    home = {tunnel.name for tunnel in gateway.tunnels if is_own_house(f"{tunnel.description} {tunnel.name}")}
    far = [cidr for tunnel in gateway.tunnels if tunnel.name in home for cidr in tunnel.remote_networks]
    far += [route.destination for route in gateway.routes if route.interface in home]
    yield from filter(None, map(_network, far))


def _settled(
    item: ToldNetwork, own: dict[ipaddress.IPv4Network, Source], labelled: set[ipaddress.IPv4Network]
) -> ToldNetwork:
    if item.kind is not ZoneKind.VENDOR_NET or item.source.kind is not SourceKind.CONFIG:
        return item
    network = _network(item.network.cidr)
    ours = network is not None and any(item.source != source and network.subnet_of(one) for one, source in own.items())
    if ours or network in labelled or is_own_house(item.network.name):
        # The tunnel's label would be read as the network's name: "分院(電カル保守)" says nothing of what lives there.
        return replace(item, kind=None, network=item.network.model_copy(update={"name": ""}) if ours else item.network)
    return item


def _own_networks(gateway: Gateway) -> Iterable[tuple[ipaddress.IPv4Network, Source]]:
    for interface in live_interfaces(gateway.interfaces).values():
        if interface.role in ("wan", "tunnel"):
            continue
        for cidr in addresses_of(interface):
            network = _network(cidr)
            if network is not None and network.is_private and network.prefixlen < _LINK_PREFIX:
                yield network, interface.source_ref


def _network(cidr: str) -> ipaddress.IPv4Network | None:
    try:
        network = ipaddress.ip_network(cidr, strict=False)
    except ValueError:
        return None
    return network if isinstance(network, ipaddress.IPv4Network) else None
