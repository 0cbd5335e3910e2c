"""Disclosures (開示書): what a vendor states about the security of one product, question by question.

A statement is not a fact: it is kept beside what the evidence shows, so that a contradiction can be found. Every topic
is worded as a claim that "yes" affirms; a question that asks the other way round belongs to another topic, or to OTHER.
"""

from enum import StrEnum

from inmori.model.attribute import attribute
from inmori.model.provenance import DateFact, Frozen, Source, TextFact
from inmori.text import Text


class DisclosedAnswer(StrEnum):
    """What was answered. UNKNOWN: left blank, or not to be told from what was written."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class DisclosureTopic(StrEnum):
    """What a question is about, whatever the form and its numbering; OTHER is kept, but compared with nothing."""

    SECURITY_CONTACT = "security_contact"
    INCIDENT_PROCEDURE = "incident_procedure"
    SUBCONTRACTORS = "subcontractors"
    COMPONENT_LIST = "component_list"
    SBOM = "sbom"
    OS_SUPPORTED = "os_supported"
    UPDATES_ALLOWED = "updates_allowed"
    UPDATES_TESTED = "updates_tested"
    VULNERABILITY_NOTICE = "vulnerability_notice"
    PERSONAL_ACCOUNTS = "personal_accounts"
    SECOND_FACTOR = "second_factor"
    NO_SHARED_PASSWORDS = "no_shared_passwords"
    DEFAULT_ACCOUNTS = "default_accounts"
    LEAVERS_REMOVED = "leavers_removed"
    AUTO_LOGOFF = "auto_logoff"
    REMOTE_MAINTENANCE = "remote_maintenance"
    REMOTE_SECOND_FACTOR = "remote_second_factor"
    REMOTE_SOURCE_LIMITED = "remote_source_limited"
    REMOTE_APPROVAL = "remote_approval"
    REMOTE_GEAR_UPDATED = "remote_gear_updated"
    REMOTE_LOG = "remote_log"
    ANTIVIRUS = "antivirus"
    EDR = "edr"
    MEDIA_CONTROL = "media_control"
    AUDIT_LOG = "audit_log"
    LOG_FORWARDING = "log_forwarding"
    TIME_SYNC = "time_sync"
    BACKUP = "backup"
    OFFLINE_BACKUP = "offline_backup"
    RESTORE_MANUAL = "restore_manual"
    RESTORE_TESTED = "restore_tested"
    ENCRYPTED_TRAFFIC = "encrypted_traffic"
    ENCRYPTED_STORAGE = "encrypted_storage"
    INTERNET_NEEDED = "internet_needed"
    PORT_LIST = "port_list"
    WIRELESS = "wireless"
    PATIENT_DATA = "patient_data"
    DISPOSAL = "disposal"
    OTHER = "other"


DISCLOSURE_TOPIC_NAMES: dict[DisclosureTopic, Text] = {
    DisclosureTopic.SECURITY_CONTACT: Text(ja="セキュリティの窓口がある", en="Has a contact for security"),
    DisclosureTopic.INCIDENT_PROCEDURE: Text(ja="事故時の連絡手順がある", en="Has a procedure for incidents"),
    DisclosureTopic.SUBCONTRACTORS: Text(ja="再委託先を示している", en="Names its subcontractors"),
    DisclosureTopic.COMPONENT_LIST: Text(ja="OSなどの構成一覧を出せる", en="Can list its operating system and middleware"),
    DisclosureTopic.SBOM: Text(ja="ソフトウェア部品表(SBOM)を出せる", en="Can provide an SBOM"),
    DisclosureTopic.OS_SUPPORTED: Text(ja="OSのサポートが有効", en="Its operating system is supported"),
    DisclosureTopic.UPDATES_ALLOWED: Text(ja="OSの更新を適用できる", en="Operating system updates may be applied"),
    DisclosureTopic.UPDATES_TESTED: Text(ja="更新の可否を検証し知らせている", en="Tests updates and tells the result"),
    DisclosureTopic.VULNERABILITY_NOTICE: Text(ja="脆弱性を通知する仕組みがある", en="Tells of vulnerabilities"),
    DisclosureTopic.PERSONAL_ACCOUNTS: Text(ja="利用者ごとのIDを使える", en="Has an account for each user"),
    DisclosureTopic.SECOND_FACTOR: Text(ja="二要素認証に対応", en="Supports a second factor"),
    DisclosureTopic.NO_SHARED_PASSWORDS: Text(ja="初期・共通パスワードを使わない", en="Does without default or shared passwords"),
    DisclosureTopic.DEFAULT_ACCOUNTS: Text(ja="初期設定のアカウントがある", en="Has default or built-in accounts"),
    DisclosureTopic.LEAVERS_REMOVED: Text(ja="退職者のIDを止める手順がある", en="Removes the accounts of leavers"),
    DisclosureTopic.AUTO_LOGOFF: Text(ja="離席時の自動ログオフがある", en="Logs off by itself"),
    DisclosureTopic.REMOTE_MAINTENANCE: Text(ja="遠隔保守を行う", en="Is maintained remotely"),
    DisclosureTopic.REMOTE_SECOND_FACTOR: Text(ja="遠隔保守に二要素認証を使う", en="Remote maintenance uses a second factor"),
    DisclosureTopic.REMOTE_SOURCE_LIMITED: Text(ja="遠隔保守の接続元を限定", en="Remote maintenance comes from named addresses only"),
    DisclosureTopic.REMOTE_APPROVAL: Text(ja="遠隔接続のつど承認を得る", en="Each remote session is approved"),
    DisclosureTopic.REMOTE_GEAR_UPDATED: Text(ja="遠隔接続の機器を最新に保つ", en="Remote access gear is kept up to date"),
    DisclosureTopic.REMOTE_LOG: Text(ja="遠隔接続の記録を出せる", en="Can hand over logs of remote sessions"),
    DisclosureTopic.ANTIVIRUS: Text(ja="ウイルス対策ソフトを入れられる", en="Allows antivirus"),
    DisclosureTopic.EDR: Text(ja="EDRを入れられる", en="Allows endpoint detection"),
    DisclosureTopic.MEDIA_CONTROL: Text(ja="USBなど外部媒体を制限できる", en="Can restrict removable media"),
    DisclosureTopic.AUDIT_LOG: Text(ja="操作記録を残す", en="Keeps an audit log"),
    DisclosureTopic.LOG_FORWARDING: Text(ja="記録を外部へ送れる", en="Can forward its logs"),
    DisclosureTopic.TIME_SYNC: Text(ja="時刻を合わせている", en="Keeps its clock in step"),
    DisclosureTopic.BACKUP: Text(ja="バックアップの機能がある", en="Can be backed up"),
    DisclosureTopic.OFFLINE_BACKUP: Text(ja="切り離した媒体に保存できる", en="Can be backed up to detached media"),
    DisclosureTopic.RESTORE_MANUAL: Text(ja="復旧手順書がある", en="Has a manual for recovery"),
    DisclosureTopic.RESTORE_TESTED: Text(ja="復旧を試験した", en="Recovery was tested"),
    DisclosureTopic.ENCRYPTED_TRAFFIC: Text(ja="通信を暗号化", en="Encrypts its traffic"),
    DisclosureTopic.ENCRYPTED_STORAGE: Text(ja="保存データを暗号化", en="Encrypts what it stores"),
    DisclosureTopic.INTERNET_NEEDED: Text(ja="インターネット接続が必要", en="Needs the Internet"),
    DisclosureTopic.PORT_LIST: Text(ja="使うポートの一覧を出せる", en="Can list the ports it uses"),
    DisclosureTopic.WIRELESS: Text(ja="無線通信を使う", en="Uses wireless"),
    DisclosureTopic.PATIENT_DATA: Text(ja="患者の情報を扱う", en="Handles patient data"),
    DisclosureTopic.DISPOSAL: Text(ja="廃棄時に情報を消せる", en="Can be wiped for disposal"),
    DisclosureTopic.OTHER: Text(ja="その他", en="Other"),
}


class DisclosedItem(Frozen):
    """One question with its answer. ``question`` is shortened; names and numbers of persons are taken out of ``note``."""

    number: str = attribute("", ja="番号", en="Number")
    topic: DisclosureTopic = attribute(ja="事項", en="Topic")
    question: str = attribute("", ja="質問", en="Question (as written)")
    answer: DisclosedAnswer = attribute(ja="回答", en="Answer")
    note: str = attribute("", ja="備考", en="Note")
    source: Source


class Disclosure(Frozen):
    """One disclosure of one product (MDS/SDS by JAHIS and JIRA, MDS2 by NEMA)."""

    id: str
    form: str = attribute("", ja="様式", en="Form", help_ja="sds または mds2", help_en="sds or mds2")
    vendor: TextFact = attribute(TextFact(), ja="事業者", en="Vendor")
    product: TextFact = attribute(TextFact(), ja="製品", en="Product")
    version: TextFact = attribute(TextFact(), ja="バージョン", en="Version")
    made_on: DateFact = attribute(DateFact(), ja="作成日", en="Made on")
    answers: tuple[DisclosedItem, ...] = ()
    sources: tuple[Source, ...] = ()

    def answer(self, topic: DisclosureTopic) -> DisclosedAnswer:
        """Return the one answer on a topic; UNKNOWN when nobody asked, or answers of the same topic differ."""
        given = {item.answer for item in self.answers if item.topic is topic}
        given.discard(DisclosedAnswer.UNKNOWN)
        return given.pop() if len(given) == 1 else DisclosedAnswer.UNKNOWN
