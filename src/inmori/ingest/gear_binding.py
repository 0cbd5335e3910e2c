"""Binds access lists to interfaces: a list that is bound nowhere is no rule, and one bound twice is one rule twice.

The rules that come out are those of a gateway with ``per_interface``: judged where a packet comes in, then again where
it goes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inmori.ingest.gear_address import ANYWHERE
from inmori.model import Source
from inmori.model.gateway import Action, PortSpan, Rule, ServiceSet

EVERY_SERVICE = ServiceSet(ports=(PortSpan(protocol="any"),), names=("any",))


@dataclass(frozen=True, slots=True)
class Binding:
    """Lists in the order in which an interface applies them.

    ``closed``: what none of them matches is dropped. ``only``: they meet a part of the interface's traffic only, for
    this reason ("port1.0.3"); such rules may match but never decide.
    """

    interface: str
    inward: bool
    lists: tuple[str, ...]
    line: Source
    closed: bool = True
    only: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """The rules of a gateway and the interfaces that drop what no rule of theirs allows."""

    rules: tuple[Rule, ...]
    filtered_in: tuple[str, ...]
    filtered_out: tuple[str, ...]


def bind(lists: Mapping[str, Sequence[Rule]], bindings: Iterable[Binding], *, kind: str) -> Bound:
    """Return the bound rules; ``kind`` names a list that is bound but not in the file ("access list").

    Rules of ``lists`` carry their number within the list as id ("" where the list's name is enough).
    """
    groups: dict[tuple[bool, tuple[str, ...], bool, str], list[Binding]] = {}
    for binding in bindings:
        key = (binding.inward, binding.lists, binding.closed, binding.only)
        groups.setdefault(key, []).append(binding)
    rules: list[Rule] = []
    taken: set[str] = set()
    ends: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for (inward, names, closed, only), members in groups.items():
        interfaces = tuple(dict.fromkeys(member.interface for member in members))
        sides = {"from_interfaces": interfaces} if inward else {"to_interfaces": interfaces}
        suffix = f"@{interfaces[0]}" + ("" if inward else "/out")
        for rule in _sequence(lists, names, members[0].line, kind, closed=closed, only=only):
            number = rule.id if rule.id not in taken else f"{rule.id}{suffix}"
            taken.add(number)
            rules.append(rule.model_copy(update={"id": number, **sides}))
        if closed and not only:
            ends[inward] |= dict.fromkeys(interfaces)
    return Bound(tuple(rules), tuple(ends[True]), tuple(ends[False]))


def _sequence(
    lists: Mapping[str, Sequence[Rule]],
    names: tuple[str, ...],
    line: Source,
    kind: str,
    *,
    closed: bool,
    only: str,
) -> Iterable[Rule]:
    for name in names:
        if name not in lists:
            yield from either_way(name, f"{kind} {name} is not in the file", line)
            continue
        for rule in lists[name]:
            number = f"{name}:{rule.id}" if rule.id else name
            unread = (*rule.unread, f"{only} only") if only else rule.unread
            yield rule.model_copy(update={"id": number, "unread": unread})
    if closed and only:
        number = f"{names[-1]}:end" if names else "end"
        yield whole_rule(number, Action.DENY, line, unread=(f"{only} only",))


def either_way(number: str, why: str, line: Source) -> tuple[Rule, Rule]:
    """Return two rules that together say: from here on the file does not tell."""
    return (
        whole_rule(f"{number}?", Action.ALLOW, line, unread=(why,)),
        whole_rule(f"{number}??", Action.DENY, line, unread=(why,)),
    )


def whole_rule(number: str, action: Action, line: Source, *, unread: tuple[str, ...] = ()) -> Rule:
    """Return a rule that fits everything."""
    return Rule(
        id=number,
        action=action,
        source=ANYWHERE,
        destination=ANYWHERE,
        service=EVERY_SERVICE,
        unread=unread,
        source_ref=line,
    )
