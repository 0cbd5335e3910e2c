"""Which networks of the closed side are one in practice, because no filter stands between them."""

from collections.abc import Iterator

from inmori.diagnose.case import Case
from inmori.model import Network
from inmori.reach import RealZone, real_zones
from inmori.reach.address_space import Space, network


def closed_networks(case: Case) -> list[Network]:
    """Return the networks of all zones that are meant to be closed."""
    return [item for zone in case.hospital.zones if zone.kind.closed for item in zone.networks]


def joined_networks(case: Case) -> Iterator[tuple[list[Network], RealZone]]:
    """Yield the closed networks that lie in one zone as the rules make it, with that zone; single ones are left out."""
    closed = closed_networks(case)
    for real in real_zones(case.hospital):
        inside = [item for item in closed if _lies_in(item, real)]
        if len(inside) > 1:
            yield inside, real


def _lies_in(item: Network, real: RealZone) -> bool:
    space = Space.of(span for cidr in real.networks for span in network(cidr).spans)
    return bool(network(item.cidr) & space)
