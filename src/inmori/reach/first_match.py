"""The first rule that matches, for every packet of a box at once.

Destinations that no rule tells apart form a class, and so do services. For one class of each, only the senders are
left, and they are one bit mask that the rules eat away in order. The work is bounded by classes times rules, however
the rules overlap; cutting boxes out of boxes instead explodes where groups of hosts overlap at random.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from inmori.model.gateway import Action
from inmori.reach.universe import Box

NONE = -1  # no rule: the default decides, or nothing is in doubt


class Line(NamedTuple):
    """A rule as masks. ``sure`` is empty when it never matches for certain."""

    action: Action
    sure: Box
    possible: Box


class Outcome(NamedTuple):
    """Packets that ``decider`` (place of the rule, or NONE) decides, unless ``doubter`` matches and turns it round."""

    box: Box
    decider: int
    doubter: int


class _Class(NamedTuple):
    """Members of an axis that no rule tells apart, with the rules that may and that surely fit them (bits)."""

    members: int
    possible: int
    sure: int


def first_match(box: Box, lines: Sequence[Line], default: Action) -> list[Outcome]:
    """Return what decides each packet of ``box``; the outcomes do not overlap and cover it wholly."""
    if not lines:
        return [Outcome(box, NONE, NONE)] if box else []
    services = _classes(
        box.service, tuple((1 << at, line.possible.service, line.sure.service) for at, line in enumerate(lines))
    )
    sides = [(1 << at, line.possible.dst, line.sure.dst) for at, line in enumerate(lines)]
    # What becomes of the senders depends on the rules that may and that surely fit both. A service meets few rules, so
    # destinations are told apart by those alone, and the same few sets of rules come again and again.
    known: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    by_service: dict[tuple[int, int, int, int], int] = {}  # decider, doubter, senders, destinations -> services
    for service in services:
        by_outcome: dict[tuple[int, int, int], int] = {}  # decider, doubter, senders -> destinations
        for target in _classes(box.dst, tuple(_those(sides, service.possible))):
            rules = (target.possible, target.sure & service.sure)
            found = known.get(rules)
            if found is None:
                found = known[rules] = _senders(box.src, lines, *rules, default)
            for outcome in found:
                by_outcome[outcome] = by_outcome.get(outcome, 0) | target.members
        for outcome, members in by_outcome.items():
            key = (*outcome, members)
            by_service[key] = by_service.get(key, 0) | service.members
    return [
        Outcome(Box(senders, members, ports), decider, doubter)
        for (decider, doubter, senders, members), ports in by_service.items()
    ]


def _those(sides: list[tuple[int, int, int]], wanted: int) -> Iterator[tuple[int, int, int]]:
    """Yield the sides of the rules whose bits are set."""
    while wanted:
        bit = wanted & -wanted
        wanted ^= bit
        yield sides[bit.bit_length() - 1]


@lru_cache(maxsize=512)
def _classes(whole: int, sides: tuple[tuple[int, int, int], ...]) -> tuple[_Class, ...]:
    """Cut a set by what some rules, (bit, may fit, surely fits) each, say of its members."""
    found = [_Class(whole, 0, 0)] if whole else []
    for bit, possible, sure in sides:
        cut: list[_Class] = []
        for part in found:
            if not part.members & possible:
                cut.append(part)
                continue
            certain, maybe = part.members & sure, part.members & possible & ~sure
            if certain:
                cut.append(_Class(certain, part.possible | bit, part.sure | bit))
            if maybe:
                cut.append(_Class(maybe, part.possible | bit, part.sure))
            if rest := part.members & ~possible:
                cut.append(_Class(rest, part.possible, part.sure))
        found = cut
    return tuple(found)


def _senders(
    senders: int, lines: Sequence[Line], candidates: int, certain: int, default: Action
) -> list[tuple[int, int, int]]:
    """Return (decider, doubter, senders) where these rules (bits) may fit, and surely fit, destination and service."""
    # Senders not yet decided, by the first rules that may have allowed and may have denied them.
    pending: dict[tuple[int, int], int] = {(NONE, NONE): senders}
    found: list[tuple[int, int, int]] = []
    while candidates and pending:
        bit = candidates & -candidates
        candidates ^= bit
        index = bit.bit_length() - 1
        line = lines[index]
        sure = line.sure.src if certain & bit else 0
        following: dict[tuple[int, int], int] = {}
        for doubts, mask in pending.items():
            if hit := mask & sure:
                found.append((index, _against(doubts, line.action), hit))
            if maybe := mask & line.possible.src & ~sure:
                key = _doubted(doubts, index, line.action)
                following[key] = following.get(key, 0) | maybe
            if rest := mask & ~line.possible.src:
                following[doubts] = following.get(doubts, 0) | rest
        pending = following
    found += [(NONE, _against(doubts, default), mask) for doubts, mask in pending.items()]
    return found


def _against(doubts: tuple[int, int], action: Action) -> int:
    """Return the earlier rule in doubt that would have decided otherwise."""
    return doubts[1] if action is Action.ALLOW else doubts[0]


def _doubted(doubts: tuple[int, int], index: int, action: Action) -> tuple[int, int]:
    may_allow, may_deny = doubts
    if action is Action.ALLOW:
        return (index if may_allow == NONE else may_allow, may_deny)
    return (may_allow, index if may_deny == NONE else may_deny)
