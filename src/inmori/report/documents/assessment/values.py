"""How a value of the model is said to a person: kinds by their names, yes and no, dates as written on paper."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from inmori.era import both_ja
from inmori.model import (
    DEVICE_KIND_NAMES,
    REMOTE_METHOD_NAMES,
    SYSTEM_NAMES,
    ZONE_NAMES,
    BackupMedium,
    DeviceKind,
    DeviceStatus,
    Hosting,
    Patching,
    RemoteMethod,
    Segmentation,
    SystemKind,
    Watch,
    ZoneKind,
)
from inmori.report.wording import NO, UNKNOWN, YES, same
from inmori.text import Text

# By class, because members of two StrEnums with one value ("none", "cloud") are equal and would share an entry.
_NAMES: Mapping[type[StrEnum], Mapping[Any, Text]] = {
    DeviceKind: DEVICE_KIND_NAMES,
    RemoteMethod: REMOTE_METHOD_NAMES,
    SystemKind: SYSTEM_NAMES,
    ZoneKind: ZONE_NAMES,
    DeviceStatus: {
        DeviceStatus.ACTIVE: Text(ja="使用中", en="in use"),
        DeviceStatus.RETIRED: Text(ja="廃棄・撤去済み", en="retired"),
    },
    Hosting: {
        Hosting.ON_PREMISES: Text(ja="院内設置", en="on site"),
        Hosting.CLOUD: Text(ja="クラウド", en="cloud"),
    },
    Watch: {
        Watch.NONE: Text(ja="なし", en="none"),
        Watch.OFFICE_HOURS: Text(ja="勤務時間内", en="office hours"),
        Watch.ALWAYS: Text(ja="24時間", en="round the clock"),
    },
    Segmentation: {
        Segmentation.NONE: Text(ja="分離なし", en="none"),
        Segmentation.FILTERED: Text(ja="必要な通信だけ許可", en="filtered"),
        Segmentation.FILTERED_SEPARATE_ADMIN: Text(
            ja="必要な通信だけ許可し、管理者も別", en="filtered, separate administrators"
        ),
    },
    Patching: {
        Patching.NONE: Text(ja="していない", en="none"),
        Patching.YEARLY: Text(ja="年1回", en="yearly"),
        Patching.MONTHLY: Text(ja="毎月", en="monthly"),
        Patching.WEEKLY: Text(ja="毎週", en="weekly"),
    },
    BackupMedium: {
        BackupMedium.ONLINE: Text(ja="院内網につないだまま", en="always connected"),
        BackupMedium.SEPARATE_LOGIN: Text(ja="別のログインで守る", en="separate login"),
        BackupMedium.IMMUTABLE: Text(ja="書換え不可", en="immutable"),
        BackupMedium.OFFLINE: Text(ja="取り外して保管", en="taken off line"),
        BackupMedium.CLOUD: Text(ja="クラウド事業者", en="cloud provider"),
    },
}


def said(value: object) -> Text:
    """Return the words for a value; ``None`` is unknown, never "no"."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, StrEnum):
        return _NAMES.get(type(value), {}).get(value, same(value.value))
    if isinstance(value, date):
        return Text(ja=both_ja(value), en=value.isoformat())
    if isinstance(value, float):
        return same(f"{value:,.10g}")
    if isinstance(value, int):
        return same(f"{value:,}")
    if isinstance(value, tuple):
        parts = [said(item) for item in value]
        return Text(ja="、".join(part.ja for part in parts), en=", ".join(part.en for part in parts))
    return same(str(value))
