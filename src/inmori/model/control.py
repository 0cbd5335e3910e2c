"""Controls in force (実施中の対策): what already protects this hospital, as told and as seen.

The simulator reads these fields and nothing about measures: a measure works by changing them.
"""

from enum import StrEnum

from inmori.model.attribute import attribute
from inmori.model.provenance import DateFact, Fact, Frozen, TextFact, YesNo


class Watch(StrEnum):
    """Who looks at alerts, and when."""

    NONE = "none"
    OFFICE_HOURS = "office_hours"
    ALWAYS = "always"  # 24 hours, 365 days


class Segmentation(StrEnum):
    """What stands between zones of the closed network."""

    NONE = "none"  # flat, or routed without filter
    FILTERED = "filtered"  # port-level allow-list
    FILTERED_SEPARATE_ADMIN = "filtered_separate_admin"  # and no administrator login shared across


class Patching(StrEnum):
    """How often updates are applied."""

    NONE = "none"
    YEARLY = "yearly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"


class Controls(Frozen):
    """The controls in force, hospital-wide."""

    antivirus: TextFact = attribute(TextFact(), ja="ウイルス対策ソフト", en="Antivirus")
    endpoint_detection: Fact[Watch] = attribute(
        Fact[Watch](), ja="EDRの監視", en="Endpoint detection and who watches"
    )
    network_detection: Fact[Watch] = attribute(
        Fact[Watch](), ja="ネットワーク監視", en="Network detection and who watches"
    )
    log_collection: YesNo = attribute(YesNo(), ja="ログの収集", en="Central log collection")
    same_local_admin: YesNo = attribute(
        YesNo(), ja="管理者パスワードが全台同じ", en="Same local administrator password"
    )
    peer_block: YesNo = attribute(YesNo(), ja="端末同士の通信遮断", en="PC-to-PC traffic blocked")
    segmentation: Fact[Segmentation] = attribute(
        Fact[Segmentation](), ja="閉域内の分離", en="Separation inside the closed network"
    )
    usb_control: YesNo = attribute(YesNo(), ja="USB制限", en="USB restricted")
    old_os_lockdown: YesNo = attribute(
        YesNo(), ja="古いOSの実行制御", en="Allow-listing on unpatchable machines"
    )
    patching_clinical: Fact[Patching] = attribute(Fact[Patching](), ja="診療系の更新", en="Patching, clinical")
    patching_info: Fact[Patching] = attribute(Fact[Patching](), ja="情報系の更新", en="Patching, information")
    gateway_patching: Fact[Patching] = attribute(
        Fact[Patching](), ja="VPN・ルータの更新", en="Patching of gateways"
    )
    dns_filter: YesNo = attribute(YesNo(), ja="Web・DNSフィルタ", en="Web/DNS filter")
    mfa_clinical: YesNo = attribute(YesNo(), ja="診療系の二要素認証", en="Second factor on clinical systems")
    mfa_cloud: YesNo = attribute(YesNo(), ja="クラウドの二要素認証", en="Second factor on cloud services")
    vendor_gateway: YesNo = attribute(
        YesNo(), ja="保守接続の一元化", en="One recorded door for vendors"
    )
    second_line: YesNo = attribute(YesNo(), ja="予備回線", en="Second line")
    device_management: YesNo = attribute(YesNo(), ja="端末管理(MDM)", en="Device management")
    policy_document: YesNo = attribute(YesNo(), ja="運用管理規程", en="Security policy document")
    cyber_bcp: YesNo = attribute(YesNo(), ja="サイバー攻撃のBCP", en="Cyber continuity plan")
    contact_list: YesNo = attribute(YesNo(), ja="連絡体制図", en="Incident contact list")
    paper_drill: YesNo = attribute(YesNo(), ja="紙運用の訓練", en="Paper-operation drill")
    last_exercise: DateFact = attribute(
        DateFact(), ja="最後の机上訓練", en="Last table-top exercise", help_ja="サイバー攻撃を想定した話し合いの訓練", help_en="An exercise by talking, of a cyber attack"
    )
    insurance: YesNo = attribute(YesNo(), ja="サイバー保険", en="Cyber insurance")
    disclosures_collected: TextFact = attribute(
        TextFact(), ja="開示書の収集", en="Vendor disclosures collected", help_ja="全部 / 一部 / なし", help_en="all, partial or none"
    )
    last_training: DateFact = attribute(DateFact(), ja="最後の職員研修", en="Last staff training")
    phishing_drill: YesNo = attribute(YesNo(), ja="標的型メール訓練", en="Phishing drill")
    response_retainer: YesNo = attribute(
        YesNo(), ja="事故対応の契約", en="Incident response contract"
    )
    asset_management: YesNo = attribute(
        YesNo(), ja="IT資産管理ツール", en="Asset management tool"
    )
    mail_filter: YesNo = attribute(
        YesNo(), ja="メールの検査", en="Mail filtered", help_ja="添付とリンクを届く前に調べているか", help_en="Whether attachments and links are examined before delivery"
    )
    network_admission: YesNo = attribute(
        YesNo(), ja="接続機器の認証", en="Network admission control", help_ja="登録した機器だけがLANや無線につながるか(802.1Xなど)", help_en="Whether only registered machines can join the wired and wireless network"
    )
    last_assessment: DateFact = attribute(DateFact(), ja="最後の外部診断", en="Last outside assessment")
