"""Crossings with one cause told as one problem: a rule that is left open for 200 machines is one rule to close."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Source
from inmori.reach import Crossing, CrossingKind
from inmori.reach.address_space import EVERYWHERE, PUBLIC, ranges
from inmori.text import Text

# Kinds of which a machine is the cause, whatever rule happened to let it out.
_BY_MACHINE = {
    CrossingKind.VENDOR_BOX,
    CrossingKind.REMOTE_TOOL,
    CrossingKind.DUAL_HOMED_PC,
    CrossingKind.MOBILE_ROUTER,
}
# More outside addresses than this is no limit: a maker's service may need some networks, not an eighth of the net.
_OPEN_ADDRESSES = 2**29


def crossing_hits(case: Case, *kinds: CrossingKind, by_wire: bool = False) -> Result:
    """Return one hit per cause for the crossings of ``kinds``.

    ``by_wire`` says that only traffic can show this kind, so that no traffic means no judgement. Reasons in the
    check's ``unjudged`` texts: "no_view" (neither configuration nor traffic) and, ``by_wire``, "no_traffic".
    """
    groups = grouped(case.leaks(*kinds))
    if groups:
        return [hit_of(case, key, group) for key, group in groups]
    if not case.sees_boundary:
        return Unjudged("no_view")
    return Unjudged("no_traffic") if by_wire and not case.hospital.flows else []


def grouped(crossings: Iterable[Crossing]) -> list[tuple[str, list[Crossing]]]:
    """Return (stable key, crossings) by cause: the machines, the rule, or the crossing by itself."""
    groups: dict[str, list[Crossing]] = {}
    for crossing in crossings:
        groups.setdefault(_cause(crossing), []).append(crossing)
    return sorted(groups.items())


def _cause(crossing: Crossing) -> str:
    machines = "+".join(sorted(crossing.device_ids))
    if crossing.rule_id is not None and crossing.kind not in _BY_MACHINE:
        return f"{crossing.gateway_id}/policy:{crossing.rule_id}"
    return (machines if crossing.kind in _BY_MACHINE else "") or crossing.id


def hit_of(case: Case, key: str, group: Sequence[Crossing], *, variant: str | None = None) -> Hit:
    """Return the hit for one cause. Places for the texts: source, destination, from, to, rule, devices, services.

    Without a ``variant`` of its own, a check that has an "allowed" variant gets it where nothing was seen passing.
    """
    first = group[0]
    seen = sum(crossing.seen for crossing in group)
    device_ids = tuple(dict.fromkeys(chain.from_iterable(crossing.device_ids for crossing in group)))
    inner, outer = _inner(case, group, device_ids), _outer(case, group, device_ids)
    if variant is None and not seen and "allowed" in case.text.variants:
        variant = "allowed"
    return Hit(
        key=key,
        device_ids=device_ids,
        refs=tuple(chain.from_iterable(crossing.refs for crossing in group)),
        evidence=evidence_of(group),
        seen=tuple(dict.fromkeys(_seen(case, group, seen))),
        variant=variant,
        confidence=max(crossing.confidence for crossing in group),
        values={
            "source": outer if first.inbound else inner,
            "destination": inner if first.inbound else outer,
            "from": _zones(case, (crossing.from_zone for crossing in group)),
            "to": _zones(case, (crossing.to_zone for crossing in group)),
            "rule": _rule_name(first),
            "devices": inner,
            "services": named(list(dict.fromkeys(chain.from_iterable(c.services for c in group))) or ["?"]),
        },
    )


def evidence_of(group: Iterable[Crossing]) -> tuple[Source, ...]:
    """Return the places behind several crossings, without repetition."""
    return tuple(dict.fromkeys(chain.from_iterable(crossing.sources for crossing in group)))


def open_to_all(case: Case, crossing: Crossing) -> bool | None:
    """Whether anybody on the internet is let in by the rule; None when no rule is known or it is not fully read."""
    gateway, rule = case.gateway(crossing.gateway_id), case.rule(crossing)
    if gateway is None or rule is None:
        return None
    allowed = ranges(rule.source.ranges)
    if rule.source.negated:
        allowed = EVERYWHERE - allowed
    published = [item for item in gateway.publications if item.name in rule.publications]
    if published and all(item.sources for item in published):
        allowed &= ranges(pair for item in published for pair in item.sources)
    if (allowed & PUBLIC).size >= _OPEN_ADDRESSES:
        return True
    return None if rule.source.unresolved else False


def _inner(case: Case, group: Sequence[Crossing], device_ids: tuple[str, ...]) -> Text:
    """The closed side: its machines, else how the rule or the traffic calls it."""
    written = [crossing.destination if crossing.inbound else crossing.source for crossing in group]
    return named(case.labels(device_ids) or list(dict.fromkeys(text or "?" for text in written)))


def _outer(case: Case, group: Sequence[Crossing], device_ids: tuple[str, ...]) -> Text:
    """The other side: the machines whose addresses it names, else how the rule or the traffic calls it."""
    found = [case.device_at[ref] for crossing in group for ref in crossing.refs if ref in case.device_at]
    labels = [device.label() for device in found if device.id not in device_ids]
    written = [crossing.source if crossing.inbound else crossing.destination for crossing in group]
    return named(list(dict.fromkeys(labels)) or list(dict.fromkeys(text or "?" for text in written)))


def _zones(case: Case, zone_ids: Iterable[str]) -> Text:
    return named(list({text.ja: text for text in map(case.zone_name, zone_ids)}.values()))


def _rule_name(crossing: Crossing) -> str:
    if crossing.rule_id is None:
        return "-"
    return f"{crossing.rule_name} ({crossing.rule_id})" if crossing.rule_name else crossing.rule_id


def _seen(case: Case, group: Sequence[Crossing], seen: int) -> Iterator[tuple[str, str]]:
    for crossing in group:
        yield "path", f"{case.zone_name(crossing.from_zone).ja} → {case.zone_name(crossing.to_zone).ja}"
        if crossing.rule_id is not None:
            yield "rule", _rule_name(crossing)
        if crossing.comment:
            yield "comment", crossing.comment
        if crossing.services:
            yield "services", ", ".join(crossing.services)
    if seen:
        yield "connections", str(seen)
