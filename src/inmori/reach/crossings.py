"""All ways across the boundary of a closed zone: allowed by rules, seen in traffic, or wired past every rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from inmori.model import Device, Hospital, Source, ZoneKind
from inmori.model.gateway import Tunnel
from inmori.reach.address_space import NOTHING, Space, address_text, network, prefix_length
from inmori.reach.allowed import Draft, drafts
from inmori.reach.answer import Verdict
from inmori.reach.applied_way import rule_meant_for
from inmori.reach.atlas import Atlas
from inmori.reach.attached import boxes, device_refs, dual_homed, mobile_lines, unfiltered
from inmori.reach.bridges import bridges, joined
from inmori.reach.classify import FEW, Evidence, classify, seen_kind, special_kind
from inmori.reach.crossing_kind import Crossing, CrossingKind
from inmori.reach.grounds import Explanation, Grounds, Way
from inmori.reach.places import Places
from inmori.reach.reply_rule import without_replies
from inmori.reach.seen import Seen, Watcher
from inmori.reach.service_space import service_text, written
from inmori.reach.standing import standing

_REFS = 50  # addresses named in one crossing
_GENERAL = (CrossingKind.ANY_RULE, CrossingKind.UNEXPLAINED, CrossingKind.SANCTIONED)
_RANK = (
    CrossingKind.PUBLISHED_SERVICE,
    CrossingKind.SSLVPN_PASSWORD_ONLY,
    CrossingKind.SSLVPN_UNKNOWN_FACTOR,
    CrossingKind.ANY_RULE,
    CrossingKind.REMOTE_TOOL,
    CrossingKind.VENDOR_BOX,
    CrossingKind.MOBILE_ROUTER,
    CrossingKind.DIRECT_ROUTER,
    CrossingKind.CORE_BYPASS,
    CrossingKind.DUAL_HOMED_PC,
    CrossingKind.STALE_TUNNEL,
    CrossingKind.FILE_TO_INFO,
    CrossingKind.UNEXPLAINED,
    CrossingKind.SANCTIONED,
)


def crossings(hospital: Hospital, *, today: date | None = None) -> tuple[Crossing, ...]:
    """Return every way across the boundary of a closed zone, the gravest first.

    ``today`` decides which contracts have ended; None takes the newest date that the evidence carries.
    """
    return _Survey(hospital, today or newest_date(hospital)).crossings()


def newest_date(hospital: Hospital) -> date | None:
    """Return the newest date in the evidence: whoever wrote it down did so no earlier.

    Dates of traffic, of dated sources, of machines seen or bought, and of contracts begun; no date that lies ahead
    by its nature (ends, renewals).
    """
    dates = [flow.last.date() for flow in hospital.flows if flow.last is not None]
    facts = [contract.start for contract in hospital.contracts]
    facts += [
        fact
        for device in hospital.devices
        for fact in (device.last_seen, device.last_patched, device.purchased)
    ]
    dates += [fact.value for fact in facts if fact.value is not None]
    sources = [source for access in hospital.remote_accesses for source in access.sources]
    sources += [source for contract in hospital.contracts for source in contract.sources]
    dates += [source.as_of for source in sources if source.as_of is not None]
    return max(dates, default=None)


class _Survey:
    """One walk over a hospital."""

    def __init__(self, hospital: Hospital, today: date | None) -> None:
        self.hospital = hospital
        self.places = Places(hospital)
        self.atlas = Atlas(hospital.gateways, [place.space for place in self.places.all])
        self.grounds = Grounds(hospital, today=today)
        self.devices: dict[str, list[Device]] = {}
        for device in hospital.devices:
            for fact in device.addresses:
                if fact.value:
                    self.devices.setdefault(fact.value, []).append(device)

    def crossings(self) -> tuple[Crossing, ...]:
        """Gather all families."""
        found: list[Crossing] = []
        relays, carried = bridges(self.hospital, self.places)
        sightings = Watcher(self.hospital, self.atlas, self.places).watch(self.hospital.flows)
        # A remote-control tool or a VPN is told by itself, whichever way it took.
        sightings = sightings.without(carried, but=lambda item: special_kind(item) is not None)
        made = without_replies(drafts(self.atlas, self.places), sightings.by_rule)
        aside: list[Draft] = []  # rules beside the way that packets really take
        for key, draft in made.items():
            whole = standing(self.atlas, draft)
            if whole is not None:
                found += self._of_rule(whole, sightings.by_rule.get(key, []))
            else:
                aside.append(draft)
        for key, seen in sightings.by_rule.items():
            if key not in made:  # a rule that the sets do not see across, yet traffic did go
                verdict = Verdict.UNKNOWN if key in sightings.unsure else Verdict.ALLOW
                found += self._loose([(item, verdict, key[0]) for item in seen])
        found += self._beside(sightings.loose, aside)
        found += dual_homed(self.hospital, self.places)
        lines = [item for item in relays if item.kind is CrossingKind.MOBILE_ROUTER]
        found += mobile_lines(self.hospital, self.places, frozenset(ref for item in lines for ref in item.refs))
        for relay in relays:
            found = joined(found, relay)
        found += unfiltered(self.hospital, self.places)
        told = {ref for crossing in found for ref in crossing.refs}
        found += boxes(self.hospital, self.places, told)
        unique = {crossing.id: crossing for crossing in found}
        rank = {kind: number for number, kind in enumerate(_RANK)}
        return tuple(
            sorted(
                unique.values(),
                key=lambda item: (rank[item.kind], not item.inbound, -item.seen, _natural(item.id)),
            )
        )

    def _of_rule(self, draft: Draft, seen: list[Seen]) -> Iterable[Crossing]:
        inner = _hosts(draft.inner)
        kind, sure = self._kind(draft, seen)
        if kind in _GENERAL and draft.inner.size > 2:
            special = [item for item in seen if special_kind(item) is not None]
            for crossing in self._loose([(item, draft.verdict, draft.gateway.id) for item in special]):
                yield crossing.model_copy(update={"rule_id": draft.rule.id, "rule_name": draft.rule.name})
            seen = [item for item in seen if special_kind(item) is None]
        yield self._crossing(draft, kind, sure, seen, inner)

    def _beside(self, loose: Sequence[tuple[Seen, Verdict, str | None]], aside: Sequence[Draft]) -> list[Crossing]:
        """Make crossings of traffic that no rule on its way lets pass; what a reasoned rule elsewhere is for is sanctioned."""
        applied = [draft for draft in aside if self._kind(draft, [])[0] is CrossingKind.SANCTIONED]
        meant: dict[tuple[str, str, bool], tuple[Draft, list[Seen]]] = {}
        rest = []
        for item in loose:
            plain = special_kind(item[0]) is None and item[1] is not Verdict.DENY
            draft = rule_meant_for(item[0], applied) if plain else None
            if draft is None:
                rest.append(item)
            else:
                meant.setdefault(draft.key, (draft, []))[1].append(item[0])
        told = [crossing for draft, seen in meant.values() for crossing in self._of_rule(draft, seen)]
        return [*told, *self._loose(rest)]

    def _kind(self, draft: Draft, seen: list[Seen]) -> tuple[CrossingKind, float]:
        devices = [device for text in _hosts(draft.inner) for device in self.devices.get(text, ())]
        return classify(draft, Evidence(self._explanation(draft), seen, devices))

    def _explanation(self, draft: Draft) -> Explanation:
        rule = draft.rule
        routes = [
            route.comment
            for route in draft.gateway.routes
            if route.comment and draft.outer and _covers(route.destination, draft.outer)
        ]
        tunnels = [text for tunnel in draft.meant_tunnels for text in (tunnel.description, tunnel.name)]
        outside = draft.far.outside or draft.far.kind is ZoneKind.VENDOR
        names = (*rule.source.names, *rule.destination.names)
        way = Way(
            comment=rule.comment,
            texts=(
                rule.name,
                *names,
                *routes,
                *tunnels,
                *(place.vendor for place in draft.outer_places.values()),
            ),
            refs=frozenset((f"policy:{rule.id}", rule.name, *(item.name for item in draft.meant_tunnels), *draft.publications))
            - {""},
            outside=draft.outer if outside else NOTHING,
            targets=draft.inner,
        )
        return self.grounds.explain(way)

    def _crossing(
        self, draft: Draft, kind: CrossingKind, sure: float, seen: list[Seen], inner: list[str]
    ) -> Crossing:
        rule = draft.rule
        names = [
            name
            for name in (*rule.source.names, *rule.destination.names)
            if name.lower() not in ("all", "any")
        ]
        tunnels = [ref for tunnel in draft.meant_tunnels for ref in _tunnel_refs(tunnel)]
        hosts = dict.fromkeys(
            (*inner, *(item.inner for item in seen), *_hosts(draft.outer), *(item.outer for item in seen))
        )
        refs = (f"policy:{rule.id}", rule.name, *names, *draft.publications, *rule.users, *tunnels)
        near, far = draft.near.id, draft.far.id
        why = self._explanation(draft)
        return Crossing(
            id=f"{draft.gateway.id}/policy:{rule.id}:{'in' if draft.inbound else 'out'}",
            kind=kind,
            from_zone=far if draft.inbound else near,
            to_zone=near if draft.inbound else far,
            inbound=draft.inbound,
            gateway_id=draft.gateway.id,
            rule_id=rule.id,
            rule_name=rule.name,
            allowed=draft.verdict,
            seen=sum(item.flow.connections for item in seen),
            source=", ".join(rule.source.names),
            destination=", ".join(rule.destination.names),
            services=rule.service.names or written(draft.services),
            device_ids=self._device_ids([*inner, *(item.inner for item in seen)]),
            refs=self._with_devices(refs, list(hosts)),
            comment=rule.comment,
            explained=why.by,
            vendor=why.vendor,
            ended=why.ended,
            confidence=round(sure if draft.verdict is Verdict.ALLOW else sure * 0.8, 2),
            sources=_sources((rule.source_ref,), seen),
        )

    def _loose(self, items: Sequence[tuple[Seen, Verdict, str | None]]) -> list[Crossing]:
        """Make crossings of traffic by itself: one for each inner machine, service and far side."""
        groups: dict[tuple[str, int, bool, str, Verdict], list[tuple[Seen, str | None]]] = {}
        for seen, verdict, gateway in items:
            key = (seen.inner, seen.service, seen.inbound, seen.far.id, verdict)
            groups.setdefault(key, []).append((seen, gateway))
        found = []
        for (inner, service, inbound, far, verdict), members in sorted(
            groups.items(), key=lambda item: str(item[0])
        ):
            seen_here = [seen for seen, _ in members]
            protocol, port = service_text(service)
            near = seen_here[0].near.id
            outer = list(dict.fromkeys(seen.outer for seen in seen_here))
            label = protocol if port is None else f"{protocol}/{port}"
            found.append(
                Crossing(
                    id=f"seen:{'in' if inbound else 'out'}:{inner}:{label}:{far}",
                    kind=seen_kind(seen_here),
                    from_zone=far if inbound else near,
                    to_zone=near if inbound else far,
                    inbound=inbound,
                    gateway_id=members[0][1],
                    allowed=verdict,
                    seen=sum(seen.flow.connections for seen in seen_here),
                    source=", ".join(outer[:5]) if inbound else inner,
                    destination=inner if inbound else ", ".join(outer[:5]),
                    services=(label,),
                    device_ids=self._device_ids([inner]),
                    refs=self._with_devices((), [inner, *outer]),
                    confidence=0.6 if any(seen.flow.answered for seen in seen_here) else 0.4,
                    sources=_sources((), seen_here),
                )
            )
        return found

    def _device_ids(self, addresses: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(device.id for text in addresses for device in self.devices.get(text, ())))[
            :_REFS
        ]

    def _with_devices(self, refs: Iterable[str], hosts: list[str]) -> tuple[str, ...]:
        hosts = hosts[:_REFS]
        machines = [device for text in hosts for device in self.devices.get(text, ())]
        names = [ref for device in machines[:_REFS] for ref in device_refs(device)]
        return tuple(dict.fromkeys(ref for ref in (*refs, *hosts, *names) if ref))


def _tunnel_refs(tunnel: Tunnel) -> Iterable[str]:
    yield tunnel.name
    if tunnel.kind == "sslvpn":
        yield from tunnel.groups
        yield from tunnel.pool.names if tunnel.pool else ()
    else:
        yield f"tunnel:{tunnel.name}"
        yield from (tunnel.peer,) if tunnel.peer else ()
        yield from tunnel.remote_networks


def _hosts(space: Space) -> list[str]:
    """Return the addresses of a side that is a few hosts; nothing for a network."""
    if not 0 < space.size <= FEW:
        return []
    return [address_text(number) for first, last in space.spans for number in range(first, last + 1)]


def _covers(cidr: str, space: Space) -> bool:
    return prefix_length(cidr) > 0 and bool(network(cidr) & space)


def _sources(first: tuple[Source, ...], seen: Sequence[Seen]) -> tuple[Source, ...]:
    files: dict[str, Source] = {}
    for item in seen:
        for source in item.flow.sources:
            files.setdefault(source.file, source)
    return (*first, *files.values())


def _natural(text: str) -> tuple[list[int], str]:
    """Return a key by which policy:9 comes before policy:10."""
    digits = "".join(character if character.isdigit() else " " for character in text).split()
    return [int(part) for part in digits], text
