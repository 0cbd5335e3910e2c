"""What one gateway does with one packet: route, translation, zone, then the rules in order.

A rule that may match (an unresolved name, a setting that was not understood) does not decide; the answer is UNKNOWN
only if it could have turned the verdict of the rule that does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from inmori.model.gateway import Action, Publication, Rule
from inmori.reach.address_space import address
from inmori.reach.answer import Verdict
from inmori.reach.gateway_view import GatewayView, Stage
from inmori.reach.routing import Hop
from inmori.reach.rule_match import RuleMatch
from inmori.reach.service_space import PORTS, protocol_number

UNFILTERED = "unfiltered"  # ref of a decision: the gateway does not filter between the two


@dataclass(frozen=True, slots=True)
class Decision:
    """What a gateway does with a packet, and what decides it.

    ``ref``: "policy:12", "default", "route" (no way on), "unfiltered", "intrazone:LAN", "local" (the gateway's own
    address), "publication:VIP" (a published address, but not for this packet), or the unread part when the verdict is UNKNOWN. ``destination`` and ``service`` are those after
    translation. ``users``: groups that must have signed in.
    """

    verdict: Verdict
    ref: str
    rule: Rule | None = None
    ingress: str | None = None
    egress: str | None = None
    via: str | None = None
    destination: int = 0
    service: int = 0
    publication: str | None = None
    users: tuple[str, ...] = ()


def decisions(
    view: GatewayView, *, src: int, dst: int, service: int, ingress: str | None = None
) -> tuple[Decision, ...]:
    """Return what the gateway may do with a packet: one decision for each way it may come in and go out.

    ``ingress`` None: it comes in where the gateway would send an answer to ``src``.
    """
    ways_in = (ingress,) if ingress else _ways_in(view, src)
    found: list[Decision] = []
    for way_in in ways_in:
        translated = [
            through(view, src, *target, ingress=way_in, publication=name)
            for name, *target in translations(view, src=src, dst=dst, service=service, ingress=way_in)
        ]
        if translated:
            found += [decision for group in translated for decision in group]
        elif dst in view.routing.own:
            found.append(Decision(Verdict.UNKNOWN, "local", ingress=way_in, destination=dst, service=service))
        elif name := next((item.name for item in view.publications if address(item.outer) == dst), None):
            # The gateway answers for the address, but publishes nothing to this sender or at this port.
            found.append(
                Decision(
                    Verdict.DENY, f"publication:{name}", ingress=way_in, destination=dst, service=service
                )
            )
        else:
            found += through(view, src, dst, service, ingress=way_in, publication=None)
    return tuple(dict.fromkeys(found))


def _ways_in(view: GatewayView, src: int) -> tuple[str | None, ...]:
    if not view.routing.certain(src):
        return (None,)
    return tuple(hop.interface for hop in view.routing.hops(src) if hop.interface) or (None,)


def translations(
    view: GatewayView, *, src: int, dst: int, service: int, ingress: str | None
) -> Iterable[tuple[str, int, int]]:
    """Yield (publication, inner address, inner service) for a packet that a publication rewrites."""
    protocol, port = divmod(service, PORTS)
    for item in view.publications:
        inner = address(item.inner)
        if inner is None or not _answers(view, item, dst=dst, ingress=ingress):
            continue
        if not view.answers_source(item, src):
            continue
        if item.protocol.lower() != "any" and protocol_number(item.protocol) != protocol:
            continue
        if item.outer_port is None:
            yield item.name, inner, service
        elif item.outer_port <= port <= (item.outer_port_last or item.outer_port):
            yield (
                item.name,
                inner,
                protocol * PORTS + port - item.outer_port + (item.inner_port or item.outer_port),
            )


def _answers(view: GatewayView, item: Publication, *, dst: int, ingress: str | None) -> bool:
    if item.interface not in ("", "any") and ingress is not None:
        names = view.routing.names_of(ingress)
        if item.interface not in names:
            return False
    outer = address(item.outer)
    # 0.0.0.0 stands for whatever address the interface has.
    return dst in view.routing.own if outer == 0 else outer == dst


def through(
    view: GatewayView, src: int, dst: int, service: int, *, ingress: str | None, publication: str | None
) -> list[Decision]:
    """Return the decisions for a packet (after translation) on every way out that the gateway has for it."""
    hops = view.routing.hops(dst)
    if not view.routing.certain(dst) or (not hops and not view.routing.known):
        hops = (Hop(interface=""),)  # somewhere, but the file does not tell where
    elif not hops:
        hops = (Hop(interface=None),)
    return [
        replace(
            decide(
                view,
                src=src,
                dst=dst,
                service=service,
                ingress=ingress,
                egress=hop.interface or None,
                publication=publication,
            ),
            via=hop.via,
        )
        if hop.interface is not None
        else Decision(Verdict.DENY, "route", None, ingress, None, None, dst, service, publication)
        for hop in hops
    ]


def decide(
    view: GatewayView,
    *,
    src: int,
    dst: int,
    service: int,
    ingress: str | None,
    egress: str | None,
    publication: str | None = None,
) -> Decision:
    """Return what the rules say of a packet (after translation) between two interfaces."""
    if not view.filters:
        return Decision(Verdict.ALLOW, UNFILTERED, None, ingress, egress, None, dst, service, publication)
    if ingress and egress and not publication:
        if ingress == egress:
            return Decision(Verdict.ALLOW, UNFILTERED, None, ingress, egress, None, dst, service)
        zone = view.intrazone(ingress, egress)
        if zone:
            return Decision(Verdict.ALLOW, f"intrazone:{zone}", None, ingress, egress, None, dst, service)
    return _strictest(
        [
            _staged(view, stage, src=src, dst=dst, service=service, ingress=ingress, egress=egress, publication=publication)
            for stage in view.stages
        ]
    )


def _strictest(judged: list[Decision]) -> Decision:
    """Return what settles it when each of several lists may stop a packet."""
    for verdict in (Verdict.DENY, Verdict.UNKNOWN):
        stopped = next((decision for decision in judged if decision.verdict is verdict), None)
        if stopped is not None:
            return stopped
    telling = [decision for decision in judged if decision.ref != UNFILTERED]
    return next((decision for decision in telling if decision.rule is not None), (*telling, *judged)[0])


def _staged(
    view: GatewayView,
    stage: Stage,
    *,
    src: int,
    dst: int,
    service: int,
    ingress: str | None,
    egress: str | None,
    publication: str | None,
) -> Decision:
    """Return what the rules of one stage say of a packet."""
    # On the way out a published packet bears its inner address like any other.
    named = publication if stage is not Stage.OUT else None
    if view.listless(ingress, egress, stage):
        return Decision(Verdict.ALLOW, UNFILTERED, None, ingress, egress, None, dst, service, publication)
    doubts: dict[Action, RuleMatch] = {}
    action, deciding = view.otherwise(ingress, egress, stage), None
    for match, interfaces_fit in view.candidates(
        src=src, dst=dst, service=service, ingress=ingress, egress=egress, publication=named, stage=stage
    ):
        if interfaces_fit and _surely(match, src=src, dst=dst, service=service, published=named is not None):
            action, deciding = match.rule.action, match.rule
            break
        doubts.setdefault(match.rule.action, match)
    if action is None:
        return Decision(Verdict.UNKNOWN, "interface", None, ingress, egress, None, dst, service, publication)
    return _decision(action, deciding, doubts, ingress, egress, dst, service, publication)


def _surely(match: RuleMatch, *, src: int, dst: int, service: int, published: bool) -> bool:
    """Whether a rule that may match does so for certain."""
    target = published or dst in match.destination.sure
    return target and src in match.source.sure and service in match.service.sure and not match.conditional


def _decision(
    action: Action,
    rule: Rule | None,
    doubts: dict[Action, RuleMatch],
    ingress: str | None,
    egress: str | None,
    dst: int,
    service: int,
    publication: str | None,
) -> Decision:
    other = doubts.get(Action.DENY if action is Action.ALLOW else Action.ALLOW)
    if other is not None:
        # An earlier rule that may match would have decided otherwise.
        ref = other.doubt or f"policy:{other.rule.id}"
        return Decision(Verdict.UNKNOWN, ref, other.rule, ingress, egress, None, dst, service, publication)
    verdict = Verdict.ALLOW if action is Action.ALLOW else Verdict.DENY
    ref = f"policy:{rule.id}" if rule else "default"
    users = rule.users if rule else ()
    return Decision(verdict, ref, rule, ingress, egress, None, dst, service, publication, users)
