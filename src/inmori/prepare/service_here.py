"""Which clinical services this hospital has, so that nobody prints forms for a theatre that does not exist.

The evidence names systems, machines and departments. What it does not name may still be there, so "not seen" is unknown;
only a hospital that says it has none of something is believed.
"""

from dataclasses import dataclass
from typing import Literal

from inmori.model import DeviceKind, Hospital, SystemKind
from inmori.text import Text

ServiceId = Literal[
    "outpatients", "inpatients", "emergency", "surgery", "delivery", "pharmacy", "laboratory", "imaging", "endoscopy",
    "dialysis", "rehabilitation", "nutrition", "health_check", "billing", "liaison",
]  # fmt: skip

SERVICE_NAMES: dict[ServiceId, Text] = {
    "outpatients": Text(ja="外来", en="outpatients"),
    "inpatients": Text(ja="入院(病棟)", en="inpatients (wards)"),
    "emergency": Text(ja="救急", en="emergency"),
    "surgery": Text(ja="手術", en="surgery"),
    "delivery": Text(ja="分娩", en="deliveries"),
    "pharmacy": Text(ja="調剤・薬剤", en="pharmacy"),
    "laboratory": Text(ja="検体検査・輸血", en="laboratory and transfusion"),
    "imaging": Text(ja="画像検査", en="imaging"),
    "endoscopy": Text(ja="内視鏡・生理検査", en="endoscopy and physiological tests"),
    "dialysis": Text(ja="透析", en="dialysis"),
    "rehabilitation": Text(ja="リハビリテーション", en="rehabilitation"),
    "nutrition": Text(ja="給食・栄養", en="meals and nutrition"),
    "health_check": Text(ja="健診", en="health check-ups"),
    "billing": Text(ja="医事・会計", en="billing"),
    "liaison": Text(ja="地域連携", en="liaison with other hospitals"),
}

_SYSTEMS: dict[ServiceId, tuple[SystemKind, ...]] = {
    "pharmacy": (SystemKind.PHARMACY,),
    "laboratory": (SystemKind.LIS,),
    "imaging": (SystemKind.PACS, SystemKind.RIS),
    "endoscopy": (SystemKind.ENDOSCOPY, SystemKind.PHYSIOLOGY),
    "dialysis": (SystemKind.DIALYSIS,),
    "nutrition": (SystemKind.NUTRITION,),
    "health_check": (SystemKind.HEALTH_CHECK,),
    "billing": (SystemKind.RECEIPT, SystemKind.OQS),
}
# Words of departments, places and machines; written as hospitals write them.
_WORDS: dict[ServiceId, tuple[str, ...]] = {
    "outpatients": ("外来", "診察室", "内科", "外科", "小児科", "眼科", "整形"),
    "inpatients": ("病棟", "ナースステーション", "病室"),
    "emergency": ("救急", "ER", "救命"),
    "surgery": ("手術", "オペ室", "OPE", "麻酔"),
    "delivery": ("分娩", "産科", "産婦人科", "助産", "新生児"),
    "pharmacy": ("薬剤", "薬局", "調剤", "分包"),
    "laboratory": ("検査科", "検査室", "検体", "臨床検査", "輸血", "分析装置", "血球計数"),
    "imaging": ("放射線", "画像診断", "CT", "MRI", "一般撮影", "マンモ", "X線"),
    "endoscopy": ("内視鏡", "生理検査", "心電計", "超音波"),
    "dialysis": ("透析",),
    "rehabilitation": ("リハビリ", "リハ室", "理学療法"),
    "nutrition": ("栄養", "給食", "厨房"),
    "health_check": ("健診", "検診", "ドック"),
    "billing": ("医事", "受付", "会計"),
    "liaison": ("地域連携", "連携室", "医療相談", "入退院支援"),
}
_WORD_ALONE = frozenset({"ER", "OPE", "CT", "MRI"})  # short: only when they are the whole word before a blank or a sign


@dataclass(frozen=True, slots=True)
class ServiceHere:
    """One clinical service. ``here`` None: the evidence does not say. ``seen``: what shows it, at most three names."""

    service: ServiceId
    name: Text
    here: bool | None
    departments: tuple[str, ...]
    seen: tuple[str, ...]


def services_here(hospital: Hospital) -> tuple[ServiceHere, ...]:
    """Return every service in the order of :data:`SERVICE_NAMES`."""
    return tuple(_service(hospital, service) for service in SERVICE_NAMES)


def _service(hospital: Hospital, service: ServiceId) -> ServiceHere:
    words = _WORDS[service]
    departments = sorted({name for name in _departments(hospital) if _about(name, words)})
    systems = [s.name.value or s.id for s in hospital.systems if s.kind in _SYSTEMS.get(service, ())]
    machines = sorted({name for name in _machines(hospital) if _about(name, words)})
    seen = tuple(dict.fromkeys((*departments, *systems, *machines)))[:3]
    return ServiceHere(
        service=service,
        name=SERVICE_NAMES[service],
        here=_here(hospital, service, seen=bool(seen)),
        departments=tuple(departments),
        seen=seen,
    )


def _here(hospital: Hospital, service: ServiceId, *, seen: bool) -> bool | None:
    beds = hospital.beds.value
    if service == "emergency" and hospital.emergency.known:
        return bool(hospital.emergency.value) or seen
    if service == "inpatients" and beds is not None:
        return beds > 0
    if service == "nutrition" and beds == 0:
        return False
    return True if seen or (service == "nutrition" and beds) else None


def _departments(hospital: Hospital) -> set[str]:
    devices = [device for device in hospital.devices if device.in_use()]
    return {fact.value for device in devices for fact in (device.department, device.location) if fact.value}


def _machines(hospital: Hospital) -> set[str]:
    medical = (DeviceKind.MODALITY, DeviceKind.MEDICAL_DEVICE)
    return {
        device.name.value
        for device in hospital.devices
        if device.in_use() and device.kind.value in medical and device.name.value
    }


def _about(name: str, words: tuple[str, ...]) -> bool:
    return any(name.startswith(word) if word in _WORD_ALONE else word in name for word in words)
