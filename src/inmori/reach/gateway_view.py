"""A gateway made ready for many questions: its routes, its rules as sets, and for every packet the rules that may fit.

The rules that may fit an address or a service are one whole number, a bit for each rule; those for a packet are four
of them put together. A firewall with a thousand rules is then asked about each of a hundred thousand flows in time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from inmori.model import Gateway
from inmori.model.gateway import Action, Publication
from inmori.reach.address_space import Space, address, ranges
from inmori.reach.routing import Routing
from inmori.reach.rule_match import RuleMatch, match_of


class Stage(Enum):
    """Where rules are applied: one list between two interfaces, or lists of single interfaces on the way in and out."""

    WHOLE = "whole"
    IN = "in"
    OUT = "out"


class _Side:
    """Which rules may fit a number on one axis; worked out once for each piece that no rule tells apart."""

    def __init__(self, spaces: list[Space]) -> None:
        self._spaces = spaces
        self._cuts = sorted(
            {0, *(cut for space in spaces for low, high in space.spans for cut in (low, high + 1))}
        )
        self._masks: dict[int, int] = {}

    def mask(self, number: int) -> int:
        piece = bisect_right(self._cuts, number)
        found = self._masks.get(piece)
        if found is None:
            found = sum(1 << index for index, space in enumerate(self._spaces) if number in space)
            self._masks[piece] = found
        return found


@dataclass(frozen=True)
class GatewayView:
    """A gateway made ready for questions; build it once and ask many times."""

    gateway: Gateway
    routing: Routing
    matches: tuple[RuleMatch, ...]
    publications: tuple[Publication, ...]
    _sides: tuple[_Side, _Side, _Side] = field(repr=False, compare=False)
    _between: dict[tuple[str | None, str | None, Stage], tuple[int, int]] = field(repr=False, compare=False)

    @classmethod
    def of(cls, gateway: Gateway) -> GatewayView:
        """Prepare a gateway; rules that are disabled or cannot decide about a new connection are left out."""
        matches = tuple(match_of(rule) for rule in gateway.rules if rule.enabled and rule.opens)
        sides = (
            _Side([match.source.possible for match in matches]),
            _Side([match.destination.possible for match in matches]),
            _Side([match.service.possible for match in matches]),
        )
        return cls(gateway, Routing(gateway), matches, gateway.publications, sides, {})

    @property
    def answered_for(self) -> Space:
        """Addresses that the gateway takes for itself: its own and those it publishes."""
        outer = [number for item in self.publications if (number := address(item.outer))]
        return self.routing.own | Space.of((number, number) for number in outer)

    def intrazone(self, ingress: str, egress: str) -> str | None:
        """Return the zone inside which traffic between two interfaces passes without a rule."""
        for zone in self.gateway.interface_zones:
            if not zone.intrazone_denied and ingress in zone.interfaces and egress in zone.interfaces:
                return zone.name
        return None

    @staticmethod
    def answers_source(item: Publication, src: int) -> bool:
        """Whether a publication answers this source at all."""
        return not item.sources or src in ranges(item.sources)

    def candidates(
        self,
        *,
        src: int,
        dst: int,
        service: int,
        ingress: str | None,
        egress: str | None,
        publication: str | None,
        stage: Stage = Stage.WHOLE,
    ) -> Iterable[tuple[RuleMatch, bool]]:
        """Yield in order the rules that may fit a packet, and whether their interfaces fit for certain.

        For published traffic a rule's destination is the publication, not the inner address.
        """
        possible, certain = self._interfaces(ingress, egress, stage)
        mask = possible & self._sides[0].mask(src) & self._sides[2].mask(service)
        if publication is None:
            mask &= self._sides[1].mask(dst)
        while mask:
            bit = mask & -mask
            mask ^= bit
            match = self.matches[bit.bit_length() - 1]
            if publication is None or publication in match.rule.publications:
                yield match, bool(certain & bit)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that a packet passes; each of them may stop it."""
        return (Stage.IN, Stage.OUT) if self.gateway.per_interface else (Stage.WHOLE,)

    def otherwise(self, ingress: str | None, egress: str | None, stage: Stage) -> Action | None:
        """Return what becomes of a packet that no rule of a stage matches; None: the interface is not known."""
        if stage is Stage.WHOLE:
            return self.gateway.default
        name = ingress if stage is Stage.IN else egress
        closed = self.gateway.filtered_in if stage is Stage.IN else self.gateway.filtered_out
        if name is None:
            return None if closed else Action.ALLOW
        return Action.ALLOW if self.routing.names_of(name).isdisjoint(closed) else Action.DENY

    def listless(self, ingress: str | None, egress: str | None, stage: Stage) -> bool:
        """Whether a stage has no rule at all for a packet: the interface has no list."""
        if stage is Stage.WHOLE:
            return False
        possible, _ = self._interfaces(ingress, egress, stage)
        return not possible and self.otherwise(ingress, egress, stage) is Action.ALLOW

    def open_between(self, ingress: str, egress: str) -> bool:
        """Whether nothing at all is filtered from one interface to another."""
        if not self.gateway.filters:
            return True
        return all(self.listless(ingress, egress, stage) for stage in self.stages)

    def rules_between(
        self, ingress: str | None, egress: str | None, stage: Stage = Stage.WHOLE
    ) -> Iterable[tuple[RuleMatch, bool]]:
        """Yield the rules for a pair of interfaces, and whether the interfaces fit for certain.

        An interface that is None is not known (no route in the file): every rule may then apply.
        """
        possible, certain = self._interfaces(ingress, egress, stage)
        for index, match in enumerate(self.matches):
            if possible >> index & 1:
                yield match, bool(certain >> index & 1)

    def _interfaces(self, ingress: str | None, egress: str | None, stage: Stage) -> tuple[int, int]:
        """Return the rules whose interfaces may fit at a stage, and those whose interfaces do."""
        key = (ingress, egress, stage)
        if key not in self._between:
            inward, outward = [
                _fitting(
                    self.routing.names_of(name) if name else None, [named(match) for match in self.matches]
                )
                for name, named in ((ingress, _from), (egress, _to))
            ]
            leaving = sum(1 << index for index, match in enumerate(self.matches) if _to(match))
            self._between[key] = {
                Stage.WHOLE: (inward[0] & outward[0], inward[1] & outward[1]),
                Stage.IN: (inward[0] & ~leaving, inward[1] & ~leaving),
                Stage.OUT: (outward[0] & leaving, outward[1] & leaving),
            }[stage]
        return self._between[key]


def _from(match: RuleMatch) -> tuple[str, ...]:
    return match.rule.from_interfaces


def _to(match: RuleMatch) -> tuple[str, ...]:
    return match.rule.to_interfaces


def _fitting(names: frozenset[str] | None, named: list[tuple[str, ...]]) -> tuple[int, int]:
    """Return (may fit, fits); a rule that names no interface fits any, and an unknown interface may be any."""
    possible = certain = 0
    for index, written in enumerate(named):
        fits = not written or (names is not None and not names.isdisjoint(written))
        certain |= fits << index
        possible |= (fits or names is None) << index
    return possible, certain
