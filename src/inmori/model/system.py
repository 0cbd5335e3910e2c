"""Medical information systems (医療情報システム): the things that stop or run, and the clinical services on them."""

from enum import StrEnum

from inmori.model.attribute import attribute
from inmori.model.provenance import DateFact, Fact, Frozen, TextFact
from inmori.text import Text


class SystemKind(StrEnum):
    """Kinds of system."""

    EHR = "ehr"
    RECEIPT = "receipt"
    PACS = "pacs"
    RIS = "ris"
    LIS = "lis"
    PHYSIOLOGY = "physiology"
    ENDOSCOPY = "endoscopy"
    PHARMACY = "pharmacy"
    NUTRITION = "nutrition"
    HEALTH_CHECK = "health_check"
    NURSING_SHIFT = "nursing_shift"
    DIALYSIS = "dialysis"
    MONITORING = "monitoring"
    OQS = "oqs"
    DIRECTORY = "directory"
    FILE_SHARE = "file_share"
    BACKUP = "backup"
    ANTIVIRUS = "antivirus"
    ASSET_MANAGEMENT = "asset_management"
    OTHER = "other"


SYSTEM_NAMES: dict[SystemKind, Text] = {
    SystemKind.EHR: Text(ja="電子カルテ", en="EHR"),
    SystemKind.RECEIPT: Text(ja="医事会計(レセコン)", en="Billing (receipt computer)"),
    SystemKind.PACS: Text(ja="画像(PACS)", en="PACS"),
    SystemKind.RIS: Text(ja="放射線情報(RIS)", en="RIS"),
    SystemKind.LIS: Text(ja="検体検査(LIS)", en="LIS"),
    SystemKind.PHYSIOLOGY: Text(ja="生理検査", en="Physiological tests"),
    SystemKind.ENDOSCOPY: Text(ja="内視鏡", en="Endoscopy"),
    SystemKind.PHARMACY: Text(ja="調剤", en="Dispensing"),
    SystemKind.NUTRITION: Text(ja="栄養給食", en="Nutrition"),
    SystemKind.HEALTH_CHECK: Text(ja="健診", en="Health check-up"),
    SystemKind.NURSING_SHIFT: Text(ja="看護勤務", en="Nursing shifts"),
    SystemKind.DIALYSIS: Text(ja="透析", en="Dialysis"),
    SystemKind.MONITORING: Text(ja="生体情報モニタ", en="Patient monitoring"),
    SystemKind.OQS: Text(ja="オンライン資格確認", en="Eligibility check"),
    SystemKind.DIRECTORY: Text(ja="利用者認証(AD)", en="Directory (AD)"),
    SystemKind.FILE_SHARE: Text(ja="ファイル共有", en="File share"),
    SystemKind.BACKUP: Text(ja="バックアップ", en="Backup"),
    SystemKind.ANTIVIRUS: Text(ja="ウイルス対策管理", en="Antivirus management"),
    SystemKind.ASSET_MANAGEMENT: Text(ja="IT資産管理", en="Asset management"),
    SystemKind.OTHER: Text(ja="その他", en="Other"),
}


class Hosting(StrEnum):
    """Where a system runs."""

    ON_PREMISES = "on_premises"
    CLOUD = "cloud"


class System(Frozen):
    """One system, made of devices (the servers that carry it)."""

    id: str
    kind: SystemKind = attribute(ja="システムの種類", en="Kind of system")
    name: TextFact = attribute(TextFact(), ja="システム名", en="System name")
    hosting: Fact[Hosting] = attribute(Fact[Hosting](), ja="設置形態", en="Hosting")
    vendor: TextFact = attribute(TextFact(), ja="事業者", en="Vendor")
    device_ids: tuple[str, ...] = ()
    renewal: DateFact = attribute(DateFact(), ja="更新時期", en="Renewal due")
    update_owner: TextFact = attribute(
        TextFact(),
        ja="更新の責任者",
        en="Who updates it",
        help_ja="セキュリティ更新を誰が行うか(事業者 / 病院 / 契約に記載なし)",
        help_en="vendor, hospital or unwritten",
    )
