"""Tells a tunnel between two of the hospital's own houses from one to somebody else: no way in, and nobody's network behind it."""

from __future__ import annotations

from collections.abc import Sequence

from inmori.model import Gateway
from inmori.model.gateway import Tunnel
from inmori.reach.routing import addresses_of


def between_own(gateway: Gateway, tunnel: Tunnel, gateways: Sequence[Gateway]) -> bool:
    """Whether a tunnel joins two of the hospital's own gateways: each ends at an address of the other."""

    def ends_at(one: Tunnel, there: Gateway) -> bool:
        return any(one.peer == cidr.split("/")[0] for item in there.interfaces for cidr in addresses_of(item))

    return tunnel.peer is not None and any(
        other.id != gateway.id and ends_at(tunnel, other) and any(ends_at(back, gateway) for back in other.tunnels)
        for other in gateways
    )
