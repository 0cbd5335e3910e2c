"""On which interfaces a router or switch answers its administrators, once its own filters are counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inmori.model.gateway import Action, Interface, Rule
from inmori.reach.address_space import EVERYWHERE, Space, address
from inmori.reach.routing import addresses_of
from inmori.reach.rule_match import RuleMatch, match_of
from inmori.reach.service_space import service

OFFERS = {"http": ("tcp", 80), "https": ("tcp", 443), "ssh": ("tcp", 22), "telnet": ("tcp", 23), "snmp": ("udp", 161)}


def offering(
    interfaces: Iterable[Interface],
    offers: Mapping[str, frozenset[str] | None],
    rules: Sequence[Rule],
    filtered_in: Iterable[str],
) -> tuple[Interface, ...]:
    """Return the interfaces with the services that can be called there.

    ``offers``: service → interfaces on which it answers; None: on all that have an address or may get one. A service
    that an interface's own list surely stops for everybody is not offered there.
    """
    closed = frozenset(filtered_in)
    lists: dict[str, list[RuleMatch]] = {}
    for rule in rules:
        if rule.from_interfaces and rule.enabled and rule.opens:
            match = match_of(rule)
            for name in rule.from_interfaces:
                lists.setdefault(name, []).append(match)
    return tuple(
        item.model_copy(
            update={
                "management": tuple(
                    name
                    for name in OFFERS
                    if name in offers
                    and _answers(item, offers[name])
                    and _let_in(item, name, lists.get(item.name, []), closed=item.name in closed)
                )
            }
        )
        for item in interfaces
    )


def _answers(item: Interface, where: frozenset[str] | None) -> bool:
    if where is not None:
        return item.name in where
    return item.cidr is not None or item.role in ("wan", "tunnel")


def _let_in(item: Interface, name: str, matches: Sequence[RuleMatch], *, closed: bool) -> bool:
    number = service(*OFFERS[name])
    assert number is not None  # every service offered for management has a port
    own = [n for cidr in addresses_of(item) if (n := address(cidr.split("/")[0])) is not None]
    target = Space.of((n, n) for n in own) or EVERYWHERE
    for match in matches:
        if number not in match.service.possible or not match.destination.possible & target:
            continue
        if match.rule.action is Action.ALLOW:
            return True
        everybody = match.source.sure == EVERYWHERE and target.within(match.destination.sure)
        if everybody and number in match.service.sure and not match.conditional:
            return False
    return not closed
