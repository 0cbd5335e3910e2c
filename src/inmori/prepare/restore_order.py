"""In which order systems come back: what others rest on comes first, then what patients need most.

Clinical importance and order of restoring are two different columns: nothing runs before the network and the log-ins.
"""

from dataclasses import dataclass

from inmori.model import SYSTEM_NAMES, Backup, BackupMedium, Hospital, Hosting, System, SystemKind
from inmori.simulate.outcome import Outcomes
from inmori.text import Text
from inmori.units import Interval


@dataclass(frozen=True, slots=True)
class RestoreStep:
    """One system in its place. ``clinical`` is its rank for patients (1 = most urgent); ``order`` its turn, from 1.

    ``days`` is how long it is down in the simulation, given damage; None where that is not known.
    """

    order: int
    clinical: int
    system: System
    name: Text
    rests_on: tuple[str, ...]  # ids of systems that must run before
    backup: Backup | None
    days: Interval | None
    why: Text
    check: Text  # how one knows that it is clean and right


# Turn by kind: what others rest on first. Clinical weight is another question and stands beside it.
_TURN: dict[SystemKind, int] = {
    SystemKind.DIRECTORY: 1, SystemKind.ANTIVIRUS: 2, SystemKind.BACKUP: 2, SystemKind.EHR: 3,
    SystemKind.PHARMACY: 4, SystemKind.LIS: 4, SystemKind.DIALYSIS: 4, SystemKind.MONITORING: 4,
    SystemKind.RIS: 5, SystemKind.PACS: 5, SystemKind.PHYSIOLOGY: 5, SystemKind.ENDOSCOPY: 5,
    SystemKind.NUTRITION: 5, SystemKind.NURSING_SHIFT: 6, SystemKind.RECEIPT: 6, SystemKind.OQS: 7,
    SystemKind.FILE_SHARE: 8, SystemKind.HEALTH_CHECK: 8, SystemKind.ASSET_MANAGEMENT: 9, SystemKind.OTHER: 9,
}  # fmt: skip
_TAKES_ORDERS = (
    SystemKind.PHARMACY, SystemKind.LIS, SystemKind.RIS, SystemKind.PACS, SystemKind.PHYSIOLOGY, SystemKind.ENDOSCOPY,
    SystemKind.NUTRITION, SystemKind.RECEIPT,
)  # fmt: skip
_CLINICAL: tuple[SystemKind, ...] = (
    SystemKind.EHR, SystemKind.MONITORING, SystemKind.PHARMACY, SystemKind.LIS, SystemKind.DIALYSIS, SystemKind.PACS,
    SystemKind.RIS, SystemKind.PHYSIOLOGY, SystemKind.ENDOSCOPY, SystemKind.NUTRITION, SystemKind.NURSING_SHIFT,
    SystemKind.OQS, SystemKind.RECEIPT, SystemKind.HEALTH_CHECK,
)  # fmt: skip
_WHY: dict[int, Text] = {
    1: Text(ja="ほかの全部の入口(利用者の確認)になるため", en="every log-in rests on it"),
    2: Text(ja="きれいかどうかを調べ、戻す元になるため", en="it tells what is clean and what is restored from"),
    3: Text(ja="患者の安全に要る記録を見るため。まず見るだけで再開する", en="the record that safety rests on; first to read only"),
    4: Text(ja="薬・検査・治療の安全に直ちに関わるため", en="drugs, tests and treatment rest on it"),
    5: Text(ja="診断と食事に関わるため。カルテの後につなぐ", en="diagnosis and meals; joined after the record"),
    6: Text(ja="診療の後の事務と勤務のため", en="what follows care: billing and shifts"),
    7: Text(ja="外の網につなぐため、きれいと確かめた後に求めに従ってつなぐ", en="it joins an outside network, so only when clean"),
    8: Text(ja="止まっても紙や電話で代えられるため", en="paper and telephone can stand in"),
    9: Text(ja="診療に直ちには関わらないため", en="care does not rest on it at once"),
}
_CHECKS: dict[int, Text] = {
    1: Text(ja="作り直すか検査し、前の管理者の資格を全部替えた", en="rebuilt or examined, all administrators' log-ins changed"),
    3: Text(ja="患者20人を抜き出し、紙の記録と合うかを二人で確かめた", en="20 patients compared with paper by two people"),
    7: Text(ja="相手先の求める確認を済ませた", en="what the other side asks for is done"),
}
_CHECK = Text(ja="検査で感染がなく、部門の人が一連の操作を試した", en="examined clean, and the department tried one whole round")
_STRENGTH = (BackupMedium.OFFLINE, BackupMedium.IMMUTABLE, BackupMedium.CLOUD, BackupMedium.SEPARATE_LOGIN, BackupMedium.ONLINE)


def restore_order(hospital: Hospital, outcomes: Outcomes | None) -> tuple[RestoreStep, ...]:
    """Return all systems in their turn: by what they rest on, then by their clinical weight, then by id."""
    ranked = sorted(hospital.systems, key=lambda one: (_clinical(one.kind), one.id))
    clinical = {system.id: rank for rank, system in enumerate(ranked, start=1)}
    ordered = sorted(hospital.systems, key=lambda one: (_TURN[one.kind], clinical[one.id]))
    days = {one.system: one.days for one in outcomes.systems} if outcomes else {}
    return tuple(
        RestoreStep(
            order=order,
            clinical=clinical[system.id],
            system=system,
            name=_name(system),
            rests_on=_rests_on(system, ordered),
            backup=_backup(hospital, system),
            days=days.get(system.id),
            why=_WHY[_TURN[system.kind]],
            check=_CHECKS.get(_TURN[system.kind], _CHECK),
        )
        for order, system in enumerate(ordered, start=1)
    )


def _clinical(kind: SystemKind) -> int:
    return _CLINICAL.index(kind) if kind in _CLINICAL else len(_CLINICAL)


def _name(system: System) -> Text:
    kind, own = SYSTEM_NAMES[system.kind], system.name.value
    return Text(ja=own, en=f"{kind.en} ({own})") if own else kind


def _rests_on(system: System, ordered: list[System]) -> tuple[str, ...]:
    """Return what must run before: log-ins for all on site, the record for what takes its orders."""
    if system.hosting.value is Hosting.CLOUD:
        return ()
    wanted = {SystemKind.DIRECTORY}
    if system.kind in _TAKES_ORDERS:
        wanted.add(SystemKind.EHR)
    if system.kind is SystemKind.OQS:
        wanted.add(SystemKind.RECEIPT)
    return tuple(one.id for one in ordered if one.kind in wanted and _TURN[one.kind] < _TURN[system.kind])


def _backup(hospital: Hospital, system: System) -> Backup | None:
    """Return the copy to restore from: of several the one that an attacker reaches least."""
    own = [one for one in hospital.backups if one.system_kind is system.kind]
    if system.kind is SystemKind.OTHER:
        own = [one for one in own if one.system_name.value and one.system_name.value == system.name.value]
    return min(own, key=lambda one: (_reach(one), one.id), default=None)


def _reach(backup: Backup) -> int:
    return min((_STRENGTH.index(medium) for medium in backup.media or ()), default=len(_STRENGTH))
