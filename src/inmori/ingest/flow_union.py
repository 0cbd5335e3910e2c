"""Makes one list of the flows of several logs, without counting one conversation twice.

Logs that follow each other (a sensor's hourly files) are added up. Logs of the same hours are two views of the same
traffic (a capture and the sensor's log of it, or two mirror ports): of what both saw, the larger count stands.
"""

import ipaddress
from collections.abc import Iterable, Sequence
from datetime import datetime

from inmori.ingest.flow_tally import fuller_service
from inmori.model import Flow

_SAME_HOURS = 0.5  # share of the shorter log that must lie within the other's time
_Key = tuple[str, str, str, int | None]
_Flows = dict[_Key, Flow]


def merged_flows(files: Iterable[tuple[Flow, ...]]) -> tuple[Flow, ...]:
    """Return the flows of all logs (one tuple for each file), in order of addresses, protocol and port."""
    given = [flows for flows in files if flows]
    if len(given) < 2:
        return given[0] if given else ()
    total: _Flows = {}
    for views in _same_hours(sorted(given, key=_begin)):
        seen: _Flows = {}
        for flows in views:
            for flow in flows:
                _put(seen, flow, added=False)
        for flow in seen.values():
            _put(total, flow, added=True)
    return tuple(total[key] for key in sorted(total, key=_order))


def _same_hours(files: Sequence[tuple[Flow, ...]]) -> list[list[tuple[Flow, ...]]]:
    """Put files of the same hours together; one that tells no times stands alone."""
    groups: list[list[tuple[Flow, ...]]] = []
    for flows in files:
        span = _span(flows)
        home = next((g for g in groups if span and any(_overlap(span, _span(o)) for o in g)), None)
        if home is None:
            groups.append([flows])
        else:
            home.append(flows)
    return groups


def _span(flows: Sequence[Flow]) -> tuple[datetime, datetime] | None:
    firsts = [flow.first for flow in flows if flow.first]
    lasts = [flow.last for flow in flows if flow.last]
    return (min(firsts), max(lasts)) if firsts and lasts else None


def _overlap(one: tuple[datetime, datetime], other: tuple[datetime, datetime] | None) -> bool:
    if other is None:
        return False
    common = (min(one[1], other[1]) - max(one[0], other[0])).total_seconds()
    shorter = min((end - begin).total_seconds() for begin, end in (one, other))
    return common >= 0 and common >= _SAME_HOURS * shorter


def _put(found: _Flows, flow: Flow, *, added: bool) -> None:
    key = (flow.src, flow.dst, flow.protocol, flow.port)
    before = found.get(key)
    found[key] = flow if before is None else _joined(before, flow, added=added)


def _joined(one: Flow, other: Flow, *, added: bool) -> Flow:
    firsts = [moment for moment in (one.first, other.first) if moment]
    lasts = [moment for moment in (one.last, other.last) if moment]

    def count(name: str) -> int:
        values = (getattr(one, name), getattr(other, name))
        return sum(values) if added else max(values)

    return one.model_copy(
        update={
            "connections": count("connections"),
            "answered": one.answered or other.answered,
            "bytes_out": count("bytes_out"),
            "bytes_in": count("bytes_in"),
            "service": fuller_service(one.service, other.service),
            "first_hop": one.first_hop or other.first_hop,
            "first": min(firsts, default=None),
            "last": max(lasts, default=None),
            "sources": tuple(dict.fromkeys((*one.sources, *other.sources))),
        }
    )


def _begin(flows: Sequence[Flow]) -> tuple[str, str]:
    span = _span(flows)
    sources = flows[0].sources
    return (span[0].isoformat() if span else "", sources[0].file if sources else "")


def _order(key: _Key) -> tuple[tuple[int, int], tuple[int, int], str, int]:
    src, dst, protocol, port = key
    return (_numeric(src), _numeric(dst), protocol, -1 if port is None else port)


def _numeric(address: str) -> tuple[int, int]:
    parsed = ipaddress.ip_address(address)
    return (parsed.version, int(parsed))
