"""Turns the parts of a configuration that were not understood into rules that may match but never decide.

So an answer that rests on such a part becomes UNKNOWN by the same way as one that rests on a rule in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable

from inmori.model import Gateway
from inmori.model.gateway import Action, AddressSet, Effect, PortSpan, Rule, ServiceSet, Unread

DOUBT = "unread:"  # how the id of such a rule begins
_ANYWHERE = AddressSet(ranges=(("0.0.0.0", "255.255.255.255"),))
_ACTIONS = {
    Effect.STOPS: (Action.DENY,),
    Effect.OPENS: (Action.ALLOW,),
    Effect.EITHER: (Action.DENY, Action.ALLOW),
}
_EVERYTHING = ServiceSet(ports=(PortSpan(protocol="any"),))


def rules_with_doubts(gateway: Gateway) -> tuple[Rule, ...]:
    """Return the rules of a gateway with those that stand for its unread parts: before them, or where the part stands."""
    own = gateway.rules if gateway.filters else ()
    places = {rule.id for rule in own}
    first: list[Rule] = []
    behind: dict[str, list[Rule]] = {}
    for after, rule in _doubts(gateway):
        (behind.setdefault(after, []) if after in places else first).append(rule)
    if not behind:
        return (*first, *own)
    return (*first, *(one for rule in own for one in (rule, *behind.pop(rule.id, ()))))


def _doubts(gateway: Gateway) -> Iterable[tuple[str, Rule]]:
    names = {item.name for item in gateway.interfaces} | {item.name for item in gateway.interface_zones}
    names |= {item.name for item in gateway.tunnels}
    for number, part in enumerate(gateway.unread):
        if part.effect in _ACTIONS and (not part.interfaces or not names.isdisjoint(part.interfaces)):
            yield from ((part.after or "", rule) for rule in _rules(gateway, number, part))


def _rules(gateway: Gateway, number: int, part: Unread) -> Iterable[Rule]:
    for action in _ACTIONS[part.effect]:
        rule = Rule(
            id=f"{DOUBT}{number}",
            action=action,
            source=_ANYWHERE,
            destination=_ANYWHERE,
            service=_EVERYTHING,
            publications=tuple(dict.fromkeys(item.name for item in gateway.publications)),
            unread=(part.what,),
            source_ref=part.source_ref,
        )
        if part.interfaces:
            yield rule.model_copy(update={"from_interfaces": part.interfaces})
            yield rule.model_copy(update={"to_interfaces": part.interfaces})
        else:
            yield rule


def guards_itself(gateway: Gateway) -> str | None:
    """Return the unread part that decides who may talk to the gateway itself."""
    return next((part.what for part in gateway.unread if part.effect is Effect.ITSELF), None)
