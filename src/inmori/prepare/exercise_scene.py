"""Where the exercise takes place: what of this hospital stops, which way in is talked about, what is known of its copies.

Taken from one attack path of the simulation; without one the scene is general and says so. What is not known stays None,
so that the injects ask for it instead of inventing it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inmori.ingest.vendors import same_vendor
from inmori.model import SYSTEM_NAMES, Backup, BackupMedium, Hospital, System, SystemKind
from inmori.prepare.drafts import Drafts
from inmori.simulate.outcome import AttackPath
from inmori.text import Text


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene. ``path`` None: general. ``entry`` is the technique by which it begins ("" where general).

    ``place`` is the machine, vendor or zone the way in goes by, as the evidence names it. ``cloud``: what stops runs
    with a provider, so that no cable of this hospital brings it back.
    """

    path: AttackPath | None
    number: int  # of the path, from 1; 0 where general
    name: Text  # of this shape of attack
    entry: str
    place: str | None
    vendor: str | None  # of the place or the system
    system: System | None
    stopped: Text
    kind: SystemKind
    zone: str | None
    cloud: bool
    backup: Backup | None
    wards: bool  # False only where the evidence says that there are no beds
    ambulances: bool  # False only where the evidence says that it is no emergency hospital


_CLOUD = ("enter_provider", "destroy_tenant", "take_tenant")
_GENERAL = Text(ja="一般的な筋書き(電子カルテの暗号化)", en="General scenario (the EHR is encrypted)")


def scene_of(drafts: Drafts, number: int) -> Scene:
    """Return the scene of path ``number`` (from 1, the likeliest); the general one where there is no path at all.

    Raises:
        IndexError: there are paths, but not that many.
    """
    paths = drafts.outcomes.paths if drafts.outcomes else ()
    if not paths:
        return _scene(drafts, None, 0)
    if not 1 <= number <= len(paths):
        raise IndexError(len(paths))
    return _scene(drafts, paths[number - 1], number)


def _scene(drafts: Drafts, path: AttackPath | None, number: int) -> Scene:
    hospital, steps = drafts.hospital, path.steps if path else ()
    last = steps[-1].place if steps else ""
    system = _named(hospital, last)
    kind = system.kind if system else next((kind for kind, name in SYSTEM_NAMES.items() if name.ja == last), SystemKind.EHR)
    known = system is not None or SYSTEM_NAMES[kind].ja == last
    system = system or next((one for one in hospital.systems if one.kind is kind), None)
    stopped = SYSTEM_NAMES[kind]
    if system and system.name.value == last and last != stopped.ja:
        stopped = Text(ja=last, en=f"{stopped.en} ({last})")
    elif not known and steps and steps[-1].technique == "encrypt":
        stopped = Text(ja=last, en=last)
    archetype = drafts.catalogue.archetypes.get(path.archetype) if path else None
    place = steps[0].place if steps else None
    return Scene(
        path=path,
        number=number,
        name=archetype.name if archetype else steps[0].text if steps else _GENERAL,
        entry=steps[0].technique if steps else "",
        place=place,
        vendor=_vendor(hospital, place, system),
        system=system,
        stopped=stopped,
        kind=kind,
        zone=_zone(hospital, [one.place for one in steps]),
        cloud=any(one.technique in _CLOUD for one in steps),
        backup=_backup(hospital, kind),
        wards=hospital.beds.value != 0,
        ambulances=hospital.emergency.value is not False,
    )


def _named(hospital: Hospital, place: str) -> System | None:
    """Return the system that a step's place names: by its own name, by its kind, by a machine it runs on."""
    for one in hospital.systems:
        labels = [device.label() for name in one.device_ids if (device := hospital.device(name))]
        if place and place in (one.name.value, SYSTEM_NAMES[one.kind].ja, *labels):
            return one
    return None


def _vendor(hospital: Hospital, place: str | None, system: System | None) -> str | None:
    names = [one.name for one in hospital.vendors]
    names += [one.vendor.value for one in hospital.remote_accesses if one.vendor.value]
    if place and (found := next((name for name in names if same_vendor(name, place)), None)):
        return found
    ehr = system is None or system.kind is SystemKind.EHR
    return (system.vendor.value if system else None) or (hospital.ehr_vendor.value if ehr else None)


def _zone(hospital: Hospital, places: Sequence[str]) -> str | None:
    for zone in hospital.zones:
        if zone.name.value and zone.name.value in places:
            return zone.name.value
    return None


def _backup(hospital: Hospital, kind: SystemKind) -> Backup | None:
    own = [one for one in hospital.backups if one.system_kind is kind]
    strength = (BackupMedium.OFFLINE, BackupMedium.IMMUTABLE, BackupMedium.CLOUD, BackupMedium.SEPARATE_LOGIN, BackupMedium.ONLINE)
    return min(
        own, key=lambda one: (min((strength.index(medium) for medium in one.media or ()), default=len(strength)), one.id), default=None
    )
