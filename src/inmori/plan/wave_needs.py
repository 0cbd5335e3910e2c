"""What a system cannot do without, among systems: seen in traffic, or usual where no traffic was seen.

A system that calls another's server needs it. Two that call each other exchange messages (HL7): their connection is
made anew whichever moves first, so neither waits for the other. Managers of machines (antivirus, inventory, backup)
talk to everything and need nothing of a system's content.
"""

from collections.abc import Iterator

from inmori.model import SYSTEM_NAMES, Hospital, System, SystemKind
from inmori.plan.wave import WaveNeed
from inmori.text import Text

MANAGERS = frozenset({SystemKind.ANTIVIRUS, SystemKind.ASSET_MANAGEMENT, SystemKind.BACKUP})
# Usual where the papers show no traffic: the first cannot work without the second.
USUAL = (
    (SystemKind.RECEIPT, SystemKind.EHR),
    (SystemKind.RIS, SystemKind.PACS),
    (SystemKind.EHR, SystemKind.DIRECTORY),
    (SystemKind.FILE_SHARE, SystemKind.DIRECTORY),
    (SystemKind.NURSING_SHIFT, SystemKind.DIRECTORY),
)


def needs_of(hospital: Hospital) -> tuple[WaveNeed, ...]:
    """Return who needs whom, each pair once, in the order of the ids."""
    calls = calls_of(hospital)
    found = {pair: _seen(hospital, *pair) for pair in sorted(calls) if (pair[1], pair[0]) not in calls}
    for one, other in _usual(hospital):
        touched = (one.id, other.id) in calls or (other.id, one.id) in calls
        if not touched:
            found[one.id, other.id] = WaveNeed(
                system=one.id,
                on=other.id,
                seen=False,
                why=Text(
                    ja=f"{name_of(one).ja}は{name_of(other).ja}がないと使えないのが普通です(通信は未確認)",
                    en=f"{name_of(one).en} usually needs {name_of(other).en} (not seen in traffic)",
                ),
            )
    return tuple(found[pair] for pair in sorted(found))


def calls_of(hospital: Hospital) -> frozenset[tuple[str, str]]:
    """Return pairs of systems (caller, called) whose servers were seen talking with an answer."""
    carried = carriers_of(hospital)
    managers = {system.id for system in hospital.systems if system.kind in MANAGERS}
    pairs = set()
    for flow in hospital.flows:
        caller, called = carried.get(flow.src), carried.get(flow.dst)
        if flow.answered and caller and called and caller != called and not managers & {caller, called}:
            pairs.add((caller, called))
    return frozenset(pairs)


def carriers_of(hospital: Hospital) -> dict[str, str]:
    """Return the system of each server address; an address that carries two systems stands for neither."""
    owner = {device: system.id for system in hospital.systems for device in system.device_ids}
    shared = {
        device
        for system in hospital.systems
        for device in system.device_ids
        if owner[device] != system.id
    }
    found: dict[str, str] = {}
    for device in hospital.devices:
        if device.id in owner and device.id not in shared:
            found |= {fact.value: owner[device.id] for fact in device.addresses if fact.value}
    return found


def name_of(system: System) -> Text:
    """Return the kind's name, or the written one where the kind says nothing."""
    written = system.name.value
    if system.kind is SystemKind.OTHER and written:
        return Text(ja=written, en=written)
    return SYSTEM_NAMES[system.kind]


def _seen(hospital: Hospital, caller: str, called: str) -> WaveNeed:
    named = {system.id: name_of(system) for system in hospital.systems}
    one, other = named[caller], named[called]
    return WaveNeed(
        system=caller,
        on=called,
        seen=True,
        why=Text(
            ja=f"{one.ja}から{other.ja}への通信が観測されています", en=f"{one.en} was seen calling {other.en}"
        ),
    )


def _usual(hospital: Hospital) -> Iterator[tuple[System, System]]:
    by_kind = {system.kind: system for system in hospital.systems}
    for one, other in USUAL:
        if one in by_kind and other in by_kind:
            yield by_kind[one], by_kind[other]
