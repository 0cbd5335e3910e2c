"""A second opinion on one packet at a router or switch, written without sets and sharing nothing with ``reach``.

It knows what ``per_interface`` means: lists are judged where a packet comes in, then where it goes out. Every world in
which the doubtful rules match or do not is tried.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from itertools import product

from inmori.model import Gateway
from inmori.model.gateway import Action, AddressSet, Effect, Rule, ServiceSet

NUMBERS = {"icmp": 1, "igmp": 2, "icmp6": 58, "ospf": 89, "sctp": 132, "tcp": 6, "udp": 17, "gre": 47, "esp": 50, "ah": 51}
ALLOW, DENY, UNKNOWN = "allow", "deny", "unknown"


def number(protocol: str) -> int:
    return NUMBERS[protocol] if protocol in NUMBERS else int(protocol.removeprefix("ip-"))


def down(gateway: Gateway) -> set[str]:
    names = {item.name for item in gateway.interfaces if not item.up}
    return names | {item.name for item in gateway.interfaces if item.parent in names}


def ways(gateway: Gateway, target: str) -> list[str | None]:
    """The interfaces by which an address is reached; None in the list: dropped."""
    host = IPv4Address(target)
    off = down(gateway)
    found: list[tuple[int, int, str | None]] = []
    for item in gateway.interfaces:
        for cidr in filter(None, (item.cidr, *item.secondary)):
            net = IPv4Interface(cidr).network
            if item.name not in off and net.prefixlen < 32 and host in net:
                found.append((net.prefixlen, 1, item.name))
    for tunnel in gateway.tunnels:
        for low, high in tunnel.pool.ranges if tunnel.pool else ():
            if IPv4Address(low) <= host <= IPv4Address(high):
                found.append((32, 1, tunnel.name))
    for route in gateway.routes:
        net = IPv4Network(route.destination, strict=False)
        if host not in net:
            continue
        name = route.interface
        if name is None and route.via is not None:
            towards = [
                (IPv4Interface(cidr).network.prefixlen, item.name)
                for item in gateway.interfaces
                for cidr in filter(None, (item.cidr, *item.secondary))
                if item.name not in off and IPv4Address(route.via) in IPv4Interface(cidr).network
            ]
            if not towards:
                continue
            name = max(towards)[1]
        if name not in off:
            found.append((net.prefixlen, 0, name))
    best = max(found, default=None, key=lambda item: item[:2])
    return [] if best is None else list(dict.fromkeys(n for length, rank, n in found if (length, rank) == best[:2]))


def in_set(written: AddressSet, host: str) -> bool | None:
    hit = any(IPv4Address(low) <= IPv4Address(host) <= IPv4Address(high) for low, high in written.ranges)
    if written.negated:
        return False if hit else None if written.unresolved else True
    return True if hit else None if written.unresolved else False


def in_services(written: ServiceSet, protocol: str, port: int | None) -> bool | None:
    hit = False
    for span in written.ports:
        if span.protocol == "any":
            hit = True
        elif number(span.protocol) == number(protocol):
            hit = hit or protocol not in ("tcp", "udp") or span.first <= (port or 0) <= span.last
    if written.negated:
        return False if hit else None if written.unresolved else True
    return True if hit else None if written.unresolved else False


def fits(gateway: Gateway, rule: Rule, src: str, dst: str, protocol: str, port: int | None, published: str | None) -> bool | None:  # fmt: skip
    del gateway
    target = published in rule.publications if published else in_set(rule.destination, dst)
    answers = [in_set(rule.source, src), target, in_services(rule.service, protocol, port)]
    if False in answers:
        return False
    return None if None in answers or rule.unread else True


def judged(answers: list[tuple[bool | None, Action]], otherwise: Action) -> set[Action]:
    """All outcomes over the worlds of the doubtful rules."""
    doubtful = [index for index, (answer, _) in enumerate(answers) if answer is None]
    outcomes: set[Action] = set()
    for world in product((True, False), repeat=min(len(doubtful), 10)):
        known = dict(zip(doubtful, world, strict=False))
        hit = next((action for index, (answer, action) in enumerate(answers) if known.get(index, answer)), None)
        outcomes.add(hit or otherwise)
    return outcomes


def doubts(gateway: Gateway, name: str, inward: bool | None, other: str = "") -> list[tuple[bool | None, Action]]:
    """What unread parts may do, before all rules; ``inward`` None: one list between ``name`` and ``other``."""
    found: list[tuple[bool | None, Action]] = []
    for part in gateway.unread:
        meant = set(part.interfaces)
        here = not meant or bool((zones_of(gateway, name) | (zones_of(gateway, other) if inward is None else set())) & meant)
        if here and (meant or inward is not False):
            found += [(None, Action.DENY)] if part.effect in (Effect.STOPS, Effect.EITHER) else []
            found += [(None, Action.ALLOW)] if part.effect in (Effect.OPENS, Effect.EITHER) else []
    return found


def stage(gateway: Gateway, name: str, inward: bool, src: str, dst: str, protocol: str, port: int | None, published: str | None) -> set[Action]:  # fmt: skip
    rules = [
        rule
        for rule in gateway.rules
        if rule.enabled and rule.opens and applies(gateway, rule, name, inward)
    ]
    closed = bool(zones_of(gateway, name) & set(gateway.filtered_in if inward else gateway.filtered_out))
    answers = [(fits(gateway, rule, src, dst, protocol, port, published), rule.action) for rule in rules]
    if not gateway.filters:
        return judged(doubts(gateway, name, inward), Action.ALLOW)
    return judged([*doubts(gateway, name, inward), *answers], Action.DENY if closed else Action.ALLOW)


def applies(gateway: Gateway, rule: Rule, name: str, inward: bool) -> bool:
    """Whether a rule belongs to the list of an interface and direction; one that names none is on every way in."""
    if inward:
        named = rule.from_interfaces
        return not rule.to_interfaces and (not named or bool(zones_of(gateway, name) & set(named)))
    return bool(zones_of(gateway, name) & set(rule.to_interfaces))


def zones_of(gateway: Gateway, name: str) -> set[str]:
    return {name, *(zone.name for zone in gateway.interface_zones if name in zone.interfaces)}


def once(gateway: Gateway, ingress: str, egress: str, src: str, dst: str, protocol: str, port: int | None, published: str | None) -> set[Action]:  # fmt: skip
    """The outcomes of a gateway whose rules are one list."""
    rules = [
        rule
        for rule in gateway.rules
        if rule.enabled
        and rule.opens
        and (not rule.from_interfaces or zones_of(gateway, ingress) & set(rule.from_interfaces))
        and (not rule.to_interfaces or zones_of(gateway, egress) & set(rule.to_interfaces))
    ]
    answers = [(fits(gateway, rule, src, dst, protocol, port, published), rule.action) for rule in rules]
    if not gateway.filters:
        return judged(doubts(gateway, ingress, None, egress), Action.ALLOW)
    return judged([*doubts(gateway, ingress, None, egress), *answers], gateway.default)


def verdict(gateway: Gateway, src: str, dst: str, protocol: str, port: int | None = None) -> str:
    """allow, deny, unknown or local: what becomes of a packet that opens a connection."""
    own = {str(IPv4Interface(cidr).ip) for i in gateway.interfaces for cidr in filter(None, (i.cidr, *i.secondary))}
    came = [name for name in ways(gateway, src) if name is not None]
    found: set[str] = set()
    for ingress in came:
        targets: list[tuple[str, int | None, str | None]] = []
        for item in gateway.publications:
            answers = dst in own if item.outer == "0.0.0.0" else dst == item.outer
            here = item.interface in ("any", *zones_of(gateway, ingress))
            sender = not item.sources or any(
                IPv4Address(low) <= IPv4Address(src) <= IPv4Address(high) for low, high in item.sources
            )
            if not (answers and here and sender) or (item.protocol != "any" and number(item.protocol) != number(protocol)):
                continue
            if item.outer_port is None:
                targets.append((item.inner, port, item.name))
            elif port is not None and item.outer_port <= port <= (item.outer_port_last or item.outer_port):
                targets.append((item.inner, port - item.outer_port + (item.inner_port or item.outer_port), item.name))
        if not targets and dst in own:
            return "local"
        for inner, inner_port, name in targets or [(dst, port, None)]:
            found.add(_through(gateway, ingress, src, inner, protocol, inner_port, name))
    for answer in (ALLOW, UNKNOWN):
        if answer in found:
            return answer
    return DENY


def _through(gateway: Gateway, ingress: str, src: str, dst: str, protocol: str, port: int | None, published: str | None) -> str:  # fmt: skip
    answers: set[str] = set()
    for egress in ways(gateway, dst) or [None]:
        if egress is None:
            answers.add(DENY)
            continue
        if (ingress == egress and published is None) or (not gateway.filters and not any(part.effect is not Effect.NONE for part in gateway.unread)):
            answers.add(ALLOW)
            continue
        if gateway.per_interface:
            first = stage(gateway, ingress, True, src, dst, protocol, port, published)
            second = stage(gateway, egress, False, src, dst, protocol, port, None)
            outcomes = {one if one is Action.DENY else other for one in first for other in second}
        else:
            outcomes = once(gateway, ingress, egress, src, dst, protocol, port, published)
        answers.add(UNKNOWN if len(outcomes) > 1 else ALLOW if outcomes == {Action.ALLOW} else DENY)
    return next(answer for answer in (ALLOW, UNKNOWN, DENY) if answer in answers)
