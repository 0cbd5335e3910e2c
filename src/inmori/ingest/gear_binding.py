"""Binds access lists to interfaces: a list that is bound nowhere is no rule, and one bound twice is one rule twice.

The rules that come out are those of a gateway with ``per_interface``: judged where a packet comes in, then again where
it goes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from inmori.ingest.gear_address import ANYWHERE, as_ranges
from inmori.ingest.port_name import service_set
from inmori.model import Source
from inmori.model.gateway import Action, AddressSet, PortSpan, Rule, ServiceSet
from inmori.reach.rule_match import RuleMatch, match_of

_MOST = 20_000  # rules that two lists together may come to
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

    Rules of ``lists`` carry their number within the list as id ("" where the list's name is enough). Several bindings
    of one interface and direction must all let a packet pass.
    """
    sides: dict[tuple[bool, str], list[Binding]] = {}
    for binding in bindings:
        sides.setdefault((binding.inward, binding.interface), []).append(binding)
    alike: dict[tuple[bool, tuple[object, ...]], list[str]] = {}
    for (inward, interface), members in sides.items():
        what = tuple((item.lists, item.closed, item.only) for item in members)
        alike.setdefault((inward, what), []).append(interface)
    rules: list[Rule] = []
    taken: set[str] = set()
    ends: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for (inward, _), interfaces in alike.items():
        found, closed = _judged(lists, sides[inward, interfaces[0]], kind)
        named = {"from_interfaces" if inward else "to_interfaces": tuple(interfaces)}
        suffix = f"@{interfaces[0]}" + ("" if inward else "/out")
        for rule in found:
            number = rule.id if rule.id not in taken else f"{rule.id}{suffix}"
            taken.add(number)
            rules.append(rule.model_copy(update={"id": number, **named}))
        if closed:
            ends[inward] |= dict.fromkeys(interfaces)
        elif found:
            last = sides[inward, interfaces[0]][-1]
            end = whole_rule(f"{last.lists[-1] if last.lists else 'list'}:end{suffix}", Action.ALLOW, last.line)
            rules.append(end.model_copy(update={"comment": "what no entry matches passes", **named}))
    return Bound(tuple(rules), tuple(ends[True]), tuple(ends[False]))


def _judged(
    lists: Mapping[str, Sequence[Rule]], bindings: Sequence[Binding], kind: str
) -> tuple[tuple[Rule, ...], bool]:
    """Return the rules of one interface and direction, and whether what matches none is dropped."""
    doubtful: list[Rule] = []
    found: tuple[Rule, ...] | None = None
    closed = False
    for binding in bindings:
        rules = tuple(_sequence(lists, binding, kind))
        if binding.only:
            doubtful += _stopping(rules, binding)
        elif found is None:
            found, closed = rules, binding.closed
        else:
            found, closed = both(found, rules, first_closed=closed, second_closed=binding.closed)
    return (*doubtful, *(found or ())), closed


def _sequence(lists: Mapping[str, Sequence[Rule]], binding: Binding, kind: str) -> Iterator[Rule]:
    for name in binding.lists:
        if name not in lists:
            yield from either_way(name, f"{kind} {name} is not in the file", binding.line)
            continue
        for rule in lists[name]:
            yield rule.model_copy(update={"id": f"{name}:{rule.id}" if rule.id else name})


def _stopping(rules: Iterable[Rule], binding: Binding) -> Iterator[Rule]:
    """Yield what a list for a part of the traffic may stop; what it lets pass is still for the other lists to judge."""
    unread = f"{binding.only} only"
    passed: list[RuleMatch] = []
    for rule in rules:
        match = match_of(rule)
        if rule.action is Action.ALLOW:
            passed += [match] if rule.opens and not match.conditional else []
        elif rule.opens and not any(_covers(earlier, match) for earlier in passed):
            yield rule.model_copy(update={"unread": (*rule.unread, unread)})
    end = whole_rule(f"{binding.lists[-1]}:end" if binding.lists else "end", Action.DENY, binding.line, unread=(unread,))
    if binding.closed and not any(_covers(earlier, match_of(end)) for earlier in passed):
        yield end


def _covers(one: RuleMatch, other: RuleMatch) -> bool:
    """Whether a rule surely matches all that another may match."""
    return (
        other.source.possible.within(one.source.sure)
        and other.destination.possible.within(one.destination.sure)
        and other.service.possible.within(one.service.sure)
    )


def both(
    first: Sequence[Rule], second: Sequence[Rule], *, first_closed: bool, second_closed: bool
) -> tuple[tuple[Rule, ...], bool]:
    """Return one list that lets pass what both lists let pass, and whether it drops what matches nothing in it.

    Lists too long to be multiplied out give the second one with all that the first may stop in doubt before it.
    """
    if len(first) * len(second) > _MOST:
        doubt = ("two lists on one interface",)
        stopping = [rule.model_copy(update={"unread": (*rule.unread, *doubt)}) for rule in first if rule.action is Action.DENY]
        if first_closed:
            stopping.append(whole_rule("both:end", Action.DENY, first[-1].source_ref, unread=doubt))
        return (*stopping, *second), second_closed
    found: list[Rule] = []
    for rule in first:
        if rule.action is Action.DENY:
            found.append(rule)
            continue
        found += [met for other in second if (met := _narrowed(rule, other)) is not None]
        # What the first list lets pass here and the second does not speak of.
        found.append(rule.model_copy(update={"action": Action.DENY if second_closed else Action.ALLOW}))
    if not first_closed:
        found += second
    return tuple(found), first_closed or second_closed


def _narrowed(rule: Rule, other: Rule) -> Rule | None:
    """Return ``other`` for what ``rule`` matches too; None when nothing does."""
    one, two = match_of(rule), match_of(other)
    source = one.source.possible & two.source.possible
    target = one.destination.possible & two.destination.possible
    service = one.service.possible & two.service.possible
    if not (source and target and service):
        return None
    unclear = (
        *rule.unread, *other.unread,
        *(name for side in (rule.source, rule.destination, other.source, other.destination) for name in side.unresolved),
        *rule.service.unresolved, *other.service.unresolved,
    )  # fmt: skip
    return other.model_copy(
        update={
            "id": f"{rule.id}&{other.id}",
            "source": AddressSet(ranges=as_ranges(source), names=other.source.names),
            "destination": AddressSet(ranges=as_ranges(target), names=other.destination.names),
            "service": service_set(service, *other.service.names),
            "opens": rule.opens and other.opens,
            "unread": tuple(dict.fromkeys(unclear)),
        }
    )


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
