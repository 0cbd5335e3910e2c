"""What stands behind one way: the rule, the traffic, who sanctioned it, where each of these is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inmori.diagnose.finding import SEVERITY_NAMES
from inmori.model import REMOTE_METHOD_NAMES, Contract, RemoteAccess, Source
from inmori.reach import Crossing
from inmori.report.wording import SOURCE_KIND_NAMES, UNKNOWN, chance, day, place
from inmori.text import Text
from inmori.web.desk.screens.map import words
from inmori.web.desk.screens.map.change import CHANGES, Change
from inmori.web.versions.chart import Chart, Way

MOST = 30  # machines and places that are named; the rest is counted
_INWARD = Text(ja="閉域の外から中へ", en="into the closed network")
_OUTWARD = Text(ja="閉域の中から外へ", en="out of the closed network")
_BY_WIRE = Text(ja="通信の記録や機器の情報から分かった経路で、設定の規則はありません", en="Known from traffic or machines; there is no rule of a configuration")


def of(way: Way, chart: Chart, changes: Mapping[str, Change]) -> dict[str, Any]:
    """Return what the page of evidence shows of one way."""
    one = way.crossing
    labels = dict(chart.machines)
    findings = {each.id: each for each in chart.findings}
    cited = [findings[name] for name in way.findings if name in findings]
    return {
        "crossing": one, "direction": _INWARD if one.inbound else _OUTWARD, "gateway": _gateway(one, chart), "rule": _rule(one),
        "verdict": words.VERDICTS[one.allowed], "seen": words.seen([one], recorded=chart.flows > 0), "grounds": words.sanctioned([one]),
        "ended": day(one.ended) if one.ended else None, "machines": [(name, labels.get(name, name)) for name in one.device_ids[:MOST]],
        "more": max(len(one.device_ids) - MOST, 0), "places": _places(one.sources), "sure": chance(one.confidence),
        "findings": [(each, SEVERITY_NAMES[each.severity]) for each in cited],
        "paths": [_path(each) for each in chart.remotes if each.id in way.remotes],
        "contracts": [_contract(each) for each in chart.contracts if each.id in way.contracts],
        "change": CHANGES[changes[one.id]] if one.id in changes else None,
    }  # fmt: skip


def _gateway(one: Crossing, chart: Chart) -> Text | None:
    return next((each.name for each in chart.passes if each.id == one.gateway_id), None)


def _rule(one: Crossing) -> Text:
    if one.rule_id is None:
        return _BY_WIRE
    name = f"「{one.rule_name}」" if one.rule_name else ""
    return Text(ja=f"規則 {one.rule_id}{name}", en=f"rule {one.rule_id} {one.rule_name}".strip())


def _places(sources: Sequence[Source]) -> list[tuple[Text, Text]]:
    """Where it is written, the most direct first."""
    ordered = sorted(dict.fromkeys(sources), key=lambda source: -source.kind.directness)
    return [(SOURCE_KIND_NAMES[source.kind], place(source)) for source in ordered[:MOST]]


def _path(path: RemoteAccess) -> dict[str, Any]:
    method = REMOTE_METHOD_NAMES[path.method.value] if path.method.value else UNKNOWN
    return {
        "vendor": path.vendor.value, "method": method, "listed": words.YES_NO[path.listed.value],
        "second_factor": words.YES_NO[path.second_factor.value], "last_used": day(path.last_used.value),
        "ended": path.ended.value, "places": _places((*path.listed.sources, *path.sources))[:4],
    }  # fmt: skip


def _contract(contract: Contract) -> dict[str, Any]:
    return {
        "vendor": contract.vendor.value, "number": contract.number.value, "covers": contract.covers, "end": day(contract.end.value),
        "renews": contract.auto_renewal.value, "places": _places(contract.sources or contract.vendor.sources)[:2],
    }  # fmt: skip
