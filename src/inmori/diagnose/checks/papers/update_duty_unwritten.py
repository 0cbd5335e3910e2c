"""Systems for which no contract says who must update them."""

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.diagnose.word import is_word
from inmori.model import SYSTEM_NAMES, Contract, Hosting, System
from inmori.text import Text


def check(case: Case) -> Result:
    """Judge systems on site by their owner of updates, and contracts by their clause."""
    unwritten = case.text.words("unwritten")
    systems = [s for s in case.hospital.systems if s.hosting.value is not Hosting.CLOUD]
    open_systems = [s for s in systems if is_word(s.update_owner.value or "", unwritten)]
    open_contracts = [c for c in case.hospital.contracts if is_word(c.update_clause.value or "", unwritten)]
    if open_systems or open_contracts:
        return [_hit(open_systems, open_contracts)]
    told = any(s.update_owner.known for s in systems) or any(c.update_clause.known for c in case.hospital.contracts)
    return [] if told else Unjudged("unknown")


def _hit(systems: list[System], contracts: list[Contract]) -> Hit:
    names: dict[str, Text] = {}
    for system in systems:
        name = SYSTEM_NAMES[system.kind]
        names.setdefault(name.ja, name)
    for contract in contracts:
        written = "・".join(contract.covers) or contract.vendor.value or contract.id
        names.setdefault(written, Text(ja=written, en=written))
    return Hit(
        key="systems",
        device_ids=tuple(dict.fromkeys(device_id for system in systems for device_id in system.device_ids)),
        refs=(*(system.id for system in systems), *(contract.id for contract in contracts)),
        evidence=sources_of(*(s.update_owner for s in systems), *(c.update_clause for c in contracts)),
        seen=tuple(("system", name) for name in names),
        confidence=0.8,
        values={"names": named(list(names.values()), limit=5)},
    )
