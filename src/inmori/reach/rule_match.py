"""What a rule surely matches and what it may match: the gap between the two is what the file does not tell."""

from __future__ import annotations

from dataclasses import dataclass

from inmori.model.gateway import AddressSet, Rule, ServiceSet
from inmori.reach.address_space import EVERYWHERE, NOTHING, Space, ranges
from inmori.reach.service_space import ALL_SERVICES, protocol_span, services


@dataclass(frozen=True, slots=True)
class Reading:
    """One side of a rule: members for certain, and members at most."""

    sure: Space
    possible: Space

    @property
    def spaces(self) -> tuple[Space, ...]:
        """Both, or the one that they are when all is clear."""
        return (self.sure,) if self.possible is self.sure else (self.sure, self.possible)


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """A rule as sets. ``doubt`` names what was not understood or resolved ("" when all is clear)."""

    rule: Rule
    source: Reading
    destination: Reading
    service: Reading
    conditional: bool  # a setting that was not understood may narrow the whole rule
    doubt: str


def match_of(rule: Rule) -> RuleMatch:
    """Turn a rule into sets."""
    unclear = (*rule.unread, *rule.source.unresolved, *rule.destination.unresolved, *rule.service.unresolved)
    return RuleMatch(
        rule=rule,
        source=addresses(rule.source),
        destination=addresses(rule.destination),
        service=_services(rule.service),
        conditional=bool(rule.unread),
        doubt=unclear[0] if unclear else "",
    )


def addresses(written: AddressSet) -> Reading:
    """Return the addresses of a rule's side; an unresolved name may stand for any address."""
    told = ranges(written.ranges)
    if written.negated:
        rest = EVERYWHERE - told
        return Reading(NOTHING if written.unresolved else rest, rest)
    return Reading(told, EVERYWHERE if written.unresolved else told)


def _services(written: ServiceSet) -> Reading:
    told = services(written.ports)
    # A protocol that has no number here may be anything.
    unclear = bool(written.unresolved) or any(not protocol_span(span.protocol) for span in written.ports)
    if written.negated:
        rest = ALL_SERVICES - told
        return Reading(NOTHING if unclear else rest, rest)
    return Reading(told, ALL_SERVICES if unclear else told)
