"""Network zones: what a part of the network is for, and which addresses make it up."""

from enum import StrEnum

from inmori.model.attribute import attribute
from inmori.model.provenance import Frozen, Source, TextFact, YesNo
from inmori.text import Text


class ZoneKind(StrEnum):
    """Purpose of a zone (DESIGN section 4)."""

    INFO = "info"
    CLINICAL = "clinical"
    DEPT = "dept"
    OQS = "oqs"
    WIFI = "wifi"
    GUEST = "guest"
    MGMT = "mgmt"
    VENDOR = "vendor"
    STANDALONE = "standalone"
    LINK = "link"  # transfer network between two gateways; nothing lives there
    INTERNET = "internet"
    CLOUD = "cloud"
    VENDOR_NET = "vendor_net"
    UNKNOWN = "unknown"

    @property
    def closed(self) -> bool:
        """Whether hospitals mean this zone to be closed (閉域) to the outside."""
        return self in (ZoneKind.CLINICAL, ZoneKind.DEPT, ZoneKind.WIFI)

    @property
    def outside(self) -> bool:
        """Whether the zone lies outside the hospital."""
        return self in (ZoneKind.INTERNET, ZoneKind.CLOUD, ZoneKind.VENDOR_NET)


ZONE_NAMES: dict[ZoneKind, Text] = {
    ZoneKind.INFO: Text(ja="情報系", en="Information"),
    ZoneKind.CLINICAL: Text(ja="診療系(閉域)", en="Clinical (closed)"),
    ZoneKind.DEPT: Text(ja="部門系", en="Departments"),
    ZoneKind.OQS: Text(ja="オンライン資格確認", en="Eligibility check"),
    ZoneKind.WIFI: Text(ja="院内無線", en="Clinical Wi-Fi"),
    ZoneKind.GUEST: Text(ja="来客用", en="Guest"),
    ZoneKind.MGMT: Text(ja="機器管理", en="Management"),
    ZoneKind.VENDOR: Text(ja="保守", en="Vendor maintenance"),
    ZoneKind.STANDALONE: Text(ja="未接続", en="Not connected"),
    ZoneKind.LINK: Text(ja="機器間接続", en="Transfer link"),
    ZoneKind.INTERNET: Text(ja="インターネット", en="Internet"),
    ZoneKind.CLOUD: Text(ja="クラウド", en="Cloud"),
    ZoneKind.VENDOR_NET: Text(ja="事業者のネットワーク", en="Vendor's network"),
    ZoneKind.UNKNOWN: Text(ja="不明", en="Unknown"),
}


class Network(Frozen):
    """One IP network that belongs to a zone."""

    cidr: str = attribute(ja="ネットワーク", en="Network", help_ja="例 10.0.10.0/24", help_en="e.g. 10.0.10.0/24")
    name: str = attribute("", ja="名称", en="Name")
    vlan: int | None = attribute(None, ja="VLAN番号", en="VLAN")
    sources: tuple[Source, ...] = ()


class Zone(Frozen):
    """A zone as the hospital names it and as the evidence shows it."""

    id: str
    kind: ZoneKind = attribute(ja="区画の種類", en="Kind of zone")
    name: TextFact = attribute(TextFact(), ja="区画の名称", en="Zone name")
    networks: tuple[Network, ...] = ()
    closed_by_intent: YesNo = attribute(
        YesNo(),
        ja="閉域のつもりか",
        en="Meant to be closed",
        help_ja="外部とつながっていないはずの区画か",
        help_en="Whether the hospital means this zone to have no way outside",
    )
