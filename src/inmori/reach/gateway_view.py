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
from inmori.reach.line_rule import confined_to_lines
from inmori.reach.routing import Routing
from inmori.reach.rule_match import RuleMatch, match_of
from inmori.reach.unread_doubt import rules_with_doubts


class Stage(Enum):
    """Where rules are applied: one list between two interfaces, or lists of single interfaces on the way in and out."""

    WHOLE = "whole"
    IN = "in"
    OUT = "out"


class _Named:
    """Which rules name an interface on one side, as one whole number for each name."""

    def __init__(self, sides: Iterable[tuple[str, ...]]) -> None:
        self._by_name: dict[str, int] = {}
        self._any = self.full = 0
        for index, written in enumerate(sides):
            bit = 1 << index
            self.full |= bit
            if not written:
                self._any |= bit
            for name in written:
                self._by_name[name] = self._by_name.get(name, 0) | bit
        self.some = self.full & ~self._any  # rules that name any interface at all

    def fitting(self, names: frozenset[str] | None) -> tuple[int, int]:
        """Return (may fit, fits); a rule that names no interface fits any, and an unknown interface may be any."""
        certain = self._any
        for name in names or ():
            certain |= self._by_name.get(name, 0)
        return self.full if names is None else certain, certain


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
            found = 0
            for index, space in enumerate(self._spaces):
                if number in space:
                    found |= 1 << index
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
    _named: tuple[_Named, _Named] = field(repr=False, compare=False)
    _between: dict[tuple[str | None, str | None, Stage], tuple[int, int]] = field(repr=False, compare=False)

    @classmethod
    def of(cls, gateway: Gateway) -> GatewayView:
        """Prepare a gateway; rules that are disabled or cannot decide about a new connection are left out."""
        opening = (match_of(rule) for rule in rules_with_doubts(gateway) if rule.enabled and rule.opens)
        matches = confined_to_lines(gateway, opening)
        sides = (
            _Side([match.source.possible for match in matches]),
            _Side([match.destination.possible for match in matches]),
            _Side([match.service.possible for match in matches]),
        )
        named = (
            _Named(match.rule.from_interfaces for match in matches),
            _Named(match.rule.to_interfaces for match in matches),
        )
        return cls(gateway, Routing(gateway), matches, gateway.publications, sides, named, {})

    @property
    def filters(self) -> bool:
        """Whether anything stands between its interfaces, be it only a part that was not understood."""
        return self.gateway.filters or bool(self.matches)

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
        if not self.gateway.filters:
            return Action.ALLOW  # nothing but parts that were not understood stands in the way
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
        if not self.filters:
            return True
        return all(self.listless(ingress, egress, stage) for stage in self.stages)

    def rules_between(
        self, ingress: str | None, egress: str | None, stage: Stage = Stage.WHOLE
    ) -> Iterable[tuple[RuleMatch, bool]]:
        """Yield the rules for a pair of interfaces, and whether the interfaces fit for certain.

        An interface that is None is not known (no route in the file): every rule may then apply.
        """
        possible, certain = self._interfaces(ingress, egress, stage)
        while possible:
            bit = possible & -possible
            possible ^= bit
            yield self.matches[bit.bit_length() - 1], bool(certain & bit)

    def _interfaces(self, ingress: str | None, egress: str | None, stage: Stage) -> tuple[int, int]:
        """Return the rules whose interfaces may fit at a stage, and those whose interfaces do."""
        key = (ingress, egress, stage)
        if key not in self._between:
            inward, outward = [
                side.fitting(self.routing.names_of(name) if name else None)
                for name, side in zip((ingress, egress), self._named, strict=True)
            ]
            leaving = self._named[1].some
            self._between[key] = {
                Stage.WHOLE: (inward[0] & outward[0], inward[1] & outward[1]),
                Stage.IN: (inward[0] & ~leaving, inward[1] & ~leaving),
                Stage.OUT: (outward[0] & leaving, outward[1] & leaving),
            }[stage]
        return self._between[key]
