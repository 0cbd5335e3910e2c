"""Edits of gateways: who may administer them, and what they write down."""

from collections.abc import Callable

from inmori.model import Hospital
from inmori.model.gateway import Action, Gateway
from inmori.plan.edit_order import EditOrder
from inmori.plan.select import selected_gateways

Edited = tuple[Hospital, int]


def lock_administration(hospital: Hospital, order: EditOrder) -> Edited:
    """Leave administration to named addresses with a second factor, and offer it on no outward interface."""
    return _each(hospital, order, _locked)


def set_gateway(hospital: Hospital, order: EditOrder) -> Edited:
    """Set a field of the gateways whose configuration is known."""
    return _each(hospital, order, order.on)


def log_rules(hospital: Hospital, order: EditOrder) -> Edited:
    """Have every rule that lets something through write a record."""
    return _each(hospital, order, _logging)


def _each(hospital: Hospital, order: EditOrder, edit: Callable[[Gateway], Gateway]) -> Edited:
    changed = {gateway.id: edit(gateway) for gateway in selected_gateways(hospital, order)}
    gateways = tuple(changed.get(gateway.id, gateway) for gateway in hospital.gateways)
    count = sum(new is not old for new, old in zip(gateways, hospital.gateways, strict=True))
    return (hospital.model_copy(update={"gateways": gateways}), count) if count else (hospital, 0)


def _logging(gateway: Gateway) -> Gateway:
    def silent(rule_action: Action, enabled: bool, logged: bool | None) -> bool:
        return enabled and rule_action is Action.ALLOW and logged is not True

    if not any(silent(rule.action, rule.enabled, rule.logged) for rule in gateway.rules):
        return gateway
    rules = tuple(
        rule.model_copy(update={"logged": True}) if silent(rule.action, rule.enabled, rule.logged) else rule
        for rule in gateway.rules
    )
    return gateway.model_copy(update={"rules": rules})


def _locked(gateway: Gateway) -> Gateway:
    lock = {"source_limited": True, "second_factor": True}
    administrators = tuple(
        each if each.source_limited and each.second_factor else each.model_copy(update=lock)
        for each in gateway.administrators
    )
    interfaces = tuple(
        each.model_copy(update={"management": ()}) if each.role == "wan" and each.management else each
        for each in gateway.interfaces
    )
    if administrators == gateway.administrators and interfaces == gateway.interfaces:
        return gateway
    return gateway.model_copy(update={"administrators": administrators, "interfaces": interfaces})
