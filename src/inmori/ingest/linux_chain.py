"""Follows the chains of a Linux packet filter into one list of rules, for iptables and nftables alike.

A jump into another chain is that chain's rules, each narrowed by what the jump itself matches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from inmori.ingest.gear_address import as_ranges
from inmori.ingest.gear_binding import either_way
from inmori.ingest.port_name import service_set
from inmori.model import Source
from inmori.model.gateway import Action, AddressSet, Rule
from inmori.reach.address_space import EVERYWHERE, Space
from inmori.reach.service_space import ALL_SERVICES

_DEPTH = 24  # chains within chains
_PARTS = 32  # into which what a chain's ``return`` lines leave is cut
_MOST = 20_000  # rules of one list, so that chains that call each other often cannot fill the memory


class Does(StrEnum):
    """What a line does with a packet that it matches."""

    ALLOW = "allow"
    DENY = "deny"
    JUMP = "jump"
    GOTO = "goto"
    RETURN = "return"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Match:
    """What a line matches. Interfaces empty: any. ``opens`` and ``unread`` as in a rule."""

    source: Space = EVERYWHERE
    destination: Space = EVERYWHERE
    service: Space = ALL_SERVICES
    inward: tuple[str, ...] = ()
    outward: tuple[str, ...] = ()
    opens: bool = True
    unread: tuple[str, ...] = ()
    published: bool = False  # only what a translation has sent here
    never: bool = False

    def __and__(self, other: Match) -> Match:
        inward, outward = _both(self.inward, other.inward), _both(self.outward, other.outward)
        met = Match(
            source=self.source & other.source,
            destination=self.destination & other.destination,
            service=self.service & other.service,
            inward=inward or (),
            outward=outward or (),
            opens=self.opens and other.opens,
            unread=tuple(dict.fromkeys((*self.unread, *other.unread))),
            published=self.published or other.published,
        )
        empty = not (met.source and met.destination and met.service) or inward is None or outward is None
        return replace(met, never=self.never or other.never or empty)


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the interfaces in both lists; None when there is none."""
    if not one or not other:
        return one or other
    return tuple(name for name in one if name in other) or None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chain."""

    match: Match
    does: Does
    number: int
    target: str = ""  # chain of a jump
    comment: str = ""
    logged: bool | None = None
    words: tuple[str, str, str] = ("", "", "")  # source, destination and service as written


@dataclass(slots=True)
class Chains:
    """The chains of one filter; ``policies`` of those that packets meet first."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    policies: dict[str, Action] = field(default_factory=dict)


def flattened(
    chains: Mapping[str, Sequence[Line]], first: str, source: Source, published: tuple[str, ...] = ()
) -> tuple[Rule, ...]:
    """Return the rules that a packet meets from a chain on; ids are chain and number of the line there.

    ``published`` are the names of publications, for lines that match what was translated.
    """
    found: list[Rule] = []
    for path, line, match in _walk(chains, first, Match(), (first,)):
        if len(found) >= _MOST:
            # Whatever comes after is not followed, so from here on nothing is certain.
            found += either_way(f"{first}:rest", "more rules than are followed", source)
            break
        found.append(_rule(path, line, match, source, published))
    return tuple(_numbered(found))


def _numbered(rules: list[Rule]) -> Iterator[Rule]:
    """Yield the rules, those that a line became after the first with a number of their own."""
    seen: dict[str, int] = {}
    for rule in rules:
        seen[rule.id] = seen.get(rule.id, 0) + 1
        yield rule if seen[rule.id] == 1 else rule.model_copy(update={"id": f"{rule.id}.{seen[rule.id]}"})


def _walk(
    chains: Mapping[str, Sequence[Line]], name: str, around: Match, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Line, Match]]:
    """Yield (chains on the way, line, what reaches and matches it)."""
    left: tuple[Match, ...] = (around,)
    for line in chains.get(name, ()):
        if line.does is Does.RETURN:
            if _whole(line.match):
                return
            # What returned here does not meet the rest.
            left = _without(left, line.match, name) if line.match.opens else left
        elif line.does is not Does.NOTHING:
            for part in left:
                match = part & line.match
                if not match.never:
                    yield from _met(chains, line, match, path)
            if line.does is Does.GOTO and _whole(line.match):
                return


def _without(left: tuple[Match, ...], taken: Match, name: str) -> tuple[Match, ...]:
    """Return what is left of some parts without what a line took; in doubt where it cannot be written."""
    found: list[Match] = []
    for part in left:
        found += _rest(part, taken) or (replace(part, unread=(*part.unread, f"return in {name}")),)
    found = [part for part in found if part.source and part.destination and part.service]
    if len(found) > _PARTS:
        return tuple(replace(part, unread=(*part.unread, f"return in {name}")) for part in left)
    return tuple(found)


def _rest(part: Match, taken: Match) -> tuple[Match, ...]:
    """Return a part without what a line took, as parts that do not overlap; empty when that cannot be told."""
    met = part & taken
    if met.never:
        return (part,)
    if taken.unread or taken.published or (taken.inward and not part.inward) or (taken.outward and not part.outward):
        return ()
    others = (
        replace(part, inward=tuple(name for name in part.inward if name not in met.inward)),
        replace(part, inward=met.inward, outward=tuple(name for name in part.outward if name not in met.outward)),
    )
    through = replace(part, inward=met.inward, outward=met.outward)
    return (
        *(other for other, named in zip(others, (taken.inward, taken.outward), strict=True) if named and _named(other, part)),
        replace(through, source=part.source - taken.source),
        replace(through, source=met.source, destination=part.destination - taken.destination),
        replace(through, source=met.source, destination=met.destination, service=part.service - taken.service),
    )


def _named(rest: Match, part: Match) -> bool:
    """Whether interfaces are left on both sides that had any; no name at all would stand for every one."""
    return bool(rest.inward or not part.inward) and bool(rest.outward or not part.outward)


def _met(
    chains: Mapping[str, Sequence[Line]], line: Line, match: Match, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Line, Match]]:
    """Yield what becomes of a packet that a line matches."""
    if line.does in (Does.ALLOW, Does.DENY):
        yield path, line, match
    elif line.target in path or len(path) > _DEPTH or line.target not in chains:
        doubt = replace(match, unread=(*match.unread, f"chain {line.target}"))
        yield path, replace(line, does=Does.ALLOW), doubt
        yield path, replace(line, does=Does.DENY), doubt
    else:
        yield from _walk(chains, line.target, match, (*path, line.target))


def _whole(match: Match) -> bool:
    return match == Match()


def _rule(path: tuple[str, ...], line: Line, match: Match, source: Source, published: tuple[str, ...]) -> Rule:
    origin, target, service = line.words
    return Rule(
        id=f"{'>'.join(path)}:{line.number}",
        action=Action.ALLOW if line.does is Does.ALLOW else Action.DENY,
        from_interfaces=match.inward,
        to_interfaces=match.outward,
        source=AddressSet(ranges=as_ranges(match.source), names=(origin or "any",)),
        destination=AddressSet(names=("published",))
        if match.published
        else AddressSet(ranges=as_ranges(match.destination), names=(target or "any",)),
        service=service_set(match.service, service or "any"),
        publications=published if match.published else (),
        comment=line.comment,
        logged=line.logged,
        opens=match.opens,
        unread=match.unread,
        source_ref=source.model_copy(update={"line": line.number}),
    )
