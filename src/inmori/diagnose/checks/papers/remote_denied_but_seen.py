"""Remote maintenance that ledger, contract or list say is not there, and that configuration or traffic shows."""

from collections import defaultdict
from collections.abc import Iterator

from inmori.diagnose.case import Case, claims_of, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.diagnose.remote_path import path_name
from inmori.model import Device, RemoteAccess, Source, SourceKind

_PAPER = (SourceKind.LEDGER, SourceKind.TOLD)
_SHOWN = (SourceKind.WIRE, SourceKind.CONFIG)


def check(case: Case) -> Result:
    """Judge every path that a configuration or traffic shows by what the papers say of its machines and company."""
    shown = [access for access in case.remote_accesses if _places(access)]
    if not shown and not case.sees_boundary:
        return Unjudged("no_view")
    if not _anything_told(case):
        return Unjudged("not_told")
    return [*_ledger(case, shown), *_contracts(case, shown), *_ended(shown)]


def _anything_told(case: Case) -> bool:
    return (
        any(device.remote_maintenance.known for device in case.devices)
        or any(contract.remote.known for contract in case.hospital.contracts)
        or any(access.ended.known for access in case.hospital.remote_accesses)
    )


def _places(access: RemoteAccess) -> tuple[Source, ...]:
    """Where configuration or traffic shows the path; a list alone is paper against paper."""
    facts = (access.method, access.observed, access.peer, access.second_factor, access.source_limited)
    return tuple(dict.fromkeys(s for s in (*access.sources, *sources_of(*facts)) if s.kind in _SHOWN))


def _ledger(case: Case, shown: list[RemoteAccess]) -> Iterator[Hit]:
    denied: dict[str, tuple[Device, tuple[Source, ...]]] = {}
    paths: dict[str, RemoteAccess] = {}
    for access in shown:
        for target in access.targets:
            device = case.device_at.get(target)
            if device is not None and (places := _denials(device)):
                denied[device.id] = (device, places)
                paths[access.id] = access
    if denied:
        yield _hit(
            "ledger",
            list(paths.values()),
            told=[source for _, places in denied.values() for source in places],
            names=case.labels(sorted(denied)),
            device_ids=tuple(sorted(denied)),
        )


def _denials(device: Device) -> tuple[Source, ...]:
    return tuple(
        source for value, source in claims_of(device.remote_maintenance) if value is False and source.kind in _PAPER
    )


def _contracts(case: Case, shown: list[RemoteAccess]) -> Iterator[Hit]:
    by_company: dict[str, list[RemoteAccess]] = defaultdict(list)
    for access in shown:
        if company := case.company(access.vendor.value):
            by_company[company].append(access)
    for company, accesses in sorted(by_company.items()):
        contracts = case.contracts_of(accesses[0].vendor.value)
        if contracts and all(contract.remote.value is False for contract in contracts):
            yield _hit(
                "contract",
                accesses,
                told=list(sources_of(*(contract.remote for contract in contracts))),
                names=[accesses[0].vendor.value or company],
                key=f"contract:{company}",
            )


def _ended(shown: list[RemoteAccess]) -> Iterator[Hit]:
    if alive := [access for access in shown if access.ended.value]:
        names = [path_name(access).ja for access in alive]
        yield _hit("ended", alive, told=list(sources_of(*(access.ended for access in alive))), names=names)


def _hit(
    variant: str,
    accesses: list[RemoteAccess],
    *,
    told: list[Source],
    names: list[str],
    key: str | None = None,
    device_ids: tuple[str, ...] = (),
) -> Hit:
    return Hit(
        key=key or variant,
        device_ids=device_ids,
        refs=tuple(ref for access in accesses for ref in (access.id, *access.refs)),
        evidence=(*told, *(source for access in accesses for source in _places(access))),
        seen=tuple(("remote", f"{path_name(a).ja} {a.peer.value or '?'} → {', '.join(a.targets) or '?'}") for a in accesses),
        variant=variant,
        confidence=0.75,
        values={
            "count": len(accesses),
            "names": named(names),
            "paths": named([path_name(access) for access in accesses]),
        },
    )
