"""Allow rules that keep no record of who passed."""

from collections.abc import Iterator

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Gateway
from inmori.model.gateway import Action, Rule


def check(case: Case) -> Result:
    """Judge the allow rules of each gateway; those behind a leak make it weigh more."""
    filtering = [gateway for gateway in case.hospital.gateways if _allowing(gateway)]
    if not filtering:
        return Unjudged("no_config")
    leaks = {(crossing.gateway_id, crossing.rule_id) for crossing in case.leaks()}
    return (piece for gateway in filtering for piece in _judge(gateway, leaks))


def _allowing(gateway: Gateway) -> list[Rule]:
    return [rule for rule in gateway.rules if rule.enabled and rule.action is Action.ALLOW]


def _judge(gateway: Gateway, leaks: set[tuple[str | None, str | None]]) -> Iterator[Hit | Unjudged]:
    name, rules = gateway.name.value or gateway.id, _allowing(gateway)
    silent = [rule for rule in rules if rule.logged is False]
    if silent:
        names = [f"{rule.name} ({rule.id})" if rule.name else rule.id for rule in silent]
        yield Hit(
            key=gateway.id,
            device_ids=(gateway.device_id,) if gateway.device_id else (),
            refs=tuple(f"policy:{rule.id}" for rule in silent),
            evidence=tuple(rule.source_ref for rule in silent),
            seen=tuple(("rule", label) for label in names),
            variant="leak" if any((gateway.id, rule.id) in leaks for rule in silent) else None,
            confidence=0.95,
            values={"gateway": name, "count": len(silent), "names": named(names)},
        )
    elif any(rule.logged is None for rule in rules):
        yield Unjudged("unknown", {"gateway": name})
