"""What one gateway does with all packets at once: the first rule that matches, for whole sets instead of packets.

Answers the same question as ``filter`` by other means (sets cut by rule after rule); tests hold the two together.
"""

from __future__ import annotations

from dataclasses import dataclass

from inmori.model.gateway import Action, Rule
from inmori.reach.address_space import Space, address
from inmori.reach.answer import Verdict
from inmori.reach.filter import UNFILTERED
from inmori.reach.gateway_view import GatewayView
from inmori.reach.rule_match import RuleMatch
from inmori.reach.universe import Box, Universe, published, sources_of


@dataclass(frozen=True, slots=True)
class Piece:
    """Packets that one rule (or the default) decides alike. ``ref`` and ``publication`` as in ``Decision``.

    When UNKNOWN, ``rule`` is the one in doubt and ``otherwise`` the one that decides if it does not match.
    """

    box: Box
    verdict: Verdict
    ref: str
    rule: Rule | None = None
    publication: str | None = None
    ingress: str | None = None
    egress: str | None = None
    otherwise: Rule | None = None

    @property
    def allowing(self) -> Rule | None:
        """The rule that lets it pass, or may."""
        candidates = (self.rule, self.otherwise)
        return next((rule for rule in candidates if rule is not None and rule.action is Action.ALLOW), None)


@dataclass(frozen=True, slots=True)
class _Undecided:
    box: Box
    may_allow: RuleMatch | None = None  # an earlier rule that may have allowed it
    may_deny: RuleMatch | None = None

    def doubted(self, box: Box, match: RuleMatch) -> _Undecided:
        if match.rule.action is Action.ALLOW:
            return _Undecided(box, self.may_allow or match, self.may_deny)
        return _Undecided(box, self.may_allow, self.may_deny or match)


class GatewaySpace:
    """All packets through one gateway; each pair of interfaces is worked out when first asked for."""

    def __init__(self, view: GatewayView, universe: Universe) -> None:
        self.view = view
        self.universe = universe
        axis = universe.addresses
        self.territories = {name: axis.mask(space) for name, space in view.routing.territories().items()}
        self._own = axis.mask(view.answered_for)
        self._masks = [(match, *self._mask(match)) for match in view.matches]
        self._between: dict[tuple[str | None, str | None], tuple[Piece, ...]] = {}

    def _mask(self, match: RuleMatch) -> tuple[Box, Box]:
        axis, ports = self.universe.addresses, self.universe.services
        sides = match.source, match.destination, match.service
        sure = Box(axis.mask(sides[0].sure), axis.mask(sides[1].sure), ports.mask(sides[2].sure))
        possible = Box(
            axis.mask(sides[0].possible), axis.mask(sides[1].possible), ports.mask(sides[2].possible)
        )
        return sure, possible

    def between(self, ingress: str | None, egress: str | None) -> tuple[Piece, ...]:
        """Return all pieces between two interfaces, published services (by inner address) among them.

        None is an interface that the file does not tell; then every address may lie there.
        """
        key = (ingress, egress)
        if key not in self._between:
            self._between[key] = (*self._plain(ingress, egress), *self._published(ingress, egress))
        return self._between[key]

    def _side(self, interface: str | None) -> int:
        return self.universe.addresses.full if interface is None else self.territories.get(interface, 0)

    def _plain(self, ingress: str | None, egress: str | None) -> list[Piece]:
        whole = Box(self._side(ingress), self._side(egress) & ~self._own, self.universe.services.full)
        if not self.view.gateway.filters:
            return [Piece(whole, Verdict.ALLOW, UNFILTERED, None, None, ingress, egress)] if whole else []
        if ingress and egress:
            zone = self.view.intrazone(ingress, egress)
            if ingress == egress or zone:
                ref = UNFILTERED if ingress == egress else f"intrazone:{zone}"
                return [Piece(whole, Verdict.ALLOW, ref, None, None, ingress, egress)] if whole else []
        return self.classify(whole, ingress, egress, publication=None)

    def _published(self, ingress: str | None, egress: str | None) -> list[Piece]:
        found: list[Piece] = []
        axis, ports = self.universe.addresses, self.universe.services
        names = self.view.routing.names_of(ingress) if ingress else None
        for item in self.view.publications:
            inner = address(item.inner)
            if inner is None or (names and item.interface not in ("", "any") and item.interface not in names):
                continue
            target = axis.mask(axis_point(inner)) & self._side(egress)
            inside = published(
                item.protocol, item.inner_port or item.outer_port, item.outer_port, item.outer_port_last
            )
            box = Box(self._side(ingress) & axis.mask(sources_of(item.sources)), target, ports.mask(inside))
            if box:
                found += self.classify(box, ingress, egress, publication=item.name)
        return found

    def classify(
        self, box: Box, ingress: str | None, egress: str | None, *, publication: str | None
    ) -> list[Piece]:
        """Let the rules in order decide every packet of ``box``."""
        if not self.view.gateway.filters:
            return [Piece(box, Verdict.ALLOW, UNFILTERED, None, publication, ingress, egress)]
        found: list[Piece] = []
        pending = [_Undecided(box)]
        fits = {id(match): certain for match, certain in self.view.rules_between(ingress, egress)}
        everything = self.universe.addresses.full
        for match, sure, possible in self._masks:
            certain = fits.get(id(match))
            if certain is None:
                continue
            if publication is not None:
                if publication not in match.rule.publications:
                    continue
                sure = Box(sure.src, everything, sure.service)
                possible = Box(possible.src, everything, possible.service)
            certain = certain and not match.conditional
            pending = self._cut(
                pending, match, sure if certain else None, possible, found, (publication, ingress, egress)
            )
            if not pending:
                break
        default = self.view.gateway.default
        found += [_decided(part, part.box, default, None, (publication, ingress, egress)) for part in pending]
        return found

    @staticmethod
    def _cut(
        pending: list[_Undecided],
        match: RuleMatch,
        sure: Box | None,
        possible: Box,
        found: list[Piece],
        where: tuple[str | None, str | None, str | None],
    ) -> list[_Undecided]:
        rest: list[_Undecided] = []
        for part in pending:
            may = part.box & possible
            if not may:
                rest.append(part)
                continue
            rest += [_Undecided(box, part.may_allow, part.may_deny) for box in part.box.minus(may)]
            hit = part.box & sure if sure is not None else Box(0, 0, 0)
            if hit:
                found.append(_decided(part, hit, match.rule.action, match.rule, where))
                rest += [part.doubted(box, match) for box in may.minus(hit)]
            else:
                rest.append(part.doubted(may, match))
        return rest


def axis_point(number: int) -> Space:
    """Return the space of one number."""
    return Space(((number, number),))


def _decided(
    part: _Undecided,
    box: Box,
    action: Action,
    rule: Rule | None,
    where: tuple[str | None, str | None, str | None],
) -> Piece:
    other = part.may_deny if action is Action.ALLOW else part.may_allow
    if other is not None:
        return Piece(box, Verdict.UNKNOWN, other.doubt or f"policy:{other.rule.id}", other.rule, *where, rule)
    verdict = Verdict.ALLOW if action is Action.ALLOW else Verdict.DENY
    return Piece(box, verdict, f"policy:{rule.id}" if rule else "default", rule, *where)
