"""What the hospital's own papers say a system costs a year: a contract's amount goes before a figure for hospitals at large.

The EHR as it is today is kept under a contract that the hospital can show; a figure per bed may be many times that, and
would make the road on site look dearer than it is. Only a contract of the system's own vendor counts, and only one whose
words name the system: a vendor's other work must not stand in for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inmori.catalogue.quantity import Quantity
from inmori.model import SYSTEM_NAMES, Contract, Hospital, SystemKind
from inmori.plan.price import PriceLine
from inmori.plan.wave_anchors import LEASE, folded, words_of
from inmori.text import Text
from inmori.units import Interval

AFTER = Text(ja="更新後の電子カルテの保守費(いまの契約の額が続くと仮定)", en="EHR maintenance after the renewal, today's contract taken to go on")
WITH_EHR = SystemKind.RECEIPT  # billing is renewed, or moves, with the EHR
MAINTENANCE = Text(ja="電子カルテの今の契約の年額", en="yearly amount of the EHR's present contract")
_LEASES = (LEASE, "賃貸借")


def ehr_contracts(hospital: Hospital, *, today: date) -> tuple[Contract, ...]:
    """Return the contracts of the EHR's vendor that name the EHR, are in force and have a yearly amount; sorted by id.

    A lease is no maintenance. A contract whose end is past counts only where it renews by itself. Where one names the EHR,
    those that name the billing system count too: it is renewed and moves with it. Billing's contract alone says nothing of
    what the EHR costs.
    """
    own = _of_kind(hospital, SystemKind.EHR, today=today)
    beside = _of_kind(hospital, WITH_EHR, today=today) if own else {}
    return tuple(contract for _, contract in sorted((beside | own).items()))


def after_renewal(contracts: Sequence[Contract], usual: Interval, *, today: date) -> PriceLine:
    """Return the maintenance of a renewed system: today's amount goes on, as an assumption.

    ``usual`` is what hospitals at large pay, in yen a year. The range is as wide, in proportion, as theirs, and reaches to
    their middle: the contract of today may not hold all that a new one will.
    """
    yen = sum(contract.yearly_yen.value or 0.0 for contract in contracts)
    share = yen / usual.mid if usual.mid > 0 else 1.0
    price = Quantity(
        id="contract.ehr.after_renewal",
        name=AFTER,
        value=yen,
        low=min(usual.low * share, usual.mid, yen),
        high=max(usual.high * share, usual.mid, yen),
        unit="yen/year",
        source="、".join(dict.fromkeys(place_of(contract) for contract in contracts)),
        as_of=today,
        basis="assumption",
        confidence="low",
    )
    return PriceLine(price, Interval(low=1.0, mid=1.0, high=1.0, unit="contract"), times=1.0, yearly=True)


def _of_kind(hospital: Hospital, kind: SystemKind, *, today: date) -> dict[str, Contract]:
    systems = [system for system in hospital.systems if system.kind is kind]
    told = (hospital.ehr_vendor,) if kind is SystemKind.EHR else ()
    vendors = {folded(fact.value) for fact in (*(one.vendor for one in systems), *told) if fact.value}
    names = {folded(word) for one in systems for word in words_of(hospital, one)} | {folded(SYSTEM_NAMES[kind].ja)}
    return {
        contract.id: contract
        for contract in hospital.contracts
        if folded(contract.vendor.value or "") in vendors
        and (contract.yearly_yen.value or 0) > 0
        and _in_force(contract, today=today)
        and _names(contract, names)
    }


def contract_line(contract: Contract, *, name: Text, today: date) -> PriceLine:
    """Return the yearly amount of a contract as a price: reported by the hospital, without a range, its cell as the source."""
    yen = contract.yearly_yen.value
    assert yen is not None
    price = Quantity(
        id=f"contract.{contract.id}",
        name=name,
        value=yen,
        low=yen,
        high=yen,
        unit="yen/year",
        source=place_of(contract),
        as_of=today,
        basis="reported",
        confidence="high",
    )
    return PriceLine(price, Interval(low=1.0, mid=1.0, high=1.0, unit="contract"), times=1.0, yearly=True)


def place_of(contract: Contract) -> str:
    """Return where a contract's amount is written, or its id where no place was recorded."""
    sources = contract.yearly_yen.sources or contract.sources
    return sources[0].place() if sources else contract.id


def _in_force(contract: Contract, *, today: date) -> bool:
    return contract.end.value is None or contract.end.value >= today or contract.auto_renewal.value is True


def _names(contract: Contract, names: set[str]) -> bool:
    """Whether its words name the system and speak of no lease."""
    covered = [folded(word) for word in contract.covers if len(folded(word)) > 1]
    if any(lease in word for word in (*contract.covers, contract.note.value or "") for lease in _LEASES):
        return False
    return any(a in b or b in a for a in covered for b in names)
