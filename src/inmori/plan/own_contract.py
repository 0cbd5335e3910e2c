"""What the hospital's own papers say a system costs a year: a contract's amount goes before a figure for hospitals at large.

The EHR as it is today is kept under a contract that the hospital can show; a figure per bed may be many times that, and
would make the road on site look dearer than it is. Only a contract of the system's own vendor counts, and only one whose
words name the system: a vendor's other work must not stand in for it.
"""

from __future__ import annotations

from datetime import date

from inmori.catalogue.quantity import Quantity
from inmori.model import SYSTEM_NAMES, Contract, Hospital, SystemKind
from inmori.plan.price import PriceLine
from inmori.plan.wave_anchors import LEASE, folded, words_of
from inmori.text import Text
from inmori.units import Interval

MAINTENANCE = Text(ja="電子カルテの今の契約の年額", en="yearly amount of the EHR's present contract")
_LEASES = (LEASE, "賃貸借")


def ehr_contracts(hospital: Hospital, *, today: date) -> tuple[Contract, ...]:
    """Return the contracts of the EHR's vendor that name the EHR, are in force and have a yearly amount; sorted by id.

    A lease is no maintenance. A contract whose end is past counts only where it renews by itself.
    """
    ehrs = [system for system in hospital.systems if system.kind is SystemKind.EHR]
    vendors = {folded(fact.value) for fact in (*(one.vendor for one in ehrs), hospital.ehr_vendor) if fact.value}
    names = {folded(word) for one in ehrs for word in words_of(hospital, one)} | {folded(SYSTEM_NAMES[SystemKind.EHR].ja)}
    found = [
        contract
        for contract in hospital.contracts
        if folded(contract.vendor.value or "") in vendors
        and (contract.yearly_yen.value or 0) > 0
        and _in_force(contract, today=today)
        and _names(contract, names)
    ]
    return tuple(sorted(found, key=lambda contract: contract.id))


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


def reaching(line: PriceLine, yearly: float) -> PriceLine:
    """Return a yearly price whose range reaches to ``yearly`` yen; its middle stays."""
    count = line.count.mid * line.times
    if count <= 0:
        return line
    each = yearly / count
    wider = {"low": min(line.price.low, each), "high": max(line.price.high, each)}
    return PriceLine(line.price.model_copy(update=wider), line.count, line.times, line.yearly)


def _in_force(contract: Contract, *, today: date) -> bool:
    return contract.end.value is None or contract.end.value >= today or contract.auto_renewal.value is True


def _names(contract: Contract, names: set[str]) -> bool:
    """Whether its words name the system and speak of no lease."""
    covered = [folded(word) for word in contract.covers if len(folded(word)) > 1]
    if any(lease in word for word in (*contract.covers, contract.note.value or "") for lease in _LEASES):
        return False
    return any(a in b or b in a for a in covered for b in names)
