"""Puts the traffic that crossed a boundary to the rule that lets it pass, or on its own where no rule does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from inmori.model import Flow, Hospital, ZoneKind
from inmori.reach.address_space import NOBODY, Space, address, network
from inmori.reach.allowed import NO_PLACE
from inmori.reach.answer import Verdict
from inmori.reach.atlas import Atlas
from inmori.reach.by_application import meant_for
from inmori.reach.places import Place, Places
from inmori.reach.port_family import HOUSEHOLD, flow_service
from inmori.reach.trace import Trace, trace


@dataclass(frozen=True, slots=True)
class Seen:
    """One flow across a boundary. ``inner`` and ``outer`` are addresses as text."""

    flow: Flow
    service: int
    inbound: bool
    inner: str
    outer: str
    near: Place
    far: Place


@dataclass(slots=True)
class Sightings:
    """All flows across boundaries: by rule, and those that no rule lets pass, with the configuration's verdict."""

    by_rule: dict[tuple[str, str, bool], list[Seen]] = field(default_factory=dict)
    unsure: set[tuple[str, str, bool]] = field(default_factory=set)  # of these, by the application only
    loose: list[tuple[Seen, Verdict, str | None]] = field(default_factory=list)  # and the gateway that says so

    def without(self, carried: Iterable[Flow], *, but: Callable[[Seen], bool]) -> Sightings:
        """Return the rest, when a machine told by itself carried some flows past every gateway; ``but`` some stay."""
        past = {id(flow) for flow in carried}
        kept = {
            key: [item for item in seen if id(item.flow) not in past or but(item)]
            for key, seen in self.by_rule.items()
        }
        loose = [item for item in self.loose if id(item[0].flow) not in past or but(item[0])]
        return Sightings({key: seen for key, seen in kept.items() if seen}, self.unsure, loose)


class Watcher:
    """Tells for each flow which boundary it crosses and what the gateways say of it."""

    def __init__(self, hospital: Hospital, atlas: Atlas, places: Places) -> None:
        self._atlas = atlas
        self._places = places
        self._own = Space.of(span for view in atlas.views for span in view.routing.own.spans)
        nets = [network(net.cidr) for zone in hospital.zones for net in zone.networks]
        self._broadcast = {space.spans[0][1] for space in nets if space and space.size > 2}
        self._verdicts: dict[tuple[int, int, int], tuple[Trace, ...]] = {}

    def watch(self, flows: Iterable[Flow]) -> Sightings:
        """Sort the flows."""
        found = Sightings()
        for flow in flows:
            seen = self._crossing(flow)
            if seen is None:
                continue
            verdict, gateway, rule = self._judged(seen)
            if rule is not None and gateway is not None:
                found.by_rule.setdefault((gateway, rule, seen.inbound), []).append(seen)
                if verdict is Verdict.UNKNOWN:
                    found.unsure.add((gateway, rule, seen.inbound))
            elif self._counts(seen, verdict, gateway):
                found.loose.append((seen, verdict, gateway))
        return found

    def _crossing(self, flow: Flow) -> Seen | None:
        src, dst, service = address(flow.src), address(flow.dst), flow_service(flow)
        if src is None or dst is None or service is None:
            return None
        if src in NOBODY or dst in NOBODY or dst in self._broadcast or src in self._broadcast:
            return None
        source, target = self._places.of(src), self._places.of(dst)
        if source.closed == target.closed or {source.kind, target.kind} & set(NO_PLACE):
            return None
        if service in HOUSEHOLD and (dst in self._own or src in self._own):
            return None
        if target.closed:
            return Seen(flow, service, True, flow.dst, flow.src, target, source)
        return Seen(flow, service, False, flow.src, flow.dst, source, target)

    def _judged(self, seen: Seen) -> tuple[Verdict, str | None, str | None]:
        """Return (verdict, gateway, rule that allows it)."""
        traces = self._traces(seen)
        for wanted in (Verdict.ALLOW, Verdict.UNKNOWN, Verdict.DENY):
            for item in traces:
                if item.verdict is not wanted:
                    continue
                if wanted is Verdict.ALLOW:
                    # Told by the gateway next to the closed zone, firewalls before lists of interfaces, as the crossings
                    # of rules are.
                    steps = item.steps[::-1] if seen.inbound else item.steps
                    views = self._atlas.views
                    for place, step in sorted(steps, key=lambda pair: views[pair[0]].gateway.per_interface):
                        if step.rule is not None:
                            return wanted, self._atlas.views[place].gateway.id, step.rule.id
                if wanted is Verdict.UNKNOWN and meant_for(item.deciding.rule, seen.flow):
                    rule = item.deciding.rule
                    return wanted, self._atlas.views[item.gateway].gateway.id, rule.id if rule is not None else None
                return wanted, self._atlas.views[item.gateway].gateway.id, None
        return Verdict.UNKNOWN, None, None

    def _traces(self, seen: Seen) -> tuple[Trace, ...]:
        axis, ports = self._atlas.universe.addresses, self._atlas.universe.services
        src, dst = address(seen.flow.src) or 0, address(seen.flow.dst) or 0
        # Packets that no rule and no route tells apart are judged once.
        key = (axis.index(src), axis.index(dst), ports.index(seen.service))
        if dst in self._own:
            return trace(self._atlas.map, src=src, dst=dst, service=seen.service)
        if key not in self._verdicts:
            self._verdicts[key] = trace(self._atlas.map, src=src, dst=dst, service=seen.service)
        return self._verdicts[key]

    @staticmethod
    def _counts(seen: Seen, verdict: Verdict, gateway: str | None) -> bool:
        """Whether a flow that no rule lets pass says anything.

        An attempt that was stopped and never answered is what a firewall is for. Networks that nobody named, and
        management networks on the same side of the firewall, are not across any boundary that is managed.
        """
        if not seen.flow.answered and verdict is Verdict.DENY:
            return False
        unfiltered = verdict is Verdict.ALLOW or gateway is None
        return not (unfiltered and seen.far.kind in (ZoneKind.MGMT, ZoneKind.UNKNOWN, ZoneKind.LINK))
