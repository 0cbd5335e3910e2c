"""What address translation means for who may come in, told in rules, so that ``reach`` needs to know no vendor.

Behind a masquerade on the line to the internet nothing inside can be called but what is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inmori.ingest.gear_address import ANYWHERE, NOWHERE, address_set
from inmori.ingest.gear_binding import EVERY_SERVICE
from inmori.model import Source
from inmori.model.gateway import Action, AddressSet, PortSpan, Publication, Route, Rule, ServiceSet
from inmori.reach.address_space import PRIVATE, Space, address, prefix_length
from inmori.reach.rule_match import match_of
from inmori.reach.service_space import PORTS, protocol_number


def lines_out(routes: Iterable[Route], interfaces: Iterable[str]) -> frozenset[str]:
    """Return the interfaces that lead to everything else: those with a default route."""
    known = frozenset(interfaces)
    outward = {route.interface for route in routes if prefix_length(route.destination) == 0}
    return frozenset(name for name in known if name in outward)


def masquerade_rule(interface: str, name: str, line: Source) -> Rule:
    """Return the rule that a masquerade on a line to the internet amounts to; it must come before all others."""
    return Rule(
        id=name,
        name=name,
        action=Action.DENY,
        from_interfaces=(interface,),
        source=ANYWHERE,
        destination=address_set(PRIVATE, "private"),
        service=EVERY_SERVICE,
        comment="NAT: only answers and what is published come in",
        source_ref=line,
    )


def opened_rules(publications: Sequence[Publication], filtered_in: Iterable[str]) -> tuple[Rule, ...]:
    """Return a rule for each publication on an interface that filters nothing: what is published there is open."""
    closed = frozenset(filtered_in)
    return tuple(
        Rule(
            id=f"nat:{item.name}",
            name=item.name,
            action=Action.ALLOW,
            from_interfaces=(item.interface,),
            source=ANYWHERE,
            destination=AddressSet(names=(item.outer,)),
            service=EVERY_SERVICE,
            publications=(item.name,),
            comment="published; no filter on this interface",
            source_ref=item.source_ref,
        )
        for item in {one.name: one for one in publications}.values()
        if item.interface not in closed
    )


def meeting_inner(rule: Rule, publications: Iterable[Publication]) -> Rule:
    """Return a rule that is applied after translation with the publications that it meets, by inner address."""
    met = match_of(rule)
    names = tuple(
        item.name
        for item in publications
        if (inner := address(item.inner)) is not None
        and inner in met.destination.possible
        and met.service.possible & _services(item, inner=True)
        and (not rule.from_interfaces or item.interface in rule.from_interfaces)
    )
    return rule.model_copy(update={"publications": tuple(dict.fromkeys(names))}) if names else rule


def meeting_outer(rule: Rule, publications: Iterable[Publication]) -> tuple[Rule, ...]:
    """Return a rule that is applied before translation, followed by what it means for published addresses.

    The list speaks of the outer address and port; the machine behind may answer at another port.
    """
    found = [rule]
    met = match_of(rule)
    for item in publications:
        outer = address(item.outer)
        ports = met.service.possible & _services(item, inner=False)
        fits = outer is not None and (outer in met.destination.possible or outer == 0)
        if not fits or not ports or (rule.from_interfaces and item.interface not in rule.from_interfaces):
            continue
        sure = outer in met.destination.sure and met.service.possible == met.service.sure
        doubt = (*rule.unread, *(() if sure else rule.destination.unresolved or ("outer address",)))
        found.append(
            rule.model_copy(
                update={
                    "id": f"{rule.id}>{item.name}",
                    "destination": NOWHERE.model_copy(update={"names": rule.destination.names}),
                    "service": _inner_services(item, ports),
                    "publications": (item.name,),
                    "unread": tuple(dict.fromkeys(doubt)),
                }
            )
        )
    return tuple(found)


def _services(item: Publication, *, inner: bool) -> Space:
    number = protocol_number(item.protocol)
    if number is None:
        return Space(((0, 256 * PORTS - 1),))
    first = item.inner_port if inner else item.outer_port
    if first is None or item.outer_port is None:
        return Space(((number * PORTS, number * PORTS + PORTS - 1),))
    width = (item.outer_port_last or item.outer_port) - item.outer_port
    return Space(((number * PORTS + first, number * PORTS + min(first + width, PORTS - 1)),))


def _inner_services(item: Publication, outer: Space) -> ServiceSet:
    """Return the inner services of what a list allows at the outer address."""
    if item.outer_port is None or item.inner_port is None or protocol_number(item.protocol) is None:
        spans = outer.spans
    else:
        shift = item.inner_port - item.outer_port
        spans = tuple((first + shift, last + shift) for first, last in outer.spans)
    ports = []
    for first, last in spans:
        for protocol in range(first // PORTS, last // PORTS + 1):
            if len(ports) > 300:
                return EVERY_SERVICE
            low, high = max(first - protocol * PORTS, 0), min(last - protocol * PORTS, PORTS - 1)
            ports.append(PortSpan(protocol=_name(protocol), first=low, last=high))
    return ServiceSet(ports=tuple(ports))


def _name(number: int) -> str:
    return {1: "icmp", 6: "tcp", 17: "udp", 132: "sctp"}.get(number, f"ip-{number}")


