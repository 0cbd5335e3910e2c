"""What address translation means for who may come in, told in rules, so that ``reach`` needs to know no vendor.

Behind a masquerade on the line to the internet nothing inside can be called but what is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inmori.ingest.gear_address import ANYWHERE, NOWHERE, address_set
from inmori.ingest.gear_binding import EVERY_SERVICE
from inmori.ingest.port_name import service_set
from inmori.model import Source
from inmori.model.gateway import Action, AddressSet, Interface, Publication, Route, Rule, ServiceSet
from inmori.reach.address_space import PRIVATE, PUBLIC, Space, address, network, prefix_length
from inmori.reach.routing import addresses_of
from inmori.reach.rule_match import match_of
from inmori.reach.service_space import PORTS, protocol_number


def lines_out(routes: Iterable[Route], interfaces: Iterable[Interface]) -> frozenset[str]:
    """Return the interfaces that lead to everything else: those with a default route."""
    found: set[str] = set()
    items = tuple(interfaces)
    for route in routes:
        if prefix_length(route.destination) != 0:
            continue
        via = address(route.via) if route.via else None
        for item in items:
            near = via is not None and any(via in network(cidr) for cidr in addresses_of(item))
            if item.name == route.interface or (route.interface is None and near):
                found.add(item.name)
    return frozenset(found)


def masquerade_rules(
    interfaces: Iterable[Interface],
    out: frozenset[str],
    hidden: Mapping[str, tuple[str, Source]],
    *,
    untold: bool = False,
) -> tuple[Rule, ...]:
    """Return the rules that masquerades on lines to everything else amount to; they must come before all others.

    ``hidden``: interface → (name of the translation, its place). Private addresses cannot be called from the internet
    past a masquerade. Where the line itself lies in a private network, its neighbours still can. ``untold``: there is a
    translation that was not understood, which may publish anything.
    """
    found: list[Rule] = []
    for item in interfaces:
        if item.name not in out or item.name not in hidden:
            continue
        name, line = hidden[item.name]
        inside = any(network(cidr).within(PRIVATE) for cidr in addresses_of(item))
        found.append(
            Rule(
                id=name if all(rule.id != name for rule in found) else f"{name}@{item.name}",
                name=name,
                action=Action.DENY,
                from_interfaces=(item.name,),
                source=address_set(PUBLIC, "internet") if inside else ANYWHERE,
                destination=address_set(PRIVATE, "private"),
                service=EVERY_SERVICE,
                comment="NAT: only answers and what is published come in",
                unread=("a translation that is not understood",) if untold else (),
                source_ref=line,
            )
        )
    return tuple(found)


def opened_rules(publications: Sequence[Publication], filtered_in: Iterable[str]) -> tuple[Rule, ...]:
    """Return a rule for each publication on an interface that filters nothing: what is published there is open."""
    closed = frozenset(filtered_in)
    open_at: dict[str, list[Publication]] = {}
    for item in publications:
        if item.interface not in closed:
            open_at.setdefault(item.name, []).append(item)
    return tuple(
        Rule(
            id=f"nat:{name}",
            name=name,
            action=Action.ALLOW,
            from_interfaces=tuple(dict.fromkeys(item.interface for item in items if item.interface != "any")),
            source=ANYWHERE,
            destination=AddressSet(names=tuple(dict.fromkeys(item.outer for item in items))),
            service=EVERY_SERVICE,
            publications=(name,),
            comment="published; no filter on this interface",
            source_ref=items[0].source_ref,
        )
        for name, items in open_at.items()
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
        and (not rule.from_interfaces or item.interface in ("any", *rule.from_interfaces))
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
        elsewhere = rule.from_interfaces and item.interface not in ("any", *rule.from_interfaces)
        if not fits or not ports or elsewhere:
            continue
        sure = outer is not None and outer in met.destination.sure and met.service.possible == met.service.sure
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
    return service_set(Space.of(spans))
