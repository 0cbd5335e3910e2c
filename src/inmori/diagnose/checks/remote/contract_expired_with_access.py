"""Access that outlived its contract: a door whose owner has left."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.crossing_group import grouped, hit_of
from inmori.diagnose.hit import Hit, Result, Unjudged
from inmori.diagnose.remote_path import path_name
from inmori.model import Contract, RemoteAccess
from inmori.reach import Crossing, CrossingKind


def check(case: Case) -> Result:
    """Judge tunnels that reach calls stale, then every company with access by all its contracts."""
    tunnels = grouped(case.leaks(CrossingKind.STALE_TUNNEL))
    if not tunnels and not case.hospital.contracts:
        return Unjudged("no_contracts")
    return _results(case, tunnels)


def _results(case: Case, tunnels: list[tuple[str, list[Crossing]]]) -> Iterator[Hit | Unjudged]:
    told: set[str] = set()
    for key, group in tunnels:
        hit = hit_of(case, key, group, variant="tunnel")
        told.update(hit.refs)
        name = group[0].comment or group[0].rule_name or group[0].source or key
        yield replace(hit, values={**hit.values, "vendor": name, "end": "-"})
    by_company: dict[str, list[RemoteAccess]] = defaultdict(list)
    for access in case.remote_accesses:
        company = case.company(access.vendor.value)
        if company is not None and not told.intersection(access.refs):
            by_company[company].append(access)
    for company, accesses in sorted(by_company.items()):
        yield from _company(case, company, accesses)


def _company(case: Case, company: str, accesses: list[RemoteAccess]) -> Iterator[Hit | Unjudged]:
    name = accesses[0].vendor.value or company
    contracts = case.contracts_of(accesses[0].vendor.value)
    if not contracts or any(_runs(case, contract) for contract in contracts):
        return
    if any(contract.end.value is None for contract in contracts):
        yield Unjudged("unknown_term", {"vendor": name})
        return
    last = max(contract.end.value for contract in contracts if contract.end.value)
    # Whether a contract renews by itself is often written nowhere in a list.
    sure = all(contract.auto_renewal.value is False for contract in contracts)
    yield Hit(
        key=company,
        refs=tuple(ref for access in accesses for ref in (access.id, *access.refs)),
        evidence=(
            *sources_of(*(contract.end for contract in contracts)),
            *(source for access in accesses for source in access.sources),
        ),
        seen=(("date", last.isoformat()), *(("remote", path_name(access).ja) for access in accesses)),
        confidence=0.9 if sure else 0.7,
        values={"vendor": name, "end": last.isoformat()},
    )


def _runs(case: Case, contract: Contract) -> bool:
    return bool(contract.auto_renewal.value) or (
        contract.end.value is not None and contract.end.value >= case.today
    )
