"""Rules that are switched off and still lie about, one click from coming back."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Gateway


def check(case: Case) -> Result:
    """Judge each gateway by the rules that are switched off."""
    if not case.hospital.gateways:
        return Unjudged("no_config")
    return [hit for gateway in case.hospital.gateways if (hit := _judge(gateway))]


def _judge(gateway: Gateway) -> Hit | None:
    off = [rule for rule in gateway.rules if not rule.enabled]
    if not off:
        return None
    name = gateway.name.value or gateway.id
    names = [f"{rule.name} ({rule.id})" if rule.name else rule.id for rule in off]
    return Hit(
        key=gateway.id,
        device_ids=(gateway.device_id,) if gateway.device_id else (),
        refs=tuple(f"policy:{rule.id}" for rule in off),
        evidence=tuple(rule.source_ref for rule in off),
        seen=tuple(("rule", label) for label in names),
        confidence=0.95,
        values={"gateway": name, "count": len(off), "names": named(names)},
    )
