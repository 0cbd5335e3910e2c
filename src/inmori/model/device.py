"""Devices: every machine, box and instrument, with the provenance of each thing we believe about it."""

from enum import StrEnum

from inmori.model.attribute import attribute
from inmori.model.provenance import DateFact, Fact, Frozen, Source, TextFact, YesNo
from inmori.model.weak_protocol import WeakProtocol
from inmori.text import Text


class DeviceKind(StrEnum):
    """What a device is."""

    SERVER = "server"
    CLIENT = "client"
    TABLET = "tablet"
    PRINTER = "printer"
    NAS = "nas"
    TAPE = "tape"
    FIREWALL = "firewall"
    ROUTER = "router"
    L3_SWITCH = "l3switch"
    L2_SWITCH = "l2switch"
    ACCESS_POINT = "ap"
    MODALITY = "modality"
    MEDICAL_DEVICE = "medical_device"
    OQS_TERMINAL = "oqs_terminal"
    CARD_READER = "card_reader"
    CAMERA = "camera"
    RECORDER = "nvr"
    VENDOR_BOX = "vendor_box"
    MOBILE_ROUTER = "mobile_router"
    OTHER = "other"


DEVICE_KIND_NAMES: dict[DeviceKind, Text] = {
    DeviceKind.SERVER: Text(ja="サーバ", en="Server"),
    DeviceKind.CLIENT: Text(ja="端末PC", en="PC"),
    DeviceKind.TABLET: Text(ja="タブレット", en="Tablet"),
    DeviceKind.PRINTER: Text(ja="プリンタ", en="Printer"),
    DeviceKind.NAS: Text(ja="NAS", en="NAS"),
    DeviceKind.TAPE: Text(ja="バックアップ装置", en="Backup drive"),
    DeviceKind.FIREWALL: Text(ja="ファイアウォール", en="Firewall"),
    DeviceKind.ROUTER: Text(ja="ルータ", en="Router"),
    DeviceKind.L3_SWITCH: Text(ja="L3スイッチ", en="L3 switch"),
    DeviceKind.L2_SWITCH: Text(ja="L2スイッチ", en="L2 switch"),
    DeviceKind.ACCESS_POINT: Text(ja="無線AP", en="Wi-Fi access point"),
    DeviceKind.MODALITY: Text(ja="検査・画像装置(モダリティ)", en="Modality"),
    DeviceKind.MEDICAL_DEVICE: Text(ja="医療機器", en="Medical device"),
    DeviceKind.OQS_TERMINAL: Text(ja="資格確認端末", en="Eligibility terminal"),
    DeviceKind.CARD_READER: Text(ja="カードリーダー", en="Card reader"),
    DeviceKind.CAMERA: Text(ja="監視カメラ", en="Camera"),
    DeviceKind.RECORDER: Text(ja="録画装置", en="Video recorder"),
    DeviceKind.VENDOR_BOX: Text(ja="業者の保守装置", en="Vendor's box"),
    DeviceKind.MOBILE_ROUTER: Text(ja="モバイルルータ", en="Mobile router"),
    DeviceKind.OTHER: Text(ja="その他", en="Other"),
}


class DeviceStatus(StrEnum):
    """Whether the machine is in use. Unknown is ``Fact.value is None``."""

    ACTIVE = "active"
    RETIRED = "retired"


class MergedRecord(Frozen):
    """Why one source's record was taken to be this device: the score, and what agreed or disagreed.

    ``reasons`` are short codes with points, e.g. ("mac", 6.0) or ("hostname_differs", -2.0).
    """

    source: Source
    score: float
    reasons: tuple[tuple[str, float], ...] = ()


class Device(Frozen):
    """One device (機器), merged from all sources that speak of it."""

    id: str
    name: TextFact = attribute(
        TextFact(),
        ja="機器名",
        en="Device name",
        help_ja="電子カルテ APサーバ、CT装置コンソール など",
        help_en="What people call it, e.g. EHR application server",
        given_by=("ledger",),
    )
    kind: Fact[DeviceKind] = attribute(Fact[DeviceKind](), ja="種類", en="Kind")
    status: Fact[DeviceStatus] = attribute(
        Fact[DeviceStatus](),
        ja="使用状況",
        en="Status",
        help_ja="使用中か、廃棄・撤去済みか",
        help_en="In use, or retired",
    )
    hostnames: tuple[TextFact, ...] = attribute(
        (), ja="ホスト名", en="Host name", given_by=("ledger", "asset_tool", "directory", "capture")
    )
    addresses: tuple[TextFact, ...] = attribute(
        (), ja="IPアドレス", en="IP address", given_by=("ledger", "asset_tool", "directory", "capture", "config")
    )
    macs: tuple[TextFact, ...] = attribute(
        (), ja="MACアドレス", en="MAC address", given_by=("ledger", "asset_tool", "capture")
    )
    serials: tuple[TextFact, ...] = attribute(
        (), ja="製造番号", en="Serial number", given_by=("ledger", "asset_tool")
    )
    asset_numbers: tuple[TextFact, ...] = attribute(
        (), ja="管理番号", en="Asset number", given_by=("ledger", "asset_tool")
    )
    dhcp: YesNo = attribute(YesNo(), ja="自動割当(DHCP)", en="DHCP address")
    zones: tuple[TextFact, ...] = attribute(
        (),
        ja="ネットワーク区画",
        en="Zones",
        help_ja="接続している区画。二つ以上なら橋渡しになりうる",
        help_en="Zones it is attached to; two or more may bridge them",
    )
    maker: TextFact = attribute(TextFact(), ja="メーカー", en="Maker")
    model: TextFact = attribute(TextFact(), ja="型番", en="Model")
    os: TextFact = attribute(TextFact(), ja="OS", en="Operating system")
    os_build: TextFact = attribute(TextFact(), ja="OSビルド", en="OS build", given_by=("asset_tool", "directory"))
    firmware: TextFact = attribute(TextFact(), ja="ファームウェア", en="Firmware")
    database: TextFact = attribute(TextFact(), ja="データベース", en="Database")
    office: TextFact = attribute(TextFact(), ja="Office製品", en="Office suite")
    department: TextFact = attribute(TextFact(), ja="部署", en="Department")
    location: TextFact = attribute(TextFact(), ja="設置場所", en="Location")
    vendor: TextFact = attribute(TextFact(), ja="保守会社", en="Maintenance vendor")
    purchased: DateFact = attribute(DateFact(), ja="導入日", en="Bought on")
    support_until: DateFact = attribute(
        DateFact(), ja="保守期限", en="Support until", help_ja="病院が把握している保守の期限", help_en="As the hospital knows it"
    )
    replacement_planned: DateFact = attribute(
        DateFact(), ja="更新予定", en="Replacement planned", help_ja="機器を入れ替える予定の期限", help_en="By when it is to be replaced"
    )
    antivirus: TextFact = attribute(
        TextFact(),
        ja="ウイルス対策",
        en="Antivirus",
        help_ja="製品名。「なし」は入っていないと分かっている場合",
        help_en='Product; "none" when known to be absent',
    )
    antivirus_updated: DateFact = attribute(DateFact(), ja="定義ファイルの日付", en="Antivirus pattern date")
    edr: TextFact = attribute(TextFact(), ja="EDR", en="Endpoint detection")
    local_admin: TextFact = attribute(
        TextFact(), ja="ローカル管理者アカウント", en="Local administrator account", given_by=("asset_tool",)
    )
    shared_local_admin: YesNo = attribute(
        YesNo(), ja="管理者パスワードの共用", en="Shares its local administrator password"
    )
    last_patched: DateFact = attribute(DateFact(), ja="最終更新適用日", en="Last patched")
    last_seen: DateFact = attribute(DateFact(), ja="最後に確認した日", en="Last seen")
    ae_title: TextFact = attribute(TextFact(), ja="AEタイトル", en="DICOM AE title")
    backup: TextFact = attribute(TextFact(), ja="バックアップ", en="Backup", given_by=("ledger",))
    holds_patient_data: YesNo = attribute(YesNo(), ja="患者情報の有無", en="Holds patient data")
    remote_maintenance: YesNo = attribute(YesNo(), ja="リモート保守の有無", en="Remote maintenance")
    patch_forbidden: YesNo = attribute(
        YesNo(), ja="更新適用不可", en="May not be patched", help_ja="メーカー指示などで更新できない", help_en="e.g. by maker's order"
    )
    weak_protocols: tuple[Fact[WeakProtocol], ...] = attribute(
        (),
        ja="弱い通信方式",
        en="Weak protocols",
        help_ja="使っていると確かめられたもの。空欄は「見ていない」であり「使っていない」ではない",
        help_en="Those that were seen; empty means not seen, not that they are off",
        given_by=("capture", "scan", "config"),
    )
    notes: tuple[TextFact, ...] = attribute((), ja="備考", en="Notes")
    records: tuple[MergedRecord, ...] = ()

    def label(self) -> str:
        """Return the shortest name a person would recognise."""
        for fact in (*self.hostnames, self.name, *self.addresses, *self.macs, *self.asset_numbers):
            if fact.value:
                return fact.value
        return self.id

    def zone_ids(self) -> tuple[str, ...]:
        """Return the ids of the zones it is attached to."""
        return tuple(fact.value for fact in self.zones if fact.value)

    def in_use(self) -> bool:
        """Whether it must be counted: everything not known to be retired."""
        return self.status.value is not DeviceStatus.RETIRED
