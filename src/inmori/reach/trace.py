"""Follows one packet through the known gateways, translation included, and says which decision settles it."""

from __future__ import annotations

from dataclasses import dataclass

from inmori.model import Gateway
from inmori.reach.address_space import address
from inmori.reach.answer import Verdict
from inmori.reach.filter import UNFILTERED, Decision, decisions, through
from inmori.reach.gateway_view import GatewayView
from inmori.reach.path import Map
from inmori.reach.routing import addresses_of
from inmori.reach.service_space import PORTS, protocol_number, service

_MANAGEMENT_PORTS = {
    "https": ("tcp", 443),
    "http": ("tcp", 80),
    "ssh": ("tcp", 22),
    "telnet": ("tcp", 23),
    "snmp": ("udp", 161),
}


@dataclass(frozen=True, slots=True)
class Trace:
    """One way of a packet: decisions in order as (place of the gateway in the list, decision)."""

    steps: tuple[tuple[int, Decision], ...]

    @property
    def verdict(self) -> Verdict:
        """DENY where any gateway denies, else UNKNOWN where any is unsure, else ALLOW."""
        verdicts = [decision.verdict for _, decision in self.steps]
        if Verdict.DENY in verdicts:
            return Verdict.DENY
        return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.ALLOW

    @property
    def _settling(self) -> tuple[int, Decision]:
        wanted = [step for step in self.steps if step[1].verdict is self.verdict]
        return next((step for step in wanted if step[1].ref != UNFILTERED), wanted[0])

    @property
    def deciding(self) -> Decision:
        """The decision that settles the verdict: the first rule, or that nothing filters."""
        return self._settling[1]

    @property
    def gateway(self) -> int:
        """The gateway of that decision."""
        return self._settling[0]


def trace(known: Map, *, src: int, dst: int, service: int) -> tuple[Trace, ...]:
    """Return every way of a packet, also those on which a published address leads to ``dst``."""
    found: list[Trace] = []
    for index, ingress in known.starts(src):
        found += _from(known, index, ingress, src, dst, service, (), frozenset((index,)))
        for decision in _published(known.views[index], src, dst, service, ingress):
            found += _onward(known, index, decision, src, (), frozenset((index,)))
    return tuple(dict.fromkeys(found))


def _from(
    known: Map,
    index: int,
    ingress: str | None,
    src: int,
    dst: int,
    service: int,
    before: tuple[tuple[int, Decision], ...],
    met: frozenset[int],
) -> list[Trace]:
    found: list[Trace] = []
    for decision in decisions(known.views[index], src=src, dst=dst, service=service, ingress=ingress):
        found += _onward(known, index, decision, src, before, met)
    return found


def _onward(
    known: Map,
    index: int,
    decision: Decision,
    src: int,
    before: tuple[tuple[int, Decision], ...],
    met: frozenset[int],
) -> list[Trace]:
    steps = (*before, (index, decision))
    following = known.owner(decision.via, but=index)
    if (
        decision.verdict is Verdict.DENY
        or decision.ref == "local"
        or following is None
        or following[0] in met
    ):
        return [Trace(steps)]
    return _from(known, *following, src, decision.destination, decision.service, steps, met | {following[0]})


def _published(view: GatewayView, src: int, dst: int, service: int, ingress: str | None) -> list[Decision]:
    """Return what happens to a packet that reaches ``dst`` by an address published for it."""
    protocol, port = divmod(service, PORTS)
    names = view.routing.names_of(ingress) if ingress else None
    found: list[Decision] = []
    for item in view.publications:
        if address(item.inner) != dst or (
            names and item.interface not in ("", "any") and item.interface not in names
        ):
            continue
        if item.protocol.lower() != "any" and protocol_number(item.protocol) != protocol:
            continue
        if item.outer_port is not None:
            first = item.inner_port or item.outer_port
            if not first <= port <= first + (item.outer_port_last or item.outer_port) - item.outer_port:
                continue
        if view.answers_source(item, src):
            found += through(view, src, dst, service, ingress=ingress, publication=item.name)
    return found


def local_service(gateway: Gateway, *, address_at: int, service: int) -> str | None:
    """Return what of the gateway itself answers there: "management:wan1" or "tunnel:ssl.root"; None: not told."""
    for interface in gateway.interfaces:
        if all(address(cidr.split("/")[0]) != address_at for cidr in addresses_of(interface)):
            continue
        if any(_number(offer) == service for offer in interface.management):
            return f"management:{interface.name}"
        for tunnel in gateway.tunnels:
            if tunnel.kind == "sslvpn" and tunnel.serving and tunnel.port is not None:
                outer = tunnel.interface.split(",")
                if service == 6 * PORTS + tunnel.port and (interface.name in outer or outer == [""]):
                    return f"tunnel:{tunnel.name}"
    return None


def _number(offer: str) -> int | None:
    known = _MANAGEMENT_PORTS.get(offer)
    return service(*known) if known else None
