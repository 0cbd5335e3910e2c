"""What one gateway does with all packets at once: the first rule that matches, for whole sets instead of packets.

Answers the same question as ``filter`` by other means (sets instead of packets); tests hold the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from inmori.model.gateway import Action, Rule
from inmori.reach.address_space import Space, address
from inmori.reach.answer import Verdict
from inmori.reach.filter import UNFILTERED
from inmori.reach.first_match import NONE, Line, Outcome, first_match
from inmori.reach.gateway_view import GatewayView, Stage
from inmori.reach.rule_match import RuleMatch
from inmori.reach.universe import Box, Universe, published, sources_of, without


class Piece(NamedTuple):
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
class Families:
    """Pieces between two interfaces that pass, that may pass, and that are stopped."""

    passing: tuple[Piece, ...]
    maybe: tuple[Piece, ...]
    stopped: tuple[Piece, ...]


class GatewaySpace:
    """All packets through one gateway; each pair of interfaces is worked out when first asked for."""

    def __init__(self, view: GatewayView, universe: Universe) -> None:
        self.view = view
        self.universe = universe
        axis = universe.addresses
        self.territories = {name: axis.mask(space) for name, space in view.routing.territories().items()}
        self._own = axis.mask(view.answered_for)
        self._masks = {id(match): self._mask(match) for match in view.matches}
        self._between: dict[tuple[str | None, str | None, bool], tuple[Piece, ...]] = {}
        self._families: dict[tuple[str | None, str | None], Families] = {}

    def _mask(self, match: RuleMatch) -> tuple[Box, Box]:
        axis, ports = self.universe.addresses, self.universe.services
        sides = match.source, match.destination, match.service
        sure = Box(axis.mask(sides[0].sure), axis.mask(sides[1].sure), ports.mask(sides[2].sure))
        if all(side.possible is side.sure for side in sides):
            return sure, sure
        possible = Box(
            axis.mask(sides[0].possible), axis.mask(sides[1].possible), ports.mask(sides[2].possible)
        )
        return sure, possible

    def between(
        self, ingress: str | None, egress: str | None, *, anybody: bool = False
    ) -> tuple[Piece, ...]:
        """Return all pieces between two interfaces, published services (by inner address) among them.

        None is an interface that the file does not tell; then every address may lie there. ``anybody``: whoever sends,
        also from where the gateway has no way back to.
        """
        key = (ingress, egress, anybody)
        if key not in self._between:
            senders = self.universe.addresses.full if anybody else self._senders(ingress)
            self._between[key] = (
                *self._plain(senders, ingress, egress),
                *self._published(senders, ingress, egress),
            )
        return self._between[key]

    def families(self, ingress: str | None, egress: str | None) -> Families:
        """Return the pieces between two interfaces sorted by what becomes of them.

        A packet to an inner machine may come by its own address or by a published one; it counts as stopped only
        when neither way lets it pass.
        """
        key = (ingress, egress)
        if key not in self._families:
            # A packet that another gateway hands on comes in here, whether or not an answer finds the way back.
            pieces = self.between(ingress, egress, anybody=True)
            plain = [piece for piece in pieces if piece.publication is None]
            published = [piece for piece in pieces if piece.publication is not None]
            passing = [piece for piece in pieces if piece.verdict is Verdict.ALLOW]
            shown = [piece.box for piece in published if piece.verdict is Verdict.ALLOW]
            maybe = [
                *_less([piece for piece in plain if piece.verdict is Verdict.UNKNOWN], shown),
                *_less(
                    [piece for piece in published if piece.verdict is Verdict.UNKNOWN],
                    [piece.box for piece in passing],
                ),
            ]
            told = [*shown, *(piece.box for piece in published if piece.verdict is Verdict.UNKNOWN)]
            stopped = _less([piece for piece in plain if piece.verdict is Verdict.DENY], told)
            self._families[key] = Families(tuple(passing), tuple(maybe), tuple(stopped))
        return self._families[key]

    def _side(self, interface: str | None) -> int:
        return self.universe.addresses.full if interface is None else self.territories.get(interface, 0)

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Tunnels that serve and whose far addresses the file does not tell: anybody may come in by them."""
        tunnels = self.view.gateway.tunnels
        return tuple(item.name for item in tunnels if item.serving and item.name not in self.territories)

    def _senders(self, interface: str | None) -> int:
        return self.universe.addresses.full if interface in self.unplaced else self._side(interface)

    def _plain(self, senders: int, ingress: str | None, egress: str | None) -> list[Piece]:
        whole = Box(senders, self._side(egress) & ~self._own, self.universe.services.full)
        if not self.view.filters:
            return [Piece(whole, Verdict.ALLOW, UNFILTERED, None, None, ingress, egress)] if whole else []
        if ingress and egress:
            zone = self.view.intrazone(ingress, egress)
            if ingress == egress or zone:
                ref = UNFILTERED if ingress == egress else f"intrazone:{zone}"
                return [Piece(whole, Verdict.ALLOW, ref, None, None, ingress, egress)] if whole else []
        return self.classify(whole, ingress, egress, publication=None)

    def _published(self, senders: int, ingress: str | None, egress: str | None) -> list[Piece]:
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
            box = Box(senders & axis.mask(sources_of(item.sources)), target, ports.mask(inside))
            if box:
                found += self.classify(box, ingress, egress, publication=item.name)
        return found

    def classify(
        self, box: Box, ingress: str | None, egress: str | None, *, publication: str | None
    ) -> list[Piece]:
        """Let the rules in order decide every packet of ``box``."""
        if not self.view.filters:
            return [Piece(box, Verdict.ALLOW, UNFILTERED, None, publication, ingress, egress)]
        found = [Piece(box, Verdict.ALLOW, UNFILTERED, None, publication, ingress, egress)]
        for stage in self.view.stages:
            found = [after for before in found for after in self._staged(before, stage)]
        return found

    def _staged(self, before: Piece, stage: Stage) -> list[Piece]:
        """Let the rules of one stage decide what an earlier one has not stopped."""
        where = (before.publication, before.ingress, before.egress)
        if before.verdict is Verdict.DENY or self.view.listless(before.ingress, before.egress, stage):
            return [before]
        # On the way out a published packet bears its inner address like any other.
        publication = before.publication if stage is not Stage.OUT else None
        matches, lines = self._lines(before.ingress, before.egress, publication, stage)
        default = self.view.otherwise(before.ingress, before.egress, stage)
        pieces = [
            _piece(outcome, matches, default, where)
            for outcome in first_match(before.box, lines, default or Action.ALLOW)
        ]
        return [_strictest(before, piece) for piece in pieces]

    def _lines(
        self, ingress: str | None, egress: str | None, publication: str | None, stage: Stage
    ) -> tuple[list[RuleMatch], list[Line]]:
        """Return the rules that may apply at a stage, and the same as masks."""
        matches: list[RuleMatch] = []
        lines: list[Line] = []
        everything = self.universe.addresses.full
        for match, interfaces_fit in self.view.rules_between(ingress, egress, stage):
            sure, possible = self._masks[id(match)]
            if publication is not None:
                if publication not in match.rule.publications:
                    continue
                # Published traffic is matched by the publication's name, whatever addresses the rule names.
                sure, possible = sure._replace(dst=everything), possible._replace(dst=everything)
            certain = interfaces_fit and not match.conditional
            matches.append(match)
            lines.append(Line(match.rule.action, sure if certain else Box(0, 0, 0), possible))
        return matches, lines


def _less(pieces: list[Piece], taken: list[Box]) -> list[Piece]:
    return (
        [piece._replace(box=box) for piece in pieces for box in without([piece.box], taken)]
        if taken
        else pieces
    )


def axis_point(number: int) -> Space:
    """Return the space of one number."""
    return Space(((number, number),))


def _piece(
    outcome: Outcome,
    matches: list[RuleMatch],
    default: Action | None,
    where: tuple[str | None, str | None, str | None],
) -> Piece:
    rule = matches[outcome.decider].rule if outcome.decider != NONE else None
    if rule is None and default is None:
        return Piece(outcome.box, Verdict.UNKNOWN, "interface", None, *where)
    if outcome.doubter != NONE:
        other = matches[outcome.doubter]
        ref = other.doubt or f"policy:{other.rule.id}"
        return Piece(outcome.box, Verdict.UNKNOWN, ref, other.rule, *where, rule)
    action = rule.action if rule else default
    verdict = Verdict.ALLOW if action is Action.ALLOW else Verdict.DENY
    return Piece(outcome.box, verdict, f"policy:{rule.id}" if rule else "default", rule, *where)


def _strictest(before: Piece, after: Piece) -> Piece:
    """Return what settles it for the packets of ``after``, which an earlier list has let pass or may have."""
    if after.verdict is Verdict.DENY or before.verdict is Verdict.ALLOW:
        keeps = after.verdict is Verdict.ALLOW and before.rule is not None
        return before._replace(box=after.box) if keeps else after
    return before._replace(box=after.box)
