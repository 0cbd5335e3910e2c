"""How people prove who they are on an SSL-VPN whose sign-in is on another server: the hospital's own list may tell.

A configuration that hands the sign-in to SAML or RADIUS does not say what is asked there. When every line of the list
that comes in by SSL-VPN says the same, that is taken; what the configuration itself shows is never overruled.
"""

from collections.abc import Iterable, Sequence

from inmori.model import Gateway, RemoteAccess, RemoteMethod


def with_told_factors(gateways: Sequence[Gateway], accesses: Iterable[RemoteAccess]) -> tuple[Gateway, ...]:
    """Return the gateways, with the second factor that the list tells where the file leaves it open."""
    told = {
        access.second_factor.value
        for access in accesses
        if access.method.value is RemoteMethod.SSLVPN and access.listed.value and access.second_factor.value is not None
    }
    doors = [tunnel for gateway in gateways for tunnel in gateway.tunnels if tunnel.kind == "sslvpn" and tunnel.serving]
    if len(told) != 1 or len(doors) != 1:  # with two doors nobody knows which one the list means
        return tuple(gateways)
    answer = told.pop()
    return tuple(_told(gateway, answer) for gateway in gateways)


def _told(gateway: Gateway, answer: bool | None) -> Gateway:
    tunnels = tuple(
        tunnel.model_copy(update={"second_factor": answer})
        if tunnel.kind == "sslvpn" and tunnel.serving and tunnel.second_factor is None
        else tunnel
        for tunnel in gateway.tunnels
    )
    return gateway if tunnels == gateway.tunnels else gateway.model_copy(update={"tunnels": tunnels})
