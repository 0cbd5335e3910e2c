"""Edits of what is written: the clauses of contracts."""

from inmori.model import Hospital
from inmori.plan.edit_order import EditOrder
from inmori.plan.edit_value import absent
from inmori.plan.select import named


def set_contract(hospital: Hospital, order: EditOrder) -> tuple[Hospital, int]:
    """Set a field of the contracts; with ``absent`` only of those that do not say it yet."""
    contracts = tuple(
        order.on(contract)
        if named(order, contract.id) and (not order.select.absent or absent(contract, order.edit.field))
        else contract
        for contract in hospital.contracts
    )
    count = sum(new is not old for new, old in zip(contracts, hospital.contracts, strict=True))
    return (hospital.model_copy(update={"contracts": contracts}), count) if count else (hospital, 0)
