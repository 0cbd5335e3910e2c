"""Which systems the hospital runs, from the names of its servers, its interview and its contracts.

A system is what stops or runs for patients; a server is what it stands on. Names are read by the catalogue's words.
What the contract does not say about updates is ``unwritten``, which is an answer; without any contract it is unknown.
"""

from collections.abc import Iterable, Sequence

from inmori.catalogue.loader import Catalogue
from inmori.ingest.vendors import same_vendor
from inmori.ingest.zoning import system_word
from inmori.model import (
    SYSTEM_NAMES,
    Backup,
    Contract,
    DateFact,
    Device,
    DeviceKind,
    Fact,
    Hosting,
    Source,
    System,
    SystemKind,
    TextFact,
)

UNWRITTEN = "unwritten"

# What carries a system, most likely first; a kind without any server stands on what is there.
_CARRIERS = (
    (DeviceKind.SERVER, DeviceKind.NAS, DeviceKind.TAPE),
    (DeviceKind.OQS_TERMINAL,),
    (DeviceKind.MEDICAL_DEVICE, DeviceKind.MODALITY),
)
# Systems that may live in instruments alone; a CT console does not make a second PACS.
_IN_INSTRUMENTS = (SystemKind.DIALYSIS, SystemKind.MONITORING, SystemKind.PHARMACY, SystemKind.ENDOSCOPY)
_ON_TERMINALS = (SystemKind.OQS,)


def systems_from(
    devices: Sequence[Device],
    contracts: Sequence[Contract],
    backups: Sequence[Backup],
    catalogue: Catalogue,
    *,
    ehr_hosting: Fact[Hosting],
    ehr_vendor: TextFact,
    ehr_renewal: DateFact,
) -> tuple[System, ...]:
    """Return one system for each kind that is named, in the order of kinds; ids are the kinds."""
    carriers = _carriers(devices, catalogue)
    told = {backup.system_kind for backup in backups} - {SystemKind.OTHER}
    if ehr_hosting.known or ehr_vendor.known:
        told.add(SystemKind.EHR)
    covering = _covering(contracts, catalogue)
    systems = []
    for kind in SystemKind:
        if kind not in carriers and kind not in told:
            continue
        system = _system(kind, carriers.get(kind, []), covering.get(kind, []), bool(contracts))
        if kind is SystemKind.EHR:
            system = _with_interview(system, ehr_hosting, ehr_vendor, ehr_renewal)
        systems.append(system)
    return tuple(systems)


def _carriers(devices: Sequence[Device], catalogue: Catalogue) -> dict[SystemKind, list[Device]]:
    found: dict[SystemKind, list[Device]] = {}
    for rank, kinds in enumerate(_CARRIERS):
        here: dict[SystemKind, list[Device]] = {}
        for device in devices:
            if device.kind.value not in kinds or not device.in_use():
                continue
            kind = _kind_of(device, catalogue)
            if kind is None or kind is SystemKind.OTHER:
                continue
            if rank == 0 or kind in (_ON_TERMINALS if rank == 1 else _IN_INSTRUMENTS):
                here.setdefault(kind, []).append(device)
        for kind, carrying in here.items():
            found.setdefault(kind, carrying)
    return found


def _kind_of(device: Device, catalogue: Catalogue) -> SystemKind | None:
    texts = [device.name.value, *(host.value for host in device.hostnames)]
    return next((kind for text in texts if (kind := system_word(text, catalogue))), None)


def _covering(contracts: Iterable[Contract], catalogue: Catalogue) -> dict[SystemKind, list[Contract]]:
    """Return the contracts that name each kind of system, the one that names it first (in its title) before the others."""
    found: dict[SystemKind, list[tuple[int, Contract]]] = {}
    for contract in contracts:
        kinds = [system_word(covered, catalogue) for covered in contract.covers]
        for kind in dict.fromkeys(kinds):
            if kind is not None:
                found.setdefault(kind, []).append((kinds.index(kind), contract))
    return {kind: [contract for _, contract in sorted(named, key=lambda item: item[0])] for kind, named in found.items()}


def _system(
    kind: SystemKind, carriers: Sequence[Device], contracts: Sequence[Contract], contracts_given: bool
) -> System:
    names = [(device.name.value, source) for device in carriers if device.name.value for source in device.name.sources]
    vendors = [
        (device.vendor.value, source) for device in carriers if device.vendor.value for source in device.vendor.sources
    ]
    vendor: TextFact = TextFact.settled(_one_spelling(vendors))
    # Nobody's name on the servers: the company whose contract names the system best keeps it.
    keeper = vendor.value or (contracts[0].vendor.value if contracts else None)
    own = [c for c in contracts if same_vendor(c.vendor.value, keeper)] or list(contracts)
    ends = [(c.end.value, source) for c in own if c.end.value for source in c.sources]
    places = tuple(source for device in carriers for source in device.kind.sources)
    return System(
        id=kind.value,
        kind=kind,
        # Several servers have several names; only one server's name is the system's own.
        name=TextFact.settled(names) if len(carriers) == 1 else TextFact.of(SYSTEM_NAMES[kind].ja, confidence=0.5),
        hosting=Fact[Hosting](value=Hosting.ON_PREMISES, confidence=0.8, sources=places) if carriers else Fact[Hosting](),
        vendor=vendor if vendor.known or not own else own[0].vendor,
        device_ids=tuple(device.id for device in carriers),
        renewal=DateFact.settled(ends),
        update_owner=_update_owner(own, contracts_given),
    )


def _one_spelling(vendors: list[tuple[str, Source]]) -> list[tuple[str, Source]]:
    first: list[str] = []
    unified = []
    for name, source in vendors:
        spelling = next((known for known in first if same_vendor(known, name)), None)
        if spelling is None:
            first.append(name)
        unified.append((spelling or name, source))
    return unified


def _update_owner(contracts: Sequence[Contract], contracts_given: bool) -> TextFact:
    said = [
        (contract.update_clause.value, source)
        for contract in contracts
        if contract.update_clause.value
        for source in contract.update_clause.sources
    ]
    if said:
        return TextFact.settled(said)
    if not contracts_given:
        return TextFact()
    sources = tuple(source for contract in contracts for source in contract.sources)
    return TextFact(value=UNWRITTEN, confidence=0.8 if sources else 0.5, sources=sources)


def _with_interview(
    system: System, hosting: Fact[Hosting], vendor: TextFact, renewal: DateFact
) -> System:
    changes: dict[str, object] = {}
    if hosting.known:
        # Servers that still stand in the house do not make a cloud system local: they may be the old ones.
        changes["hosting"] = hosting
    if vendor.known and not system.vendor.known:
        changes["vendor"] = vendor
    if renewal.known:
        changes["renewal"] = renewal
    return system.model_copy(update=changes)
